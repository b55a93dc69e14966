import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.body import Atlas
from diary.domain.day import Activity, AnswerSource
from diary.domain.item import Catalogue, Kind
from diary.domain.refusal import Reason, Refusal
from diary.exchange.mapping import load_mapping
from diary.exchange.reader_parts import Skip
from diary.exchange.source import read_source
from tests.exchange.conftest import ReadText
from tests.factory import NOW, TODAY, ZONE

DATED = '[date]\ncolumn = "date"\n'
STRESS = f'{DATED}[[item]]\ncolumn = "stress"\nitem = "stress"\n'


def test_a_plain_table_becomes_days(read_text: ReadText) -> None:
    reading = read_text(STRESS, "date,stress,other\n2026-11-01,4,x\n2026-11-02,0,y\n")
    assert [(day.date, day.value("stress"), day.zone) for day in reading.days] == [
        (date(2026, 11, 1), 4, ZONE),
        (date(2026, 11, 2), 0, ZONE),
    ]
    assert reading.counts.rows == 2
    answer = reading.days[0].answers["stress"]
    assert (answer.source, answer.typed_at) == (AnswerSource.IMPORTED, NOW.astimezone(UTC))


def test_what_is_not_there_is_not_zero(read_text: ReadText) -> None:
    reading = read_text(
        f'[source]\nignore = ["N/A", "-1"]\n{STRESS}ignore = ["99"]',
        "date,stress\n2026-11-01,\n2026-11-02,N/A\n2026-11-03,-1\n2026-11-04,99\n2026-11-05\n2026-11-06,3\n",
    )
    assert [day.date.day for day in reading.days] == [6]
    assert reading.refused == ()


def test_bad_cells_are_listed_with_line_column_and_reason_and_the_rest_goes_on(read_text: ReadText) -> None:
    mapping = f'{STRESS}[[item]]\ncolumn = "tired"\nitem = "fatigue"\n'
    source = (
        "date,stress,tired\n2026-11-01,11,3\n2026-11-02,lots,4\nyesterday,5,5\n2031-01-01,5,5\n"
        "2026-11-03,2,1\n2026-11-04,1,2,surplus\n0026-11-04,1,2\n"
    )
    reading = read_text(mapping, source)
    assert [(row.line, row.column, row.reason) for row in reading.refused] == [
        (2, "stress", Reason.OUT_OF_RANGE),
        (3, "stress", Reason.NOT_A_NUMBER),
        (4, None, Reason.NOT_A_DATE),
        (5, None, Reason.FUTURE_DAY),
        (7, None, Reason.SOURCE_ROW_SURPLUS),
        (8, None, Reason.NOT_A_DATE),
    ]
    assert reading.refused[0].refusal.facts == {"item": "stress", "low": 0, "high": 10}
    assert [(day.date.day, day.value("stress"), day.value("fatigue")) for day in reading.days] == [
        (1, None, 3), (2, None, 4), (3, 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "written", "expected"),
    [
        ("from = [1, 5]", "1", 0),
        ("from = [1, 5]", "2", 3),
        ("from = [1, 5]\nreversed = true", "1", 10),
        ("from = [1, 5]\nreversed = true", "2", 8),
        ("from = [1, 5]\nreversed = true", "5", 0),
        ("from = [0, 100]", "44.9", 4),
        ("from = [0, 100]", "45", 5),
        ("from = [0, 100]\nto = [0, 5]", "100", 5),
        ("factor = 2\noffset = -1", "3", 5),
        ("values = { fine = 0, awful = 10 }", "Awful", 10),
        ('values = { low = "1", high = "5" }\nfrom = [1, 5]', "high", 10),
        ("", "3.2", 3),
        ("", "+3", 3),
        ("", "3e0", 3),
        ("", "٣", 3),
        ("", "３", 3),
    ],
)
def test_scales_are_stretched_and_turned_round(
    read_text: ReadText, rule: str, written: str, expected: float
) -> None:
    (day,) = read_text(STRESS + rule, f"date,stress\n2026-11-01,{written}\n").days
    assert day.value("stress") == expected


@pytest.mark.parametrize("written", ["0", "5.1", "inf", "1e400", "0x3", "\u22123", "3 4", "--3", "1,5"])
def test_numbers_off_the_scale_or_no_numbers_are_refused(read_text: ReadText, written: str) -> None:
    reading = read_text(f"{STRESS}from = [1, 5]", f'date,stress\n2026-11-01,"{written}"\n')
    assert reading.days == ()
    assert [row.column for row in reading.refused] == ["stress"]


