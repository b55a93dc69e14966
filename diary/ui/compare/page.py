"""Two periods of the diary side by side: before and after, this month and last."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from diary.content.language import Language
from diary.content.library import Library
from diary.content.theme import Theme
from diary.domain.comparison import LEAST_DAYS
from diary.domain.period import Period
from diary.domain.two_periods import TwoPeriods
from diary.journal.journal import Journal
from diary.report.compare_figure import draw_compare
from diary.screens.compare import (
    USUAL,
    CompareRow,
    CompareState,
    Reach,
    build_compare,
    build_moments,
    choices,
    compare_figure,
    covering,
    means_of,
    means_words,
)
from diary.screens.figure import Figure
from diary.screens.period_request import TwoPeriodsKind, TwoPeriodsRequest, first_two_periods
from diary.ui.pages import Context
from diary.ui.retry import KeptWrites, telling_again
from diary.ui.style import ACCENT, BORDER, FIELD, LINE, QUIET, Space, pen_and_fill
from diary.ui.wheel import ChoiceBox
from diary.ui.widgets.buttons import CheckBox, SureButton, TextButton
from diary.ui.widgets.card import Card, Rule, with_rules
from diary.ui.widgets.date_field import DateField
from diary.ui.widgets.disclosure import opens
from diary.ui.widgets.figure_actions import FigureActions, FigureTable
from diary.ui.widgets.fresh_page import FreshPage
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import Heading, QuietText, Text
from diary.ui.widgets.layouts import STRETCH, boxed, empty, fill, in_column, in_columns, in_lines, in_row
from diary.ui.widgets.painted import PaintedPicture
from diary.ui.widgets.scrolling import Scrolling


class TwoPeriodsCard(QWidget):
    """Emits `changed` with the request."""

    changed = Signal(object)

    def __init__(self, library: Library) -> None:
        super().__init__()
        language = library.language
        t = language.t
        self._library = library
        self._request: TwoPeriodsRequest | None = None
        self._days: list[date] = []
        self.moment_at_first = 0
        """The place of the moment that is chosen when they are first offered."""
        self.presets = Choices(
            "compare",
            t("What to compare"),
            [
                (TwoPeriodsKind.WEEKS, t("Last 4 weeks and the 4 before")),
                (TwoPeriodsKind.MONTHS, t("This month and last month")),
                (TwoPeriodsKind.DATE, t("Before and after a date")),
                (TwoPeriodsKind.MOMENT, t("Before and after a moment")),
                (TwoPeriodsKind.OWN, t("Own dates")),
            ],
        )
        self.date = DateField(language, t("Before and after a date"))
        self.moments = ChoiceBox(t("Before and after a moment"), letters=24)
        self.fields = tuple(
            DateField(language, name)
            for name in (
                t("First day of the earlier stretch"),
                t("Last day of the earlier stretch"),
                t("First day of the later stretch"),
                t("Last day of the later stretch"),
            )
        )
        self.no_moments = QuietText(t("There are no moments in this diary yet."))
        self._lay_out()
        self._connect()

    def show_request(self, request: TwoPeriodsRequest) -> None:
        """Show a request without a signal."""
        self._request = request
        self.presets.show_value(request.preset)
        self.date.show_day(request.around)
        row = self.moments.currentIndex()
        if request.around in self._days and self._days[row] != request.around:  # a day may have several
            self.moments.setCurrentIndex(self._days.index(request.around))
        days = (request.own.before.first, request.own.before.last, request.own.after.first, request.own.after.last)
        for field, day in zip(self.fields, days, strict=True):
            field.show_day(day)
        self._show_fields(request.preset)

    def show_moments(self, moments: Sequence[tuple[date, str]]) -> None:
        """Offer these days, with what happened; the one that was chosen stays so."""
        days, said = [day for day, _ in moments], [words for _, words in moments]
        if (days, said) != (self._days, [self.moments.itemText(row) for row in range(self.moments.count())]):
            chosen, is_first = self.moments.currentText(), not self.moments.count()
            self._days = days
            self.moments.clear()
            self.moments.addItems(said)
            row = self.moment_at_first if is_first else self.moments.findText(chosen)
            self.moments.setCurrentIndex(row if row in range(len(days)) else 0)
        if self._request is not None:
            self._show_fields(self._request.preset)

    def _lay_out(self) -> None:
        t = self._library.language.t
        self._own = QWidget()
        own = in_column(within=self._own, spacing=Space.SMALL)
        wide = max(self.fontMetrics().horizontalAdvance(words) for words in (t("Earlier"), t("Later")))
        for words, fields in ((t("Earlier"), self.fields[:2]), (t("Later"), self.fields[2:])):
            label, to = Text(words), Text("–")
            label.setMinimumWidth(wide + Space.SMALL)
            for part in (label, to):
                part.setWordWrap(False)
                part.setMinimumHeight(fields[0].sizeHint().height())
            own.addLayout(in_lines(label, fields[0], to, fields[1]))
        in_column(
            self.presets, self.date, self.moments, self.no_moments, self._own, within=self, spacing=Space.SMALL
        )

    def _connect(self) -> None:
        self.presets.chosen.connect(self._on_preset)
        self.date.dateChanged.connect(lambda: self._tell(around=self.date.day))
        self.moments.activated.connect(lambda row: self._tell(around=self._days[row]))
        for field in self.fields:
            field.dateChanged.connect(self._on_own)

    def _on_preset(self, preset: TwoPeriodsKind) -> None:
        around = self._comparable_moment() if preset is TwoPeriodsKind.MOMENT else None
        self._show_fields(preset)
        self._tell(preset=preset, **({} if around is None else {"around": around}))

    def _comparable_moment(self) -> date | None:
        """Return the first moment offered with enough days after it, else the first; None without any."""
        if self._request is None or not self._days:
            return None
        last = self._request.own.after.last
        found = next((day for day in self._days if (last - day).days >= LEAST_DAYS), self._days[0])
        self.moments.setCurrentIndex(self._days.index(found))
        return found

    def _on_own(self) -> None:
        days = [field.day for field in self.fields]
        if days[0] <= days[1] and days[2] <= days[3]:
            self._tell(own=TwoPeriods(Period(days[0], days[1]), Period(days[2], days[3])))

    def _tell(self, **new: object) -> None:
        if self._request is not None:
            self._request = replace(self._request, **new)
            self.date.show_day(self._request.around)
            self.changed.emit(self._request)

    def _show_fields(self, preset: TwoPeriodsKind) -> None:
        self.date.setVisible(preset is TwoPeriodsKind.DATE)
        self.moments.setVisible(preset is TwoPeriodsKind.MOMENT and self.moments.count() > 0)
        self.no_moments.setVisible(preset is TwoPeriodsKind.MOMENT and self.moments.count() == 0)
        self._own.setVisible(preset is TwoPeriodsKind.OWN)


DOT = 5.0
END = 5.0
LEAST_WIDTH = 160


class IntervalLine(PaintedPicture):
    """Paints a Reach around a line at zero; the band beside zero holds what is too small for a word."""

    def __init__(self, reach: Reach, name: str) -> None:
        super().__init__()
        self._reach = reach
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, int(Space.WIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _draw(self, painter: QPainter) -> None:
        palette, reach = self.palette(), self._reach
        middle, y = self.width() / 2, self.height() / 2
        half = middle - DOT
        small = min(1.0, reach.small) * half
        painter.fillRect(QRectF(middle - small, y - 9, 2 * small, 18), palette.color(FIELD))
        self._line(painter, palette.color(LINE), 1, (middle - half, y), (middle + half, y))
        self._line(painter, palette.color(BORDER), 1.4, (middle, 1), (middle, self.height() - 1))
        low, at, high = (middle + part * half for part in (reach.low, reach.middle, reach.high))
        colour = palette.color(ACCENT)
        self._line(painter, colour, 2.4, (low, y), (high, y))
        for end in (low, high):
            self._line(painter, colour, 2, (end, y - END), (end, y + END))
        pen_and_fill(painter, fill=colour)
        painter.drawEllipse(QPointF(at, y), DOT, DOT)

    @staticmethod
    def _line(
        painter: QPainter, colour: QColor, width: float, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(*start), QPointF(*end))


LEAST_TICK = 230


class RowChooser(QWidget):
    """Emits `chosen` with the keys of all ticked rows. The check boxes are built when the dialog first opens."""

    chosen = Signal(object)

    def __init__(self, language: Language, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._language = language
        self._choices = choices
        self._keys: frozenset[str] = frozenset()
        self.ticks: dict[str, CheckBox] = {}
        self.open = TextButton(language.t("Choose rows"))
        opens(self.open)
        self.open.toggled.connect(self._on_open)
        self._ticks = QWidget()
        self._ticks.hide()
        in_column(self.open, self._ticks, within=self, spacing=Space.MEDIUM)

    def show_chosen(self, keys: Collection[str]) -> None:
        """Tick these rows without a signal."""
        self._keys = frozenset(keys)
        for key, tick in self.ticks.items():
            with QSignalBlocker(tick):
                tick.setChecked(key in self._keys)

    def _on_open(self, is_open: bool) -> None:
        if is_open and not self.ticks:
            self._make_ticks()
        self._ticks.setVisible(is_open)

    def _make_ticks(self) -> None:
        column = in_column(
            QuietText(self._language.t("With fewer rows the lines get shorter.")),
            within=self._ticks,
            spacing=Space.SMALL,
        )
        for key, name in self._choices:
            tick = CheckBox(name)
            tick.setObjectName(f"compare_row:{key}")
            tick.setChecked(key in self._keys)
            tick.toggled.connect(self._on_ticked)
            self.ticks[key] = tick
        column.addWidget(in_columns(*self.ticks.values(), most=3, least_width=LEAST_TICK))

    def _on_ticked(self) -> None:
        self._keys = frozenset(key for key, tick in self.ticks.items() if tick.isChecked())
        self.chosen.emit(tuple(key for key, _ in self._choices if key in self._keys))


LEAST_HALF = 260
NAME_LETTERS = 26
"""Room for the numbers beside a name, in letters; else they stand below it."""


class CompareRows(QWidget):
    """Paints the rows of a state, in their order."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._column = in_column(within=self, spacing=Space.MEDIUM)

    def show_state(self, state: CompareState, *, tells_sure: bool) -> None:
        """Show these rows instead of the former ones, in words or with all their numbers."""
        empty(self._column)
        for part in with_rules(_row(self._language, row, tells_sure=tells_sure) for row in state.rows):
            self._column.addWidget(part)
            part.show()  # at once: the layout would do it a turn of the event loop later, and the page jump


