"""Long series in few points: the same numbers as a plain loop, and a gap stays a gap."""

import math
import statistics
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.period import day_number, from_day_number
from diary.domain.table import Floats
from diary.screens.buckets import Buckets, Width, fill_buckets, width_for

NAN = math.nan
values = st.lists(st.one_of(st.just(NAN), st.integers(0, 600).map(float)), min_size=1, max_size=500)
starts = st.integers(day_number(date(1900, 1, 1)), day_number(date(2100, 1, 1)))


def _key(day: date, width: Width) -> tuple[int, int]:
    if width is Width.DAY:
        return day.year, day.timetuple().tm_yday
    if width is Width.WEEK:
        return day.isocalendar()[0], day.isocalendar()[1]
    if width is Width.MONTH:
        return day.year, day.month
    return day.year, (day.month - 1) // 3


def _series(start: int, numbers: list[float]) -> tuple[Floats, Floats]:
    return start + np.arange(len(numbers), dtype=np.float64), np.array(numbers)


@pytest.mark.parametrize("width", list(Width))
@given(start=starts, numbers=values)
def test_buckets_hold_what_a_plain_loop_over_calendar_dates_finds(
    width: Width, start: int, numbers: list[float]
) -> None:
    groups: dict[tuple[int, int], list[float]] = {}
    for offset, value in enumerate(numbers):
        found = groups.setdefault(_key(from_day_number(start + offset), width), [])
        if not math.isnan(value):
            found.append(value)
    buckets = fill_buckets(*_series(start, numbers), width)
    assert buckets.count.tolist() == [len(group) for group in groups.values()]
    for index, group in enumerate(groups.values()):
        if not group:
            assert np.isnan([buckets.mean[index], buckets.low[index], buckets.high[index]]).all()
        else:
            assert buckets.mean[index] == pytest.approx(statistics.fmean(group))
            assert (buckets.low[index], buckets.high[index]) == (min(group), max(group))


@pytest.mark.parametrize("width", list(Width))
@given(start=starts, numbers=values)
def test_buckets_cover_every_day_once_and_in_order(width: Width, start: int, numbers: list[float]) -> None:
    buckets = fill_buckets(*_series(start, numbers), width)
    assert buckets.first[0] == start
    assert buckets.last[-1] == start + len(numbers) - 1
    assert (buckets.first[1:] == buckets.last[:-1] + 1).all()
    assert (buckets.middle >= buckets.first).all()
    assert (buckets.middle <= buckets.last).all()


@given(start=starts, numbers=values, low=st.integers(-50, 550), length=st.integers(0, 300))
def test_a_view_keeps_every_bucket_it_touches_and_little_more(
    start: int, numbers: list[float], low: int, length: int
) -> None:
    buckets = fill_buckets(*_series(start, numbers), Width.WEEK)
    first, last = start + low, start + low + length
    seen = buckets.between(first, last)
    touched = [day for day in buckets.first if day <= last and day + 6 >= first]
    assert set(touched[1:-1]) <= set(seen.first)
    assert len(seen) <= len(touched) + 3


@pytest.mark.parametrize(
    ("span", "width"),
    [
        (1, Width.DAY),
        (92, Width.DAY),
        (220, Width.DAY),
        (366, Width.WEEK),
        (3653, Width.MONTH),
        (36525, Width.QUARTER),
    ],
)
def test_longer_spans_get_wider_buckets(span: float, width: Width) -> None:
    assert width_for(span) is width


def test_a_day_between_two_gaps_is_lonely_and_its_neighbours_are_not() -> None:
    buckets = fill_buckets(*_series(0, [1, 2, NAN, 3, NAN, 4]), Width.DAY)
    assert buckets.lonely.tolist() == [False, False, False, True, False, True]


def test_an_empty_series_has_no_buckets() -> None:
    empty = np.array([])
    assert [len(fill_buckets(empty, empty, width)) for width in Width] == [0, 0, 0, 0]


def test_a_week_without_answers_is_a_gap_although_its_neighbours_are_full() -> None:
    monday = day_number(date(2026, 11, 2))
    buckets: Buckets = fill_buckets(*_series(monday, [5.0] * 7 + [NAN] * 7 + [7.0] * 7), Width.WEEK)
    assert buckets.count.tolist() == [7, 0, 7]
    assert np.isnan(buckets.mean[1])


@pytest.mark.parametrize("width", list(Width))
def test_the_median_of_a_bucket_is_that_of_its_answered_days(width: Width) -> None:
    chance = np.random.default_rng(3)
    days = np.arange(20_000.0, 20_800.0)
    values = np.where(chance.random(800) < 0.4, np.nan, chance.integers(0, 11, 800))
    values[100:140] = np.nan
    buckets = fill_buckets(days, values, width)
    for row in range(len(buckets)):
        inside = values[(days >= buckets.first[row]) & (days <= buckets.last[row])]
        known = inside[np.isfinite(inside)]
        assert known.size == buckets.count[row]
        assert np.isnan(buckets.median[row]) if not known.size else buckets.median[row] == np.median(known)


@pytest.mark.parametrize("week_starts", range(7))
def test_weeks_begin_on_the_day_the_person_says(week_starts: int) -> None:
    days = np.arange(day_number(date(2026, 1, 1)), day_number(date(2026, 3, 1)), dtype=np.float64)
    weeks = fill_buckets(days, np.ones(len(days)), Width.WEEK, week_starts)
    assert {from_day_number(int(day)).weekday() for day in weeks.first[1:]} == {week_starts}
    assert set(weeks.count[1:-1]) == {7}