@pytest.mark.parametrize(
    ("several", "expected"), [("last", 2), ("first", 4), ("max", 9), ("min", 1), ("mean", 4), ("sum", None)]
)
def test_more_rows_on_one_day_come_to_one_value(read_text: ReadText, several: str, expected: float | None) -> None:
    source = "date,stress\n" + "".join(f"2026-11-01,{value}\n" for value in (4, 9, 1, 2))
    reading = read_text(f'{STRESS}several = "{several}"', source)
    assert [day.value("stress") for day in reading.days] == ([] if expected is None else [expected])
    assert [row.reason for row in reading.refused] == ([Reason.OUT_OF_RANGE] if expected is None else [])


def test_last_goes_by_the_moment_of_writing_when_the_newest_row_comes_first(read_text: ReadText) -> None:
    source = "date,stress\n2026-11-01T21:00,7\n2026-11-01T08:00,2\n"
    (day,) = read_text(STRESS, source).days
    assert day.value("stress") == 7
    assert day.answers["stress"].typed_at == datetime(2026, 11, 1, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("extra", "written", "day"),
    [
        ("", "2026-11-02T01:30", "2026-11-01"),
        ("", "2026-11-02T04:00", "2026-11-02"),
        ("", "2026-11-02", "2026-11-02"),
        ('boundary = "00:00"', "2026-11-02T01:30", "2026-11-02"),
        ('stored_in = "UTC"\nzone = "Asia/Tokyo"', "2026-11-01T23:00", "2026-11-02"),
        ('stored_in = "UTC"\nzone = "America/New_York"', "2026-11-02T03:00:00", "2026-11-01"),
        ('stored_in = "UTC"\nzone = "Asia/Tokyo"', "2026-11-01T23:00:00+09:00", "2026-11-01"),
        ('formats = ["%d-%m-%Y", "%d/%m/%y %H:%M"]', "02-11-2026", "2026-11-02"),
        ('formats = ["%d-%m-%Y", "%d/%m/%y %H:%M"]', "02/11/26 03:59", "2026-11-01"),
        ('formats = ["epoch"]\nzone = "UTC"', "1777777777", "2026-05-02"),
        # a day that ends at 24:00 ends as the next one begins: at midnight that is still the day before
        ("", "2026-11-02 24:00", "2026-11-02"),
        ('boundary = "00:00"', "2026-11-02T24:00:00", "2026-11-03"),
        ('boundary = "00:00"', "20251231T2400", "2026-01-01"),
        ('stored_in = "UTC"\nzone = "Asia/Tokyo"', "2026-11-01T24:00:00Z", "2026-11-02"),
        ('formats = ["%d-%m-%Y %H:%M"]\nboundary = "00:00"', "31-12-2025 24:00", "2026-01-01"),
        ('formats = ["day_first"]\nboundary = "00:00"', "31-12-2025 24:00", "2026-01-01"),
    ],
)
def test_moments_become_the_local_day(read_text: ReadText, extra: str, written: str, day: str) -> None:
    mapping = f'[date]\ncolumn = "date"\n{extra}\n[[item]]\ncolumn = "stress"\nitem = "stress"'
    (found,) = read_text(mapping, f"date,stress\n{written},5\n").days
    assert found.date.isoformat() == day


@pytest.mark.parametrize("written", ["2026-11-02 24:60", "2026-11-02 30:00", "2026-24:00"])
def test_a_time_after_the_end_of_a_day_is_no_time(read_text: ReadText, written: str) -> None:
    reading = read_text(STRESS, f"date,stress\n{written},5\n")
    assert (reading.days, [row.reason for row in reading.refused]) == ((), [Reason.NOT_A_DATE])


def test_a_date_in_three_columns_and_a_day_counted_from_a_start(read_text: ReadText) -> None:
    item = '[[item]]\ncolumn = "stress"\nitem = "stress"'
    parts = f'[date]\nday = "d"\nmonth = "m"\nyear = "y"\n{item}'
    reading = read_text(parts, "y,m,d,stress\n2026,2,28,5\n2026,2,30,5\n2026,2.5,1,5\n")
    assert [day.date for day in reading.days] == [date(2026, 2, 28)]
    assert [row.facts["text"] for row in reading.refused] == ["2026-2-30", "2026-2.5-1"]
    counted = f'[date]\nstart = 2026-01-01\noffset = "n"\n{item}'
    reading = read_text(counted, "n,stress\n0,5\n31,6\nx,7\n999999999999,8\n")
    assert [day.date for day in reading.days] == [date(2026, 1, 1), date(2026, 2, 1)]
    assert len(reading.refused) == 2


