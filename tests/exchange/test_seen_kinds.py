"""What went wrong with real files, each kind with a made-up one: the rows of the last table of the measured facts.

Kinds that are tested elsewhere: the file's own offset (`test_source`, `test_intake`), a zero of a device that was
worn and a minute of sleep by readers (`test_intake`), what a trial writes (`tests/cli/test_import_command.py`),
endings of exports (`test_formats`).
"""

import json
from datetime import date
from pathlib import Path

import pytest

from diary.content.language import load_language
from diary.content.sentences import refusal_sentence
from diary.domain.day import Day
from diary.domain.item import Catalogue
from diary.domain.refusal import Reason, Refusal
from diary.exchange.fields import Several
from diary.exchange.intake_words import IN_FILE
from diary.exchange.reader_parts import Skip
from tests.exchange.conftest import Exports, ReadText

STRESS = '[date]\ncolumn = "date"\n[[item]]\ncolumn = "stress"\nitem = "stress"\n'
NIGHTS = '[date]\nzone = "Europe/Amsterdam"\n[night]\nstart = "a"\nend = "b"\n'


def values(days: tuple[Day, ...], item: str) -> dict[int, float | None]:
    return {day.date.day: day.value(item) for day in days}


def test_thousands_sign_at_another_place(read_text: ReadText) -> None:
    mapping = f'[source]\nthousands = ","\n{STRESS}'
    reading = read_text(mapping, 'date,stress\n2026-11-01,"1,5"\n2026-11-02,3\n')
    assert [(row.line, row.column, row.reason) for row in reading.refused] == [(2, "stress", Reason.NOT_A_NUMBER)]
    assert values(reading.days, "stress") == {2: 3}


@pytest.mark.parametrize(("several", "kept"), [("last", 8), ("first", 2), ("mean", 5), ("max", 8), ("min", 2)])
def test_rows_that_lose_are_counted_by_a_named_rule(read_text: ReadText, several: str, kept: float) -> None:
    reading = read_text(f'{STRESS}several = "{several}"\n', "date,stress\n2026-11-01,2\n2026-11-01,8\n")
    assert values(reading.days, "stress") == {1: kept}
    assert dict(reading.counts.several) == {(Several(several), "stress"): 1}
    assert (reading.counts.rows, reading.counts.used, reading.counts.refused) == (2, 2, 0)


def test_the_same_column_twice_hides_nothing(read_text: ReadText) -> None:
    source = "date,stress,stress\n2026-11-01,2,8\n"
    assert values(read_text(STRESS, source).days, "stress") == {1: 2}
    second = STRESS.replace('column = "stress"', 'column = "stress (2)"')
    assert values(read_text(second, source).days, "stress") == {1: 8}


def test_nights_that_lose_are_naps_or_told(read_text: ReadText) -> None:
    rows = [
        "2026-11-09T23:00,2026-11-10T07:00",
        "2026-11-09T23:00,2026-11-10T07:00",
        "2026-11-10T14:00,2026-11-10T14:40",
        "2026-11-10T15:00,2026-11-10T15:05",
        "2026-11-11T07:00,2026-11-10T23:00",
    ]
    reading = read_text(NIGHTS, "a,b\n" + "\n".join(rows) + "\n")
    counts = reading.counts
    assert (counts.rows, counts.used, counts.refused) == (5, 2, 1)
    assert (counts.skipped[Skip.DOUBLE, ""], counts.skipped[Skip.TOO_SHORT, ""]) == (1, 1)
    assert [(nap.begin, nap.minutes) for nap in reading.days[0].naps] == [(840, 40)]


def test_nothing_done_is_an_answer_where_the_mapping_does_not_say_otherwise(read_text: ReadText) -> None:
    source = "date,stress\n2026-11-01,0\n2026-11-02,3\n"
    assert values(read_text(STRESS, source).days, "stress") == {1: 0, 2: 3}
    assert values(read_text(f'{STRESS}ignore = ["0"]\n', source).days, "stress") == {2: 3}


def test_a_nap_never_takes_the_place_of_the_night(read_text: ReadText) -> None:
    rows = "2026-11-10T14:00,2026-11-10T14:40\n2026-11-09T23:00,2026-11-10T07:00\n"
    (day,) = read_text(NIGHTS, f"a,b\n{rows}").days
    assert (day.value("into_bed"), [nap.minutes for nap in day.naps]) == (1380, [40])


def test_a_one_minute_night_is_no_night(read_text: ReadText) -> None:
    reading = read_text(NIGHTS, "a,b\n2026-11-10T12:12,2026-11-10T12:13\n")
    assert reading.days == ()
    assert dict(reading.counts.skipped) == {(Skip.TOO_SHORT, ""): 1}


