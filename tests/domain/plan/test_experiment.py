"""An experiment on oneself: orders that are drawn, weeks that count, and what may be said at the end."""

from collections import Counter
from datetime import date, timedelta
from math import inf, isnan, nan
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.plan.experiment import (
    BY_CALENDAR,
    DRAWN,
    Experiment,
    ExperimentEnd,
    ExperimentResult,
    draw_order,
    find_difference,
    week_means,
)

FIRST = date(2026, 3, 2)


def experiment(order: str) -> Experiment:
    return Experiment("pain_average", False, order, FIRST, 1)


def days_of(order: str, effect: float, course: float = 0.0) -> list[float]:
    """Values that differ by `effect` in the changed weeks, on a course of so much a week."""
    chance = Random(3)
    return [
        6 + chance.gauss(0, 0.5) + course * (day // 7) + effect * (order[day // 7] == "c")
        for day in range(7 * len(order))
    ]


@pytest.mark.parametrize("weeks", [8, 4])
def test_every_drawn_order_is_pairs_of_one_usual_and_one_changed_week(weeks: int) -> None:
    drawn = {draw_order(seed, weeks) for seed in range(100)}
    assert drawn == set(DRAWN[weeks])
    for order in drawn:
        pairs = Counter(order[place : place + 2] for place in range(0, weeks, 2))
        assert set(pairs) <= {"uc", "cu"}
        if weeks == 8:
            assert sorted(pairs.values()) == [1, 3], "no rhythm of two or four weeks follows it"
    assert sum(order[0] == "c" for order in DRAWN[weeks]) * 2 == len(DRAWN[weeks]), "either can come first"


def test_the_same_seed_gives_the_same_order() -> None:
    assert [draw_order(seed, 8) for seed in (0, 7, 123456)] == ["ucucuccu", "uccucucu", "ucucuccu"]


def test_a_week_counts_without_the_first_day_of_a_turn() -> None:
    values = [9.0, *[1.0] * 6, 9.0, *[3.0] * 6, 5.0, *[4.0] * 6, 4.0, *[4.0] * 6]
    assert week_means("uccu", values) == [pytest.approx(15 / 7), 3.0, pytest.approx(29 / 7), 4.0]


def test_weeks_filled_in_only_where_it_went_well_say_nothing() -> None:
    """Pain that the change does not touch, written in the changed weeks on easier days only."""
    order, values = DRAWN[8][0], days_of(DRAWN[8][0], 0)
    kept = [value if order[day // 7] == "u" or value < 6 else nan for day, value in enumerate(values)]
    assert sum(map(isnan, kept)) > 9
    assert find_difference(experiment(order), kept, done=28).end is ExperimentEnd.UNEVEN
    seldom = [value if day % 7 > 2 else nan for day, value in enumerate(values)]
    assert find_difference(experiment(order), seldom, done=28).end is not ExperimentEnd.UNEVEN


def test_weeks_of_one_kind_that_have_more_gaps_make_the_interval_wider() -> None:
    order = DRAWN[8][0]
    some = [
        nan if order[day // 7] == "c" and day % 7 == 4 else value for day, value in enumerate(days_of(order, 2.0))
    ]
    found = find_difference(experiment(order), some, done=28)
    assert (found.high or 0) - (found.low or 0) == pytest.approx(7 / 6 * _width_of_whole_weeks(order, some))


def _width_of_whole_weeks(order: str, values: list[float]) -> float:
    """The width of the interval of weeks of the same means without any gap."""
    means = week_means(order, values)
    filled = [float(mean or 0) for mean in means for _ in range(7)]
    found = find_difference(experiment(order), filled, done=28)
    return (found.high or 0) - (found.low or 0)


def test_a_week_of_two_days_does_not_count() -> None:
    values = [nan] * 5 + [1.0, 2.0] + [nan] * 4 + [1.0, 2.0, 3.0] + [1.0] * 14
    assert week_means("ucuc", values)[:2] == [None, 2.0]


def test_a_large_difference_is_told_with_its_bounds() -> None:
    for order in DRAWN[8]:
        found = find_difference(experiment(order), days_of(order, -2), done=28)
        assert found.end is ExperimentEnd.LOWER
        assert found.low is not None
        assert found.high is not None
        assert -3 < found.low < found.high < -1
        assert found.answered == 56


@pytest.mark.parametrize("order", [*DRAWN[8], BY_CALENDAR])
def test_a_steady_course_alone_is_no_difference(order: str) -> None:
    assert find_difference(experiment(order), days_of(order, 0, -0.4), 28).end is ExperimentEnd.NONE


def test_the_difference_beside_a_course_is_that_of_the_change() -> None:
    found = find_difference(experiment("ucuccuuc"), days_of("ucuccuuc", 1.5, -0.4), 28)
    assert found.end is ExperimentEnd.HIGHER
    assert found.low is not None
    assert found.high is not None
    assert (found.low + found.high) / 2 == pytest.approx(1.5, abs=0.2)


def test_a_change_that_was_seldom_made_says_nothing() -> None:
    assert find_difference(experiment(DRAWN[8][0]), days_of(DRAWN[8][0], -2), 15).end is ExperimentEnd.SELDOM
    assert find_difference(experiment(DRAWN[8][0]), days_of(DRAWN[8][0], -2), 16).end is ExperimentEnd.LOWER


def test_few_days_or_equal_ones_say_nothing() -> None:
    order = DRAWN[8][0]
    values = days_of(order, -2)
    two_weeks_gone = [nan] * 7 + values[7:14] + [nan] * 7 + values[21:]
    one_week_gone = [nan] * 7 + values[7:]
    assert find_difference(experiment(order), two_weeks_gone, 28).end is ExperimentEnd.TOO_FEW
    assert find_difference(experiment(order), one_week_gone, 28).end is ExperimentEnd.LOWER
    assert find_difference(experiment(order), [nan] * 56, 28).end is ExperimentEnd.TOO_FEW
    assert find_difference(experiment(order), [4.0] * 56, 28).end is ExperimentEnd.ALIKE
    assert (
        find_difference(experiment("uccu"), [nan] * 7 + days_of("uccu", -3)[7:], 14).end is ExperimentEnd.TOO_FEW
    )


@given(
    order=st.sampled_from([*DRAWN[8], *DRAWN[4], BY_CALENDAR]),
    values=st.lists(st.one_of(st.just(nan), st.integers(0, 10).map(float)), min_size=56, max_size=56),
    done=st.integers(0, 28),
)
def test_any_days_give_an_end_and_bounds_in_order(order: str, values: list[float], done: int) -> None:
    found = find_difference(experiment(order), values[: 7 * len(order)], done)
    assert found.is_possible
    if found.low is not None and found.high is not None:
        assert found.low < found.high
        assert (found.end is ExperimentEnd.NONE) is (found.low <= 0 <= found.high)


def test_days_know_their_week() -> None:
    one = experiment("uccu")
    assert one.days.last == FIRST + timedelta(days=27)
    assert [one.week_of(FIRST + timedelta(days=day)) for day in (-1, 0, 6, 7, 27, 28)] == [None, 0, 0, 1, 3, None]
    assert [one.changed_days(FIRST + timedelta(days=day)) for day in (-5, 6, 7, 20, 27, 99)] == [
        0,
        0,
        1,
        14,
        14,
        14,
    ]


def test_what_cannot_have_been_drawn_or_counted_is_known() -> None:
    assert experiment(BY_CALENDAR).is_possible
    assert not experiment("uccc").is_possible
    assert not ExperimentResult(ExperimentEnd.LOWER, 1, 1, 1, 1.0, 2.0, -inf, 1.0).is_possible
    assert not ExperimentResult(ExperimentEnd.NONE, 1, 1, 1).is_possible
    assert ExperimentResult(ExperimentEnd.STOPPED, 1, 1, 1).is_possible
