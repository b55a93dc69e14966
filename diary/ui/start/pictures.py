"""The three small pictures of the welcome: a day, the body over weeks, and the page for an appointment.

They show no real diary. Screen readers read the words below them instead.
"""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from diary.content.bodymap import load_drawing
from diary.content.theme import Theme
from diary.domain.body import BodyView
from diary.ui.body.paint import paint_body
from diary.ui.body.shapes import build_shapes
from diary.ui.style import ACCENT, ACCENT_SOFT, BORDER, CARD, FIELD, INK, LINE, QUIET, RADIUS, Space
from diary.ui.widgets.painted import PaintedStrip

LINES_HIGH = 9.0
"""Height of a picture, in lines of text."""
STRIPS = ((11, 6), (5, 3), (11, 3), (11, 5))
"""How many keys each question has, and which one is chosen."""
WEEKS: tuple[Mapping[str, int], ...] = (
    {"front_neck_l": 4, "front_neck_r": 4, "front_abdomen_l": 6, "front_abdomen_r": 6, "front_thigh_r": 8},
    {"front_neck_l": 4, "front_abdomen_l": 8, "front_abdomen_r": 8, "front_shoulder_l": 4},
    {"front_neck_r": 3, "front_abdomen_l": 5, "front_abdomen_r": 4},
)
LINES = (0.5, 0.8, 0.7, 0.75)
"""How far the lines of text on the page reach."""
WAVES = ("activity", "sleep", "stress")
WAVE = (0.5, 0.42, 0.55, 0.48, 0.6, 0.52, 0.7, 0.62, 0.66, 0.74)


class _Picture(PaintedStrip):
    """A quiet ground with rounded corners above."""

    def sizeHint(self) -> QSize:
        return QSize(10 * RADIUS, round(LINES_HIGH * self.fontMetrics().height()))

    def _draw(self, painter: QPainter) -> None:
        painter.setClipRect(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(FIELD))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, 0, RADIUS), RADIUS, RADIUS)
        edge = int(Space.LARGE)
        self._draw_inside(painter, QRectF(self.rect()).adjusted(edge, edge, -edge, -edge))

    def _draw_inside(self, painter: QPainter, room: QRectF) -> None:
        raise NotImplementedError


class DayPicture(_Picture):
    """Four questions, each answered with one key."""

    def _draw_inside(self, painter: QPainter, room: QRectF) -> None:
        palette, width = self.palette(), min(room.width(), 1.7 * room.height())
        left, step = room.center().x() - width / 2, room.height() / len(STRIPS)
        for place, (keys, chosen) in enumerate(STRIPS):
            strip = QRectF(left, room.top() + (place + 0.15) * step, width, 0.7 * step)
            painter.setPen(QPen(palette.color(BORDER), 1))
            painter.setBrush(palette.color(CARD))
            painter.drawRoundedRect(strip, RADIUS / 2, RADIUS / 2)
            each = width / keys
            painter.setPen(QPen(palette.color(ACCENT), 2))
            painter.setBrush(palette.color(ACCENT_SOFT))
            key = QRectF(left + chosen * each, strip.top(), each, strip.height())
            painter.drawRoundedRect(key, RADIUS / 2, RADIUS / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QUIET))
            for number in range(keys):
                painter.drawEllipse(QPointF(left + (number + 0.5) * each, strip.center().y()), 1.6, 1.6)


class WeeksPicture(_Picture):
    """The body in three weeks."""

    def __init__(self, resources: Path, theme: Theme) -> None:
        super().__init__()
        self._ramp = theme.ramp
        self._shapes = build_shapes(load_drawing(resources))

    def _draw_inside(self, painter: QPainter, room: QRectF) -> None:
        figure = self._shapes.figures[BodyView.FRONT]
        scale = room.height() / figure.height()
        step = min(room.width() / len(WEEKS), 1.15 * scale * figure.width())
        left = room.center().x() - step * len(WEEKS) / 2
        for place, strengths in enumerate(WEEKS):
            painter.save()
            painter.translate(left + (place + 0.5) * step - scale * figure.width() / 2, room.top())
            painter.scale(scale, scale)
            painter.translate(-figure.left(), -figure.top())
            painter.setClipRect(figure, Qt.ClipOperation.IntersectClip)
            paint_body(painter, self._shapes, self._ramp, strengths)
            painter.restore()


class PagePicture(_Picture):
    """A sheet of paper with a few lines and three charts, which goes on below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._roles = {role: QColor(theme.roles[role]) for role in WAVES}

    def _draw_inside(self, painter: QPainter, room: QRectF) -> None:
        palette, width = self.palette(), min(room.width(), 1.5 * room.height())
        page = QRectF(room.center().x() - width / 2, room.top() + Space.SMALL, width, 2 * room.height())
        painter.setPen(QPen(palette.color(LINE), 1))
        painter.setBrush(palette.color(CARD))
        painter.drawRect(page)
        edge, line = width / 14, room.height() / 14
        painter.setPen(Qt.PenStyle.NoPen)
        for place, reach in enumerate(LINES):
            painter.setBrush(palette.color(QUIET if place else INK))
            top = page.top() + edge + place * line
            painter.drawRoundedRect(QRectF(page.left() + edge, top, reach * (width - 2 * edge), 3), 1.5, 1.5)
        self._draw_charts(
            painter, QRectF(page.left() + edge, page.top() + edge + 4.5 * line, width - 2 * edge, line)
        )

    def _draw_charts(self, painter: QPainter, place: QRectF) -> None:
        """Draw charts below each other; `place` is where the first begins, as high as a line of text."""
        line, begin = place.height(), place.left() + 0.25 * place.width()
        step = (place.right() - begin) / (len(WAVE) - 1)
        for number, colour in enumerate(self._roles.values()):
            top = place.top() + number * 3.4 * line
            bottom = top + 2.6 * line
            painter.setPen(QPen(self.palette().color(LINE), 1))
            painter.drawLine(QPointF(begin, bottom), QPointF(place.right(), bottom))
            painter.setPen(QPen(self.palette().color(QUIET), 2))
            painter.drawLine(QPointF(place.left(), top + line), QPointF(begin - step, top + line))
            painter.setPen(QPen(colour, 1.5))
            values = enumerate(WAVE[number:] + WAVE[:number])
            painter.drawPolyline([QPointF(begin + at * step, bottom - value * 2.4 * line) for at, value in values])
