"""One plot: a chart in the time window, with marked days, a cursor and words for who cannot see it."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor

from diary.content.theme import Theme
from diary.domain.period import Period, day_number
from diary.screens.buckets import Buckets
from diary.screens.charts import ChartState, SeriesState, tick_words
from diary.screens.reading import bucket_at
from diary.ui.context import Context
from diary.ui.style import Type, type_font
from diary.ui.trends.axes import DayLines, ValueAxis
from diary.ui.trends.series_item import SeriesItem
from diary.ui.trends.time_plot import TimePlot
from diary.ui.trends.window import TimeWindow

ROOM = 0.13
"""Room above and below the scale, as a share of it, so that dots and labels at 0 and 10 are whole."""
MARK_PIXELS = 3.0
"""A marked day is at least this wide, however long the stretch in view."""
LINES_HIGH = 5
"""A plot is at least this many lines of text high."""


class ChartPlot(TimePlot):
    """Paints one ChartState in the time window."""

    def __init__(self, chart: ChartState, context: Context, window: TimeWindow) -> None:
        theme = context.theme
        self.left_axis = ValueAxis("left", theme)
        self.right_axis = ValueAxis("right", theme)
        axes = {"bottom": DayLines(context.language, theme), "left": self.left_axis, "right": self.right_axis}
        super().__init__(QColor(theme.card), axes, window)
        self.setObjectName(f"plot_{chart.key}")
        self._context = context
        self.chart = chart
        self._marks: Sequence[int] = ()
        self.mark_item = pg.BarGraphItem(
            x=[0.0], width=[1.0], y0=[0.0], y1=[0.0], pen=pg.mkPen(None), brush=mark_colour(theme)
        )
        self.holiday_item = pg.BarGraphItem(
            x=[0.0], width=[1.0], y0=[0.0], y1=[0.0], pen=pg.mkPen(None), brush=holiday_brush(theme)
        )
        self.cursor_line = pg.InfiniteLine(angle=90, pen=pg.mkPen(QColor(theme.quiet), width=1))
        for item, depth in ((self.holiday_item, -300), (self.mark_item, -200), (self.cursor_line, -5)):
            item.setVisible(False)
            item.setZValue(depth)
            self.plotItem.addItem(item, ignoreBounds=True)
        self.series_items = tuple(SeriesItem(self.plotItem, chart, one, theme) for one in chart.series)
        self.show_chart(chart)
        self.stepped.connect(self._on_stepped)
        window.moved.connect(self._on_moved)

    def show_chart(self, chart: ChartState) -> None:
        """Paint other numbers of the same chart."""
        self.chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(f"{chart.note} {chart.summary}".strip())
        room = (chart.high - chart.low) * ROOM
        self.setYRange(chart.low - room, chart.high + room, padding=0)
        for item, series in zip(self.series_items, chart.series, strict=True):
            item.set_series(chart, series)
        self._label_axes()
        self._on_moved(self._window.low, self._window.high)

    def set_fine(self, fine: bool) -> None:
        """Draw smoothly, or plainly and fast while everything moves."""
        for item in self.series_items:
            item.set_fine(fine)

    def mark(self, days: Sequence[int]) -> None:
        """Lay a soft band behind these days (day numbers); none takes the bands away."""
        self._marks = days
        self._draw_marks()

    def shade(self, holidays: Sequence[Period]) -> None:
        """Hatch these stretches: they are empty on purpose."""
        self.holiday_item.setVisible(bool(holidays))
        if holidays:
            first = np.array([day_number(period.first) - 0.5 for period in holidays])
            last = np.array([day_number(period.last) + 0.5 for period in holidays])
            low, high = self.viewRange()[1]
            self.holiday_item.setOpts(
                x=(first + last) / 2, width=last - first, y0=np.full_like(first, low), y1=np.full_like(first, high)
            )

    def point_at(self, day: float | None) -> None:
        """Show the cursor at a day, or hide it."""
        self.cursor_day = day
        buckets = self.series_items[0].buckets(self._window.width)
        index = None if day is None else bucket_at(buckets, day)
        self.cursor_line.setVisible(index is not None)
        if index is not None:
            self.cursor_line.setValue(buckets.middle[index])
        for item in self.series_items:
            item.point_at(item.buckets(self._window.width), index)

    def buckets(self) -> tuple[tuple[SeriesState, Buckets], ...]:
        """Every series with the buckets it is drawn in now."""
        return tuple((item.series, item.buckets(self._window.width)) for item in self.series_items)

    def axis_widths(self) -> tuple[float, float]:
        """Room the labels at the left and at the right need, in pixels."""
        return self.left_axis.room, self.right_axis.room

    def set_axis_widths(self, left: float, right: float) -> None:
        """Give the labels this room, the same in all plots, so that days lie under each other."""
        self.left_axis.setWidth(left)
        self.right_axis.setWidth(right)

    def _label_axes(self) -> None:
        chart = self.chart
        font = type_font(Type.SMALL)
        self.left_axis.show_labels(_labels(self._context, chart.on_left, chart.ticks), font)
        right: list[tuple[float, str]] = []
        if chart.right is not None:
            factor = (chart.high - chart.low) / (chart.right.high - chart.right.low)
            series = next(one for one in chart.series if one.on_right)
            words = _labels(self._context, series, chart.right.ticks)
            right = [(chart.low + (value - chart.right.low) * factor, word) for value, word in words]
        self.right_axis.show_labels(right, font)

    def _on_moved(self, low: float, high: float) -> None:
        self.setXRange(low, high, padding=0)
        self.plotItem.vb.prepareForPaint()
        width = self._window.width
        for item in self.series_items:
            item.show(width, low, high)
        self._draw_marks()
        if self.cursor_day is not None:
            self.point_at(self.cursor_day)

    def _draw_marks(self) -> None:
        self.mark_item.setVisible(bool(self._marks))
        if not self._marks:
            return
        days = np.asarray(self._marks, dtype=np.float64)
        width = max(1.0, MARK_PIXELS * self._window.length / max(self.plot_area.width(), 1.0))
        low, high = self.viewRange()[1]
        self.mark_item.setOpts(
            x=days, width=np.full_like(days, width), y0=np.full_like(days, low), y1=np.full_like(days, high)
        )

    def _on_stepped(self, step: int) -> None:
        buckets = self.series_items[0].buckets(self._window.width)
        start = self._window.high if self.cursor_day is None else self.cursor_day
        index = bucket_at(buckets, start)
        if index is None:
            return
        if self.cursor_day is not None:
            index = min(max(index + step, 0), len(buckets) - 1)
        day = float(buckets.middle[index])
        if not self._window.low <= day <= self._window.high:
            self._window.pan(step * self._window.length / 4)
        self.pointed.emit(day)

    def sizeHint(self) -> QSize:
        return QSize(300, LINES_HIGH * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def mark_colour(theme: Theme) -> QColor:
    """The soft band behind marked days: the accent, thinned."""
    colour = QColor(theme.accent)
    colour.setAlpha(48)
    return colour


def holiday_brush(theme: Theme) -> QBrush:
    """Slanted lines: shading that also reads without colour."""
    return QBrush(QColor(theme.line), Qt.BrushStyle.BDiagPattern)


def _labels(context: Context, series: SeriesState, ticks: Sequence[float]) -> list[tuple[float, str]]:
    return [(tick, tick_words(context.language, series, tick)) for tick in ticks]
