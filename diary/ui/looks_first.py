"""What is clicked or typed meets the day it is now: the clock is looked at before a window acts on it."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from diary.ui.day_clock import INPUT, DayClock


class LooksFirst(QObject):
    """A filter for the native window of `window`: few events come by there, and input before any widget has it.

    When a page moves on to the new day by that, what is below the pointer stays there. Where it cannot, the click
    is not acted on: nobody meant what has come in its place.
    """

    def __init__(self, window: QWidget, day_clock: DayClock) -> None:
        super().__init__(window)
        self._window = window
        self._day_clock = day_clock

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in INPUT:
            return False
        if not isinstance(event, QMouseEvent):
            self._day_clock.look()
            return False
        at = event.position().toPoint()
        target = self._window.childAt(at)
        place = None if target is None else target.mapTo(self._window, QPoint())
        if not self._day_clock.look():
            return False
        if target is None or place is None:
            return True
        _lay_out()
        _roll_back(self._window, target, place)
        return self._window.childAt(at) is not target


def _lay_out() -> None:
    """Let everything that changed take its place now: cards in a column that rolls need two rounds."""
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _roll_back(window: QWidget, target: QWidget, place: QPoint) -> None:
    """Roll what holds `target` so that it is where it was."""
    around: QWidget | None = target
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        bar = around.verticalScrollBar()
        bar.setValue(bar.value() + target.mapTo(window, QPoint()).y() - place.y())
