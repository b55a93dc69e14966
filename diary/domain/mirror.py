"""Mirrors body segments left and right: what hurts on both sides needs to be painted only once."""

from collections.abc import Iterable, Mapping


def opposite(segment: str) -> str:
    """Return the segment on the other side; every segment's key ends in its side, `_l` or `_r`."""
    return segment[:-1] + {"l": "r", "r": "l"}[segment[-1]]


def same_on_both_sides(areas: Mapping[str, int]) -> dict[str, int]:
    """Return every area as strong as the stronger of itself and its opposite: nothing that was painted is lost."""
    both = {*areas, *map(opposite, areas)}
    return {segment: max(areas.get(segment, 0), areas.get(opposite(segment), 0)) for segment in sorted(both)}


def on_both_sides(segments: Iterable[str]) -> frozenset[str]:
    """Return the segments together with their opposites."""
    marked = frozenset(segments)
    return marked | frozenset(map(opposite, marked))
