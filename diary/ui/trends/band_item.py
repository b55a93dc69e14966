"""The band from lowest to highest behind a line: one filled shape for every stretch without a gap."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from diary.domain.table import Bools, Floats


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
