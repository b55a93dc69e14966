"""Painting the body: strengths as colour and dots, touch that hurts as stripes, all readable in grey."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from diary.content.theme import Ramp
from diary.ui.widgets.body_shapes import BodyShapes, Shape

STRIPES = 66
"""How many stripes a figure's height would hold."""


def strength_colour(ramp: Ramp, strength: int) -> QColor:
    """The ramp's colour for a strength of 0 to 10; two strengths share a step."""
    if not strength:
        return QColor(ramp.body)
    return QColor(ramp.strengths[min((strength - 1) // 2, len(ramp.strengths) - 1)])


def dots_colour(ramp: Ramp, strength: int) -> QColor:
    """A colour that is seen on the colour of a strength."""
    return QColor(ramp.dots if strength < 5 else ramp.dots_strong)


def even_pen(colour: QColor, width: float) -> QPen:
    """A pen as wide on a small drawing as on a large one."""
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen


def paint_body(
    painter: QPainter, shapes: BodyShapes, ramp: Ramp, strengths: Mapping[str, int], tender: Collection[str] = ()
) -> None:
    """Both figures with their marks, in the drawing's coordinates."""
    line = QColor(ramp.body_line)
    painter.setPen(even_pen(line, 0.7))
    colours = {strength: strength_colour(ramp, strength) for strength in {0, *strengths.values()}}
    for key, shape in shapes.shapes.items():
        painter.setBrush(colours[strengths.get(key, 0)])
        painter.drawPath(shape.path)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(even_pen(line, 1.4))
    for outline in shapes.outlines:
        painter.drawPath(outline)
    height = shapes.size.height()
    for key, shape in shapes.shapes.items():
        strength = strengths.get(key, 0)
        if key in tender:
            _paint_stripes(painter, shape, ramp, strength, height)
        if strength:
            _paint_dots(painter, shape, ramp, strength, height, halo=key in tender)


def _paint_stripes(painter: QPainter, shape: Shape, ramp: Ramp, strength: int, height: float) -> None:
    """Diagonal stripes inside a heavy outline."""
    box, gap = shape.box, height / STRIPES
    first = (box.left() + box.top()) // gap
    last = (box.right() + box.bottom()) // gap
    painter.save()
    painter.setClipPath(shape.path, Qt.ClipOperation.IntersectClip)
    painter.setPen(even_pen(dots_colour(ramp, strength), 1.0))
    for step in range(int(first), int(last) + 2):
        place = step * gap
        painter.drawLine(QLineF(place - box.top(), box.top(), place - box.bottom(), box.bottom()))
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(even_pen(QColor(ramp.dots), 1.8))
    painter.drawPath(shape.path)


def _paint_dots(painter: QPainter, shape: Shape, ramp: Ramp, strength: int, height: float, *, halo: bool) -> None:
    """One, two or three dots say the strength again, for grey paper and for eyes that see no hue."""
    count = 1 if strength < 4 else 2 if strength < 7 else 3
    upright = shape.box.height() > 1.6 * shape.box.width()
    long, short = sorted((shape.box.width(), shape.box.height()), reverse=True)
    radius = min(height / 190, long / 11, short / 5)
    places = [(index - (count - 1) / 2) * 3 * radius for index in range(count)]
    dots = [shape.heart + (QPointF(0, place) if upright else QPointF(place, 0)) for place in places]
    painter.setPen(Qt.PenStyle.NoPen)
    if halo:
        painter.save()
        painter.setClipPath(shape.path, Qt.ClipOperation.IntersectClip)
        painter.setBrush(strength_colour(ramp, strength))
        for dot in dots:
            painter.drawEllipse(dot, 1.9 * radius, 1.9 * radius)
        painter.restore()
    painter.setBrush(dots_colour(ramp, strength))
    for dot in dots:
        painter.drawEllipse(dot, radius, radius)
