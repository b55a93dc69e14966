"""Text enters by one door: cleaned once, and cleaning what is clean changes nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.columns import cleaned
from diary.domain.day import Activity, Moment, MomentKind
from diary.domain.text import clean_data, clean_line, clean_text

ODD = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(
            "\r\n\t\v\f\0\x85\x92\x9d\x7f\u00a0\u2028\u2029\ufeff\ufdd0\ufffc\ufffd\uffff\u0301\u1100e "
        ),
    )
)
"""Texts with more of what programs write and nobody types."""


@given(ODD)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_line(text)) == clean_line(text)


@given(ODD)
def test_nothing_is_left_that_a_line_end_or_a_control_letter_could_be(text: str) -> None:
    letters = set(clean_text(text)) - {"\n", "\t"}
    assert not {letter for letter in letters if unicodedata.category(letter) in {"Cc", "Zl", "Zp"}}


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("line one\r\nline two", "line one\nline two"),
        ("a\rb\vc\fd\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("stop\0ped \x07here\x1f", "stopped here"),
        ("it\x92s \x93fine\x94\x85", "it’s “fine”…"),
        ("cafe\u0301", "café"),
        ("lost \ufffd letter", "lost \ufffd letter"),
        ("\ufeffbegin", "begin"),
        ("  two  spaces\t ", "  two  spaces\t "),
        ("20\u00a0°C 👩‍👧 שלום हिन्दी", "20\u00a0°C 👩‍👧 שלום हिन्दी"),
        ("a \u202ebirthday\u202c, a \u2067walk\u2069, \u200fשלום!", "a birthday, a walk, \u200fשלום!"),
        ("", ""),
    ],
)
def test_text_is_kept_as_a_person_meant_it(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_one_line_stays_one_line() -> None:
    assert cleaned(Activity(" a walk\r\nwith  Jo\0 ", 20, 3)) == Activity("a walk with Jo", 20, 3)
    moment = Moment(MomentKind.FLARE, 60, None, "after\fshopping")
    assert cleaned(moment) == Moment(MomentKind.FLARE, 60, None, "after shopping")


def test_every_text_in_a_record_is_clean_and_nothing_else_changes() -> None:
    data = {"title": "a\r\nb", "done": True, "count": 2, "none": None, "steps": [{"said": "c\0"}, 1.5]}
    clean = {"title": "a\nb", "done": True, "count": 2, "none": None, "steps": [{"said": "c"}, 1.5]}
    assert clean_data(data) == clean
