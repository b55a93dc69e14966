"""Reckons the weeks of building up one activity from numbers that were typed: a start, a step, a goal.

The amount of a week holds on easy and on hard days alike. The course is replayed from what was noted, so that an
answer that is added or taken back later gives the course it would have had.
"""

import math
from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from diary.domain.refusal import Reason, Refusal

FEWEST_TRIALS, MOST_TRIALS = 3, 7
ENOUGH_DAYS: Final = 5
WEEK: Final = 7
FLARE_DAYS: Final = 3
"""Hard days in a row that are a harder time."""
LARGEST_STEP, USUAL_STEP = 0.5, 0.2
"""Shares of what was usual on the trial days: above the first a weekly step is refused, above the second it is
asked again."""
ASKED_AGAIN: Final = frozenset({Reason.START_LARGE, Reason.STEP_LARGE})
"""What is refused once, and taken from somebody who is sure."""
UNEVEN: Final = 3.0
"""Trial days of which the most is more than so many times the least are very different."""
MOST_WEEKS: Final = 520


class WeekEnd(StrEnum):
    """How a week closed: a step further, the same again, held at the goal, not known, a harder time, or it is the
    one going on."""

    UP = "up"
    SAME = "same"
    HOLD = "hold"
    UNKNOWN = "unknown"
    HARDER = "harder"
    NOW = "now"


class Scheme(Struct, frozen=True):
    """What was typed: all in the same unit, a day; `goal` None goes on."""

    start: float
    step: float
    goal: float | None
    begins: date

    def level(self, number: int) -> float:
        """Return the exact amount of this level, the first is 0; never above the goal."""
        amount = self.start + number * self.step
        return amount if self.goal is None else min(amount, self.goal)

    def is_top(self, number: int) -> bool:
        """Return whether the goal is reached at this level."""
        return self.goal is not None and self.level(number) >= self.goal


class BuildingWeek(Struct, frozen=True):
    """A week from `first` on: its exact amount, the days it was done, how it closed, and from which day on there
    is no amount, because a harder time began."""

    first: date
    number: int
    level: float
    done: tuple[date, ...]
    end: WeekEnd
    rests_from: date | None = None

    @property
    def shown(self) -> int:
        """The amount as it is read."""
        return whole(self.level)

    def asks_on(self, day: date) -> bool:
        return self.first <= day < self.first + timedelta(days=WEEK) and (
            self.rests_from is None or day < self.rests_from
        )


def whole(amount: float) -> int:
    """Round halves up, as people do: 12.5 is 13; something is never rounded into none."""
    return max(math.floor(amount + 0.5 + 1e-9), math.ceil(min(amount, 1)))


def baseline(trials: Sequence[float]) -> float:
    """Return the mean of the trial days, the newest seven. Raises Refusal TRIALS_MISSING, NO_BASELINE."""
    counted = trials[-MOST_TRIALS:]
    if len(counted) < FEWEST_TRIALS:
        raise Refusal(Reason.TRIALS_MISSING, fewest=FEWEST_TRIALS, count=len(counted))
    mean = sum(counted) / len(counted)
    if mean <= 0:
        raise Refusal(Reason.NO_BASELINE)
    return mean


def is_uneven(trials: Sequence[float]) -> bool:
    """Return whether the trial days were so different that more of them would say more."""
    counted = trials[-MOST_TRIALS:]
    return bool(counted) and max(counted) > UNEVEN * min(counted)


def check_scheme(usual: float, start: float, step: float, goal: float | None, *, is_sure: bool = False) -> None:
    """Check what was typed against what is `usual`. Raises Refusal START_MISSING, STEP_TOO_LARGE, GOAL_BELOW_START
    and, unless the person `is_sure`, START_LARGE and STEP_LARGE, each with the `field` it is about."""
    if start <= 0:
        raise Refusal(Reason.START_MISSING, field="start")
    if step > LARGEST_STEP * usual:
        raise Refusal(Reason.STEP_TOO_LARGE, field="step", most=LARGEST_STEP * usual)
    if goal is not None and goal < start:
        raise Refusal(Reason.GOAL_BELOW_START, field="goal")
    if start > usual + 1e-9 and not is_sure:
        raise Refusal(Reason.START_LARGE, field="start", usual=usual)
    if step > USUAL_STEP * usual + 1e-9 and not is_sure:
        raise Refusal(Reason.STEP_LARGE, field="step", usual=USUAL_STEP * usual)


def replay(
    scheme: Scheme, marks: Mapping[date, bool], hard: Set[date], harder: Set[date], today: date
) -> tuple[BuildingWeek, ...]:
    """Return all weeks up to the one that holds today, the oldest first.

    `marks` says of a day whether the amount was done; a day that is not in it is not known. `hard` days count as
    not done, and three in a row are a harder time, as are days in `harder`, where the person said so. After one
    the newest amount comes back that was done on five days of its week.
    """
    weeks: list[BuildingWeek] = []
    number = comfortable = 0
    over = (today - scheme.begins).days // WEEK + 1
    first = scheme.begins + timedelta(weeks=max(0, over - MOST_WEEKS))  # a year that was mistyped begins later
    while first <= today:
        days = [first + timedelta(days=day) for day in range(WEEK)]
        done = tuple(day for day in days if marks.get(day) and day not in hard)
        flare = next((day for day in days if day <= today and _is_harder(day, hard, harder)), None)
        unknown = sum(day not in marks and day not in hard for day in days)
        is_over = days[-1] < today
        end = _closed(len(done), unknown, is_harder=flare is not None, is_top=scheme.is_top(number))
        rests = None if flare is None else flare + timedelta(days=1)
        weeks.append(
            BuildingWeek(first, number, scheme.level(number), done, end if is_over else WeekEnd.NOW, rests)
        )
        if end is WeekEnd.HARDER:
            number = comfortable
        elif len(done) >= ENOUGH_DAYS:
            comfortable = number
            number += end is WeekEnd.UP
        first += timedelta(days=WEEK)
    return tuple(weeks)


def _closed(done: int, unknown: int, *, is_harder: bool, is_top: bool) -> WeekEnd:
    if is_harder:
        return WeekEnd.HARDER
    if done >= ENOUGH_DAYS:
        return WeekEnd.HOLD if is_top else WeekEnd.UP
    return WeekEnd.UNKNOWN if done + unknown >= ENOUGH_DAYS else WeekEnd.SAME


def _is_harder(day: date, hard: Set[date], harder: Set[date]) -> bool:
    return day in harder or all(day - timedelta(days=back) in hard for back in range(FLARE_DAYS))
