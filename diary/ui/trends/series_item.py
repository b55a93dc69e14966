"""One series in a plot: its line, bars or dots, drawn from the buckets in view."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from diary.content.theme import Theme
from diary.domain.table import Bools, Floats
from diary.screens.buckets import Buckets, Width, fill_buckets
from diary.screens.charts import ChartState, Mark, SeriesState, late_rows

DOTS_FOR_ALL = 100
"""With more points than this in view, only those that no line reaches, and late ones, get a dot."""
BAR_SHARE = 0.8
SEPARATE_BARS = 140
"""With more bars than this in view, the gaps between them would flicker."""
THIN_LINE = 250
"""With more points than this a line is thin: wide smooth lines are what Qt draws slowest."""
SOFT = 60
BAR_SOFT = 120


class SeriesItem:
    """Draws one series into a plot; `show` brings a stretch of time into view.

    Series of the right scale are drawn in the units of the left one (`factor`), because one plot has one
    coordinate system; the right axis is labelled to match.
    """

    def __init__(self, plot: pg.PlotItem, chart: ChartState, series: SeriesState, theme: Theme) -> None:
        self.series = series
        self._theme = theme
        self._factor = 1.0
        if series.on_right and chart.right is not None:
            self._factor = (chart.high - chart.low) / (chart.right.high - chart.right.low)
        self._offset = chart.low
        self._buckets: dict[Width, Buckets] = {}
        self._is_bars = series.mark is Mark.BARS
        self._has_band = len(chart.series) == 1
        colour = QColor(theme.roles[series.role])
        self._colour = colour
        self.band = _bars(_soft(colour, SOFT))
        self.bars = _bars(_soft(colour, BAR_SOFT) if chart.right is not None else colour)
        self.late_bars = _bars(QColor(theme.card), colour)
        self._pen, self._thin = pg.mkPen(colour, width=2), pg.mkPen(colour, width=1)
        self.curve = pg.PlotCurveItem(pen=self._pen, connect="finite", antialias=True)
        self.dots = pg.ScatterPlotItem(size=6, pen=None, brush=colour, antialias=True)
        self.hollow = pg.ScatterPlotItem(
            size=7, pen=pg.mkPen(colour, width=1.5), brush=QColor(theme.card), antialias=True
        )
        self.spot = pg.ScatterPlotItem(
            size=11, pen=pg.mkPen(QColor(theme.card), width=2), brush=colour, antialias=True
        )
        for item in (self.band, self.bars, self.late_bars, self.curve, self.dots, self.hollow, self.spot):
            plot.addItem(item, ignoreBounds=True)

    def set_series(self, series: SeriesState) -> None:
        """Draw other numbers of the same series from the next `show` on."""
        self.series = series
        self._buckets = {}

    def buckets(self, width: Width) -> Buckets:
        """The series in buckets of this width, in its own unit."""
        if width not in self._buckets:
            self._buckets[width] = fill_buckets(self.series.days, self.series.values, width)
        return self._buckets[width]

    def show(self, width: Width, low: float, high: float) -> None:
        """Draw the days `low` to `high` (and one bucket more on either side) in buckets of `width`."""
        seen = self.buckets(width).between(low, high)
        x, y = seen.middle, self.placed(seen.mean)
        lengths = (seen.last - seen.first + 1) * (BAR_SHARE if len(seen) <= SEPARATE_BARS else 1.0)
        answered = seen.count > 0
        late = late_rows(self.series, seen)
        if self._is_bars:
            self._show_bars(self.bars, x, lengths, np.full_like(y, self._offset), y, answered & ~late)
            self._show_bars(self.late_bars, x, lengths, np.full_like(y, self._offset), y, answered & late)
            dotted = answered & (y <= self._offset)
        else:
            self.curve.setPen(self._thin if len(seen) > THIN_LINE else self._pen)
            self.curve.setData(x, y)
            wide = answered & (self._has_band and width is not Width.DAY)
            self._show_bars(
                self.band, x, seen.last - seen.first + 1, self.placed(seen.low), self.placed(seen.high), wide
            )
            dotted = answered if answered.sum() <= DOTS_FOR_ALL else seen.lonely
        _show_dots(self.dots, x, y, dotted & ~late)
        _show_dots(self.hollow, x, y, late & ~(self._is_bars & (y > self._offset)))

    def point_at(self, buckets: Buckets, index: int | None) -> None:
        """Put a spot on one bucket, or take it away."""
        chosen = np.zeros(len(buckets), dtype=np.bool_)
        if index is not None and buckets.count[index]:
            chosen[index] = True
        _show_dots(self.spot, buckets.middle, self.placed(buckets.mean), chosen)

    def placed(self, values: Floats) -> Floats:
        """Values in the coordinates of the plot."""
        return values if self._factor == 1.0 else self._offset + values * self._factor

    @staticmethod
    def _show_bars(item: Any, x: Floats, width: Floats, low: Floats, high: Floats, which: Bools) -> None:  # noqa: ANN401 - pyqtgraph has no types
        item.setVisible(bool(which.any()))
        if which.any():
            item.setOpts(x=x[which], width=width[which], y0=low[which], y1=high[which])


def _bars(brush: QColor, line: QColor | None = None) -> Any:  # noqa: ANN401 - pyqtgraph has no types
    pen = pg.mkPen(line, width=1) if line is not None else pg.mkPen(None)
    item = pg.BarGraphItem(x=[0.0], width=[1.0], y0=[0.0], y1=[0.0], pen=pen, brush=brush)
    item.setVisible(False)
    return item


def _show_dots(item: Any, x: Floats, y: Floats, which: Bools) -> None:  # noqa: ANN401 - pyqtgraph has no types
    item.setData(x[which], y[which])


def _soft(colour: QColor, alpha: int) -> QColor:
    soft = QColor(colour)
    soft.setAlpha(alpha)
    return soft
