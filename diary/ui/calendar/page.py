"""The Calendar page: a month at a glance, the way to any day, and holidays from the diary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.day import Day, DayKind
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.screens.calendar import (
    DEFAULT_ITEM,
    CalendarState,
    build_calendar,
    month_of,
    period_in_sight,
    same_day,
    step_months,
)
from diary.screens.chosen_days import Choice, ChosenState, build_chosen
from diary.ui.calendar.month_bar import MonthBar
from diary.ui.calendar.sheet import CalendarSheet
from diary.ui.context import Context
from diary.ui.style import Space
from diary.ui.widgets.notice_bar import NoticeBar


@dataclass(frozen=True)
class Memory:
    """The month in sight, what is chosen, the item (None = no number), and whether weeks are numbered."""

    month: date
    choice: Choice
    item: str | None
    week_numbers: bool


class CalendarPage(QWidget):
    """Shows a month and its year; nothing is read before it is first shown, and never more than that year.

    `day_requested` carries a day the person wants to open.
    """

    day_requested = Signal(object)

    def __init__(self, context: Context, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar_page")
        self._context = context
        self._journal = journal
        self._choice = Choice.of(journal.today)
        self._month = month_of(journal.today)
        self._item: str | None = DEFAULT_ITEM
        self._days: tuple[Day, ...] = ()
        self._read: Period | None = None
        self.state: CalendarState | None = None
        self.bar = MonthBar(context.language)
        self.notice = NoticeBar(context.language)
        self.sheet = CalendarSheet(context)
        self.inputs: Sequence[QWidget] = self.sheet.chosen.pause, self.sheet.chosen.resume, self.sheet.chosen.undo
        self._top = QVBoxLayout()
        self._top.setSpacing(Space.MEDIUM)
        self._top.addWidget(self.bar)
        self._top.addWidget(self.notice)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, Space.LARGE, 0, 0)
        page.setSpacing(Space.MEDIUM)
        page.addLayout(self._top)
        page.addWidget(self.sheet, 1)
        self._first: QWidget = self.sheet.grid.buttons[0]
        self._connect()

    @property
    def chosen_period(self) -> Period:
        """The chosen days."""
        return self._choice.period

    def on_changed(self, period: Period) -> None:
        """Read the diary again if the change is in what was read: at once when in sight, else when next shown."""
        self.sheet.chosen.offer_undo(offered=False)
        if self._read is not None and period.first <= self._read.last and period.last >= self._read.first:
            self._read = None
        if self.isVisible():
            self._fill()

    def memory(self) -> Memory:
        """What is in view, for the same page in another language or theme."""
        return Memory(self._month, self._choice, self._item, self.sheet.legend.week_numbers.isChecked())

    def recall(self, memory: Memory) -> None:
        """Show what was remembered."""
        self._month, self._choice, self._item = memory.month, memory.choice, memory.item
        self.sheet.legend.week_numbers.setChecked(memory.week_numbers)

    def show_state(self, state: CalendarState, chosen: ChosenState) -> None:
        """Paint a month and what is chosen in it."""
        self.state = state
        self.bar.show_state(state)
        self.sheet.show_state(state)
        self._show_chosen(chosen)

    # ------------------------------------------------------------------ what the person does

    def go_to(self, day: date, *, grows: bool = False) -> None:
        """Choose a day and show its month; with `grows` everything from where the stretch began."""
        self._choice = self._choice.to(day, grows=grows)
        self._month = month_of(self._choice.cursor)
        self.sheet.chosen.offer_undo(offered=False)
        if self.state is not None and self.state.month == self._month:
            self._fill_chosen()
        else:
            self._fill()
        self.sheet.keep_in_sight(self._choice.cursor)

    def point_at(self, day: date, *, grows: bool) -> None:
        """Choose with the mouse: the month stays, what is below the mouse must not change between two clicks."""
        self._choice = self._choice.to(day, grows=grows)
        self.sheet.chosen.offer_undo(offered=False)
        self._fill_chosen()

    def show_month(self, month: date) -> None:
        """Show another month and choose the day with the same number in it."""
        self.go_to(same_day(self._choice.cursor, month))

    def open_day(self, day: date) -> None:
        """Ask for a day to be opened, unless it is still to come."""
        if day <= self._journal.today:
            self.day_requested.emit(day)

    def set_kinds(self, days: Iterable[date], kind: DayKind) -> None:
        """Store that these days are a holiday, or ordinary again, and offer the way back."""
        try:
            self._journal.set_kinds(days, kind)
        except Refusal as refusal:
            self._say(refusal)
        else:
            self._after_write(offer_undo=True)

    def undo(self) -> None:
        """Take back the newest change."""
        try:
            self._journal.undo()
        except Refusal as refusal:
            self._say(refusal)
        else:
            self._after_write(offer_undo=False)

    def _after_write(self, *, offer_undo: bool) -> None:
        self._read = None
        self._fill()
        self.sheet.chosen.offer_undo(offered=offer_undo)
        self.sheet.grid.focus_cursor()

    def _on_item_chosen(self, item: str | None) -> None:
        self._item = item
        self._fill()

    def _connect(self) -> None:
        sheet = self.sheet
        self.bar.months_requested.connect(lambda by: self.show_month(step_months(self._month, by)))
        self.bar.today_requested.connect(lambda: self.go_to(self._journal.today))
        self.bar.item_chosen.connect(self._on_item_chosen)
        self.notice.retried.connect(self._fill)
        sheet.grid.walked.connect(lambda day, grows: self.go_to(day, grows=grows))
        sheet.grid.pointed.connect(lambda day, grows: self.point_at(day, grows=grows))
        sheet.grid.opened.connect(self.open_day)
        sheet.chosen.opened.connect(self.open_day)
        sheet.chosen.kinds_chosen.connect(self.set_kinds)
        sheet.chosen.undo_requested.connect(self.undo)
        sheet.year.month_requested.connect(self.show_month)

    # ------------------------------------------------------------------ reading

    def _fill(self) -> None:
        library = self._context.library
        if self._item is not None and self._item not in library.catalogue:
            self._item = DEFAULT_ITEM
        needed = period_in_sight(self._month, library.language)
        try:
            if self._read is None or needed.first not in self._read or needed.last not in self._read:
                self._days = self._journal.days(needed)
                self._read = needed
            chosen = self._chosen_state()
        except Refusal as refusal:
            self._read = None
            self._say(refusal)
            return
        self.notice.say("")
        self.show_state(build_calendar(self._days, library, self._month, self._journal.today, self._item), chosen)

    def _fill_chosen(self) -> None:
        try:
            chosen = self._chosen_state()
        except Refusal as refusal:
            self._say(refusal)
        else:
            self._show_chosen(chosen)

    def _chosen_state(self) -> ChosenState:
        period = self._choice.period
        return build_chosen(
            self._journal.days(period), period, self._context.library, self._journal.today, self._item
        )

    def _show_chosen(self, chosen: ChosenState) -> None:
        cursor = self._choice.cursor
        self.sheet.show_chosen(chosen, self._choice.period, cursor)
        self._first = self.sheet.grid.button_of(cursor) or self.sheet.grid.buttons[0]

    def _say(self, refusal: Refusal) -> None:
        self.notice.say(refusal_sentence(self._context.language, self._context.library.words, refusal))

    # ------------------------------------------------------------------ Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the month. Not a focus proxy: with one, Tab would pass over the bar above it."""
        super().focusInEvent(event)
        self._first.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def hideEvent(self, event: QHideEvent) -> None:
        self.sheet.chosen.offer_undo(offered=False)
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sheet.arrange(self.width())
        self._top.setContentsMargins(self.sheet.edge, 0, self.sheet.edge, 0)
