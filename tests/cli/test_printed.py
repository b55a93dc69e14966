"""Nothing that is printed can rewrite the screen, and every message names the person's own file."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from diary.cli.printed import json_text, plain
from diary.paths import resources
from diary.storage.faults import own_name
from tests.cli.test_commands import Terminal

OBEYED = ["\x1b[2J", "\x9b2J", "\u202etxt.exe", "\u2066", "\u200f", "\x07", "\u2028"]


@pytest.mark.parametrize("text", OBEYED)
def test_what_a_terminal_obeys_is_never_printed_as_it_is(text: str) -> None:
    assert text[0] not in plain(f"tea {text}")
    assert text[0] not in json_text({"note": text})
    assert json.loads(json_text({"note": text})) == {"note": text}


def test_every_command_prints_by_the_one_function_that_cleans() -> None:
    printing = re.compile(r"\b(?:s?echo|secho)\(|\bprint\(|\bsys\.std(?:out|err)\.write")
    places = [
        path for path in (resources().parent / "diary" / "cli").glob("*.py") if printing.search(path.read_text())
    ]
    assert [path.name for path in places] == ["printed.py"]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
def test_the_name_of_a_file_cannot_rewrite_the_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file may come from anybody, with any name."""
    terminal = Terminal(tmp_path, capsys)
    diary, other = tmp_path / "my\x1b[2J.diary", tmp_path / "my\u202ecopy.diary"
    assert terminal("demo", diary, "--days", 3) == 0
    shutil.copy(diary, other)
    for words in (
        ("check", diary),
        ("backup", diary),
        ("backup", diary, "--list"),
        ("merge", diary, other),
        ("export", diary, "-o", tmp_path / "a\x1b[2J.csv"),
        ("restore", other, diary),
        ("salvage", diary, tmp_path / "new\x1b[2J.diary"),
        ("show", tmp_path / "none\x1b[2J.diary"),
    ):
        terminal(*words)
        assert terminal.out + terminal.err
        assert not set("\x1b\u202e") & set(terminal.out + terminal.err), words


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
def test_a_name_of_a_file_never_begins_a_line_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path, capsys)
    diary, new = terminal.folder / "my.diary", terminal.folder / "a\nNothing is encrypted.diary"
    assert terminal("demo", diary, "--days", "3") == 0
    for words in (("demo", new, "--days", "3"), ("check", new), ("export", diary, "-o", new.with_suffix(".csv"))):
        assert terminal(*words) == 0, terminal.err
        assert not any(line.startswith("Nothing is enc") for line in terminal.out.splitlines()), terminal.out
        assert "a…Nothing" in terminal.out


def test_letters_of_every_language_and_lines_stay() -> None:
    text = "één\nטוב\tçà 👩‍🔬"
    assert plain(text) == text
    assert json.loads(json_text([text])) == [text]
    assert "één" in json_text([text])


@pytest.mark.parametrize(
    ("draft", "named"),
    [
        (".my.diary.27353.copy", "my.diary"),
        (".my.diary.recoded.27353.copy", "my.diary"),
        (".my.diary.4.new", "my.diary"),
        (".w.27353.copy", ""),
        ("my.diary", "my.diary"),
        (".hidden", ".hidden"),
    ],
)
def test_a_draft_is_called_by_the_name_a_person_knows(draft: str, named: str) -> None:
    folder = Path("copies")
    assert own_name(folder / draft) == (folder / named if named else folder)
