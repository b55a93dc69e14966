"""The Trends page: four plots on one time axis, and beside them what is worth a look."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from diary.content.library import Library
from diary.journal.journal import Journal
from diary.screens.trends import TrendsState, build_trends
from diary.ui.context import Context
from diary.ui.style import QUIET, Space, Type
from diary.ui.trends.factor_cards import FactorColumn
from diary.ui.trends.range_bar import EVERYTHING, RangeBar, ToggleButton
from diary.ui.trends.table_view import TrendsTable
from diary.ui.widgets.buttons import MainButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import Heading, QuietText, Text, Title

if TYPE_CHECKING:
    from diary.ui.trends.plot_stack import PlotStack

SIDE_LETTERS = 34
"""The column of cards is about this many letters wide; beside it the plots need one and a half times as much."""

ReadState = Callable[[str | None], TrendsState]


class TrendsPage(QWidget):
    """Paints a TrendsState. `read` builds it; its argument is the item of the fifth chart, None = no fifth chart.

    Nothing is read, and pyqtgraph is not imported, before the page is first shown.
    """

    day_requested = Signal(object)
    today_requested = Signal()

    def __init__(self, context: Context, read: ReadState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trends_page")
        self._context = context
        self._read = read
        self._added: str | None = None
        self._is_stale = True
        self._is_wide: bool | None = None
        self.state: TrendsState | None = None
        self.stack: PlotStack | None = None
        self.views = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.views)

    def refresh(self) -> None:
        """Read the diary again: at once when the page is in sight, otherwise when it is next shown."""
        self._is_stale = True
        if self.isVisible():
            self._fill()

    def show_state(self, state: TrendsState) -> None:
        """Paint a state."""
        self.state = state
        if state.is_empty:
            self._show_empty()
            return
        if self.stack is None:
            self._build(state)
        assert self.stack is not None
        first_time = not self.stack.plots
        self.stack.show_charts(state.all_charts, state.span)
        if first_time:
            self.stack.show_period(state.view)
        self.factors.show_state(state)
        self._show_choices(state)
        self._show_table()
        self._on_moved()

    def _fill(self) -> None:
        self._is_stale = False
        self.show_state(self._read(self._added))

    def _show_empty(self) -> None:
        t = self._context.language.t
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.HUGE, Space.HUGE, Space.HUGE, Space.HUGE)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(Title(t("Trends")))
        column.addStretch(1)
        column.addWidget(Heading(t("Your first lines will be drawn here")))
        column.addWidget(
            Text(
                t(
                    "After a day or two in the diary you see spread, sleep, stress and activity under each other. "
                    "A few days a week is enough."
                ),
                role=QUIET,
            )
        )
        button = MainButton(t("Fill in today"))
        button.clicked.connect(self.today_requested)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        self._show_only(page)

    def _show_only(self, page: QWidget) -> None:
        while (old := self.views.currentWidget()) is not None:
            self.views.removeWidget(old)
            old.deleteLater()
        self.views.addWidget(page)

    def _build(self, state: TrendsState) -> None:
        from diary.ui.trends.plot_stack import PlotStack

        self.stack = PlotStack(self._context, state.span)
        self.ranges = RangeBar(self._context)
        self.table = TrendsTable(self._context)
        self.factors = FactorColumn(self._context)
        self.read_out = Text("", Type.BODY, bold=True)
        self.read_out.setObjectName("read_out")
        self.note = QuietText()
        self.note.setWordWrap(False)
        self.show_table = ToggleButton(self._context.language.t("Table"))
        self.choices = QComboBox()
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setSpacing(Space.MEDIUM)
        self._column.addLayout(self._top())
        self._column.addLayout(self._middle(), 1)
        self._show_only(page)
        self._connect(self.stack)
        self._arrange()

    def _top(self) -> QBoxLayout:
        self._top_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top_row.setSpacing(Space.SMALL)
        title = Title(self._context.language.t("Trends"))
        self._top_row.addWidget(title, 1)
        row = QHBoxLayout()
        row.setSpacing(Space.MEDIUM)
        row.addWidget(self.ranges)
        row.addStretch(1)
        row.addWidget(self.show_table)
        self._top_row.addLayout(row)
        return self._top_row

    def _middle(self) -> QHBoxLayout:
        """The sheet with the plots; beside it, when there is room, the cards."""
        assert self.stack is not None
        sheet = Card()
        sheet.body.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        sheet.body.setSpacing(Space.SMALL)
        line = QHBoxLayout()
        line.addWidget(self.read_out, 1)
        line.addWidget(self.note)
        sheet.body.addLayout(line)
        self._scrolled = ScrolledColumn()
        self._below = QVBoxLayout(self._scrolled)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(Space.LARGE)
        self._below.addWidget(self.stack, 1)
        self.body = QStackedWidget()
        self.body.addWidget(_scroll_area(self._scrolled))
        self.body.addWidget(self.table)
        sheet.body.addWidget(self.body, 1)
        sheet.body.addWidget(self.stack.strip)
        sheet.body.addWidget(self.stack.navigator)
        self._chooser = self._make_chooser()
        self._sheet = sheet
        self._side = _scroll_area(None)
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        row.addWidget(sheet, 1)
        row.addWidget(self._side)
        return row

    def _make_chooser(self) -> QWidget:
        t = self._context.language.t
        label = QLabel(t("Add a chart:"))
        label.setBuddy(self.choices)
        self.choices.setObjectName("added_chart")
        self.choices.setAccessibleName(t("Add a chart"))
        chooser = QWidget()
        row = QHBoxLayout(chooser)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.SMALL)
        row.addWidget(label)
        row.addWidget(self.choices)
        row.addStretch(1)
        return chooser

    def _connect(self, stack: "PlotStack") -> None:
        stack.read_out_changed.connect(self._on_read_out_changed)
        stack.day_requested.connect(self.day_requested)
        stack.window_in_view.moved.connect(self._on_moved)
        self.ranges.range_requested.connect(self._on_range_requested)
        self.ranges.step_requested.connect(
            lambda step: stack.window_in_view.pan(step * stack.window_in_view.length)
        )
        self.factors.days_requested.connect(stack.mark_dates)
        self.show_table.toggled.connect(self._on_table_toggled)
        self.choices.activated.connect(self._on_chart_chosen)

    def _show_choices(self, state: TrendsState) -> None:
        """Offer every item one number answers; the list comes from the catalogue."""
        self.choices.clear()
        self.choices.addItem(self._context.language.t("none"), None)
        for key, name in state.choices:
            self.choices.addItem(name, key)
        self.choices.setCurrentIndex(max(self.choices.findData(self._added), 0))

    def _show_table(self) -> None:
        if self.stack is not None and self.show_table.isChecked():
            self.table.rows.show_columns(self.stack.table())

    def _on_read_out_changed(self, when: str, note: str) -> None:
        self.read_out.setText(when)
        self.note.setText(note)

    def _on_moved(self) -> None:
        assert self.stack is not None
        window = self.stack.window_in_view
        self.ranges.show_length(window.length, whole=window.is_whole)
        self.ranges.earlier.setEnabled(window.low > window.first)
        self.ranges.later.setEnabled(window.high < window.last)
        self._show_table()

    def _on_range_requested(self, days: int) -> None:
        assert self.stack is not None
        window = self.stack.window_in_view
        if days == EVERYTHING:
            window.show(window.first, window.last)
        else:
            window.show_last(days)
        self._on_moved()

    def _on_table_toggled(self, shown: bool) -> None:
        self._show_table()
        self.body.setCurrentIndex(1 if shown else 0)
        assert self.stack is not None
        self.stack.strip.setVisible(not shown)
        self.note.setVisible(not shown)

    def _on_chart_chosen(self, index: int) -> None:
        self._added = self.choices.itemData(index)
        self._fill()

    def _arrange(self) -> None:
        """Cards beside the plots when there is room for both, otherwise below them in the same scroll."""
        if self.stack is None:
            return
        side = SIDE_LETTERS * self.fontMetrics().averageCharWidth() + 2 * Space.WIDE
        wide = self.width() >= 3 * side
        edge = Space.WIDE if wide else Space.MEDIUM
        self._column.setContentsMargins(edge, edge, edge, edge)
        roomy = self.width() >= self._top_row.sizeHint().width() + 2 * edge or wide
        direction = QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom
        self._top_row.setDirection(direction)
        self._side.setFixedWidth(side)
        self._side.setVisible(wide)
        if wide == self._is_wide:
            return
        self._is_wide = wide
        self.stack.set_compact(not wide)
        if wide:
            self._sheet.body.addWidget(self._chooser)
            self._side.setWidget(self.factors)
            self.factors.setAutoFillBackground(False)
        else:
            self._side.takeWidget()
            self._below.addWidget(self._chooser)
            self._below.addWidget(self.factors)
        self.factors.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class ScrolledColumn(QWidget):
    """What scrolls up and down: exactly as high as its wrapped words need at its width, without room left over."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


def read_from(journal: Journal, library: Library) -> ReadState:
    """How the page reads a diary: all of it, because everything can be scrolled to."""

    def read(added: str | None) -> TrendsState:
        span = journal.span()
        table = None if span is None else journal.table(span)
        return build_trends(table, library, span, journal.today, added=added)

    return read


def _scroll_area(content: QWidget | None) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    if content is not None:
        area.setWidget(content)
        content.setAutoFillBackground(False)
    return area
