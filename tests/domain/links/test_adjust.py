"""What is taken out of a series before it is compared, against closed forms."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.links import adjust
from diary.domain.table import Floats

NAN = np.nan


def rows(*values: Floats | list[float]) -> Floats:
    return np.array(values, dtype=np.float64)


def noise(days: int, series: int = 1) -> Floats:
    return np.random.default_rng(5).standard_normal((series, days))


def test_normal_scores_follow_the_order_share_ties_and_leave_gaps() -> None:
    scores = adjust.normal_scores(rows([3, NAN, 1, 3, 900]))
    inverse = NormalDist().inv_cdf
    assert scores[0, [2, 0, 3, 4]] == pytest.approx([inverse(0.2), inverse(0.5), inverse(0.5), inverse(0.8)])
    assert np.isnan(scores[0, 1])


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_normal_scores_are_the_same_for_any_rising_scale(values: list[int]) -> None:
    plain = rows([float(value) for value in values])
    np.testing.assert_allclose(adjust.normal_scores(plain), adjust.normal_scores(np.exp(plain)))


def test_a_straight_line_is_all_drift_also_across_gaps() -> None:
    line = 3 + 0.2 * np.arange(120.0)
    line[[4, 5, 6, 40, 80, 81]] = NAN
    left, spent = adjust.without_drift(rows(line))
    np.testing.assert_array_equal(np.isnan(left[0]), np.isnan(line))
    np.testing.assert_allclose(left[0, ~np.isnan(line)], 0, atol=1e-9)
    assert 0.02 < spent[0] < 0.12


def test_slow_waves_are_drift_and_fast_ones_are_not() -> None:
    days = np.arange(365.0)
    waves = rows(np.sin(2 * np.pi * days / 180), np.sin(2 * np.pi * days / 10))
    left, _ = adjust.without_drift(waves)
    slow, fast = left[:, 30:-30].std(axis=1) / waves.std(axis=1)
    assert slow < 0.1
    assert fast > 0.95


def test_a_lonely_day_is_not_compared_with_itself() -> None:
    series = noise(200)
    series[0, 60:] = NAN
    series[0, 150] = 1.0
    left, _ = adjust.without_drift(series)
    assert np.isnan(left[0, 150])
    assert not np.isnan(left[0, :60]).any()


def test_every_weekday_has_a_mean_of_zero() -> None:
    left = adjust.without_week(rows(np.arange(70.0) % 7 + 0.1 * np.arange(70.0)))
    assert [left[0, weekday::7].mean() for weekday in range(7)] == pytest.approx([0] * 7)


def test_news_across_a_gap_is_what_the_last_known_day_does_not_tell() -> None:
    series = noise(60)
    for day in range(1, 60):
        series[0, day] += 0.6 * series[0, day - 1]
    series[0, 20:23] = NAN
    before, after = series[0, :-1], series[0, 1:]
    both = ~np.isnan(before) & ~np.isnan(after)
    phi = (before[both] @ after[both]) / np.sqrt((before[both] @ before[both]) * (after[both] @ after[both]))
    innovations = adjust.without_memory(series)[0]
    assert innovations[0] == series[0, 0]
    assert innovations[10] == pytest.approx((series[0, 10] - phi * series[0, 9]) / np.sqrt(1 - phi**2))
    assert innovations[23] == pytest.approx((series[0, 23] - phi**4 * series[0, 19]) / np.sqrt(1 - phi**8))
    assert np.isnan(innovations[20:23]).all()


def test_after_prewhitening_hardly_any_memory_is_left() -> None:
    series = noise(3000, 2)
    for day in range(1, 3000):
        series[1, day] = 0.8 * series[1, day - 1] + 0.6 * series[1, day]
    memory = adjust.adjust(series).memory
    assert memory.shape == (2, adjust.MEMORY_LAGS)
    assert np.abs(memory).max() < 0.12, "following drift leaves a little, against the days before"
    assert adjust.autocorrelation(series)[1, 0] == pytest.approx(0.8, abs=0.05)


def test_an_empty_series_stays_empty() -> None:
    adjusted = adjust.adjust(np.full((2, 30), NAN))
    assert np.isnan(adjusted.innovations).all()
    assert adjusted.spent.tolist() == [0, 0]
    assert not adjusted.memory.any()
