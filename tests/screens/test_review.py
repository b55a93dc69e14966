"""What the list of a therapist says of its lines."""

from datetime import date
from pathlib import Path

from diary.content.library import Library
from diary.domain.manifest import LeftOut, Manifest
from diary.screens.review import PersonLine, PersonRow, count_words, present_of


def a_line(file: str, diary: str = "") -> PersonLine:
    """A line of a share of this diary, or of a file that cannot be shown."""
    row = PersonRow(Manifest(diary, "2026-11-22T10:00:00+01:00"), 0, 0, (), (), None) if diary else None
    return PersonLine(Path(file), file, row=row)


def test_two_shares_of_one_diary_are_one_person(english: Library, dutch: Library) -> None:
    lines = [a_line("a", "anna"), a_line("b", "berend"), a_line("c", "anna")]
    assert count_words(lines, english.language) == "2 people · 3 files"
    assert count_words(lines, dutch.language) == "2 mensen · 3 bestanden"
    assert count_words(lines[:2], english.language) == "2 people"
    assert count_words(lines[:1], dutch.language) == "1 persoon"


def test_whose_a_file_is_that_cannot_be_shown_is_not_counted(english: Library) -> None:
    damaged = a_line("damaged")
    assert count_words([a_line("a", "anna"), damaged], english.language) == "1 person · 2 files"
    assert count_words([damaged], english.language) == "1 file"
    assert count_words([], english.language) == "0 people"


def test_an_earlier_stretch_ends_with_its_last_day_and_a_pause_up_to_now_is_seen() -> None:
    made, last = "2026-11-22T10:00:00+01:00", date(2026, 10, 31)
    assert present_of(Manifest("a", made, last=last, left_out=LeftOut(days=22))).date() == last
    assert present_of(Manifest("a", made, last=last)).isoformat() == made
    assert present_of(Manifest("a", made, last=date(2026, 11, 30), left_out=LeftOut(days=22))).isoformat() == made
    assert present_of(Manifest("a", made)).isoformat() == made
