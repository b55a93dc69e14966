"""One series in a plot: its line, bars or dots, drawn from the buckets in view."""

from typing import Any

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from diary.content.theme import Theme
from diary.domain.table import Bools, Floats
from diary.report.marks import ink_of
from diary.screens.buckets import Buckets, Width
from diary.screens.charts import NAP_SERIES, ChartState, SeriesMark, SeriesState, late_rows
from diary.screens.series_lines import has_weekly_line, line_through, series_buckets, span_buckets, typical
from diary.ui.trends import pyqtgraph_parts as pg


class BandItem(pg.GraphicsObject):  # type: ignore[misc]
    """Hundreds of bars cost Qt up to ten milliseconds a frame; one shape costs half of one."""

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        self._colour = colour
        self._path = QPainterPath()
        self._bounds = QRectF()
        self.rows = 0
        self.low: Floats = np.array([])
        self.high: Floats = np.array([])

    def show_band(self, x: Floats, widths: Floats, low: Floats, high: Floats, which: Bools) -> None:
        """Fill from `low` to `high` where `which`; all (n,). A bucket between gaps is as wide as its days."""
        self.rows = int(which.sum())
        self.low, self.high = low[which], high[which]
        self.prepareGeometryChange()
        self._path = QPainterPath()
        places = np.flatnonzero(which)
        for part in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if places.size else ():
            ends = np.array([x[part[0]] - widths[part[0]] / 2, x[part[-1]] + widths[part[-1]] / 2])
            across = x[part] if part.size > 1 else ends
            top = high[part] if part.size > 1 else np.repeat(high[part], 2)
            bottom = low[part] if part.size > 1 else np.repeat(low[part], 2)
            outline = np.concatenate([across, across[::-1]]), np.concatenate([top, bottom[::-1]])
            self._path.addPath(pg.arrayToQPath(*outline))
        self._bounds = self._path.controlPointRect()
        self.setVisible(bool(self.rows))
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawPath(self._path)


BAR_SHARE = 0.8
SEPARATE_BARS = 140
"""Most bars in view with gaps between them; with more the gaps would flicker."""
THIN_LINE = 250
"""Most points in view of a wide line: wide smooth lines are what Qt draws slowest."""
SOFT = 60
BAR_SOFT = 95
NAP_SOFT = 190
"""Naps are short: a pale bar of some pixels would not be seen."""
RIM = 4.5
"""Width of the rim in the colour of the card that parts a line from the bars behind it, without any hue."""
DAY_SOFT = 150
HAIR_SOFT = 80
"""Single days are fainter than the line of their weeks."""
BEHIND_LINES = -2.0
"""Z value of bars: behind the lines and dots of every series."""
FADED = 0.5
"""Opacity of the days that are not emphasised."""
SYMBOLS = {"circle": "o", "diamond": "d", "square": "s"}


def bar_alpha(series: SeriesState) -> int:
    """Return how opaque the bars of a series are, 0-255."""
    return NAP_SOFT if series.key.startswith(NAP_SERIES) else BAR_SOFT


