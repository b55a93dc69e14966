"""A page that reads the diary when it is shown, and again after a change."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.style import Space
from diary.ui.widgets.labels import NoticeText
from diary.ui.widgets.layouts import STRETCH, empty, fill, in_column
from diary.ui.widgets.scrolling import ScrolledColumn

SETTLE_MS = 250
"""Delay in milliseconds, so that several changes in a row are read once."""


class FreshPage(QWidget):
    """Calls `_refresh` to read and show; a Refusal is shown in `notice`, and the next show event tries again."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.notice = NoticeText()
        self._is_stale = True
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._fill)

    @property
    def is_waiting(self) -> bool:
        """Whether a refresh is due."""
        return self._settle.isActive()

    def on_changed(self, _period: Period) -> None:
        """Read again after a change: at once if the page is visible, else when it is next shown."""
        self._is_stale = True
        if self.isVisible():
            self._settle.start()

    def on_day(self, today: date) -> None:
        self.on_changed(Period(today, today))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._fill()

    def _fill(self) -> None:
        self._is_stale = False
        self._settle.stop()
        try:
            self._refresh()
        except Refusal as refusal:
            self._is_stale = True
            self._refuse(refusal)
        else:
            self.notice.say("")

    def _refresh(self) -> None:
        raise NotImplementedError

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(self._context.sentence(refusal))


class SheetToRead(FreshPage):
    """Shows cards of a diary below each other, to be read only; a subclass builds them."""

    def __init__(self, context: Context, journal: Journal, name: str) -> None:
        super().__init__(context)
        self._journal = journal
        self._sheet = ScrolledColumn()
        self._sheet.let_scroll_by_keys(name)
        self._sheet.column.setContentsMargins(Space.WIDE, Space.LARGE, Space.LARGE, Space.WIDE)
        self._sheet.column.setSpacing(Space.LARGE)
        in_column(self.notice, (self._sheet, 1), within=self, spacing=0)

    def _refresh(self) -> None:
        empty(self._sheet.column)
        fill(self._sheet.column, *self._cards(), STRETCH)

    def _cards(self) -> Iterable[QWidget]:
        raise NotImplementedError
