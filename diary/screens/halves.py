"""The first and the second half of a period compared, in words that claim no more than ratings can carry.

Rule (`domain.comparison`): two windows of at least 14 days with at least 10 ratings each; "lower" or "higher" only
when the means differ by at least 2 points and 30 percent, "a little" from 1 point and 10 percent.
"""

from dataclasses import dataclass

import numpy as np

from diary.domain.comparison import LEAST_DAYS, LEAST_RATINGS, Change, change, rating_margin
from diary.domain.table import Floats

RATING = rating_margin(0, 10)


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
    return Halves(first, second, change(first, second, RATING))
