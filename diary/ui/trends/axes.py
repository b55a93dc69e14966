"""The axes of a plot: days below, whole ranges at the sides, all as quiet lines."""

from collections.abc import Sequence
from itertools import pairwise

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.content.language import Language
from diary.content.theme import Theme
from diary.screens.day_axis import LABEL_PIXELS, Tick, day_ticks
from diary.ui.style import QUIET, Space, Type, type_font


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

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
