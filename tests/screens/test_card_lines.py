"""Answers of a card, and other short parts, in one line."""

import re
from pathlib import Path

import pytest

import diary
from diary.screens.card_lines import joined


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (("So that it holds.", "", "written by Anna"), "So that it holds · written by Anna"),
        (("One.", "Two.", "Three."), "One · Two · Three."),
        (("(see above.)", "Really?", "It is “so”.", "end"), "(see above.) · Really? · It is “so” · end"),
        (("9 p.m.", "and so on…", "wait...", "end"), "9 p.m. · and so on… · wait... · end"),
        ((), ""),
    ],
)
def test_no_full_stop_stands_before_a_middle_dot(parts: tuple[str, ...], line: str) -> None:
    assert joined(parts) == line


def test_every_line_of_several_parts_is_made_so() -> None:
    made = re.compile(r'(" · "|BETWEEN)\.join')
    files = Path(diary.__file__).parent.rglob("*.py")
    assert {file.name for file in files if made.search(file.read_text("utf-8"))} == {
        "card_lines.py",
        "fold_head.py",
    }
