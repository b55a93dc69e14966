"""The pictures of the page Plan, painted small: a course, steps, dumbbells, a band of days. Words say the same."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from diary.screens.plan.cards import Dumbbells, Loads, Pacer, Picture, Steps, Weeks
from diary.ui.plan.breathing import BreathingView
from diary.ui.style import ACCENT, CARD, INK, LINE, QUIET, Space, Type, pen_and_fill, type_font
from diary.ui.widgets.painted import PaintedPicture

DOT = 3.0
LAST_DOT = 5.0
SOFT = 0.5
WEEK_DAYS = 7
STEPS_LINES, DUMBBELL_LINES, LOADS_LINES, COURSE_LINES = 10.0, 1.7, 6.0, 2.4
"""Heights in lines of text."""
HEAD_LINES = 1.8
"""Lines above a staircase, for its unit and what both marks mean."""


def picture_of(picture: Picture) -> QWidget:
    match picture:
        case Steps():
            return StepsPicture(picture)
        case Dumbbells():
            return DumbbellsPicture(picture)
        case Loads():
            return LoadsPicture(picture)
        case Pacer():
            return BreathingView(picture)


class _Drawn(PaintedPicture):
    """A picture so many lines of small text high; `words` are its name and its tool tip."""

    def __init__(self, words: str, lines: float) -> None:
        super().__init__()
        self._lines = lines
        self.setFont(type_font(Type.SMALL))
        self.setAccessibleName(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        return QSize(Space.HUGE * 4, round(self.fontMetrics().height() * self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(Space.HUGE * 3, self.sizeHint().height())

    def _soft(self) -> QColor:
        colour = QColor(self.palette().color(ACCENT))
        colour.setAlphaF(SOFT)
        return colour


class CoursePicture(_Drawn):
    """Numbers over time: a dot each, the last one large; the dotted line is the highest that can be, if known."""

    def __init__(self, name: str, weeks: Weeks) -> None:
        super().__init__(f"{name}: {weeks.words}", COURSE_LINES)
        self._weeks = weeks

    def _draw(self, painter: QPainter) -> None:
        edge, palette = LAST_DOT + 1, self.palette()
        painter.setPen(QPen(palette.color(LINE), 1))
        low, high = self.height() - edge, edge
        painter.drawLine(QPointF(0, low), QPointF(self.width(), low))
        if self._weeks.has_top:
            painter.setPen(QPen(palette.color(QUIET), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(0, high), QPointF(self.width(), high))
        points = self._points(edge)
        painter.setPen(QPen(palette.color(ACCENT), 1.6))
        for before, after in pairwise([point for point in points if point is not None]):
            painter.drawLine(before, after)
        painter.setBrush(palette.color(ACCENT))
        for number, point in enumerate(points):
            if point is not None:
                size = LAST_DOT if number == len(points) - 1 else DOT
                painter.drawEllipse(point, size, size)

    def _points(self, edge: float) -> list[QPointF | None]:
        weeks, count = self._weeks, len(self._weeks.points)
        places = weeks.places or tuple(range(count))
        span = max(weeks.high - weeks.low, 1e-9)
        step = (self.width() - 2 * edge) / max(1, places[-1] - places[0])
        first = edge if count > 1 else self.width() - edge
        room = self.height() - 2 * edge
        return [
            None
            if value is None
            else QPointF(
                first + (place - places[0]) * step, self.height() - edge - (value - weeks.low) / span * room
            )
            for place, value in zip(places, weeks.points, strict=True)
        ]


class StepsPicture(_Drawn):
    """The planned amount as steps in ink, what was done as soft bars from zero. A day that was not done is not
    drawn."""

    def __init__(self, steps: Steps) -> None:
        super().__init__(steps.words, STEPS_LINES)
        self._steps = steps

    def _draw(self, painter: QPainter) -> None:
        steps, palette, metrics = self._steps, self.palette(), self.fontMetrics()
        top = steps.ticks[-1]
        left = metrics.horizontalAdvance(f"{top:.0f}") + Space.SMALL
        foot, room = self.height() - metrics.height() - Space.HAIR, float(self.width() - left)
        day, scale = room / len(steps.planned), (foot - HEAD_LINES * metrics.height()) / top
        for amount in steps.ticks:
            height = foot - amount * scale
            painter.setPen(QPen(palette.color(LINE), 1))
            painter.drawLine(QPointF(left, height), QPointF(self.width(), height))
            painter.setPen(palette.color(QUIET))
            place = QRectF(0, height - metrics.height() / 2, left - Space.HAIR, metrics.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight), f"{amount:.0f}")
        self._draw_head(painter)
        self._draw_days(painter, left, foot, day, scale)
        self._draw_names(painter, left, foot, day)

    def _draw_head(self, painter: QPainter) -> None:
        """Write the unit above the axis, and at the right what the line and the bars are."""
        metrics, right, middle = self.fontMetrics(), float(self.width()), self.fontMetrics().height() / 2
        planned, done = self._steps.key
        for words, is_bar in ((done, True), (planned, False)):
            right -= metrics.horizontalAdvance(words)
            painter.setPen(self.palette().color(QUIET))
            painter.drawText(QPointF(right, float(metrics.ascent())), words)
            right -= Space.LARGE + Space.HAIR
            sample = QRectF(right, middle - DOT, Space.LARGE, 2 * DOT)
            if is_bar:
                painter.fillRect(sample, self._soft())
            else:
                painter.fillRect(sample.adjusted(0, DOT - 1, 0, 1 - DOT), self.palette().color(INK))
            right -= Space.MEDIUM
        painter.setPen(self.palette().color(QUIET))
        unit = metrics.elidedText(self._steps.unit, Qt.TextElideMode.ElideRight, max(0, int(right)))
        painter.drawText(QPointF(0, float(metrics.ascent())), unit)

    def _draw_days(self, painter: QPainter, left: float, foot: float, day: float, scale: float) -> None:
        pen_and_fill(painter, fill=self._soft())
        for number, (amount, is_done) in enumerate(zip(self._steps.planned, self._steps.done, strict=True)):
            if amount is not None and is_done:
                height = amount * scale
                painter.drawRect(QRectF(left + (number + 0.15) * day, foot - height, 0.7 * day, height))
        pen_and_fill(painter, QPen(self.palette().color(INK), 2))
        line = QPainterPath()  # in one piece: pieces that touch show every day
        before: float | None = None
        for number, amount in enumerate(self._steps.planned):
            if amount is not None:
                begin = QPointF(left + number * day, foot - amount * scale)
                if before is None:
                    line.moveTo(begin)
                elif before != amount:
                    line.lineTo(begin)
                line.lineTo(begin.x() + day, begin.y())
            before = amount
        painter.drawPath(line)

    def _draw_names(self, painter: QPainter, left: float, foot: float, day: float) -> None:
        """Name the weeks below, as many as there is room for, the last one always."""
        metrics, names = self.fontMetrics(), self._steps.weeks
        widest = max(metrics.horizontalAdvance(name) for _, name in names) + Space.SMALL
        every = max(1, -int(-widest // (WEEK_DAYS * day)))
        for number, (place, name) in enumerate(names):
            if (len(names) - 1 - number) % every == 0:
                painter.setPen(self.palette().color(INK if number == len(names) - 1 else QUIET))
                middle = left + (place + WEEK_DAYS / 2) * day
                edge = min(max(left, middle - widest / 2), self.width() - widest)
                room = QRectF(edge, foot + Space.HAIR, widest, metrics.height())
                painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter), name)


class DumbbellsPicture(_Drawn):
    """A row for each time: an open mark for what was expected, a filled one for what happened, a line between."""

    def __init__(self, dumbbells: Dumbbells) -> None:
        super().__init__(dumbbells.words, DUMBBELL_LINES * (len(dumbbells.rows) + 2))
        self._dumbbells = dumbbells

    def _draw(self, painter: QPainter) -> None:
        shown, metrics, palette = self._dumbbells, self.fontMetrics(), self.palette()
        row = metrics.height() * DUMBBELL_LINES
        names = self.width() * 0.42
        left, room = names + Space.LARGE, self.width() - names - 2 * Space.LARGE
        self._draw_key(painter, row)
        painter.setPen(QPen(palette.color(LINE), 1))
        for share in (0.0, 0.5, 1.0):
            place = left + share * room
            painter.drawLine(QPointF(place, row), QPointF(place, row * (len(shown.rows) + 1)))
        for number, each in enumerate(shown.rows, start=1):
            middle = row * (number + 0.5)
            painter.setPen(palette.color(INK))
            words = metrics.elidedText(each.name, Qt.TextElideMode.ElideRight, int(names))
            painter.drawText(QRectF(0, row * number, names, row), int(Qt.AlignmentFlag.AlignVCenter), words)
            expected, happened = (
                QPointF(left + value / 10 * room, middle) for value in (each.expected, each.happened)
            )
            painter.setPen(QPen(palette.color(QUIET), 2))
            painter.drawLine(expected, happened)
            self._mark(painter, expected, is_filled=False)
            self._mark(painter, happened, is_filled=True)
        painter.setPen(palette.color(QUIET))
        below = QRectF(names, row * (len(shown.rows) + 1), self.width() - names, row)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown.low)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown.high)

    def _draw_key(self, painter: QPainter, row: float) -> None:
        """Say what both marks mean, above at the right."""
        right, metrics = float(self.width()), self.fontMetrics()
        for words, is_filled in ((self._dumbbells.happened, True), (self._dumbbells.expected, False)):
            right -= metrics.horizontalAdvance(words)
            painter.setPen(self.palette().color(QUIET))
            painter.drawText(QPointF(right, row / 2 + metrics.ascent() / 2 - 1), words)
            right -= 3 * LAST_DOT
            self._mark(painter, QPointF(right + LAST_DOT, row / 2), is_filled=is_filled)
            right -= Space.LARGE

    def _mark(self, painter: QPainter, place: QPointF, *, is_filled: bool) -> None:
        painter.setPen(QPen(self.palette().color(ACCENT), 2))
        painter.setBrush(self.palette().color(ACCENT if is_filled else CARD))
        painter.drawEllipse(place, LAST_DOT, LAST_DOT)


class LoadsPicture(_Drawn):
    """A bar a day over a band of one's own usual days; days that belong to a swing are marked below."""

    def __init__(self, loads: Loads) -> None:
        super().__init__(loads.words, LOADS_LINES)
        self._loads = loads

    def _draw(self, painter: QPainter) -> None:
        shown, palette = self._loads, self.palette()
        top = max(*(load or 0.0 for load in shown.loads), shown.high, 1.0)
        foot = self.height() - 3 * DOT
        scale, day = (foot - Space.SMALL) / top, self.width() / len(shown.loads)
        band = QRectF(0, foot - shown.high * scale, self.width(), (shown.high - shown.low) * scale)
        painter.fillRect(band, palette.color(LINE))
        pen_and_fill(painter, fill=self._soft())
        for number, load in enumerate(shown.loads):
            if load:
                painter.drawRect(QRectF((number + 0.2) * day, foot - load * scale, 0.6 * day, load * scale))
        painter.setBrush(palette.color(INK))
        for number in shown.marked:
            painter.drawEllipse(QPointF((number + 0.5) * day, foot + 2 * DOT), DOT, DOT)
