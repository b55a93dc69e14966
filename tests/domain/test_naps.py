"""What is a night and what is a nap, and which naps cannot be."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.day import Nap
from diary.domain.naps import Sleep, SleepsOfDay, check_naps, main_and_naps, nap_minutes, nap_of, parse_naps
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import Night
from tests.factory import TODAY

BEFORE = TODAY - timedelta(days=1)


def at(clock: str, day: date = TODAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock))


def slept(begin: str, end: str, *, over_midnight: bool = False) -> Sleep:
    return Sleep(at(begin, BEFORE if over_midnight else TODAY), at(end))


NIGHT = slept("23:10", "07:05", over_midnight=True)


def found(*sleeps: Sleep) -> Mapping[date, SleepsOfDay]:
    return main_and_naps(sleeps)[0]


def test_the_longest_sleep_is_the_night_and_the_rest_are_naps() -> None:
    nap = slept("14:10", "14:35")
    assert found(nap, NIGHT) == {TODAY: SleepsOfDay((NIGHT,), (nap,))}
    assert nap_of(nap) == Nap(14 * 60 + 10, 25)


def test_a_broken_night_is_one_night_and_an_hour_awake_by_day_is_not() -> None:
    first, second = slept("23:00", "02:30", over_midnight=True), slept("05:00", "07:30")
    assert found(second, first) == {TODAY: SleepsOfDay((first, second))}
    after_breakfast = slept("09:00", "10:00")
    assert found(NIGHT, after_breakfast) == {TODAY: SleepsOfDay((NIGHT,), (after_breakfast,))}


def test_pieces_of_five_minutes_make_a_night_and_a_minute_makes_nothing() -> None:
    begin = at("23:00", BEFORE)
    pieces = [Sleep(begin + timedelta(minutes=10 * n), begin + timedelta(minutes=10 * n + 5)) for n in range(40)]
    assert found(*pieces)[TODAY].main == tuple(pieces)
    minute = slept("12:12", "12:13")
    assert main_and_naps([minute]) == ({}, (minute,))


def test_a_gap_in_a_nap_is_no_sleep() -> None:
    first, second = slept("14:00", "14:20"), slept("14:50", "15:10")
    assert [nap_of(nap) for nap in found(second, first)[TODAY].naps] == [Nap(840, 20), Nap(890, 20)]
    for_a_moment = found(first, slept("14:23", "14:40"), slept("14:35", "15:00"))[TODAY].naps
    assert [nap_of(nap) for nap in for_a_moment] == [Nap(840, 57)], "awake for three minutes; two devices at once"
    minute = slept("13:40", "13:41")
    days, neither = main_and_naps([minute, first])
    assert (days, neither) == ({TODAY: SleepsOfDay((), (first,))}, (minute,))


def test_a_short_sleep_by_day_is_a_nap_also_where_there_is_no_night() -> None:
    nap, long_one = slept("14:00", "14:40"), slept("09:30", "14:00")
    assert found(nap) == {TODAY: SleepsOfDay((), (nap,))}
    assert found(long_one) == {TODAY: SleepsOfDay((long_one,))}, "who works at night sleeps by day"


def test_sleep_in_the_evening_belongs_to_that_day_also_past_midnight() -> None:
    on_the_sofa, night = slept("23:00", "00:20", over_midnight=True), slept("04:00", "11:00")
    assert found(on_the_sofa, night) == {BEFORE: SleepsOfDay((), (on_the_sofa,)), TODAY: SleepsOfDay((night,))}


def test_what_ends_before_it_begins_or_lasts_a_day_is_neither() -> None:
    backwards, endless = Sleep(at("09:00"), at("08:00")), Sleep(at("08:00", BEFORE), at("07:00"))
    days, neither = main_and_naps([backwards, endless])
    assert not days
    assert neither == (endless, backwards)


def test_a_changed_clock_changes_no_length() -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    spring = Sleep(datetime(2026, 3, 28, 23, 0, tzinfo=zone), datetime(2026, 3, 29, 7, 0, tzinfo=zone))
    assert spring.length == timedelta(hours=7)
    assert found(spring)[date(2026, 3, 29)].night == spring
    assert nap_minutes(90, 210, "Europe/Amsterdam", date(2026, 3, 28)) == 60, "the night after, from 1:30 to 3:30"
    assert nap_minutes(14 * 60, 14 * 60 + 25, "Europe/Amsterdam", date(2026, 3, 29)) == 25


moments = st.datetimes(at("00:00", date(2026, 11, 1)), at("00:00", date(2026, 11, 9)))


@given(st.lists(st.builds(Sleep, moments, moments), max_size=12))
def test_every_sleep_is_counted_once_in_any_order(sleeps: list[Sleep]) -> None:
    days, neither = main_and_naps(sleeps)
    assert (days, neither) == main_and_naps(reversed(sleeps))
    nights = [(day, of_day.night) for day, of_day in days.items() if of_day.night is not None]
    assert all(night.end.date() == day for day, night in nights)
    whole = [night for _, night in nights] + [nap for of_day in days.values() for nap in of_day.naps]
    assert all(timedelta(minutes=10) <= each.asleep <= each.length <= timedelta(hours=16) for each in whole)
    assert all(
        later.begin - nap.end >= timedelta(minutes=10)
        for day in days.values()
        for nap, later in pairwise(day.naps)
    )
    main = [piece for of_day in days.values() for piece in of_day.main]
    assert len(set(main)) == len(main)
    assert set(main).isdisjoint(neither)
    for sleep in set(sleeps) - {*main, *neither}:
        assert any(each.begin <= sleep.begin and sleep.end <= each.end for each in whole)


HOME = Night(into_bed=23 * 60, got_up=7 * 60)


@pytest.mark.parametrize(
    ("naps", "reason"),
    [
        ([Nap(840, 30), Nap(860, 10)], Reason.NAPS_OVERLAP),
        ([Nap(23 * 60 + 50, 30), Nap(10, 5)], Reason.NAPS_OVERLAP),
        ([Nap(None, 30), Nap(None, 10)], Reason.NAPS_OVERLAP),
        ([Nap(120, 30)], Reason.NAP_IN_NIGHT),
        ([Nap(22 * 60 + 50, 30)], Reason.NAP_IN_NIGHT),
        ([Nap(6 * 60 + 59, 30)], Reason.NAP_IN_NIGHT),
        ([Nap(840, 0)], Reason.OUT_OF_RANGE),
        ([Nap(840, 1441)], Reason.OUT_OF_RANGE),
        ([Nap(1440, 10)], Reason.NOT_A_TIME),
    ],
)
def test_naps_that_cannot_be_are_refused(naps: list[Nap], reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        check_naps(naps, HOME)
    assert refused.value.reason is reason


def test_naps_that_touch_each_other_or_the_night_are_fine() -> None:
    check_naps([Nap(840, 30), Nap(870, 30), Nap(None, 10), Nap(7 * 60, 15), Nap(22 * 60 + 30, 30)], HOME)


def test_a_nap_in_the_evening_is_looked_at_beside_the_night_that_follows() -> None:
    early = Night(into_bed=21 * 60, got_up=6 * 60)
    with pytest.raises(Refusal):
        check_naps([Nap(21 * 60 + 30, 20)], None, early)
    check_naps([Nap(20 * 60, 60), Nap(5 * 60, 20)], None, early)


@pytest.mark.parametrize(
    ("text", "naps"),
    [
        ("14:10/25", (Nap(850, 25),)),
        ("1410-1435, 40", (Nap(850, 25), Nap(None, 40))),
        ("23:50-00:20", (Nap(1430, 30),)),
        ("/1h30", (Nap(None, 90),)),
        ("", ()),
    ],
)
def test_naps_are_typed_with_a_time_or_without(text: str, naps: tuple[Nap, ...]) -> None:
    assert parse_naps(text, "Europe/Amsterdam", TODAY) == naps


@pytest.mark.parametrize("text", ["14:10", "14:10/25, 16:00"])
def test_a_time_alone_is_not_taken_for_a_length(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_naps(text, "Europe/Amsterdam", TODAY)
    assert refused.value.reason is Reason.NOT_A_DURATION
    assert parse_naps("1:30", "Europe/Amsterdam", TODAY) == (Nap(None, 90),)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_parsed_or_refused(text: str) -> None:
    with suppress(Refusal):
        parse_naps(text, "UTC", TODAY)
