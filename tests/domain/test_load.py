"""Load: sums of what was logged, and swings against one's own median; a gap is never a quiet day."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain import load
from diary.domain.day import Activity, Answer, Day
from diary.domain.table import rolling_any, rolling_sum
from tests.factory import NOW, a_day, a_table

GAP = np.nan
series = st.lists(st.none() | st.integers(0, 900), min_size=1, max_size=30)


def column(values: list[int | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([GAP if value is None else value for value in values], dtype=float)


def test_a_day_adds_up_what_was_logged_and_no_more() -> None:
    day = a_day(0, activities=[Activity("walk", 30, 4), Activity("gym", 20, 7), Activity("garden", 15)])
    table = a_table([a_day(1, stress=3), day])
    assert table.active_minutes.tolist() == pytest.approx([GAP, 65], nan_ok=True)
    assert table.load.tolist() == pytest.approx([GAP, 260], nan_ok=True)
    assert load.equivalent_minutes(table).tolist() == pytest.approx([GAP, 85], nan_ok=True)


def test_activities_without_effort_have_minutes_but_no_load() -> None:
    table = a_table([a_day(0, activities=[Activity("walk", 30)])])
    assert (table.active_minutes[0], load.equivalent_minutes(table)[0]) == (30, 30)
    assert np.isnan(table.load[0])


def test_none_today_is_an_answer_and_counts_as_nothing() -> None:
    table = a_table([Day(date(2026, 11, 22), answers={"activities": Answer(1, NOW)})])
    assert (table.active_minutes[0], table.load[0], table.strenuous_minutes[0]) == (0, 0, 0)


@given(series, st.integers(1, 9))
def test_rolling_sums_equal_adding_up_by_hand(values: list[int | None], days: int) -> None:
    found = rolling_sum(column(values), days)
    for row in range(len(values)):
        assert found[row] == sum(value or 0 for value in values[max(0, row - days + 1) : row + 1])
    flags = np.array([bool(value) for value in values])
    assert rolling_any(flags, days).tolist() == (found > 0).tolist()


@given(series)
def test_a_gap_is_not_a_day_without_activity(values: list[int | None]) -> None:
    found = load.weekly_minutes(column(values))
    for row in range(len(values)):
        week = [value for value in values[max(0, row - 6) : row + 1] if value is not None]
        wanted = 7 * sum(week) / len(week) if len(week) >= 4 else GAP
        assert found[row] == pytest.approx(wanted, nan_ok=True)


@pytest.mark.parametrize(
    ("values", "variation", "median"),
    [
        ([], None, None),
        ([None, None], None, None),
        ([100], None, 100),
        ([0, 0, 0], None, 0),
        ([50, 50, None, 50], 0, 50),
        ([100, 300], 0.7071, 200),
    ],
)
def test_variation_and_median_use_only_known_days(
    values: list[int | None], variation: float | None, median: float | None
) -> None:
    assert load.variation(column(values)) == pytest.approx(variation, abs=1e-4)
    assert load.median_load(column(values)) == median


@pytest.mark.parametrize(
    ("values", "swings"),
    [
        ([150, 50, 100], [0]),
        ([150, 100, 50], [0]),
        ([150, 100, 100, 50], []),
        ([149, 50, 100], []),
        ([150, 51, 100], []),
        ([150, None, 50], [0]),
        ([150, None, None], []),
        ([150, 150, 0], [0, 1]),
        ([150], []),
    ],
)
def test_a_swing_is_a_high_day_followed_within_two_days_by_a_low_one(
    values: list[int | None], swings: list[int]
) -> None:
    assert np.flatnonzero(load.swings(column(values), median=100)).tolist() == swings


def test_without_a_median_above_nothing_there_are_no_swings() -> None:
    assert not load.swings(column([0, 100, 0]), median=0).any()
