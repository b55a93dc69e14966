"""Widgets that paint themselves."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Painted:
    """Paints with `_draw`, smoothly; stands before the class of Qt among the bases of a widget."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:  # type: ignore[call-overload]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(painter)

    def _draw(self, painter: QPainter) -> None:
        raise NotImplementedError


class PaintedStrip(Painted, QWidget):
    """As wide as there is room, and as high as its size hint."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
