"""A page that shows the diary as it is: read when the page comes in sight, and again when something changed."""

from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.ui.pages import Context
from diary.ui.widgets.labels import NoticeText

SETTLE_MS = 250
"""Several choices or changes in a row are one reading."""


class FreshPage(QWidget):
    """`_refresh` reads and shows; when it raises a Refusal, `notice` says it, and showing the page tries again."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.notice = NoticeText()
        self._is_stale = True
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._fill)

    @property
    def is_waiting(self) -> bool:
        """Whether the page is about to be shown anew."""
        return self._settle.isActive()

    def on_changed(self, _period: Period) -> None:
        """The diary changed: read again, when the page is in sight or when it is next shown."""
        self._is_stale = True
        if self.isVisible():
            self._settle.start()

    def on_day(self, today: date) -> None:
        """Today is another day: read again what is counted from it."""
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
        self.notice.say(refusal_sentence(self._context.language, self._context.library.words, refusal))
