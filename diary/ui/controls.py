"""How the controls are drawn: fields, buttons, boxes, lists to choose from and the heads of tables."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionComplex, QStyleOptionFrame, QStyleOptionSlider

from diary.ui.roles import (
    ACCENT,
    ACCENT_INK,
    ACCENT_SOFT,
    BORDER,
    CARD,
    INK,
    LINE,
    QUIET,
    RADIUS,
    TOUCH,
    Pens,
    Space,
)

ARROW = 24
"""Room for the arrow of a list to choose from."""
_FLAG = QStyle.StateFlag


def draw_ring(painter: QPainter, rect: QRectF, palette: QPalette, radius: float, width: int) -> None:
    """The one focus ring of the program, inside `rect`."""
    painter.setPen(QPen(palette.color(ACCENT), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def draw_field(painter: QPainter, option: QStyleOption, pens: Pens) -> None:
    """The ground and the outline of what is typed in; nothing where another control draws the frame."""
    if isinstance(option, QStyleOptionFrame) and option.lineWidth <= 0:
        return
    painter.setPen(QPen(option.palette.color(BORDER), pens.edge))
    painter.setBrush(option.palette.color(CARD))
    painter.drawRoundedRect(_inside(option, pens.edge), RADIUS, RADIUS)
    if _has(option, _FLAG.State_HasFocus):
        draw_ring(painter, QRectF(option.rect), option.palette, RADIUS, pens.focus)


def draw_button(painter: QPainter, option: QStyleOption, pens: Pens) -> None:
    """A framed button. With the focus it steps back behind the ring, so that a chosen one shows both."""
    palette = option.palette
    checked = _has(option, _FLAG.State_On)
    touched = _has(option, _FLAG.State_Sunken) or _has(option, _FLAG.State_MouseOver)
    focused = _has(option, _FLAG.State_HasFocus)
    width = pens.edge + 1 if checked else pens.edge
    back = pens.focus + 1.5 if focused else 0
    painter.setPen(QPen(palette.color(ACCENT if checked else BORDER), width))
    painter.setBrush(palette.color(ACCENT_SOFT if checked or touched else CARD))
    painter.drawRoundedRect(
        _inside(option, width).adjusted(back, back, -back, -back), RADIUS - back, RADIUS - back
    )
    if focused:
        draw_ring(painter, QRectF(option.rect), palette, RADIUS, pens.focus)


def draw_box(painter: QPainter, option: QStyleOption, pens: Pens) -> None:
    """A box to tick."""
    palette = option.palette
    checked = _has(option, _FLAG.State_On)
    width = pens.edge + 0.5
    box = _inside(option, width)
    painter.setPen(QPen(palette.color(ACCENT if checked else BORDER), width))
    painter.setBrush(palette.color(ACCENT) if checked else palette.color(CARD))
    painter.drawRoundedRect(box, 6, 6)
    if checked:
        draw_tick(painter, box, palette.color(ACCENT_INK))


def draw_tick(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """A tick that fills most of `box`."""
    _draw_line(painter, box, ((0.26, 0.52), (0.43, 0.70), (0.75, 0.32)), colour)


def draw_focus(painter: QPainter, option: QStyleOption, pens: Pens) -> None:
    """The ring around something without a frame of its own."""
    draw_ring(painter, QRectF(option.rect), option.palette, 6, pens.focus)


def draw_choice(painter: QPainter, option: QStyleOptionComplex, arrow: QRect, pens: Pens) -> None:
    """A closed list: a button with an arrow that points to where it opens."""
    draw_button(painter, option, pens)
    side = ARROW / 2
    box = QRectF(0, 0, side, side)
    box.moveCenter(QRectF(arrow).center())
    _draw_line(painter, box, ((0.1, 0.35), (0.5, 0.75), (0.9, 0.35)), option.palette.color(INK))


def draw_head(painter: QPainter, option: QStyleOption) -> None:
    """The ground of a column's name: the card, and a line below it."""
    painter.fillRect(option.rect, option.palette.color(CARD))
    painter.fillRect(
        QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1), option.palette.color(LINE)
    )


def draw_grip(painter: QPainter, option: QStyleOption, place: QRect) -> None:
    """The handle of a scroll bar, without a groove."""
    grip = QRectF(place).adjusted(3, 3, -3, -3)
    round_ = min(grip.width(), grip.height()) / 2
    touched = _has(option, _FLAG.State_MouseOver) or _has(option, _FLAG.State_Sunken)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(option.palette.color(QUIET if touched else BORDER))
    painter.drawRoundedRect(grip, round_, round_)


def choice_part(option: QStyleOptionComplex, part: QStyle.SubControl) -> QRect | None:
    """Where the words and the arrow of a closed list are; None for its other parts."""
    whole = option.rect
    edge = int(Space.MEDIUM)
    if part == QStyle.SubControl.SC_ComboBoxEditField:
        return QStyle.visualRect(option.direction, whole, whole.adjusted(edge, 2, -ARROW - Space.SMALL, -2))
    if part == QStyle.SubControl.SC_ComboBoxArrow:
        place = QRect(whole.right() + 1 - ARROW - Space.SMALL, whole.y(), ARROW, whole.height())
        return QStyle.visualRect(option.direction, whole, place)
    return None


def scroll_bar_part(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
    """A scroll bar without arrow buttons: the slider runs over the whole length."""
    whole = option.rect
    upright = option.orientation == Qt.Orientation.Vertical
    length = whole.height() if upright else whole.width()
    span = option.maximum - option.minimum
    size = length if span <= 0 else max(length * option.pageStep // (span + option.pageStep), TOUCH)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - size, option.upsideDown
    )
    ends = {
        QStyle.SubControl.SC_ScrollBarGroove: (0, length),
        QStyle.SubControl.SC_ScrollBarSlider: (start, size),
        QStyle.SubControl.SC_ScrollBarSubPage: (0, start),
        QStyle.SubControl.SC_ScrollBarAddPage: (start + size, length - start - size),
    }
    first, extent = ends.get(part, (0, 0))
    if upright:
        return QRect(whole.x(), whole.y() + first, whole.width(), extent)
    return QRect(whole.x() + first, whole.y(), extent, whole.height())


def _draw_line(painter: QPainter, box: QRectF, points: tuple[tuple[float, float], ...], colour: QColor) -> None:
    line = QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points])
    pen = QPen(colour, 2.2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(line)


def _inside(option: QStyleOption, width: float) -> QRectF:
    half = width / 2
    return QRectF(option.rect).adjusted(half, half, -half, -half)


def _has(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)
