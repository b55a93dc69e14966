"""What is found in a table as people lay it out: where its names, its days and its numbers stand."""

import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from diary.content.library import Library
from diary.domain.item import Kind
from diary.domain.refusal import Reason, Refusal
from diary.exchange.cells import number_in
from diary.exchange.fields import Several
from diary.exchange.intake_words import skipped_lines
from diary.exchange.mapper import items_by_name, named_uses, own_rule
from diary.exchange.table_look import MapChoices, Use, look_at, usual_choices
from tests.exchange.conftest import Mapped, a_workbook, values
from tests.factory import NOW


@pytest.mark.parametrize(
    ("cells", "marks", "asked"),
    [
        (("1.234", "12.000", "987"), (",", "."), "1.234"),
        (('"1,234"', '"12,000"', "987"), (None, ","), "1,234"),
        (("1.234", "12.000", "72,5"), (",", "."), ""),
        (("1.234.567", "12.000", "1"), (",", "."), ""),
        (("1.234", "0.5", "2"), (None, ""), ""),
        (("1'234", "12'000", "2"), (None, "'"), ""),
    ],
)
def test_a_mark_that_may_be_one_of_thousands_is_asked_about(
    mapped: Mapped, cells: tuple[str, ...], marks: tuple[str | None, str], asked: str
) -> None:
    separator = "," if '"' in "".join(cells) else ";"
    rows = "".join(f"2026-11-0{day}{separator}{cell}\n" for day, cell in enumerate(cells, start=1))
    look = mapped.look(f"date{separator}steps\n{rows}")
    assert ((look.source.decimal, look.source.thousands), look.asked_number) == (marks, asked)


def test_what_is_said_about_the_mark_is_how_the_table_is_read(mapped: Mapped) -> None:
    look = mapped.look("date;steps\n2026-11-01;1.234\n2026-11-02;12.000\n2026-11-03;987\n")
    for has_thousands, expected in ((True, {1: 1234, 2: 12000, 3: 987}), (False, {1: 1.234, 2: 12, 3: 987})):
        choices = MapChoices(has_thousands=has_thousands)
        subject = mapped.subject(look, "steps", choices)
        own = own_rule(subject, Kind.COUNT, {"en": "Steps"}, look.written(choices))
        days = mapped.read(look, replace(choices, uses={"steps": Use("steps", own=own)})).days
        assert values(days, "steps") == expected


def test_a_number_of_a_sheet_has_no_mark_of_thousands(mapped: Mapped, tmp_path: Path) -> None:
    mapped.path = tmp_path / "weights.xlsx"
    mapped.path.write_bytes(a_workbook([("date", "km"), ("2026-11-01", 1.125), ("2026-11-02", 2.375)]))
    look = look_at(mapped.path)
    assert (look.source.thousands, look.asked_number) == ("", "")


def test_a_line_of_totals_tells_nothing_of_the_scale_and_is_told(mapped: Mapped) -> None:
    look = mapped.look("date;fatigue\n1-11-2026;6\n2-11-2026;7\nTotal;13\nMean;6,5\n")
    use = mapped.use(look, usual_choices(look), "fatigue", "fatigue")
    reading = mapped.read(look, replace(usual_choices(look), uses={"fatigue": use}))
    assert values(reading.days, "fatigue") == {1: 6, 2: 7}
    assert [(row.line, row.reason) for row in reading.refused] == [(4, Reason.NOT_A_DATE), (5, Reason.NOT_A_DATE)]


@pytest.mark.parametrize(
    ("written", "form"),
    [
        (("20261103", "20261104"), "iso"),
        (("46329", "46330"), "excel"),
        (("3-Nov-26", "4-Nov-26"), "day_first"),
        (("3 nov. '26", "wo 4 nov '26"), "day_first"),
        (("Nov 3, 26", "Nov 4, 26"), "day_first"),
    ],
)
def test_days_as_spreadsheets_write_them(mapped: Mapped, written: tuple[str, str], form: str) -> None:
    look = mapped.look(f'date;stress\n"{written[0]}";4\n"{written[1]}";5\n')
    assert [guess.date.formats for guess in look.dates] == [(form,)]
    days = mapped.read(look, MapChoices(uses={"stress": Use("stress")})).days
    assert [day.date for day in days] == [date(2026, 11, 3), date(2026, 11, 4)]


