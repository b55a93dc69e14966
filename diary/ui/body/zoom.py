"""Zoom and pan of a picture; the view never leaves the picture."""

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

CLOSEST = 6.0
STEP = 1.25
"""Zoom factor of one wheel click or key press."""


class Zoom(Struct, frozen=True):
    """Maps a point of the whole picture to `scale` times the point plus (`left`, `top`)."""

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    @property
    def is_whole(self) -> bool:
        return self.scale <= 1

    @property
    def transform(self) -> QTransform:
        """Return the transform from the whole picture to the view."""
        return QTransform(self.scale, 0, 0, self.scale, self.left, self.top)

    def closer(self, point: QPointF, factor: float, room: QRectF) -> "Zoom":
        """Return the view zoomed by a factor (out below 1) around `point`."""
        scale = min(max(self.scale * factor, 1.0), CLOSEST)
        grown = scale / self.scale
        left = point.x() - (point.x() - self.left) * grown
        top = point.y() - (point.y() - self.top) * grown
        return Zoom(scale, left, top).moved(QPointF(), room)

    def moved(self, by: QPointF, room: QRectF) -> "Zoom":
        """Return the view panned, but never past the edges of `room`, which the whole picture fills."""
        far = 1 - self.scale
        left = min(max(self.left + by.x(), room.right() * far), room.left() * far)
        top = min(max(self.top + by.y(), room.bottom() * far), room.top() * far)
        return Zoom(self.scale, left, top)

    def showing(self, place: QRectF, room: QRectF) -> "Zoom":
        """Return the view panned just far enough to show `place`, in coordinates of the present view."""
        across = max(room.left() - place.left(), 0) or min(room.right() - place.right(), 0)
        down = max(room.top() - place.top(), 0) or min(room.bottom() - place.bottom(), 0)
        return self.moved(QPointF(across, down), room)
