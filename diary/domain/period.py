"""Describes periods of calendar days, and finds the day an instant belongs to."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from diary.domain.item import MINUTES_A_DAY
from diary.domain.refusal import Reason, Refusal

DAY_BOUNDARY_MINUTES = 4 * 60
EPOCH = date(1970, 1, 1)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""The days a diary can hold: looking back from one stays within `date`, and a typing error makes no huge table."""
FIRST_DAYS = 14
"""A diary with fewer days is young, if it began a short time ago."""
LONGEST_YOUTH = 2 * FIRST_DAYS
"""Days after the first one for which it can be young: who seldom fills in sees the charts then."""


def read_date(text: str) -> date | None:
    """Return the day in a text such as 2026-11-22; None where it holds none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


LEAST_SHARE = 2 / 3
"""How often one of two stretches is filled in at least, of how often the other is: with fewer, the best or worst
third of the days may be missing in one only, which moves a mean by half a standard deviation, a point of 10."""


class Period(Struct, frozen=True, order=True):
    """The days from `first` to `last`, both included. Raises Refusal NOT_A_PERIOD in the wrong order."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refusal(Reason.NOT_A_PERIOD, first=self.first, last=self.last)

    @classmethod
    def ending(cls, last: date, days: int) -> "Period":
        """Return the `days` days (at least 1) that end on `last`."""
        return cls(last - timedelta(days=days - 1), last)

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=offset) for offset in range(len(self)))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def union(self, other: "Period") -> "Period":
        """Return the shortest period that holds both."""
        return Period(min(self.first, other.first), max(self.last, other.last))

    def before(self, days: int) -> "Period":
        """Return the `days` days that end on the day before this period."""
        return Period.ending(self.first - timedelta(days=1), days)


def diary_day(moment: datetime, boundary_minutes: int = DAY_BOUNDARY_MINUTES) -> date:
    """Return the calendar day a local `moment` belongs to: what is typed at 01:30 still belongs to yesterday.

    `boundary_minutes` is the day boundary in minutes after midnight.
    """
    return (moment - timedelta(minutes=boundary_minutes)).date()


def minutes_into_day(at: int, boundary_minutes: int = DAY_BOUNDARY_MINUTES) -> int:
    """Return how long after the day boundary a clock shows `at` (both in minutes after midnight): 01:15 comes
    after 22:00 on a day that ends at 04:00."""
    return (at - boundary_minutes) % MINUTES_A_DAY


def day_number(day: date) -> int:
    """Return the days since 1970-01-01 (may be negative), the x axis of every chart: free of zones and clock
    changes."""
    return (day - EPOCH).days


def from_day_number(number: int) -> date:
    """Return the day with this `day_number`."""
    return EPOCH + timedelta(days=number)


YEARS_A_PART = 4
"""A part is read in about 40 ms when every day is logged in full."""


def parts_of(span: Period | None) -> Iterator[Period]:
    """Yield the calendar parts of a span, the latest first. Where a part begins does not depend on the span; only
    the first and the last part are cut off at its ends."""
    if span is None:
        return
    start = span.last.year - span.last.year % YEARS_A_PART
    while start + YEARS_A_PART > span.first.year:
        first = max(date(max(start, 1), 1, 1), span.first)
        last = min(date(min(start + YEARS_A_PART - 1, 9999), 12, 31), span.last)
        yield Period(first, last)
        start -= YEARS_A_PART


def is_young(span: Period | None, today: date) -> bool:
    """Return whether a diary that reaches over `span` began so short ago that it can be young."""
    return span is not None and (today - span.first).days < LONGEST_YOUTH
