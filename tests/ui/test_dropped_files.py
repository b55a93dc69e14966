"""What is dropped on a window: one file or folder is looked at where it belongs, and never taken away."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.therapist_mark import MARKS
from diary.journal.people import PeopleFolder
from diary.journal.shares import find_shares
from diary.paths import resources
from diary.ui.areas import READ, REVIEWED, pages
from diary.ui.intake.area import section
from diary.ui.pages import INTAKE, Context
from diary.ui.registers.therapist import GivenMarksDialog
from diary.ui.review.window import ReviewWindow
from diary.ui.sections import SectionedPage
from diary.ui.widgets.question_dialog import ListDialog
from diary.ui.window import MainWindow
from tests.factory import a_day, a_journal
from tests.journal.test_give_back import REMARK, a_given, own_marks
from tests.journal.test_people import WORLD, a_share, changed_days

EVERY = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction | Qt.DropAction.LinkAction
MOVED = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier


def dropped(window: QWidget, urls: Sequence[QUrl], text: str = "") -> Qt.DropAction:
    """Drop this on a window with Shift, as a file manager moves; return what it is told to have done."""
    data = QMimeData()
    if urls:
        data.setUrls(list(urls))
    if text:
        data.setText(text)
    over = QDragEnterEvent(QPoint(300, 300), EVERY, data, *MOVED)
    QApplication.sendEvent(window, over)
    if not over.isAccepted():
        return Qt.DropAction.IgnoreAction
    event = QDropEvent(QPointF(300, 300), EVERY, data, *MOVED)
    QApplication.sendEvent(window, event)
    return event.dropAction()


@pytest.fixture
def window(tmp_path: Path, context: Context, qtbot: QtBot) -> MainWindow:
    a_share(tmp_path / "a.diary", [a_day(0, stress=3)], "Anna")
    shown = MainWindow(context, a_journal(tmp_path / "a.source"), pages([section(is_sample=False)], resources()))
    qtbot.addWidget(shown)
    shown.show()
    return shown


def urls(*files: Path) -> list[QUrl]:
    return [QUrl.fromLocalFile(str(file)) for file in files]


def test_a_file_is_looked_at_and_never_moved(window: MainWindow, tmp_path: Path) -> None:
    table = tmp_path / "notes.csv"
    table.write_text("date,stress\n2026-11-01,3\n", encoding="utf-8")
    assert dropped(window, urls(table)) is Qt.DropAction.CopyAction
    assert window.current == INTAKE.partition("/")[0]
    assert table.is_file()


def test_what_a_therapist_gives_back_is_shown_where_it_belongs(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert dropped(window, urls(a_given(tmp_path, REMARK))) is Qt.DropAction.CopyAction
    page = window.page("share")
    assert isinstance(page, SectionedPage)
    assert page.shown == MARKS
    qtbot.waitUntil(lambda: bool(page.section(MARKS).findChildren(GivenMarksDialog)))


def test_anything_else_is_not_taken(window: MainWindow, tmp_path: Path) -> None:
    for given in (urls(tmp_path / "a", tmp_path / "b"), [QUrl("https://example.org/notes.csv")], []):
        assert dropped(window, given, "words") is Qt.DropAction.IgnoreAction
    assert window.current == "today"


def test_a_share_dropped_on_the_window_of_a_therapist_is_read_too(
    tmp_path: Path, context: Context, qtbot: QtBot
) -> None:
    place, other = tmp_path / "practice", tmp_path / "other"
    for folder, name in ((place, "Anna"), (other, "Berend")):
        folder.mkdir()
        a_share(folder / f"{name}.diary", changed_days(), name, seconds=len(name))
    people = PeopleFolder([place], tmp_path / "cache", WORLD.share_opener(), context.library)
    shares, marks = list(find_shares([place])), own_marks(tmp_path)
    shown = ReviewWindow(context, people, shares, WORLD.share_opener(), marks, REVIEWED, READ)
    qtbot.addWidget(shown)
    shown.show()
    shown.read()
    qtbot.waitUntil(lambda: len(shown.card.lines) == 1, timeout=20_000)
    assert dropped(shown, urls(other)) is Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: len(shown.card.lines) == 2, timeout=20_000)
    assert dropped(shown, urls(other / "Berend.diary")) is Qt.DropAction.CopyAction
    assert len(shown._paths) == 2
    (tmp_path / "empty").mkdir()
    for name in ("gone.diary", "empty"):
        assert dropped(shown, urls(tmp_path / name)) is Qt.DropAction.CopyAction
        (dialog,) = shown.findChildren(ListDialog)
        assert name in dialog.sentence.text()
        dialog.close()
        dialog.setParent(None)
    assert len(shown._paths) == 2
    shown.close()
