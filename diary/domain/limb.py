"""Finds the body segments of an absent limb, so that nobody is asked about a foot they do not have."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limb:
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
