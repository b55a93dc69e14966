"""A writer gets the fingerprint of every text, and a mistake in the list of checks is one sentence."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from tests.content.test_reviewed import a_check, write

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def tool(copied: Path) -> dict[str, Any]:
    found = runpy.run_path(str(ROOT / "packaging" / "fingerprints.py"))
    found["main"].__globals__["resources"] = lambda: copied
    return found


def test_every_text_has_a_line_and_a_check_of_older_words_says_so(
    tool: dict[str, Any], copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(copied, a_check(copied), a_check(copied, "articles.red_flags", of="0" * 64))
    assert tool["main"]([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if line.startswith("nl  ")]) > 35
    assert [line.split("  ")[-1] for line in lines if "Verzonnen" in line] == [
        "A. Verzonnen (the text has changed since)",
        "A. Verzonnen",
    ]


def test_a_mistake_is_one_sentence(tool: dict[str, Any], copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tool["main"](["check"]) == 0
    write(copied, a_check(copied).replace("busy_head", "full_moon"))
    assert tool["main"](["check"]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "content/reviewed.toml" in told
