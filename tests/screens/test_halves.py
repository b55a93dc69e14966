"""Comparing the halves of a period says no more than the days can carry."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.comparison import Change
from diary.domain.table import Floats
from diary.screens.halves import compare_halves


def series(first: float, second: float, days: int = 28) -> Floats:
    half = days // 2
    return np.array([first] * half + [second] * (days - half), dtype=np.float64)


@pytest.mark.parametrize(
    ("first", "second", "change"),
    [
        (5, 5, Change.SAME),
        (5, 5.9, Change.SAME),
        (5, 6, Change.A_LITTLE_HIGHER),
        (6, 5, Change.A_LITTLE_LOWER),
        (4, 6, Change.HIGHER),
        (3.9, 5.9, Change.HIGHER),
        (6, 4, Change.LOWER),
        (8, 6, Change.A_LITTLE_LOWER),
        (0, 1, Change.A_LITTLE_HIGHER),
        (0, 2, Change.HIGHER),
    ],
)
def test_two_points_and_thirty_percent_are_higher_one_point_and_ten_percent_a_little(
    first: float, second: float, change: Change
) -> None:
    halves = compare_halves(series(first, second))
    assert halves is not None
    assert [halves.first, halves.second] == pytest.approx([first, second])
    assert halves.change is change


def test_halves_shorter_than_two_weeks_are_not_compared() -> None:
    assert compare_halves(series(2, 8, days=27)) is None


def test_a_half_with_fewer_than_ten_ratings_is_not_compared() -> None:
    ratings = series(2, 8, days=40)
    ratings[:11] = np.nan
    assert compare_halves(ratings) is None
    ratings[0] = 2
    assert compare_halves(ratings) is not None


@given(st.lists(st.one_of(st.integers(0, 10), st.just(float("nan"))), max_size=80))
def test_any_series_is_compared_or_left_alone_and_turns_round_with_time(values: list[float]) -> None:
    ratings = np.array(values, dtype=np.float64)
    found = compare_halves(ratings)
    if found is None or len(ratings) % 2:
        return
    turned = compare_halves(ratings[::-1].copy())
    assert turned is not None
    assert turned.first == pytest.approx(found.second)
    assert (found.change is Change.SAME) or (found.second > found.first) == ("higher" in found.change)
