"""The strip of events above the plots, on their time axis: a shape for each kind, and diary holidays by name."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from diary.domain.period import day_number
from diary.screens.happenings import Happenings, MomentMark
from diary.ui.pages import Context
from diary.ui.style import INK, QUIET, Space, Type, type_font
from diary.ui.widgets.painted import Painted
from diary.ui.widgets.signs import draw_hatching, draw_sign

SIGN_SHARE = 0.72
"""Size of a mark, as a share of a line of text."""
CROWDED = 1.2
"""Marks that are closer than this many times the size of a sign are drawn as one."""


class HappeningStrip(Painted, QWidget):
    """Paints the marks; a click on one emits its day, hovering shows its words."""

    pointed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._happenings = Happenings()
        self._range = (0.0, 1.0)
        self._edges = (0.0, 1.0)
        self.setFont(type_font(Type.SMALL))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_happenings(self, happenings: Happenings) -> None:
        """Show these marks; hidden without any."""
        self._happenings = happenings
        self.setVisible(bool(happenings.moments or happenings.holidays))
        self._describe()
        self.update()

    def show_range(self, low: float, high: float, left: float, right: float) -> None:
        """Map the days `low` to `high` to the pixels `left` to `right` of this widget."""
        self._range, self._edges = (low, high), (left, right)
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().height() + Space.HAIR)

    @property
    def _sign(self) -> float:
        return self.fontMetrics().height() * SIGN_SHARE

    def groups(self) -> tuple[tuple[float, tuple[MomentMark, ...]], ...]:
        """Return the marks in view: the x coordinate of each in pixels, and its events. Close ones are joined."""
        low, high = self._range
        found: list[tuple[float, list[MomentMark]]] = []
        for mark in self._happenings.moments:
            if not low <= mark.place <= high:
                continue
            x = self._x(mark.place)
            if found and x - found[-1][0] < self._sign * CROWDED:
                found[-1][1].append(mark)
            else:
                found.append((x, [mark]))
        return tuple((x, tuple(marks)) for x, marks in found)

    def words_at(self, x: float) -> str:
        """Return the words of the mark or the holiday at this pixel; empty without one."""
        near = [(abs(place - x), marks) for place, marks in self.groups() if abs(place - x) <= self._sign]
        if near:
            return "\n".join(mark.words for mark in min(near, key=lambda found: found[0])[1])
        day = self._day(x)
        away = any(
            day_number(period.first) - 0.5 <= day <= day_number(period.last) + 0.5
            for period in self._happenings.holidays
        )
        return self._happenings.holiday_name if away else ""

    def _describe(self) -> None:
        low, high = self._range
        words = self._happenings.on(low, high)
        t = self._context.language.t
        self.setAccessibleName(t("Moments and diary holidays"))
        self.setAccessibleDescription(". ".join(words))

    def _x(self, day: float) -> float:
        low, high = self._range
        left, right = self._edges
        return left + (day - low) / (high - low) * (right - left)

    def _day(self, x: float) -> float:
        low, high = self._range
        left, right = self._edges
        return low + (x - left) / max(right - left, 1.0) * (high - low)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.words_at(event.position().x()):
            self.pointed.emit(float(np.round(self._day(event.position().x()))))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos().x())
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _draw(self, painter: QPainter) -> None:
        left, right = self._edges
        sign = self._sign
        painter.setClipRect(QRectF(left - sign / 2, 0, right - left + sign, self.height()))
        self._paint_holidays(painter)
        ink = self.palette().color(INK)
        for x, marks in self.groups():
            box = QRectF(x - sign / 2, (self.height() - sign) / 2, sign, sign)
            draw_sign(painter, marks[0].kind, box, ink)
            if len(marks) > 1:
                painter.setPen(ink)
                painter.setBrush(ink)
                painter.drawEllipse(QPointF(box.right() + 3, box.top() + 1), 1.4, 1.4)

    def _paint_holidays(self, painter: QPainter) -> None:
        """Paint hatched periods with their name, unless marks leave no room for it."""
        name = self._happenings.holiday_name
        room = self.fontMetrics().horizontalAdvance(name) + Space.SMALL
        marks = [x for x, _ in self.groups()]
        for period in self._happenings.holidays:
            start = max(self._x(day_number(period.first) - 0.5), self._edges[0])
            stop = min(self._x(day_number(period.last) + 0.5), self._edges[1])
            if stop < start:
                continue
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(start, 1, max(stop - start, 2.0), self.height() - 2), 3, 3)
            draw_hatching(painter, shape, QColor(self._context.theme.border))
            left = max([(start + stop - room) / 2, *(x + self._sign for x in marks if x < (start + stop) / 2)])
            words = QRectF(left, 0, room, self.height())
            free = all(not left < x < words.right() + self._sign for x in marks)
            if stop - start < self._sign or left > stop or not free:
                continue
            painter.fillRect(words, QColor(self._context.theme.card))
            painter.setPen(self.palette().color(QUIET))
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, name)