def test_a_fully_refused_table_brings_no_own_item(read_text: ReadText) -> None:
    mapping = STRESS.replace('item = "stress"', 'item = "joy"') + '[own.joy]\nnames = { en = "Joy" }\n'
    reading = read_text(mapping, "date,stress\n2026-11-01,much\n")
    assert (reading.days, reading.own_items, reading.counts.refused) == ((), (), 1)


FORMS = STRESS.replace('"date"\n', '"date"\nformats = ["%d/%m/%Y", "%m/%d/%Y"]\n', 1)


@pytest.mark.parametrize("forms", ["%d/%m/%Y", "day_first"])
def test_one_date_order_for_a_file(read_text: ReadText, forms: str) -> None:
    other = {"%d/%m/%Y": "%m/%d/%Y", "day_first": "month_first"}[forms]
    mapping = FORMS.replace("%m/%d/%Y", other).replace("%d/%m/%Y", forms)
    days = read_text(mapping, "date,stress\n04/05/2026,1\n13/05/2026,2\n").days
    assert [day.date for day in days] == [date(2026, 5, 4), date(2026, 5, 13)]
    days = read_text(mapping, "date,stress\n04/05/2026,1\n05/13/2026,2\n").days
    assert [day.date for day in days] == [date(2026, 4, 5), date(2026, 5, 13)]
    with pytest.raises(Refusal) as refusal:
        read_text(mapping, "date,stress\n13/05/2026,1\n05/13/2026,2\n")
    assert refusal.value.facts == {"text": "05/13/2026"}


def test_a_date_order_that_both_fit_is_asked(read_text: ReadText) -> None:
    reading = read_text(FORMS, "date,stress\n04/05/2026,1\n06/07/2026,2\n")
    (question,) = reading.questions
    assert (question.key, question.usual, question.facts) == ("date_order", "day_first", {"example": "04/05/2026"})
    assert reading.days[0].date == date(2026, 5, 4)


def test_a_date_order_told_by_one_section_counts_for_the_whole_file(exports: Exports) -> None:
    activities = (
        "Activities\nDate,Calories Burned,Steps,Minutes Sedentary,Minutes Fairly Active,Minutes Very Active\n"
    )
    nights = "\nSleep\nStart Time,End Time,Minutes Asleep,Minutes Awake,Number of Awakenings,Time in Bed\n"
    told = '"05/12/2026 11:00PM","05/13/2026 7:00AM","400","20","2","480"\n'
    content = exports(f"{activities}04/05/2026,1,100,1,0,0\n{nights}{told}")
    assert content.questions == ()
    assert [day.date for day in content.days] == [date(2026, 4, 5), date(2026, 5, 13)]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("date,weekday,time of day,category,rating/amount,detail,notes", "04/05/2026,Mon,am,Mood,5,,"),
        ("FeatureName,Timestamp,Value", "Coffee,04/05/2026 10:00,3"),
    ],
)
def test_every_reader_asks_for_an_order_that_both_fit(exports: Exports, header: str, row: str) -> None:
    assert [question.key for question in exports(f"{header}\n{row}\n").questions] == ["date_order"]
    assert exports(f"{header}\n{row}\n", date_order="month_first").days[0].date == date(2026, 4, 5)


@pytest.mark.parametrize("code", ["en", "nl"])
def test_messages_are_about_the_file_and_name_what_would_make_it_readable(
    read_text: ReadText, resources: Path, catalogue: Catalogue, code: str
) -> None:
    language = load_language(code, resources)
    reading = read_text(STRESS, "date,stress\nyesterday,2\n2026-11-02,much\n")
    said = [refusal_sentence(language, None, row.refusal, IN_FILE) for row in reading.refused]
    assert [(row.line, row.column) for row in reading.refused] == [(2, None), (3, "stress")]
    for word in ("Type it", "Typ "):
        assert not any(word in sentence for sentence in said)
    assert "2026-11-22" in said[0]
    assert "4" in said[1]


@pytest.mark.parametrize("code", ["en", "nl"])
def test_no_refusal_of_a_row_speaks_to_somebody_who_types(resources: Path, code: str) -> None:
    words = load_language(code, resources).phrases(IN_FILE)
    of_rows = (
        Reason.NOT_A_NUMBER, Reason.NOT_A_TIME, Reason.NOT_A_DURATION, Reason.NOT_A_DATE, Reason.FUTURE_DAY,
        Reason.OUT_OF_RANGE, Reason.NOT_A_CHOICE, Reason.NIGHT_ORDER, Reason.NIGHT_TOO_LONG, Reason.TEXT_TOO_LONG,
        Reason.UNKNOWN_ITEM, Reason.UNKNOWN_AREA, Reason.NOT_A_WHOLE_NUMBER, Reason.WORST_BELOW_AVERAGE,
    )  # fmt: skip
    assert [reason for reason in of_rows if reason not in words] == []
    assert not [text for text in words.values() if "Type " in text or "Typ " in text]


