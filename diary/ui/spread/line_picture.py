"""One line over time: gaps stay gaps, a day between two gaps is a dot, longer periods are means in a band."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.content.language import Language
from diary.content.theme import Theme
from diary.report.marks import stretches
from diary.screens.buckets import Buckets, TimeView, Width
from diary.screens.chart_figure import buckets_in
from diary.screens.charts import ChartState
from diary.screens.day_axis import day_ticks
from diary.ui.style import LINE, QUIET, Space, Type, type_font

LINES_HIGH = 5
BAND = 60
DOT = 2.2
LATE_DOT = 3.0


class LinePicture(QWidget):
    """Paints a ChartState with one series; its words are the accessible description."""

    def __init__(self, chart: ChartState, view: TimeView, language: Language, theme: Theme) -> None:
        super().__init__()
        self._chart = chart
        self._view = view
        self._language = language
        self._colour = QColor(theme.roles[chart.series[0].role])
        self._card = QColor(theme.card)
        self.setFont(type_font(Type.SMALL))
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.summary)
        self.setToolTip(chart.summary)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(260, (LINES_HIGH + 1) * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot()
        self._draw_axes(painter, plot)
        buckets = buckets_in(self._chart.series[0], self._view)
        points = [
            QPointF(self._x(plot, middle), self._y(plot, mean))
            for middle, mean in zip(buckets.middle, np.nan_to_num(buckets.mean), strict=True)
        ]
        if self._view.width is not Width.DAY:
            self._draw_band(painter, plot, buckets)
        self._draw_line(painter, points, buckets)
        painter.end()

    def _plot(self) -> QRectF:
        line = self.fontMetrics().height()
        numbers = max(self.fontMetrics().horizontalAdvance(self._number(tick)) for tick in self._ends)
        left = numbers + Space.SMALL
        return QRectF(left, line / 2, max(1, self.width() - left - Space.SMALL), self.height() - 2 * line)

    @property
    def _ends(self) -> tuple[float, float]:
        return self._chart.low, self._chart.high

    def _number(self, tick: float) -> str:
        number = self._language.number(tick)
        return self._language.t("{percent} %", percent=number) if self._chart.series[0].unit == "%" else number

    def _x(self, plot: QRectF, day: float) -> float:
        return plot.left() + plot.width() * (day - self._view.low) / (self._view.high - self._view.low)

    def _y(self, plot: QRectF, value: float) -> float:
        low, high = self._ends
        return plot.bottom() - plot.height() * (min(max(value, low), high) - low) / (high - low)

    def _draw_axes(self, painter: QPainter, plot: QRectF) -> None:
        line = self.fontMetrics().height()
        for tick in self._ends:
            y = self._y(plot, tick)
            painter.setPen(QPen(self.palette().color(LINE), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(self.palette().color(QUIET))
            place = QRectF(0, y - line / 2, plot.left() - Space.HAIR, line)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._number(tick)
            )
        room = 5.0 * line
        for mark in day_ticks(self._language, self._view.low + 0.5, self._view.high - 0.5, plot.width(), room):
            width = painter.fontMetrics().horizontalAdvance(mark.label)
            left = self._x(plot, mark.day) - width / 2
            if left >= 0 and left + width <= self.width():
                painter.drawText(QPointF(left, self.height() - painter.fontMetrics().descent()), mark.label)

    def _draw_band(self, painter: QPainter, plot: QRectF, buckets: Buckets) -> None:
        colour = QColor(self._colour)
        colour.setAlpha(BAND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for run in stretches(buckets.count > 0):
            upper = [QPointF(self._x(plot, buckets.middle[at]), self._y(plot, buckets.high[at])) for at in run]
            lower = [QPointF(self._x(plot, buckets.middle[at]), self._y(plot, buckets.low[at])) for at in run]
            painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))

    def _draw_line(self, painter: QPainter, points: list[QPointF], buckets: Buckets) -> None:
        pen = QPen(self._colour, 1.6)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for run in stretches(buckets.count > 0):
            painter.drawPolyline(QPolygonF([points[at] for at in run]))
        painter.setBrush(self._colour)
        for at in np.flatnonzero(buckets.lonely):
            painter.drawEllipse(points[at], DOT, DOT)
        if self._view.width is Width.DAY:
            painter.setBrush(self._card)
            for at in np.flatnonzero(self._chart.series[0].late & (buckets.count > 0)):
                painter.drawEllipse(points[at], LATE_DOT, LATE_DOT)
