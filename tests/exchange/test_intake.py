"""Every row of an export is used, refused or left alone, and counted; nothing is invented."""

import json
import sqlite3
from datetime import date, datetime
from pathlib import Path

import pytest

from diary.content.language import load_language
from diary.domain.body import Atlas
from diary.domain.item import Catalogue, Kind
from diary.domain.refusal import Reason, Refusal
from diary.exchange.any_source import IntakeWay, read_any
from diary.exchange.desk import shared_items
from diary.exchange.fields import DateOrder
from diary.exchange.file_questions import SavedAnswers, answers_text, load_answers
from diary.exchange.intake import ReaderContent
from diary.exchange.reader_parts import Skip
from diary.exchange.written_times import (
    date_order,
    from_epoch,
    read_amount,
    read_count,
    read_date,
    read_length,
    read_moment,
)
from diary.journal.journal import Journal
from tests.exchange.conftest import Exports
from tests.factory import NOW, ZONE, a_day

SITE = "Activities\nDate,Calories Burned,Steps,Minutes Sedentary,Minutes Fairly Active,Minutes Very Active\n"
SLEEP = "sid,start,stop,rating\n"
HOUR = 3_600_000
TEN_PM = 1_794_258_000_000  # 2026-11-09 22:00 in Amsterdam, in milliseconds


def values(content: ReaderContent, item: str) -> dict[str, float]:
    return {day.date.isoformat(): answer.value for day in content.days if (answer := day.answers.get(item))}


def refused(content: ReaderContent) -> list[tuple[str | None, str, int]]:
    return [(alike.column, str(alike.reason), alike.count) for alike in content.refused]


# ------------------------------------------------------------------ numbers, dates, moments


@pytest.mark.parametrize(
    ("text", "number"),
    [("5,688", 5688), ("5.688", 5688), ("4.23", 4.23), ("3,25", 3.25), ("1.234,5", 1234.5), ("1,234.5", 1234.5),
     ("1\u202f234", 1234), ("0.255", 0.255), ("12", 12), ("1'234'567", 1234567)],
)  # fmt: skip
def test_numbers_of_any_country(text: str, number: float) -> None:
    assert read_amount(text) == number


@pytest.mark.parametrize("text", ["2026-11-02 24:00", "2/11/2026 24:00:00", "2 Nov 2026, 24:00"])
def test_the_end_of_a_day_is_the_beginning_of_the_next(text: str) -> None:
    assert read_moment(text, DateOrder.DAY_FIRST).isoformat() == "2026-11-03T00:00:00"


@pytest.mark.parametrize("text", ["1,5", "1,23,4", "12,34", "x", "1.5"])
def test_a_mark_of_thousands_at_another_place_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_count(text)
    assert refusal.value.reason is Reason.NOT_A_NUMBER


def test_a_number_with_a_known_decimal_point() -> None:
    assert (read_amount("8.123", "."), read_amount("1,234", ".")) == (8.123, 1234)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1:30", 90),
        ("01:30:30", 90.5),
        ("5 hours", 300),
        ("1h 20m", 80),
        ("90", 90),
        ("45 min", 45),
        ("1 day", 1440),
    ],
)
def test_lengths(text: str, minutes: float) -> None:
    assert read_length(text) == minutes


def test_one_order_of_dates_for_a_file() -> None:
    assert date_order(["04/05/2026", "13/05/2026"]) is DateOrder.DAY_FIRST
    assert date_order(["04/05/2026", "05/13/2026"]) is DateOrder.MONTH_FIRST
    assert date_order(["04/05/2026", "2026-11-01"]) is None
    with pytest.raises(Refusal):
        date_order(["13/05/2026", "05/13/2026"])
    assert read_date("22nd Sep 2020") == read_date("September 22, 2020") == date(2020, 9, 22)
    assert read_date("3. maart 2024") == date(2024, 3, 3)


