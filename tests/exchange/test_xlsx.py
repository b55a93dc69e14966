"""The workbook: typed cells that two other programs read alike, and no text that acts."""

import zipfile
from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from diary.content.library import load_library
from diary.domain.day import Activity, DayKind, Moment, MomentKind, Nap
from diary.exchange.codebook import build_codebook, in_keys, in_words
from diary.exchange.xlsx import LONGEST_CELL, xlsx_files
from diary.paths import resources
from tests.exchange.test_formats import a_content
from tests.factory import TODAY, a_day, a_journal

TEXTS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@x",
    "http://example.com",
    "a\x01b",
    "tab\there",
    "<b>",
    "00012",
    "é\U0001f600",
]
LONG = "ab" * LONGEST_CELL


def _read(book: bytes) -> Any:  # noqa: ANN401 - another library's
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    return load_workbook(BytesIO(book))


@pytest.fixture
def book(tmp_path: Path) -> bytes:
    day = a_day(
        0,
        stress=3,
        into_bed=1390,
        people=1,
        touch_hurt=1,
        relaxation=12.5,
        areas={"front_knee_l": 5},
        activities=[Activity("=walk", 30)],
        moments=[Moment(MomentKind.FLARE, 905, text=LONG)],
        naps=[Nap(850, 25), Nap(None, 40)],
        notes={"note": TEXTS[0]},
    )
    journal = a_journal(tmp_path / "my.diary", days=[day, a_day(1, areas={})])
    for text in TEXTS:
        journal.add_record("medicine", {"name": text, "since": "2019-03"})
    return xlsx_files(a_content(journal))[""]


def _same(cell: Any) -> Any:  # noqa: ANN401 - whatever a cell holds
    """The value apart from how a reader types it."""
    if cell in {None, ""}:
        return None
    cell = getattr(cell, "date", lambda: cell)() if hasattr(cell, "hour") and hasattr(cell, "year") else cell
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def test_two_programs_read_the_same_typed_cells(book: bytes) -> None:
    ours = _read(book)
    theirs = CalamineWorkbook.from_filelike(BytesIO(book))
    assert ours.sheetnames == theirs.sheet_names
    for name in ours.sheetnames:
        one = [[_same(cell) for cell in row] for row in ours[name].iter_rows(values_only=True)]
        other = [[_same(cell) for cell in row] for row in theirs.get_sheet_by_name(name).to_python()]
        assert one == other
        assert ours[name].freeze_panes == "B2"
    header, _, row = ours["Days"].iter_rows(max_row=3, values_only=True)
    found = dict(zip(header, row, strict=True))
    names = load_library(resources(), "en").words.items
    assert found["Day"].date() == TODAY
    keys = ("stress", "into_bed", "touch_hurt", "relaxation", "fatigue")
    assert [found[names[key].name] for key in keys] == [3, time(23, 10), True, 12.5, None]


def test_no_text_is_a_formula_or_a_link_and_none_is_lost(book: bytes) -> None:
    ours = _read(book)
    cells = [cell for page in ours for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    said = {str(cell.value) for cell in cells}
    assert {"=1+1", "+cmd|' /C calc'!A0", "@x", "http://example.com", "00012", "<b>", "=walk"} <= said
    with zipfile.ZipFile(BytesIO(book)) as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name or "vba" in name]


def test_a_text_longer_than_a_cell_goes_on_below_and_shifts_nothing(tmp_path: Path) -> None:
    long = "a😀" * LONGEST_CELL
    moments = [Moment(MomentKind.MEDICINE, 905, 500.0, long), Moment(MomentKind.FLARE, 910, 2.0, "short")]
    journal = a_journal(tmp_path / "my.diary", days=[a_day(0, moments=moments, notes={"note": long})])
    ours = _read(xlsx_files(a_content(journal))[""])
    rows = [row[:5] for row in ours["Moments"].iter_rows(min_row=2, values_only=True)]
    whole, below, last = rows
    assert (whole[1], whole[4]) == (time(15, 5), 500)
    assert whole[3] + below[3] == long
    assert below[:3] == (None, None, None)
    assert below[4] is None
    assert (last[1], last[3:]) == (time(15, 10), ("short", 2))
    assert "".join(row[2] for row in ours["Notes"].iter_rows(min_row=2, values_only=True)) == long
    assert max(len(str(cell).encode("utf-16-le")) // 2 for row in rows for cell in row) <= 32_767


def test_a_sheet_of_another_name_than_a_spreadsheet_can_have(tmp_path: Path) -> None:
    journal = a_journal(tmp_path / "my.diary", days=[a_day(0, stress=1)])
    names = _read(xlsx_files(a_content(journal))[""]).sheetnames
    assert names == ["Days", "Explanation"]
    assert date(2026, 11, 22) == TODAY


def test_the_kind_of_a_day_is_said_in_words(tmp_path: Path) -> None:
    journal = a_journal(tmp_path / "my.diary", days=[a_day(0, kind=DayKind.HARD, stress=3)])
    content = replace(a_content(journal), library=load_library(resources(), "nl"))
    rows = CalamineWorkbook.from_filelike(BytesIO(xlsx_files(content)[""])).get_sheet_by_index(0).to_python()
    assert rows[1][1] == "zware dag"


def test_a_dutch_workbook_is_dutch_and_a_list_says_what_was_chosen(tmp_path: Path) -> None:
    journal = a_journal(tmp_path / "my.diary", days=[a_day(0, stress=3)])
    journal.add_record("medicine", {"name": "Paracetamol", "helps": "little"})
    content = a_content(journal)
    records = {"medicine": journal.records("medicine")}
    dutch = _read(xlsx_files(replace(content, library=load_library(resources(), "nl"), records=records))[""])
    assert dutch["Medicijnen"]["F2"].value == "een beetje"
    header, *rows = dutch["Uitleg"].iter_rows(values_only=True)
    assert header[:4] == ("Blad", "Code", "Kolom", "Soort waarde")
    assert ("Dagen", "stress", "Stress", "punten") in {row[:4] for row in rows}
    assert ("Medicijnen", "helps", "Helpt het?", "keuze") in {row[:4] for row in rows}


@pytest.mark.parametrize("code", ["nl", "en"])
def test_every_kind_of_value_is_said_in_words_and_found_again(tmp_path: Path, code: str) -> None:
    library = load_library(resources(), code)
    kinds = {*library.language.phrases("codebook", "kinds")}
    content = replace(a_content(a_journal(tmp_path / "my.diary", days=[a_day(0, stress=1)])), library=library)
    book = build_codebook(content)
    assert {str(row[3]) for row in book.rows} <= kinds
    assert {field.kind.value for register in library.registers for field in register.fields} <= kinds
    told = in_words(book, library)
    again = [in_keys(dict(zip(told.columns, map(str, row), strict=True)), library) for row in told.rows]
    assert again == [dict(zip(book.columns, map(str, row), strict=True)) for row in book.rows]
    assert [in_keys(line, library) for line in again] == again, "a workbook of before has the keys"
