"""Dialogs that appear seldom fit the smallest screens too, with words of twice the size."""

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

import diary.ui.today.day_popup as popup_module
from diary.content.library import Library
from diary.content.theme import load_themes
from diary.domain.day import MomentKind
from diary.paths import resources
from diary.storage.backups.erase import DiaryFiles
from diary.ui.pages import Context
from diary.ui.program import Program
from diary.ui.safety.backups import WaitDialog
from diary.ui.safety.my_data import ErasedDialog
from diary.ui.style import Space, apply_look
from diary.ui.today.day_popup import DayPopup
from diary.ui.unhandled_errors import ERROR_BOX, UnhandledErrors
from diary.ui.widgets.moment_dialog import MomentDialog
from tests.factory import TODAY, a_day, a_journal
from tests.ui.fitting import faults_at
from tests.ui.today.opened import opened

SIZES = [(1024, 530), (683, 330), (640, 314)]


def _moment(library: Library, parent: QWidget) -> QDialog:
    names = library.words.moments
    dialog = MomentDialog(names, {}, {}, 61, library.language, parent)
    dialog.kind.choose(list(names).index(MomentKind.MEDICINE))
    return dialog


def _wait(library: Library, parent: QWidget) -> QDialog:
    dialog = WaitDialog(library.language, parent)
    dialog.stop.show()
    return dialog


def _error(library: Library, parent: QWidget) -> QDialog:
    UnhandledErrors(lambda: parent, lambda: library.language)._tell()
    box = parent.findChild(QMessageBox, ERROR_BOX)
    assert isinstance(box, QMessageBox)
    return box


def _erased(library: Library, parent: QWidget) -> QDialog:
    left = Path("/disk/an/my.diary")
    found = DiaryFiles(left, left.parent, (left,), Path("/media", "Verbatim van An"), False, (), (), (), left)
    dialog = ErasedDialog(found, (left,), Path("/disk/an"), library.language)
    dialog.setParent(parent, dialog.windowFlags())
    return dialog


DIALOGS: Mapping[str, Callable[[Library, QWidget], QDialog]] = {
    "moment": _moment,
    "wait": _wait,
    "error": _error,
    "erased": _erased,
}


@pytest.fixture(params=["english", "dutch"])
def library(request: pytest.FixtureRequest) -> Library:
    found: Library = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


@pytest.mark.parametrize("theme", ["light", "contrast"])
@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_can_be_reached_whole_at_twice_the_size(
    qapp: QApplication, library: Library, parent: QWidget, theme: str, name: str
) -> None:
    apply_look(qapp, load_themes(resources())[theme], 2.0)
    dialog = DIALOGS[name](library, parent)
    dialog.show()
    wanted = dialog.size()
    for width, height in SIZES:
        assert dialog.minimumSizeHint().width() <= width
        assert faults_at(dialog, (min(width, wanted.width()), min(height, wanted.height()))) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_calendar_below_the_date_lies_on_the_screen(
    qapp: QApplication,
    library: Library,
    parent: QWidget,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    apply_look(qapp, load_themes(resources())["light"], 2.0)
    room = QRect(0, 36, *size)
    monkeypatch.setattr(popup_module, "room_on", lambda _screen: room)
    parent.setGeometry(300, 100, 200, 40)
    parent.show()
    popup = DayPopup(library.language, TODAY, TODAY, lambda _period: (), parent)
    popup.show_below(parent)
    assert room.contains(popup.geometry())
    assert popup.calendar.height() > size[1] / 2


@pytest.mark.parametrize("code", ["en", "nl"])
def test_today_can_be_reached_whole_on_the_smallest_screen_at_twice_the_size(
    tmp_path: Path, qtbot: QtBot, code: str
) -> None:
    journal = a_journal(tmp_path / "my.diary", days=[a_day(1, areas={"back_neck_l": 5}, stress=4)])
    program = Program(journal, resources(), tmp_path / "settings.ini", code)
    window = program.open(code)
    qtbot.addWidget(window)
    window.prefer("text_size", 200)
    window.open_page("today")
    assert faults_at(window, (683, 330)) == []
    program.wait()
    journal.close()


def test_the_head_of_today_takes_two_lines_of_twice_the_size_and_no_more(
    qapp: QApplication, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    theme = load_themes(resources())["light"]
    apply_look(qapp, theme, 2.0)
    journal = a_journal(tmp_path / "my.diary", days=[a_day(1, stress=4)])
    with closing(journal), opened(Context(library, theme), journal, qtbot) as page:
        page.resize(950, 530)
        head = page.header
        assert head.heightForWidth(head.width()) < 3 * head.hard.height()


@pytest.mark.parametrize("width", [850, 950, 1200])
def test_undo_stands_beside_other_words_and_not_alone_in_a_line(
    qapp: QApplication, library: Library, tmp_path: Path, qtbot: QtBot, width: int
) -> None:
    theme = load_themes(resources())["light"]
    apply_look(qapp, theme, 2.0)
    journal = a_journal(tmp_path / "my.diary", days=[a_day(1, stress=4)])
    with closing(journal), opened(Context(library, theme), journal, qtbot) as page:
        page.resize(width, 530)
        head = page.header
        assert head.saved.isHidden()
        way = head.date.parentWidget()
        assert way is not None
        assert head.undo.x() in (0, way.geometry().right() + 1 + Space.SMALL)
