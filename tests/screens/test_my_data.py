"""Folders are told as one finds them by clicking; what deleting everything leaves is said."""

from pathlib import Path, PurePosixPath

import pytest
from msgspec.structs import replace

from diary.content.library import Library
from diary.screens.my_data import build_erased, build_erasing, place_words
from diary.storage.backups.erase import DiaryFiles


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


def test_what_somebody_wrote_as_a_therapist_is_said_to_stay(english: Library) -> None:
    home, language = Path("/people/an"), english.language
    found = DiaryFiles(home / "my.diary", home, (), None, False, (), (), (), home / "copies.json")
    assert build_erasing(found, 3, home, language).left_alone == ""
    found = replace(found, marks=home / "marks")
    said = build_erasing(found, 3, home, language).left_alone
    assert said.endswith("stays too, in your personal folder › marks.")
    assert said in build_erased(found, (), home, language).lines
