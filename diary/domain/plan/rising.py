"""Says how regular the moments of getting up are, around a moment that a person chose. No hours are aimed at."""

from collections.abc import Sequence
from statistics import median
from typing import Final

from msgspec import Struct

NEAR_MINUTES: Final = 30
LEAST_MORNINGS: Final = 5
SPAN_DAYS: Final = 7
DAY: Final = 24 * 60


class Rising(Struct, frozen=True):
    """Of `mornings`, so many were within half an hour (`near`) of `around`, in minutes after midnight."""

    mornings: int
    near: int
    around: float
    usual: float


def rising(got_up: Sequence[float], chosen: float | None = None) -> Rising | None:
    """Look at the mornings of a week, in minutes after midnight, around the chosen moment or else the usual one;
    None with fewer than five. Moments around midnight are near each other: 23:50 is 20 minutes from 0:10."""
    if len(got_up) < LEAST_MORNINGS:
        return None
    turned = [_after(moment, got_up[0]) for moment in got_up]
    usual = (median(turned) + got_up[0]) % DAY
    around = usual if chosen is None else chosen
    near = sum(abs(_after(moment, around)) <= NEAR_MINUTES for moment in got_up)
    return Rising(len(got_up), near, around, usual)


def _after(moment: float, other: float) -> float:
    """Return minutes from the other moment to this one, the shorter way round the clock."""
    return (moment - other + DAY / 2) % DAY - DAY / 2
