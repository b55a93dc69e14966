"""What is guessed about a table that no reader knows, and the mapping that choices come to."""

import csv
from contextlib import suppress
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.domain.day import Activity, Day
from diary.domain.item import Kind
from diary.domain.refusal import Reason, Refusal
from diary.exchange.any_source import IntakeWay, read_any
from diary.exchange.fields import DateOrder, Several
from diary.exchange.file_questions import toml_text
from diary.exchange.mapper import (
    NO_PAIN,
    fresh_key,
    made_map,
    own_kinds,
    own_rule,
    usual_activity,
    usual_place,
    usual_places,
    usual_span,
    usual_use,
)
from diary.exchange.mapping import SourceRule
from diary.exchange.source_rows import read_records
from diary.exchange.table_look import (
    MapChoices,
    Use,
    are_known,
    look_at,
    prepared,
    subjects,
    usual_choices,
    value_columns,
)
from tests.exchange.conftest import Mapped, a_workbook, values
from tests.factory import NOW

NAMES = (0, "stress"), (1, "joy")


def test_a_wide_table_with_a_scale_that_runs_the_other_way(mapped: Mapped) -> None:
    look = mapped.look("day;tense;words\n2026-11-01;1;a\n2026-11-02;5;b\n2026-11-03;;c\n")
    choices = usual_choices(look)
    use = mapped.use(look, choices, "tense", "stress")
    assert (use.span, use.is_reversed) == ((1, 5), False)
    reading = mapped.read(look, replace(choices, uses={"tense": replace(use, is_reversed=True)}))
    assert values(reading.days, "stress") == {1: 10, 2: 0}
    assert (reading.counts.rows, reading.counts.used, reading.counts.skipped.total()) == (3, 2, 1)


@pytest.mark.parametrize(
    ("first", "order", "is_asked"),
    [
        ("13/05/2026", DateOrder.DAY_FIRST, False),
        ("05/13/2026", DateOrder.MONTH_FIRST, False),
        ("04/05/2026", "", True),
    ],
)
def test_the_order_of_day_and_month_is_asked_only_when_both_fit(
    mapped: Mapped, first: str, order: str, is_asked: bool
) -> None:
    look = mapped.look(f"when,stress\n{first},3\n06/07/2026,4\n")
    (guess,) = look.dates
    assert guess.is_asked is is_asked
    chosen = MapChoices(order=DateOrder.MONTH_FIRST, uses={"stress": Use("stress")})
    days = mapped.read(look, chosen).days
    last = date(2026, 7, 6) if order == DateOrder.DAY_FIRST else date(2026, 6, 7)
    assert days[-1].date == last


def test_dates_in_words_with_offsets_in_seconds_and_in_three_columns(mapped: Mapped) -> None:
    look = mapped.look("a,b,c,day,month,year\n22nd Sep 2020,2020-09-22T21:00:00+02:00,1600801200,22,9,2020\n")
    assert [guess.columns for guess in look.dates] == [("a",), ("b",), ("c",), ("day", "month", "year")]
    assert [guess.date.formats for guess in look.dates] == [("day_first",), ("iso",), ("epoch",), ("iso",)]


def test_a_time_in_another_column_gives_the_night_to_the_day_before(mapped: Mapped) -> None:
    look = mapped.look("date,time,stress\n2026-11-02,01:30,3\n2026-11-03,21:00,4\n")
    place = next(place for place, guess in enumerate(look.dates) if guess.columns == ("date", "time"))
    days = mapped.read(look, MapChoices(date=place, uses={"stress": Use("stress")})).days
    assert values(days, "stress") == {1: 3, 3: 4}


@pytest.mark.parametrize(("clock", "day"), [("9:05 pm", 2), ("1.30", 1), ("24:30", 2), ("0:15", 1), ("7h30", 2)])
def test_a_time_beside_an_iso_date_may_be_written_as_people_do(mapped: Mapped, clock: str, day: int) -> None:
    look = mapped.look(f"date,at,stress\n2026-11-02,{clock},4\n2026-11-05,7:00,1\n")
    place = next(place for place, guess in enumerate(look.dates) if guess.date.time == "at")
    days = mapped.read(look, MapChoices(date=place, uses={"stress": Use("stress")})).days
    assert values(days, "stress") == {day: 4, 5: 1}


