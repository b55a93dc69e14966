"""A long span in parts: all of it, once, the latest first."""

import itertools
from datetime import date, timedelta

import pytest

from diary.domain.period import YEARS_A_PART, Period, parts_of


@pytest.mark.parametrize("days", [1, 30, 400, 3653, 36525])
def test_parts_cover_the_span_once_from_the_end(days: int) -> None:
    span = Period.ending(date(2026, 11, 22), days)
    parts = list(parts_of(span))
    assert parts[0].last == span.last
    assert parts[-1].first == span.first
    assert sum(len(part) for part in parts) == days
    for later, earlier in itertools.pairwise(parts):
        assert earlier.last + timedelta(days=1) == later.first
    assert all(len(part) <= YEARS_A_PART * 366 for part in parts)


def test_an_empty_diary_has_no_parts() -> None:
    assert list(parts_of(None)) == []
