"""The small chart on a card: a quiet line with a dot for every day, without axes; its words are read aloud."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from diary.screens.sparkline import Sparkline
from diary.ui.style import CARD, QUIET, Space
from diary.ui.widgets.painted import PaintedPicture

LINES_HIGH = 2.6
"""Height of the picture, in lines of text."""
DOT = 3.0
SMALL_DOT = 2.2
CROWDED = 15
"""Most days with large dots."""


class SparklinePicture(PaintedPicture):
    """Paints a Sparkline: days the reason speaks of are filled dots, others hollow, a gap is a gap."""

    def __init__(self, sparkline: Sparkline, colour: QColor) -> None:
        super().__init__()
        self._sparkline = sparkline
        self._colour = colour
        self.setAccessibleName(sparkline.text)
        self.setToolTip(sparkline.text)

    def sizeHint(self) -> QSize:
        return QSize(Space.HUGE * 3, round(self.fontMetrics().height() * LINES_HIGH))

    def points(self) -> list[QPointF | None]:
        values = self._sparkline.values
        edge = DOT + 1.5
        step = (self.width() - 2 * edge) / max(1, len(values) - 1)
        first = edge if len(values) > 1 else self.width() / 2
        return [
            None if value is None else QPointF(first + index * step, self._height_of(value))
            for index, value in enumerate(values)
        ]

    def _height_of(self, value: float) -> float:
        edge = DOT + 1.5
        low, high = self._sparkline.low, self._sparkline.high
        share = (value - low) / (high - low) if high > low else 0.5
        return self.height() - edge - share * (self.height() - 2 * edge)

    def _draw(self, painter: QPainter) -> None:
        if self._sparkline.limit is not None:
            painter.setPen(QPen(self.palette().color(QUIET), 1, Qt.PenStyle.DashLine))
            height = self._height_of(self._sparkline.limit)
            painter.drawLine(QPointF(0, height), QPointF(self.width(), height))
        points = self.points()
        faint = QColor(self._colour)
        faint.setAlphaF(0.55)
        painter.setPen(QPen(faint, 1.2))
        for before, after in pairwise(points):
            if before is not None and after is not None:
                painter.drawLine(before, after)
        size = SMALL_DOT if len(points) > CROWDED else DOT
        painter.setPen(QPen(self._colour, 1.3))
        for point, is_meant in zip(points, self._sparkline.spoken_of, strict=True):
            if point is not None:
                painter.setBrush(self._colour if is_meant else self.palette().color(CARD))
                painter.drawEllipse(point, size, size)
