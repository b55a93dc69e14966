"""Many shares as one long table: under codes, whole or not at all, and what cannot be used is named."""

import csv
import errno
import json
import os
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from diary.domain.day import Activity, Moment, MomentKind
from diary.domain.refusal import Reason, Refusal
from tests.cli.test_commands import Terminal
from tests.factory import TODAY, Clock, a_day, a_journal

pytestmark = pytest.mark.usefixtures("quick_keys")


def a_share(terminal: Terminal, name: str, number: int, *arguments: str, days: int = 20) -> None:
    """A share of a diary of its own, with private words in it."""
    source = Path(f"{name}.source")
    clock = Clock()
    clock.forward(seconds=number)
    a_journal(
        source,
        clock,
        [
            a_day(
                back,
                stress=number % 10,
                into_bed=1387,
                areas={"front_knee_l": 5},
                activities=[Activity("Vlierpad", 30, 4)],
                moments=[Moment(MomentKind.FLARE, 600, None, "Moerbei")],
                notes={"note": "Zeldenrust"},
                typed_after_days=5 if back == 6 else 0,
            )
            for back in range(days)
        ],
    ).close()
    assert terminal("export", source, "--notes", *arguments, "-o", f"practice/{name}.diary") == 0, terminal.err


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    Path("practice").mkdir()
    return Terminal(tmp_path, capsys)


def rows(path: str = "study.csv") -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_is_one_value_of_one_person_under_a_code(terminal: Terminal) -> None:
    for number, name in enumerate(("berend", "anna"), 1):
        a_share(terminal, name, number, "--pseudonym", f"=P{number}")
    assert terminal("collect", "practice", "-o", "study.csv", "--json") == 0, terminal.err
    told = json.loads(terminal.out)
    found = rows()
    assert (told["people"], told["rows"], told["left_out"]) == (2, len(found), [])
    codes = [row["pseudonym"] for row in found]
    assert codes == sorted(codes)
    assert len(set(codes)) == 2
    stress = [row for row in found if row["item"] == "stress"]
    assert {row["value"] for row in stress} == {"1", "2"}
    assert {row["day"] for row in stress} == {str(day) for day in range(1, 21)}
    assert {row["late_days"] for row in stress} == {"0", "5"}
    assert {row["source"] for row in stress} == {"typed"}
    assert {row["value"] for row in found if row["item"] == "into_bed"} == {"1380"}
    items = {row["item"]: row["value"] for row in found}
    assert (items["body_map"], items["area:front_knee_l"], items["active_minutes"], items["moment:flare"]) == (
        "1",
        "5",
        "30",
        "1",
    )
    raw = Path("study.csv").read_text()
    assert not [word for word in ("Vlierpad", "Moerbei", "Zeldenrust", "anna", "P1", "2026") if word in raw]
    key = rows("study-key.csv")
    assert {row["name"] for row in key} == {"'=P1", "'=P2"}
    for name in ("study.csv", "study-key.csv"):
        assert stat.S_IMODE(Path(name).stat().st_mode) == 0o600


def test_two_shares_of_one_person_are_one_and_the_newest_counts(terminal: Terminal) -> None:
    a_share(terminal, "anna", 1)
    journal = a_journal(Path("anna.source"))
    journal.answer(TODAY, "stress", 9)
    journal.close()
    later = ("--from", "2026-11-20", "--today", "2026-11-23", "-o", "practice/later.diary")
    assert terminal("export", "anna.source", *later) == 0
    assert terminal("collect", "practice", "-o", "study.csv", "--dates", "--no-key", "--json") == 0
    assert json.loads(terminal.out)["people"] == 1
    stress = {row["date"]: row["value"] for row in rows() if row["item"] == "stress"}
    assert len(stress) == 20
    assert stress[TODAY.isoformat()] == "9"
    assert not Path("study-key.csv").exists()