def test_every_kind_of_item_can_be_read(read_text: ReadText) -> None:
    items = {
        "into_bed": "bed", "sleep_latency": "fell", "people": "people", "touch_hurt": "touch", "breaks": "breaks",
        "note": "note", "relaxation": "hours",
    }  # fmt: skip
    mapping = DATED + "".join(
        f'[[item]]\nitem = "{item}"\ncolumn = "{column}"\n' for item, column in items.items()
    )
    mapping += '[[item]]\nitem = "worried_damage"\nconstant = 1\n'
    mapping = mapping.replace('column = "hours"', 'column = "hours"\nfactor = 60')
    (day,) = read_text(
        mapping, "date,bed,fell,people,touch,breaks,note,hours\n2026-11-01,23:10:59,1:05,much,yes,3,Hé,1.5\n"
    ).days
    assert {key: answer.value for key, answer in day.answers.items()} == {
        "into_bed": 1390, "sleep_latency": 65, "people": 2, "touch_hurt": 1, "breaks": 3, "worried_damage": 1,
        "relaxation": 90,
    }  # fmt: skip
    assert day.notes == {"note": "Hé"}


def test_a_choice_or_flag_in_other_words(read_text: ReadText) -> None:
    mapping = (
        f'{DATED}[[item]]\ncolumn = "company"\nitem = "people"\nvalues = {{ alone = "none", friends = "much" }}\n'
        '[[item]]\ncolumn = "touch"\nitem = "touch_hurt"\nvalues = { ouch = 1 }'
    )
    reading = read_text(mapping, "date,company,touch\n2026-11-01,Alone,ouch\n2026-11-02,nobody,perhaps\n")
    assert {key: answer.value for key, answer in reading.days[0].answers.items()} == {"people": 0, "touch_hurt": 1}
    assert [row.reason for row in reading.refused] == [Reason.NOT_A_CHOICE] * 2
    assert reading.refused[0].facts["options"] == "none, some, much"


def test_a_word_that_the_mapping_does_not_have_is_told_with_those_it_has(read_text: ReadText) -> None:
    mapping = STRESS + "values = { calm = 1, Awful = 9 }"
    reading = read_text(mapping, "date,stress\n2026-11-01,calm\n2026-11-02,weird\n2026-11-03,4\n")
    assert [day.value("stress") for day in reading.days] == [1, 4]
    (refused,) = reading.refused
    assert refused.refusal.reason is Reason.NOT_A_CHOICE
    assert refused.refusal.facts["options"] == "calm, awful"


def test_own_items_are_made_and_keep_decimals(read_text: ReadText) -> None:
    mapping = (
        '[own.cheer]\nkind = "scale"\nlow = 1\nhigh = 5\nfactor = "stress"\n'
        'names = { en = "Mood", nl = "Stemming" }\n'
        f'{DATED}[[item]]\ncolumn = "m"\nitem = "cheer"'
    )
    reading = read_text(mapping, "date,m\n2026-11-01,3.5\n2026-11-02,6\n")
    (own,) = reading.own_items
    assert (own.item.key, own.item.kind, own.item.low, own.item.high) == ("cheer", Kind.SCALE, 1, 5)
    assert own.item.own
    assert own.names["nl"] == "Stemming"
    assert [day.value("cheer") for day in reading.days] == [3.5]
    assert [row.reason for row in reading.refused] == [Reason.OUT_OF_RANGE]


AREAS = f'{DATED}[[areas]]\ncolumn = "places"\n'


@pytest.mark.parametrize(
    ("rule", "places", "segments"),
    [
        ("intensity = 5", '"[front_knee_l, front_hip_r]"', {"front_knee_l", "front_hip_r"}),
        ("intensity = 5", "jaw_l", {"front_face_l"}),
        ('intensity = 5\nseparator = "|"', "front_knee_l | front_hip_r", {"front_knee_l", "front_hip_r"}),
        ('intensity = 5\nnames = { nek = "neck", "linker knie" = [130] }', '"Linker knie"', {"front_knee_l"}),
        ('intensity = 5\ncodes = "choir"', "112", {"front_upper_arm_l"}),
        ('intensity = 5\ncodes = "choir_female"', "112", {"front_abdomen_r"}),
        ('intensity = 5\ncodes = "snomed"', "26893007", {"front_groin_l", "front_groin_r"}),
    ],
)
def test_places_are_found_by_code_and_name(
    read_text: ReadText, rule: str, places: str, segments: set[str]
) -> None:
    (day,) = read_text(AREAS + rule, f"date,places\n2026-11-01,{places}\n").days
    assert set(day.areas) == segments
    assert day.value("body_map") == 1