class SeriesItem:
    """Draws one series into a plot; `show` sets the period in view.

    Series of the right scale are drawn in the units of the left one (`factor`), because one plot has one
    coordinate system; the right axis is labelled to match.
    """

    def __init__(self, plot: pg.ViewBox, chart: ChartState, series: SeriesState, theme: Theme) -> None:
        self.series = series
        self._is_fine = True
        self._plot = plot
        self._emphasised: Floats | None = None
        self._strong: tuple[Any, ...] = ()
        self.set_series(chart, series)
        self._is_bars = series.mark is SeriesMark.BARS
        self._is_spans = series.mark is SeriesMark.SPANS
        self._has_band = len(chart.series) == 1 and series.mark in {SeriesMark.LINE, SeriesMark.DOTS}
        colour = QColor(theme.roles[series.role])
        self._colour = colour
        self.band = BandItem(_soft(colour, SOFT))
        self.bars = _bars(_soft(colour, bar_alpha(series)))
        self.late_bars = _bars(QColor(theme.card), colour)
        ink = ink_of(series)
        dash = [4.0, 2.5] if ink.dash else None
        self._pen, self._thin = pg.mkPen(colour, width=2, dash=dash), pg.mkPen(colour, width=1)
        self.curve = pg.PlotCurveItem(pen=self._pen, connect="finite", antialias=True)
        over_bars = any(one.mark is SeriesMark.BARS for one in chart.series)
        self._rim = pg.mkPen(QColor(theme.card), width=RIM) if over_bars else None
        self.curve.setShadowPen(self._rim)
        self._is_weekly = has_weekly_line(series)
        faint = _soft(colour, DAY_SOFT) if self._is_weekly else colour
        self.hair = pg.PlotCurveItem(pen=pg.mkPen(_soft(colour, HAIR_SOFT), width=1), connect="finite")
        self._make_dots(theme, faint, SYMBOLS[ink.dot])
        lines = self.hair, self.dots, self.hollow, self.curve, self.spot
        for item in (self.band, self.bars, self.late_bars, *lines):
            plot.addItem(item, ignoreBounds=True)
        for item in (self.bars, self.late_bars):
            item.setZValue(BEHIND_LINES)

    def _make_dots(self, theme: Theme, faint: QColor, symbol: str) -> None:
        colour = self._colour
        self.dots = pg.ScatterPlotItem(size=6, pen=None, brush=faint, symbol=symbol, antialias=True)
        self.hollow = pg.ScatterPlotItem(
            size=7, pen=pg.mkPen(colour, width=1.5), brush=QColor(theme.card), symbol=symbol, antialias=True
        )
        self.spot = pg.ScatterPlotItem(
            size=11, pen=pg.mkPen(QColor(theme.card), width=2), brush=colour, antialias=True
        )

    def set_series(self, chart: ChartState, series: SeriesState) -> None:
        """Draw other numbers of the same series from the next `show` on."""
        self.series = series
        self._factor, self._offset = 1.0, chart.low
        if series.on_right and chart.right is not None:
            self._factor = (chart.high - chart.low) / (chart.right.high - chart.right.low)
        self._buckets: dict[Width, Buckets] = {}
        self._spans: dict[Width, tuple[Buckets, Buckets]] = {}

    def buckets(self, width: Width) -> Buckets:
        """Return the series in buckets of this width, in its own unit."""
        if width not in self._buckets:
            self._buckets[width] = series_buckets(self.series, width)
        return self._buckets[width]

    def emphasise(self, days: Floats | None) -> None:
        """Draw these days strongly and the others faintly from the next `show` on; None draws all alike."""
        if days is not None and not self._strong:
            dots = pg.ScatterPlotItem(
                size=8, pen=None, brush=self._colour, symbol=SYMBOLS[ink_of(self.series).dot], antialias=True
            )
            self._strong = (dots, _bars(self._colour))
            for item, depth in zip(self._strong, (0.5, BEHIND_LINES / 2), strict=True):
                item.setZValue(depth)
                self._plot.addItem(item, ignoreBounds=True)
        self._emphasised = days
        for item in (self.bars, self.late_bars, self.dots, self.hollow, self.hair):
            item.setOpacity(1.0 if days is None else FADED)

    def set_fine(self, fine: bool) -> None:
        """Draw smoothly, or plainly and fast while everything moves."""
        self._is_fine = fine
        for item in (self.curve, self.dots, self.hollow):
            item.opts["antialias"] = fine
        self.curve.setPen(self._pen if fine else self._thin)
        self.curve.setShadowPen(self._rim if fine else None)
        for item in (self.dots, self.hollow):
            item.update()

    def show(self, width: Width, low: float, high: float) -> None:
        """Draw the days `low` to `high` (and one bucket more on either side) in buckets of `width`."""
        seen = self.buckets(width).between(low, high)
        x, y = seen.middle, self.placed(typical(self.series, seen))
        answered, late = seen.count > 0, late_rows(self.series, seen)
        if self._is_bars:
            ground = np.full_like(y, self._offset)
            self._show_all_bars(seen, ground, y, late)
        elif self._is_spans:
            begins, ends = (part.between(low, high) for part in self._span_buckets(width))
            self._show_all_bars(seen, begins.mean, ends.mean, late)
        wide = answered & (self._has_band and width is not Width.DAY)
        band = self.placed(seen.low), self.placed(seen.high)
        self.band.show_band(x, seen.last - seen.first + 1, *band, wide)
        self._show_line(seen, x)
        if self._is_bars or self._is_spans:
            dotted = answered & (y <= self._offset) & self._is_bars
        elif width is Width.DAY and not self.series.is_plain:
            self.hair.setData(x, y)
            dotted = answered
        else:
            self.hair.setData([], [])
            dotted = seen.lonely
        _show_dots(self.dots, x, y, dotted & ~late)
        _show_dots(self.hollow, x, y, late & ~(self._is_spans | (self._is_bars & (y > self._offset))))
        if self._strong:
            self._show_strong(seen, x, y)

    def _show_strong(self, seen: Buckets, x: Floats, y: Floats) -> None:
        """Draw the emphasised days, where single days are drawn."""
        told = np.zeros(len(x), dtype=np.bool_)
        if self._emphasised is not None and seen.width is Width.DAY and not self._is_spans:
            told = np.isin(seen.first, self._emphasised) & (seen.count > 0)
        dots, bars = self._strong
        _show_dots(dots, x, y, told & (not self._is_bars))
        lengths = np.full_like(x, BAR_SHARE if len(seen) <= SEPARATE_BARS else 1.0)
        self._show_bars(bars, x, lengths, np.full_like(y, self._offset), y, told & self._is_bars)

    def _span_buckets(self, width: Width) -> tuple[Buckets, Buckets]:
        if width not in self._spans:
            spans = span_buckets(self.series, width)
            assert spans is not None
            self._spans[width] = spans
        return self._spans[width]

    def _show_all_bars(self, seen: Buckets, low: Floats, high: Floats, late: Bools) -> None:
        lengths = (seen.last - seen.first + 1) * (BAR_SHARE if len(seen) <= SEPARATE_BARS else 1.0)
        x, answered = seen.middle, seen.count > 0
        self._show_bars(self.bars, x, lengths, low, high, answered & ~late)
        self._show_bars(self.late_bars, x, lengths, low, high, answered & late)

    def _show_line(self, seen: Buckets, x: Floats) -> None:
        """Draw the bold line; bars of longer buckets, of choices and of yes and no have none."""
        if self._is_bars and (seen.width is not Width.DAY or not self._is_weekly):
            self.curve.setData([], [])
            return
        self.curve.setPen(self._pen if self._is_fine and len(seen) <= THIN_LINE else self._thin)
        self.curve.setData(x, self.placed(line_through(self.series, seen)))

    def point_at(self, buckets: Buckets, index: int | None) -> None:
        """Mark one bucket with a spot, or remove the spot."""
        chosen = np.zeros(len(buckets), dtype=np.bool_)
        if index is not None and buckets.count[index]:
            chosen[index] = True
        _show_dots(self.spot, buckets.middle, self.placed(typical(self.series, buckets)), chosen)

    def placed(self, values: Floats) -> Floats:
        """Return values in the coordinates of the plot."""
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