def test_rows_that_name_what_they_are_about(mapped: Mapped) -> None:
    rows = "".join(f"2026-11-{day:02d},{name},{day % 10 + add}\n" for day in range(1, 9) for add, name in NAMES)
    look = mapped.look(f"date,name,how much\n{rows}")
    choices = usual_choices(look)
    assert (choices.by, choices.value, value_columns(look, choices)) == ("name", "how much", ("how much",))
    assert [one.key for one in subjects(look, choices)] == ["stress", "joy"]
    reading = mapped.read(look, replace(choices, uses={"stress": Use("stress")}))
    assert values(reading.days, "stress")[3] == 3
    assert (reading.counts.refused, reading.counts.skipped.total()) == (0, 8)


def test_two_moments_some_hours_apart_are_nights_in_a_workbook_too(mapped: Mapped, tmp_path: Path) -> None:
    nights = (("2026-11-02", "2026-11-02 08:00"), ("2026-11-02 23:30", "2026-11-03 07:00"))
    moments = [[datetime.fromisoformat(moment) for moment in night] for night in nights]
    mapped.path = tmp_path / "nights.xlsx"
    mapped.path.write_bytes(a_workbook([["Sleep", "Wake"], *moments]))
    look = look_at(mapped.path)
    days = mapped.read(look, usual_choices(look)).days
    assert values(days, "into_bed") == {2: 0, 3: 1410}
    assert values(days, "got_up") == {2: 480, 3: 420}


def test_of_several_moments_those_beside_each_other_are_the_night(mapped: Mapped) -> None:
    row = "2026-11-03,2026-11-03 07:00,2026-11-02 23:10,2026-11-03 06:50,2026-11-02 23:40,450\n"
    look = mapped.look(f"day,up,bed,woke,asleep,minutes\n{row}")
    night = look.dates[0].night
    assert night is not None
    assert (night.start, night.end) == ("bed", "up")


def test_minus_one_among_counts_is_no_count(mapped: Mapped) -> None:
    look = mapped.look("day,hrv,degrees\n2026-11-01,-1,-1\n2026-11-02,44,-4\n2026-11-03,50,8\n")
    uses = {
        name: Use(name, own=own_rule(mapped.subject(look, name), Kind.COUNT, {"en": name}, look.source))
        for name in ("hrv", "degrees")
    }
    reading = mapped.read(look, MapChoices(uses=uses))
    assert (values(reading.days, "hrv"), values(reading.days, "degrees")) == (
        {1: None, 2: 44, 3: 50},
        {1: -1, 2: -4, 3: 8},
    )
    assert [(row.line, row.column) for row in reading.refused] == [(2, "hrv")]


def test_of_a_log_of_everything_only_the_rows_that_last_some_hours_are_sleep(mapped: Mapped) -> None:
    kinds = (("in bed", 0), ("asleep", 8), ("meal", 0))
    rows = "".join(
        f"2026-11-{day:02d}T0{place}:00Z,2026-11-{day:02d}T{place + hours:02d}:00Z,{name}\n"
        for day in range(1, 9)
        for place, (name, hours) in enumerate(kinds)
    )
    look = mapped.look(f"Start,End,Status\n{rows}")
    choices = usual_choices(look)
    assert (choices.by, choices.value) == ("Status", "asleep")
    reading = mapped.read(look, choices)
    assert values(reading.days, "got_up")[8] == 600  # 9:00 in UTC
    assert (reading.counts.used, reading.counts.skipped.total(), reading.counts.refused) == (8, 16, 0)