def test_a_list_with_one_unknown_place_is_refused_whole(read_text: ReadText) -> None:
    reading = read_text(f"{AREAS}intensity = 5", 'date,places\n2026-11-01,"front_knee_l, elsewhere"\n')
    assert reading.days == ()
    assert [(row.column, row.reason, row.facts) for row in reading.refused] == [
        ("places", Reason.UNKNOWN_AREA, {"area": "elsewhere"})
    ]


@pytest.mark.parametrize(("empty", "is_mapped"), [("not_answered", False), ("no_pain", True)])
def test_an_empty_list_is_no_pain_only_when_the_mapping_says_so(
    read_text: ReadText, empty: str, is_mapped: bool
) -> None:
    reading = read_text(f'{AREAS}intensity = 5\nempty = "{empty}"', 'date,places\n2026-11-01,[]\n2026-11-02,""\n')
    assert [(day.is_mapped, dict(day.areas)) for day in reading.days] == ([(True, {})] * 2 if is_mapped else [])


@pytest.mark.parametrize(
    ("rule", "written", "strength"),
    [
        ("from = [0, 10]", "0", None),
        ("from = [0, 10]", "0.2", 1),
        ("from = [0, 10]", "10", 10),
        ("from = [0, 100]", "3", 1),
        ("from = [1, 9.5]", "1", 1),
        ("from = [1, 9.5]", "9.5", 10),
        ("from = [1, 5]\nreversed = true", "5", 1),
        ("", "7.5", 8),
        ("", "0", None),
    ],
)
def test_a_place_is_as_strong_as_its_column_and_0_is_no_pain_there(
    read_text: ReadText, rule: str, written: str, strength: int | None
) -> None:
    mapping = f'{DATED}[[areas]]\nareas = ["front_knee_l"]\nintensity = "knee"\n{rule}'
    days = read_text(mapping, f"date,knee\n2026-11-01,{written}\n").days
    assert [dict(day.areas) for day in days] == ([] if strength is None else [{"front_knee_l": strength}])


def test_rows_by_name_are_distinguished_by_when_and_skip(read_text: ReadText) -> None:
    mapping = (
        f'{DATED}[[areas]]\nareas = ["front_knee_l"]\nintensity = "value"\nwhen = {{ name = "Knee" }}\n'
        '[[item]]\nitem = "stress"\ncolumn = "value"\nwhen = { name = ["stress", "tension"] }\nseveral = "mean"\n'
        '[[skip]]\nwhen = { name = "weather" }\n'
    )
    source = "date,name,value\n" + "".join(
        f"2026-11-01,{name},{value}\n"
        for name, value in [("knee", 3), ("Knee", 8), ("stress", 2), ("Tension", 6), ("weather", 30), ("luck", 7)]
    )
    reading = read_text(mapping, source)
    (day,) = reading.days
    assert dict(day.areas) == {"front_knee_l": 8}
    assert day.value("stress") == 4
    assert [(row.line, row.facts["text"]) for row in reading.refused] == [(7, "name = luck")]


def test_activities_are_each_their_own_or_come_together(read_text: ReadText) -> None:
    rows = ["walk,20,3", "walk,15,3", "yoga,0,", "swim,2000,"]
    source = "date,sport,min,effort\n" + "".join(f"2026-11-01,{row}\n" for row in rows)
    rule = f'{DATED}[[activity]]\nkind_column = "sport"\nminutes = "min"\neffort = "effort"\n'
    each = read_text(rule, source)
    assert each.days[0].activities == (Activity("walk", 20, 3), Activity("walk", 15, 3))
    assert [row.column for row in each.refused] == ["min"]
    together = read_text(f'{rule}several = "sum"', source)
    assert together.days[0].activities == (Activity("walk", 35, 3),)


NIGHTS = '[date]\nzone = "Europe/Amsterdam"\n[night]\nstart = "from"\nend = "to"\n'


