"""Times, lengths of time, dates and numbers as programs and people of many countries write them."""

from datetime import date, datetime, timedelta, timezone

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.exchange.written_times import (
    FIRST_DAY,
    is_length,
    read_amount,
    read_clock,
    read_date,
    read_length,
    read_moment,
)
from tests.exchange.conftest import Exports, ReadText


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("0:00", 0),
        ("12:00 AM", 0),
        ("12:00 PM", 720),
        ("7.30", 450),
        ("7h30", 450),
        ("7u30", 450),
        ("19h", 1140),
        ("7 uur", 420),
        ("23:15 Uhr", 1395),
        ("11 PM", 1380),
        ("11pm", 1380),
        ("10:15\u202fp.\u00a0m.", 1335),
        ("22:15:30", 1335.5),
        ("17:30 pm", 1050),
        ("٢٢:١٥", 1335),
        ("２２：１５", 1335),
        ("24:00", 1440),
        ("24:30", 1470),
        ("29:59", 1799),
    ],
)
def test_clock_times(text: str, minutes: float) -> None:
    assert (read_clock(text) - FIRST_DAY).total_seconds() == minutes * 60


@pytest.mark.parametrize("text", ["-1:30", "30:00", "25:61", "12", "730", "half past seven", "0:00 pm x", ""])
def test_what_is_no_clock_time(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_clock(text)
    assert refusal.value.reason is Reason.NOT_A_TIME


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("25:30", 1530),
        ("1:02:03", 62.05),
        ("7h12", 432),
        ("7u12", 432),
        ("7 h 12 min", 432),
        ("45 s", 0.75),
        ("90 sec", 1.5),
        ("PT7H12M30S", 432.5),
        ("P1DT2H", 1560),
        ("1h 20m 30s", 80.5),
        ("1 d 2 h", 1560),
        ("2 uur en 10 minuten", 130),
        ("1,5 uur", 90),
        ("2 Std. 5 Min.", 125),
        ("½ hour", 30),
        ("1\u202f234", 1234),
        ("٩٠", 90),
    ],
)
def test_lengths_in_many_units(text: str, minutes: float) -> None:
    assert read_length(text) == pytest.approx(minutes)
    assert is_length(text) or text.isdecimal() or "\u202f" in text


@pytest.mark.parametrize("text", ["-1:30", "1:75", "a while", "5 hours ago", ""])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_length(text)
    assert refusal.value.reason is Reason.NOT_A_DURATION


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er janvier 2026", (1, 1)),
        ("15 févr. 2026", (2, 15)),
        ("15. März 2026", (3, 15)),
        ("3 mrt 2026", (3, 3)),
        ("2e maart 2026", (3, 2)),
        ("12 maa 2026", (3, 12)),
        ("15 de marzo de 2026", (3, 15)),
        ("2 avr. 2026", (4, 2)),
        ("2\u00a0mei\u00a02026", (5, 2)),
        ("3 mai 2026", (5, 3)),
        ("5 juin 2026", (6, 5)),
        ("5 juil. 2026", (7, 5)),
        ("2 aou\u0302t 2026", (8, 2)),
        ("Sept 3, 2026", (9, 3)),
        ("15. Oktober 2026", (10, 15)),
        ("lundi 2 novembre 2026", (11, 2)),
        ("ma 2 nov. 2026", (11, 2)),
        ("Mon Nov 2 2026", (11, 2)),
        ("Mittwoch, 2. Dez 2026", (12, 2)),
        ("2 déc. 2026", (12, 2)),
    ],
)
def test_months_in_five_languages(text: str, day: tuple[int, int]) -> None:
    assert read_date(text) == date(2026, *day)


def test_letters_that_begin_two_months_are_none() -> None:
    with pytest.raises(Refusal):
        read_date("5 jui 2026")


def test_the_night_after_midnight_is_on_the_next_day() -> None:
    assert read_moment("2026-11-02 24:00") == datetime(2026, 11, 3)  # noqa: DTZ001
    assert read_moment("2026-11-30T24:30:00+01:00").isoformat() == "2026-12-01T00:30:00+01:00"
    assert read_moment("2-11-2026 12:00\u202fAM") == datetime(2026, 11, 2)  # noqa: DTZ001


def test_numbers_with_signs_of_other_scripts() -> None:
    assert [read_amount(text) for text in ("−5", "1\u202f234,5", "١٢٣", "1’234")] == [-5, 1234.5, 123, 1234]


def test_a_reader_takes_the_night_that_ends_at_24(exports: Exports) -> None:
    content = exports("sid,start,stop,rating\n")
    assert content.days == ()
    csv = "Sleep\nStart Time,End Time,Minutes Asleep,Minutes Awake,Number of Awakenings,Time in Bed\n"
    content = exports(csv + '"2026-11-02 18:00","2026-11-02 24:30","380","10","1","390"\n')
    assert [(day.date.day, day.value("got_up")) for day in content.days] == [(3, 30)]


def test_a_table_with_the_time_in_a_column_of_its_own(read_text: ReadText) -> None:
    mapping = """
[date]
column = "day"
time = "at"
formats = ["iso", "day_first"]
[[item]]
column = "up"
item = "got_up"
[[item]]
column = "rest"
item = "relaxation"
"""
    rows = ["day,at,up,rest", "2026-11-02,730,24:30,7u12", "2026-11-03,24:30,7:15:30,PT1H", "4 nov. 2026,0930,0,"]
    reading = read_text(mapping, "\n".join(rows) + "\n")
    assert {day.date.day: (day.value("got_up"), day.value("relaxation")) for day in reading.days} == {
        2: (30, 432),
        3: (435, 60),
        4: (0, None),
    }
    assert reading.refused == ()


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-13 20:00:00 UTC",
        "Fri Nov 13 2026 21:00:00 GMT+0100 (CET)",
        "2026-11-13T21:00:00+01:00[Europe/Amsterdam]",
        "vr 13-11-2026 om 21:00",
        "vrijdag 13/11/2026, 21u00",
        "Fr., 13.11.2026 um 21:00",
        "November 13, 2026 at 9:00 PM",
    ],
)
def test_moments_with_a_weekday_a_zone_or_a_word_between_them(text: str) -> None:
    found = read_moment(text)
    local = found if found.tzinfo is None else found.astimezone(timezone(timedelta(hours=1))).replace(tzinfo=None)
    assert local == datetime(2026, 11, 13, 21)  # noqa: DTZ001 - as it is written


@pytest.mark.parametrize("text", ["Total 1-11-2026", "December 2024", "Total December 2024", "dec 24"])
def test_what_is_no_whole_date(text: str) -> None:
    with pytest.raises(Refusal):
        read_date(text)
