"""A screen reader hears which question has the keyboard also where the page had it first, and passed it on."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from diary.ui.focus_ring import SAY_AFTER_MS
from diary.ui.widgets.line import Line


class Passing(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.line = Line()
        QVBoxLayout(self).addWidget(self.line)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        self.line.setFocus()


def test_what_the_page_passed_the_keyboard_to_is_said_after_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[object] = []

    def update(event: QAccessibleEvent) -> None:
        said.append(event.object())

    monkeypatch.setattr(QAccessible, "updateAccessibility", update)
    window, other, page = QWidget(), Line(), Passing()
    column = QVBoxLayout(window)
    for part in (other, page):
        column.addWidget(part)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.wait(SAY_AFTER_MS + 200)
    said.clear()
    page.setFocus()
    qtbot.waitUntil(lambda: bool(said))
    assert said == [page.line]
    other.setFocus()
    qtbot.wait(SAY_AFTER_MS + 200)
    assert said == [page.line]
