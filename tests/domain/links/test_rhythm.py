"""What the days around explain, against sums made by hand, and that each part of it is needed."""

import numpy as np
import pytest
from msgspec.structs import replace

from diary.domain.links import rhythm
from diary.domain.links.adjust import Adjusted, adjust
from diary.domain.links.aligned import Aligned, PairPlace, align
from diary.domain.links.link import Factor, Outcome
from diary.domain.links.look import look_at_links
from diary.domain.links.rhythm import Crossing, cross, explained, inflations
from diary.domain.links.series import FACTORS, OUTCOMES, Series, series_of
from diary.domain.table import Floats
from tests.calibration.diaries import LIVES, Notebook

REACH = 60
LAG = PairPlace(0, 0, 1)


def noise(days: int, seed: int = 3) -> Floats:
    return np.random.default_rng(seed).standard_normal((9, days))


def crossing(memory: float = 0.0, **found: float) -> Crossing:
    """400 pairs at each offset; `plus_3=0.2` is the correlation three days later."""
    r = np.zeros((6, 3, 2 * REACH + 1))
    for name, value in found.items():
        way, days = name.split("_")
        r[0, 0, REACH + (1 if way == "plus" else -1) * int(days)] = value
    return Crossing(r, np.full(r.shape, 400.0), REACH, np.full(9, memory))


def ways(series: Series, adjusted: Adjusted) -> list[Aligned]:
    return [align(series, adjusted, factor, outcome, reverse=False) for factor in FACTORS for outcome in OUTCOMES]


@pytest.mark.parametrize("offset", [-40, -1, 0, 1, 40])
def test_series_are_crossed_on_the_days_that_are_known(offset: int) -> None:
    values = noise(120)
    values[2, 50:60] = values[8, 20] = np.nan
    innovations = replace(adjust(noise(120)), innovations=values)
    found = cross(innovations)
    scaled = (values - np.nanmean(values, axis=1)[:, None]) / np.nanstd(values, axis=1)[:, None]
    first = scaled[2, max(0, -offset) : 120 - max(0, offset)]
    then = scaled[8, max(0, offset) : 120 - max(0, -offset)]
    known = ~np.isnan(first * then)
    assert found.reach == 40
    assert found.pairs[2, 2, 40 + offset] == known.sum()
    assert found.r[2, 2, 40 + offset] == pytest.approx((first * then)[known].mean())


def test_a_week_that_changes_is_as_high_at_the_lag_as_the_line_through_its_repetitions_leads() -> None:
    lags = {"plus_1": 0.4, "plus_8": 0.3, "minus_6": 0.3, "plus_15": 0.2, "minus_13": 0.2, "plus_22": 0.1}
    height, _ = explained(crossing(**lags), LAG, 1, 1)
    assert height == pytest.approx(0.4)


def test_a_rare_hard_day_is_known_in_a_season_by_what_lies_around_the_lag() -> None:
    place = 21 - rhythm.SHORTEST
    tables = Notebook(91).tables(LIVES["one hard day in 21"], 3, 12)
    found = [cross(adjust(series_of(table).values)) for table in tables]
    assert sum(bool(one.alike_around(0)[place]) for one in found) >= 9
    by_chance = [cross(adjust(noise(91, seed))).alike_around(later) for seed in range(12) for later in (-1, 0, 1)]
    assert np.mean([one.any() for one in by_chance]) < 0.45
    assert len(by_chance[0]) == 30 - rhythm.SHORTEST + 2


@pytest.mark.parametrize("days", [90, 180])
def test_weeks_that_change_are_known_by_all_pairs_together(days: int) -> None:
    book = Notebook(days)
    for name, known in (("other weekdays four times", True), ("a rota of 28 days", False)):
        tables = book.tables(LIVES[name], 3, 12)
        found = [cross(adjust(series_of(table).values)).has_changing_weeks for table in tables]
        assert sum(found) >= 10 if known else not any(found)


