"""Small signs that differ in shape alone: how a day was filled in, and what happened on it."""

import math
from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from diary.domain.day import MomentKind
from diary.screens.calendar import DaySign
from diary.ui.style import pen_and_fill

LINE_SHARE = 0.13
"""Width of a sign's lines, as a share of its size."""


def draw_sign(painter: QPainter, sign: DaySign | MomentKind, box: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.2, box.width() * LINE_SHARE))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen_and_fill(painter, pen)
    inset = pen.widthF() / 2
    _DRAW[sign](painter, box.adjusted(inset, inset, -inset, -inset), colour)
    painter.restore()


def draw_hatching(painter: QPainter, shape: QPainterPath, colour: QColor, gap: float = 7) -> None:
    """Draw slanted lines over a shape: a diary holiday."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(shape)
    painter.setPen(QPen(colour, 1))
    box = shape.boundingRect()
    steps = math.ceil((box.width() + box.height()) / gap)
    for index in range(1, steps + 1):
        start = box.left() + index * gap
        painter.drawLine(QLineF(start, box.top(), start - box.height(), box.bottom()))
    painter.restore()


def _complete(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(box)


def _partly(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.drawEllipse(box)
    pen_and_fill(painter, fill=colour)
    painter.drawChord(box, 90 * 16, 180 * 16)


def _late(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    painter.drawEllipse(box)


def _hard(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    """Draw two waves."""
    for share in (0.3, 0.7):
        y, width, height = box.top() + share * box.height(), box.width() / 2, box.height() * 0.32
        wave = QPainterPath(QPointF(box.left(), y))
        wave.quadTo(box.left() + width / 2, y - height, box.left() + width, y)
        wave.quadTo(box.left() + width * 1.5, y + height, box.right(), y)
        painter.drawPath(wave)


def _holiday(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a small sun."""
    middle, radius = box.center(), box.width() / 2
    for index in range(8):
        angle = index * math.pi / 4
        way = QPointF(math.cos(angle), math.sin(angle))
        painter.drawLine(middle + way * radius * 0.78, middle + way * radius)
    painter.setBrush(colour)
    painter.drawEllipse(middle, radius * 0.38, radius * 0.38)


def _flare(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a peak."""
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))


def _treatment(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a plus."""
    painter.setPen(QPen(colour, box.width() * 0.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QLineF(box.center().x(), box.top(), box.center().x(), box.bottom()))
    painter.drawLine(QLineF(box.left(), box.center().y(), box.right(), box.center().y()))


def _medicine(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a capsule, half of it filled."""
    painter.translate(box.center())
    painter.rotate(-45)
    long, wide = box.width() * 1.1, box.width() * 0.56
    capsule = QRectF(-long / 2, -wide / 2, long, wide)
    painter.drawRoundedRect(capsule, wide / 2, wide / 2)
    painter.setClipRect(QRectF(-long, -wide, long, 2 * wide))
    painter.setBrush(colour)
    painter.drawRoundedRect(capsule, wide / 2, wide / 2)


def _life_event(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a star with four points."""
    middle, radius = box.center(), box.width() / 2
    points = []
    for index in range(8):
        length = radius * (1.1 if index % 2 == 0 else 0.42)
        angle = index * math.pi / 4
        points.append(middle + QPointF(math.cos(angle), math.sin(angle)) * length)
    pen_and_fill(painter, fill=colour)
    painter.drawPolygon(QPolygonF(points))


_DRAW: dict[DaySign | MomentKind, Callable[[QPainter, QRectF, QColor], None]] = {
    DaySign.COMPLETE: _complete,
    DaySign.PARTLY: _partly,
    DaySign.LATE: _late,
    DaySign.HARD: _hard,
    DaySign.HOLIDAY: _holiday,
    MomentKind.FLARE: _flare,
    MomentKind.TREATMENT: _treatment,
    MomentKind.MEDICINE: _medicine,
    MomentKind.LIFE_EVENT: _life_event,
}
