"""The view of Trends: plots on one time axis, and the factor cards beside them."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QWidget,
)

from diary.content.theme import Theme
from diary.report.figures import draw_stack
from diary.screens.chart_figure import chart_figure, days_of
from diary.screens.chart_stack import ChartGroup, ChartKind
from diary.screens.charts import ChartState
from diary.screens.figure import Figure
from diary.screens.look_back import MOST_SENTENCES, Sentence, factor_of
from diary.screens.trends import TrendsState, sentences_of
from diary.ui.pages import ClosesOnLock, Context
from diary.ui.style import QUIET, Space, Type
from diary.ui.trends.factor_cards import FactorColumn, SideTab
from diary.ui.trends.navigator import TimeWindow, edges_of
from diary.ui.trends.plot_stack import PlotStack
from diary.ui.trends.sentences import SentencesCard
from diary.ui.widgets.buttons import MainButton, QuietButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.date_field import DateField
from diary.ui.widgets.figure_actions import FigureActions, FigureTable
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import Heading, OneLine, QuietText
from diary.ui.widgets.layouts import UNBOUND, boxed, follow, in_column, in_lines, in_row
from diary.ui.widgets.ordered_ticks import OrderedTicks
from diary.ui.widgets.scrolling import FittedColumn, Scrolling, ShowsFocus

LEAST_LINES, LETTERS = 3, 26
"""The least size of the list, in lines and letters of text."""
LINES, PREFERRED_LETTERS = 13, 54
"""The size of the dialog where there is room."""
ROOM_SHARE = 0.9


class ChartChooser(ShowsFocus, QDialog, ClosesOnLock):
    """Emits `chosen` with the keys at every change, None for the usual charts: the page behind follows at once."""

    chosen = Signal(object)

    def __init__(
        self, context: Context, choices: Sequence[ChartKind], shown: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        t = context.language.t
        self._context = context
        self._choices = choices
        self.setWindowTitle(t("Choose charts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.chart_kinds = OrderedTicks(context.language, t("Charts: tick what you want to see"))
        self.up, self.down = self.chart_kinds.up, self.chart_kinds.down
        self.usual = TextButton(t("The usual charts"), "repeat", on_click=lambda: self.chosen.emit(None))
        self.close_button = MainButton(t("Done"), on_click=self.accept)
        self.show_choice(shown)
        self._lay_out()
        self.chart_kinds.changed.connect(lambda: self.chosen.emit(self.keys))

    def show_choice(self, shown: Sequence[str]) -> None:
        """Tick these and move them to the top, in their order."""
        names = {chart_kind.key: self._words(chart_kind) for chart_kind in self._choices}
        self.chart_kinds.show_choice(names, shown)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the ticked keys, from top to bottom."""
        return self.chart_kinds.keys

    def _words(self, chart_kind: ChartKind) -> str:
        match chart_kind.group:
            case ChartGroup.MEASURE:
                return self._context.language.t("{name} (computed)", name=chart_kind.name)
            case _:
                return chart_kind.name

    def _lay_out(self) -> None:
        t = self._context.language.t
        metrics = self.chart_kinds.fontMetrics()
        self.chart_kinds.setMinimumSize(LETTERS * metrics.averageCharWidth(), LEAST_LINES * metrics.height())
        in_column(
            Heading(t("Choose charts")),
            QuietText(t("Tick what you want to see. Space ticks, Ctrl with an arrow moves a chart up or down.")),
            (self.chart_kinds, 1),
            in_lines(self.up, self.down, self.usual, self.close_button),
            within=self,
            margins=Space.WIDE,
            spacing=Space.MEDIUM,
        )
        requested = QSize(PREFERRED_LETTERS * metrics.averageCharWidth(), 2 * LINES * metrics.height())
        self.resize(requested.boundedTo(self.screen().availableGeometry().size() * ROOM_SHARE))


EVERYTHING = 0
NEAR = 0.02
"""Share by which two ranges must differ to count as different."""


