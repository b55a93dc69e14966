"""Compares usual weeks with changed weeks that took turns: one change, one outcome, looked at once, at the end.

Each week counts as one number, its mean: days resemble each other, and weeks far less. A steady course over all
eight weeks is taken out. What was measured stands in `packaging/CALIBRATION.md`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from math import isfinite, sqrt
from typing import Final

from msgspec import Struct

from diary.domain.period import LEAST_SHARE, Period

WEEK: Final = 7
USUAL, CHANGED = "u", "c"
DRAWN: Final[Mapping[int, tuple[str, ...]]] = {
    8: ("ucucuccu", "ucuccuuc", "uccuucuc", "cuucucuc", "cucucuuc", "cucuuccu", "cuuccucu", "uccucucu"),
    4: ("ucuc", "uccu", "cuuc", "cucu"),
}
"""The orders that are drawn, by the number of weeks. Of eight weeks one pair, or all but one, begins with the
change: no rhythm of two or four weeks follows such an order."""
BY_CALENDAR: Final = "uuuucccc"
"""The order of a change that cannot be undone quickly."""
LEAST_DAYS: Final = 3
"""Days a week needs to count, after the first day of each turn, which does not: something may still go on of what
was before."""
REACH: Final[Mapping[int, float]] = {5: 2.757, 4: 2.999, 3: 3.482, 2: 4.849}
"""Standard errors to the side of the interval by its degrees of freedom: Student's t, 4 % outside, under the
promised 5 % because weeks are not quite independent."""
REACH_BY_CALENDAR: Final[Mapping[int, float]] = {5: 3.163, 4: 3.495, 3: 4.177}
"""The same with 2.5 % outside: one turn alone takes whatever changes slowly for a difference more easily."""
ENOUGH_DONE: Final = 8 / 14
"""Share of the changed days on which the change was made, below which nothing can be said of it."""
TINY: Final = 1e-9


class ExperimentEnd(StrEnum):
    """How an experiment ended: a difference or none that could be seen; nothing to say, for the change was made or
    the outcome answered too seldom, or far more often in weeks of one kind, or every week was the same; or it was
    stopped before."""

    LOWER = "lower"
    HIGHER = "higher"
    NONE = "none"
    SELDOM = "seldom"
    TOO_FEW = "too_few"
    UNEVEN = "uneven"
    ALIKE = "alike"
    STOPPED = "stopped"


class Experiment(Struct, frozen=True):
    """What was fixed beforehand: the `outcome` (an item or measure), whether `more` of it is hoped for, the order
    of the weeks and the first day. `seed` gave the order; None where it goes by the calendar."""

    outcome: str
    more: bool
    order: str
    first: date
    seed: int | None = None

    @property
    def days(self) -> Period:
        return Period(self.first, self.first + timedelta(days=WEEK * len(self.order) - 1))

    @property
    def is_possible(self) -> bool:
        """Whether such an order can have been made: a record from elsewhere may hold any."""
        return self.order in (*DRAWN[8], *DRAWN[4], BY_CALENDAR) and bool(self.outcome)

    def week_of(self, day: date) -> int | None:
        """Return the number of the week of a day, from 0; None for a day outside."""
        return (day - self.first).days // WEEK if self.days.first <= day <= self.days.last else None

    def is_changed(self, day: date) -> bool:
        week = self.week_of(day)
        return week is not None and self.order[week] == CHANGED

    def changed_days(self, until: date) -> int:
        """Return the number of changed days up to this one."""
        over = max(0, min((until - self.first).days + 1, len(self.days)))
        return sum(self.order[day // WEEK] == CHANGED for day in range(over))


class ExperimentResult(Struct, frozen=True):
    """What was found: the mean of the week means of either kind, and the bounds of the difference, all in the unit
    of the outcome; None where nothing may be said. `answered` days of the outcome, `done` of `changed_days`."""

    end: ExperimentEnd
    answered: int
    done: int
    changed_days: int
    usual: float | None = None
    changed: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def difference(self) -> float:
        """The changed weeks against the usual ones, without the steady course that the means have in them."""
        return ((self.low or 0.0) + (self.high or 0.0)) / 2

    @property
    def is_beyond_chance(self) -> bool:
        return (self.low or 0.0) * (self.high or 0.0) > 0

    @property
    def is_possible(self) -> bool:
        """Whether it can have been counted: a record from elsewhere may hold any numbers."""
        told = (self.usual, self.changed, self.low, self.high)
        needed = self.end in {ExperimentEnd.LOWER, ExperimentEnd.HIGHER, ExperimentEnd.NONE}
        return all(number is not None and isfinite(number) for number in told) or not needed


def draw_order(seed: int, weeks: int) -> str:
    """Return the order that this seed gives, of 8 or 4 weeks: the same one every time."""
    return DRAWN[weeks][seed % len(DRAWN[weeks])]


def week_means(order: str, values: Sequence[float]) -> list[float | None]:
    """Return the mean of each week of the values of its days, NaN = unknown; None for a week of too few."""
    found: list[float | None] = []
    for week, kind in enumerate(order):
        turned = week > 0 and order[week - 1] != kind
        days = [value for value in values[WEEK * week + turned : WEEK * (week + 1)] if isfinite(value)]
        found.append(sum(days) / len(days) if len(days) >= LEAST_DAYS else None)
    return found


def find_difference(experiment: Experiment, values: Sequence[float], done: int) -> ExperimentResult:
    """Return what was found, of the values of all its days, NaN = unknown, and the `done` changed days.

    The interval is wider by as much as weeks of one kind are filled in more often: who leaves out hard days on
    which the change did not go well would see it help.
    """
    order, answered = experiment.order, sum(map(isfinite, values))
    all_changed = WEEK * order.count(CHANGED)
    means = week_means(order, values)
    known = [
        (week, kind, mean) for week, (kind, mean) in enumerate(zip(order, means, strict=True)) if mean is not None
    ]
    sides = [[mean for _, kind, mean in known if kind == side] for side in (USUAL, CHANGED)]
    least = len(order) // 2 - (len(order) > len(DRAWN[4][0]))
    counts = {"answered": answered, "done": done, "changed_days": all_changed}
    if done < ENOUGH_DONE * all_changed:
        return ExperimentResult(ExperimentEnd.SELDOM, **counts)
    if min(map(len, sides)) < least:
        return ExperimentResult(ExperimentEnd.TOO_FEW, **counts)
    shares = sorted(_share_answered(order, side, values) for side in (USUAL, CHANGED))
    if shares[0] < LEAST_SHARE * shares[1]:
        return ExperimentResult(ExperimentEnd.UNEVEN, **counts)
    usual, changed = (sum(side) / len(side) for side in sides)
    reaches = REACH_BY_CALENDAR if order == BY_CALENDAR else REACH
    difference, error, freedom = _contrast(known, with_course=len(order) > len(DRAWN[4][0]))
    if error < TINY:
        return ExperimentResult(ExperimentEnd.ALIKE, **counts, usual=usual, changed=changed)
    reach = reaches[freedom] * error * shares[1] / shares[0]
    low, high = difference - reach, difference + reach
    end = ExperimentEnd.HIGHER if low > 0 else ExperimentEnd.LOWER if high < 0 else ExperimentEnd.NONE
    return ExperimentResult(end, **counts, usual=usual, changed=changed, low=low, high=high)


def _share_answered(order: str, side: str, values: Sequence[float]) -> float:
    """Return the share of the days of weeks of one kind on which the outcome is known."""
    known = [isfinite(value) for day, value in enumerate(values) if order[day // WEEK] == side]
    return sum(known) / len(known)


def _contrast(weeks: Sequence[tuple[int, str, float]], *, with_course: bool) -> tuple[float, float, int]:
    """Return the difference of changed and usual weeks by least squares, its standard error and its degrees of
    freedom; next to a mean and, `with_course`, a straight line over the weeks."""
    means = [mean for _, _, mean in weeks]
    beside = [[1.0] * len(weeks)] + ([[float(week) for week, _, _ in weeks]] if with_course else [])
    columns = [*beside, [float(kind == CHANGED) for _, kind, _ in weeks]]
    for place, column in enumerate(columns):
        for before in columns[:place]:
            column[:] = _less(column, before)
        means = _less(means, column) if place < len(beside) else means
    own = columns[-1]
    size = sum(each**2 for each in own)
    difference = sum(each * mean for each, mean in zip(own, means, strict=True)) / size
    left = sum(each**2 for each in _less(means, own))
    freedom = len(weeks) - len(columns)
    return difference, sqrt(left / freedom / size), freedom


def _less(values: Sequence[float], column: Sequence[float]) -> list[float]:
    """Return the values without what goes along with a column."""
    share = sum(map(float.__mul__, values, column)) / sum(each**2 for each in column)
    return [value - share * each for value, each in zip(values, column, strict=True)]
