"""The days drawn beside each reason: the stretch the rule looked at, and nothing that does not count."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.day import Activity, Day
from diary.domain.factors.look import days_until, look_at_factors
from diary.domain.factors.series import MEASURES, USUAL, FactorMeasure, series_of_factor
from diary.domain.factors.state import THRESHOLDS, FactorReason, FactorState
from diary.domain.item import RiskFactor
from tests.domain.factors.diaries import CASES, FACTOR_OF, LONG_AGO, diary
from tests.factory import TODAY, a_day, a_table


def states_of(days: list[Day]) -> dict[RiskFactor, FactorState]:
    return {state.factor: state for state in look_at_factors(a_table(days), TODAY, LONG_AGO)}


def test_everything_that_can_be_found_has_something_to_draw() -> None:
    assert set(MEASURES) == set(FACTOR_OF)
    assert list(USUAL) == list(RiskFactor)


@pytest.mark.parametrize("reason", CASES)
def test_the_days_drawn_hold_every_day_the_reason_speaks_of(reason: FactorReason) -> None:
    recent = days_until(a_table(CASES[reason]), TODAY, THRESHOLDS.month)
    state = states_of(CASES[reason])[FACTOR_OF[reason]]
    series = series_of_factor(recent, state)
    assert series.measure is MEASURES[reason]
    last = series.first + timedelta(days=len(series.values) - 1)
    assert last == TODAY
    assert series.first <= min(state.days) <= max(state.days) <= last
    spoken_of = [(day - series.first).days for day in state.days]
    assert np.isfinite(series.values[spoken_of]).all()


def test_short_nights_are_drawn_beside_the_seven_hours_they_are_compared_with() -> None:
    days = CASES[FactorReason.SHORT_NIGHTS]
    series = series_of_factor(
        days_until(a_table(days), TODAY, THRESHOLDS.month), states_of(days)[RiskFactor.SLEEP]
    )
    assert (series.measure, series.limit) == (FactorMeasure.TIME_ASLEEP, THRESHOLDS.short_night)
    assert (series.values < THRESHOLDS.short_night).all()


def test_late_answers_are_left_out_of_the_picture_as_of_the_rule() -> None:
    days = [*diary(stress=[8.0] * 6), a_day(6, stress=1, typed_after_days=5)]
    recent = days_until(a_table(days), TODAY, THRESHOLDS.month)
    series = series_of_factor(recent, states_of(days)[RiskFactor.STRESS])
    assert np.isnan(series.values[0])
    assert np.isfinite(series.values[1:]).all()


@given(
    st.lists(
        st.builds(
            lambda ago, stress, people, minutes: a_day(
                ago, stress=stress, people=people, activities=[Activity("walk", minutes, 5)]
            ),
            st.integers(0, 40),
            st.integers(0, 10),
            st.integers(0, 2),
            st.integers(1, 600),
        ),
        min_size=1,
        max_size=30,
        unique_by=lambda day: day.date,
    )
)
def test_whatever_was_noted_can_be_drawn(days: list[Day]) -> None:
    recent = days_until(a_table(days), TODAY, THRESHOLDS.month)
    for state in look_at_factors(recent, TODAY):
        series = series_of_factor(recent, state)
        assert 1 <= len(series.values) <= THRESHOLDS.month
        assert series.first + timedelta(days=len(series.values) - 1) == TODAY
