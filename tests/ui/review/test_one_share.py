"""One share alone has the whole window, as long as it is the only one."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from diary.ui.pages import Context
from tests.journal.test_people import a_share, changed_days
from tests.ui.review.conftest import opened


def test_one_share_takes_the_room_of_the_list_until_there_is_another(
    tmp_path: Path, context: Context, qtbot: QtBot
) -> None:
    place, other = tmp_path / "practice", tmp_path / "other"
    for folder in (place, other):
        folder.mkdir()
    a_share(place / "a.diary", changed_days(), "Anna")
    a_share(other / "b.diary", changed_days(), "Berend", seconds=1)
    window = opened(place, context, qtbot)
    pane = window.pane
    qtbot.waitUntil(lambda: pane.sections is not None, timeout=20_000)
    assert pane.name.text() == "Anna"
    assert pane.isAncestorOf(window.focusWidget())
    for part, is_shown in ((window.card, False), (pane.back, False), (window.foot, True)):
        assert part.isVisible() is is_shown
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.card.isVisible(), "there is nobody else to go to"

    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(other / "b.diary"))])
    window.dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(lambda: len(window.card.lines) == 2, timeout=20_000)
    assert window.card.isVisible()
    assert pane.isVisible()
    window.close()