def test_a_zip_is_no_text_in_another_alphabet(read_text: ReadText) -> None:
    with pytest.raises(Refusal) as refusal:
        read_text(STRESS, b"PK\x03\x04" + bytes(60))
    assert refusal.value.reason is Reason.SOURCE_NO_TABLE


def test_gaps_in_the_language_of_maps(read_text: ReadText) -> None:
    mapping = """
[date]
column = "day"
time = "at"
formats = ["day_first"]
[[item]]
column = "tags"
has = "noise"
separator = "|"
item = "senses_overload"
[[item]]
column = "walked"
item = "walked"
[[item]]
column = "battery"
item = "battery"
[own.walked]
kind = "minutes"
names = { en = "Walked" }
[own.battery]
kind = "count"
high = 100
names = { en = "Battery" }
"""
    rows = [
        "day,at,tags,walked,battery",
        "22nd Sep 2020,9:05 pm,sun | noise | rain,5 hours,62%",
        "day,at,tags,walked,battery",
        "23rd Sep 2020,01:30,sun,1h 20m,",
        "23rd Sep 2020,,sun,,7 %",
    ]
    days = read_text(mapping, "\n".join(rows) + "\n").days
    assert values(days, "senses_overload") == {22: 1, 23: None}
    assert values(days, "walked") == {22: 80, 23: None}  # half past one belongs to the day before
    assert values(days, "battery") == {22: 62, 23: 7}


def test_lists_inside_json(read_text: ReadText) -> None:
    mapping = f'[source]\nrecords = "weeks.days"\n{STRESS}'
    first, second = (
        json.dumps({"days": [{"date": f"2026-11-0{day}", "stress": stress}]}) for day, stress in ((1, 4), (8, 2))
    )
    assert values(read_text(mapping, f'{{"weeks": [{first}, {second}]}}', "a.json").days, "stress") == {1: 4, 8: 2}


def test_a_name_nobody_knows_is_refused_with_the_nearest(read_text: ReadText) -> None:
    with pytest.raises(Refusal) as refusal:
        read_text(STRESS.replace('item = "stress"', 'item = "fatige"'), "date,stress\n2026-11-01,4\n")
    assert refusal.value.facts["value"] == "fatige"
    assert refusal.value.facts["options"] == ("fatigue",)


def test_steps_after_midnight_stay_on_the_day_of_the_device(exports: Exports) -> None:
    export = '[{"dateTime":"11/02/26 01:30:00","value":"7"},{"dateTime":"11/02/26 12:00:00","value":"20"}]'
    days = exports(export, "steps-2026-11-02.json").days
    assert values(days, "steps") == {2: 27}


# ------------------------------------------------------------------ the same kinds in other programs and countries

WITHINGS = "from,to,light (s),deep (s),rem (s),awake (s),wake up,Duration to sleep (s),Duration to wake up (s)\n"
WITHINGS_DE = "von,bis,leicht (s),tief (s),rem (s),wach (s),aufgewacht,Schlafdauer (s),Aufwachdauer (s)\n"
OURA = "date,Bedtime Start,Bedtime End,Steps,Sleep Latency,Awake Time\n"


@pytest.mark.parametrize(
    ("cell", "steps"),
    [("1.351", 1351), ("1,351", 1351), ("1'351", 1351), ("1\u202f351", 1351), ("12.345.678", None), ("1,5", None)],
)
def test_thousands_as_countries_write_them_in_an_export(exports: Exports, cell: str, steps: float | None) -> None:
    content = exports(f'Date,Step count\n2026-11-01,"{cell}"\n2026-11-02,7\n')
    assert values(content.days, "steps") == ({1: steps, 2: 7} if steps else {2: 7})
    assert content.counts.refused + len(content.refused) >= (0 if steps else 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{WITHINGS}2026-11-09T23:30:00-05:00,2026-11-10T07:00:00-05:00,1,1,1,60,1,60,1\n", "sleep.csv"),
        (f"{OURA}2026-11-10,2026-11-09T23:30:00-05:00,2026-11-10T07:00:00-05:00,100,60,120\n", "oura.csv"),
    ],
)
def test_the_offset_of_the_file_is_the_clock_of_the_night(exports: Exports, text: str, name: str) -> None:
    (day,) = exports(text, name).days
    assert (day.date, day.value("into_bed"), day.value("got_up")) == (date(2026, 11, 10), 23 * 60 + 30, 420)


