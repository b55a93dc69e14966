"""The Calendar page: a month and its year, a link to any day, and holidays from the diary."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from diary.content.language import Language
from diary.domain.day import Day, DayKind
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.domain.therapist_mark import MARKS, TherapistMark, marks_of
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
from diary.ui.calendar.cards import CalendarLegend, ChosenCard
from diary.ui.calendar.month_grid import MonthGrid
from diary.ui.calendar.year_strip import YearStrip
from diary.ui.pages import Context
from diary.ui.style import QUIET, Space, Type, type_font
from diary.ui.wheel import ChoiceBox
from diary.ui.widgets.buttons import QuietButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeBar, QuietText, Title
from diary.ui.widgets.layouts import STRETCH, boxed, in_column, in_lines, in_row

LETTERS = 14
"""Room for an item's name; a longer one is cut short in the closed box and whole in the open one."""


class MonthBar(QWidget):
    """Emits how many months to go, a request for today, and the chosen item (None = no number)."""

    months_requested = Signal(int)
    today_requested = Signal()
    item_chosen = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        t = language.t
        self._language = language
        self._choices: tuple[tuple[str, str], ...] = ()
        self._longest = ""
        self.before = QuietButton(
            icon_name="left",
            name=t("The month before"),
            role=QUIET,
            on_click=lambda: self.months_requested.emit(-1),
        )
        self.after = QuietButton(
            icon_name="right",
            name=t("The month after"),
            role=QUIET,
            on_click=lambda: self.months_requested.emit(1),
        )
        self.title = Title()
        self.title.setWordWrap(False)
        self.today = TextButton(t("Go to today"), on_click=self.today_requested)
        self.item = ChoiceBox(t("The number shown in each day"), letters=LETTERS, key="calendar_item")
        self.item.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._label = QuietText(t("Show in each day"))
        self._label.setWordWrap(False)
        self._label.setBuddy(self.item)
        self._name = _in_a_row(self.before, self.after, self.title)
        in_lines(
            self._name,
            self.today,
            _in_a_row(self._label, self.item),
            within=self,
            spacing=Space.LARGE,
            push_last=True,
        )
        self.item.activated.connect(lambda index: self.item_chosen.emit(self.item.itemData(index)))

    def show_state(self, state: CalendarState) -> None:
        """Show the month's name and the items one number answers; the list comes from the catalogue."""
        self.title.setText(state.title)
        self._longest = max((month.title for month in state.months), key=len)
        if state.choices != self._choices:
            self._choices = state.choices
            self.item.clear()
            for key, name in state.choices:
                self.item.addItem(name, key)
            self.item.addItem(self._language.t("none"), None)
        chosen = None if state.tint is None else state.tint.item
        self.item.setCurrentIndex(self.item.findData(chosen) if chosen else self.item.count() - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use a smaller title, and no label beside the box, where that keeps everything in one line."""
        super().resizeEvent(event)
        is_roomy = self._needed(Type.TITLE, self._label) <= self.width()
        is_one_line = is_roomy or self._needed(Type.HEADING) <= self.width()
        self._label.setVisible(is_roomy or not is_one_line)
        self.title.setFont(type_font(Type.TITLE if is_roomy else Type.HEADING, bold=True))

    def _needed(self, size: Type, *extra: QWidget) -> int:
        """Return the width of one line with the longest name of a month, so that no month changes the layout."""
        name = QFontMetrics(type_font(size, bold=True)).horizontalAdvance(self._longest)
        others = (self.before, self.after, self.today, self.item, *extra)
        return name + sum(widget.sizeHint().width() + Space.LARGE for widget in others)


def _in_a_row(*widgets: QWidget) -> QWidget:
    return boxed(in_row(*widgets, spacing=Space.SMALL))


SIDE_LETTERS = 34
"""The column beside the month is about this many letters wide; the month needs twice as much."""


class CalendarSheet(QScrollArea):
    """Holds the month and its cards; scrolls where they need more height than there is."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        language = context.language
        self._is_wide = True
        self.grid = MonthGrid(language)
        self.chosen = ChosenCard(language)
        self.year = YearStrip(language)
        self.legend = CalendarLegend(language, context.library.words.moments)
        self.legend.week_numbers.toggled.connect(self.grid.show_week_numbers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()

    def show_state(self, state: CalendarState) -> None:
        self.grid.show_state(state)
        self.year.show_state(state)
        self.legend.show_tint(state.tint)

    def show_chosen(self, chosen: ChosenState, period: Period, cursor: date) -> None:
        self.grid.show_chosen(period, cursor)
        self.chosen.show_state(chosen)
        self._arrange_buttons()

    def keep_in_sight(self, day: date) -> None:
        """Scroll to a day the keyboard went to."""
        button = self.grid.button_of(day)
        if button is not None and button.hasFocus():
            self.ensureWidgetVisible(button, 0, Space.WIDE)

    def arrange(self, width: int) -> None:
        """Put the chosen days beside the month when both fit, otherwise between month and year."""
        side = SIDE_LETTERS * self.fontMetrics().averageCharWidth() + 2 * Space.LARGE
        is_wide = width >= 3 * side
        self._side.setFixedWidth(side)
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._side.setVisible(is_wide)
            for index, card in enumerate((self.chosen, self.legend)):
                if is_wide:
                    self._side_column.insertWidget(index, card)
                else:
                    self._main.insertWidget(2 * index + 1, card)
        self._keep_edges()
        self._arrange_buttons()

    def _keep_edges(self) -> None:
        """End the cards where the line above them ends, with or without a scroll bar."""
        bar = self.width() - self.viewport().width()
        self._row.setContentsMargins(Space.WIDE, 0, max(Space.WIDE - bar, 0), Space.WIDE)
        inner = int(Space.LARGE if self._is_wide else Space.SMALL)
        self._month.body.setContentsMargins(inner, Space.LARGE, inner, Space.LARGE)
        self._year.body.setContentsMargins(inner, Space.MEDIUM, inner, Space.LARGE)

    def _arrange_buttons(self) -> None:
        room = self.chosen.width() - 2 * Space.LARGE
        self.chosen.set_beside(not self._is_wide and self.chosen.buttons_width() <= room * 0.45)

    def _lay_out(self) -> None:
        self._month, self._year = month, year = Card(), Card()
        month.body.addWidget(self.grid, 1)
        year.body.addWidget(self.year)
        self._main = in_column((month, 1), year, spacing=Space.LARGE)
        self._side = QWidget()
        self._side_column = in_column(self.chosen, self.legend, STRETCH, within=self._side, spacing=Space.LARGE)
        inside = QWidget()
        self._row = in_row((self._main, 1), self._side, within=inside, margins=None, spacing=Space.LARGE)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_edges()
        self._arrange_buttons()


class CalendarMemory(Struct, frozen=True):
    """Holds the month in view, the chosen days, the item (None = no number), and whether weeks are numbered."""

    month: date
    choice: Choice
    item: str | None
    week_numbers: bool


class CalendarPage(QWidget):
    """Shows a month and its year; nothing is read before it is first shown, and never more than that year.

    `day_requested` carries a day the person wants to open.
    """

    day_requested = Signal(object)

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__()
        self.setObjectName("calendar_page")
        self._context = context
        self._journal = journal
        self._today = journal.today
        self._choice = Choice.of(self._today)
        self._month = month_of(self._today)
        self._item: str | None = DEFAULT_ITEM
        self._days: tuple[Day, ...] = ()
        self._read: Period | None = None
        self._marks: tuple[TherapistMark, ...] | None = None
        self.state: CalendarState | None = None
        self.bar = MonthBar(context.language)
        self.notice = NoticeBar(context.language)
        self.sheet = CalendarSheet(context)
        self.inputs: Sequence[QWidget] = self.sheet.chosen.pause, self.sheet.chosen.resume, self.sheet.chosen.undo
        self._top = in_column(self.bar, self.notice, margins=(Space.WIDE, 0, Space.WIDE, 0), spacing=Space.MEDIUM)
        in_column(self._top, (self.sheet, 1), within=self, margins=(0, Space.LARGE, 0, 0), spacing=Space.MEDIUM)
        self._first: QWidget = self.sheet.grid.buttons[0]
        self._connect()

    def on_changed(self, period: Period) -> None:
        """Read again after a change in the days that were read: at once if visible, else when next shown."""
        self.sheet.chosen.offer_undo(offered=False)
        self._marks = None
        if self._read is not None and period.first <= self._read.last and period.last >= self._read.first:
            self._read = None
        if self.isVisible():
            self._fill()

    def on_day(self, today: date) -> None:
        """Mark another day as today. Who had today chosen has the new one chosen, when its month is in sight."""
        was, self._today = self._today, today
        if self._choice == Choice.of(was) and self._month == month_of(was):
            self._choice, self._month = Choice.of(today), month_of(today)
        if self.isVisible():
            self._fill()

    def memory(self) -> CalendarMemory:
        return CalendarMemory(self._month, self._choice, self._item, self.sheet.legend.week_numbers.isChecked())

    def recall(self, memory: CalendarMemory) -> None:
        self._month, self._choice, self._item = memory.month, memory.choice, memory.item
        self.sheet.legend.week_numbers.setChecked(memory.week_numbers)

    def show_state(self, state: CalendarState, chosen: ChosenState) -> None:
        self.state = state
        self.bar.show_state(state)
        self.sheet.show_state(state)
        self._show_chosen(chosen)

    # ------------------------------------------------------------------ what the person does

    def go_to(self, day: date, *, grows: bool = False) -> None:
        """Choose a day and show its month; with `grows` all days from the first one chosen."""
        self._choice = self._choice.to(day, grows=grows)
        self._month = month_of(self._choice.cursor)
        self.sheet.chosen.offer_undo(offered=False)
        if self.state is not None and self.state.month == self._month:
            self._fill_chosen()
        else:
            self._fill()
        self.sheet.keep_in_sight(self._choice.cursor)

    def point_at(self, day: date, *, grows: bool) -> None:
        """Choose with the mouse; the month stays, so that a double click hits one day."""
        self._choice = self._choice.to(day, grows=grows)
        self.sheet.chosen.offer_undo(offered=False)
        self._fill_chosen()

    def show_month(self, month: date) -> None:
        """Show another month and choose the day with the same number in it."""
        self.go_to(same_day(self._choice.cursor, month))

    def open_day(self, day: date) -> None:
        """Ask for a day to be opened, unless it is still to come and nothing is in it."""
        if day <= self._journal.today or self._journal.days(Period(day, day)):
            self.day_requested.emit(day)

    def set_kinds(self, days: Iterable[date], kind: DayKind) -> None:
        """Store that these days are a holiday, or ordinary again, and offer to undo it."""
        with self._context.telling(self.notice.say):
            self._journal.set_kinds(days, kind)
            self._after_write(offer_undo=True)

    def undo(self) -> None:
        with self._context.telling(self.notice.say):
            self._journal.history.undo()
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
            self.notice.say(self._context.sentence(refusal))
            return
        self.notice.say("")
        state = build_calendar(
            self._days, library, self._journal.form(), self._month, self._journal.today, self._item
        )
        self.show_state(state, chosen)

    def _fill_chosen(self) -> None:
        with self._context.telling(self.notice.say):
            self._show_chosen(self._chosen_state())

    def _chosen_state(self) -> ChosenState:
        journal, period, library = self._journal, self._choice.period, self._context.library
        if self._marks is None:
            self._marks = marks_of(journal.records(MARKS))
        days, form = journal.days(period), journal.form()
        return build_chosen(days, period, library, form, journal.today, self._item, self._marks)

    def _show_chosen(self, chosen: ChosenState) -> None:
        cursor = self._choice.cursor
        self.sheet.show_chosen(chosen, self._choice.period, cursor)
        self._first = self.sheet.grid.button_of(cursor) or self.sheet.grid.buttons[0]

    # ------------------------------------------------------------------ Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Focus the month. Not a focus proxy: with one, Tab would skip the bar above it."""
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