def test_a_table_without_names_of_columns_loses_no_row(mapped: Mapped) -> None:
    look = mapped.look("2026-11-01;4\n2026-11-02;5\n")
    assert (tuple(look.cells), look.rows) == (("1", "2"), 2)
    assert values(mapped.read(look, MapChoices(uses={"2": Use("stress")})).days, "stress") == {1: 4, 2: 5}


ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="One"><table:table-row>
<table:table-cell office:value-type="string"><text:p>when</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>stress</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-11-01"><text:p>1/11</text:p>
</table:table-cell>
<table:table-cell office:value-type="float" office:value="4"><text:p>4</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def test_an_open_document_holds_a_table(mapped: Mapped, tmp_path: Path) -> None:
    mapped.path = tmp_path / "table.ods"
    with ZipFile(mapped.path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.replace(">\n", ">"))
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    look = look_at(mapped.path)
    assert values(mapped.read(look, MapChoices(uses={"stress": Use("stress")})).days, "stress") == {1: 4}


def test_a_workbook_that_is_none_is_refused(mapped: Mapped, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"PK\x03\x04rubbish")
    with pytest.raises(Refusal) as refusal:
        look_at(path)
    assert refusal.value.reason is Reason.SOURCE_NO_TABLE
    with pytest.raises(Refusal) as refusal:
        read_any(path, IntakeWay(), mapped.catalogue, mapped.atlas, NOW)
    assert refusal.value.reason is Reason.SOURCE_UNREADABLE
    path.write_bytes(b"")
    with pytest.raises(Refusal) as refusal:
        read_any(path, IntakeWay(), mapped.catalogue, mapped.atlas, NOW)
    assert refusal.value.reason is Reason.SOURCE_EMPTY


CALLED = ("table.csv", "table.txt", "table.xls", "table.xlsx", "table.ods", "table.json", "table.pdf", "table")


@pytest.mark.parametrize("name", CALLED)
@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_a_table_is_read_by_what_is_in_it_whatever_it_is_called(
    mapped: Mapped, tmp_path: Path, name: str, kind: str
) -> None:
    mapped.path = tmp_path / name
    text = {"csv": "when,stress\n2026-11-01,4\n", "json": '[{"when": "2026-11-01", "stress": 4}]'}
    content = a_workbook([("when", "stress"), ("2026-11-01", 4)]) if kind == "xlsx" else text[kind].encode()
    mapped.path.write_bytes(content)
    look = look_at(mapped.path)
    assert values(mapped.read(look, MapChoices(uses={"stress": Use("stress")})).days, "stress") == {1: 4}


def test_a_known_export_is_known_as_a_workbook_called_csv_and_as_a_table_called_xls(
    mapped: Mapped, tmp_path: Path
) -> None:
    table = (("full_date", "mood", "activities"), ("2026-11-01", "rad", "walk"))
    book, text = tmp_path / "daylio.csv", tmp_path / "daylio.xls"
    book.write_bytes(a_workbook(table))
    text.write_text("\n".join(",".join(row) for row in table), encoding="utf-8")
    for path in (book, text):
        found = read_any(path, IntakeWay(), mapped.catalogue, mapped.atlas, NOW).found
        assert found is not None
        assert found.reader.key == "daylio"


NO_TABLES = {
    "small picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89",
    "photo": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256)) * 40,
    "page": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "letter": b"{\\rtf1\\ansi Dear all,\\par}",
    "web page": b"<!doctype html><title>Diary</title>",
    "old letter": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 40,
    "nothing but zeros": bytes(5000),
}


