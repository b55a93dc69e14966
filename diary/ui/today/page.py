"""The Today page: one day to fill in, saved while it is typed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.day import ago
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.screens.today import TodayState, build_today
from diary.screens.usual import LOOK_BACK_DAYS, Usual, usual_of
from diary.ui.context import Context
from diary.ui.style import Space
from diary.ui.today.day_header import DayHeader
from diary.ui.today.day_saving import DaySaver
from diary.ui.today.day_sheet import DaySheet
from diary.ui.today.form_choices import FormChoices
from diary.ui.today.going_back import show_versions
from diary.ui.today.hard_day import HardDayCard
from diary.ui.today.saving import Saver
from diary.ui.widgets.notice_bar import NoticeBar


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
        self._day = day or journal.today
        self.saver = Saver(journal, self)
        self._choices = FormChoices(journal, self.saver, self)
        state = self._state()
        self.header = DayHeader(context.language, partial(_logged_days, journal))
        self.notice = NoticeBar(context.language)
        self.hard_day = HardDayCard(context)
        self.sheet = DaySheet(context, state)
        self.inputs: Sequence[QWidget] = [
            part
            for part in (self.header.hard, self.header.undo, self.sheet.column, self.sheet.body)
            if part is not None
        ]
        self._day_saver = DaySaver(self.sheet, self.saver, journal, lambda: self._day)
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, 0)
        page.setSpacing(Space.MEDIUM)
        page.addWidget(self.header)
        page.addWidget(self.notice)
        self.sheet.put_above(self.hard_day)
        page.addWidget(self.sheet, 1)
        self._connect()
        self.header.show_state(state, journal.today)

    @property
    def day(self) -> date:
        """The day on screen."""
        return self._day

    def show_state(self, state: TodayState) -> None:
        """Paint the state; what is not stored stays on screen."""
        self.header.show_state(state, self._journal.today)
        self.header.versions.setVisible(self._journal.has_versions(self._day))
        self.sheet.show_state(state, self.saver.not_stored)

    def go_to(self, day: date) -> None:
        """Show another day; the future and a day the disk refuses are not gone to or left behind."""
        if day == self._day or day > self._journal.today or not self.flush():
            return
        focus = QApplication.focusWidget()
        was_answering = focus is not None and self.sheet.isAncestorOf(focus)
        self._day = day
        self.hard_day.hide()
        self._choices.begin()
        self.saver.forget_impossible()
        self.sheet.reset()
        self.show_state(self._state())
        self._begin()
        if was_answering:
            self.setFocus()
        self.day_shown.emit(day)

    def go_by(self, days: int) -> None:
        """Show the day that many days further on (or back)."""
        self.go_to(self._day + timedelta(days=days))

    def undo(self) -> None:
        """Take back the newest change, and show the day it was on."""
        self.flush()
        try:
            undone = self._journal.undo()
        except Refusal as refusal:
            self._on_blocked(refusal)
            return
        self._refresh()
        if undone is not None and self._day not in undone:
            self.go_to(undone.last)

    def flush(self) -> bool:
        """Store what was typed and not stored yet; true when nothing waits for the disk."""
        self.hard_day.settle()
        self.sheet.flush()
        return self.saver.retry()

    def memory(self) -> tuple[date, dict[str, str]]:
        """The day on screen and what could not be taken, to come back to in another language or theme."""
        return self._day, self.sheet.drafts()

    def recall(self, memory: tuple[date, dict[str, str]]) -> None:
        """Show what was remembered."""
        day, drafts = memory
        self.go_to(day)
        self.sheet.show_drafts(drafts)

    def on_changed(self, period: Period) -> None:
        """Show the day again when it, or the day before, was changed elsewhere."""
        if self._day in period or self._day - timedelta(days=1) in period:
            self._refresh()

    def _connect(self) -> None:
        self.header.day_chosen.connect(self.go_to)
        self.header.undo_requested.connect(self.undo)
        self.header.versions_requested.connect(
            lambda: show_versions(self._day, self._context.library, self._journal, self)
        )
        self.header.kind_chosen.connect(self._day_saver.save_kind)
        self.header.hard_day_requested.connect(
            lambda function: self.hard_day.ask(function, ago(self._day, self._journal.today))
        )
        QShortcut(QKeySequence("Ctrl+M"), self).activated.connect(self.sheet.ask_moment)
        self.hard_day.answered.connect(self._day_saver.save_hard_day)
        self.notice.retried.connect(self.saver.retry)
        self.saver.settled.connect(self._on_settled)
        self.saver.refused.connect(self._on_refused)
        self.saver.blocked.connect(self._on_blocked)
        self.sheet.refused.connect(self._on_refused)
        self.sheet.fold_chosen.connect(self._choices.fold)
        self.sheet.offered.connect(self._choices.take)
        self._choices.changed.connect(self._refresh)

    def _begin(self) -> None:
        """Offer what is usual on this day."""
        self.sheet.show_usual(
            _usual(self._journal, self._context), lambda: _time_on(self._day, self._journal.now())
        )

    def _on_settled(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            self.sheet.say(key, "")
        self._refresh()

    def _on_refused(self, key: str, refusal: Refusal) -> None:
        self.sheet.say(key, self._sentence(refusal))

    def _on_blocked(self, refusal: Refusal | None) -> None:
        self.notice.say("" if refusal is None else self._sentence(refusal))

    def _sentence(self, refusal: Refusal) -> str:
        return refusal_sentence(self._context.language, self._context.library.words, refusal)

    def _state(self) -> TodayState:
        journal = self._journal
        return build_today(
            journal.day(self._day),
            journal.day(self._day - timedelta(days=1)),
            self._context.library,
            self._choices.read(),
            journal.today,
            journal.now(),
            self.saver.saved_at,
            journal.can_undo,
            self._choices.visit,
        )

    def _refresh(self) -> None:
        self._choices.keep(self.sheet.keys)
        self.show_state(self._state())

    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous():
            self._come_back()
        super().showEvent(event)

    def _come_back(self) -> None:
        """The form may have been changed in Settings, the hour may be another one, and cards are answered."""
        self.sheet.tidy()
        self._choices.keep(frozenset())
        self.show_state(self._state())
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
