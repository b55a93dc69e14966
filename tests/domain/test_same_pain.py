"""More life with the same pain is told when it holds over eight weeks, and hardly ever by chance."""

from datetime import timedelta

import numpy as np
import numpy.typing as npt
import pytest

from diary.domain.day import Activity, Day
from diary.domain.item import Catalogue
from diary.domain.same_pain import SamePain, SamePainResult, look_at_same_pain
from diary.domain.table import DayTable, empty_table
from tests.factory import TODAY, a_day, a_table

DAYS = 80


def found(days: list[Day], catalogue: Catalogue) -> SamePain:
    table = a_table(days)
    return look_at_same_pain(table, TODAY, table.period.first, catalogue)


def days_with(function: tuple[int, int], pain: tuple[int, int], minutes: tuple[int, int] = (30, 30)) -> list[Day]:
    """Eleven weeks in which things change four weeks ago, from the first number to the second, with some noise."""
    days = []
    for ago in range(DAYS):
        later = ago < 28
        wobble = (ago * 7) % 3 - 1
        days.append(
            a_day(
                ago,
                function=function[later] + wobble,
                pain_average=pain[later] + (ago * 5) % 3 - 1,
                activities=[Activity("Walking", minutes[later] + 4 * wobble)],
            )
        )
    return days


def test_more_function_with_the_same_pain_is_news(catalogue: Catalogue) -> None:
    news = found(days_with((3, 6), (5, 5)), catalogue)
    assert (news.news, news.grew) == (SamePainResult.MORE_LIFE, "function")
    assert news.spans.after.last == TODAY
    assert len(news.spans.before) == len(news.spans.after) == 28


def test_more_activity_with_less_pain_is_news(catalogue: Catalogue) -> None:
    assert found(days_with((5, 5), (6, 4), (20, 50)), catalogue).grew == "active_minutes"


@pytest.mark.parametrize(
    ("function", "pain"), [((5, 5), (5, 5)), ((3, 6), (4, 6)), ((6, 3), (5, 5)), ((6, 3), (4, 6))]
)
def test_anything_else_is_no_news_whatever_it_is(
    function: tuple[int, int], pain: tuple[int, int], catalogue: Catalogue
) -> None:
    assert found(days_with(function, pain), catalogue).news is SamePainResult.NONE


def test_a_young_diary_and_one_without_pain_numbers_have_too_few_days(catalogue: Catalogue) -> None:
    assert found(days_with((3, 6), (5, 5))[:50], catalogue).news is SamePainResult.TOO_FEW
    without = [a_day(ago, function=6 if ago < 28 else 3) for ago in range(DAYS)]
    assert found(without, catalogue).news is SamePainResult.TOO_FEW
    assert found([a_day(0, function=3)], catalogue).news is SamePainResult.TOO_FEW


def test_four_weeks_are_looked_at_and_not_a_good_fortnight(catalogue: Catalogue) -> None:
    days = [a_day(ago, function=4 if ago < 42 else 5, pain_average=5) for ago in range(DAYS)]
    assert found(days, catalogue).news is not SamePainResult.MORE_LIFE


def noise(chance: np.random.Generator, memory: float) -> npt.NDArray[np.float64]:
    steps = chance.normal(size=DAYS) * np.sqrt(1 - memory**2)
    values = np.empty(DAYS)
    values[0] = chance.normal()
    for day in range(1, DAYS):
        values[day] = memory * values[day - 1] + steps[day]
    return np.clip(np.round(5 + 1.8 * values), 0, 10)


def noisy_table(chance: np.random.Generator, memory: float, catalogue: Catalogue) -> DayTable:
    table = empty_table(a_table([a_day(0), a_day(DAYS - 1)]).period, [one.key for one in catalogue.numeric], ATLAS)
    for item in ("function", "pain_average"):
        table.values[item][:] = noise(chance, memory)
    table.active_minutes[:] = 8 * noise(chance, memory)
    table.logged[:] = True
    return table


ATLAS = a_table([a_day(0)]).atlas


@pytest.mark.parametrize("memory", [0.0, 0.5, 0.8])
def test_chance_alone_hardly_ever_makes_news(memory: float, catalogue: Catalogue) -> None:
    chance = np.random.default_rng(11)
    first = TODAY - timedelta(days=DAYS - 1)
    told = 0
    for _ in range(60):
        news = look_at_same_pain(noisy_table(chance, memory, catalogue), TODAY, first, catalogue)
        told += news.news is SamePainResult.MORE_LIFE
    assert told <= 3, "5 % of 60"
