"""Four plots on one time axis, and beside them what is worth a look."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from diary.content.theme import Theme
from diary.report.figures import draw_stack
from diary.screens.chart_figure import chart_figure
from diary.screens.figure import Figure
from diary.screens.trends import TrendsState
from diary.ui.context import Context
from diary.ui.style import QUIET, Space, Type
from diary.ui.trends.chooser import ChartChooser
from diary.ui.trends.factor_cards import FactorColumn
from diary.ui.trends.plot_stack import PlotStack
from diary.ui.trends.range_bar import EVERYTHING, RangeBar
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.date_field import DateField
from diary.ui.widgets.figure_actions import FigureActions
from diary.ui.widgets.figure_table import FigureTable
from diary.ui.widgets.labels import QuietText
from diary.ui.widgets.layouts import WrapLayout
from diary.ui.widgets.one_line import OneLine
from diary.ui.widgets.scrolling import FittedColumn, Scrolling

SIDE_LETTERS = 34
"""The column of cards is about this many letters wide; the plots beside it need at least twice as much."""

SHORT_LINES = 20
"""In a window of fewer lines, everything but the plots makes room for the plots."""


class TrendsView(QWidget):
    """Paints a TrendsState that has charts. `in_view` are the days (numbers) to begin with, None = the state's."""

    day_requested = Signal(object)
    charts_chosen = Signal(object)

    def __init__(self, context: Context, state: TrendsState, in_view: tuple[float, float] | None = None) -> None:
        super().__init__()
        t = context.language.t
        self.setAccessibleName(t("Trends"))
        self._context = context
        self._in_view = in_view
        self._is_new = True
        self._is_wide: bool | None = None
        self._is_short = False
        self.stack = PlotStack(context, state.span)
        self.ranges = RangeBar(context, self)
        self.table = FigureTable(context.language)
        self.factors = FactorColumn(context)
        self.go_to = DateField(context.language, t("Go to a date"))
        self.go_to.setToolTip(t("Go to a date"))
        self.go_to.setKeyboardTracking(False)
        self.choose = TextButton(t("Charts…"))
        self._state = state
        self.blank = QuietText()
        self.read_out = OneLine(Type.BODY, bold=True)
        self.read_out.setObjectName("read_out")
        self.note = OneLine(Type.SMALL, QUIET, right=True)
        self.taking = FigureActions(context, self.figure, self.drawing)
        self.show_table = self.taking.show_table
        self._column = QVBoxLayout(self)
        self._column.setSpacing(Space.MEDIUM)
        self._figure_buttons = (self.go_to, self.choose, self.taking.show_table, self.taking.take)
        self._tools = self._top()
        self._column.addWidget(self._tools)
        self._column.addWidget(self.taking.said)
        self._column.addLayout(self._middle(), 1)
        self._connect()
        self._arrange()

    @property
    def days_in_view(self) -> tuple[float, float]:
        """The stretch of time in view, in day numbers since 1970-01-01."""
        return self.stack.window_in_view.low, self.stack.window_in_view.high

    def figure(self) -> Figure:
        """What the plots show now, described."""
        return chart_figure(self._context.language, self.stack.charts, self.stack.view)

    def drawing(self, theme: Theme) -> str:
        """What the plots show now, drawn as on paper."""
        figure, stack = self.figure(), self.stack
        about = figure.title, figure.summary
        return draw_stack(stack.charts, self._context.language, theme, stack.view, about, self._state.happenings)

    def show_state(self, state: TrendsState) -> None:
        """Paint a state; the days in view stay."""
        is_first, self._is_new = self._is_new, False
        self._state = state
        self.stack.show_state(state)
        self._limit_dates(state, is_first)
        if is_first and self._in_view is not None:
            self.stack.window_in_view.show(*self._in_view)
        elif is_first:
            self.stack.show_period(state.view)
        self.factors.show_state(state.factors)
        self._show_blank()
        self._on_moved()

    def _limit_dates(self, state: TrendsState, is_first: bool) -> None:
        self.go_to.limit(state.span.first, state.span.last)
        if is_first:
            self.go_to.show_day(state.view.last)

    def _show_blank(self) -> None:
        """Name the charts that were chosen and have nothing to show, instead of drawing empty plots."""
        t = self._context.language.t
        blank = self._state.stack.blank
        words = t("Nothing filled in yet for: {names}.", names=", ".join(blank)) if blank else ""
        if not self._state.charts and not blank:
            words = t("No chart is chosen. Press Charts to choose what you want to see.")
        self.blank.setText(words)
        self.blank.setVisible(bool(words))

    def open_chooser(self) -> ChartChooser:
        """Let the person choose what is stacked; the page follows at every tick."""
        dialog = ChartChooser(self._context, self._state.choices, self._state.stack.chosen, self)
        dialog.chosen.connect(self.charts_chosen)
        dialog.usual.clicked.connect(lambda: dialog.show_choice(self._state.stack.chosen))
        dialog.open()
        return dialog

    def _top(self) -> QWidget:
        """All buttons, in as many lines as they need; what page this is, the row of sections says."""
        top = QWidget()
        row = WrapLayout(top, Space.HAIR)
        for widget in (*self.ranges.widgets, *self._figure_buttons):
            row.addWidget(widget)
        return top

    def _middle(self) -> QHBoxLayout:
        """The sheet with the plots; beside it, when there is room, the cards."""
        self._sheet = Card()
        body = self._sheet.body
        body.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        body.setSpacing(Space.SMALL)
        line = QHBoxLayout()
        line.addWidget(self.read_out, 3)
        line.addWidget(self.note, 2)
        body.addLayout(line)
        body.addWidget(self.stack.happenings)
        scrolled = FittedColumn()
        area = Scrolling(scrolled)
        area.verticalScrollBar().rangeChanged.connect(lambda low, high: self.stack.let_wheel_pan(low == high))
        self._below = QVBoxLayout(scrolled)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(Space.LARGE)
        self._below.addWidget(self.stack, 1)
        self._below.addWidget(self.blank)
        self.body = QStackedWidget()
        self.body.addWidget(area)
        self.body.addWidget(self.table)
        body.addWidget(self.body, 1)
        body.addWidget(self.stack.strip)
        body.addWidget(self.stack.navigator)
        self._side = Scrolling()
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        row.addWidget(self._sheet, 1)
        row.addWidget(self._side)
        return row

    def _connect(self) -> None:
        window = self.stack.window_in_view
        window.moved.connect(self._on_moved)
        self.stack.read_out_changed.connect(self._on_read_out_changed)
        self.stack.day_requested.connect(self.day_requested)
        self.ranges.range_requested.connect(self._on_range_requested)
        self.ranges.step_requested.connect(lambda step: window.pan(step * window.length))
        self.factors.days_requested.connect(self.stack.mark_dates)
        self.taking.table_toggled.connect(self._on_table_toggled)
        self.go_to.dateChanged.connect(lambda _date: self.stack.jump_to(self.go_to.day))
        self.choose.clicked.connect(self.open_chooser)

    def _on_read_out_changed(self, when: str, note: str) -> None:
        self.read_out.setText(when)
        self.note.setText(note)

    def _on_moved(self) -> None:
        window = self.stack.window_in_view
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
        self.body.setCurrentIndex(int(shown))
        if self._is_short:
            self._place_tools()
        self.stack.strip.setVisible(not shown)
        self.note.setVisible(not shown)

    def _arrange(self) -> None:
        """Cards beside the plots when there is room for both, otherwise below them in the same scroll."""
        side = SIDE_LETTERS * self.fontMetrics().averageCharWidth() + 2 * Space.WIDE
        wide = self.width() >= 3 * side
        edge = Space.WIDE if wide else Space.MEDIUM
        self._column.setContentsMargins(edge, Space.MEDIUM, edge, edge)
        short = self.height() < SHORT_LINES * self.fontMetrics().height()
        self.stack.navigator.setHidden(short)
        if short is not self._is_short:
            self._is_short = short
            self._place_tools()
        self._side.setFixedWidth(side)
        self._side.setVisible(wide)
        if wide != self._is_wide:
            self._is_wide = wide
            self._place_cards(wide)

    def _place_tools(self) -> None:
        """In a low window the buttons scroll away with the plots, which would have no room left otherwise."""
        focused = self.focusWidget()
        scrolls = self._is_short and not self.show_table.isChecked()
        (self._below if scrolls else self._column).insertWidget(0, self._tools)
        self._tools.show()
        if focused is not None:
            focused.setFocus()

    def _place_cards(self, wide: bool) -> None:
        self.stack.set_compact(not wide)
        if wide:
            self._side.setWidget(self.factors)
            self.factors.setAutoFillBackground(False)
        else:
            self._side.takeWidget()
            self._below.addWidget(self.factors)
        self.factors.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
