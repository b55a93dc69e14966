"""Follows goals: how well each activity could be done, one number a week (0 not at all, 10 as before)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

MOST_GOALS: Final = 5
"""So many activities at a time: more cannot be told apart in a week (Stratford 1995 asks for 3 to 5)."""
NOISE: Final = 1.29
"""Points: standard error of one number of such a scale (its smallest detectable change, 90 %, is 3 points for one
activity: reprint of the patient-specific functional scale; 3 / (1.645 * sqrt 2))."""
DETECTABLE: Final = {1: 4.0, 2: 3.0}
DETECTABLE_OF_MORE: Final = 2.5
"""Points of the mean of so many activities from which a change is called one: with that noise, and whole numbers,
1 in 20 at most where nothing changed. With the 3 and 2 points of the source it is 1 in 6 for one or two. One alone
moves 4 points in 5.8 of 100 cases: the number before has to show half of it as well (3.8 of 100; of true changes
by 4 points 59 are called one instead of 61)."""
AT_ONCE: Final = 5.0
"""Points of one activity that need no such number before (1.5 of 100)."""

Rated = Mapping[int, int]
"""The numbers of one week, by the number of the goal's record."""


class GoalChange(Struct, frozen=True):
    """The mean of the goals that were rated in both weeks, of which there are `compared`; `held`: it had moved at
    least half as far in the week before the last."""

    before: float
    after: float
    compared: int
    held: bool = False

    @property
    def points(self) -> float:
        """The change from the first week to the other one, in points of 0-10."""
        return self.after - self.before

    @property
    def is_clear(self) -> bool:
        """Whether that is more than such numbers move by themselves."""
        least = (
            AT_ONCE if self.compared == 1 and not self.held else DETECTABLE.get(self.compared, DETECTABLE_OF_MORE)
        )
        return abs(self.points) >= least


def week_of(day: date) -> date:
    """Return the Monday of a day's week: the same whatever day a person's weeks start on."""
    return day - timedelta(days=day.weekday())


def compare(before: Rated, after: Rated, between: Sequence[Rated] = ()) -> GoalChange | None:
    """Compare two weeks by the goals that were rated in both; None when there are none. `between` are the weeks
    between them, of which the last with the same goals tells whether the change held."""
    both = before.keys() & after.keys()
    if not both:
        return None
    known = [week for week in between if both <= week.keys()][-1:]
    first, *middle, last = (sum(week[goal] for goal in both) / len(both) for week in (before, *known, after))
    held = any(2 * (mean - first) * (last - first) >= (last - first) ** 2 for mean in middle)
    return GoalChange(first, last, len(both), held)
