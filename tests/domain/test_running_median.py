"""The running median follows the week, stops at gaps and is not bent by one day."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.table import WEEK_NEEDED
from diary.screens.series_lines import WINDOW, running_median

NAN = float("nan")


def test_one_bad_day_does_not_bend_the_line() -> None:
    assert running_median(np.array([2.0, 2, 2, 2, 10, 2, 2, 2, 2])).tolist() == [2.0] * 9


def test_at_the_ends_four_days_are_enough() -> None:
    assert running_median(np.array([1.0, 2, 3, 4])).tolist() == [2.5] * 4
    assert np.isnan(running_median(np.array([1.0, 2, 3]))).all()


@pytest.mark.parametrize(("missing", "bridged"), [(1, True), (3, True), (4, False), (9, False)])
def test_a_gap_of_more_than_three_days_stays_a_gap(missing: int, bridged: bool) -> None:
    values = np.array([5.0] * 10 + [NAN] * missing + [5.0] * 10)
    line = running_median(values)
    inside = line[10 : 10 + missing]
    assert bool(np.isfinite(inside).all()) is bridged
    assert np.isnan(inside).any() or bridged


def test_three_days_a_week_are_too_few_for_a_line() -> None:
    values = np.full(70, NAN)
    values[::7] = values[2::7] = values[4::7] = 5.0
    assert np.isnan(running_median(values)).all()


@given(st.lists(st.one_of(st.just(NAN), st.floats(-1e6, 1e6)), max_size=40))
def test_it_is_the_median_of_what_is_known_around_each_day(values: list[float]) -> None:
    line = running_median(np.array(values, dtype=np.float64))
    for row in range(len(values)):
        around = np.array(values[max(0, row - WINDOW // 2) : row + WINDOW // 2 + 1])
        known = around[np.isfinite(around)]
        if known.size < WEEK_NEEDED:
            assert np.isnan(line[row])
        else:
            assert line[row] == pytest.approx(np.median(known))
