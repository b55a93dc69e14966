"""Describes the body as 74 segments: which WPI area, region and side each belongs to."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from diary.domain.refusal import Reason, Refusal


class Limb(Struct, frozen=True):
    """A limb, or all of it beyond a joint, with its segments on both views: "left leg from the knee down"."""

    key: str
    segments: frozenset[str]


def limbs_of(limbs: Iterable[Limb], segment: str) -> tuple[Limb, ...]:
    """Return the limbs this segment is part of, the smallest first; none for head and trunk."""
    return tuple(sorted((limb for limb in limbs if segment in limb.segments), key=lambda limb: len(limb.segments)))


def absent_limbs(limbs: Iterable[Limb], hidden: frozenset[str]) -> tuple[Limb, ...]:
    """Return the largest limbs of which every segment is hidden."""
    whole = [limb for limb in limbs if limb.segments and limb.segments <= hidden]
    return tuple(limb for limb in whole if not any(limb.segments < other.segments for other in whole))


def opposite(segment: str) -> str:
    """Return the segment on the other side; every segment's key ends in its side, `_l` or `_r`."""
    return segment[:-1] + {"l": "r", "r": "l"}[segment[-1]]


def same_on_both_sides(areas: Mapping[str, int]) -> dict[str, int]:
    """Return every area as strong as the stronger of itself and its opposite: nothing that was painted is lost."""
    both = dict(areas)
    for segment, strength in areas.items():
        other = opposite(segment)
        both[other] = max(strength, both.get(other, 0))
    return both


def on_both_sides(segments: Iterable[str]) -> frozenset[str]:
    """Return the segments together with their opposites."""
    marked = frozenset(segments)
    return marked | frozenset(map(opposite, marked))


UNCOUNTED_AREAS = frozenset({"jaw_l", "jaw_r", "chest", "abdomen"})
"""WPI areas that do not count for widespread pain (Wolfe 2016, 2019)."""


class BodyView(StrEnum):
    """Which figure a segment is drawn on."""

    FRONT = "front"
    BACK = "back"


class Side(StrEnum):
    """The person's own side, not the viewer's."""

    LEFT = "left"
    RIGHT = "right"


class Region(StrEnum):
    """The five regions of the 2016 criteria (Wolfe 2016)."""

    LEFT_UPPER = "left_upper"
    RIGHT_UPPER = "right_upper"
    LEFT_LOWER = "left_lower"
    RIGHT_LOWER = "right_lower"
    AXIAL = "axial"


class Segment(Struct, frozen=True):
    """One paintable area. `choir` is its CHOIR code (male numbering), `wpi` its WPI area or None,
    `extent` its share of the drawn body in percent (all segments together: 100)."""

    key: str
    view: BodyView
    side: Side
    choir: int
    wpi: str | None
    region: Region | None
    snomed: str
    extent: float


class Atlas(Struct, frozen=True, dict=True):
    """All segments in drawing order, and look-ups by key and CHOIR code."""

    segments: tuple[Segment, ...]

    @cached_property
    def _by_key(self) -> Mapping[str, Segment]:
        return {segment.key: segment for segment in self.segments}

    @cached_property
    def _by_choir(self) -> Mapping[int, Segment]:
        return {segment.choir: segment for segment in self.segments}

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def __len__(self) -> int:
        return len(self.segments)

    def segment(self, key: str) -> Segment:
        """Return the segment with this key; raises Refusal UNKNOWN_AREA."""
        found = self._by_key.get(key)
        if found is None:
            raise Refusal(Reason.UNKNOWN_AREA, area=key)
        return found

    def by_choir(self, code: int) -> Segment:
        """Return the segment with this CHOIR code (male numbering); raises Refusal UNKNOWN_AREA."""
        found = self._by_choir.get(code)
        if found is None:
            raise Refusal(Reason.UNKNOWN_AREA, area=code)
        return found
