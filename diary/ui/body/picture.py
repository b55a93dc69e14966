"""The body, front and back, as a picture: areas by strength, sides beside it, the area below the mouse named."""

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPalette, QPixmap, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.content.bodymap import BodyDrawing
from diary.content.language import Language
from diary.content.theme import Ramp
from diary.domain.body import BodyView
from diary.ui.body.marks import HIGHEST
from diary.ui.body.paint import even_pen, paint_body
from diary.ui.body.shapes import BodyShapes, build_shapes
from diary.ui.body.zoom import Zoom
from diary.ui.style import ACCENT, INK, QUIET, Space, Type, type_font
from diary.ui.widgets.painted import PaintedPicture, clear_picture


def paint_words(
    painter: QPainter, figures: dict[BodyView, QRectF], room: QRectF, language: Language, palette: QPalette
) -> None:
    """Name each figure, between its sides, above `room`: the front faces you, so its right hand is on your left.

    `figures` are their places, which may reach outside the room when the picture is close. Where the sides of one
    do not fit beside its name, all have their first letter: without any, the back would be taken for a mirror.
    """
    t, wide = language.t, painter.fontMetrics().horizontalAdvance
    sides = {BodyView.FRONT: (t("right"), t("left")), BodyView.BACK: (t("left"), t("right"))}
    titles = {BodyView.FRONT: t("Front"), BodyView.BACK: t("Back")}
    line = painter.fontMetrics().height() + Space.HAIR
    tops = {}
    for view, place in figures.items():
        seen = place.intersected(QRectF(room.left(), place.top(), room.width(), place.height()))
        if seen.width() >= max(2 * line, *map(wide, titles.values())):
            tops[view] = QRectF(seen.left(), room.top() - line, seen.width(), line)

    def fit(view: BodyView) -> bool:
        return sum(map(wide, (*sides[view], titles[view]))) <= tops[view].width() - 2 * Space.SMALL

    if not all(map(fit, tops)):
        sides = {view: (one[:1].upper(), other[:1].upper()) for view, (one, other) in sides.items()}
    for view, top in tops.items():
        painter.setPen(palette.color(INK))
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, titles[view])
        if not fit(view):
            continue
        painter.setPen(palette.color(QUIET))
        middle = figures[view].center().x()
        if middle > top.left() + line:
            painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, sides[view][0])
        if middle < top.right() - line:
            painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, sides[view][1])


STRENGTH_OF_STEP = (1, 4, 5, 8, 10)
"""A strength that is painted in the step's colour, with one, two, two, three and three dots."""


def as_strengths(steps: Mapping[str, int]) -> dict[str, int]:
    """Return steps of the ramp (0 to 4) as strengths a body is painted with."""
    return {key: STRENGTH_OF_STEP[step] for key, step in steps.items()}


USUAL_WIDTH = 420
LEAST_WIDTH = 250
ONE_LINE = 27
"""Width from which what is said below fits in one line, in heights of a line."""


