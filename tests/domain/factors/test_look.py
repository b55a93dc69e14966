"""The look at the seven factors: gates, edges, and every reason reached by a diary that deserves it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.domain.day import Activity, Answer, Day, DayKind
from diary.domain.factors.look import days_until, look_at_factors
from diary.domain.factors.state import THRESHOLDS, FactorReason, FactorState, Level
from diary.domain.item import RiskFactor
from diary.domain.period import Period
from diary.domain.table import DayTable
from tests.domain.factors.diaries import (
    CASES,
    EMPTY,
    FACTOR_OF,
    LONG_AGO,
    REASONS_OF,
    diary,
    loads,
    mapped,
    nights,
)
from tests.factory import NOW, TODAY, a_day, a_table


def state_of(factor: RiskFactor, days: Iterable[Day], today: date = TODAY) -> FactorState:
    days = tuple(days)
    table = a_table(days) if days else EMPTY
    return next(state for state in look_at_factors(table, today, LONG_AGO) if state.factor is factor)


def test_every_reason_belongs_to_exactly_one_factor() -> None:
    shared = {FactorReason.TOO_LITTLE_DATA, FactorReason.QUIET}
    assert set(FACTOR_OF) == set(CASES) == set(FactorReason) - shared
    assert sum(map(len, REASONS_OF.values())) == len(FACTOR_OF)
    assert list(REASONS_OF) == list(RiskFactor)


@pytest.mark.parametrize("reason", CASES)
def test_every_reason_is_given_to_a_diary_that_shows_it(reason: FactorReason) -> None:
    state = state_of(FACTOR_OF[reason], CASES[reason])
    assert (state.level, state.reason) == (Level.WORTH_A_LOOK, reason)
    assert state.days
    assert all(TODAY - timedelta(days=28) < day <= TODAY for day in state.days)


@pytest.mark.parametrize("reason", CASES)
def test_the_same_diary_a_month_later_has_too_little_to_say(reason: FactorReason) -> None:
    state = state_of(FACTOR_OF[reason], CASES[reason], TODAY + timedelta(days=29))
    assert state.level is Level.TOO_LITTLE_DATA
    assert state.numbers["usable"] == 0


@pytest.mark.parametrize("reason", CASES)
def test_holidays_are_left_out(reason: FactorReason) -> None:
    days = [replace(day, kind=DayKind.HOLIDAY) for day in CASES[reason]]
    assert state_of(FACTOR_OF[reason], days).level is Level.TOO_LITTLE_DATA


def much_later(day: Day) -> dict[str, Answer]:
    typed_at = datetime.combine(day.date, time(12), UTC) + timedelta(days=9)
    return {item: replace(answer, typed_at=typed_at) for item, answer in day.answers.items()}


LOGGED_IN_TIME = [reason for reason in CASES if not CASES[reason][0].activities]


@pytest.mark.parametrize("reason", LOGGED_IN_TIME)
def test_what_was_filled_in_much_later_is_left_out(reason: FactorReason) -> None:
    days = [replace(day, answers=much_later(day)) for day in CASES[reason]]
    assert state_of(FACTOR_OF[reason], days).level is Level.TOO_LITTLE_DATA


def test_an_empty_diary_has_seven_factors_with_too_little_to_say() -> None:
    states = look_at_factors(EMPTY, TODAY)
    assert [state.factor for state in states] == list(RiskFactor)
    assert {state.level for state in states} == {Level.TOO_LITTLE_DATA}


def test_a_single_very_bad_day_is_never_judged() -> None:
    day = a_day(
        0,
        areas={segment.key: 10 for segment in EMPTY.atlas.segments},
        activities=[Activity("walk", 1, 10)],
        into_bed=180,
        got_up=360,
        sleep_latency=60,
        awake_in_night=60,
        stress=10,
        worried_damage=1,
        skipped_fear=1,
        breaks=0,
        people=0,
        loneliness=10,
    )
    assert {state.level for state in look_at_factors(a_table([day]), TODAY)} == {Level.TOO_LITTLE_DATA}


@pytest.mark.parametrize(
    ("factor", "days"),
    [
        (RiskFactor.SLEEP, nights([1380.0] * 13 + [240.0])),
        (RiskFactor.SLEEP, [*nights([1380.0] * 7, hours=7.1)[:-1], *nights([1380.0], hours=3)]),
        (RiskFactor.SLEEP, [*nights([1380.0] * 7, hours=9, awake=50)[:-1], *nights([1380.0], hours=9, awake=400)]),
        (RiskFactor.STRESS, diary(stress=[6.5, 6.5, 6.5, 6.5, 10])),
    ],
)
def test_one_night_or_day_out_of_the_ordinary_is_nothing_to_look_at(factor: RiskFactor, days: list[Day]) -> None:
    assert state_of(factor, days).level is Level.QUIET


def test_a_place_did_not_hurt_every_time_where_a_map_of_later_has_it_not() -> None:
    days = mapped([["neck"]] * 12)
    days[0] = a_day(days[0].date, areas={}, typed_after_days=6)
    state = state_of(RiskFactor.PERSISTENT_PAIN, days)
    assert (state.numbers["most"], state.numbers["mapped"]) == (11, 12)


def test_one_late_night_of_four_on_weekends_is_no_habit() -> None:
    clocks = [1380.0] * 14
    saturday = next(row for row in range(14) if (TODAY - timedelta(days=13 - row)).weekday() == 5)
    clocks[saturday] = 240.0
    assert state_of(RiskFactor.SLEEP, nights(clocks)).level is Level.QUIET


@pytest.mark.parametrize("minutes", [[30.0] * 14 + [60.0] * 14, [60.0] * 14 + [30.0] * 14])
def test_days_without_a_break_count_whatever_the_activity_was_before(minutes: list[float]) -> None:
    days = [replace(day, answers={"breaks": Answer(0, NOW - (TODAY - day.date))}) for day in loads(minutes)]
    state = state_of(RiskFactor.RECOVERY, days)
    assert (state.reason, state.numbers["without"], state.numbers["days"]) == (FactorReason.FEW_BREAKS, 14, 14)


QUIET, SOON = Level.QUIET, Level.TOO_LITTLE_DATA
LOOK = Level.WORTH_A_LOOK


@pytest.mark.parametrize(
    ("factor", "days", "level"),
    [
        (RiskFactor.SLEEP, nights([0.0] * 4, hours=6), SOON),
        (RiskFactor.SLEEP, nights([0.0] * 5, hours=6), LOOK),
        (RiskFactor.SLEEP, nights([0.0] * 7, hours=7), QUIET),
        (RiskFactor.SLEEP, nights([0.0, None, 0, 0, None, 0, 0], hours=6), LOOK),
        (RiskFactor.SLEEP, nights([1380.0] * 6, hours=9.5, awake=100), QUIET),
        (RiskFactor.SLEEP, nights([1380.0] * 7, hours=10, awake=90), QUIET),
        (RiskFactor.SLEEP, nights([1380.0] * 6 + [15] + [1380.0] * 5, hours=8), QUIET),
        (RiskFactor.STRESS, diary(stress=[7.0] * 4), SOON),
        (RiskFactor.STRESS, diary(stress=[7.0, 7, 7, 7, 6]), QUIET),
        (RiskFactor.STRESS, diary(stress=[10.0] * 7 + [2] * 7), QUIET),
        (RiskFactor.STRESS, diary(stress=[2.0] * 7, skipped_fear=[1, 1, 0, 0, 0, 0, 0]), QUIET),
        (RiskFactor.STRESS, diary(skipped_fear=[1, 1, 1]), SOON),
        (RiskFactor.WORRY, diary(stress=[2.0] * 14, worried_damage=[1, 1, 1]), QUIET),
        (RiskFactor.WORRY, diary(stress=[2.0] * 14), SOON),
        (RiskFactor.WORRY, diary(worried_damage=[1] * 6), SOON),
        (RiskFactor.MOVEMENT, loads([100.0] * 28), QUIET),
        (RiskFactor.MOVEMENT, loads([20.0] * 21, effort=7), QUIET),
        (RiskFactor.MOVEMENT, loads([10.0] * 21, effort=7), LOOK),
        (RiskFactor.MOVEMENT, loads([21.0] * 21, effort=6), LOOK),
        (RiskFactor.MOVEMENT, loads([22.0] * 21, effort=6), QUIET),
        (RiskFactor.MOVEMENT, loads([*[30.0] * 21, *[5.0] * 4]), QUIET),
        (RiskFactor.MOVEMENT, loads([5.0, None, 5, 5, None, 5]), SOON),
        (RiskFactor.MOVEMENT, diary(function=[3.0] * 28), SOON),
        (RiskFactor.RECOVERY, diary(breaks=[0.0] * 14), QUIET),
        (RiskFactor.RECOVERY, diary(breaks=[0.0] * 6), SOON),
        (RiskFactor.ISOLATION, diary(people=[0.0] * 9 + [1.0] * 5), QUIET),
        (RiskFactor.ISOLATION, diary(people=[0.0] * 6), SOON),
        (RiskFactor.ISOLATION, diary(loneliness=[6.0] * 4 + [5.0] * 3), QUIET),
        (RiskFactor.PERSISTENT_PAIN, mapped([["neck"]] * 9), SOON),
        (RiskFactor.PERSISTENT_PAIN, mapped([["neck"]] * 10), LOOK),
        (RiskFactor.PERSISTENT_PAIN, mapped([["neck"]] * 8 + [[], []]), LOOK),
        (RiskFactor.PERSISTENT_PAIN, mapped([["neck"]] * 7 + [[], [], []]), QUIET),
        (RiskFactor.PERSISTENT_PAIN, mapped([[]] * 28), QUIET),
        (RiskFactor.PERSISTENT_PAIN, mapped([[]] * 21 + [["neck"]] * 7), QUIET),
        (RiskFactor.PERSISTENT_PAIN, mapped([[]] * 21 + [["jaw_l", "chest", "abdomen"]] * 7), QUIET),
    ],
)
def test_every_gate_and_threshold_has_its_edge(factor: RiskFactor, days: list[Day], level: Level) -> None:
    assert state_of(factor, days).level is level


def test_the_numbers_are_the_persons_own() -> None:
    hours = [6.0, 6, 6.5, 5, 8, 6, 6]
    beds = [420 - hour * 60 for hour in hours]
    days = diary(
        into_bed=[bed % 1440 for bed in beds], got_up=[420.0] * 7, sleep_latency=[0] * 7, awake_in_night=[0] * 7
    )
    state = state_of(RiskFactor.SLEEP, days)
    assert state.reason == FactorReason.SHORT_NIGHTS
    assert (state.numbers["short"], state.numbers["nights"], state.numbers["at_most"]) == (6, 7, 0)
    assert state.numbers["mean"] == pytest.approx(60 * sum(hours) / 7)
    assert len(state.days) == 6
    assert TODAY - timedelta(days=2) not in state.days


def test_a_night_without_minutes_awake_counts_as_at_most() -> None:
    state = state_of(RiskFactor.SLEEP, diary(into_bed=[60.0] * 5, got_up=[420.0] * 5, sleep_latency=[0.0] * 5))
    assert state.reason == FactorReason.SHORT_NIGHTS
    assert state.numbers["at_most"] == 1


def test_the_places_that_come_back_are_named_most_often_first() -> None:
    state = state_of(RiskFactor.PERSISTENT_PAIN, mapped([["hip_r", "neck"]] * 9 + [["neck", "jaw_l"]]))
    assert state.areas == ("neck", "hip_r")
    assert state.numbers == {"window": 28, "places": 2, "most": 10, "mapped": 10}


def test_a_holiday_in_a_week_leaves_that_week_out() -> None:
    days = loads([20.0] * 21)
    days[10] = replace(days[10], kind=DayKind.HOLIDAY)
    assert state_of(RiskFactor.MOVEMENT, days).level is Level.QUIET


@pytest.mark.parametrize("week_starts", range(7))
def test_the_last_two_full_weeks_are_those_of_the_person(week_starts: int) -> None:
    table, limits = a_table(loads([20.0] * 28)), replace(THRESHOLDS, week_starts=week_starts)
    states = {state.factor: state for state in look_at_factors(table, TODAY, limits=limits)}
    found = states[RiskFactor.MOVEMENT]
    assert found.reason is FactorReason.FEW_ACTIVE_MINUTES
    assert (found.days[0].weekday(), len(found.days)) == (week_starts, 14)
    assert timedelta(0) < TODAY - found.days[-1] <= timedelta(days=7)


def test_changed_thresholds_change_the_look() -> None:
    table = a_table(diary(stress=[5.0] * 7))
    milder = replace(THRESHOLDS, high_stress=5)
    states = {state.factor: state.level for state in look_at_factors(table, TODAY, limits=milder)}
    assert states[RiskFactor.STRESS] is Level.WORTH_A_LOOK


answers = st.dictionaries(
    st.sampled_from(["stress", "skipped_fear", "worried_damage", "breaks", "relaxation", "people", "loneliness"]),
    st.integers(0, 1) | st.integers(0, 10),
)
any_day = st.tuples(
    st.integers(0, 40),
    st.sampled_from(DayKind),
    answers,
    st.none() | st.dictionaries(st.sampled_from([s.key for s in EMPTY.atlas.segments]), st.integers(1, 10)),
    st.none() | st.tuples(st.integers(0, 1439), st.integers(0, 1439)),
    st.lists(
        st.builds(Activity, st.just("walk"), st.integers(1, 300), st.none() | st.integers(0, 10)), max_size=2
    ),
)
Night = tuple[int, int] | None
Walks = list[Activity]


def random_diary(
    drawn: Iterable[tuple[int, DayKind, dict[str, int], dict[str, int] | None, Night, Walks]],
) -> DayTable:
    made = {}
    for back, kind, values, areas, night, walks in drawn:
        day = a_day(back, areas=areas, activities=walks, kind=kind)
        slept = {} if night is None else {"into_bed": night[0], "got_up": night[1]}
        typed = {item: Answer(value, NOW - timedelta(days=back)) for item, value in {**values, **slept}.items()}
        made[back] = replace(day, answers={**day.answers, **typed})
    return a_table(made.values(), Period.ending(TODAY, 41))


@given(st.lists(any_day, max_size=30))
def test_any_diary_gets_seven_states_whose_days_lie_in_the_last_month(
    drawn: list[tuple[int, DayKind, dict[str, int], dict[str, int] | None, Night, Walks]],
) -> None:
    table = random_diary(drawn)
    states = look_at_factors(table, TODAY)
    assert [state.factor for state in states] == list(RiskFactor)
    for state in states:
        told = FactorReason(state.reason)
        expected = {Level.QUIET: FactorReason.QUIET, Level.TOO_LITTLE_DATA: FactorReason.TOO_LITTLE_DATA}
        assert told is expected.get(state.level, told)
        assert all(day in Period.ending(TODAY, 28) for day in state.days)
        assert all(isfinite(number) for number in state.numbers.values())
    assert states == look_at_factors(days_until(table, TODAY, 28), TODAY)


def test_days_until_a_date_cuts_and_pads_without_changing_a_day() -> None:
    table = a_table(diary(stress=[1, 2, 3]), Period.ending(TODAY, 5))
    later = days_until(table, TODAY + timedelta(days=1), 4)
    assert later.period == Period.ending(TODAY + timedelta(days=1), 4)
    assert later.column("stress").tolist() == pytest.approx([1, 2, 3, float("nan")], nan_ok=True)
    assert later.logged.tolist() == [True, True, True, False]
    elsewhere = days_until(table, TODAY + timedelta(days=99), 4)
    assert not elsewhere.logged.any()
