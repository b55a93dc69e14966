"""The first and the second half of a period compared, in words that claim no more than ratings can carry.

Rule (after Farrar 2001, Dworkin 2008 and Suzuki 2020): two windows of at least 14 days with
at least 10 ratings each; "lower" or "higher" only when the means differ by at least 2 points and 30 percent,
"a little" from 1 point and 10 percent. Single days are never judged.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from diary.domain.table import Floats

LEAST_DAYS = 14
LEAST_RATINGS = 10


class Change(StrEnum):
    """How the second half compares with the first. Neither direction is called better."""

    LOWER = "lower"
    A_LITTLE_LOWER = "a_little_lower"
    SAME = "same"
    A_LITTLE_HIGHER = "a_little_higher"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Halves:
    """Means of both halves of a period, in points."""

    first: float
    second: float
    change: Change


def compare_halves(ratings: Floats) -> Halves | None:
    """Compare the halves of a series of daily 0-10 ratings; None when the days do not carry it.

    ratings: (n,) one row a day, NaN = not answered. With an odd number of days the second half is the longer.
    """
    middle = len(ratings) // 2
    halves = (ratings[:middle], ratings[middle:])
    if middle < LEAST_DAYS or any(np.isfinite(half).sum() < LEAST_RATINGS for half in halves):
        return None
    first, second = (float(np.nanmean(half)) for half in halves)
    return Halves(first, second, _change(first, second))


def _change(first: float, second: float) -> Change:
    points = round(abs(second - first), 9)
    up = second > first
    if points >= 2 and points >= round(0.3 * first, 9):
        return Change.HIGHER if up else Change.LOWER
    if points >= 1 and points >= round(0.1 * first, 9):
        return Change.A_LITTLE_HIGHER if up else Change.A_LITTLE_LOWER
    return Change.SAME