def _row(language: Language, row: CompareRow, *, tells_sure: bool) -> QWidget:
    means = means_words(language, row) if tells_sure else language.phrase("compare", "both", **means_of(row))
    told = [QuietText(means)] if tells_sure or row.before_days or row.after_days else []
    named, said = (Text(row.name, bold=True), *told), in_column(spacing=Space.HAIR)
    left = (
        boxed(in_column(*named, spacing=Space.HAIR))
        if tells_sure
        else in_columns(*named, letters=NAME_LETTERS, spacing=Space.HAIR)
    )
    if row.reach is not None and tells_sure:
        said.addWidget(IntervalLine(row.reach, f"{row.name}: {row.difference} ({row.interval}). {row.words}"))
    said.addWidget(Text(row.words, bold=True) if row.is_change else Text(row.words, role=QUIET))
    if row.difference and tells_sure:
        said.addWidget(QuietText(f"{row.difference} ({row.interval})"))
    return in_columns(left, boxed(said), least_width=LEAST_HALF)


CHOICE = "compare"
TABLE_ROWS = 9


class CompareMemory(Struct, frozen=True):
    """Holds what is asked for, the place of the chosen moment in its list (a day may have several, and another
    language other names), and what is open."""

    request: TwoPeriodsRequest | None
    moment: int
    opened: tuple[bool, ...]


