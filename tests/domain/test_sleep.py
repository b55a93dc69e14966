"""One night: what follows from six answers, what cannot be, and what a clock change does."""

import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.day import Answer, Day
from diary.domain.nights import nights_of
from diary.domain.refusal import Reason
from diary.domain.sleep import Night, night_of, sleep_midpoint, time_between
from tests.factory import NOW, a_day, a_table

AMSTERDAM = "Europe/Amsterdam"


def h(hours: int, minutes: int = 0) -> int:
    return hours * 60 + minutes


FULL = Night(h(22, 50), h(23, 10), 25, 35, h(6, 50), h(7, 5))


def test_a_fully_answered_night_gives_the_numbers_of_the_consensus_sleep_diary() -> None:
    assert FULL.time_in_bed == h(8, 15)
    assert FULL.time_asleep == h(7, 40) - 25 - 35
    assert FULL.efficiency == pytest.approx(100 * 400 / 495)
    assert FULL.midpoint == h(3, 12) + 0.5
    assert not FULL.is_at_most
    assert not FULL.is_unusual
    assert FULL.refusal is None


def test_what_was_not_answered_falls_back_to_into_bed_and_got_up() -> None:
    night = Night(into_bed=h(23), sleep_latency=0, awake_in_night=0, got_up=h(7))
    assert (night.time_in_bed, night.time_asleep, night.efficiency) == (480, 480, 100)


@pytest.mark.parametrize(("latency", "awake"), [(20, None), (None, 20)])
def test_unanswered_minutes_awake_make_the_time_asleep_an_upper_bound(
    latency: int | None, awake: int | None
) -> None:
    night = Night(into_bed=h(23), sleep_latency=latency, awake_in_night=awake, got_up=h(7))
    assert night.is_at_most
    assert night.time_asleep == 480 - (latency or 0) - (awake or 0)
    assert night.efficiency is None


def test_where_only_bed_and_rise_are_known_that_is_the_time_in_bed_and_not_asleep() -> None:
    night = Night(into_bed=h(23), got_up=h(7))
    assert (night.time_in_bed, night.time_asleep, night.midpoint) == (480, None, h(3))


@pytest.mark.parametrize(
    ("answers", "in_bed", "asleep"),
    [
        ({"into_bed": 1380, "woke_up": 105, "got_up": 420, "sleep_latency": 15, "awake_in_night": 0}, 420, 150),
        ({"into_bed": 1380, "woke_up": 400, "got_up": 420, "sleep_latency": 15, "awake_in_night": 0}, 420, 385),
        ({"into_bed": 1380, "tried_to_sleep": 200, "got_up": 420, "sleep_latency": 0}, 420, 220),
    ],
)
def test_a_clock_change_is_taken_out_only_of_the_stretch_it_fell_into(
    answers: dict[str, Any], in_bed: int, asleep: int
) -> None:
    """29 March 2026: at 02:00 the clock was put forward to 03:00."""
    day = a_day(date(2026, 3, 29), **answers)
    night, row = night_of(day), nights_of(a_table([day]))
    assert night is not None
    assert (night.time_in_bed, night.time_asleep) == (in_bed, asleep)
    assert (row.time_in_bed[0], row.time_asleep[0]) == (in_bed, asleep)


@pytest.mark.parametrize(
    "night", [Night(), Night(into_bed=h(23)), Night(got_up=h(7)), Night(sleep_latency=20, awake_in_night=5)]
)
def test_half_a_night_has_no_numbers_and_is_not_refused(night: Night) -> None:
    assert (night.time_asleep, night.efficiency, night.midpoint, night.refusal) == (None, None, None, None)
    assert not night.is_unusual


@pytest.mark.parametrize(
    ("night", "reason", "item"),
    [
        (Night(h(23), h(22), 0, 0, h(6), h(7)), Reason.NIGHT_ORDER, "tried_to_sleep"),
        (Night(h(23), h(11, 15), 0, 0, h(6), h(7)), Reason.NIGHT_ORDER, "tried_to_sleep"),
        (Night(h(23), None, 0, 0, h(7, 30), h(7)), Reason.NIGHT_ORDER, "woke_up"),
        (Night(None, h(23), 0, 0, h(7, 30), h(7)), Reason.NIGHT_ORDER, "woke_up"),
        (Night(into_bed=h(10, 30), got_up=h(7)), Reason.NIGHT_TOO_LONG, "into_bed"),
        (Night(into_bed=h(22, 30), got_up=h(19)), Reason.NIGHT_TOO_LONG, "got_up"),
        (Night(tried_to_sleep=h(10, 30), woke_up=h(7)), Reason.NIGHT_TOO_LONG, "tried_to_sleep"),
        (Night(into_bed=h(23), got_up=h(23)), Reason.NIGHT_ORDER, "got_up"),
        (Night(into_bed=h(23), woke_up=h(23), got_up=h(7)), Reason.NIGHT_ORDER, "woke_up"),
        (Night(h(7, 30), h(7, 30), woke_up=h(7, 30), got_up=h(7, 30)), Reason.NIGHT_ORDER, "woke_up"),
        (Night(h(23), None, 300, 180, None, h(7)), Reason.NIGHT_AWAKE_TOO_LONG, "sleep_latency"),
        (Night(h(23), None, 100, 400, None, h(7)), Reason.NIGHT_AWAKE_TOO_LONG, "awake_in_night"),
    ],
)
def test_a_night_that_cannot_be_names_the_answer_to_look_at(night: Night, reason: Reason, item: str) -> None:
    assert night.refusal is not None
    assert (night.refusal.reason, night.refusal.facts["item"]) == (reason, item)
    assert (night.time_in_bed, night.time_asleep, night.midpoint) == (None, None, None)