def test_what_cannot_be_used_is_named_and_left_out(terminal: Terminal) -> None:
    a_share(terminal, "good", 1)
    for name in ("changed", "newer", "cut"):
        a_share(terminal, name, 2)
    with sqlite3.connect("practice/changed.diary") as connection:
        connection.execute("UPDATE answer SET value = 9")
    with sqlite3.connect("practice/newer.diary") as connection:
        connection.execute("PRAGMA user_version = 65599")
    raw = Path("practice/cut.diary").read_bytes()
    Path("practice/cut.diary").write_bytes(raw[:5000])
    Path("practice/empty.diary").touch()
    Path("practice/text.diary").write_text("no diary\n" * 900)
    a_journal(Path("practice/whole.diary")).close()
    secret = Path("secret")
    secret.write_text("four words of nonsense\n")
    secret.chmod(0o600)
    a_share(terminal, "locked", 3, "--new-passphrase-file", "secret")
    os.mkfifo("practice/pipe.diary")
    Path("practice/loop").symlink_to(Path("practice").absolute())
    Path("practice/link.diary").symlink_to("good.diary")
    with Path("practice/huge.diary").open("wb") as file:
        file.truncate(2 << 30)
    assert terminal("collect", "practice", "-o", "study.csv", "--json") == 0, terminal.err
    told = json.loads(terminal.out)
    assert told["people"] == 1
    left = {Path(each["path"]).stem: each["reason"] for each in told["left_out"]}
    assert set(left) == {"changed", "newer", "cut", "empty", "text", "whole", "locked", "huge"}
    assert all(reason and "\n" not in reason for reason in left.values())
    assert terminal("collect", "practice", "-o", "study.csv", "--json", "--passphrase-file", "secret") == 0
    assert json.loads(terminal.out)["people"] == 2
    assert {row["file"] for row in rows("study-key.csv")} == {"practice/good.diary", "practice/locked.diary"}


@pytest.mark.parametrize(
    "hostile",
    [
        "CREATE TRIGGER t AFTER INSERT ON answer BEGIN DELETE FROM answer; END",
        "CREATE VIEW v AS SELECT * FROM answer",
        "CREATE TABLE _more (x)",
        "CREATE INDEX i ON answer (value + 1)",
    ],
)
def test_a_share_that_computes_is_left_out(terminal: Terminal, hostile: str) -> None:
    for name in ("good", "hostile"):
        a_share(terminal, name, len(name))
    with sqlite3.connect("practice/hostile.diary") as connection:
        connection.execute(hostile)
    assert terminal("collect", "practice", "-o", "study.csv", "--json") == 0, terminal.err
    told = json.loads(terminal.out)
    assert told["people"] + len(told["left_out"]) == 2
    assert {row["value"] for row in rows() if row["item"] == "stress"} <= {"4", "7"}


@pytest.mark.parametrize("place", ["study.txt", "no/study.csv", "good.source", "practice/good.diary"])
def test_a_place_that_will_not_do_is_refused_and_nothing_is_left(terminal: Terminal, place: str) -> None:
    a_share(terminal, "good", 1)
    before = sorted(Path().rglob("*"))
    assert terminal("collect", "practice", "-o", place) == 1
    assert terminal.err.count("\n") == 1
    assert sorted(Path().rglob("*")) == before


def test_a_folder_without_shares_makes_no_table(terminal: Terminal) -> None:
    assert terminal("collect", "practice", "-o", "study.csv") == 1
    assert terminal("collect", "nowhere", "-o", "study.csv") == 1
    assert not list(Path().glob("*study*"))


