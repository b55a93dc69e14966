"""Painting the body: strengths as colour and dots, touch that hurts as stripes, all readable in grey."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from diary.content.theme import Ramp
from diary.ui.body.shapes import BodyShapes, Shape
from diary.ui.style import pen_and_fill

if TYPE_CHECKING:
    from diary.screens.area_changes import ChangeSign  # loads numpy, which the start does without

STRIPES = 66
"""Stripes in the height of a figure."""
BEFORE_STRIPES, BEFORE_LINE = 1, 3
"""Steps of the ramp for the stripes and the outline of the day before."""


def strength_colour(ramp: Ramp, strength: int) -> QColor:
    """Return the ramp's colour for a strength of 0 to 10; two strengths share a step."""
    if not strength:
        return QColor(ramp.body)
    return QColor(ramp.strengths[min((strength - 1) // 2, len(ramp.strengths) - 1)])


def dots_colour(ramp: Ramp, strength: int) -> QColor:
    """Return a colour that contrasts with the colour of a strength."""
    return QColor(ramp.dots if strength < 5 else ramp.dots_strong)


def even_pen(colour: QColor, width: float) -> QPen:
    """Return a pen as wide on a small drawing as on a large one."""
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen


def paint_body(
    painter: QPainter, shapes: BodyShapes, ramp: Ramp, strengths: Mapping[str, int], tender: Collection[str] = ()
) -> None:
    """Paint both figures with their marks, in the drawing's coordinates."""
    line = QColor(ramp.body_line)
    painter.setPen(even_pen(line, 0.7))
    colours = {strength: strength_colour(ramp, strength) for strength in {0, *strengths.values()}}
    for key, shape in shapes.shapes.items():
        painter.setBrush(colours[strengths.get(key, 0)])
        painter.drawPath(shape.path)
    pen_and_fill(painter, even_pen(line, 1.4))
    for outline in shapes.outlines:
        painter.drawPath(outline)
    height = shapes.size.height()
    for key, shape in shapes.shapes.items():
        strength = strengths.get(key, 0)
        if key in tender:
            _paint_stripes(painter, shape, ramp, strength, height)
        if strength:
            _paint_dots(painter, shape, ramp, strength, height, halo=key in tender)


def paint_unknown(painter: QPainter, shapes: BodyShapes, ramp: Ramp) -> None:
    """Paint both figures as empty dashed outlines: nothing is known of them, which is not the same as no pain."""
    pen = even_pen(QColor(ramp.body_line), 1.4)
    pen.setStyle(Qt.PenStyle.DashLine)
    pen_and_fill(painter, pen)
    for outline in shapes.outlines:
        painter.drawPath(outline)


def _paint_stripes(painter: QPainter, shape: Shape, ramp: Ramp, strength: int, height: float) -> None:
    """Paint diagonal stripes inside a heavy outline."""
    _hatch(painter, shape, even_pen(dots_colour(ramp, strength), 1.0), height / STRIPES)
    pen_and_fill(painter, even_pen(QColor(ramp.dots), 1.8))
    painter.drawPath(shape.path)


def _hatch(painter: QPainter, shape: Shape, pen: QPen, gap: float) -> None:
    box = shape.box
    first = (box.left() + box.top()) // gap
    last = (box.right() + box.bottom()) // gap
    painter.save()
    painter.setClipPath(shape.path, Qt.ClipOperation.IntersectClip)
    painter.setPen(pen)
    for step in range(int(first), int(last) + 2):
        place = step * gap
        painter.drawLine(QLineF(place - box.top(), box.top(), place - box.bottom(), box.bottom()))
    painter.restore()


def paint_before(painter: QPainter, shapes: BodyShapes, ramp: Ramp, areas: Collection[str]) -> None:
    """Paint where it hurt the day before, as no answer of this day: on a bare ground, with a dashed outline."""
    outline = even_pen(QColor(ramp.strengths[BEFORE_LINE]), 1.4)
    outline.setStyle(Qt.PenStyle.DashLine)
    stripes = even_pen(QColor(ramp.strengths[BEFORE_STRIPES]), 1.4)
    for key in areas:
        shape = shapes.shapes.get(key)
        if shape is not None:
            _hatch(painter, shape, stripes, 1.6 * shapes.size.height() / STRIPES)
            pen_and_fill(painter, outline)
            painter.drawPath(shape.path)


def _paint_dots(painter: QPainter, shape: Shape, ramp: Ramp, strength: int, height: float, *, halo: bool) -> None:
    """Paint one, two or three dots for the strength, for grey paper and for people who see no hue."""
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


SIGN_STRIPES = 80
"""Stripes in the height of the figure."""
MORE, MORE_CLEAR = 1, 3
"""Steps of the ramp for a difference within chance, and for a larger one."""


def paint_signs(painter: QPainter, shapes: BodyShapes, ramp: Ramp, signs: "Mapping[str, ChangeSign]") -> None:
    """Paint both figures with their signs, in the drawing's coordinates; more than chance has a heavy outline."""
    paint_body(painter, shapes, ramp, {})
    for key, sign in signs.items():
        if key in shapes.shapes:
            _paint_sign(painter, shapes.shapes[key], ramp, sign, shapes.size.height())


def _paint_sign(painter: QPainter, shape: Shape, ramp: Ramp, sign: "ChangeSign", height: float) -> None:
    colour = QColor(ramp.strengths[MORE_CLEAR if sign.is_clear else MORE])
    pen_and_fill(painter, even_pen(colour, 1.0), colour if sign.more else Qt.BrushStyle.NoBrush)
    painter.drawPath(shape.path)
    if not sign.more:
        _paint_sign_stripes(painter, shape, colour, height)
    if sign.is_clear:
        pen_and_fill(painter, even_pen(QColor(ramp.dots), 2.0))
        painter.drawPath(shape.path)
    on_dark = sign.more and sign.is_clear
    reach = min(height / 75, shape.box.width() / 3, shape.box.height() / 3)
    heart = shape.heart
    if not sign.more:
        pen_and_fill(painter, fill=QColor(ramp.body))
        painter.drawEllipse(heart, 1.5 * reach, 1.5 * reach)
    painter.setPen(even_pen(QColor(ramp.dots_strong if on_dark else ramp.dots), 2.2))
    painter.drawLine(QLineF(heart - QPointF(reach, 0), heart + QPointF(reach, 0)))
    if sign.more:
        painter.drawLine(QLineF(heart - QPointF(0, reach), heart + QPointF(0, reach)))


def _paint_sign_stripes(painter: QPainter, shape: Shape, colour: QColor, height: float) -> None:
    box, gap = shape.box, height / SIGN_STRIPES
    painter.save()
    painter.setClipPath(shape.path, Qt.ClipOperation.IntersectClip)
    painter.setPen(even_pen(colour, 1.4))
    top = box.top()
    while top < box.bottom():
        painter.drawLine(QLineF(box.left(), top, box.right(), top))
        top += gap
    painter.restore()


def paint_swatch(painter: QPainter, place: QRect, ramp: Ramp, strength: int, *, tender: bool = False) -> None:
    blot = QPainterPath()
    blot.addRoundedRect(place, 6, 6)
    painter.save()
    pen_and_fill(painter, fill=strength_colour(ramp, strength))
    painter.drawPath(blot)
    if tender:
        painter.setClipPath(blot, Qt.ClipOperation.IntersectClip)
        painter.setPen(even_pen(dots_colour(ramp, strength), 1.2))
        for left in range(place.left(), place.right() + place.height(), 5):
            painter.drawLine(QLineF(left, place.top(), left - place.height(), place.bottom() + 1))
        painter.setClipping(False)
        pen_and_fill(painter, even_pen(dots_colour(ramp, 0), 1.5))
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