@pytest.mark.parametrize("kind", [*NO_TABLES, "letter in a zip"])
@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "table.json"])
def test_what_is_to_look_at_is_no_table_whatever_it_is_called(
    mapped: Mapped, tmp_path: Path, name: str, kind: str
) -> None:
    path = tmp_path / name
    if kind in NO_TABLES:
        path.write_bytes(NO_TABLES[kind])
    else:
        with ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(Refusal) as refusal:
        read_any(path, IntakeWay(), mapped.catalogue, mapped.atlas, NOW)
    assert refusal.value.reason is Reason.SOURCE_NO_TABLE


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-sig"])
@pytest.mark.parametrize("word", ["stijf", "\N{CJK UNIFIED IDEOGRAPH-75BC}", "été"])
def test_a_table_in_any_letters_is_no_picture(mapped: Mapped, tmp_path: Path, encoding: str, word: str) -> None:
    mapped.path = tmp_path / "table.csv"
    mapped.path.write_bytes(f"when,stress,words\n2026-11-01,4,{word}\n".encode(encoding, "replace"))
    look = look_at(mapped.path)
    assert values(mapped.read(look, MapChoices(uses={"stress": Use("stress")})).days, "stress") == {1: 4}


def test_a_workbook_that_bursts_is_refused(
    mapped: Mapped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diary.exchange.sheets.LARGEST_SHEET", 50_000)
    path = tmp_path / "table.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<row/>" * 100_000)
    with pytest.raises(Refusal) as refusal:
        look_at(path)
    assert refusal.value.reason is Reason.SOURCE_UNREADABLE


def test_a_sheet_that_reaches_without_end_is_refused(mapped: Mapped, tmp_path: Path) -> None:
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book = Workbook()
    sheet = book.active
    sheet.append(["when", "stress"])
    sheet["XFD1048576"] = 1
    book.save(tmp_path / "far.xlsx")
    row = '<table:table-row table:number-rows-repeated="3000"><table:table-cell '
    far = ODS.replace(">\n", ">").replace("<table:table-row><table:table-cell ", row, 1)
    far = far.replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="16384" ', 1)
    with ZipFile(tmp_path / "far.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", far)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    for name in ("far.xlsx", "far.ods"):
        with pytest.raises(Refusal) as refusal:
            look_at(tmp_path / name)
        assert refusal.value.reason is Reason.SOURCE_UNREADABLE


def test_a_sheet_is_read_to_its_last_row(tmp_path: Path) -> None:
    from xlsxwriter import Workbook as Writer  # type: ignore[import-untyped]

    path, rows = tmp_path / "long.xlsx", 200_100
    with Writer(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "stress")
        for number in range(1, rows + 1):
            sheet.write(number, 0, 4)
    assert sum(1 for _ in read_records(path, SourceRule(), ("stress",))) == rows


@pytest.mark.parametrize(("cell", "is_there"), [("5", True), ("", False)])
def test_a_column_without_a_name_has_its_number_when_something_is_in_it(
    cell: str, is_there: bool, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"when,stress,\n2026-11-01,4,{cell}\n2026-11-02,5,\n", encoding="utf-8")
    assert ("3" in look_at(path).cells) is is_there


