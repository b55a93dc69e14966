"""`diary review` on the command line: the list of people, and what cannot be shown in a sentence."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from diary.journal.shares import open_share
from diary.storage.key import Key
from tests.cli.test_commands import Terminal
from tests.journal.test_people import WORLD, a_share, changed_days

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("practice").mkdir()
    return Terminal(tmp_path, capsys)


def people(terminal: Terminal, *arguments: str) -> list[dict[str, object]]:
    assert terminal("review", *arguments, "--json") == 0, terminal.err
    found = json.loads(terminal.out)
    assert isinstance(found, list)
    return found


def test_the_list_has_a_line_a_person_by_name(terminal: Terminal) -> None:
    for number, name in enumerate(("P-2", "P-10", "=cmd()", "<b>P</b>")):
        a_share(Path(f"practice/{number}.diary"), changed_days(), name)
    found = people(terminal, "practice")
    assert [line["name"] for line in found] == sorted(["P-2", "P-10", "=cmd()", "<b>P</b>"], key=str.casefold)
    assert found == people(terminal, "practice")
    assert {line["days"] for line in found} == {75}


def test_what_cannot_be_shown_is_listed_last_with_a_sentence(terminal: Terminal) -> None:
    a_share(Path("practice/zz.diary"), changed_days(), "Zz")
    a_share(Path("practice/bad.diary"), changed_days(), "Bad")
    with sqlite3.connect("practice/bad.diary") as connection:
        connection.execute("DELETE FROM answer")
    Path("practice/cut.diary").write_bytes(b"SQLite format 3\0")
    os.mkfifo("practice/pipe.diary")
    Path("practice/loop.diary").symlink_to("loop.diary")
    found = people(terminal, "practice")
    assert [line["name"] for line in found] == ["Zz", "bad", "cut"]
    assert all(line["problem"] for line in found[1:])


def test_the_list_is_printed_where_nothing_can_be_kept_of_it(terminal: Terminal) -> None:
    a_share(Path("practice/a.diary"), changed_days(), "Anna")
    Path("cache").write_text("a file where the folder should be", encoding="utf-8")
    assert [line["name"] for line in people(terminal, "practice")] == ["Anna"]


def test_a_place_that_is_not_there_is_refused(terminal: Terminal) -> None:
    assert "nowhere" in terminal.refused("review", "nowhere", "--json")


def test_whatever_part_of_a_share_is_damaged_one_is_told_to_ask_for_it_again(terminal: Terminal) -> None:
    whole = a_share(Path("practice/a.diary"), changed_days(), "Anna").read_bytes()
    for page in range(1, len(whole) // 4096):
        damaged = bytearray(whole)
        damaged[page * 4096 : page * 4096 + 60] = b"\xff" * 60
        Path(f"practice/{page:04}.diary").write_bytes(damaged)
    problems = {str(line["problem"]) for line in people(terminal, "practice") if "problem" in line}
    assert len(problems) > 9
    assert all("Ask for it once more" in problem for problem in problems)


def test_a_folder_without_an_end_is_refused(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diary.journal.shares.MOST_NAMES", 20)
    for number in range(30):
        Path(f"practice/{number}.txt").touch()
    assert "20" in terminal.refused("review", "practice", "--json")


def test_marks_are_given_back_and_taken_in_by_commands(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(terminal.folder / "data"))
    share = a_share(Path("practice/a.diary"), changed_days(), "Anna")
    a_share(Path("practice/b.diary"), changed_days(), "Berend", seconds=9)
    whose, other, target = Path("practice/a.source"), Path("practice/b.source"), Path("anna.diary-marks")
    before = share.read_bytes()
    assert "no mark" in terminal.refused("review", share, "--give-back", target)
    with open_share(share, WORLD.share_opener()) as (_journal, manifest), WORLD.own_marks().open(manifest) as own:
        own.add_record(
            "therapist_mark", {"text": "walk", "kind": "phase", "from": "2026-10-01", "until": "2026-11"}
        )
    assert terminal("review", "practice", "--give-back", target) == 2
    assert terminal("review", share, "--give-back", target, "--by", "Fysio Bos") == 0
    assert "1 mark" in terminal.out
    assert terminal("import", whose, target, "--dry-run") == 0
    assert terminal("list", whose, "therapist_mark", "--json") == 0
    assert json.loads(terminal.out) == []
    assert terminal("import", whose, target) == 0
    assert "walk · a phase of the treatment" in terminal.out
    assert "written by Fysio Bos" in terminal.out
    assert terminal("import", whose, target, "--json") == 0
    assert json.loads(terminal.out) == {"marks": []}
    assert terminal("import", whose, target) == 0
    assert "0 new marks" in terminal.out
    assert "You have this already." in terminal.out
    assert "another diary" in terminal.refused("import", other, target)
    assert share.read_bytes() == before


def test_the_marks_of_a_share_with_a_passphrase_are_given_back(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(terminal.folder / "data"))
    share = a_share(Path("practice/a.diary"), changed_days(), "Anna", Key.new("four words of nonsense"))
    word = Path("word")
    word.touch(0o600)
    word.write_text("four words of nonsense\n")
    found = terminal.refused("review", share, "--give-back", "x.diary-marks", "--passphrase-file", word)
    assert "no mark" in found


def test_a_locked_share_is_listed_by_the_passphrase_that_is_named(terminal: Terminal) -> None:
    a_share(Path("practice/a.diary"), changed_days(), "Anna", Key.new("four words of nonsense"))
    a_share(Path("practice/b.diary"), changed_days(), "Berend", Key.new("four other words of it"), seconds=9)
    a_share(Path("practice/c.diary"), changed_days(), "Chris", seconds=19)
    word = Path("word")
    word.touch(0o600)
    word.write_text("four words of nonsense\n")
    found = people(terminal, "practice", "--passphrase-file", str(word))
    assert [(line["name"], line.get("days"), "problem" in line) for line in found] == [
        ("Anna", 75, False),
        ("Chris", 75, False),
        ("b", None, True),
    ]
    assert not any("Anna" in kept.read_text() for kept in Path("cache").rglob("*.json"))
    assert "no_word" in terminal.refused("review", "practice", "--json", "--passphrase-file", "no_word")
