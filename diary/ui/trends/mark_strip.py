"""Strips that belong to the time axis of the plots, and the one with the marks of a therapist."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip

from diary.screens.happenings import Happenings, MarkBand
from diary.ui.pages import Context
from diary.ui.style import INK, Space, Type, type_font
from diary.ui.widgets.painted import PaintedPicture

ROUND = 3.0
FILLED = 40
"""How much of the colour a band has, of 255."""


class DayStrip(PaintedPicture):
    """Maps days to pixels; a click where there are words emits its day, hovering shows them."""

    pointed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._happenings = Happenings()
        self._range = (0.0, 1.0)
        self._edges = (0.0, 1.0)
        self.setFont(type_font(Type.SMALL))
        self.setMouseTracking(True)

    def show_happenings(self, happenings: Happenings) -> None:
        """Show what of these belongs here; hidden without any."""
        self._happenings = happenings
        self.setVisible(self._has_any())
        self._describe()
        self.updateGeometry()
        self.update()

    def show_range(self, low: float, high: float, left: float, right: float) -> None:
        """Map the days `low` to `high` to the pixels `left` to `right` of this widget."""
        self._range, self._edges = (low, high), (left, right)
        self._describe()
        self.update()

    def words_at(self, x: float, y: float = 0.0) -> str:
        """Return the words at this place in pixels; empty without any."""
        raise NotImplementedError

    def _has_any(self) -> bool:
        raise NotImplementedError

    def _describe(self) -> None:
        raise NotImplementedError

    def _x(self, day: float) -> float:
        low, high = self._range
        left, right = self._edges
        return left + (day - low) / (high - low) * (right - left)

    def _day(self, x: float) -> float:
        low, high = self._range
        left, right = self._edges
        return low + (x - left) / max(right - left, 1.0) * (high - low)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() == Qt.MouseButton.LeftButton and self.words_at(at.x(), at.y()):
            self.pointed.emit(float(np.round(self._day(at.x()))))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)


class MarkStrip(DayStrip):
    """Paints the words of the marks, phases as bands in as many lines as they need, remarks below them."""

    def sizeHint(self) -> QSize:
        return QSize(100, max(self._happenings.lanes, 1) * self._line)

    @property
    def _line(self) -> int:
        return self.fontMetrics().height() + Space.HAIR

    def boxes(self) -> tuple[tuple[QRectF, MarkBand], ...]:
        """Return where each mark in view is drawn: a phase over its days, the words of a remark behind its day or,
        where there is more room, before it."""
        left, right = self._edges
        low, high = self._range
        shown = [mark for mark in self._happenings.marks if mark.last > low and mark.first < high]
        places = [max(self._x(mark.first), left) for mark in shown if not mark.is_phase]
        found: list[tuple[QRectF, MarkBand]] = []
        taken = left
        for mark in shown:
            start, stop = max(self._x(mark.first), left), min(self._x(mark.last), right)
            if not mark.is_phase:
                stop = min((place for place in places if place > start), default=right)
                room = self.fontMetrics().horizontalAdvance(mark.name) + 2 * Space.SMALL + 1
                if room > stop - start and start - taken > stop - start:
                    start, stop = max(taken, start - room), start
                taken = min(stop, start + room)
            found.append((QRectF(start, mark.lane * self._line + 1, stop - start, self._line - 2), mark))
        return tuple(found)

    def words_at(self, x: float, y: float = 0.0) -> str:
        return "\n".join(mark.words for box, mark in self.boxes() if box.contains(x, y))

    def _has_any(self) -> bool:
        return bool(self._happenings.marks)

    def _describe(self) -> None:
        low, high = self._range
        shown = (mark.words for mark in self._happenings.marks if mark.last > low and mark.first < high)
        self.setAccessibleName(self._context.language.t("Marks of a therapist"))
        self.setAccessibleDescription(". ".join(shown))

    def _draw(self, painter: QPainter) -> None:
        line, band = QColor(self._context.theme.quiet), QColor(self._context.theme.quiet)
        band.setAlpha(FILLED)
        for box, mark in self.boxes():
            painter.setPen(line)
            if mark.is_phase:
                painter.setBrush(band)
                painter.drawRoundedRect(box, ROUND, ROUND)
            else:
                day = max(self._x(mark.first), box.left())
                painter.drawLine(QPointF(day, box.top()), QPointF(day, box.bottom()))
                if mark.last - mark.first > 1:
                    end = min(self._x(mark.last), self._edges[1])
                    painter.drawLine(QPointF(day, box.top()), QPointF(end, box.top()))
                    painter.drawLine(QPointF(end, box.top()), QPointF(end, box.bottom()))
            room = box.adjusted(Space.SMALL, 0, -Space.SMALL, 0)
            name = self.fontMetrics().elidedText(mark.name, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.setPen(self.palette().color(INK))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
