"""A blot of a strength's colour with its dots, and stripes where touch hurts: the map's marks beside words."""

from PySide6.QtCore import QLineF, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPainterPath

from diary.content.theme import Ramp
from diary.ui.widgets.body_paint import dots_colour, even_pen, strength_colour


def paint_swatch(painter: QPainter, place: QRect, ramp: Ramp, strength: int, *, tender: bool = False) -> None:
    """Paint the marks of one area into `place`."""
    blot = QPainterPath()
    blot.addRoundedRect(place, 6, 6)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(strength_colour(ramp, strength))
    painter.drawPath(blot)
    if tender:
        painter.setClipPath(blot, Qt.ClipOperation.IntersectClip)
        painter.setPen(even_pen(dots_colour(ramp, strength), 1.2))
        for left in range(place.left(), place.right() + place.height(), 5):
            painter.drawLine(QLineF(left, place.top(), left - place.height(), place.bottom() + 1))
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(even_pen(dots_colour(ramp, 0), 1.5))
        painter.drawPath(blot)
    painter.setPen(Qt.PenStyle.NoPen)
    middle = QPointF(place.center()) + QPointF(0.5, 0.5)
    count = 0 if not strength else 1 if strength < 4 else 2 if strength < 7 else 3
    dots = [middle + QPointF((index - (count - 1) / 2) * 7, 0) for index in range(count)]
    if tender:
        painter.setBrush(strength_colour(ramp, strength))
        for dot in dots:
            painter.drawEllipse(dot, 4, 4)
    painter.setBrush(dots_colour(ramp, strength))
    for dot in dots:
        painter.drawEllipse(dot, 2, 2)
    painter.restore()


class Swatch:
    """The same as a picture on a key."""

    def __init__(self, ramp: Ramp, strength: int, *, tender: bool = False) -> None:
        self._ramp = ramp
        self._strength = strength
        self._tender = tender

    def paint(self, painter: QPainter, place: QRect) -> None:
        paint_swatch(painter, place, self._ramp, self._strength, tender=self._tender)