@pytest.mark.parametrize(
    ("into_bed", "got_up", "unusual"),
    [(h(23), h(13, 1), True), (h(23), h(13), False), (h(23), h(0, 59), True), (h(23), h(1), False)],
)
def test_more_than_fourteen_or_less_than_two_hours_in_bed_is_asked_about(
    into_bed: int, got_up: int, unusual: bool
) -> None:
    assert Night(into_bed=into_bed, got_up=got_up).is_unusual is unusual


minutes = st.integers(0, 1439)
maybe = st.none() | minutes


@given(minutes, minutes)
def test_time_between_is_the_way_forward_round_the_clock(start: int, end: int) -> None:
    assert 0 <= time_between(start, end) < 1440
    assert (start + time_between(start, end)) % 1440 == end


@given(
    minutes, st.integers(0, 120), st.integers(1, 700), st.integers(0, 120), st.integers(0, 60), st.integers(0, 60)
)
def test_a_night_laid_out_in_order_always_gives_back_its_own_lengths(
    into_bed: int, reading: int, span: int, lying: int, latency: int, awake: int
) -> None:
    tried, woke, up = ((into_bed + offset) % 1440 for offset in (reading, reading + span, reading + span + lying))
    night = Night(into_bed, tried, latency, awake, woke, up)
    if span > latency + awake:
        assert night.refusal is None
        assert night.time_in_bed == reading + span + lying
        assert night.time_asleep == span - latency - awake
        assert night.efficiency is not None
        assert 0 < night.efficiency <= 100
    else:
        assert night.refusal is not None
        assert night.refusal.reason is Reason.NIGHT_AWAKE_TOO_LONG


@given(maybe, maybe, maybe, maybe, maybe, maybe, st.sampled_from([0, 60, -60]))
def test_no_combination_of_answers_gives_an_impossible_number(
    into_bed: int | None,
    tried: int | None,
    latency: int | None,
    awake: int | None,
    woke: int | None,
    up: int | None,
    change: int,
) -> None:
    night = Night(into_bed, tried, latency, awake, woke, up, change, change)
    assert night.time_asleep is None or 0 < night.time_asleep <= 1440
    assert night.time_in_bed is None or 0 <= night.time_in_bed <= 960
    assert night.midpoint is None or 0 <= night.midpoint < 1440
    assert night.refusal is None or night.refusal.facts["item"]


@given(minutes, st.integers(0, 1438))
def test_the_midpoint_lies_as_far_from_falling_asleep_as_from_waking(onset: int, slept: int) -> None:
    middle = sleep_midpoint(float(onset), float((onset + slept) % 1440))
    assert time_between(onset, middle) == pytest.approx(slept / 2)


@pytest.mark.parametrize(
    ("day", "into_bed", "got_up", "in_bed"),
    [
        (date(2026, 3, 28), h(23), h(7), 480),
        (date(2026, 3, 29), h(23), h(7), 420),
        (date(2026, 3, 29), h(0, 30), h(7), 330),
        (date(2026, 3, 29), h(4), h(9), 300),
        (date(2026, 3, 30), h(23), h(7), 480),
        (date(2026, 10, 25), h(23), h(7), 540),
        (date(2026, 10, 25), h(0, 30), h(7), 450),
        (date(2026, 10, 25), h(4), h(9), 300),
        (date(2026, 10, 26), h(23), h(7), 480),
    ],
)
def test_a_clock_change_adds_no_hour_and_takes_none_away(
    day: date, into_bed: int, got_up: int, in_bed: int
) -> None:
    night = night_of(
        a_day(day, zone=AMSTERDAM, into_bed=into_bed, got_up=got_up, sleep_latency=0, awake_in_night=0)
    )
    assert night is not None
    assert night.time_in_bed == night.time_asleep == in_bed
    assert night.efficiency == 100


@pytest.mark.parametrize("zone", ["UTC", "America/Phoenix", "Nowhere/At_all", "", "../etc", "x" * 999])
def test_a_zone_without_clock_changes_or_that_nobody_knows_changes_nothing(zone: str) -> None:
    night = night_of(a_day(date(2026, 3, 29), zone=zone, into_bed=h(23), got_up=h(7)))
    assert night is not None
    assert night.time_in_bed == 480


def test_a_day_without_any_time_of_the_night_has_no_night() -> None:
    assert night_of(a_day(sleep_quality=3)) is None
    assert night_of(Day(NOW.date())) is None
    assert night_of(Day(NOW.date(), answers={"sleep_latency": Answer(20, NOW)})) is not None


def test_a_night_and_what_is_typed_are_known_without_loading_the_arrays() -> None:
    program = "import sys, diary.domain.sleep, diary.domain.entry; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
