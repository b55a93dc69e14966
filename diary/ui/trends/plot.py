"""One plot: a chart in the time window, with marked days, a cursor and an accessible description."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QGraphicsItem, QLabel, QPinchGesture, QSizePolicy, QWidget

from diary.content.language import Language
from diary.content.theme import Theme
from diary.domain.period import day_number
from diary.screens.buckets import Buckets, Width
from diary.screens.chart_words import bucket_at
from diary.screens.charts import ChartState, SeriesState, summary_between, tick_words
from diary.screens.day_axis import LABEL_PIXELS, Tick, day_ticks
from diary.screens.happenings import Happenings
from diary.screens.look_back import Sentence
from diary.screens.series_lines import fitted
from diary.ui.pages import Context
from diary.ui.style import QUIET, RADIUS, Space, Type, focus_ring, type_font
from diary.ui.trends import pyqtgraph_parts as pg
from diary.ui.trends.navigator import TimeWindow
from diary.ui.trends.series_item import SeriesItem
from diary.ui.widgets.painted import as_image


def label_room(font: QFont) -> float:
    """Return the pixels one date needs at this text size."""
    return max(LABEL_PIXELS, QFontMetricsF(font).horizontalAdvance("00 mmm 0000"))


class DayLines(pg.AxisItem):  # type: ignore[misc]
    """The upright lines of a plot, at the days that the axis strip below all plots names."""

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__("bottom")
        self._language = language
        self.setStyle(showValues=False, tickLength=0, tickAlpha=255)
        self.setPen(pg.mkPen(None))
        self.setTickPen(QColor(theme.line))
        self.setGrid(255)
        self.setHeight(1)
        self.enableAutoSIPrefix(False)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[int]]]:
        """Return all lines as one level; pyqtgraph calls it while it paints."""
        ticks = day_ticks(self._language, low, high, size, label_room(type_font(Type.SMALL)))
        return [(1.0, [tick.day for tick in ticks])]


class ValueAxis(pg.AxisItem):  # type: ignore[misc]
    """The scale at a side of a plot, with lines right across it on the left side only."""

    def __init__(self, side: str, theme: Theme) -> None:
        self._labels: Sequence[tuple[float, str]] = ()
        super().__init__(side)
        self.room = 0.0
        self.setStyle(tickLength=0, tickAlpha=255, hideOverlappingLabels=False, autoExpandTextSpace=False)
        self.setPen(pg.mkPen(None))
        self.setTickPen(QColor(theme.line))
        self.setTextPen(QColor(theme.quiet))
        if side == "left":
            self.setGrid(255)
        self.enableAutoSIPrefix(False)

    def show_labels(self, labels: Sequence[tuple[float, str]], font: QFont) -> None:
        """Write these (value, word) pairs."""
        self._labels = labels
        self.setTickFont(font)
        self._thin_out()
        self.setStyle(showValues=bool(labels))
        metrics = QFontMetricsF(font)
        widest = max((metrics.horizontalAdvance(word) for _, word in labels), default=0.0)
        self.room = widest + Space.MEDIUM

    def resizeEvent(self, event: object = None) -> None:
        super().resizeEvent(event)
        self._thin_out()

    def _thin_out(self) -> None:
        """Leave labels out, every second one or more, until the others do not touch."""
        low, high = self.range
        each = self.height() / ((high - low) or 1.0)
        least = QFontMetricsF(self.style["tickFont"] or self.font()).ascent()
        for step in range(1, len(self._labels) + 1):
            kept = self._labels[::step]
            if all((other - one) * each >= least for (one, _), (other, _) in pairwise(kept)):
                break
        else:
            kept = ()
        self.setTicks([list(kept)])


class AxisStrip(QWidget):
    """The dates under all plots. It stays in place when the plots scroll."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._range = (0.0, 1.0)
        self._edges = (0.0, 1.0)
        self.setFont(type_font(Type.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().height() + Space.SMALL)

    def show_range(self, low: float, high: float, left: float, right: float) -> None:
        """Name the days `low` to `high` between the pixels `left` and `right` of this widget."""
        self._range = (low, high)
        self._edges = (left, right)
        self.update()

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The dates that are shown."""
        width = self._edges[1] - self._edges[0]
        return day_ticks(self._language, *self._range, width, label_room(self.font()))

    def paintEvent(self, event: QPaintEvent) -> None:
        low, high = self._range
        left, right = self._edges
        painter = QPainter(self)
        painter.setPen(self.palette().color(QUIET))
        for tick in self.ticks:
            x = left + (tick.day - low) / (high - low) * (right - left)
            width = painter.fontMetrics().horizontalAdvance(tick.label) + 2.0
            start = min(max(x - width / 2, 0.0), self.width() - width)
            area = QRectF(start, 0, width, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tick.label)
        painter.end()


WHEEL_ZOOM = 1.25
WHEEL_NOTCH = 120
WHEEL_PAN = 0.1
"""Share of the days in view by which one notch of the wheel moves."""
BEHIND = -1000
"""Z value of the lines of the axes, behind everything else."""


class TimePlot(pg.GraphicsView):  # type: ignore[misc]
    """Moves the time window by dragging and by the wheel (which scrolls the page instead when it can, unless Shift
    is held); Ctrl and wheel or pinching zoom. Arrows move the cursor from point to point, with Shift the window by
    a quarter; Home and End go to the ends of the diary, plus and minus zoom, Enter chooses a day, Escape hides
    the cursor."""

    pointed = Signal(object)
    """The day number under the pointer; None when it left."""
    stepped = Signal(int)
    """One point later (1) or earlier (-1) by the keyboard."""
    day_chosen = Signal(float)
    looked_at = Signal()
    """It got the keyboard focus, by a click too."""

    def __init__(self, background: QColor, axes: Mapping[str, pg.AxisItem], window: TimeWindow) -> None:
        super().__init__(background=background)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # one colour needs no picture of it
        self.picture = QLabel()
        as_image(self.picture)
        self.setViewport(self.picture)
        self._window = window
        self._dragged_from: float | None = None
        self.cursor_day: float | None = None
        self.wheel_pans = True
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False)
        self._lay_out(axes)

    def _lay_out(self, axes: Mapping[str, pg.AxisItem]) -> None:
        """Lay the axes around the data. A `PlotItem` would do it too, and build menus and buttons that take longer
        than all the rest."""
        self.box.disableAutoRange()
        grid = self.centralLayout
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addItem(self.box, 0, 1)
        for side, row, column in (("left", 0, 0), ("right", 0, 2), ("bottom", 1, 1)):
            axes[side].linkToView(self.box)
            axes[side].setZValue(BEHIND)
            axes[side].setFlag(QGraphicsItem.GraphicsItemFlag.ItemNegativeZStacksBehindParent)
            grid.addItem(axes[side], row, column)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else a nameless chart is heard too
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setFrameShape(self.Shape.NoFrame)

    @property
    def plot_area(self) -> QRectF:
        """Return the rectangle of the data, in pixels of this widget."""
        return QRectF(self.mapFromScene(self.box.sceneBoundingRect()).boundingRect())

    def _day_at(self, position: QPointF) -> float | None:
        area = self.plot_area
        if area.width() <= 0 or not area.left() <= position.x() <= area.right():
            return None
        return self._window.low + (position.x() - area.left()) / area.width() * self._window.length

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position().x()
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is None:
            self.pointed.emit(self._day_at(event.position()))
            return
        moved = self._dragged_from - event.position().x()
        self._dragged_from = event.position().x()
        self._window.pan(moved * self._window.length / max(self.plot_area.width(), 1.0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day is not None:
            self.day_chosen.emit(day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        across = event.angleDelta().x() / WHEEL_NOTCH
        notches = event.angleDelta().y() / WHEEL_NOTCH
        day = self._day_at(event.position())
        held = event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier and day is not None:
            self._window.zoom(WHEEL_ZOOM**-notches, day)
        elif across or self.wheel_pans or held & Qt.KeyboardModifier.ShiftModifier:
            self._window.pan(-(across or notches) * self._window.length * WHEEL_PAN)
        else:
            event.ignore()
            return
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Handle pinching, on a touch pad or on the screen."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self._pinch(1 + event.value(), event.position())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._pinch(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.hotSpot().toPoint())))
                return True
        return bool(super().viewportEvent(event))

    def _pinch(self, apart: float, where: QPointF) -> None:
        """Zoom around the fingers: apart (above 1) shows less time, together more."""
        day = self._day_at(where)
        if apart > 0:
            self._window.zoom(1 / apart, (self._window.low + self._window.high) / 2 if day is None else day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.looked_at.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        window = self._window
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if shift:
                window.pan(window.length / 4 * (1 if event.key() == Qt.Key.Key_Right else -1))
            case Qt.Key.Key_Home:
                window.show(window.first, window.first + window.length)
            case Qt.Key.Key_End:
                window.show(window.last - window.length, window.last)
            case Qt.Key.Key_Left:
                self.stepped.emit(-1)
            case Qt.Key.Key_Right:
                self.stepped.emit(1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                window.zoom(1 / WHEEL_ZOOM, (window.low + window.high) / 2)
            case Qt.Key.Key_Minus:
                window.zoom(WHEEL_ZOOM, (window.low + window.high) / 2)
            case Qt.Key.Key_Escape if self.cursor_day is not None:
                self.pointed.emit(None)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.cursor_day is not None:
                self.day_chosen.emit(self.cursor_day)
            case _:
                event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_ring(painter, QRectF(self.viewport().rect()), self.palette(), RADIUS)
            painter.end()


ROOM = 0.13
"""Room above and below the scale, as a share of it, so that dots and labels at 0 and 10 are whole."""
MARK_PIXELS = 3.0
"""Least width of a marked day, in pixels, however long the period in view."""
LINES_HIGH, LEAST_LINES_HIGH = 5, 3
"""Height of a plot in lines of text: in a column that scrolls, and where all should be in sight."""


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
        self.chart = self._by_day = chart
        self._fitted_to = Width.DAY
        self._marks: Sequence[int] = ()
        self._told: Sentence | None = None
        self._happenings = Happenings()
        self.mark_item = _bars(mark_colour(theme))
        self.holiday_item = _bars(QBrush(QColor(theme.line), Qt.BrushStyle.BDiagPattern))
        edge = QPen(QColor(theme.quiet), 0, Qt.PenStyle.DotLine)
        self.band_item = _bars(mark_colour(theme, theme.quiet, 24), edge)
        self.value_band = pg.LinearRegionItem(
            orientation="horizontal", movable=False, brush=mark_colour(theme), pen=pg.mkPen(None)
        )
        self.cursor_line = pg.InfiniteLine(angle=90, pen=pg.mkPen(QColor(theme.quiet), width=1))
        bars = (self.holiday_item, -300), (self.band_item, -250), (self.mark_item, -200)
        for item, depth in (*bars, (self.value_band, -200), (self.cursor_line, -5)):
            item.setVisible(False)
            item.setZValue(depth)
            self.box.addItem(item, ignoreBounds=True)
        self.series_items = tuple(SeriesItem(self.box, chart, one, theme) for one in chart.series)
        self.show_chart(chart)
        self.stepped.connect(self._on_stepped)
        window.moved.connect(self._on_moved)

    def show_chart(self, chart: ChartState) -> None:
        """Paint other numbers of the same chart."""
        self._by_day = chart
        for each in (self, self.picture):
            each.setAccessibleName(chart.title)
        self.describe()
        self._fit()
        self._on_moved(self._window.low, self._window.high)

    def describe(self) -> None:
        """Say to screen readers what the days in view show."""
        chart, window = self._by_day, self._window
        words = summary_between(self._context.language, chart, window.low, window.high)
        for each in (self, self.picture):
            each.setAccessibleDescription(f"{chart.note} {words}".strip())

    def _fit(self) -> None:
        """Fit the scale to the buckets that are drawn: means of weeks need less than single days."""
        self._fitted_to = self._window.width
        self.chart = chart = fitted(self._by_day, self._fitted_to)
        room = (chart.high - chart.low) * ROOM
        self.box.setYRange(chart.low - room, chart.high + room, padding=0)
        for item, series in zip(self.series_items, chart.series, strict=True):
            item.set_series(chart, series)
        self._label_axes()
        self.shade(self._happenings)
        if self._told is not None:
            self.emphasise(self._told)

    def set_fine(self, fine: bool) -> None:
        """Draw smoothly, or plainly and fast while everything moves."""
        for item in self.series_items:
            item.set_fine(fine)

    def mark(self, days: Sequence[int]) -> None:
        """Show a soft band behind these days (day numbers); none removes the bands."""
        self._marks = days
        self._draw_marks()

    def emphasise(self, told: Sentence | None) -> None:
        """Show the days of a sentence: in the series it is about by strong points and a band over the values it
        names, behind its days by a band."""
        about = None if told is None or told.series is None else told.series.key
        item = next((one for one in self.series_items if one.series.key == about), None)
        for one in self.series_items:
            one.emphasise(told.days if told is not None and one is item else None)
        band = told.band if told is not None and item is not None else None
        self.value_band.setVisible(band is not None)
        if band is not None and item is not None:
            self.value_band.setRegion(item.placed(np.array(band)).tolist())
        is_here = told is not None and (told.series is None or item is not None)
        self._told = told if is_here else None
        self._on_moved(self._window.low, self._window.high)

    def _marked(self) -> Sequence[int]:
        """Return the days with a band behind them: those that were asked for, or those of a sentence that strong
        points do not show."""
        told = self._told
        by_points = self._window.width is Width.DAY and told is not None and told.series is not None
        if self._marks or told is None or told.kind == "usual" or (told.kind == "places" and by_points):
            return self._marks
        return [int(day) for day in told.days]

    def shade(self, happenings: Happenings) -> None:
        """Hatch the diary holidays, and show a band behind the days of each mark of a therapist."""
        self._happenings = happenings
        away = [(day_number(one.first) - 0.5, day_number(one.last) + 0.5) for one in happenings.holidays]
        self._stand_behind(self.holiday_item, away)
        self._stand_behind(self.band_item, [(mark.first, mark.last) for mark in happenings.marks])

    def _stand_behind(self, item: pg.BarGraphItem, edges: Sequence[tuple[float, float]]) -> None:
        """Show a bar over the whole height for each of these stretches."""
        item.setVisible(bool(edges))
        if edges:
            first, last = np.array(edges).T
            low, high = self.box.viewRange()[1]
            item.setOpts(
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
        """Return each series with the buckets it is drawn in now."""
        return tuple((item.series, item.buckets(self._window.width)) for item in self.series_items)

    def axis_widths(self) -> tuple[float, float]:
        """Return the width the labels at the left and at the right need, in pixels."""
        return self.left_axis.room, self.right_axis.room

    def set_axis_widths(self, left: float, right: float) -> None:
        """Set the width of the labels, the same in all plots, so that days are aligned."""
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
        if self._window.width is not self._fitted_to:
            self._fit()
        self.box.setXRange(low, high, padding=0)
        self.box.prepareForPaint()
        width = self._window.width
        for item in self.series_items:
            item.show(width, low, high)
        self._draw_marks()
        if self.cursor_day is not None:
            self.point_at(self.cursor_day)

    def _draw_marks(self) -> None:
        marked = np.sort(np.asarray(self._marked(), dtype=np.float64))
        self.mark_item.setVisible(bool(marked.size))
        if not marked.size:
            return
        breaks = np.flatnonzero(np.diff(marked) > 1) + 1
        first, last = marked[np.append(0, breaks)], marked[np.append(breaks - 1, marked.size - 1)]
        least = MARK_PIXELS * self._window.length / max(self.plot_area.width(), 1.0)
        low, high = self.box.viewRange()[1]
        self.mark_item.setOpts(
            x=(first + last) / 2,
            width=np.maximum(last - first + 1, least),
            y0=np.full_like(first, low),
            y1=np.full_like(first, high),
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
        return QSize(self.sizeHint().width(), LEAST_LINES_HIGH * self.fontMetrics().height())


def mark_colour(theme: Theme, colour: str = "", alpha: int = 48) -> QColor:
    """Return the colour of the band behind marked days: a transparent accent, unless another one is given."""
    found = QColor(colour or theme.accent)
    found.setAlpha(alpha)
    return found


def _bars(brush: QBrush | QColor, pen: QPen | None = None) -> pg.BarGraphItem:
    return pg.BarGraphItem(x=[0.0], width=[1.0], y0=[0.0], y1=[0.0], pen=pg.mkPen(pen), brush=brush)


def _labels(context: Context, series: SeriesState, ticks: Sequence[float]) -> list[tuple[float, str]]:
    return [(tick, tick_words(context.language, series, tick)) for tick in ticks]