def test_parquet_has_the_same_rows(terminal: Terminal) -> None:
    duckdb = pytest.importorskip("duckdb")
    for number, name in enumerate(("a", "b"), 1):
        a_share(terminal, name, number)
    assert terminal("collect", "practice", "-o", "it's study.parquet", "--dates", "--json") == 0, terminal.err
    told = json.loads(terminal.out)
    with duckdb.connect() as db:
        count, people, stress = db.execute(
            "SELECT count(*), count(DISTINCT pseudonym), avg(value) FILTER (item = 'stress')"
            " FROM read_parquet('it''s study.parquet')"
        ).fetchone()
    assert (count, people, stress) == (told["rows"], 2, 1.5)
    assert stat.S_IMODE(Path("it's study.parquet").stat().st_mode) & 0o077 == 0
    assert not list(Path().glob(".*study*"))


def test_parquet_without_its_package_says_so(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    a_share(terminal, "good", 1)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert terminal("collect", "practice", "-o", "study.parquet") == 1
    assert 'pip install "symptom-diary[parquet]"' in terminal.err
    assert not list(Path().glob("*study*"))


def test_where_no_share_can_be_opened_it_is_told_why(terminal: Terminal) -> None:
    secret = Path("secret")
    secret.write_text("four words of nonsense\n")
    secret.chmod(0o600)
    a_share(terminal, "locked", 3, "--new-passphrase-file", "secret")
    assert terminal("collect", "practice", "-o", "study.csv") == 1
    assert "locked.diary is locked with a passphrase" in terminal.err
    assert not list(Path().glob("*study*"))


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_full_disk_leaves_no_table(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    a_share(terminal, "good", 1)
    monkeypatch.setattr("diary.exchange.study.make_durable", full)
    assert terminal("collect", "practice", "-o", f"study.{ending}") == 1
    assert "The disk is full" in terminal.err
    assert not list(Path().glob("*study*"))
    assert not list(Path().glob(".*study*"))


def test_without_room_for_the_key_there_is_no_table_and_an_older_one_stays(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    a_share(terminal, "good", 1)
    Path("older.csv").write_text("kept")
    monkeypatch.setattr("diary.storage.whole_file._draft", full)
    for name in ("study.csv", "older.csv"):
        assert terminal("collect", "practice", "-o", name) == 1
        assert "The disk is full" in terminal.err
    assert not list(Path().glob("*study*"))
    assert Path("older.csv").read_text() == "kept"


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text here")
def test_a_name_that_is_no_text_stands_in_the_key(terminal: Terminal) -> None:
    a_share(terminal, "good", 1)
    Path("practice/good.diary").rename(Path(os.fsdecode(b"practice/bad\xff.diary")))
    assert terminal("collect", "practice", "-o", "study.csv") == 0, terminal.err
    assert "bad\\udcff.diary" in Path("study-key.csv").read_text(encoding="utf-8-sig")


def test_without_room_for_the_key_the_table_that_was_there_stays(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise Refusal(Reason.DISK_FULL, path=Path("study-key.csv"))

    a_share(terminal, "good", 1)
    assert terminal("collect", "practice", "-o", "study.csv") == 0, terminal.err
    before = {path: path.read_bytes() for path in Path().glob("*study*")}
    assert len(before) == 3
    monkeypatch.setattr("diary.exchange.study.write_together", full)
    assert terminal("collect", "practice", "-o", "study.csv") == 1
    assert "The disk is full" in terminal.err
    assert {path: path.read_bytes() for path in Path().glob("*study*")} == before


def test_what_columns_and_items_mean_stands_beside_the_table(terminal: Terminal) -> None:
    a_share(terminal, "good", 1)
    assert terminal("collect", "practice", "-o", "study.csv") == 0, terminal.err
    assert "study-codebook.csv" in terminal.out
    told = {(row["table"], row["column"]): row for row in rows("study-codebook.csv")}
    (first, *_others) = rows()
    assert set(first) == {column for table, column in told if table == "study"}
    items = {row["item"] for row in rows() if ":" not in row["item"]}
    assert items <= {column for table, column in told if table == "item"}
    assert told["item", "people"]["values"].startswith("0 = ")
    assert told["item", "into_bed"]["unit"] == "minutes after midnight"
