"""The three small pictures of the welcome: a day, the body over weeks, and the page for an appointment.

They show no real diary. Screen readers read the words below them instead.
"""

from collections.abc import Mapping
from pathlib import Path
from string import Template

from msgspec.structs import asdict
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

from diary.content.bodymap import load_drawing
from diary.content.theme import Theme
from diary.domain.body import BodyView
from diary.ui.body.paint import paint_body
from diary.ui.body.shapes import build_shapes
from diary.ui.style import FIELD, RADIUS, Space, pen_and_fill
from diary.ui.widgets.painted import PaintedStrip

LINES_HIGH = 9.0
"""Height of a picture, in lines of text."""
WEEKS: tuple[Mapping[str, int], ...] = (
    {"front_neck_l": 4, "front_neck_r": 4, "front_abdomen_l": 6, "front_abdomen_r": 6, "front_thigh_r": 8},
    {"front_neck_l": 4, "front_abdomen_l": 8, "front_abdomen_r": 8, "front_shoulder_l": 4},
    {"front_neck_r": 3, "front_abdomen_l": 5, "front_abdomen_r": 4},
)


class _Picture(PaintedStrip):
    """A quiet ground with rounded corners above."""

    def sizeHint(self) -> QSize:
        return QSize(10 * RADIUS, round(LINES_HIGH * self.fontMetrics().height()))

    def _draw(self, painter: QPainter) -> None:
        painter.setClipRect(self.rect())
        pen_and_fill(painter, fill=self.palette().color(FIELD))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, 0, RADIUS), RADIUS, RADIUS)
        edge = int(Space.LARGE)
        self._draw_inside(painter, QRectF(self.rect()).adjusted(edge, edge, -edge, -edge))

    def _draw_inside(self, painter: QPainter, room: QRectF) -> None:
        raise NotImplementedError


class DrawnPicture(_Picture):
    """A drawing of `resources/welcome` in the colours of a theme; it may go on below."""

    def __init__(self, name: str, resources: Path, theme: Theme) -> None:
        super().__init__()
        drawing = Template((resources / "welcome" / f"{name}.svg").read_text(encoding="utf-8"))
        self._renderer = QSvgRenderer(drawing.substitute(asdict(theme), **theme.roles).encode(), self)
        self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)

    def _draw_inside(self, painter: QPainter, room: QRectF) -> None:
        self._renderer.render(painter, room.adjusted(0, 0, 0, Space.LARGE))


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