def test_a_column_that_comes_late_in_a_list_is_one(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text("[" + '{"when": "2026-11-01"},' * 300 + '{"stress": 4}]', encoding="utf-8")
    assert "stress" in look_at(path).cells


def test_of_more_columns_than_anybody_chooses_among_the_first_are_looked_at(mapped: Mapped) -> None:
    names = ",".join(f"c{number}" for number in range(3000))
    look = mapped.look(f"{names}\n{','.join(['2026-11-01 10:00'] * 3000)}\n")
    assert (len(look.cells), look.rows, look.left_columns) == (500, 1, 2500)


def test_json_holds_tables_too(mapped: Mapped) -> None:
    look = mapped.look('[{"when": "2026-11-01", "of": {"stress": 4}}, {"when": "2026-11-02"}]', "table.json")
    assert tuple(look.cells) == ("when", "of.stress")
    days = mapped.read(look, MapChoices(uses={"of.stress": Use("stress")})).days
    assert values(days, "stress") == {1: 4}


def test_a_list_in_json_is_places_and_words(mapped: Mapped) -> None:
    rows = '[{"day": "2026-11-01", "of": ["neck", "left knee"]}, {"day": "2026-11-02", "of": []}]'
    look = mapped.look(rows, "list.json")
    subject = mapped.subject(look, "of")
    assert subject.first == ("neck, left knee",)
    days = mapped.read(look, MapChoices(uses={"of": usual_places(subject)})).days
    assert [bool(day.areas) for day in days] == [True]
    assert len({area.split("_")[1] for area in days[0].areas}) == 2
    notes = mapped.read(look, MapChoices(uses={"of": Use("note")})).days
    assert [day.notes["note"] for day in notes] == ["neck, left knee"]


def test_zero_can_mean_that_nothing_was_recorded(mapped: Mapped) -> None:
    look = mapped.look("date,stress\n2026-11-01,0\n2026-11-02,0.0\n2026-11-03,3\n")
    use = mapped.use(look, MapChoices(), "stress", "stress")
    assert values(mapped.read(look, MapChoices(uses={"stress": use})).days, "stress") == {1: 0, 2: 0, 3: 3}
    none = replace(use, is_zero_none=False)
    assert values(mapped.read(look, MapChoices(uses={"stress": none})).days, "stress") == {3: 3}


def test_several_a_day_by_the_chosen_rule_are_counted(mapped: Mapped) -> None:
    look = mapped.look("date,stress\n2026-11-01,2\n2026-11-01,8\n2026-11-02,3\n")
    use = mapped.use(look, MapChoices(), "stress", "stress")
    assert use.several is Several.MEAN
    reading = mapped.read(look, MapChoices(uses={"stress": replace(use, several=Several.MAX)}))
    assert values(reading.days, "stress") == {1: 8, 2: 3}
    assert dict(reading.counts.several) == {(Several.MAX, "stress"): 1}


def test_words_mean_what_is_said_and_are_left_out_until_then(mapped: Mapped) -> None:
    look = mapped.look("date,how\n2026-11-01,Bad\n2026-11-02,fine\n2026-11-03,so-so\n")
    use = mapped.use(look, MapChoices(), "how", "stress")
    assert dict(use.meanings) == {"bad": "", "fine": "", "so-so": ""}
    told = replace(use, meanings={**use.meanings, "bad": "8", "fine": "0"})
    reading = mapped.read(look, MapChoices(uses={"how": told}))
    assert values(reading.days, "stress") == {1: 8, 2: 0}
    assert reading.refused == ()


def test_the_examples_of_a_column_are_what_it_tells(mapped: Mapped) -> None:
    look = mapped.look("date,hurt\n2026-11-01,{}\n2026-11-02,[]\n2026-11-03,{hand}\n")
    assert mapped.subject(look, "hurt").first == ("{hand}",)
    rows = "".join(f"2026-11-{day:02},{'much' if day > 5 else 'none'}\n" for day in range(1, 9))
    assert mapped.subject(mapped.look(f"date,hurt\n{rows}"), "hurt").first == ("none", "much")


def test_an_own_item_is_made_as_the_file_has_it(mapped: Mapped) -> None:
    look = mapped.look("date,coffee,dog,walk\n2026-11-01,3,yes,1:30\n2026-11-02,12,no,2 hours\n")
    told = {one.key: one for one in subjects(look, MapChoices())}
    assert [own_kinds(told[key], look.source)[0] for key in told] == [Kind.COUNT, Kind.FLAG, Kind.MINUTES]
    uses = {}
    for key, subject in told.items():
        own = own_rule(subject, own_kinds(subject, look.source)[0], {"en": key}, look.source)
        uses[key] = usual_use(subject, own.item(f"my_{key}").item, look.source, own)
    reading = mapped.read(look, MapChoices(uses=uses))
    assert values(reading.days, "my_coffee") == {1: 3, 2: 12}
    assert values(reading.days, "my_dog") == {1: 1, 2: 0}
    assert values(reading.days, "my_walk") == {1: 90, 2: 120}
    assert [own.item.key for own in reading.own_items] == ["my_coffee", "my_dog", "my_walk"]


def test_minutes_of_an_activity_of_a_day_come_together(mapped: Mapped) -> None:
    look = mapped.look("date,walked\n2026-11-01,1:30\n2026-11-01,20 min\n2026-11-02,0.5\n2026-11-03,0\n")
    (subject,) = subjects(look, MapChoices())
    use = usual_activity(subject, "walking")
    assert use.factor == 60
    days = mapped.read(look, MapChoices(uses={"walked": use})).days
    assert [(day.date.day, *day.activities) for day in days] == [
        (1, Activity("walking", 110)),
        (2, Activity("walking", 30)),
    ]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ((1, 5), (1, 5)),
        ((0, 10), (0, 10)),
        ((2, 9), (0, 10)),
        ((3, 60), (0, 100)),
        ((-5, -5), (-5, -4)),
        (None, (0, 10)),
    ],
)
def test_the_scale_of_a_file(seen: tuple[float, float] | None, expected: tuple[float, float]) -> None:
    assert usual_span(seen, (0, 10)) == expected