def test_a_time_behind_a_day_is_no_year(mapped: Mapped) -> None:
    assert not mapped.look("date;stress\n3 nov 10:30;4\n4 nov 10 am;5\n").dates


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("My diary;;\nName: Jan;;\n;;\ndate;stress;fatigue\n1-11-2026;4;6\n", ["date", "stress", "fatigue"]),
        (";stress;fatigue\n1-11-2026;4;6\n2-11-2026;;\n", ["1", "stress", "fatigue"]),
        (";Sleep;Day;\ndate;bed;stress;pain\n1-11-2026;23:00;4;5\n", ["date", "bed", "stress", "pain"]),
        ("what;1-11-2026;2-11-2026\nstress;4;5\nfatigue;6;7\n", ["what", "stress", "fatigue"]),
        (";zo 1 nov;ma 2 nov\nstress;4;5\nfatigue;6;7\n", ["1", "stress", "fatigue"]),
    ],
)  # fmt: skip
def test_the_names_of_columns_stand_below_a_title_or_beside_the_days(
    mapped: Mapped, text: str, columns: list[str]
) -> None:
    look = mapped.look(text)
    assert list(look.cells) == columns
    days = mapped.read(look, MapChoices(uses={"stress": Use("stress")})).days
    assert values(days, "stress")[1] == 4


def test_a_comma_of_decimals_parts_no_cells_where_a_note_has_the_mark_between_cells(mapped: Mapped) -> None:
    rows = "".join(f"{day}-11-2026;4,{day};{'' if day % 3 else 'tired; slept'}\n" for day in range(1, 9))
    look = mapped.look(f"date;stress;note\n{rows}")
    assert (list(look.cells), look.source.decimal) == (["date", "stress", "note"], ",")


def test_ends_of_nights_without_names_are_no_days_beside_each_other(mapped: Mapped) -> None:
    look = mapped.look("a;1-11-2026 23:00;2-11-2026 7:00\nb;2-11-2026 23:10;3-11-2026 7:05\n")
    assert (look.source.is_turned, look.rows) == (False, 2)


def test_a_sheet_for_each_month_is_one_table_and_other_sheets_are_named(
    mapped: Mapped, tmp_path: Path, english: Library
) -> None:
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book, made = Workbook(), BytesIO()
    assert book.active is not None
    book.active.append(["How I fill it in"])
    book.active.append(["Every evening"])
    for name, rows in (
        ("Oct", [("2026-10-30", 3)]),
        ("Nov", [("2026-11-01", 4), ("soon", 5)]),
        ("List", [("a", 1)]),
    ):
        sheet = book.create_sheet(name)
        sheet.append(["date", "stress" if name != "List" else "count"])
        for row in rows:
            sheet.append(row)
    book.save(made)
    mapped.path = tmp_path / "year.xlsx"
    mapped.path.write_bytes(made.getvalue())
    reading = mapped.read(look_at(mapped.path), MapChoices(uses={"stress": Use("stress")}))
    assert [day.date for day in reading.days] == [date(2026, 10, 30), date(2026, 11, 1)]
    assert [(row.file, row.line) for row in reading.refused] == [("Nov", 3)]
    assert reading.counts.sheets == {"Sheet": False, "Oct": True, "Nov": True, "List": False}
    assert list(skipped_lines(english.language, reading.counts)) == [
        "Several sheets are read as one table: Oct, Nov.",
        "2 sheets have other columns and are not read: Sheet, List.",
    ]


