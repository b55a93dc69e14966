"""The Today page: one day to fill in, saved while it is typed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.day import DayKind
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.screens.today import LOOK_BACK_DAYS, TodayState, Usual, usual_of
from diary.ui.pages import Context
from diary.ui.style import Space
from diary.ui.today.day_editor import FUNCTION, DayEditor
from diary.ui.today.day_header import DayHeader, HardDayCard
from diary.ui.today.day_sheet import DaySheet
from diary.ui.widgets.labels import NoticeBar


class TodayPage(QWidget):
    """Shows one day and stores every answer. `day_shown` tells when another day is on screen."""

    day_shown = Signal(object)

    def __init__(
        self,
        context: Context,
        journal: Journal,
        day: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._journal = journal
        self.editor = DayEditor(context.library, journal, day or journal.today, self)
        self.saver = self.editor.saver
        self.header = DayHeader(context.language, partial(_logged_days, journal))
        self.notice = NoticeBar(context.language)
        self.hard_day = HardDayCard(context)
        self.sheet = DaySheet(context, self.editor)
        self.inputs: Sequence[QWidget] = [
            part
            for part in (self.header.hard, self.header.undo, self.sheet.column, self.sheet.body)
            if part is not None
        ]
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, 0)
        page.setSpacing(Space.MEDIUM)
        page.addWidget(self.header)
        page.addWidget(self.notice)
        self.sheet.put_above(self.hard_day)
        page.addWidget(self.sheet, 1)
        self._connect()
        self.header.show_state(self.editor.state)

    @property
    def day(self) -> date:
        """The day on screen."""
        return self.editor.day

    def show_state(self, state: TodayState) -> None:
        """Paint the state; what is not stored stays on screen."""
        self.header.show_state(state)
        self.sheet.show_state(state, self.saver.not_stored)

    def go_to(self, day: date) -> None:
        """Show another day; the future and a day the disk refuses are not gone to or left behind."""
        if day == self.day or day > self._journal.today or not self.flush():
            return
        focus = QApplication.focusWidget()
        was_answering = focus is not None and self.sheet.isAncestorOf(focus)
        self.hard_day.hide()
        self.sheet.reset()
        self.show_state(self.editor.open(day))
        self._begin()
        if was_answering:
            self.setFocus()
        self.day_shown.emit(day)

    def go_by(self, days: int) -> None:
        """Show the day that many days further on (or back)."""
        self.go_to(self.day + timedelta(days=days))

    def undo(self) -> None:
        """Take back the newest change, and show the day it was on."""
        self.flush()
        if self.editor.undo_form():
            self.show_state(self.editor.read())
            return
        shown = self.editor.state
        try:
            undone = self._journal.undo()
        except Refusal as refusal:
            self._on_blocked(refusal)
            return
        if self.editor.state is shown:  # else it was heard of already
            self.show_state(self.editor.read())
        if undone is not None and self.day not in undone:
            self.go_to(undone.last)

    def flush(self) -> bool:
        """Store what was typed and not stored yet; true when nothing waits for the disk."""
        self.hard_day.settle()
        self.sheet.flush()
        return self.saver.retry()

    def memory(self) -> tuple[date, dict[str, str]]:
        """The day on screen and what could not be taken, to come back to in another language or theme."""
        return self.day, self.sheet.drafts()

    def recall(self, memory: tuple[date, dict[str, str]]) -> None:
        """Show what was remembered."""
        day, drafts = memory
        self.go_to(day)
        self.sheet.show_drafts(drafts)

    def on_changed(self, period: Period) -> None:
        """Show the day again when it, or the day before, was changed elsewhere: not by what is stored here."""
        if not self.saver.is_writing:
            self.editor.forget_form()
        if not self.saver.is_writing and (self.day in period or self.day - timedelta(days=1) in period):
            self.show_state(self.editor.read())

    def _connect(self) -> None:
        header = self.header
        header.day_chosen.connect(self.go_to)
        header.undo.clicked.connect(self.undo)
        header.versions.clicked.connect(self._show_versions)
        header.hard.clicked.connect(self._on_hard)
        QShortcut(QKeySequence("Ctrl+M"), self).activated.connect(self.sheet.ask_moment)
        self.hard_day.answered.connect(partial(self.editor.set_kind, DayKind.HARD))
        self.notice.retried.connect(self.saver.retry)
        self.saver.settled.connect(self._on_settled)
        self.saver.refused.connect(self._on_refused)
        self.saver.blocked.connect(self._on_blocked)

    def _begin(self) -> None:
        """Offer what is usual on this day."""
        self.sheet.show_usual(
            _usual(self._journal, self._context), lambda: _time_on(self.day, self._journal.now())
        )

    def _on_hard(self, wanted: bool) -> None:
        """A hard day is asked about first; that it was none is said in one click."""
        state = self.editor.state
        self.header.hard.setChecked(state.day.kind is DayKind.HARD)
        if wanted:
            self.hard_day.ask(state.day.value(FUNCTION), state.ago)
        else:
            self.editor.set_kind(DayKind.ORDINARY)

    def _show_versions(self) -> None:
        """Open the dialog with what the day was before."""
        from diary.ui.today.versions_dialog import VersionsDialog  # seldom wanted, and takes time to load

        VersionsDialog(self.day, self._context.library, self._journal, self).open()

    def _on_settled(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            self.sheet.say(key, "")
        self.show_state(self.editor.refresh())

    def _on_refused(self, key: str, refusal: Refusal) -> None:
        self.sheet.say(key, self._sentence(refusal))

    def _on_blocked(self, refusal: Refusal | None) -> None:
        self.notice.say("" if refusal is None else self._sentence(refusal))

    def _sentence(self, refusal: Refusal) -> str:
        return refusal_sentence(self._context.language, self._context.library.words, refusal)

    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous():
            self._come_back()
        super().showEvent(event)

    def _come_back(self) -> None:
        """The form may have been changed in Settings, the hour may be another one, and cards are answered."""
        self.sheet.tidy()
        self.show_state(self.editor.read(keeps=False))
        self._begin()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first open question. Not a focus proxy: with one, Tab would pass over the bar above it."""
        super().focusInEvent(event)
        first = self.sheet.first_control()
        if first is not None:
            first.setFocus(event.reason())

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)


def _logged_days(journal: Journal, period: Period) -> list[date]:
    return [day.date for day in journal.days(period)]


def _usual(journal: Journal, context: Context) -> Usual:
    lately = Period(journal.today - timedelta(days=LOOK_BACK_DAYS), journal.today)
    return usual_of(journal.days(lately), context.library.words.activities)


def _time_on(day: date, now: datetime) -> int | None:
    """The minutes after midnight now, when the day is today."""
    return now.hour * 60 + now.minute if day == now.date() else None