def test_numbers_as_a_country_writes_them(mapped: Mapped) -> None:
    assert mapped.look("date;km\n2026-11-01;1,5\n2026-11-02;12,25\n").source.decimal == ","
    assert mapped.look('date,steps\n2026-11-01,"5,688"\n2026-11-02,"12,000"\n').source.thousands == ","
    assert mapped.look("date;a\n2026-11-01;1.234,5\n").source.thousands == "."


CELLS = st.text("0123456789-/.:,; abTZ+%|€", max_size=12) | st.sampled_from(
    ["2026-11-01", "13/05/2026", "05/13/2026", "4", "4,5", "yes", "9" * 30, "1600801200", "22nd Sep 2020", "23:10"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6), st.booleans())
def test_any_cells_are_looked_at_and_mapped_or_refused(
    mapped: Mapped, rows: list[list[str]], has_names: bool
) -> None:
    out = StringIO()
    csv.writer(out).writerows([["a", "b", "c", "d"], *rows] if has_names else rows)
    try:
        look = mapped.look(out.getvalue())
    except Refusal:
        return
    for place in range(len(look.dates)):
        choices = MapChoices(date=place)
        for subject in subjects(look, choices):
            for kind in own_kinds(subject, look.source):
                if kind is not Kind.TEXT:
                    own = own_rule(subject, kind, {"en": "x"}, look.source)
                    use = usual_use(subject, own.item("x").item, look.source, own)
                    with suppress(Refusal):
                        mapped.read(look, replace(choices, uses={subject.key: use}))


def test_nothing_is_read_before_something_is_chosen(mapped: Mapped) -> None:
    look = mapped.look("date,stress\n2026-11-01,2\n")
    assert made_map(look, MapChoices(), mapped.catalogue.item) is None
    assert mapped.look("name,stress\nyou,2\n").dates == ()


def test_a_name_that_is_taken_gets_a_key_of_its_own() -> None:
    assert fresh_key("Stress", {"stress", "stress_2"}) == "stress_2_2"


PLACES = (
    "date,where,how bad\n2026-11-01,neck; linkerknie,8\n2026-11-02,Knee; neck 3,4\n2026-11-03,none,\n"
    "2026-11-04,,5\n2026-11-05,somewhere,5\n"
)
KNEE = {"front_knee_l", "back_knee_l"}
NECK = {"back_neck_l", "back_neck_r"}


def areas(days: tuple[Day, ...]) -> dict[int, dict[str, int] | None]:
    return {day.date.day: dict(day.areas) if day.value("body_map") else None for day in days}


def test_places_in_words_with_a_column_that_tells_how_strong(mapped: Mapped) -> None:
    look = mapped.look(PLACES)
    use = usual_places(mapped.subject(look, "where"))
    assert use.meanings == {"knee": "", "none": "", "somewhere": ""}
    use = replace(use, strength="how bad", span=(0, 10), meanings={"knee": "knee_l", "none": NO_PAIN})
    reading = mapped.read(look, MapChoices(uses={"where": use}))
    assert areas(reading.days) == {
        1: dict.fromkeys(KNEE | NECK, 8),
        2: {**dict.fromkeys(KNEE, 4), **dict.fromkeys(NECK, 3)},
        3: {},
    }
    assert [(row.line, row.reason) for row in reading.refused] == [(6, Reason.UNKNOWN_AREA)]