@pytest.mark.parametrize("is_reversed", [False, True])
def test_nights_that_lose_in_an_export_in_any_order(exports: Exports, is_reversed: bool) -> None:
    rows = [
        "2026-11-09T23:00:00+01:00,2026-11-10T07:00:00+01:00,1,1,1,600,1,60,1",
        "2026-11-09T23:00:00+01:00,2026-11-10T07:00:00+01:00,1,1,1,600,1,60,1",
        "2026-11-10T14:00:00+01:00,2026-11-10T14:40:00+01:00,1,1,1,0,1,60,1",
        "2026-11-10T12:12:00+01:00,2026-11-10T12:13:00+01:00,1,1,1,0,1,60,1",
        "2026-11-11T07:00:00+01:00,2026-11-10T23:00:00+01:00,1,1,1,0,1,60,1",
    ]
    content = exports(WITHINGS + "\n".join(reversed(rows) if is_reversed else rows) + "\n", "sleep.csv")
    counts = content.counts
    assert (counts.rows, counts.used, counts.refused) == (5, 2, 1)
    assert (counts.skipped[Skip.DOUBLE, ""], counts.skipped[Skip.TOO_SHORT, ""]) == (1, 1)
    (day,) = content.days
    assert (day.value("into_bed"), [(nap.begin, nap.minutes) for nap in day.naps]) == (1380, [(840, 40)])


def test_nothing_done_on_a_day_the_phone_was_carried_is_an_answer(exports: Exports) -> None:
    rows = "2026-11-01,0,3000\n2026-11-02,50,3000\n2026-11-03,0,\n2026-11-04,0,0\n"
    content = exports("Date,Move Minutes count,Step count\n" + rows)
    assert values(content.days, "active_minutes") == {1: 0, 2: 50}
    assert values(content.days, "steps") == {1: 3000, 2: 3000}


@pytest.mark.parametrize(
    ("header", "row", "item"),
    [
        ("full_date,date,weekday,time,mood,activities,note_title,note", "{day},,,21:00,rad,,,", "mood_daylio"),
        ("HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText", "Tea,,,{day},3,", "tea"),
        ("Date,Step count", "{day},100", "steps"),
    ],
)
def test_one_date_order_for_the_files_of_other_programs(
    exports: Exports, header: str, row: str, item: str
) -> None:
    told = {"04/05/2026": date(2026, 4, 5), "05/13/2026": date(2026, 5, 13)}
    rows = [row.format(day=day) for day in told]
    for order in (rows, rows[::-1]):
        content = exports("\n".join([header, *order]) + "\n")
        assert content.questions == ()
        assert [day.date for day in content.days if day.value(item) is not None] == list(told.values())
    with pytest.raises(Refusal) as refusal:
        exports("\n".join([header, row.format(day="13/05/2026"), row.format(day="05/13/2026")]) + "\n")
    assert refusal.value.reason is Reason.NOT_A_DATE


def test_several_questionnaires_a_day_of_another_program_are_asked_about(exports: Exports) -> None:
    rows = "Pain,2026-11-01T09:00:00+01:00,0\nPain,2026-11-01T21:00:00+01:00,7\n"
    content = exports(f"FeatureName,Timestamp,Value\n{rows}")
    assert [question.key for question in content.questions] == ["several.pain"]
    for rule, value in (("mean", 3.5), ("max", 7), ("min", 0), ("last", 7)):
        told = exports(f"FeatureName,Timestamp,Value\n{rows}", several__pain=rule)
        assert values(told.days, "pain") == {1: value}


def test_a_header_in_another_language_and_with_another_sign_between(exports: Exports) -> None:
    row = "2026-11-09T23:00:00+01:00;2026-11-10T07:00:00+01:00;1;1;1;600;1;300;1\n"
    (day,) = exports((WITHINGS_DE.replace(",", ";") + row).encode("utf-16"), "schlaf.csv").days
    assert (day.value("into_bed"), day.value("awake_in_night")) == (1380, 10)


def test_steps_of_minutes_after_midnight_stay_on_their_date_in_summer_and_winter(exports: Exports) -> None:
    minutes = [  # in UTC: half past midnight and half past eleven at night, on both sides of the clock change
        {"dateTime": f"{month}/{day:02d}/26 {clock}:00", "value": str(value)}
        for month, day, clock, value in (
            ("10", 23, "22:30", 5), ("10", 24, "21:30", 7), ("10", 25, "23:30", 11), ("10", 26, "22:30", 13)
        )
    ]  # fmt: skip
    content = exports(json.dumps(minutes), "steps-2026-10-23.json")
    assert values(content.days, "steps") == {24: 5 + 7, 26: 11 + 13}