def test_a_day_beside_several_rows_is_the_day_of_them_all(mapped: Mapped, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book, made = Workbook(), BytesIO()
    assert book.active is not None
    for row in ((), (None, "date", "when", "stress"), (None, "2026-11-01", "am", 4), (None, None, "pm", 8)):
        book.active.append(row)
    book.active.merge_cells("B3:B4")
    book.active.merge_cells("A3:A4")
    book.save(made)
    mapped.path = tmp_path / "parts.xlsx"
    mapped.path.write_bytes(made.getvalue())
    reading = mapped.read(look_at(mapped.path), MapChoices(uses={"stress": Use("stress", several=Several.MEAN)}))
    assert (values(reading.days, "stress"), reading.refused) == ({1: 6}, ())


def test_cells_that_say_nothing_are_no_words(mapped: Mapped) -> None:
    nothing = ("-", "n/a", "N.V.T.", "#N/A", "NaN", "?")
    rows = "".join(f"2026-11-0{day};{cell}\n" for day, cell in enumerate(nothing, start=1))
    look = mapped.look(f"date;stress\n{rows}2026-11-09;4\n")
    assert list(mapped.subject(look, "stress").texts) == ["4"]
    reading = mapped.read(look, MapChoices(uses={"stress": Use("stress")}))
    assert (values(reading.days, "stress"), reading.refused) == ({9: 4}, ())


@pytest.mark.parametrize(
    ("name", "cells", "factor"),
    [
        ("Asleep (s)", "600", 1 / 60),
        ("uren slaap", "7", 60),
        ("rust_min", "7,5", 1),
        ("rust", "7,5", 60),
        ("rust", "90", 1),
    ],
)
def test_the_unit_in_the_name_of_a_column_counts(mapped: Mapped, name: str, cells: str, factor: float) -> None:
    look = mapped.look(f"day;{name};a\n2026-11-01;{cells};1,5\n")
    assert mapped.use(look, usual_choices(look), name, "relaxation").factor == factor


def test_a_night_with_the_date_of_the_evening_belongs_to_the_day_of_waking_up(mapped: Mapped) -> None:
    look = mapped.look("day,bed,up,stress\n2026-11-20,23:30,7:05,4\n2026-11-22,0:15,6:45,5\n")
    assert look.has_clocks
    uses = {"bed": Use("into_bed"), "up": Use("got_up"), "stress": Use("stress")}
    assert values(mapped.read(look, MapChoices(uses=uses)).days, "got_up") == {20: 425, 22: 405}
    reading = mapped.read(look, MapChoices(uses=uses, is_evening=True))
    assert values(reading.days, "got_up") == {20: None, 21: 425, 22: None}
    assert values(reading.days, "stress") == {20: 4, 21: None, 22: 5}
    assert [(row.line, row.column, row.reason) for row in reading.refused] == [
        (3, "bed", Reason.FUTURE_DAY), (3, "up", Reason.FUTURE_DAY),
    ]  # fmt: skip


def test_days_that_a_sheet_knows_and_days_in_words_are_read_in_one_column(mapped: Mapped, tmp_path: Path) -> None:
    mapped.path = tmp_path / "mixed.xlsx"
    rows = [
        ("date", "stress"),
        (date(2026, 11, 1), 4),
        (date(2026, 11, 2), 5),
        ("3-11-2026", 6),
        ("di 17 nov 2026", 7),
    ]
    mapped.path.write_bytes(a_workbook(rows))
    reading = mapped.read(look_at(mapped.path), MapChoices(uses={"stress": Use("stress")}))
    assert (values(reading.days, "stress"), reading.refused) == ({1: 4, 2: 5, 3: 6, 17: 7}, ())


@pytest.mark.parametrize(
    ("written", "first"),
    [
        (("ma 3 nov", "di 4 nov", "vr 2 jan"), date(2025, 11, 3)),
        (("Wed, Dec 30", "Thu, Dec 31", "Fri, Jan 1"), date(2020, 12, 30)),
        (("30 dec.", "31 dec.", "1 jan."), date(2025, 12, 30)),
        (("30/12", "31/12", "1/1"), date(2025, 12, 30)),
        (("3 mrt", "2 mrt", "31 dec"), date(2026, 3, 3)),
    ],
)
def test_days_without_a_year_follow_each_other_from_the_year_that_their_weekdays_tell(
    mapped: Mapped, written: tuple[str, ...], first: date
) -> None:
    mapped.look(
        "date;stress\n" + "".join(f'"{text}";{place}\n' for place, text in enumerate(written)) + "Total;9\n"
    )
    look = look_at(mapped.path, today=NOW.date())
    reading = mapped.read(look, MapChoices(uses={"stress": Use("stress")}))
    found = {answer.value: day.date for day in reading.days for answer in day.answers.values()}
    assert found[0] == first
    assert all(abs(found[place + 1] - found[place]).days < 92 for place in range(len(found) - 1))
    assert (len(found), [row.line for row in reading.refused]) == (3, [5])
    chosen = MapChoices(first_year=2019, uses={"stress": Use("stress")})
    assert mapped.read(look, chosen).days[0].date.year in {2018, 2019}


def test_days_that_are_written_down_ahead_tell_no_year(mapped: Mapped) -> None:
    rows = [f"{day} nov,{day % 5 if day < 4 else ''},{'long' if day < 4 else ''}" for day in range(1, 31)]
    mapped.look("date,stress,note\n" + "\n".join(rows) + "\n")
    (guess,) = look_at(mapped.path, today=date(2026, 11, 5)).dates
    assert guess.date.first_year == 2026


def test_amounts_are_no_days_without_a_year(mapped: Mapped) -> None:
    mapped.look("km;stress\n4.5;4\n3.2;5\n1/2;3\n")
    assert not look_at(mapped.path, today=NOW.date()).dates


@pytest.mark.parametrize(
    ("name", "cells", "span"),
    [
        ("Stress (0-100)", "40", (0, 100)),
        ("stress 1\u20135", "4", (1, 5)),
        ("Stress [0 tot 4]", "3", (0, 4)),
        ("Stress (1-5)", "8", (0, 10)),
        ("Stress 2", "8", (0, 10)),
    ],
)
def test_a_scale_in_the_name_of_a_column_is_the_scale_where_the_numbers_fit(
    mapped: Mapped, name: str, cells: str, span: tuple[float, float]
) -> None:
    look = mapped.look(f"day;{name}\n2026-11-01;{cells}\n2026-11-02;{cells}\n")
    assert mapped.use(look, usual_choices(look), name, "stress").span == span


def test_what_stands_behind_a_name_hides_it_not(mapped: Mapped, resources: Path) -> None:
    look = mapped.look("day;Stress (1-5);pain (neck)\n2026-11-01;4;3\n2026-11-02;5;2\n")
    uses = named_uses(look, usual_choices(look), items_by_name(mapped.catalogue, (), resources))
    assert {key: (use.item, use.span) for key, use in uses.items()} == {"Stress (1-5)": ("stress", (1, 5))}


def test_names_that_people_give_a_question_are_known_in_either_language(mapped: Mapped, resources: Path) -> None:
    look = mapped.look("day;Pijn (0-10);Moe;Opmerkingen\n2026-11-01;4;3;bus\n2026-11-02;5;2;\n")
    uses = named_uses(look, usual_choices(look), items_by_name(mapped.catalogue, (), resources))
    assert [use.item for use in uses.values()] == ["pain_average", "fatigue", "note"]
    look = mapped.look('[{"day": "2026-11-01", "pain": {"level": 4}, "gotUp": "7:30"}]', "names.json")
    uses = named_uses(look, usual_choices(look), items_by_name(mapped.catalogue, (), resources))
    assert [use.item for use in uses.values()] == ["pain_average", "got_up"]
    look = mapped.look("day;Pain;Notes\n2026-11-01;neck;bus\n2026-11-02;hand;\n")
    uses = named_uses(look, usual_choices(look), items_by_name(mapped.catalogue, (), resources))
    assert [use.item for use in uses.values()] == ["note"]


def test_a_column_without_a_name_is_not_the_one_that_is_called_by_its_number(mapped: Mapped) -> None:
    look = mapped.look(";day;1\n7;2026-11-01;4\n8;2026-11-02;5\n")
    assert {name: cells for name, cells in look.cells.items() if name != "day"} == {
        "1": ["7", "8"],
        "1 (2)": ["4", "5"],
    }


def test_rows_without_a_date_are_of_the_date_above_only_where_that_is_said(mapped: Mapped) -> None:
    look = mapped.look("day;when;stress\n1-11-2026;am;4\n;pm;8\n2-11-2026;am;3\n;pm;1\n")
    assert look.has_gaps(MapChoices())
    uses = {"stress": Use("stress", several=Several.MEAN)}
    reading = mapped.read(look, MapChoices(uses=uses))
    assert (values(reading.days, "stress"), [row.line for row in reading.refused]) == ({1: 4, 2: 3}, [3, 5])
    chosen = MapChoices(uses=uses, is_carried=True)
    reading = mapped.read(look, chosen)
    assert (values(reading.days, "stress"), reading.refused) == ({1: 6, 2: 2}, ())
    assert [mapped.subject(look, "stress", each).has_several for each in (MapChoices(), chosen)] == [False, True]


def test_points_out_of_ten_are_points(mapped: Mapped) -> None:
    look = mapped.look("day;stress\n2026-11-01;4/10\n2026-11-02;6 /10\n")
    use = mapped.use(look, usual_choices(look), "stress", "stress")
    assert values(mapped.read(look, MapChoices(uses={"stress": use})).days, "stress") == {1: 4, 2: 6}


@pytest.mark.parametrize("names", [("dec 2025", "jan 2026"), ("December", "Januari")])
def test_a_sheet_for_each_month_with_the_days_of_it(
    mapped: Mapped, tmp_path: Path, names: tuple[str, str]
) -> None:
    from openpyxl import Workbook

    book, made = Workbook(), BytesIO()
    for name in names:
        sheet = book.create_sheet(name)
        for row in (("stress", "Dag"), (4, 30), (5, 31), (9, "Totaal")):
            sheet.append(row)
    book.save(made)
    mapped.path = tmp_path / "year.xlsx"
    mapped.path.write_bytes(made.getvalue())
    look = look_at(mapped.path, today=NOW.date())
    assert mapped.subject(look, "stress").span == (4, 5)
    reading = mapped.read(look, MapChoices(uses={"stress": Use("stress")}))
    assert [day.date for day in reading.days] == [
        date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 30), date(2026, 1, 31),
    ]  # fmt: skip
    assert [(row.file, row.line) for row in reading.refused] == [(names[0], 4), (names[1], 4)]


