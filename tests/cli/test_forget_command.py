"""What somebody takes away stays for a year; they are told at that moment, and can have it forgotten at once."""

from pathlib import Path

import pytest

from tests.cli.test_commands import Terminal

SECRET = "marzipan and thunder"


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, capsys)


def test_words_that_were_taken_away_are_forgotten_at_once(terminal: Terminal) -> None:
    assert terminal("log", terminal.diary, "2026-11-21", f"note={SECRET}", "stress=4", "--new") == 0
    assert "a year" not in terminal.out
    assert terminal("log", terminal.diary, "2026-11-21", "note=") == 0
    assert "a year" in terminal.out
    assert "diary forget" in terminal.out
    assert SECRET.encode() in terminal.diary.read_bytes()
    assert terminal("forget", terminal.diary, "2026-11-21") == 0
    assert SECRET.encode() not in terminal.diary.read_bytes()
    assert terminal("show", terminal.diary) == 0
    assert "Stress: 4" in terminal.out
