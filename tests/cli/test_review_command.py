"""`diary review` on the command line: the list of people, and what cannot be shown in a sentence."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from tests.cli.test_commands import Terminal
from tests.journal.test_people import a_share, changed_days


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


def test_a_place_that_is_not_there_is_refused(terminal: Terminal) -> None:
    assert "nowhere" in terminal.refused("review", "nowhere", "--json")


def test_a_folder_without_an_end_is_refused(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diary.journal.shares.MOST_NAMES", 20)
    for number in range(30):
        Path(f"practice/{number}.txt").touch()
    assert "20" in terminal.refused("review", "practice", "--json")