def test_a_word_that_is_left_out_leaves_the_other_places(mapped: Mapped) -> None:
    look = mapped.look("date,where\n2026-11-01,neck; somewhere\n2026-11-02,somewhere\n2026-11-03,neck\n")
    use = usual_places(mapped.subject(look, "where"))
    reading = mapped.read(look, MapChoices(uses={"where": use}))
    assert areas(reading.days) == {1: dict.fromkeys(NECK, 5), 3: dict.fromkeys(NECK, 5)}
    assert reading.refused == ()
    kept = mapped.path.with_name("kept.toml")
    mapping = made_map(look, MapChoices(uses={"where": use}), mapped.catalogue.item)
    assert mapping is not None
    kept.write_text(toml_text(mapping), encoding="utf-8")
    again = read_any(mapped.path, IntakeWay(kept), mapped.catalogue, mapped.atlas, NOW)
    assert areas(again.data.days) == areas(reading.days)


def test_a_column_for_each_place_with_strengths_and_one_with_ticks(mapped: Mapped) -> None:
    look = mapped.look("date;nek;l. knie\n2026-11-01;4;x\n2026-11-02;0;\n2026-11-03;;nee\n2026-11-04;;\n")
    uses = {
        "nek": usual_place(mapped.subject(look, "nek"), "neck_both"),
        "l. knie": replace(usual_place(mapped.subject(look, "l. knie"), "knee_l"), strength=7.0),
    }
    assert uses["nek"].span == (0, 10)
    reading = mapped.read(look, MapChoices(uses=uses))
    assert areas(reading.days) == {1: {**dict.fromkeys(NECK, 4), **dict.fromkeys(KNEE, 7)}, 2: {}, 3: {}}
    assert (reading.refused, reading.counts.rows, reading.counts.used) == ((), 4, 3)
    uses["nek"] = replace(uses["nek"], is_zero_none=False)
    assert areas(mapped.read(look, MapChoices(uses=uses)).days).keys() == {1, 3}


def test_ones_and_zeros_are_ticks_and_say_nothing_of_how_strong(mapped: Mapped) -> None:
    look = mapped.look("date,neck\n2026-11-01,1\n2026-11-02,0\n")
    use = usual_place(mapped.subject(look, "neck"), "neck_both")
    assert areas(mapped.read(look, MapChoices(uses={"neck": use})).days) == {1: dict.fromkeys(NECK, 5), 2: {}}


def test_rows_that_are_about_a_place(mapped: Mapped) -> None:
    rows = "".join(f"2026-11-{day:02d},{name},{day}\n" for day in (1, 2, 3) for name in ("Knee Pain", "happiness"))
    look = mapped.look("date,name,intensity\n" + rows)
    choices = MapChoices(by="name", value="intensity")
    use = usual_place(mapped.subject(look, "Knee Pain", choices), "knee_l")
    days = mapped.read(look, replace(choices, uses={"Knee Pain": use})).days
    assert areas(days) == {day: dict.fromkeys(KNEE, day) for day in (1, 2, 3)}


def test_what_menus_show_is_found_once(mapped: Mapped) -> None:
    rows = "".join(f"2026-11-{day:02d},{name},{day}\n" for day in (1, 2, 3) for name in ("joy", "stress"))
    look = mapped.look("date,name,intensity\n" + rows)
    chosen = MapChoices(by="name")
    assert not are_known(look, chosen)
    heard: list[tuple[int, int]] = []
    chosen = prepared(look, chosen, lambda done, of: heard.append((done, of)))
    assert (chosen.value, are_known(look, chosen), heard) == ("intensity", True, [(0, 1), (0, 2), (1, 2)])
    assert subjects(look, chosen) is subjects(look, chosen)
