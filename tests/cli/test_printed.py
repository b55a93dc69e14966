"""Nothing that is printed can rewrite the screen, and every message names the person's own file."""

import json
from pathlib import Path

import pytest

from diary.cli.printed import json_text, plain
from diary.storage.faults import own_name

OBEYED = ["\x1b[2J", "\x9b2J", "\u202etxt.exe", "\u2066", "\u200f", "\x07", "\u2028"]


@pytest.mark.parametrize("text", OBEYED)
def test_what_a_terminal_obeys_is_never_printed_as_it_is(text: str) -> None:
    assert text[0] not in plain(f"tea {text}")
    assert text[0] not in json_text({"note": text})
    assert json.loads(json_text({"note": text})) == {"note": text}


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
