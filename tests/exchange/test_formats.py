"""Every format of one table: what is not ticked is in none of them, and files are there whole or not at all."""

import csv
import io
import re
from pathlib import Path

import pytest

from diary.content.library import load_library
from diary.domain.day import Activity, Moment, MomentKind
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.exchange.formats import FORMATS, ExportFormat, find_format, format_words, refuse_diary, write_export
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.exported import ExportContent, build_export, export_parts, parts_asked
from tests.factory import TODAY, a_day, a_journal

PICTURES = {"svg", "png"}
CSV = find_format(Path("x.csv"))
SECRET = "</script><b>=geheim()"
OWN = OwnItem(Item("coffee", Kind.COUNT, "own", 0, 20, own=True), {"en": "Coffee"})


def a_content(journal: Journal, language: str = "en") -> ExportContent:
    library = load_library(resources(), language, journal.own_items)
    return journal.export_content(library, resources(), journal.span() or Period(TODAY, TODAY))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    days = [
        a_day(
            number,
            areas={"front_knee_l": 5, "back_head_l": 2} if number % 2 else {},
            tender=["front_knee_l"],
            activities=[Activity(f"{SECRET} walk", 30, 4)],
            moments=[Moment(MomentKind.FLARE, 905, text=SECRET)],
            notes={"note": SECRET},
            stress=number % 10,
            into_bed=1390,
            got_up=430,
            people=1,
        )
        for number in range(40)
    ]
    journal = a_journal(tmp_path / "my.diary", days=days)
    journal.save_own_item(OWN)
    journal.answer(TODAY, "coffee", 3)
    journal.add_record("medicine", {"name": SECRET, "since": "2019-03"})
    journal.set_profile("name", "Anna Geheim")
    journal.set_profile("birth_year", "1971")
    return journal


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.key)
def test_no_format_holds_words_or_a_name_that_were_not_ticked(form: ExportFormat, journal: Journal) -> None:
    content = a_content(journal)
    taken = content.only(parts_asked(content.library, form.holds))
    for data in form.files(taken).values():
        assert b"geheim" not in data.lower()
    state = build_export(content, content.taken(taken.parts), form.holds)
    assert "Your own words: the names of your own items." in state.sentences
    without_own = build_export(content, content.taken(taken.parts, ["stress"]), form.holds)
    assert "Nothing in your own words." in without_own.sentences
    assert "Your name is not in it." in state.sentences


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.key)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_format_can_write_an_empty_diary_and_one_day(
    form: ExportFormat, language: str, tmp_path: Path
) -> None:
    for days in ((), (a_day(0, notes={"note": SECRET}, stress=3),)):
        journal = a_journal(tmp_path / f"{len(days)}.diary", days=days)
        content = a_content(journal, language)
        taken = content.only(parts_asked(content.library, form.holds, texts=True))
        if days or form.key not in PICTURES:
            assert all(form.files(taken).values())
        else:
            with pytest.raises(Refusal, match=Reason.NOTHING_YET):
                form.files(taken)


def test_every_format_has_words_and_an_ending_of_its_own(journal: Journal) -> None:
    words = format_words(a_content(journal).library.language)
    assert list(words) == [form.key for form in FORMATS]
    assert len({form.endings[0] for form in FORMATS}) == len(FORMATS)
    for form in FORMATS:
        assert find_format(Path(f"x{form.endings[0]}")) is form
        assert find_format(Path("no_ending"), form.key) is form
    assert find_format(Path("x.fhir")).key == "fhir"


@pytest.mark.parametrize(
    ("name", "named"), [("x.docx", None), ("x", None), ("x.docx", "csv"), ("x.json", "csv"), ("x.csv", "word")]
)
def test_an_ending_that_says_something_else_is_refused(name: str, named: str | None) -> None:
    with pytest.raises(Refusal) as caught:
        find_format(Path(name), named)
    assert caught.value.reason is (Reason.UNKNOWN_FORMAT if "." in name else Reason.ENDING_MISSING)
    assert caught.value.facts["formats"]


def test_a_folder_that_is_not_there_is_said_of_the_file_that_was_chosen(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        write_export(CSV, a_content(journal), tmp_path / "no" / "out.csv")
    assert caught.value.reason is Reason.FOLDER_MISSING
    assert caught.value.facts["path"] == tmp_path / "no" / "out.csv"


def test_the_parts_of_a_diary_have_one_key_each(journal: Journal) -> None:
    library = a_content(journal).library
    parts = export_parts(library)
    assert {"night", "own", "body_map", "notes", "medicine", "name", "settings"} <= parts.keys()
    assert len(parts) == len({part.name for part in parts.values()})
    assert {item.card for item in library.catalogue.numeric} <= parts.keys()
    with pytest.raises(Refusal) as caught:
        parts_asked(library, FORMATS[0].holds, added=["medecine"])
    assert caught.value.reason is Reason.UNKNOWN_BLOCK


def test_only_the_named_items_are_taken(journal: Journal) -> None:
    content = a_content(journal)
    taken = content.only(content.parts, ["stress", "moments"])
    assert [item.key for item in taken.items] == ["stress"]
    assert {key for day in taken.days for key in day.answers} == {"stress"}
    assert not any(day.areas or day.tender or day.activities for day in taken.days)
    assert all(day.moments for day in taken.days)
    assert taken.own_items == ()
    assert not taken.table.mapped.any()
    with pytest.raises(Refusal):
        content.only(content.parts, ["stres"])


@pytest.mark.parametrize("value", [1234567.25, 999999999.123456, 0.000001])
def test_an_answer_keeps_all_its_digits_in_every_format(journal: Journal, value: float) -> None:
    journal.save_own_item(OwnItem(Item("steps_x", Kind.COUNT, "own", 0, 1e9, own=True), {"en": "Steps"}))
    journal.answer(TODAY, "steps_x", value)
    content = a_content(journal)
    table = csv.DictReader(io.StringIO(CSV.files(content)[""].decode("utf-8-sig")))
    assert [float(row["steps_x"]) for row in table if row["day"] == str(TODAY)] == [value]
    for name in ("a.json", "a.html", "a.fhir.json"):
        text = find_format(Path(name)).files(content)[""].decode()
        assert value in map(float, re.findall(r"\d+(?:\.\d+)?(?:e-?\d+)?", text)), name


def test_files_that_belong_together_are_all_there_or_none(journal: Journal, tmp_path: Path) -> None:
    content = a_content(journal)
    path = tmp_path / "out.csv"
    (tmp_path / "out-medicine.csv").mkdir()  # nothing can be written there
    with pytest.raises(Refusal):
        write_export(CSV, content, path)
    assert [each.name for each in tmp_path.glob("out*")] == ["out-medicine.csv"]
    (tmp_path / "out-medicine.csv").rmdir()
    written = write_export(CSV, content, path)
    assert written[0] == path
    assert {each.stat().st_mode & 0o777 for each in written} == {0o600}


def test_a_diary_is_never_replaced(journal: Journal) -> None:
    with pytest.raises(Refusal) as caught:
        refuse_diary(journal.path)
    assert caught.value.reason is Reason.FILE_EXISTS
