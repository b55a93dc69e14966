"""Computes where the lines of a time axis are and how they are labelled, for the window and for paper."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import ceil, floor

from msgspec import Struct

from diary.content.language import Language
from diary.domain.period import day_number, from_day_number

LABEL_PIXELS = 64.0
"""Room for one label at normal text size."""

_DAY_STEPS = (1, 2, 7)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_EARLIEST, _LATEST = day_number(date.min), day_number(date.max)


class Tick(Struct, frozen=True):
    """One line of the axis: a day number since 1970-01-01 and its label."""

    day: int
    label: str


def day_ticks(
    language: Language, low: float, high: float, pixels: float, label_pixels: float = LABEL_PIXELS
) -> tuple[Tick, ...]:
    """Return lines at days, first days of weeks, months or years: the closest set whose labels do not touch.

    low, high: day numbers since 1970-01-01 at the ends of an axis of `pixels`. Of months, the
    first one and every January say the year.
    """
    first, last = max(ceil(low), _EARLIEST), min(floor(high), _LATEST)
    if last < first or pixels <= 0:
        return ()
    room = label_pixels * (high - low) / pixels
    start, stop = from_day_number(first), from_day_number(last)
    if room <= 7:
        step = next(step for step in _DAY_STEPS if room <= step)
        return tuple(_named(_days(start, stop, step, language.week_starts), language.short_date))
    for step in _MONTH_STEPS:
        if room <= 28 * step:
            return tuple(_named_months(_months(start, stop, step), language))
    step = next((step for step in _YEAR_STEPS if room <= 365 * step), _YEAR_STEPS[-1])
    return tuple(_named(_years(start, stop, step), lambda day: f"{day.year}"))


def _days(start: date, stop: date, step: int, week_starts: int) -> Iterator[date]:
    """Yield every day, every other day (always the same ones), or the first one of every week."""
    day = start + timedelta(days=(week_starts - start.weekday()) % 7 if step == 7 else -start.toordinal() % step)
    while day <= stop:
        yield day
        if (date.max - day).days < step:
            return
        day += timedelta(days=step)


def _months(start: date, stop: date, step: int) -> Iterator[date]:
    month = start.year * 12 + start.month - 1
    month += (start.day > 1) + -(month + (start.day > 1)) % step
    while month <= stop.year * 12 + stop.month - 1:
        yield date(month // 12, month % 12 + 1, 1)
        month += step


def _years(start: date, stop: date, step: int) -> Iterator[date]:
    first = start.year if (start.month, start.day) == (1, 1) else start.year + 1
    for year in range(first + -first % step, stop.year + 1, step):
        yield date(year, 1, 1)


def _named(days: Iterator[date], write: Callable[[date], str]) -> Iterator[Tick]:
    return (Tick(day_number(day), write(day)) for day in days)


def _named_months(months: Iterator[date], language: Language) -> Iterator[Tick]:
    for index, month in enumerate(months):
        name = language.pattern(month, "LLL", dots=False)
        if month.month == 1:
            name = f"{month.year}"
        elif index == 0:
            name = language.month(month)
        yield Tick(day_number(month), name)
