"""Only what the font can print reaches the page, and nothing vanishes without a trace."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.paths import resources
from diary.report.page import font_folder
from diary.report.printable import FONT as FONT_NAME
from diary.report.printable import STAND_IN, PaperLetters, keep_together, known_letters, printable

FOLDER = font_folder(resources())
FONT = FOLDER / FONT_NAME


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("één – “3,5” × 2 €", "één – “3,5” × 2 €"),
        ("Ångström Ğüneş Łódź Ελλάδα", "Ångström Ğüneş Łódź Ελλάδα"),
        ("6\u00a0h\u00a040 \u00a0 now", "6\u00a0h\u00a040 \u00a0 now"),
        ("two\nlines\t and   more ", "two lines and more"),
        ("e\u0301e\u0301n", "één"),
        ("ﬁne", "fine"),
        ("party 🎉🎉👩‍👩‍👧 time", "party □ time"),
        ("中文", "□"),
        ("a\u202eb\u200bc\x00d\ufe0f", "abcd"),
        ('#image("/etc/passwd") *b* _i_ $x$ \\ `<a>`', '#image("/etc/passwd") *b* _i_ $x$ \\ `<a>`'),
        ("", ""),
    ],
)
def test_text_is_printed_as_the_font_can(typed: str, printed: str) -> None:
    assert printable(typed, PaperLetters(FOLDER, with_system=False)) == printed


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("87 % of the time, varies by 22 min", "87~% of the time, varies by 22~min"),
        ("240 min", "240~min"),
        ("7 h, 60 days", "7~h, 60 days"),
        ("3 minor things, a min", "3 minor things, a min"),
    ],
)
def test_a_number_stays_on_the_line_of_its_unit(text: str, kept: str) -> None:
    assert keep_together(text) == kept.replace("~", "\u00a0")


@given(st.text())
def test_every_letter_that_is_left_is_in_the_font(typed: str) -> None:
    letters = PaperLetters(FOLDER, with_system=False)
    text = printable(typed, letters)
    assert known_letters(FONT).issuperset(text)
    assert not letters.is_borrowing
    assert not letters.missing or STAND_IN in text


@pytest.mark.parametrize("name", ["Inter-Regular.otf", "Inter-SemiBold.otf"])
def test_both_weights_know_the_same_letters(resources: Path, name: str) -> None:
    assert known_letters(font_folder(resources) / name) == known_letters(FONT)
