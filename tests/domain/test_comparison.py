"""Two stretches compared: what may be said, and what is kept to oneself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.comparison import (
    ChangeDirection,
    Comparison,
    ComparisonStatus,
    Margin,
    around_common_mean,
    change,
    compare,
    rating_margin,
    settled,
)
from diary.domain.table import Floats
from diary.domain.two_periods import SHARE

RATING = rating_margin(0, 10)
HOUR = Margin(little=15, plain=60)


def noise(days: int, around: float, size: float = 1.0, seed: int = 1) -> Floats:
    return around + size * np.random.default_rng([seed, days]).standard_normal(days)


@pytest.mark.parametrize(
    ("before", "after", "called"),
    [
        (5, 5.9, ChangeDirection.SAME),
        (5, 6, ChangeDirection.A_LITTLE_HIGHER),
        (4, 6, ChangeDirection.HIGHER),
        (6, 4, ChangeDirection.LOWER),
        (8, 6, ChangeDirection.A_LITTLE_LOWER),
        (0, 0, ChangeDirection.SAME),
    ],
)
def test_a_word_takes_points_and_percent(before: float, after: float, called: ChangeDirection) -> None:
    assert change(before, after, RATING) is called


def test_a_scale_from_one_is_measured_from_one() -> None:
    quality = rating_margin(1, 5)
    assert change(2.0, 2.4, quality) is ChangeDirection.A_LITTLE_HIGHER
    assert change(3.0, 3.9, quality) is ChangeDirection.HIGHER


def test_a_large_difference_of_long_spans_is_reported_with_an_interval_around_it() -> None:
    found = compare(noise(60, 6), noise(60, 3, seed=2), RATING)
    assert (found.status, found.change) == (ComparisonStatus.CLEAR, ChangeDirection.LOWER)
    assert found.low is not None
    assert found.high is not None
    assert found.low < -3 < found.high < 0
    assert found.before.count == 60
    assert found.before.effective is not None
    assert 15 < found.before.effective <= 60


def test_the_same_difference_of_restless_persistent_days_is_not_reported() -> None:
    walk = np.convolve(noise(57, 0, seed=5), np.ones(2), "valid")
    found = compare(walk[:28] - walk[:28].mean(), walk[28:] - walk[28:].mean() + 1, rating_margin(-5, 5))
    assert (found.status, found.change) == (ComparisonStatus.UNCLEAR, None)
    assert found.before.effective is not None
    assert found.before.effective < 14


def test_waves_longer_than_the_spans_say_nothing() -> None:
    walk = np.cumsum(noise(56, 0, seed=5))
    found = compare(walk[:28], walk[28:] + 9, RATING)
    assert (found.status, found.difference) == (ComparisonStatus.TOO_SLOW, None)
    assert found.before.count == 28


def test_spans_that_are_surely_alike_are_called_the_same() -> None:
    found = compare(noise(90, 5, 0.6), noise(90, 5, 0.6, seed=9), RATING)
    assert (found.status, found.change) == (ComparisonStatus.CLEAR, ChangeDirection.SAME)


@pytest.mark.parametrize(("days", "known"), [(13, 13), (14, 9), (40, 9)])
def test_too_few_days_or_values_say_nothing(days: int, known: int) -> None:
    short = np.full(days, np.nan)
    short[:known] = noise(known, 2)
    found = compare(noise(40, 8), short, RATING)
    assert found.status is ComparisonStatus.TOO_FEW
    assert (found.after.count, found.difference) == (known, None)


def test_values_that_never_vary_say_nothing_about_chance() -> None:
    assert compare(np.full(28, 5.0), np.full(28, 8.0), RATING).status is ComparisonStatus.TOO_ALIKE


def test_a_span_without_any_variation_is_compared_with_one_that_varies() -> None:
    waves = np.array([0.0] * 14 + [0.0, 1.0] * 7)
    found = compare(np.zeros(28), waves, RATING)
    assert found.difference == 0.25
    _is_whole(found)


def test_a_short_stretch_that_varies_more_is_no_higher_level() -> None:
    """A calm season and two restless weeks around the same mean: by the variance of all days 26 of 120 differ."""
    told = 0
    for seed in range(60):
        calm, restless = np.round(noise(90, 4, 0.6, seed)), np.round(noise(14, 4, 3, seed))
        found = (compare(calm, restless, RATING), compare(restless, calm, RATING))
        told += sum(one.change not in {None, ChangeDirection.SAME} for one in found)
    assert told <= 6, "5 in 100"


def test_a_stretch_filled_in_on_bad_days_only_is_not_compared_with_all_days() -> None:
    pain = noise(84, 5, 2)
    bad = np.where(pain > 5, pain, np.nan)
    assert compare(bad[:42], pain[42:], RATING).status is ComparisonStatus.UNEVEN
    assert compare(bad[:42], bad[42:], RATING).status is not ComparisonStatus.UNEVEN


def test_days_that_could_have_no_value_do_not_make_a_stretch_uneven() -> None:
    with_holiday = noise(40, 5)
    with_holiday[:20] = np.nan
    known = noise(40, 5, seed=2)
    assert compare(with_holiday, known, RATING).status is ComparisonStatus.UNEVEN
    assert compare(with_holiday, known, RATING, days=(20, 40)).status is not ComparisonStatus.UNEVEN


def test_clock_times_are_compared_across_midnight() -> None:
    late, early = noise(42, 30, 20) % 1440, noise(42, 1380, 20, seed=3) % 1440
    found = compare(*around_common_mean(early, late), HOUR)
    assert found.change is ChangeDirection.HIGHER
    assert found.difference == pytest.approx(90, abs=12)


def test_clock_times_all_round_the_clock_have_no_mean_to_compare() -> None:
    round_the_clock = np.arange(0, 1440, 1440 / 16)
    found = compare(*around_common_mean(round_the_clock, round_the_clock), HOUR)
    assert found.status is ComparisonStatus.TOO_FEW


def test_more_comparisons_together_widen_each() -> None:
    one, nine = (compare(noise(40, 5), noise(40, 6, seed=2), RATING, chance) for chance in (0.04, 0.04 / 9))
    assert one.low is not None
    assert nine.low is not None
    assert nine.low < one.low


def test_the_first_two_weeks_of_a_diary_do_not_count() -> None:
    assert settled(0, 20).tolist() == [False] * 14 + [True] * 6
    assert settled(-10, 6).tolist() == [False] * 4 + [True] * 2
    assert settled(-99, 3).all()


@given(
    st.lists(st.one_of(st.integers(0, 10), st.just(float("nan"))), min_size=1, max_size=60),
    st.lists(st.one_of(st.integers(0, 10), st.just(float("nan"))), min_size=1, max_size=60),
)
def test_any_two_series_are_compared_or_left_alone_and_turn_round_together(
    before: list[float], after: list[float]
) -> None:
    there = compare(np.array(before, dtype=np.float64), np.array(after, dtype=np.float64), RATING)
    back = compare(np.array(after, dtype=np.float64), np.array(before, dtype=np.float64), RATING)
    assert there.status in {back.status, ComparisonStatus.CLEAR, ComparisonStatus.UNCLEAR}
    if there.difference is not None:
        assert there.difference == pytest.approx(-(back.difference or 0.0))
        _is_whole(there)


def _is_whole(found: Comparison) -> None:
    assert found.low is not None
    assert found.high is not None
    assert found.difference is not None
    assert np.isfinite([found.low, found.high]).all()
    assert found.low <= found.difference <= found.high
    assert found.before.effective is not None
    assert 0 < found.before.effective <= found.before.count


def test_answers_that_stay_the_same_for_weeks_say_nothing() -> None:
    before, after = np.zeros(28), np.ones(28)
    before[10:12], after[12] = 1, 0
    assert compare(before, after, SHARE).status is ComparisonStatus.TOO_SLOW
    before[20] = 1
    assert compare(before, after, SHARE).change is ChangeDirection.HIGHER


def test_one_answer_for_half_a_stretch_says_nothing_but_of_yes_and_no() -> None:
    before, after = noise(28, 4), np.round(noise(28, 7, seed=9))
    assert compare(np.round(before), after, RATING).change is ChangeDirection.HIGHER
    after[6:20] = 7
    assert compare(np.round(before), after, RATING).status is ComparisonStatus.TOO_SLOW
    seldom = np.zeros(60)
    seldom[[3, 9, 20]] = 1
    assert compare(seldom, np.resize([0.0, 1, 1], 60), SHARE).change is ChangeDirection.HIGHER
