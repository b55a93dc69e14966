"""What the calendar says of chosen days, and which of them may become a holiday from the diary."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from diary.content.library import Library
from diary.domain.day import Day, DayKind, Moment, MomentKind
from diary.domain.form import Form
from diary.domain.period import Period
from diary.screens.chosen_days import LONGEST_QUOTE, Choice, ChosenState, build_chosen
from tests.factory import TODAY, a_day


def _built(library: Library, days: Iterable[Day], chosen: Period) -> ChosenState:
    return build_chosen(days, chosen, library, Form(), TODAY, "function")


def _one(library: Library, day: Day) -> ChosenState:
    return _built(library, [day], Period(day.date, day.date))


def test_a_day_tells_its_number_its_moments_and_its_good_thing(english: Library) -> None:
    day = a_day(
        0,
        function=6,
        moments=[Moment(MomentKind.LIFE_EVENT), Moment(MomentKind.FLARE, 920, None, "after\nshopping")],
        notes={"good_thing": "soup from the neighbours"},
    )
    state = _one(english, day)
    assert state.heading == "Sunday 22 November"
    assert state.facts == "Partly filled in"
    assert state.number == "What I could do: 6"
    assert state.moments == (
        (MomentKind.LIFE_EVENT, "Life event"),
        (MomentKind.FLARE, "15:20 Harder time: after shopping"),
    )
    assert state.good_thing == "“soup from the neighbours”"
    assert state.opens == TODAY
    assert not state.pause
    assert not state.remark


def test_a_day_of_another_year_says_so(english: Library) -> None:
    assert _one(english, a_day(date(2025, 11, 22))).heading == "Saturday 22 November 2025"


def test_a_long_good_thing_is_cut_and_stays_one_line(english: Library) -> None:
    said = _one(english, a_day(0, notes={"good_thing": "a b\n" * 500})).good_thing
    assert len(said) <= len("“”") + LONGEST_QUOTE
    assert "\n" not in said
    assert said.endswith("…”")


def test_an_empty_day_may_become_a_holiday_and_a_holiday_ordinary(english: Library) -> None:
    empty = _one(english, a_day(1))
    assert (empty.to_pause, empty.to_resume) == ((empty.opens,), ())
    assert empty.pause == "Diary holiday"
    holiday = _one(english, a_day(1, kind=DayKind.HOLIDAY))
    assert (holiday.to_pause, holiday.to_resume) == ((), (holiday.opens,))
    assert holiday.remark.endswith("that is just fine.")


@pytest.mark.parametrize("day", [a_day(1, stress=3), a_day(1, kind=DayKind.HARD), a_day(-1)])
def test_days_with_something_in_them_and_days_to_come_are_left_alone(english: Library, day: Day) -> None:
    state = _one(english, day)
    assert (state.to_pause, state.to_resume) == ((), ())


@pytest.mark.parametrize("last", [-1, -3])
def test_days_to_come_cannot_be_opened_and_it_is_said_when_a_holiday_is_chosen(
    english: Library, last: int
) -> None:
    state = _built(english, [], Period(TODAY + timedelta(days=1), TODAY - timedelta(days=last)))
    assert (state.opens, state.to_pause) == (None, ())
    assert "on the day itself or afterwards" in state.remark


def test_of_a_stretch_only_the_empty_days_become_a_holiday(english: Library) -> None:
    days = [a_day(4, stress=3), a_day(3, kind=DayKind.HOLIDAY)]
    state = _built(english, days, Period(TODAY - timedelta(days=4), TODAY + timedelta(days=2)))
    assert state.heading == "18 – 24 November 2026"
    assert state.facts == "7 days chosen"
    assert state.to_pause == tuple(TODAY - timedelta(days=ago) for ago in (2, 1, 0))
    assert state.to_resume == (TODAY - timedelta(days=3),)
    assert state.pause == "Diary holiday for 3 empty days"
    assert state.resume == "1 ordinary day again"
    assert state.opens is None


def test_a_stretch_tells_its_mean_and_its_moments_in_their_order(english: Library) -> None:
    flare = Moment(MomentKind.FLARE, 15 * 60, None, "after shopping")
    days = [a_day(0, function=4), a_day(1, function=7, moments=[flare]), a_day(2, stress=3)]
    state = _built(english, days, Period.ending(TODAY, 7))
    assert state.number == "What I could do: 5.5 on average (2 days)"
    assert state.moments == ((MomentKind.FLARE, "21 Nov, 15:00 Harder time: after shopping"),)
    assert _built(english, days, Period.ending(TODAY, 15)).moments == (), "too many to read at a glance"
    assert _built(english, [], Period.ending(TODAY, 7)).number == ""


def test_a_stretch_grows_from_where_it_began_in_both_directions() -> None:
    choice = Choice.of(TODAY).to(TODAY - timedelta(days=3), grows=True)
    assert choice.period == Period(TODAY - timedelta(days=3), TODAY)
    assert choice.to(TODAY + timedelta(days=1), grows=True).period == Period(TODAY, TODAY + timedelta(days=1))
    assert choice.to(TODAY).period == Period(TODAY, TODAY)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_no_day_beyond_the_calendar_is_chosen(day: date) -> None:
    assert Choice.of(TODAY).to(day).cursor in {date(1900, 1, 1), date(2199, 12, 31)}
