"""Folders are told as one finds them by clicking."""

from pathlib import PurePosixPath

import pytest

from diary.content.library import Library
from diary.screens.my_data import LONGEST_WORD, place_words


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("/people/an", "your personal folder"),
        ("/people/an/Documents/my diary", "your personal folder › Documents › my diary"),
        ("/media/stick", "/ › media › stick"),
    ],
)
def test_a_folder_is_reported_as_one_finds_it(english: Library, folder: str, words: str) -> None:
    assert place_words(PurePosixPath(folder), PurePosixPath("/people/an"), english.language) == words


def test_a_long_name_can_be_broken(english: Library) -> None:
    words = place_words(PurePosixPath("/" + "x" * 100), PurePosixPath("/people"), english.language)
    assert max(len(part) for part in words.replace("\u200b", " ").split()) <= LONGEST_WORD
    assert words.count("x") == 100
