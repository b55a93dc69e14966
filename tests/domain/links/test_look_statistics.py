"""Correlation, effective number and interval, against closed forms."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.links.look import CHANCE, FORWARD_SHARE, LEAST_EFFECTIVE, Strength, strength, unevenness, widths
from diary.domain.table import Floats


def noise(days: int, seed: int = 3) -> tuple[Floats, Floats]:
    one, other = np.random.default_rng(seed).standard_normal((2, days))
    return one, other


def test_r_is_pearsons_on_what_is_left() -> None:
    one, other = noise(100)
    found = strength(one, one + other, 0.0, np.zeros(5))
    assert found is not None
    assert found.r == pytest.approx(np.corrcoef(one, one + other)[0, 1])


def test_drift_weekdays_and_shared_memory_each_make_pairs_worth_less() -> None:
    one, other = noise(400)
    uneven = max(1.0, unevenness(one - one.mean(), other - other.mean()))
    plain, drift, memory = (
        strength(one, other, spent, products)
        for spent, products in ((0.0, np.zeros(5)), (0.1, np.zeros(5)), (0.0, np.array([0.25, 0, 0, 0, 0])))
    )
    assert plain is not None
    assert drift is not None
    assert memory is not None
    assert plain.effective == pytest.approx(394 / uneven)
    assert drift.effective == pytest.approx(354 / uneven)
    assert memory.effective == pytest.approx(394 / (uneven + 0.5))


def test_memory_in_opposite_directions_never_makes_pairs_worth_more() -> None:
    one, other = noise(100)
    assert strength(one, other, 0, np.array([-0.3, 0, 0, 0, 0])) == strength(one, other, 0, np.zeros(5))


def test_pairs_that_are_restless_together_are_worth_less() -> None:
    one, other = noise(2000)
    scale = np.where(np.arange(2000) % 200 < 50, 3.0, 0.5)
    assert unevenness(one, other) == pytest.approx(1, abs=0.1)
    assert unevenness(one * scale, other * scale) > 2


def test_the_interval_is_fishers() -> None:
    low, high = Strength(0.5, 28.0).interval(1.96)
    assert (low, high) == pytest.approx((np.tanh(0.549306 - 0.392), np.tanh(0.549306 + 0.392)), abs=1e-5)


@pytest.mark.parametrize("constant", [np.zeros(50), np.full(50, 3.0)])
def test_what_does_not_vary_has_no_correlation(constant: Floats) -> None:
    assert strength(constant, noise(50)[0], 0, np.zeros(5)) is None


@given(st.integers(0, 2**32), st.integers(15, 80), st.floats(0, 0.9))
def test_an_interval_always_holds_r_and_never_passes_one(seed: int, days: int, spent: float) -> None:
    one, other = noise(days, seed)
    for then in (other, one, -one):
        found = strength(one, then, spent, np.zeros(5))
        assert found is not None
        assert LEAST_EFFECTIVE <= found.effective <= days
        low, high = found.interval(3)
        assert -1 <= low <= found.r <= high <= 1


@pytest.mark.parametrize(("forward", "reverse"), [(18, 18), (3, 1), (5, 0), (0, 2), (0, 0)])
def test_the_chances_of_all_intervals_together_are_the_allowed_chance(forward: int, reverse: int) -> None:
    there, back = (2 * (1 - NormalDist().cdf(width)) for width in widths(forward, reverse))
    expected = CHANCE if forward or reverse else 0
    assert there * forward + back * reverse == pytest.approx(expected)
    if forward and reverse:
        assert there * forward == pytest.approx(CHANCE * FORWARD_SHARE)