class RangeBar(QObject):
    """Holds the buttons, for the page to lay out: days to show (EVERYTHING = all), and steps back and forward."""

    range_requested = Signal(int)
    step_requested = Signal(int)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        t = context.language.t
        self._names = {14: t("2 weeks"), 31: t("Month"), 92: t("3 months"), 365: t("Year"), EVERYTHING: t("All")}
        self._spans = Choices("span", t("Which days"), self._names.items())
        self._spans.chosen.connect(self.range_requested.emit)
        self.buttons = self._spans.buttons
        self.earlier = QuietButton("", "left", t("Earlier"), on_click=lambda: self.step_requested.emit(-1))
        self.later = QuietButton("", "right", t("Later"), on_click=lambda: self.step_requested.emit(1))

    def line(self) -> QWidget:
        """Lay out all buttons in their order: the steps stay at the ends."""
        return boxed(in_row(self.earlier, (self._spans, 1), self.later, spacing=Space.HAIR))

    def show_window(self, window: TimeWindow) -> None:
        """Check the button that matches the period in view, if any."""
        days = window.length
        lengths = filter(None, self._names)
        found = next((length for length in lengths if abs(length - days) <= NEAR * days), None)
        if window.is_whole and found is None:
            found = EVERYTHING
        self._spans.show_value(found)
        self.earlier.setEnabled(window.low > window.first)
        self.later.setEnabled(window.high < window.last)


SIDE_LETTERS = 27
"""The column beside the charts is about this many letters wide."""
WIDE_SHARE, BESIDE_SHARE = 2.3, 1.5
"""How many times as wide the charts must be for the column to stand beside them, always and from its tab."""
SETTLE_MS = 200
"""Milliseconds without movement before the sentences tell about the days in view."""

TABLE_LINES = 18
"""Least height of the table, in lines of text."""
SHORT_LINES = 32
"""In a view of fewer lines the buttons scroll too."""
SHORTEST_LINES = 22
"""In a view of fewer lines they stand below the charts, which would otherwise be out of sight."""


