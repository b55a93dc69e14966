"""Finds swings between busy and very quiet days, in a person's own numbers (load: minutes times effort).

No agreed measure of pacing exists (Clin J Pain 2014): days are shown beside each other, nothing is scored.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from statistics import median, quantiles
from typing import Final

from msgspec import Struct

SPAN_DAYS: Final = 28
LEAST_DAYS: Final = 10
BUSY, QUIET = 1.5, 0.5
"""Times the usual load from which a day is busy, and up to which it is very quiet."""
FOLLOWS: Final = 2
"""A very quiet day follows within so many days of the calendar."""


class EvenDays(Struct, frozen=True):
    """The `median` and the middle half (`low` to `high`) of the days of `loads`; `swings` are the first days of
    busy stretches that a very quiet day followed."""

    loads: tuple[float | None, ...]
    first: date
    median: float
    low: float
    high: float
    busy: int
    swings: tuple[date, ...]


def even_days(loads: Mapping[date, float], last: date) -> EvenDays | None:
    """Look at the 28 days up to `last`; None with fewer than ten known days or nothing done. A day that is not
    known is never quiet."""
    first = last - timedelta(days=SPAN_DAYS - 1)
    days = [first + timedelta(days=number) for number in range(SPAN_DAYS)]
    known = {day: loads[day] for day in days if day in loads}
    if len(known) < LEAST_DAYS or not (usual := median(known.values())):
        return None
    low, _, high = quantiles(known.values(), n=4, method="inclusive")
    stretches = _stretches([day for day in known if known[day] >= BUSY * usual])
    quiet = {day for day in known if known[day] <= QUIET * usual}
    swings = tuple(
        stretch[0]
        for stretch in stretches
        if any(day + timedelta(days=ahead) in quiet for day in stretch for ahead in range(1, FOLLOWS + 1))
    )
    loads_shown = tuple(known.get(day) for day in days)
    return EvenDays(loads_shown, first, usual, low, high, len(stretches), swings)


def _stretches(busy: list[date]) -> list[list[date]]:
    """Group busy days that follow each other: they are one time of much, not several."""
    found: list[list[date]] = []
    for day in busy:
        if found and day - found[-1][-1] <= timedelta(days=1):
            found[-1].append(day)
        else:
            found.append([day])
    return found
