"""What may be written survives: one rule for words that are typed, imported, merged and rescued."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from diary.domain.day import Activity, Moment, MomentKind
from diary.domain.item import Item, Kind, OwnItem
from diary.journal.journal import Journal
from diary.journal.merge import DiarySnapshot
from diary.journal.rescue import rescue
from diary.storage.health import check
from diary.storage.store import Store
from tests.factory import NOW, TODAY, a_day, a_journal
from tests.journal.damage import ATLAS, CATALOGUE

ODD = [
    "line one\r\nline two",
    "form\ffeed",
    "nul\0here",
    "lost \ufffd letter",
    "it\x92s",
    "cafe\u0301",
    "a\u2028b",
    "turned \u202eround",
]


def _typed(journal: Journal, text: str) -> None:
    journal.set_note(TODAY, "note", text)
    journal.set_moments(TODAY, [Moment(MomentKind.FLARE, 60, None, text)])
    journal.set_activities(TODAY, [Activity(text, 20)])


def _imported(journal: Journal, text: str) -> None:
    journal.import_days(
        [
            a_day(
                notes={"note": text},
                moments=[Moment(MomentKind.FLARE, 60, None, text)],
                activities=[Activity(text, 20)],
            )
        ]
    )


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("enter", [_typed, _imported])
def test_what_came_in_is_sound_and_survives_a_rescue(
    journal: Journal, tmp_path: Path, enter: Callable[[Journal, str], None], text: str
) -> None:
    enter(journal, text)
    before = journal.day(TODAY)
    assert check(journal.path).days == 1
    rescued = rescue(journal.path, tmp_path / "new.diary", CATALOGUE, ATLAS, NOW)
    assert not rescued.left_out
    with closing(Store(tmp_path / "new.diary")) as store:
        after = store.day(TODAY)
    assert after is not None
    assert (after.notes, after.moments, after.activities) == (before.notes, before.moments, before.activities)


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("enter", [_typed, _imported])
def test_the_same_words_a_second_time_are_nothing_new(
    journal: Journal, enter: Callable[[Journal, str], None], text: str
) -> None:
    enter(journal, text)
    enter(journal, text)
    assert not journal.history.versions(TODAY)


@pytest.mark.parametrize("text", ODD)
def test_words_an_older_program_let_in_are_rescued_clean(journal: Journal, tmp_path: Path, text: str) -> None:
    _put_as_it_is(journal, text)
    rescued = rescue(journal.path, tmp_path / "new.diary", CATALOGUE, ATLAS, NOW)
    assert not rescued.left_out
    with closing(Store(tmp_path / "new.diary")) as store:
        after = store.day(TODAY)
    assert after is not None
    journal.set_note(TODAY, "note", text)
    assert after.notes == journal.day(TODAY).notes


def test_words_of_another_copy_come_in_clean(journal: Journal, tmp_path: Path) -> None:
    other = a_journal(tmp_path / "other.diary")
    _put_as_it_is(other, "one\r\ntwo\0")
    with closing(other), closing(Store(other.path)) as store:
        journal.history.merge(DiarySnapshot.of(store))
    assert journal.day(TODAY).notes == {"note": "one\ntwo"}


def test_nothing_but_control_letters_is_no_note(journal: Journal) -> None:
    assert journal.import_days([a_day(notes={"note": "\0\x07"})]).added == 0
    assert not journal.day(TODAY).notes


def test_names_and_what_is_printed_are_clean_too(journal: Journal) -> None:
    journal.save_own_item(OwnItem(Item("tea", Kind.COUNT, "own", 0, 20, own=True), {"en": "Cups\0 of tea"}))
    assert journal.own_items[0].names == {"en": "Cups of tea"}
    journal.set_profile("name", " Jo\r\nJansen\0")
    assert journal.profile()["name"] == "Jo Jansen"
    record = journal.add_record("goals", {"title": "walk\r\nmore\0"})
    assert record.data == {"title": "walk\nmore"}


def _put_as_it_is(journal: Journal, text: str) -> None:
    """As a program without the rule would have written it."""
    journal.set_note(TODAY, "note", "x")
    with closing(sqlite3.connect(journal.path)) as connection, connection:
        connection.execute("UPDATE note SET text = ?", (text,))