class TrendsView(QWidget):
    """Paints a TrendsState that has charts. `in_view` are the days (numbers) to begin with, None = the state's."""

    day_requested = Signal(object)
    charts_chosen = Signal(object)

    def __init__(
        self,
        context: Context,
        state: TrendsState,
        in_view: tuple[float, float] | None = None,
        *,
        only_reads: bool = False,
    ) -> None:
        super().__init__()
        t = context.language.t
        self.setAccessibleName(t("Trends"))
        self._context = context
        self._in_view, self._is_new = in_view, True
        self._is_short: bool | None = None
        self._is_shortest = False
        self.stack = PlotStack(context, state.span)
        self.ranges = RangeBar(context, self)
        self.table = FigureTable(context.language)
        self.sentences = SentencesCard(context, MOST_SENTENCES)
        self.factors = FactorColumn(context, only_reads=only_reads)
        self.tab = SideTab(self.factors.title)
        self._settled = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self.go_to = DateField(context.language, t("Go to a date"))
        self.go_to.setToolTip(t("Go to a date"))
        self.go_to.setKeyboardTracking(False)
        self.choose = TextButton(t("Charts…"), on_click=self.open_chooser)
        self._state = state
        self.blank = QuietText()
        self.read_out = OneLine(Type.BODY, bold=True)
        self.read_out.setObjectName("read_out")
        self.note = OneLine(Type.SMALL, QUIET, right=True)
        self.taking = FigureActions(context, self.figure, self.drawing)
        self.show_table = self.taking.show_table
        self._figure_buttons = (self.go_to, self.choose, self.taking.show_table, self.taking.take)
        self._tools = boxed(in_lines(self.ranges.line(), *self._figure_buttons, spacing=Space.HAIR))
        self._column = in_column(
            self._tools, self.taking.said, (self._middle(), 1), within=self, margins=None, spacing=Space.MEDIUM
        )
        self._connect()
        self._arrange()

    @property
    def folds(self) -> tuple[QAbstractButton, ...]:
        """Buttons that stay open in another language or look."""
        return self.sentences.sure, self.tab, self.show_table

    def begin_anew(self) -> None:
        """Show the next state as the first one: it is of another diary."""
        self._is_new, self._in_view = True, None
        self.stack.mark(())
        self.stack.show_sentence(None)

    @property
    def days_in_view(self) -> tuple[float, float]:
        """The period in view, in day numbers since 1970-01-01."""
        return self.stack.window_in_view.low, self.stack.window_in_view.high

    def figure(self) -> Figure:
        """Return the figure of what the plots show now."""
        return chart_figure(self._context.language, self.stack.charts, self.stack.view)

    def drawing(self, theme: Theme) -> str:
        """Return what the plots show now as SVG, drawn as on paper."""
        figure, stack = self.figure(), self.stack
        about = figure.title, figure.summary
        return draw_stack(stack.charts, self._context.language, theme, stack.view, about, self._state.happenings)

    def show_state(self, state: TrendsState) -> None:
        """Paint a state; the days in view stay."""
        is_first, self._is_new = self._is_new, False
        is_as_first = is_first or self.days_in_view == edges_of(self._state.view)
        is_at_end = is_first or self.go_to.day == self._state.view.last
        self._state = state
        self.stack.show_state(state)
        self.go_to.limit(state.span.first, state.span.last)
        if is_at_end:
            self.go_to.show_day(state.view.last)
        if is_first and self._in_view is not None:
            self.stack.window_in_view.show(*self._in_view)
        elif is_as_first:
            self.stack.show_period(state.view)
        self.factors.show_state(state.factors)
        self._show_blank()
        self._on_moved()
        self._tell()

    def _show_blank(self) -> None:
        """Name the charts that were chosen and have nothing to show, instead of drawing empty plots."""
        t = self._context.language.t
        blank = self._state.stack.blank
        words = t("Nothing filled in yet for: {names}.", names=", ".join(blank)) if blank else ""
        if not self._state.charts and not blank:
            words = t("No chart is chosen. Press Charts to choose what you want to see.")
        self.blank.say(words)

    def open_chooser(self) -> ChartChooser:
        """Let the person choose what is stacked; the page follows at every tick."""
        dialog = ChartChooser(self._context, self._state.choices, self._state.stack.chosen, self)
        dialog.chosen.connect(self.charts_chosen)
        dialog.usual.clicked.connect(lambda: dialog.show_choice(self._state.stack.chosen))
        dialog.open()
        return dialog

    def _middle(self) -> QHBoxLayout:
        """Lay out the sentences above the plots, and the column beside both."""
        self._sheet = Card()
        body = self._sheet.body
        body.setContentsMargins(Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL)
        body.setSpacing(Space.HAIR)
        self._line = in_row((self.read_out, 3), (self.note, 2))
        self._when = boxed(self._line)
        scrolled = FittedColumn()
        area = Scrolling(scrolled)
        area.verticalScrollBar().rangeChanged.connect(lambda low, high: self.stack.let_wheel_pan(low == high))
        self.table.setMinimumHeight(TABLE_LINES * self.fontMetrics().height())
        self.table.hide()
        self._below = in_column(
            (self.stack, 1), (self.table, 1), self.blank, within=scrolled, spacing=Space.MEDIUM
        )
        body.addWidget(area, 1)
        self._left = in_column(self.sentences, (self._sheet, 1), spacing=Space.MEDIUM)
        self._main = boxed(self._left)
        self._side = Scrolling(self.factors)
        return in_row((self._main, 1), self._side, self.tab, spacing=Space.LARGE)

    def _connect(self) -> None:
        window = self.stack.window_in_view
        window.moved.connect(self._on_moved)
        self.stack.read_out_changed.connect(self._on_read_out_changed)
        self.stack.day_requested.connect(self.day_requested)
        self.ranges.range_requested.connect(self._on_range_requested)
        self.ranges.step_requested.connect(lambda step: window.pan(step * window.length))
        self.factors.days_requested.connect(self._on_days_requested)
        self.sentences.chosen.connect(self._on_sentence)
        self.stack.chart_looked_at.connect(self._on_chart_looked_at)
        self.tab.toggled.connect(self._arrange)
        self._settled.timeout.connect(self._tell)
        self.taking.table_toggled.connect(self._on_table_toggled)
        self.go_to.dateChanged.connect(lambda _date: self.stack.jump_to(self.go_to.day))

    def _on_read_out_changed(self, when: str, note: str) -> None:
        self.read_out.setText(when)
        self.note.setText(note)

    def _tell(self) -> None:
        """Tell about the days in view, once they rest."""
        self._settled.stop()
        shown = days_of(self.stack.view)
        self.sentences.show_state(sentences_of(self._state, self._context.library, shown))
        for plot in self.stack.plots:
            plot.describe()
        follow((self,))

    def _on_sentence(self, told: Sentence | None) -> None:
        """Mark the days of a sentence, and show what can be read about it."""
        self.factors.unmark()
        self.stack.show_sentence(told)
        if told is not None and told.factor is not None:
            self.factors.look_at(told.factor)

    def _on_days_requested(self, days: Sequence[date]) -> None:
        self.sentences.unmark()
        self.stack.show_sentence(None)
        self.stack.mark_dates(days)

    def _on_chart_looked_at(self, chart: ChartState) -> None:
        self.factors.look_at(factor_of(chart.on_left, self._context.library))

    def _on_moved(self) -> None:
        window = self.stack.window_in_view
        self._settled.start()
        self.ranges.show_window(window)
        if self.show_table.isChecked():
            self.table.show_figure(self.figure())

    def _on_range_requested(self, days: int) -> None:
        window = self.stack.window_in_view
        if days == EVERYTHING:
            window.show(window.first, window.last)
        else:
            window.show_last(days)
        self._on_moved()

    def _on_table_toggled(self, shown: bool) -> None:
        self._on_moved()
        self.stack.setHidden(shown)
        self.table.setVisible(shown)
        self.stack.strip.setVisible(not shown)
        self.note.setVisible(not shown)

    def _arrange(self) -> None:
        """Show the column beside the charts where both fit, otherwise behind its tab; in a small window instead of
        the charts."""
        side = SIDE_LETTERS * self.fontMetrics().averageCharWidth() + 2 * Space.WIDE
        rest = self.width() - side - 3 * Space.WIDE
        wide = rest >= WIDE_SHARE * side
        edge = Space.WIDE if wide else Space.MEDIUM
        self._column.setContentsMargins(Space.WIDE, Space.MEDIUM, edge, Space.MEDIUM)  # as the title above
        short, shortest = (
            self.height() < lines * self.fontMetrics().height() for lines in (SHORT_LINES, SHORTEST_LINES)
        )
        self.tab.setVisible(not wide)
        opened = wide or self.tab.isChecked()
        beside = wide or rest >= BESIDE_SHARE * side
        self._side.setVisible(opened)
        self._side.setMinimumWidth(side if beside else 0)
        self._side.setMaximumWidth(side if beside else UNBOUND)
        self._main.setVisible(beside or not opened)
        one_line = wide or (beside and not opened)
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if one_line else QBoxLayout.Direction.TopToBottom)
        self.note.set_right(one_line)
        if (short, shortest) != (self._is_short, self._is_shortest):
            self._is_short, self._is_shortest = short, shortest
            self._place()

    def _place(self) -> None:
        """Let everything scroll in one column in a low window, the sentences first. What stays in place is never
        between things that scroll."""
        focused = self.focusWidget()
        short = bool(self._is_short)
        self.stack.set_compact(short)
        self.sentences.set_flat(short, is_titled=not self._is_shortest)
        inside = self._below if short else self._sheet.body
        for index, widget in enumerate((self._when, self.stack.marks, self.stack.happenings)):
            inside.insertWidget(index, widget)
        for widget in (self.stack.strip, self.stack.navigator):
            if short:
                self._below.insertWidget(self._below.indexOf(self.blank), widget)
            else:
                self._sheet.body.addWidget(widget)
        if self._is_shortest:
            for widget in (self.stack.marks, self.stack.happenings):
                inside.insertWidget(inside.indexOf(self.stack.strip), widget)
        place = self._below.indexOf(self.blank) if self._is_shortest else 0
        (self._below if short else self._column).insertWidget(place, self._tools)
        (self._below if short else self._left).insertWidget(0, self.sentences)
        for widget in (self._tools, self._when):
            widget.show()
        follow((self,))
        if focused is not None:
            focused.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
