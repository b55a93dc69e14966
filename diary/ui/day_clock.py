"""The one source of "the day is now D": here the clock is looked at, and pages hear when today is another day.

A computer sleeps, travels, and has its clock set. So the clock is looked at again at the day boundary, at least
once a minute, when the program or its window comes to the front, and before what is clicked or typed is acted on.
What is clicked or pressed before the new day can have been seen only shows it: it is stored on no day.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from diary.domain.item import MINUTES_A_DAY
from diary.domain.period import minutes_into_day
from diary.journal.journal import Journal
from diary.ui.widgets.scrolling import area_around

LONGEST_WAIT_MS: Final = 60_000
"""Timers stand still while the computer sleeps, and know nothing of a clock that is set: none waits any longer."""
IN_USE_SECONDS: Final = 10 * 60
"""So long after something was stored a page is in use, and stays where it is when the day becomes another one."""
UNSEEN_SECONDS: Final = 1
"""So long after a page moved on by itself nobody can have seen that, and be answering on purpose."""
INPUT: Final = frozenset(
    {
        QEvent.Type.ShortcutOverride,
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.InputMethod,
    }
)
"""What a person begins something with. Of a finger and a pen Qt makes a click, which comes by after them."""

HELD: Final = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta})
"""Keys that say nothing by themselves: of a digit with Shift the digit is looked at."""


def is_in_use(stored_at: datetime | None, now: datetime) -> bool:
    """Return whether somebody who stored something at that time may still be answering."""
    return _is_within(stored_at, now, IN_USE_SECONDS)


def is_unseen(moved_at: datetime | None, now: datetime) -> bool:
    """Return whether nobody can have seen yet what moved on at that time."""
    return _is_within(moved_at, now, UNSEEN_SECONDS)


def _is_within(at: datetime | None, now: datetime, seconds: int) -> bool:
    return at is not None and 0 <= now.timestamp() - at.timestamp() < seconds


class DayClock(QObject):
    """`today` is the day it was at the last look; `day_changed` carries the new one, maybe an earlier one."""

    day_changed = Signal(object)

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self.today: date = journal.today
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timer)
        self._wait()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state)

    def look(self) -> bool:
        """Look at the clock; whether today became another day by that, which everybody has heard of then."""
        today = self._journal.today
        if today == self.today or not self._timer.isActive():
            return False
        self.today = today
        self._wait()
        self.day_changed.emit(today)
        return True

    def stop(self) -> None:
        """Look no more; the window is closing."""
        self._timer.stop()

    def _on_timer(self) -> None:
        self._wait()
        self.look()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.look()

    def _wait(self) -> None:
        """Look again when the day ends, and not later than in a minute."""
        now = self._journal.now()
        into = minutes_into_day(60 * now.hour + now.minute, self._journal.boundary_minutes)
        left_ms = (MINUTES_A_DAY - into) * 60_000 - now.second * 1000 - now.microsecond // 1000
        self._timer.start(min(LONGEST_WAIT_MS, max(left_ms, 1)))


class LooksFirst(QObject):
    """A filter for the native window of `window`: few events come by there, and input before any widget has it.

    `is_unseen` returns whether the page moved on to another day just now: then a click or a key was meant for the
    day before, and is not acted on; `told` is emitted. Letters go on in their field: they are in sight before they
    are stored. What is below the pointer stays there, for the next click. Where it cannot, the click is not acted
    on, nor is a key when something else has the keyboard now: nobody meant what is there instead.
    """

    told = Signal()

    def __init__(self, window: QWidget, day_clock: DayClock, is_unseen: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._day_clock = day_clock
        self._is_unseen = is_unseen
        self._is_meant = True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in INPUT:
            return False
        is_void = self._is_void_click(event) if isinstance(event, QMouseEvent) else self._is_void(event)
        if is_void and self._is_unseen():
            self.told.emit()
        return is_void

    def _is_void_click(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        target = self._window.childAt(at)
        place = None if target is None else target.mapTo(self._window, QPoint())
        is_changed = self._day_clock.look()
        if is_changed and target is not None and place is not None:
            _lay_out()
            _roll_back(self._window, target, place)
        is_other = is_changed and (target is None or not _is_same(self._window.childAt(at), target))
        return is_other or self._is_unseen()

    def _is_void(self, event: QEvent) -> bool:
        """Look at the clock; whether a key was meant for a day, or for what has the keyboard, no more."""
        if event.type() == QEvent.Type.KeyPress and not self._is_meant:
            self._is_meant = True
            return True
        if isinstance(event, QKeyEvent) and event.key() in HELD:
            return False
        focus = QApplication.focusWidget()
        is_changed = self._day_clock.look()
        is_other = is_changed and focus is not None and not _is_same(QApplication.focusWidget(), focus)
        is_void = is_other or (self._is_unseen() and not isinstance(focus, QLineEdit | QPlainTextEdit))
        if is_void and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # it is no shortcut either; the same key is pressed next
            self._is_meant = False
        return is_void


def _is_same(found: QWidget | None, target: QWidget) -> bool:
    """Return whether it is what was meant, or what a page that was built anew has in its place under the same
    name."""
    name = target.objectName()
    return found is target or (found is not None and bool(name) and found.objectName() == name)


def _lay_out() -> None:
    """Let everything that changed take its place now: cards in a column that rolls need two rounds."""
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _roll_back(window: QWidget, target: QWidget, place: QPoint) -> None:
    """Roll what holds `target` so that it is where it was."""
    around = area_around(target)
    if around is not None:
        bar = around.verticalScrollBar()
        bar.setValue(bar.value() + target.mapTo(window, QPoint()).y() - place.y())
