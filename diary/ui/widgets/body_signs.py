"""Signs on the body for more and less: a plus on a filled area, a minus on a striped one, the same single hue."""

from collections.abc import Mapping

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from diary.content.theme import Ramp
from diary.screens.area_changes import Sign
from diary.ui.widgets.body_paint import even_pen, paint_body
from diary.ui.widgets.body_shapes import BodyShapes, Shape

STRIPES = 80
"""How many stripes the figure's height would hold."""
MORE, MORE_CLEAR = 1, 3
"""Steps of the ramp for what chance could have made, and for what is more than that."""


def paint_signs(painter: QPainter, shapes: BodyShapes, ramp: Ramp, signs: Mapping[str, Sign]) -> None:
    """Both figures with their signs, in the drawing's coordinates; more than chance has a heavy outline."""
    paint_body(painter, shapes, ramp, {})
    for key, sign in signs.items():
        if key in shapes.shapes:
            _paint_sign(painter, shapes.shapes[key], ramp, sign, shapes.size.height())


def _paint_sign(painter: QPainter, shape: Shape, ramp: Ramp, sign: Sign, height: float) -> None:
    colour = QColor(ramp.strengths[MORE_CLEAR if sign.is_clear else MORE])
    painter.setPen(even_pen(colour, 1.0))
    painter.setBrush(colour if sign.more else Qt.BrushStyle.NoBrush)
    painter.drawPath(shape.path)
    if not sign.more:
        _paint_stripes(painter, shape, colour, height)
    if sign.is_clear:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(even_pen(QColor(ramp.dots), 2.0))
        painter.drawPath(shape.path)
    on_dark = sign.more and sign.is_clear
    reach = min(height / 75, shape.box.width() / 3, shape.box.height() / 3)
    heart = shape.heart
    if not sign.more:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ramp.body))
        painter.drawEllipse(heart, 1.5 * reach, 1.5 * reach)
    painter.setPen(even_pen(QColor(ramp.dots_strong if on_dark else ramp.dots), 2.2))
    painter.drawLine(QLineF(heart - QPointF(reach, 0), heart + QPointF(reach, 0)))
    if sign.more:
        painter.drawLine(QLineF(heart - QPointF(0, reach), heart + QPointF(0, reach)))


def _paint_stripes(painter: QPainter, shape: Shape, colour: QColor, height: float) -> None:
    box, gap = shape.box, height / STRIPES
    painter.save()
    painter.setClipPath(shape.path, Qt.ClipOperation.IntersectClip)
    painter.setPen(even_pen(colour, 1.4))
    top = box.top()
    while top < box.bottom():
        painter.drawLine(QLineF(box.left(), top, box.right(), top))
        top += gap
    painter.restore()