def test_moments_keep_their_own_offset() -> None:
    assert read_moment("2026-11-10T23:30:00-05:00").date() == date(2026, 11, 10)
    assert read_moment("11-10-2010 9:10 pm") == datetime(2010, 10, 11, 21, 10)  # noqa: DTZ001
    assert from_epoch(1_700_000_000) == from_epoch(1_700_000_000_000) == from_epoch(1_700_000_000_000_000_000)
    for text in ("2026-13-01", "0001-01-01", "soon"):
        with pytest.raises(Refusal):
            read_date(text)


# ------------------------------------------------------------------ rows


def test_the_files_own_offset_gives_the_day(exports: Exports) -> None:
    begin = '<Record type="HKQuantityTypeIdentifierStepCount" sourceName="p"'
    record = f'{begin} startDate="2026-11-10 23:30:00 -0500" value="7"/>'
    assert values(exports(f"<HealthData>{record}</HealthData>", "a.xml"), "steps") == {"2026-11-10": 7}


def test_dates_that_fit_both_orders_are_asked_about(exports: Exports) -> None:
    export = SITE + "04/05/2026,1,100,1,0,0\n"
    asked = exports(export)
    assert [question.key for question in asked.questions] == ["date_order"]
    assert values(asked, "steps") == {"2026-05-04": 100}
    assert values(exports(export, date_order="month_first"), "steps") == {"2026-04-05": 100}
    assert exports(export + "13/05/2026,1,100,1,0,0\n").questions == ()


def test_zero_is_an_answer_only_where_somebody_wore_the_device(exports: Exports) -> None:
    content = exports(SITE + '2026-11-01,1,"1,000",1,0,0\n2026-11-02,1,0,1440,0,0\n')
    assert values(content, "steps") == {"2026-11-01": 1000}
    assert values(content, "active_minutes") == {"2026-11-01": 0}
    assert (content.counts.used, content.counts.skipped[Skip.NOT_WORN, ""]) == (1, 1)


def test_zero_without_any_sign_is_asked_about(exports: Exports) -> None:
    export = '[{"dateTime":"11/01/26 00:00:00","value":"0"},{"dateTime":"11/02/26 00:00:00","value":"20"}]'
    name = "very_active_minutes-2026-11-01.json"
    asked = exports(export, name)
    assert [(question.key, question.usual) for question in asked.questions] == [
        ("zero.active_minutes", "not_recorded")
    ]
    assert values(asked, "active_minutes") == {"2026-11-02": 20}
    assert (asked.counts.used, asked.counts.skipped[Skip.NOT_WORN, ""]) == (1, 1)
    assert values(exports(export, name, zero__active_minutes="none"), "active_minutes")["2026-11-01"] == 0


def test_minutes_of_a_day_nobody_wore_the_band_are_counted_as_left_alone(exports: Exports) -> None:
    minutes = [("11/01/26 12:00", 0), ("11/01/26 13:00", 0), ("11/02/26 12:00", 0), ("11/02/26 13:00", 9)]
    export = json.dumps([{"dateTime": f"{clock}:00", "value": str(value)} for clock, value in minutes])
    content = exports(export, "steps-2026-11-01.json")
    assert values(content, "steps") == {"2026-11-02": 9}
    assert (content.counts.rows, content.counts.used, content.counts.skipped[Skip.NOT_WORN, ""]) == (4, 2, 2)


def test_a_minute_is_no_night_and_a_double_counts_once(exports: Exports) -> None:
    night = f"{TEN_PM},{TEN_PM + 8 * HOUR},4\n"
    content = exports(f"{SLEEP}1,{night}2,{night}3,{TEN_PM - 9 * HOUR},{TEN_PM - 9 * HOUR + 60_000},0\n")
    assert [day.date for day in content.days] == [date(2026, 11, 10)]
    assert values(content, "into_bed") == {"2026-11-10": 22 * 60}
    assert values(content, "sleep_quality") == {"2026-11-10": 4}
    assert content.counts.skipped == {(Skip.DOUBLE, ""): 1, (Skip.TOO_SHORT, ""): 1}


