"""Walks with a new column in every table through whatever a diary goes through.

Run by `tests/test_new_column.py` in a copy of the program that has these columns: nothing else is changed there.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec import Struct
from msgspec.structs import replace
from openpyxl import load_workbook  # type: ignore[import-untyped]
from pytestqt.qtbot import QtBot

from diary.app import open_window, run
from diary.cli.world import World
from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.language import load_language
from diary.content.library import load_library
from diary.domain.columns import columns_of
from diary.domain.day import Activity, Answer, Day, DayKind, Moment, MomentKind, Nap
from diary.domain.diary_data import DiaryData
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.limits import LONGEST_NOTE
from diary.domain.refusal import Refusal
from diary.domain.register import RegisterRecord
from diary.exchange.any_source import IntakeWay, read_any
from diary.exchange.csv_text import csv_files
from diary.exchange.diary_json import json_files, read_diary_json
from diary.exchange.fhir import fhir_files
from diary.exchange.xlsx import xlsx_files
from diary.journal.journal import Journal
from diary.journal.rescue import rescue
from diary.journal.share import share_files
from diary.paths import resources
from diary.screens.differences import build_differences, build_versions
from diary.screens.exported import export_parts, parts_asked
from diary.screens.own_items import archived, draft_of, read_draft
from diary.storage.backups.backup import make_backup, restore
from diary.storage.health import check
from diary.ui.widgets.activity_rows import ActivityRows
from diary.ui.widgets.moment_rows import MomentRows
from diary.ui.widgets.nap_rows import NapRows
from tests.exchange.test_formats import a_content
from tests.factory import NOW, TODAY, ZONE, Clock, a_day, a_journal

KEPT: Final[Mapping[str, tuple[str, Any]]] = {
    "answer": ("unsure", True),
    "activity": ("company", "Jo; [alone] 5%"),
    "moment": ("weather", "rain"),
    "nap": ("place", "sofa"),
    "day": ("stay", next(column.kind for column in columns_of(Day) if column.name == "stay")("at_sea")),
    "own_item": ("colour", "blue"),
    "record": ("pinned", True),
}
"""The new columns of tables whose rows are values, and what is said in them."""
SAID = {table: said for table, (_column, said) in KEPT.items()}
OF_DAYS = ("activity", "moment", "nap", "day")
WORLD = World(lambda: NOW, ZONE, resources(), "en", open_window)
LIBRARY = load_library(resources(), "en")
TEA = OwnItem(Item("tea", Kind.COUNT, "own", 0, 20, own=True), {"en": "Cups of tea"})
RECORD = RegisterRecord(1 << 52 | 7, "medicine", {"name": "tablet"}, NOW.astimezone(), None, 0)


def saying(table: str, value: Any) -> Any:  # noqa: ANN401 - the field is not there in the program as it is
    """The value with something in the new column of its table."""
    column, said = KEPT[table]
    return replace(value, **{column: said})


def a_full_day(ago: int = 0) -> Day:
    plain = a_day(
        ago,
        stress=4,
        tea=3,
        areas={"front_knee_l": 5},
        tender=["front_knee_l"],
        notes={"note": "busy"},
        activities=[saying("activity", Activity("walk", 30, 4))],
        moments=[saying("moment", Moment(MomentKind.MEDICINE, 540, 2, "tablet"))],
        naps=[saying("nap", Nap(850, 25))],
    )
    answers = {**plain.answers, "stress": saying("answer", plain.answers["stress"])}
    return saying("day", replace(plain, answers=answers))  # type: ignore[no-any-return]


def fill(journal: Journal) -> Journal:
    record = saying("record", replace(RECORD, created_at=NOW.astimezone().replace(microsecond=0)))
    journal.take_in(
        DiaryData(days=(a_full_day(), a_full_day(1)), own_items=(saying("own_item", TEA),), records=(record,))
    )
    return journal


def found(days: Any, own_items: Any, records: Any) -> dict[str, Any]:  # noqa: ANN401
    """What stands in the new columns."""
    day = next((day for day in days if day.date == TODAY), Day(TODAY))
    rows: dict[str, list[Any]] = {
        "answer": [day.answers["stress"]] if "stress" in day.answers else [],
        "activity": list(day.activities), "moment": list(day.moments), "nap": list(day.naps), "day": [day],
        "own_item": list(own_items), "record": list(records),
    }  # fmt: skip
    return {table: getattr(each[0], KEPT[table][0]) for table, each in rows.items() if each}


def held(journal: Journal) -> dict[str, Any]:
    return found([journal.day(TODAY)], journal.own_items, journal.records("medicine"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    fill(a_journal(tmp_path / "my.diary")).close()
    return tmp_path / "my.diary"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with WORLD.journal(path) as journal:
        yield journal


def test_they_are_in_the_file_which_is_sound(path: Path) -> None:
    assert check(path).days == 2
    with WORLD.journal(path) as journal:
        assert held(journal) == SAID


def test_they_are_undone_and_among_the_earlier_versions(journal: Journal) -> None:
    day = journal.day(TODAY)
    journal.set_naps(TODAY, [replace(day.naps[0], place="bed")])
    journal.set_activities(TODAY, [replace(day.activities[0], company="nobody")])
    journal.set_moments(TODAY, [replace(day.moments[0], weather="sun")])
    assert (held(journal)["nap"], held(journal)["activity"], held(journal)["moment"]) == ("bed", "nobody", "sun")
    lines = build_versions(journal.history.versions(TODAY), LIBRARY, NOW.tzinfo)
    told = " ".join(line.was for line in lines)
    assert ["Place: sofa" in told, "Company: Jo; [alone] 5%" in told, "Weather: rain" in told] == [True] * 3
    for _ in range(3):
        journal.history.undo()
    assert held(journal) == SAID
    for version in journal.history.versions(TODAY):
        journal.history.forget_version(version)
    assert held(journal) == SAID
    journal.history.undo()
    assert journal.span() is None


def test_what_is_taken_away_comes_back_whole(journal: Journal) -> None:
    day = journal.day(TODAY)
    journal.set_naps(TODAY, [])
    journal.set_activities(TODAY, [])
    journal.set_moments(TODAY, [])
    journal.answer(TODAY, "stress", None)
    for version in journal.history.versions(TODAY):
        journal.history.restore_version(version.key, version.was)
    assert journal.day(TODAY) == day
    journal.history.move_day(TODAY, a_day(5).date)
    assert journal.day(a_day(5).date) == replace(day, date=a_day(5).date)


@pytest.mark.parametrize("table", KEPT)
def test_they_are_merged(path: Path, table: str) -> None:
    other = Path(shutil.copy(path, path.with_name("other.diary")))
    column = KEPT[table][0]
    new: Any = {"answer": False, "record": False, "day": "home"}.get(table, "other")
    with a_journal(other, Clock(NOW))._core.store.change("save", NOW) as change:
        rows = list(change._db.query(f"SELECT * FROM {table} ORDER BY 1"))
        for row in rows:
            change.put_row(table, {**row, column: new})
    with WORLD.journal(path) as journal:
        offer = journal.history.look_at(other)
        assert offer.merging.entries
        lines = build_differences(offer.merging.entries, LIBRARY)
        assert all(line.name and line.theirs for line in lines)
        assert table != "day" or {line.theirs for line in lines} == {"at home"}
        journal.history.accept(offer)
        assert held(journal) == {**SAID, table: new}
        journal.history.undo()
        assert held(journal) == SAID


@pytest.mark.parametrize("is_on_top_of_a_copy", [False, True])
def test_they_are_rescued(path: Path, tmp_path: Path, is_on_top_of_a_copy: bool) -> None:
    copy = Path(shutil.copy(path, tmp_path / "copy.diary")) if is_on_top_of_a_copy else None
    with WORLD.journal(path) as journal:
        journal.answer(TODAY, "fatigue", 4)
    content = path.read_bytes()
    path.write_bytes(content[:16] + bytes(84) + content[100:])
    new = tmp_path / "new.diary"
    rescued = rescue(path, new, load_catalogue(resources()), load_atlas(resources()), NOW, copy)
    assert rescued.left_out == {}
    with WORLD.journal(new) as journal:
        assert held(journal) == SAID


def test_a_rescue_leaves_out_what_nobody_can_have_said(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE nap SET place = ?", ("x" * (LONGEST_NOTE + 1),))
    with pytest.raises(Refusal):
        check(path)
    rescued = rescue(path, tmp_path / "new.diary", load_catalogue(resources()), load_atlas(resources()), NOW)
    assert rescued.left_out == {"nap": 2}


def test_they_are_backed_up_and_put_back(path: Path, tmp_path: Path) -> None:
    made = make_backup(path, tmp_path / "copies", NOW)
    path.unlink()
    restore(made.path, path, tmp_path / "copies", NOW)
    with WORLD.journal(path) as journal:
        assert held(journal) == SAID


def test_tables_of_days_bring_them_back(journal: Journal, tmp_path: Path) -> None:
    for added, content in csv_files(a_content(journal)).items():
        (tmp_path / f"out{added or '.csv'}").write_bytes(content)
    intake = read_any(tmp_path / "out.csv", IntakeWay(), LIBRARY.catalogue, LIBRARY.atlas, NOW)
    assert intake.refused == ()
    read = found(intake.data.days, intake.data.own_items, ())
    assert {table: read[table] for table in OF_DAYS} == {table: SAID[table] for table in OF_DAYS}
    assert journal.take_in(intake.data).added == 0


def test_json_brings_all_of_them_back(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "my.json").write_bytes(json_files(a_content(journal))[""])
    data = read_diary_json(tmp_path / "my.json")
    assert found(data.days, data.own_items, data.records) == SAID
    new = a_journal(tmp_path / "new.diary")
    new.take_in(data)
    assert held(new) == SAID
    assert journal.take_in(data).added == 0
    new.close()


def test_they_are_in_a_workbook_and_in_health_records(journal: Journal) -> None:
    book = load_workbook(BytesIO(xlsx_files(a_content(journal))[""]))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    said = {str(SAID[table]) for table in OF_DAYS if table != "day"}
    assert said | {"on the water", "Company", "Weather", "Place", "Stay"} <= cells
    health = b"".join(fhir_files(a_content(journal)).values()).decode()
    assert all(f'"{SAID[table]}"' in health for table in ("activity", "moment", "nap"))
    assert "answer.unsure" in health


def test_a_share_has_them_and_their_words_only_when_they_are_ticked(journal: Journal, tmp_path: Path) -> None:
    content = a_content(journal)
    (tmp_path / "all.diary").write_bytes(share_files(content)[""])
    intake = read_any(tmp_path / "all.diary", IntakeWay(), LIBRARY.catalogue, LIBRARY.atlas, NOW)
    assert found(intake.data.days, intake.data.own_items, intake.data.records) == SAID
    kinds = frozenset(part.kind for part in export_parts(LIBRARY).values())
    bare = found(content.only(parts_asked(content.library, kinds)).days, (), ())
    assert bare == {"answer": True, "activity": "", "moment": "", "nap": "", "day": "at_sea"}


def test_the_command_line_tells_them(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", str(path), "--json"], WORLD) == 0
    day = json.loads(capsys.readouterr().out)[-1]
    told = [day["naps"][0]["place"], day["activities"][0]["company"], day["moments"][0]["weather"], day["stay"]]
    assert told == [SAID["nap"], SAID["activity"], SAID["moment"], SAID["day"]]
    assert day["answers"]["stress"]["unsure"] is True
    assert run(["show", str(path)], WORLD) == 0
    out = capsys.readouterr().out
    assert all(f"{name}: " in out for name in ("Unsure", "Company", "Weather", "Place"))
    assert "Stay: on the water" in out
    assert run(["log", str(path), TODAY.isoformat(), "naps=14:10/40", "activities=walk:45:5"], WORLD) == 0
    with WORLD.journal(path) as journal:
        assert held(journal) == SAID
    capsys.readouterr()
    assert run(["find", str(path), "rain"], WORLD) == 0
    assert "rain" in capsys.readouterr().out


def test_what_is_found_has_no_line_for_what_was_left_empty(journal: Journal) -> None:
    journal.set_activities(TODAY, [Activity("yoga", 30), saying("activity", Activity("yoga", 20))])
    journal.set_moments(TODAY, [saying("moment", Moment(MomentKind.FLARE))])
    assert {found.text for found in journal.find("yoga").texts} == {"yoga", f"yoga\n{SAID['activity']}"}
    assert [found.text for found in journal.find("rain").texts if found.day == TODAY] == ["rain"]


def test_what_a_row_of_the_window_does_not_ask_stays(journal: Journal, qtbot: QtBot) -> None:
    language, day = load_language("en", resources()), journal.day(TODAY)
    naps, done = NapRows("Naps", language), ActivityRows("Activities", (), language)
    moments = MomentRows("Moments", LIBRARY.words.moments, language)
    for rows in (naps, done, moments):
        qtbot.addWidget(rows)
    naps.show_entries(day.naps)
    done.show_entries(day.activities)
    moments.show_entries(day.moments)
    naps.rows[0].minutes.show_value(40)
    done.rows[0].minutes.show_value(45)
    moments.rows[0].at.show_value(600)
    naps.answered.connect(lambda new: journal.set_naps(TODAY, new))
    done.answered.connect(lambda new: journal.set_activities(TODAY, new))
    moments.answered.connect(lambda new: journal.set_moments(TODAY, new))
    for rows in (naps, done, moments):
        rows.flush()
    new = journal.day(TODAY)
    assert (new.naps[0].minutes, new.activities[0].minutes, new.moments[0].at) == (40, 45, 600)
    assert held(journal) == SAID
    naps.show_entries((replace(new.naps[0], place="bed"),))
    assert naps.rows[0].entry == replace(new.naps[0], place="bed")


def test_what_another_edit_does_not_name_stays(journal: Journal) -> None:
    journal.answer(TODAY, "stress", 9)
    journal.set_kind(TODAY, DayKind.HARD)
    (own,) = journal.own_items
    renamed = read_draft(replace(draft_of(own, LIBRARY.language), names={"en": "Tea"}), LIBRARY, (own,))
    assert isinstance(renamed, OwnItem)
    journal.save_own_item(archived(renamed, is_archived=True))
    (record,) = journal.records("medicine")
    journal.registers.change(record, {"name": "drops"})
    journal.end_record(record, TODAY)
    assert held(journal) == SAID
    for _ in range(5):
        journal.history.undo()
    assert held(journal) == SAID


def test_a_value_that_says_nothing_new_is_not_stored_again(journal: Journal) -> None:
    before = journal.history.newest
    day = journal.day(TODAY)
    journal.set_naps(TODAY, [saying("nap", Nap(850, 25))])
    journal.set_activities(TODAY, day.activities)
    assert journal.history.newest == before
    journal.set_naps(TODAY, [Nap(850, 25)])
    assert held(journal)["nap"] == ""


@pytest.mark.parametrize(
    ("table", "column", "edit"),
    [
        ("pain_area", "side", lambda journal: journal.set_areas(TODAY, {"front_knee_l": 7})),
        ("tender_area", "side", lambda journal: journal.set_tender(TODAY, ["front_knee_l", "front_hand_l"])),
        ("note", "mood", lambda journal: journal.set_note(TODAY, "note", "quiet")),
    ],
)
def test_a_column_of_a_table_without_values_is_kept(
    path: Path, tmp_path: Path, table: str, column: str, edit: Callable[[Journal], object]
) -> None:
    def there(place: Path) -> set[str]:
        with closing(sqlite3.connect(place)) as connection:
            asked = f"SELECT {column} FROM {table} WHERE day = '{TODAY}' AND {column} <> ''"
            return {said for (said,) in connection.execute(asked)}

    other = Path(shutil.copy(path, tmp_path / "other.diary"))
    with WORLD.journal(other) as journal, journal._core.store.change("save", NOW) as change:
        for row in list(change._db.query(f"SELECT * FROM {table}")):
            change.put_row(table, {**row, column: "said"})
    with WORLD.journal(path) as journal:
        journal.history.accept(journal.history.look_at(other))
        assert there(path) == {"said"}
        edit(journal)
        assert there(path) == {"said"}
        journal.history.undo()
        made = make_backup(path, tmp_path / "copies", NOW)
    assert there(made.path) == {"said"}
    content = path.read_bytes()
    path.write_bytes(content[:16] + bytes(84) + content[100:])
    rescue(path, tmp_path / "new.diary", load_catalogue(resources()), load_atlas(resources()), NOW)
    assert there(tmp_path / "new.diary") == {"said"}


def test_every_value_has_them() -> None:
    kinds: Mapping[str, type[Struct]] = {
        "answer": Answer, "activity": Activity, "moment": Moment, "nap": Nap, "day": Day, "own_item": OwnItem,
        "record": RegisterRecord,
    }  # fmt: skip
    assert {table: KEPT[table][0] in kind.__struct_fields__ for table, kind in kinds.items()} == dict.fromkeys(
        KEPT, True
    )
