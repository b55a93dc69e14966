"""Finds swings between busy and very quiet days in a person's own numbers (load: minutes times effort), and says
how regular the moments of getting up are, around a moment that the person chose. No hours are aimed at.

No agreed measure of pacing exists (Clin J Pain 2014): days are shown beside each other, nothing is scored.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import median, quantiles
from typing import Final

from msgspec import Struct

from diary.domain.item import MINUTES_A_DAY

SPAN_DAYS: Final = 28
LEAST_DAYS: Final = 10
BUSY, QUIET = 1.5, 0.5
"""Times the usual load from which a day is busy, and up to which it is very quiet."""
AHEAD: Final = (1, 2)
"""A very quiet day follows so many days of the calendar later."""
MORNINGS: Final = 7
NEAR_MINUTES: Final = 30
LEAST_MORNINGS: Final = 5


class EvenDays(Struct, frozen=True):
    """The `median` and the middle half (`low` to `high`) of the days of `loads`; `swings` are the first days of
    busy stretches that a very quiet day followed. `is_even`: of busy stretches, of which it is known, none was."""

    loads: tuple[float | None, ...]
    first: date
    median: float
    low: float
    high: float
    is_even: bool
    swings: tuple[date, ...]


def even_days(loads: Mapping[date, float], last: date) -> EvenDays | None:
    """Look at the 28 days up to `last`; None with fewer than ten known days or nothing done. A day that is not
    known is never quiet, nor known to be none: after a busy day some write nothing."""
    first = last - timedelta(days=SPAN_DAYS - 1)
    days = [first + timedelta(days=number) for number in range(SPAN_DAYS)]
    known = {day: loads[day] for day in days if day in loads}
    if len(known) < LEAST_DAYS or not (usual := median(known.values())):
        return None
    low, _, high = quantiles(known.values(), n=4, method="inclusive")
    stretches = _stretches([day for day in known if known[day] >= BUSY * usual])
    quiet = {day for day in known if known[day] <= QUIET * usual}
    followed = {
        stretch[0]: {day + timedelta(days=ahead) for day in stretch for ahead in AHEAD} for stretch in stretches
    }
    swings = tuple(busy for busy, after in followed.items() if after & quiet)
    over = [after for after in followed.values() if max(after) <= last]
    loads_shown = tuple(known.get(day) for day in days)
    is_even = bool(over) and not swings and all(after <= known.keys() for after in over)
    return EvenDays(loads_shown, first, usual, low, high, is_even, swings)


def _stretches(busy: list[date]) -> list[list[date]]:
    """Group busy days that follow each other: they are one time of much, not several."""
    found: list[list[date]] = []
    for day in busy:
        if found and day - found[-1][-1] <= timedelta(days=1):
            found[-1].append(day)
        else:
            found.append([day])
    return found


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
    usual = (median(turned) + got_up[0]) % MINUTES_A_DAY
    around = usual if chosen is None else chosen
    near = sum(abs(_after(moment, around)) <= NEAR_MINUTES for moment in got_up)
    return Rising(len(got_up), near, around, usual)


def _after(moment: float, other: float) -> float:
    """Return minutes from the other moment to this one, the shorter way round the clock."""
    return (moment - other + MINUTES_A_DAY / 2) % MINUTES_A_DAY - MINUTES_A_DAY / 2