def test_two_devices_are_asked_about_and_never_added(exports: Exports) -> None:
    begin = '<Record type="HKQuantityTypeIdentifierStepCount" '
    row = begin + 'sourceName="{}" startDate="2026-11-{} 10:00:00 +0100" value="{}"/>'
    rows = "".join(
        row.format(*each) for each in [("Phone", "01", 3000), ("Watch", "01", 4310), ("Watch", "02", 10)]
    )
    export = f"<HealthData>{rows}</HealthData>"
    asked = exports(export, "a.xml")
    (question,) = asked.questions
    assert (question.key, question.options) == ("device.steps", ("Watch", "Phone", "highest"))
    assert values(asked, "steps") == {"2026-11-01": 4310, "2026-11-02": 10}
    assert values(exports(export, "a.xml", device__steps="Phone"), "steps") == {
        "2026-11-01": 3000,
        "2026-11-02": 10,
    }
    assert values(exports(export, "a.xml", device__steps="highest"), "steps")["2026-11-01"] == 4310


def test_several_a_day_by_a_named_rule(exports: Exports) -> None:
    export = "full_date,time,mood,activities\n2026-11-01,10:00,rad,\n2026-11-01,9:00 pm,bad,walk | sport\n"
    for rule, value in (("mean", 6.25), ("max", 10), ("min", 2.5), ("last", 2.5)):
        content = exports(export, several__mood_daylio=rule)
        assert values(content, "mood_daylio") == {"2026-11-01": value}
    assert values(content, "walk") == values(content, "sport") == {"2026-11-01": 1}


def test_a_word_nobody_knows_is_asked_about_and_left_out_until_then(exports: Exports) -> None:
    export = "full_date,mood,activities\n2026-11-01,sparkly,\n"
    asked = exports(export)
    assert [question.key for question in asked.questions] == ["meaning.sparkly"]
    assert (asked.days, asked.counts.used) == ((), 0)
    assert values(exports(export, meaning__sparkly="good"), "mood_daylio") == {"2026-11-01": 7.5}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("головная боль слева", "головная боль справа"),
        ("Кофе 2", "Чай 2"),
        ("☕ 1", "🍵 1"),
        ("a long name of a habit " * 3 + "at home", "a long name of a habit " * 3 + "at work"),
    ],
)
def test_names_that_begin_alike_or_share_a_number_are_two_items(exports: Exports, one: str, other: str) -> None:
    content = exports(f"full_date,mood,activities\n2026-11-01,good,{one}\n2026-11-02,good,{other}\n")
    made = [own.names["en"] for own in content.own_items if own.item.kind is Kind.FLAG]
    assert sorted(made) == sorted([one, other])
    assert len({own.item.key for own in content.own_items}) == len(content.own_items)


def test_an_answer_about_a_word_counts_however_many_words_there_are(exports: Exports) -> None:
    lines = [f"2026-11-{number % 20 + 1:02},word{number}," for number in range(60)] + ["2026-11-21,word1,"]
    export = "\n".join(["full_date,mood,activities", *lines, ""])
    assert values(exports(export, meaning__word1="good"), "mood_daylio")["2026-11-21"] == 7.5


def test_a_thousand_alike_refusals_are_one_with_three_examples(exports: Exports) -> None:
    content = exports(SITE + "".join(f"2026-11-01,1,a{row},1,0,0\n" for row in range(1000)))
    assert refused(content) == [("Steps", "not_a_number", 1000)]
    assert [row.line for row in content.refused[0].examples] == [3, 4, 5]


def test_days_to_come_are_refused_with_their_row(exports: Exports) -> None:
    content = exports(SITE + "2026-12-24,1,100,1,0,0\n")
    assert refused(content) == [(None, "future_day", 1)]
    assert content.counts.refused == 1


def test_utc_moments_ask_for_the_zone(exports: Exports) -> None:
    export = f"{SLEEP}1,{TEN_PM},{TEN_PM + 8 * HOUR},4\n"
    assert values(exports(export, zone="America/New_York"), "into_bed") == {"2026-11-10": 16 * 60}
    assert [question.key for question in exports(export).questions] == ["zone"]