def test_a_night_belongs_to_the_day_of_waking_up_and_the_longest_is_the_night(read_text: ReadText) -> None:
    mapping = f'{NIGHTS}shortest = 120\n[[item]]\nitem = "awake_in_night"\ncolumn = "awake"\n'
    source = (
        "from,to,awake\n2026-11-01T23:30,2026-11-02T07:00,20\n2026-11-02T13:00,2026-11-02T14:00,5\n"
        "2026-11-03T13:00,2026-11-03T14:00,5\n"
    )
    reading = read_text(mapping, source)
    day, other = reading.days
    assert (day.date, other.date) == (date(2026, 11, 2), date(2026, 11, 3))
    assert [(nap.begin, nap.minutes) for nap in (*day.naps, *other.naps)] == [(780, 60), (780, 60)]
    assert not other.answers
    assert {key: answer.value for key, answer in day.answers.items()} == {
        "into_bed": 1410, "got_up": 420, "awake_in_night": 20,
    }  # fmt: skip
    assert reading.refused == ()


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        ("2026-11-02T07:00", "2026-11-01T23:00", Reason.NIGHT_ORDER),
        ("2026-11-01T07:00", "2026-11-02T07:00", Reason.NIGHT_TOO_LONG),
        ("2026-11-01", "2026-11-02T07:00", Reason.NOT_A_TIME),
        ("", "2026-11-02T07:00", Reason.DATE_MISSING),
        ("2030-11-01T23:00", "2030-11-02T07:00", Reason.FUTURE_DAY),
    ],
)
def test_nights_that_cannot_be_are_refused(read_text: ReadText, start: str, end: str, reason: Reason) -> None:
    reading = read_text(NIGHTS, f"from,to\n{start},{end}\n")
    assert reading.days == ()
    assert [row.reason for row in reading.refused] == [reason]


def test_a_night_in_utc_through_a_clock_change_is_as_long_as_it_was(read_text: ReadText) -> None:
    mapping = NIGHTS.replace("[night]", 'stored_in = "UTC"\n[night]')
    (day,) = read_text(mapping, "from,to\n2026-10-24T21:00,2026-10-25T06:00\n").days
    assert (day.value("into_bed"), day.value("got_up")) == (23 * 60, 7 * 60)


def test_worst_pain_below_the_average_is_left_out(read_text: ReadText) -> None:
    mapping = (
        f'{DATED}[[item]]\nitem = "pain_average"\ncolumn = "a"\n[[item]]\nitem = "pain_worst"\ncolumn = "w"\n'
    )
    reading = read_text(mapping, "date,a,w\n2026-11-01,6,4\n2026-11-02,4,6\n")
    assert [dict(day.answers).keys() for day in reading.days] == [{"pain_average"}, {"pain_average", "pain_worst"}]
    assert [(row.line, row.reason) for row in reading.refused] == [(2, Reason.WORST_BELOW_AVERAGE)]


@pytest.mark.parametrize(("written", "kept"), [("0.4", 1), ("0.04", 1), ("0", 0), ("1.4", 1), ("9.6", 10)])
def test_some_is_never_rounded_into_none(read_text: ReadText, written: str, kept: float) -> None:
    for item in ("pain_average", "stress", "breaks"):
        mapping = f'{DATED}[[item]]\nitem = "{item}"\ncolumn = "a"\n'
        (day,) = read_text(mapping, f"date,a\n2026-11-01,{written}\n").days
        assert day.value(item) == kept


@pytest.mark.parametrize(("written", "kept"), [("0.4", 1), ("0", 0), ("0.5", 1), ("2.5", 3), ("9.6", 10)])
def test_some_effort_is_never_rounded_into_none(read_text: ReadText, written: str, kept: int) -> None:
    rule = f'{DATED}[[activity]]\nkind_column = "sport"\nminutes = "min"\neffort = "effort"\n'
    (day,) = read_text(rule, f"date,sport,min,effort\n2026-11-01,walk,0.4,{written}\n").days
    assert day.activities == (Activity("walk", 1, kept),)


def test_today_is_the_last_day_that_can_be(read_text: ReadText) -> None:
    reading = read_text(STRESS, f"date,stress\n{TODAY},1\n2026-11-23,1\n")
    assert [day.date for day in reading.days] == [TODAY]
    assert [row.reason for row in reading.refused] == [Reason.FUTURE_DAY]


def test_text_no_screen_can_show_is_cleaned(read_text: ReadText) -> None:
    mapping = f'{DATED}[[item]]\ncolumn = "note"\nitem = "note"\n'
    source = json.dumps([{"date": "2026-11-01", "note": "a\0b\ud800c"}])
    (day,) = read_text(mapping, source, "source.json").days
    assert day.notes["note"] == "ab?c"


