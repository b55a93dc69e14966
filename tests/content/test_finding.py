"""Finding a word without its accents and capitals, and showing where it stands."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diary.domain.text import Excerpt, excerpt, folded, has_all, matches, wanted


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("", "Right knee, front", True),
        ("KNEE", "Right knee, front", True),
        ("front kne", "Right knee, front", True),
        ("elbow", "Right knee, front", False),
        ("knee left", "Right knee, front", False),
        ("mén", "Menière", True),
        ("meniere", "Ménière", True),
        ("strasse", "Straße", True),
        ("  ", "anything", True),
        ("oeuvre", "Œuvre", True),
        ("ŒUVRE", "oeuvre", True),
        ("fiets", "ﬁets", True),
        ("ijs", "ĲS", True),
        ("collega's", "collega’s", True),
        ("collega’s", "collega's", True),
        ("na-controle", "na–controle", True),
        ("cooperation", "co\u00adoperation", True),
        ("❤", "❤️", True),
        ("ΣΊΣΥΦΟΣ", "Σίσυφος", True),
        ("knee,", "Right knee", True),
        ("“knee”.", "Right knee", True),
        ("?", "Right knee", False),
        ("!!", "Bad day!!", True),
        (":-)", "A good day :-)", True),
    ],
)
def test_every_typed_word_must_stand_somewhere(typed: str, text: str, found: bool) -> None:
    assert matches(typed, text) is found


def test_words_may_stand_in_different_texts() -> None:
    assert matches("shin lower", "Right shin", "Right lower leg")


def test_a_word_is_looked_for_once_and_the_longest_first() -> None:
    assert wanted("rug PIJN hoofdpijn pijn, (rug)") == ("hoofdpijn", "pijn", "rug")
    assert wanted("") == wanted(" \u200b\u0301 ") == ()


def test_an_excerpt_marks_every_word_where_it_stands_in_the_text_itself() -> None:
    found = excerpt("Straße, café: ŒUVRE en hoofdpijn.", wanted("strasse oeuvre pijn"))
    marked = [found.text[begin:end] for begin, end in found.marks]
    assert marked == ["Straße", "ŒUVRE", "pijn"]


def test_an_excerpt_of_a_long_text_is_short_and_on_one_line() -> None:
    found = excerpt("niets " * 20_000 + "hier\nHoofdpijn\ten moe " + "niets " * 20_000, wanted("hoofdpijn"))
    assert found.text.startswith("… niets")
    assert found.text.endswith("niets …")
    assert "hier Hoofdpijn en moe" in found.text
    assert len(found.text) < 200


def test_an_excerpt_keeps_markup_as_text() -> None:
    assert excerpt("<b>pijn</b>", ("pijn",)) == Excerpt("<b>pijn</b>", ((3, 7),))


@given(st.text(), st.text(max_size=8))
@example("İ", "i")
@example("\u1e9e", "ss")
@example("x" * 300 + "é", "e")
@example("´a", "a")
@example("0\u00ad0", "00")
def test_what_is_found_is_marked(text: str, typed: str) -> None:
    words = wanted(typed)
    found = excerpt(text, words)
    for begin, end in found.marks:
        assert 0 <= begin < end <= len(found.text)
        assert any(word in folded(found.text[begin:end]) for word in words)
    if words and has_all(words[:1], " ".join(text.split())):
        assert found.marks


@given(st.text())
def test_a_folded_text_stays_as_it_is(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert matches(text, text)
