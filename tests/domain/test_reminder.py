"""A reminder comes at its hour, once, and not about what is there already."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.domain.reminder import (
    Occasion,
    Reminder,
    day_of,
    due,
    is_still_meant,
    with_answer,
    with_struck,
    with_told,
)

DAY = date(2026, 11, 22)
EVENING, MORNING = Occasion.EVENING, Occasion.MORNING
BOTH = Reminder("my.diary", "en", morning=9 * 60, evening=20 * 60, day_starts=4 * 60)


def at(text: str, day: date = DAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{text}")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("08:59", None),
        ("09:00", MORNING),
        ("14:00", MORNING),
        ("19:59", MORNING),
        ("20:00", EVENING),
        ("23:59", EVENING),
    ],
)
def test_each_hour_has_its_own_reminder(now: str, expected: Occasion | None) -> None:
    assert due(BOTH, at(now)) is expected


def test_after_midnight_it_is_still_the_evening_of_the_same_day() -> None:
    late = at("01:30", DAY + timedelta(days=1))
    assert day_of(BOTH, late) == DAY
    assert due(BOTH, late) is EVENING
    assert due(replace(BOTH, evening=30), late) is EVENING, "an hour after midnight belongs to the evening before"
    assert due(replace(BOTH, evening=30), at("23:50")) is MORNING


def test_what_is_logged_is_not_asked_for() -> None:
    assert due(replace(BOTH, logged={EVENING: DAY}), at("21:00")) is None
    assert due(replace(BOTH, logged={EVENING: DAY - timedelta(days=1)}), at("21:00")) is EVENING
    assert due(replace(BOTH, logged={MORNING: DAY}), at("10:00")) is None


def test_a_diary_holiday_is_left_alone() -> None:
    assert due(replace(BOTH, free=(DAY,)), at("21:00")) is None


@given(st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 1439))
def test_it_is_never_said_twice(morning: int, evening: int, minute: int) -> None:
    reminder = replace(BOTH, morning=morning, evening=evening)
    now = at("00:00") + timedelta(minutes=minute)
    occasion = due(reminder, now)
    if occasion is not None:
        assert due(with_told(reminder, occasion, now), now) is None


def test_three_refusals_in_a_row_make_it_quiet_for_a_week() -> None:
    reminder = BOTH
    for _ in range(2):
        reminder = with_answer(reminder, at("20:01"), is_welcome=False)
    assert due(reminder, at("20:02")) is EVENING
    quiet = with_answer(reminder, at("20:01"), is_welcome=False)
    assert due(quiet, at("20:02")) is None
    assert due(quiet, at("20:02", DAY + timedelta(days=6))) is None
    assert due(quiet, at("20:02", DAY + timedelta(days=7))) is EVENING


def test_a_click_in_between_starts_the_count_again() -> None:
    reminder = BOTH
    for is_welcome in (False, False, True, False, False):
        reminder = with_answer(reminder, at("20:01"), is_welcome=is_welcome)
    assert due(reminder, at("20:02")) is EVENING


def test_who_chooses_an_hour_that_has_struck_is_reminded_from_the_next_one_on() -> None:
    chosen = with_struck(BOTH, at("12:00"))
    assert due(chosen, at("12:01")) is None
    assert due(chosen, at("20:00")) is EVENING
    assert (
        due(with_struck(BOTH, at("01:30", DAY + timedelta(days=1))), at("02:00", DAY + timedelta(days=1))) is None
    )


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_on_the_day_the_clock_changes_each_hour_comes_once(day: date) -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    start = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    minutes = [(start + timedelta(minutes=each)).astimezone(zone) for each in range(28 * 60)]
    reminder, said = replace(BOTH, morning=2 * 60 + 30, day_starts=0), []
    for now in minutes:
        occasion = due(reminder, now)
        if occasion is not None and day_of(reminder, now) == day:
            said.append((occasion, now.hour))
            reminder = with_told(reminder, occasion, now)
    assert [occasion for occasion, _ in said] == [MORNING, EVENING]
    assert said[-1] == (EVENING, 20)


def test_no_hour_no_reminder() -> None:
    off = replace(BOTH, morning=None, evening=None)
    assert not off.is_on
    assert due(off, at("21:00")) is None


def test_what_is_on_the_screen_is_taken_away_once_it_is_of_no_use() -> None:
    assert is_still_meant(BOTH, MORNING, DAY, at("19:59"))
    assert not is_still_meant(BOTH, MORNING, DAY, at("20:00")), "the evening comes instead"
    assert not is_still_meant(replace(BOTH, logged={MORNING: DAY}), MORNING, DAY, at("10:00"))
    assert is_still_meant(BOTH, EVENING, DAY, at("03:59", DAY + timedelta(days=1)))
    assert not is_still_meant(BOTH, EVENING, DAY, at("04:00", DAY + timedelta(days=1))), "the day is over"
