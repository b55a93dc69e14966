"""Widgets that paint themselves."""

from PySide6.QtGui import QPainter, QPaintEvent


class Painted:
    """Paints with `_draw`, smoothly; stands before the class of Qt among the bases of a widget."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:  # type: ignore[call-overload]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(painter)

    def _draw(self, painter: QPainter) -> None:
        raise NotImplementedError