def test_answers_are_kept_in_a_file(tmp_path: Path) -> None:
    saved = SavedAnswers("fitbit", {"device.steps": 'a "watch" \\ é'})
    path = tmp_path / "a.toml"
    path.write_text(answers_text(saved), encoding="utf-8")
    assert load_answers(path) == saved
    for text in ("reader = 1", "x", "reader = 'a'\nother = 1"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(Refusal) as refusal:
            load_answers(path)
        assert refusal.value.reason is Reason.MAP_INVALID


# ------------------------------------------------------------------ into a diary


def test_again_changes_nothing_longer_adds_the_new_and_typed_answers_win(
    exports: Exports, journal: Journal
) -> None:
    journal.import_days([a_day(date(2026, 11, 10), into_bed=1300)])
    first = f"{SLEEP}1,{TEN_PM},{TEN_PM + 8 * HOUR},4\n"
    longer = first + f"2,{TEN_PM + 24 * HOUR},{TEN_PM + 32 * HOUR},3\n"
    one = exports(first)
    result = journal.import_days(one.days, one.own_items)
    assert [(conflict.item, conflict.kept, conflict.offered) for conflict in result.kept] == [
        ("into_bed", 1300, 1320)
    ]
    assert journal.import_days(one.days, one.own_items).added == 0
    more = exports(longer)
    assert journal.import_days(more.days, more.own_items).days == 1
    assert journal.day(date(2026, 11, 10)).value("into_bed") == 1300
    assert journal.day(date(2026, 11, 11)).zone == "Europe/Amsterdam"


# ------------------------------------------------------------------ files with nothing in them


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("daylio.csv", "full_date,date,weekday,time,mood,activities,note_title,note\n"),
        ("plees.csv", SLEEP),
        ("export.xml", '<?xml version="1.0"?><HealthData locale="nl_NL"></HealthData>'),
        ("table.csv", "date,stress\n"),
        ("empty.csv", ""),
        ("blanks.txt", "\ufeff \n\n"),
        ("empty.json", "[]\n"),
        ("object.json", "{}"),
        ("empty.db", ""),
        ("empty.xlsx", ""),
        ("empty.zip", "PK\x05\x06" + "\0" * 18),
        ("folder", None),
    ],
)
def test_a_file_with_nothing_in_it_says_so(
    tmp_path: Path, catalogue: Catalogue, atlas: Atlas, name: str, content: str | None
) -> None:
    source = tmp_path / name
    if content is None:
        source.mkdir()
    else:
        source.write_text(content, encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        read_any(source, IntakeWay(), catalogue, atlas, NOW)
    assert (refusal.value.reason, refusal.value.facts) == (Reason.SOURCE_EMPTY, {"path": str(source)})


def test_a_database_of_another_program_is_no_diary(tmp_path: Path, catalogue: Catalogue, atlas: Atlas) -> None:
    source = tmp_path / "other.db"
    with sqlite3.connect(source) as made:
        made.execute("CREATE TABLE t (a)")
    with pytest.raises(Refusal) as refusal:
        read_any(source, IntakeWay(), catalogue, atlas, NOW)
    assert refusal.value.reason is Reason.SOURCE_UNKNOWN


def test_times_in_utc_are_asked_about_with_every_place_to_choose(exports: Exports) -> None:
    text = f"{SLEEP}1,{TEN_PM},{TEN_PM + 8 * HOUR},0\n"
    (question,) = exports(text).questions
    assert (question.options[0], question.usual) == (ZONE, ZONE)
    assert {"Asia/Tokyo", "America/New_York"} < set(question.options)
    assert exports(text, zone="Asia/Tokyo").days[0].value("into_bed") == 6 * 60


def test_nothing_is_asked_about_days_that_are_not_there(exports: Exports) -> None:
    assert exports(f"{SLEEP}1,{TEN_PM},{TEN_PM + 20_000},5\n").questions == ()


def test_a_row_without_a_date_says_so(exports: Exports) -> None:
    header = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    content = exports(f"{header},,,21:00,good,,,\n")
    assert refused(content) == [(None, "date_missing", 1)]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_active_minutes_of_a_device_are_not_called_as_those_of_the_activities(
    resources: Path, language: str
) -> None:
    chart = load_language(language, resources).t("Active minutes")
    assert shared_items()["active_minutes"].names[language] != chart