def test_a_sheet_with_more_merged_cells_than_a_person_makes_is_refused(
    mapped: Mapped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import Workbook

    book, made = Workbook(), BytesIO()
    assert book.active is not None
    for row in (("date", "stress"), *(("2026-11-01", 4) for _ in range(40))):
        book.active.append(row)
    for column in "CDE":
        book.active.merge_cells(f"{column}1:{column}41")
    book.active["E1"] = "more"
    book.save(made)
    path = tmp_path / "merged.xlsx"
    path.write_bytes(made.getvalue())
    assert look_at(path).rows == 40
    monkeypatch.setattr("diary.exchange.sheets.MOST_MERGED", 100)
    with pytest.raises(Refusal) as refusal:
        look_at(path)
    assert refusal.value.reason is Reason.SOURCE_UNREADABLE


def test_a_word_is_seen_to_be_no_number_in_few_calls(mapped: Mapped) -> None:
    """A look asks it of every cell: with a refusal for each word, a long table took twice as long."""
    source = mapped.look("date,mood\n2026-11-01,good\n").source
    called: list[str] = []
    sys.setprofile(
        lambda frame, event, _argument: called.append(frame.f_code.co_name) if event == "call" else None
    )
    try:
        found = number_in("good", source)
    finally:
        sys.setprofile(None)
    assert (found, called) == (None, ["number_in", "plain"])
