"""A difference as a dot, and how far chance could carry it as a line. One colour: neither side is better."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.screens.compare import Reach
from diary.ui.style import ACCENT, BORDER, FIELD, LINE, Space

DOT = 5.0
END = 5.0
LEAST_WIDTH = 160


class IntervalLine(QWidget):
    """Paints a Reach around a line at zero; the band beside zero holds what is too small for a word."""

    def __init__(self, reach: Reach, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reach = reach
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, int(Space.WIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
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
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(at, y), DOT, DOT)
        painter.end()

    @staticmethod
    def _line(
        painter: QPainter, colour: QColor, width: float, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(*start), QPointF(*end))