class BodyPicture(PaintedPicture):
    """Areas by key, each 0 (nothing) to 10; names come from the language, colours from the theme's ramp."""

    def __init__(self, drawing: BodyDrawing, names: Mapping[str, str], ramp: Ramp, language: Language) -> None:
        super().__init__()
        self._whole: BodyShapes = build_shapes(drawing)
        self.shapes: BodyShapes = self._whole
        self._names = names
        self._ramp = ramp
        self._language = language
        self._strengths: dict[str, int] = {}
        self._tender: frozenset[str] = frozenset()
        self._describe: Callable[[str], str] = self._strength_in_words
        self._pointed: str | None = None
        self._way = ""
        self._picture: QPixmap | None = None
        self._least_width = LEAST_WIDTH
        self.zoom = Zoom()
        self.setFont(type_font(Type.SMALL))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(language.t("Body map, front and back"))

    def show_areas(self, areas: Mapping[str, int]) -> set[str]:
        """Show these strengths; returns the areas that changed."""
        shown = self._strengths
        changed = {key for key in self._whole.shapes if areas.get(key, 0) != shown.get(key, 0)}
        self._strengths = {key: areas[key] for key in self._whole.shapes if areas.get(key)}
        if changed:
            self.redraw()
        return changed

    def show_tender(self, tender: Collection[str]) -> None:
        """Show where touch hurts."""
        if self._tender != frozenset(tender):
            self._tender = frozenset(tender)
            self.redraw()

    def leave_out(self, areas: Collection[str]) -> None:
        """Draw the body without these areas."""
        self.shapes = self._whole.without(areas)
        self._pointed = None
        self.redraw()

    def redraw(self) -> None:
        """Draw the figures again after a change of marks or zoom."""
        self._picture = None
        self.update()

    def describe_with(self, describe: Callable[[str], str]) -> None:
        """Describe an area with `describe(key)` instead of its strength: for maps of how often."""
        self._describe = describe

    def strength(self, key: str) -> int:
        """Return the strength an area shows now."""
        return self._strengths.get(key, 0)

    def name(self, key: str) -> str:
        """Return the name of an area with the words for its mark."""
        return self._language.t("{area}: {strength}", area=self._names.get(key, key), strength=self._describe(key))

    def area_at(self, position: QPointF) -> str | None:
        """Return the area at a point of the widget."""
        return self.shapes.at(self.view().inverted()[0].map(position))

    def position_of(self, key: str) -> QPoint:
        """Return a point of the widget inside an area."""
        return self.view().map(self.shapes.shapes[key].heart).toPoint()

    def point_at(self, key: str | None) -> None:
        """Outline an area and name it below the figures."""
        if key != self._pointed:
            self._pointed = key
            self.update()

    def show_way(self, way: str) -> None:
        """Say below the figures how areas are marked, while none is named there."""
        if way != self._way:
            self._way = way
            self.update()

    def room(self) -> QRectF:
        """Return the rectangle of the figures; a line of words stands above, and one or two below."""
        line = _line(self)
        below = 1 if self.width() >= ONE_LINE * line else 2
        return QRectF(0, line, self.width(), max(self.height() - (1 + below) * line, 1))

    def view(self) -> QTransform:
        """Return how the drawing's coordinates become the widget's."""
        whole, room = self.shapes.size, self.room()
        scale = max(min((room.width() - Space.SMALL) / whole.width(), room.height() / whole.height()), 0.01)
        left = (room.width() - scale * whole.width()) / 2
        top = room.top() + (room.height() - scale * whole.height()) / 2
        top -= scale * whole.top()
        return QTransform().translate(left, top).scale(scale, scale) * self.zoom.transform

    def set_least_width(self, width: int = LEAST_WIDTH) -> None:
        """Keep at least the size that belongs to this width: a picture among cards has no height of its own."""
        self._least_width = width
        self.updateGeometry()

    def paint_figures(self, painter: QPainter) -> None:
        """Paint both figures with their marks, in the drawing's coordinates."""
        paint_body(painter, self.shapes, self._ramp, self._strengths, self._tender)

    def focused_area(self) -> str | None:
        """Return the area with the keyboard focus; a picture has none."""
        return None

    def sizeHint(self) -> QSize:
        return self._size_for(max(USUAL_WIDTH, self._least_width))

    def minimumSizeHint(self) -> QSize:
        return self._size_for(self._least_width)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point_at(self.area_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)

    def changeEvent(self, event: QEvent) -> None:
        self._picture = None
        super().changeEvent(event)

    def _draw(self, painter: QPainter) -> None:
        if self._picture is None or self._picture.deviceIndependentSize().toSize() != self.size():
            self._picture = self._drawn()
        painter.drawPixmap(0, 0, self._picture)
        view = self.view()
        focused = self.focused_area()
        room = self.room()
        figures = {figure: view.mapRect(box) for figure, box in self.shapes.figures.items()}
        paint_words(painter, figures, room, self._language, self.palette())
        self.draw_name(painter, room, self._pointed or focused)
        painter.setClipRect(room)
        painter.setTransform(view, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for key, width in ((self._pointed, 1.5), (focused, 2.5)):
            if key is not None:
                painter.setPen(even_pen(self.palette().color(ACCENT), width))
                painter.drawPath(self.shapes.shapes[key].path)

    def _size_for(self, width: int) -> QSize:
        whole = self.shapes.size
        return QSize(width, round(width * whole.height() / whole.width()) + 3 * _line(self))

    def _strength_in_words(self, key: str) -> str:
        strength = self.strength(key)
        if not strength:
            return self._language.t("nothing marked")
        return self._language.t("{value} of {high}", value=strength, high=HIGHEST)

    def _drawn(self) -> QPixmap:
        """Return a picture of both figures with their strengths, without words, pointer and focus."""
        picture = clear_picture(self)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.room())
        painter.setTransform(self.view(), True)
        self.paint_figures(painter)
        painter.end()
        return picture

    def draw_name(self, painter: QPainter, figures: QRectF, key: str | None) -> None:
        """Paint the name of the area under the mouse, else how areas are marked, in the room below the figures."""
        room = QRectF(0, figures.bottom() + Space.HAIR, self.width(), 2 * _line(self))
        words = self._way if key is None else self.name(key)
        painter.setPen(self.palette().color(QUIET if key is None else INK))
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, words)


def _line(widget: QWidget) -> int:
    """Return the height of a line of text."""
    return widget.fontMetrics().height() + Space.HAIR