class ComparePage(FreshPage):
    """Paints the CompareState of the requested periods; reads the diary when it is shown."""

    def __init__(self, context: Context, journal: Journal, visit: date | None = None) -> None:
        """`visit` is the day to begin with, before and after it."""
        super().__init__(context)
        self.setObjectName("compare_page")
        self._visit = visit
        language = context.language
        self._journal = journal
        self._kept = KeptWrites(self)
        self._kept.stored.connect(lambda _key: self._settle.start())
        self._request: TwoPeriodsRequest | None = None
        self.state: CompareState | None = None
        self.requests = TwoPeriodsCard(context.library)
        self.headline = Heading()
        self.sure = SureButton(language)
        self.earlier, self.later = QuietText(), QuietText()
        self.problem = Text()
        self.rows = CompareRows(language)
        self.table = FigureTable(language)
        self.remarks = QuietText()
        self.chooser = RowChooser(language, choices(context.library))
        self.figure_actions = FigureActions(context, self._figure, self._svg)
        self._lay_out()
        self.requests.changed.connect(self._on_request)
        self.chooser.chosen.connect(self._on_rows)
        self.figure_actions.table_toggled.connect(self._show_form)
        self.sure.toggled.connect(lambda: self.state and self.show_state(self.state))

    def show_state(self, state: CompareState) -> None:
        t = self._context.language.t
        self.state = state
        self.earlier.setText(t("Earlier: {days}", days=state.before))
        self.later.setText(t("Later: {days}", days=state.after))
        self.problem.say(state.problem)
        self.headline.say(state.headline)
        self.rows.show_state(state, tells_sure=self.sure.isChecked())
        self.table.show_figure(self._figure())
        told = self.sure.isChecked() or not state.rows
        self.remarks.say("\n\n".join(state.remarks) if told else "")
        self.setAccessibleDescription(state.summary if told else state.headline)
        self.figure_actions.setVisible(bool(state.rows))
        self.sure.setVisible(bool(state.rows))
        self._show_form()

    def memory(self) -> CompareMemory:
        opened = tuple(button.isChecked() for button in self._folds)
        return CompareMemory(self._request, self.requests.moments.currentIndex(), opened)

    def recall(self, memory: CompareMemory) -> None:
        self._request = memory.request
        self.requests.moment_at_first = memory.moment
        for button, is_open in zip(self._folds, memory.opened, strict=True):
            button.setChecked(is_open)

    @property
    def _folds(self) -> tuple[QAbstractButton, ...]:
        return self.figure_actions.show_table, self.sure, self.chooser.open

    def _lay_out(self) -> None:
        found = Card(spacing=Space.MEDIUM)
        for words in (self.earlier, self.later):
            words.setWordWrap(False)
        stretches = boxed(in_lines(self.earlier, self.later, spacing=Space.WIDE))
        parts = stretches, Rule(), self.notice, self.problem, self.rows, self.table
        head = in_row((self.headline, 1), (self.sure, 0, Qt.AlignmentFlag.AlignTop), spacing=Space.MEDIUM)
        fill(found.body, head, *parts, self.remarks, self.chooser, self.figure_actions)
        self.table.setMinimumHeight(TABLE_ROWS * 2 * self.fontMetrics().height())
        content = boxed(
            in_column(
                self.requests,
                found,
                STRETCH,
                margins=(Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE),
                spacing=Space.LARGE,
            )
        )
        in_column(Scrolling(content), within=self)

    def _refresh(self) -> None:
        self.show_state(self._build())

    def _build(self) -> CompareState:
        journal = self._journal
        span = journal.span()
        whole = span or Period(journal.today, journal.today)
        if self._request is None:
            self._request = first_two_periods(span, journal.today, self._visit)
        moments = build_moments(journal.records, journal.moments(whole), whole, self._context.library)
        self.requests.show_moments(moments)
        self.requests.show_request(self._request)
        chosen = journal.choices.chosen(CHOICE)
        keys = USUAL if chosen is None else chosen
        self.chooser.show_chosen(keys)
        spans = self._request.spans(span, journal.today)
        table = journal.table(covering(spans, span))
        began = ((journal.began() or whole.first) - table.period.first).days
        return build_compare(table, spans, began, keys, self._context.library)

    def _figure(self) -> Figure:
        assert self.state is not None
        return compare_figure(self._context.language, self.state)

    def _svg(self, theme: Theme) -> str:
        assert self.state is not None
        return draw_compare(self.state, self._context.language, theme, self._figure().title)

    def _show_form(self) -> None:
        """Show rows or a table; neither when there is nothing to compare."""
        has_rows = self.state is not None and bool(self.state.rows)
        as_table = self.figure_actions.show_table.isChecked()
        self.rows.setVisible(has_rows and not as_table)
        self.table.setVisible(has_rows and as_table)

    def _on_request(self, request: TwoPeriodsRequest) -> None:
        self._request = request
        self._settle.start()

    def _on_rows(self, keys: tuple[str, ...]) -> None:
        with telling_again(self._context, self.notice.say):
            self._kept.write(CHOICE, partial(self._journal.choices.choose, CHOICE, keys))
            self._settle.start()
