"""Describes the drawing of the body as path data, for the window and for paper alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from diary.domain.body import BodyView


@dataclass(frozen=True)
class BodyOutline:
    """One view of the body. `outline` and every segment are SVG path data in the coordinates of `width` x
    `height`; segments together fill the outline without gaps or overlaps."""

    view: BodyView
    width: float
    height: float
    outline: str
    segments: Mapping[str, str]


@dataclass(frozen=True)
class BodyDrawing:
    """Both views, with the same size and scale."""

    front: BodyOutline
    back: BodyOutline

    @property
    def figures(self) -> tuple[BodyOutline, BodyOutline]:
        """Return front, then back."""
        return self.front, self.back
