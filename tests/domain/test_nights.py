"""The nights of a table agree with the nights one by one; regularity agrees with its definition."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.day import Answer, Day
from diary.domain.nights import clock_spread, mean_clock, nights_of, sleep_regularity, weekend_shift
from diary.domain.sleep import NIGHT_ITEMS, night_of
from diary.domain.table import Floats
from tests.factory import NOW, a_day, a_table

clocks = st.none() | st.integers(0, 1439)
bedtimes = st.integers(1260, 1439) | st.integers(0, 120)
nights = st.lists(
    st.tuples(
        clocks | bedtimes,
        clocks | bedtimes | st.none(),
        st.none() | st.integers(0, 200),
        st.none() | st.integers(0, 200),
        clocks | st.integers(300, 480),
        clocks | st.integers(420, 600),
    ),
    min_size=1,
    max_size=8,
)
SUNDAY_OF_SPRING = date(2026, 3, 29)


def known(values: Floats) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]


@given(nights)
def test_the_arrays_say_exactly_what_each_night_says(answers: list[tuple[int | None, ...]]) -> None:
    days = [
        Day(
            SUNDAY_OF_SPRING + timedelta(days=offset),
            "Europe/Amsterdam",
            answers={
                item: Answer(value, NOW)
                for item, value in zip(NIGHT_ITEMS, night, strict=True)
                if value is not None
            },
        )
        for offset, night in enumerate(answers)
    ]
    found = nights_of(a_table(days))
    alone = [night_of(day) for day in days]
    assert known(found.time_in_bed) == [night and night.time_in_bed for night in alone]
    assert known(found.time_asleep) == [night and night.time_asleep for night in alone]
    assert known(found.efficiency) == [night and night.efficiency for night in alone]
    assert known(found.midpoint) == [night and night.midpoint for night in alone]
    at_most = [night is not None and night.time_asleep is not None and night.is_at_most for night in alone]
    assert found.at_most.tolist() == at_most


def test_a_day_in_between_without_a_night_stays_a_gap() -> None:
    found = nights_of(a_table([a_day(2, into_bed=1380, got_up=420), a_day(0, into_bed=1380, got_up=420)]))
    assert known(found.time_in_bed) == [480, None, 480]


def test_one_late_answer_makes_the_whole_night_late() -> None:
    found = nights_of(a_table([a_day(1, into_bed=1380), a_day(0, into_bed=1380, typed_after_days=5)]))
    assert found.late.tolist() == [False, True]


@pytest.mark.parametrize(
    ("times", "mean", "spread"),
    [
        ([1430, 10], 0, 14.142),
        ([1380, 60], 0, 84.853),
        ([200, 200, 200], 200, 0),
        ([0, 720], None, None),
        ([300], 300, None),
        ([], None, None),
        ([np.nan, 180, 220], 200, 28.284),
    ],
)
def test_averages_of_clock_times_go_round_midnight(
    times: list[float], mean: float | None, spread: float | None
) -> None:
    found = mean_clock(np.array(times))
    if mean is None:
        assert found is None
    else:
        assert found is not None
        assert min(abs(found - mean), 1440 - abs(found - mean)) < 1e-6
    assert clock_spread(np.array(times)) == pytest.approx(spread, abs=1e-3)


@given(st.lists(st.integers(-180, 180), min_size=2, max_size=30), st.integers(0, 1439))
def test_the_spread_of_the_midpoint_does_not_depend_on_where_midnight_lies(
    offsets: list[int], centre: int
) -> None:
    here = clock_spread(np.array([(centre + offset) % 1440 for offset in offsets], dtype=float))
    there = clock_spread(np.array([(720 + offset) % 1440 for offset in offsets], dtype=float))
    assert here == pytest.approx(there, abs=1e-6)
    circle = mean_clock(np.array([(720 + offset) % 1440 for offset in offsets], dtype=float))
    assert circle is not None
    if max(offsets) - min(offsets) < 60:
        assert there == pytest.approx(float(np.std(offsets, ddof=1)), abs=0.05)


def test_the_published_example_of_the_regularity_index_comes_out() -> None:
    quarter = 360.0
    onset, woke = (np.array([2, 3, 1, 2]) * quarter + 720) % 1440, np.full(4, 719.999)
    assert sleep_regularity(onset, woke, least_pairs=3) == pytest.approx(33.33, abs=0.01)


def test_identical_nights_are_perfectly_regular_and_fewer_than_five_pairs_say_nothing() -> None:
    assert sleep_regularity(np.full(6, 1380.0), np.full(6, 420.0)) == 100
    assert sleep_regularity(np.full(5, 1380.0), np.full(5, 420.0)) is None
    gappy = np.where(np.arange(12) % 2, np.nan, 1380.0)
    assert sleep_regularity(gappy, np.full(12, 420.0)) is None


sleeps = st.lists(st.tuples(st.integers(0, 287), st.integers(150, 400)), min_size=2, max_size=9)
"""When sleep began and ended, in five minutes from the noon before waking up; also past the next noon."""


@given(sleeps)
def test_the_regularity_index_equals_counting_five_minute_epochs_from_noon_to_noon(
    found: list[tuple[int, int]],
) -> None:
    found = [(start, max(start + 12, end)) for start, end in found if max(start + 12, end) - start < 288]
    if len(found) < 2:
        return
    state = np.zeros((len(found) + 1) * 288 + 400, dtype=bool)
    for row, (start, end) in enumerate(found):
        state[row * 288 + start : row * 288 + end] = True
    days = state[: len(found) * 288].reshape(-1, 288)
    onset = np.array([(720 + start * 5.0) % 1440 for start, _ in found])
    woke = np.array([(720 + end * 5.0) % 1440 for _, end in found])
    same = np.mean(days[1:] == days[:-1])
    assert sleep_regularity(onset, woke, least_pairs=1) == pytest.approx(200 * (same - 0.5), abs=0.1)


def test_later_weekends_show_as_a_shift_and_too_few_of_them_as_nothing() -> None:
    week = a_table([a_day(day, sleep_quality=3) for day in range(14)])
    saturdays = [(week.period.first + timedelta(days=row)).weekday() >= 5 for row in range(14)]
    midpoint = np.where(saturdays, 15.0, 1395.0)
    assert weekend_shift(week, midpoint) == pytest.approx(60)
    assert weekend_shift(week, np.where(saturdays, np.nan, midpoint)) is None
    assert weekend_shift(week.rows(0, 1), midpoint[:1]) is None
