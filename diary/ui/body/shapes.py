"""The body drawing as shapes: both figures side by side, which area is where, and which lies next to which."""

import re
from collections.abc import Collection
from functools import cache, cached_property

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from diary.content.bodymap import BodyDrawing
from diary.domain.body import BodyView


@cache
def painter_path(data: str) -> QPainterPath:
    """Return the path of a drawing's path data: `M x y`, then `L x y` and `C x y x y x y`, and `Z`, as the content
    check lets them through.

    It is kept, and nobody changes it: reading the data takes much of the time that a body map takes.
    """
    path = QPainterPath()
    for command, written in re.findall("([MLCZ])([^MLCZ]*)", data):
        numbers = map(float, written.split())
        if command == "M":
            path.moveTo(*numbers)
        elif command == "L":
            path.lineTo(*numbers)
        elif command == "C":
            path.cubicTo(*numbers)
    path.closeSubpath()
    return path


EDGE = 4.0
"""Room above and below a figure, in units of the drawing: its own empty edge makes the body small."""
GAP = 0.10
"""Room between the figures, as a share of one figure's width."""
REACH = 0.012
"""Distance from an area at which a click still counts, as a share of the height: hands and feet are small."""
LOOKS = 12
"""Steps of the search for the middle of an area, as parts of its width or height."""

DIRECTIONS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class Shape(Struct, frozen=True, dict=True):
    """One area: its path and box in the coordinates of the whole drawing."""

    view: BodyView
    path: QPainterPath
    box: QRectF

    @cached_property
    def heart(self) -> QPointF:
        """A point well inside, where its dots are painted; computed on first use."""
        return _inner_point(self.path)


class BodyShapes(Struct, frozen=True):
    """Both figures in one coordinate system: `size` is the whole, `figures` the box of each view."""

    size: QRectF
    figures: dict[BodyView, QRectF]
    outlines: tuple[QPainterPath, ...]
    shapes: dict[str, Shape]

    def at(self, point: QPointF) -> str | None:
        """Return the area under a point, or a very near one; None beside the body."""
        for key, shape in self.shapes.items():
            if shape.box.contains(point) and shape.path.contains(point):
                return key
        reach = REACH * self.size.height()
        near = QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
        for key, shape in self.shapes.items():
            if shape.box.intersects(near) and shape.path.intersects(near):
                return key
        return None

    def without(self, keys: Collection[str]) -> "BodyShapes":
        """Return the same body without some areas."""
        if not keys:
            return self
        outlines = list(self.outlines)
        for index, view in enumerate(self.figures):
            for key in keys:
                if self.shapes[key].view is view:
                    outlines[index] = outlines[index].subtracted(self.shapes[key].path)
        left = {key: shape for key, shape in self.shapes.items() if key not in keys}
        return replace(self, outlines=tuple(outlines), shapes=left)

    def neighbour(self, key: str, direction: Qt.Key) -> str | None:
        """Return the nearest area in the direction of an arrow key; None at the edge."""
        step = DIRECTIONS[direction]
        here = self.shapes[key].heart
        best: tuple[float, str] | None = None
        for other, shape in self.shapes.items():
            way = shape.heart - here
            along = QPointF.dotProduct(way, step)
            across = abs(way.x() * step.y()) + abs(way.y() * step.x())
            distance = along + 2 * across
            if other != key and along > 1 and along >= across / 2 and (best is None or distance < best[0]):
                best = distance, other
        return None if best is None else best[1]


def build_shapes(drawing: BodyDrawing) -> BodyShapes:
    """Parse the drawing's path data once."""
    shapes: dict[str, Shape] = {}
    outlines: list[QPainterPath] = []
    figures: dict[BodyView, QRectF] = {}
    left = 0.0
    for figure in drawing.figures:
        outlines.append(painter_path(figure.outline).translated(left, 0))
        box = outlines[-1].boundingRect().adjusted(0, -EDGE, 0, EDGE)
        figures[figure.view] = QRectF(left, box.top(), figure.width, box.height())
        for key, data in figure.segments.items():
            path = painter_path(data).translated(left, 0)
            shapes[key] = Shape(figure.view, path, path.boundingRect())
        left += figure.width * (1 + GAP)
    whole = figures[drawing.back.view].united(figures[drawing.front.view])
    return BodyShapes(whole, figures, tuple(outlines), shapes)


def _inner_point(path: QPainterPath) -> QPointF:
    """Return a point well inside the path: the middle of its inside on the lines across and down its middle."""
    box = path.boundingRect()
    middle = box.center() if path.contains(box.center()) else _widest(path, box)
    across = _inside(path, QLineF(box.left(), middle.y(), box.right(), middle.y()), middle)
    return _inside(path, QLineF(across.x(), box.top(), across.x(), box.bottom()), across)


def _inside(path: QPainterPath, line: QLineF, start: QPointF) -> QPointF:
    """Return the middle of the part around `start` of an upright or level line that lies inside the path."""
    step = (line.p2() - line.p1()) / LOOKS
    ends = []
    for way in (step, -step):
        end = start
        while line.length() and path.contains(end + way):
            end = end + way  # not in place: that would move `start` too
        ends.append(end)
    return (ends[0] + ends[1]) / 2


def _widest(path: QPainterPath, box: QRectF) -> QPointF:
    """Return the middle of the path's widest part on a few level lines."""
    steps = 24
    best, heart = 0, box.center()
    for row in range(1, steps):
        y = box.top() + box.height() * row / steps
        inside = [
            x
            for x in (box.left() + box.width() * column / steps for column in range(steps + 1))
            if path.contains(QPointF(x, y))
        ]
        if len(inside) > best:
            best, heart = len(inside), QPointF(inside[len(inside) // 2], y)
    return heart
