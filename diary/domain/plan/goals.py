"""Follows goals: how well each activity could be done, one number a week (0 not at all, 10 as before)."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

MOST_GOALS: Final = 5
"""So many activities at a time: more cannot be told apart in a week (Stratford 1995 asks for 3 to 5)."""
DETECTABLE_MEAN: Final = 2.0
DETECTABLE_SINGLE: Final = 3.0
"""Points from which a change is more than the noise of such a scale, of a mean and of one activity (reprint of the
patient-specific functional scale, 90 %)."""
LITTLE: Final = 1.0

Rated = Mapping[int, int]
"""The numbers of one week, by the number of the goal's record."""


class ChangeSize(StrEnum):
    """How much was found: about the same, a little, or more than the noise of the scale."""

    SAME = "same"
    LITTLE = "little"
    CLEAR = "clear"


class GoalChange(Struct, frozen=True):
    """The mean of the goals that were rated in both weeks: `compared` of `rated` in either."""

    before: float
    after: float
    compared: int
    rated: int

    @property
    def points(self) -> float:
        """The change from the first week to the other one, in points of 0-10."""
        return self.after - self.before

    @property
    def amount(self) -> ChangeSize:
        """What this change is called: more goals tell a smaller one from chance."""
        detectable = DETECTABLE_SINGLE if self.compared == 1 else DETECTABLE_MEAN
        size = abs(self.points)
        return ChangeSize.CLEAR if size >= detectable else ChangeSize.LITTLE if size >= LITTLE else ChangeSize.SAME


def week_of(day: date) -> date:
    """Return the Monday of a day's week: the same whatever day a person's weeks start on."""
    return day - timedelta(days=day.weekday())


def mean_of(rated: Rated, goals: int) -> float | None:
    """Return the mean of a week; None unless all of so many goals were rated."""
    return sum(rated.values()) / len(rated) if rated and len(rated) == goals else None


def compare(before: Rated, after: Rated) -> GoalChange | None:
    """Compare two weeks by the goals that were rated in both; None when there are none."""
    both = before.keys() & after.keys()
    if not both:
        return None
    first, last = (sum(week[goal] for goal in both) / len(both) for week in (before, after))
    return GoalChange(first, last, len(both), len(before.keys() | after.keys()))