def test_nothing_around_explains_nothing() -> None:
    assert explained(crossing(plus_1=0.4), LAG, 1, 1) == (0, 1)


def test_equal_correlations_at_whole_periods_explain_as_much_of_the_lag() -> None:
    found = crossing(plus_1=0.4, plus_22=0.3, plus_43=0.3, minus_20=0.3, minus_41=0.3)
    height, widening = explained(found, LAG, 1, 1)
    assert height == pytest.approx(0.3)
    assert widening == pytest.approx(np.sqrt(1.25))
    assert explained(found, LAG, -1, 1) == (0, 1), "a rhythm in phase explains nothing against it"


def test_two_rhythms_at_once_are_added() -> None:
    three = dict.fromkeys(("plus_22", "minus_20", "plus_43", "minus_41"), 0.3)
    four = dict.fromkeys(("plus_29", "minus_27", "plus_57", "minus_55"), 0.25)
    found = crossing(plus_1=0.6, **three, **four)
    assert explained(found, LAG, 1, 1)[0] == pytest.approx(0.55)


def test_what_changes_slowly_near_the_lag_explains_it_too() -> None:
    near = {f"plus_{day}": 0.2 for day in (3, 4, 5, 6)} | {f"minus_{day}": 0.2 for day in (1, 2, 3, 4)}
    assert explained(crossing(plus_1=0.3, **near), LAG, 1, 1)[0] == pytest.approx(0.2)


def test_a_mood_of_one_sitting_leaks_into_the_next_day_through_the_memory_that_was_taken_out() -> None:
    found = crossing(0.5, plus_1=-0.2, plus_0=0.4)
    assert explained(found, LAG, -1, 1)[0] == pytest.approx(0.2)
    assert explained(found, LAG, 1, 1)[0] == 0
    assert explained(crossing(0.5, plus_1=-0.2, plus_0=0.05), LAG, -1, 1)[0] == 0, "which chance does as well"


def test_series_that_move_in_common_everywhere_are_worth_less_and_others_are_not() -> None:
    common = noise(365) + 0.7 * np.sqrt(2) * np.sin(2 * np.pi * np.arange(365) / 14)
    for values, least, most in ((noise(365), 0.9, 1.1), (common, 3, 20)):
        series = Series(
            values, ("",) * 9, np.zeros(values.shape, dtype=np.int32), np.zeros(values.shape, dtype=bool)
        )
        adjusted = adjust(values)
        found = inflations(cross(adjusted), ways(series, adjusted))
        assert found.min() > least
        assert found.max() < most
    assert inflations(crossing(), []).size == 0


LIFE = Notebook(365)


def shown(name: str, count: int = 16) -> int:
    return sum(look_at_links(table).has_pattern for table in LIFE.tables(LIVES[name], 3, count))


def test_without_what_the_days_around_explain_a_life_without_links_shows_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shown("one hard day in 28") <= 2
    monkeypatch.setattr("diary.domain.links.look.explained", lambda *_: (0.0, 1.0))
    assert shown("one hard day in 28") > 4


def test_a_short_or_empty_diary_can_be_crossed() -> None:
    for days in (1, 2, 5):
        assert cross(adjust(noise(days))).reach == days // 3
    assert not cross(adjust(np.full((9, 90), np.nan))).z.any()


def test_periods_of_the_diary_are_found_and_noise_has_hardly_any() -> None:
    table = next(LIFE.tables(LIVES["one hard day in 21"], 3, 1))
    periods = np.flatnonzero(cross(adjust(series_of(table).values)).regular) + rhythm.SHORTEST
    assert 21 in periods
    assert cross(adjust(noise(365))).regular.sum() < 3


def test_factor_and_outcome_are_placed_by_their_rows() -> None:
    series = series_of(next(LIFE.tables(LIVES["weeks that alternate"], 3, 1)))
    way = align(series, adjust(series.values), Factor.STRESS, Outcome.FUNCTION, reverse=True)
    assert way.place == PairPlace(2, 2, -1)
