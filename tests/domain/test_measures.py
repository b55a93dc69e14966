"""The registry: every derived number exists for any diary, however empty, and knows what it does not know."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.body import Atlas
from diary.domain.day import Activity, Day, DayKind
from diary.domain.measures import CLOCK_UNIT, MEASURES, coverage, of_period, overview, per_day
from diary.domain.period import Period
from tests.factory import TODAY, a_day, a_table


def slept(back: int, areas: Mapping[str, int], activities: Iterable[Activity] = ()) -> Day:
    return a_day(
        back,
        areas=areas,
        activities=activities,
        into_bed=1380,
        sleep_latency=10,
        awake_in_night=20,
        got_up=420,
    )


def test_measures_have_distinct_keys_and_one_value_per_day(atlas: Atlas) -> None:
    table = a_table([a_day(9, stress=1), slept(0, {atlas.segments[0].key: 3})])
    columns = per_day(table)
    assert list(columns) == [measure.key for measure in MEASURES]
    assert len(columns) == len(MEASURES)
    assert {len(column) for column in columns.values()} == {10}


def test_a_day_without_answers_has_no_derived_number_at_all() -> None:
    columns = per_day(a_table([Day(TODAY)]))
    assert [key for key, column in columns.items() if not np.isnan(column).all()] == []


def test_no_pain_today_is_zero_areas_and_not_asked_is_none() -> None:
    columns = per_day(a_table([a_day(1, areas={}), a_day(0, stress=2)]))
    for key in ("areas_today", "regions", "sites", "extent"):
        assert columns[key].tolist() == pytest.approx([0, np.nan], nan_ok=True)
    assert np.isnan(columns["symmetry"]).all()


def test_a_constant_diary_has_constant_numbers(atlas: Atlas) -> None:
    neck = next(segment.key for segment in atlas.segments if segment.wpi == "neck")
    walk = [Activity("walk", 30, 4)]
    table = a_table(slept(back, {neck: 5}, walk) for back in range(21))
    found = of_period(table)
    assert found["time_asleep_mean"] == found["time_asleep_median"] == 450
    assert found["time_asleep_count"] == 21
    assert found["time_asleep_at_most_count"] == 0
    assert found["efficiency_mean"] == 93.75
    assert found["midpoint_mean"] == pytest.approx(185)
    assert found["midpoint_sd"] == pytest.approx(0, abs=1e-6)
    assert found["sleep_regularity"] == 100
    assert found["weekend_shift"] == pytest.approx(0, abs=1e-6)
    assert found["areas_today_mean"] == found["wpi7_mean"] == found["regions_mean"] == 1
    assert found["wpi7_count"] == 18
    assert found["wander_mean"] == 0
    assert found["load_variation"] == 0
    assert found["load_swings"] == 0
    assert found["active_minutes7_median"] == 210


def test_coverage_counts_what_kind_of_days_the_diary_has() -> None:
    table = a_table(
        [
            a_day(6, stress=1),
            a_day(5, stress=1, typed_after_days=4),
            a_day(4, areas={}, kind=DayKind.HARD),
            a_day(3, kind=DayKind.HOLIDAY),
            a_day(0, areas={}, typed_after_days=9),
        ]
    )
    assert coverage(table) == {
        "days": 7,
        "days_logged": 4,
        "days_late": 2,
        "days_mapped": 2,
        "days_hard": 1,
        "days_holiday": 1,
    }


@given(st.lists(st.floats(-1e6, 1e6) | st.just(np.nan), max_size=20))
def test_an_overview_counts_only_what_is_known(values: list[float]) -> None:
    known = [value for value in values if not np.isnan(value)]
    found = overview(np.array(values, dtype=float))
    assert found.count == len(known)
    assert (found.mean is None) is (not known)
    if known:
        assert found.median == pytest.approx(np.median(known))


def test_clock_times_have_no_plain_mean_or_median() -> None:
    found = of_period(a_table([a_day(1, into_bed=1380, got_up=420), a_day(0, into_bed=60, got_up=540)]))
    clocks = [measure.key for measure in MEASURES if measure.unit == CLOCK_UNIT]
    assert clocks == ["midpoint"]
    assert found["midpoint_mean"] == pytest.approx(240)
    assert "midpoint_median" not in found


def test_the_numbers_of_a_period_can_be_written_as_json() -> None:
    found = of_period(a_table([a_day(0, stress=2)], Period(date(2026, 11, 1), TODAY)))
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["days"] == 22
    assert found["time_asleep_mean"] is None
