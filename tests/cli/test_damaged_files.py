"""Nothing is handed to a person from a damaged diary as if it were whole."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.test_commands import REFUSED, Terminal

READING = {
    "show": (),
    "measures": (),
    "findings": (),
    "export": ("-o", "out.csv"),
    "report": ("-o", "out.html"),
    "list": ("medicine",),
    "find": ("a",),
}
"""Every command that hands on what is in a diary."""


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capsys)


def damage(path: Path) -> None:
    """Take a day from under its answers, as a disk does: the driver reads on as if nothing were wrong."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM day WHERE day = (SELECT day FROM answer ORDER BY day LIMIT 1 OFFSET 30)")


@pytest.mark.parametrize("command", READING)
def test_a_damaged_diary_is_not_handed_on_unless_that_is_asked_for(terminal: Terminal, command: str) -> None:
    assert terminal("demo", terminal.diary, "--days", "40") == 0
    damage(terminal.diary)
    assert terminal("check", terminal.diary) == REFUSED
    said = terminal.refused(command, terminal.diary, *READING[command])
    assert "damaged" in said
    assert "--damaged-too" in said
    assert not list(terminal.folder.glob("out.*"))
    assert terminal(command, terminal.diary, *READING[command], "--damaged-too") == 0
    assert "is damaged" in terminal.err


WRITING = {"log": ("today", "stress=7"), "record": ("medicine", "name=Written now"), "forget": ("today",)}
"""Every command that writes in a diary, but those that make a proven backup first and so refuse a damaged one."""


@pytest.mark.parametrize("command", WRITING)
def test_what_is_written_in_a_damaged_diary_stays_and_the_damage_is_said(terminal: Terminal, command: str) -> None:
    assert terminal("demo", terminal.diary, "--days", "40") == 0
    assert terminal(command, terminal.diary, *WRITING[command]) == 0
    assert terminal.err == ""
    damage(terminal.diary)
    assert terminal("log", terminal.diary, "today", "stress=3") == 0
    assert terminal(command, terminal.diary, *WRITING[command]) == 0
    assert "is damaged" in terminal.err
    assert "diary salvage" in terminal.err
    with closing(sqlite3.connect(terminal.diary)) as connection:
        (stress,) = connection.execute(
            "SELECT value FROM answer WHERE item = 'stress' ORDER BY day DESC"
        ).fetchone()
        written = connection.execute("SELECT count(*) FROM record WHERE data LIKE '%Written now%'").fetchone()[0]
    assert stress == (7 if command == "log" else 3)
    assert bool(written) is (command == "record")


def test_an_import_in_a_damaged_diary_is_refused_before_anything_is_written(terminal: Terminal) -> None:
    assert terminal("demo", terminal.diary, "--days", "40") == 0
    damage(terminal.diary)
    before = terminal.diary.read_bytes()
    (terminal.folder / "notes.csv").write_text("date,stress\n2026-01-05,7\n", encoding="utf-8")
    mapping = '[date]\ncolumn = "date"\n[[item]]\ncolumn = "stress"\nitem = "stress"\n'
    (terminal.folder / "notes.toml").write_text(mapping, encoding="utf-8")
    assert "cannot be read" in terminal.refused("import", terminal.diary, "notes.csv", "--map", "notes.toml")
    assert terminal.diary.read_bytes() == before


def test_a_page_from_a_damaged_diary_says_so_itself(terminal: Terminal) -> None:
    assert terminal("demo", terminal.diary, "--days", "40") == 0
    damage(terminal.diary)
    assert terminal("report", terminal.diary, "-o", "out.html", "--damaged-too") == 0
    assert "is damaged" in (terminal.folder / "out.html").read_text(encoding="utf-8")
