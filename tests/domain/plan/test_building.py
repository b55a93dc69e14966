"""Building up: the published examples, and what stands in the way of a scheme."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.plan.building import Scheme, WeekEnd, baseline, check_scheme, is_uneven, replay, whole
from diary.domain.refusal import Reason, Refusal

MONDAY = date(2025, 3, 10)
WEEKS = (
    "xx.xxxx", "xxx.x.x", "x.x.xx.", "xxxxxxx", "xxHHH--", "xxxxxx.", "xxxxx..",
    "xxxxx..", "xxxxxx.", "xxxxxxx", "xxxxx..", "xxxxx..", "xxxxx..",
)  # fmt: skip


def noted(weeks: tuple[str, ...], first: date = MONDAY) -> tuple[dict[date, bool], frozenset[date]]:
    days = {first + timedelta(days=at): letter for at, letter in enumerate("".join(weeks))}
    marks = {day: letter == "x" for day, letter in days.items() if letter in "x."}
    return marks, frozenset(day for day, letter in days.items() if letter == "H")


def test_the_walk_goes_as_published() -> None:
    usual = baseline([12, 15, 9, 14, 10])
    assert usual == 12.0
    scheme = Scheme(0.8 * usual, 0.1 * usual, 20, MONDAY)
    assert [whole(scheme.level(number)) for number in range(10)] == [10, 11, 12, 13, 14, 16, 17, 18, 19, 20]
    marks, hard = noted(WEEKS)
    found = replay(scheme, marks, hard, frozenset(), date(2025, 6, 8))
    assert [week.shown for week in found] == [10, 11, 12, 12, 13, 12, 13, 14, 16, 17, 18, 19, 20]
    assert [week.end for week in found[:6]] == [
        WeekEnd.UP,
        WeekEnd.UP,
        WeekEnd.SAME,
        WeekEnd.UP,
        WeekEnd.HARDER,
        WeekEnd.UP,
    ]
    assert (found[-1].end, found[-1].level) == (WeekEnd.NOW, 20)
    held = replay(scheme, marks, hard, frozenset(), date(2025, 6, 9))
    assert (held[-2].end, held[-1].level) == (WeekEnd.HOLD, 20)
    flare = found[4]
    assert flare.rests_from == date(2025, 4, 12)
    assert [flare.asks_on(flare.first + timedelta(days=day)) for day in range(7)] == [True] * 5 + [False] * 2


def test_the_stairs_may_repeat_a_number() -> None:
    assert baseline([6, 8, 4]) == 6.0
    scheme = Scheme(4.8, 0.6, None, MONDAY)
    assert [whole(scheme.level(number)) for number in range(10)] == [5, 5, 6, 7, 7, 8, 8, 9, 10, 10]
    typed = Scheme(4.8, 1, 6, MONDAY)
    assert [whole(typed.level(number)) for number in range(4)] == [5, 6, 6, 6]


def test_the_metres_of_the_guideline() -> None:
    scheme = Scheme(160, 20, 300, MONDAY)
    assert [whole(scheme.level(number)) for number in range(9)] == [160, 180, 200, 220, 240, 260, 280, 300, 300]


@pytest.mark.parametrize(
    ("trials", "reason"),
    [([12], Reason.TRIALS_MISSING), ([], Reason.TRIALS_MISSING), ([0, 0, 0], Reason.NO_BASELINE)],
)
def test_trial_days_that_say_nothing_are_refused(trials: list[float], reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        baseline(trials)
    assert refused.value.reason is reason


def test_only_the_newest_seven_trials_count_and_uneven_ones_are_told() -> None:
    assert baseline([100, *[10] * 7]) == 10
    assert is_uneven([5, 20, 5])
    assert not is_uneven([9, 12, 15])


@pytest.mark.parametrize(
    ("start", "step", "goal", "reason"),
    [
        (0, 1, 20, Reason.START_MISSING),
        (9.6, 12, 20, Reason.STEP_TOO_LARGE),
        (9.6, 1.2, 8, Reason.GOAL_BELOW_START),
        (9.6, 3, 20, Reason.STEP_LARGE),
        (12.5, 1.2, 20, Reason.START_LARGE),
    ],
)
def test_a_scheme_that_asks_too_much_is_refused(start: float, step: float, goal: float, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        check_scheme(12, start, step, goal)
    assert refused.value.reason is reason


def test_a_large_step_is_taken_by_who_is_sure_of_it() -> None:
    check_scheme(12, 9.6, 3, 20, is_sure=True)
    check_scheme(12, 9.6, 2.4, None)
    check_scheme(12, 80, 1, 90, is_sure=True)
    check_scheme(12, 12, 1, 90)


def test_something_is_never_shown_as_nothing() -> None:
    assert [whole(amount) for amount in (0, 0.1, 0.4, 1.4, 12.5)] == [0, 1, 1, 1, 13]


def test_a_week_that_is_half_noted_is_not_known() -> None:
    marks, hard = noted(("xxx",))
    found = replay(Scheme(10, 1, None, MONDAY), marks, hard, frozenset(), MONDAY + timedelta(days=7))
    assert [(week.shown, week.end) for week in found] == [(10, WeekEnd.UNKNOWN), (10, WeekEnd.NOW)]


def test_after_a_harder_time_one_told_the_last_comfortable_week_comes_back() -> None:
    marks, hard = noted(("xxxxx..", "xxxxx..", "x......"))
    harder = frozenset({MONDAY + timedelta(days=15)})
    found = replay(Scheme(10, 1, None, MONDAY), marks, hard, harder, MONDAY + timedelta(days=21))
    assert [week.shown for week in found] == [10, 11, 12, 11]


def test_a_scheme_that_begins_later_has_no_weeks_yet() -> None:
    scheme = Scheme(10, 1, None, MONDAY)
    assert replay(scheme, {}, frozenset(), frozenset(), MONDAY - timedelta(days=1)) == ()


@given(
    marks=st.dictionaries(st.integers(0, 200), st.booleans()),
    hard=st.frozensets(st.integers(0, 200)),
    harder=st.frozensets(st.integers(0, 200), max_size=3),
)
def test_an_amount_never_jumps_a_step_nor_passes_the_goal(
    marks: Mapping[int, bool], hard: frozenset[int], harder: frozenset[int]
) -> None:
    def days(numbers: frozenset[int]) -> frozenset[date]:
        return frozenset(MONDAY + timedelta(days=number) for number in numbers)

    scheme = Scheme(10, 2, 19, MONDAY)
    answered = {MONDAY + timedelta(days=number): done for number, done in marks.items()}
    found = replay(scheme, answered, days(hard), days(harder), MONDAY + timedelta(days=210))
    assert all(scheme.start <= week.level <= 19 for week in found)
    assert all(after.number <= before.number + 1 for before, after in pairwise(found))
