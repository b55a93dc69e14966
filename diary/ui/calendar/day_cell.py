"""How one day of the month looks: its number, one sign, the chosen number on its tint, and small marks."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPalette, QPen

from diary.screens.calendar import DayState, Sign
from diary.ui.calendar.tint import tint
from diary.ui.style import ACCENT, ACCENT_INK, ACCENT_SOFT, BORDER, FIELD, INK, LINE, QUIET, Space, Type, type_font
from diary.ui.widgets.signs import draw_hatching, draw_sign

ROUND = 8.0
EDGE = 6.0
SMALLEST_FONT = 9


@dataclass(frozen=True)
class CellLook:
    """What a cell's picture depends on besides its day."""

    is_chosen: bool = False
    is_cursor: bool = False
    has_focus: bool = False
    is_pointed: bool = False


class DayCell:
    """Paints days in one palette and one size of type."""

    def __init__(self, palette: QPalette) -> None:
        self._palette = palette
        self._number = type_font(Type.SMALL)
        self._number_bold = type_font(Type.SMALL, bold=True)
        self._values = (type_font(Type.HEADING), type_font(Type.BODY))
        self._line = QFontMetricsF(self._number_bold).height()
        self._sign = round(self._line * 0.58)

    def least_width(self) -> int:
        """Room for a number, its sign and the space around them."""
        return round(QFontMetricsF(self._number_bold).horizontalAdvance("00") + 2 * self._sign + 2 * EDGE)

    def least_height(self) -> int:
        """Room for the number, marks and the value under each other, and the space around them."""
        return round(self._line + self._sign + Space.HAIR + QFontMetricsF(self._values[-1]).height() + 2 * EDGE)

    def paint(self, painter: QPainter, box: QRectF, day: DayState, look: CellLook) -> None:
        """Draw one day in `box`."""
        shape = QPainterPath()
        shape.addRoundedRect(box, ROUND, ROUND)
        ground = self._ground(day, look)
        if ground is not None:
            painter.fillPath(shape, ground)
        if day.is_holiday:
            draw_hatching(painter, shape, self._colour(LINE))
        self._paint_edge(painter, box, day, look)
        inner = box.adjusted(EDGE + 1, EDGE, -EDGE - 1, -EDGE)
        self._paint_number(painter, inner, day)
        if day.sign is not None:
            top = inner.top() + (self._line - self._sign) / 2
            place = QRectF(inner.right() - self._sign, top, self._sign, self._sign)
            draw_sign(painter, day.sign, place, self._colour(QUIET if day.in_month else BORDER))
        if day.in_month:
            self._paint_below(painter, inner, day)

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self._palette.color(role)

    def _ground(self, day: DayState, look: CellLook) -> QColor | None:
        if day.in_month and day.step:
            return tint(self._palette, day.step)
        if look.is_chosen:
            return self._colour(ACCENT_SOFT)
        if day.in_month and day.sign not in {None, Sign.HOLIDAY}:
            return self._colour(FIELD)
        return None

    def _paint_edge(self, painter: QPainter, box: QRectF, day: DayState, look: CellLook) -> None:
        if look.is_cursor and look.has_focus:
            pen = QPen(self._colour(ACCENT), 3)
        elif look.is_chosen:
            pen = QPen(self._colour(ACCENT), 1.5)
        elif look.is_pointed:
            pen = QPen(self._colour(BORDER), 1)
        elif day.in_month and not day.is_future:
            pen = QPen(self._colour(LINE), 1)
        else:
            return
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), ROUND - inset, ROUND - inset)

    def _paint_number(self, painter: QPainter, inner: QRectF, day: DayState) -> None:
        font = self._number_bold if day.is_today else self._number
        text = str(day.day.day)
        width = QFontMetricsF(font).horizontalAdvance(text)
        colour = self._colour(QUIET if day.is_future or not day.in_month else INK)
        place = QRectF(inner.left(), inner.top(), width, self._line)
        if day.is_today:
            pill = place.adjusted(-5, -1.5, 5, 1.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(ACCENT))
            painter.drawRoundedRect(pill.translated(2, 0), pill.height() / 2, pill.height() / 2)
            place.translate(2, 0)
            colour = self._colour(ACCENT_INK)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_below(self, painter: QPainter, inner: QRectF, day: DayState) -> None:
        """The value at the bottom left, the marks at the bottom right; above it where both do not fit."""
        room = QRectF(inner.left(), inner.top() + self._line, inner.width(), inner.height() - self._line)
        count = len(day.moments)
        marks = count * (self._sign + Space.HAIR) - float(Space.HAIR) if count else 0.0
        bottom = room.bottom() - Space.HAIR / 2
        if day.value:
            font = self._value_font(day.value, room, has_marks=bool(count))
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(self._colour(INK))
            place = QRectF(room.left(), room.bottom() - metrics.height() + 2, room.width(), metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, day.value)
            if count and metrics.horizontalAdvance(day.value) + Space.SMALL + marks > room.width():
                bottom = place.top()
        size = min(self._sign, (room.width() + Space.HAIR) / count - Space.HAIR) if count else 0.0
        left = room.right() - count * (size + Space.HAIR) + Space.HAIR
        for index, kind in enumerate(day.moments):
            place = QRectF(left + index * (size + Space.HAIR), bottom - size, size, size)
            draw_sign(painter, kind, place, self._colour(INK))

    def _value_font(self, text: str, room: QRectF, *, has_marks: bool) -> QFont:
        """The largest font that leaves room, made smaller still for a long text."""
        above = self._sign + Space.HAIR if has_marks else 0
        for font in self._values:
            metrics = QFontMetricsF(font)
            if (
                metrics.height() + above <= room.height() + Space.HAIR
                and metrics.horizontalAdvance(text) <= room.width()
            ):
                return font
        smaller = QFont(self._values[-1])
        share = room.width() / max(QFontMetricsF(smaller).horizontalAdvance(text), 1.0)
        smaller.setPixelSize(max(SMALLEST_FONT, int(smaller.pixelSize() * min(share, 1.0))))
        return smaller
