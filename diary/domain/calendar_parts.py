"""Divides a long span of days into calendar parts, so that pages can read one part at a time."""

from collections.abc import Iterator
from datetime import date

from diary.domain.period import Period

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
