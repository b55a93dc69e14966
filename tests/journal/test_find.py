"""Finding one's own words: all of them, the latest first, and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.domain.day import Activity, Day, Moment, MomentKind
from diary.domain.text import FoundText, TextSource, clean_text, matches
from diary.journal.journal import MOST_FOUND, Journal
from diary.paths import resources
from diary.storage.store import Store
from tests.factory import TODAY, ZONE, Clock, a_day, a_journal, a_key


def texts(journal: Journal, typed: str) -> list[str]:
    return [found.text for found in journal.find(typed).texts]


def test_notes_moments_and_activities_are_found_the_latest_day_first(journal: Journal) -> None:
    journal.set_note(TODAY - timedelta(2), "note", "Headache after the walk")
    journal.set_moments(TODAY, [Moment(MomentKind.MEDICINE, 600, 2.0, "for the HEADACHE")])
    journal.set_activities(TODAY - timedelta(1), [Activity("Headache yoga", 30)])
    assert journal.find("headache").texts == (
        FoundText(TODAY, TextSource.MOMENT, "medicine", "for the HEADACHE", 600),
        FoundText(TODAY - timedelta(1), TextSource.ACTIVITY, "", "Headache yoga"),
        FoundText(TODAY - timedelta(2), TextSource.NOTE, "note", "Headache after the walk"),
    )
    assert texts(journal, "walk head") == ["Headache after the walk"]
    assert texts(journal, "walk yoga") == []


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("cafe", True),
        ("CAFÉ’S", True),
        ("100%", True),
        ("a_b", True),
        ("axb", False),
        ("c:\\x", True),
        ("😀", True),
    ],
)
def test_accents_and_signs_of_sql_are_only_letters(journal: Journal, typed: str, is_found: bool) -> None:
    journal.set_note(TODAY, "note", "Drie café's, 100% a_b c:\\x 😀")
    assert bool(texts(journal, typed)) is is_found
    journal.set_note(TODAY, "note", "100 percent of axb in c:/x")
    assert not texts(journal, "100%")


@pytest.mark.parametrize(
    "typed", ["", "  ", "\u200b", "x" * 10_000, "a " * 5_000 + "zzz", "%" * 10_000, "?", "\ud800", "x\udcff"]
)
def test_whatever_is_typed_has_an_answer(journal: Journal, typed: str) -> None:
    journal.set_note(TODAY, "note", "a note with words")
    assert texts(journal, typed) == []


def test_what_is_taken_away_is_not_found_until_it_is_back(journal: Journal) -> None:
    journal.set_note(TODAY, "note", "secret words")
    assert texts(journal, "secret")
    journal.set_note(TODAY, "note", "")
    assert not texts(journal, "secret")
    journal.history.undo()
    assert texts(journal, "secret")


def test_lines_of_lists_are_found_also_ended_ones(journal: Journal) -> None:
    record = journal.add_record("medicine", {"name": "Ibuprofen", "side_effects": "maagpijn"})
    journal.end_record(record, TODAY)
    (found,) = journal.find("ibu maag").records
    assert found.data["name"] == "Ibuprofen"
    assert found.ended_on == TODAY
    journal.remove_record(found)
    assert journal.find("ibu").records == ()


def test_a_common_word_finds_the_latest_and_says_that_there_are_more(tmp_path: Path) -> None:
    days = [a_day(ago, notes={"note": f"walked {ago}"}) for ago in range(MOST_FOUND + 50)]
    journal = a_journal(tmp_path / "many.diary", days=days)
    found = journal.find("walk")
    assert found.is_more
    assert [each.day for each in found.texts] == [TODAY - timedelta(ago) for ago in range(MOST_FOUND)]
    assert not journal.find("walked 7").is_more
    journal.close()


def test_an_encrypted_and_a_read_only_diary_are_searched_and_not_written(tmp_path: Path) -> None:
    path, key = tmp_path / "my.diary", a_key()
    a_journal(path, days=[a_day(notes={"note": "hoofdpijn"})], key=key).close()
    before = path.read_bytes()
    store = Store(path, read_only=True, key=key)
    journal = Journal(store, load_catalogue(resources()), load_atlas(resources()), Clock(), ZONE)
    assert texts(journal, "PIJN") == ["hoofdpijn"]
    journal.close()
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["my.diary"]


LETTERS = st.text(st.sampled_from("aAáâeEéß œijĳ’'\n-–😀ﬁfi."), min_size=1, max_size=12)


@given(st.lists(LETTERS, max_size=6, unique_by=clean_text), LETTERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_is_found_as_by_looking_at_every_note(
    tmp_path_factory: pytest.TempPathFactory, notes: list[str], typed: str
) -> None:
    days: list[Day] = [a_day(ago, notes={"note": text}) for ago, text in enumerate(notes) if text.strip()]
    journal = a_journal(tmp_path_factory.mktemp("f") / "my.diary", days=days)
    there = (
        [day.notes["note"] for day in reversed(journal.days(span)) if "note" in day.notes]
        if (span := journal.span())
        else []
    )
    expected = [text for text in there if typed.strip() and matches(typed, text)]
    assert texts(journal, typed) == expected
    journal.close()
