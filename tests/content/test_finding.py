"""Finding a word without its accents and capitals."""

import pytest

from diary.domain.text import matches


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
    ],
)
def test_every_typed_word_must_stand_somewhere(typed: str, text: str, found: bool) -> None:
    assert matches(typed, text) is found


def test_words_may_stand_in_different_texts() -> None:
    assert matches("shin lower", "Right shin", "Right lower leg")
