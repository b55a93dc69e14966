"""The halves of a printed period are told in the words of Compare, and only where Compare would say something."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from diary.content.catalogue import load_catalogue
from diary.content.library import Library
from diary.domain.comparison import ChangeDirection, Comparison, ComparisonStatus
from diary.domain.period import Period
from diary.domain.table import Floats
from diary.domain.two_periods import TwoPeriods, compare_halves, compare_spans, span_days
from diary.paths import resources
from diary.screens.summary_rows import halves_sentence
from tests.factory import TODAY, a_day, a_table

LONG_AGO = TODAY - timedelta(days=900)
CATALOGUE = load_catalogue(resources())


def series(first: float, second: float, days: int = 90, seed: int = 1) -> Floats:
    chance = np.random.default_rng(seed)
    return np.where(np.arange(days) < days // 2, first, second) + chance.integers(-1, 2, days)


def some(keys: tuple[str, ...], value: float) -> dict[str, Any]:
    return dict.fromkeys(keys, value)


def found(ratings: Floats, keys: tuple[str, ...] = ("stress",), began: int = 900) -> dict[str, Comparison]:
    days = [a_day(len(ratings) - 1 - row, **some(keys, float(one))) for row, one in enumerate(ratings)]
    return dict(compare_halves(a_table(days), TODAY - timedelta(days=began), keys, CATALOGUE))


def test_a_page_says_exactly_what_compare_says_of_the_same_stretches() -> None:
    keys = ("stress", "function")
    for seed in range(6):
        ratings = series(4, 4 + seed / 2, seed=seed)
        table = a_table([a_day(89 - row, stress=one, function=one) for row, one in enumerate(ratings)])
        later = Period.ending(TODAY, 45)
        spans = TwoPeriods(later.before(45), later)
        said = compare_spans(table, spans, span_days(table, spans, -900), keys, CATALOGUE)
        assert compare_halves(table, LONG_AGO, keys, CATALOGUE) == dict(zip(keys, said, strict=True))


def test_a_plain_change_is_reported_and_its_reverse_too() -> None:
    assert found(series(3, 6))["stress"].change is ChangeDirection.HIGHER
    assert found(series(6, 3))["stress"].change is ChangeDirection.LOWER


def test_a_difference_that_chance_could_make_is_called_no_clear_difference(english: Library) -> None:
    ratings = np.cumsum(np.random.default_rng(3).integers(-1, 2, 60)).clip(-4, 4) + 5.0
    one = found(ratings)["stress"]
    assert one.change is None
    if one.status is ComparisonStatus.UNCLEAR:
        assert halves_sentence(english.language, one, "1 – 30 Sep").endswith("no clear difference")


@pytest.mark.parametrize("days", [1, 2, 27])
def test_halves_shorter_than_two_weeks_are_not_compared(days: int) -> None:
    assert found(series(2, 8, days=days)) == {}


def test_the_first_two_weeks_of_a_diary_are_not_compared(english: Library) -> None:
    assert found(series(2, 8, days=40), began=39) == {}
    young = found(series(2, 8, days=60), began=59)["stress"]
    assert young.before.count == 16


def test_a_half_with_fewer_than_ten_ratings_says_nothing(english: Library) -> None:
    ratings = series(2, 8, days=40)
    days = [a_day(39 - row, stress=one, function=5) for row, one in enumerate(ratings) if row > 10]
    days += [a_day(39 - row, function=5) for row in range(11)]
    one = compare_halves(a_table(days), LONG_AGO, ("stress",), CATALOGUE)["stress"]
    assert halves_sentence(english.language, one, "1 – 30 Sep") == ""