def test_a_mapping_that_does_not_fit_the_catalogue_or_the_body_map_is_named(read_text: ReadText) -> None:
    cases = {
        f'{DATED}[[item]]\ncolumn = "stress"\nitem = "strss"': "item 1.item",
        f'{DATED}[[item]]\ncolumn = "stress"\nitem = "body_map"': "item 1.item",
        f'{DATED}[[areas]]\nareas = ["knee"]\nintensity = 5': "areas 1.areas",
        f'{DATED}[[areas]]\ncolumn = "stress"\nintensity = 5\nnames = {{ x = [99] }}': "areas 1.names.x",
    }
    for mapping, key in cases.items():
        with pytest.raises(Refusal) as refused:
            read_text(mapping, "date,stress\n2026-11-01,1\n")
        assert (refused.value.reason, refused.value.facts["key"]) == (Reason.MAP_INVALID, key)


def test_an_own_item_of_a_mapping_cannot_have_a_key_the_diary_has(read_text: ReadText, english: Library) -> None:
    with pytest.raises(Refusal) as refused:
        read_text(f'[own.mood]\nkind = "flag"\nnames = {{ en = "Mood" }}\n{STRESS}', "date,stress\n2026-11-01,1\n")
    said = refusal_sentence(english.language, None, refused.value)
    assert "another item has this name already (own.mood)" in said


def test_without_a_zone_the_import_has_to_know_where_it_is(
    tmp_path: Path, catalogue: Catalogue, atlas: Atlas
) -> None:
    path = tmp_path / "map.toml"
    path.write_text(STRESS, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_source(path, load_mapping(path), catalogue, atlas, NOW.astimezone(UTC))
    assert (refused.value.reason, refused.value.facts["key"]) == (Reason.MAP_INVALID, "date.zone")


@pytest.mark.parametrize(
    ("cell", "value"), [("1,500", 1500), ("1,234,567.5", 1234567.5), ("1,5", None), ("12,34", None)]
)
def test_a_mark_of_thousands_stands_before_three_digits(
    read_text: ReadText, cell: str, value: float | None
) -> None:
    reading = read_text(
        '[source]\nthousands = ","\n[date]\ncolumn = "d"\n[own.steps]\nkind = "count"\nhigh = 1e8\n'
        'names = { en = "S" }\n'
        '[[item]]\nitem = "steps"\ncolumn = "s"\n',
        f'd,s\n2026-11-10,"{cell}"\n',
    )
    assert [day.value("steps") for day in reading.days] == ([] if value is None else [value])
    assert [row.reason for row in reading.refused] == ([Reason.NOT_A_NUMBER] if value is None else [])


def test_an_offset_in_the_file_gives_the_day_of_the_person(read_text: ReadText) -> None:
    mapping = '[date]\ncolumn = "d"\nzone = "Europe/Amsterdam"\n[[item]]\nitem = "stress"\ncolumn = "s"\n'
    source = "d,s\n2026-11-10T23:30:00-05:00,4\n2026-11-12T23:30:00Z,5\n"
    days = read_text(mapping, source).days
    assert [day.date for day in days] == [date(2026, 11, 10), date(2026, 11, 12)]
    assert [day.answers["stress"].typed_at.hour for day in days] == [4, 23]


def test_what_is_slept_besides_the_night_is_a_nap(read_text: ReadText) -> None:
    mapping = '[date]\nzone = "Europe/Amsterdam"\n[night]\nstart = "a"\nend = "b"\nshortest = 120\n'
    nap = "2026-11-10T14:00,2026-11-10T14:40\n"
    minute = "2026-11-10T12:12,2026-11-10T12:13\n"
    (day,) = read_text(mapping, "a,b\n2026-11-09T23:00,2026-11-10T07:00\n" + nap + nap + minute).days
    assert (day.value("into_bed"), day.value("got_up")) == (1380, 420)
    assert [(found.begin, found.minutes) for found in day.naps] == [(14 * 60, 40)]


def test_an_empty_list_is_no_note(read_text: ReadText) -> None:
    mapping = '[date]\ncolumn = "date"\n[[item]]\ncolumn = "words"\nitem = "note"'
    reading = read_text(mapping, "date,words\n2026-11-01,{}\n2026-11-02,[]\n2026-11-03,{tired}\n")
    assert [dict(day.notes) for day in reading.days] == [{"note": "{tired}"}]
    assert reading.counts.skipped[Skip.EMPTY, ""] == 2
