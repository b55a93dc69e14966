"""A day's earlier versions: seen, taken back, forgotten for good."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from diary.domain.day import Activity, DayKind
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import EntryKey, Version
from diary.journal.journal import Journal
from tests.factory import TODAY, Clock, a_day, a_journal

DAY = TODAY.isoformat()


def said(journal: Journal) -> list[tuple[EntryKey, object, object]]:
    return [
        (version.key, version.was[0], None if version.became is None else version.became[0])
        for version in journal.history.versions(TODAY)
    ]


def version_of(journal: Journal, key: EntryKey) -> Version:
    return next(version for version in journal.history.versions(TODAY) if version.key == key)


def test_what_was_changed_or_taken_away_is_listed_with_what_it_became(journal: Journal, clock: Clock) -> None:
    journal.answer(TODAY, "stress", 4)
    assert not journal.history.has_versions(TODAY)
    assert journal.history.versions(TODAY) == ()
    clock.forward(minutes=7)
    journal.answer(TODAY, "stress", 6)
    journal.set_note(TODAY, "note", "a long day")
    journal.set_note(TODAY, "note", "")
    journal.set_kind(TODAY, DayKind.HARD)
    journal.set_kind(TODAY, DayKind.ORDINARY)
    assert journal.history.has_versions(TODAY)
    assert said(journal) == [
        (("kind", DAY), "hard", None),
        (("note", DAY, "note"), "a long day", None),
        (("answer", "stress", DAY), 4, 6),
    ]
    assert version_of(journal, ("answer", "stress", DAY)).at == clock.now


def test_a_list_that_was_written_anew_only_tells_what_left_it(journal: Journal) -> None:
    walk, cooking = Activity("walking", 30), Activity("cooking", 20)
    journal.set_activities(TODAY, [walk])
    journal.set_activities(TODAY, [walk, cooking])
    assert said(journal) == []
    journal.set_activities(TODAY, [cooking])
    assert [key[2] for key, _was, _became in said(journal)] == ["walking"]


def test_a_version_can_be_had_again_and_that_can_be_undone(journal: Journal) -> None:
    journal.answer(TODAY, "stress", 4)
    journal.replace_areas(TODAY, {"front_knee_l": 5})
    journal.set_activities(TODAY, [Activity("walking", 30, 2)])
    journal.set_note(TODAY, "note", "a long day")
    before = journal.day(TODAY)
    journal.answer(TODAY, "stress", 9)
    journal.clear_map(TODAY)
    journal.set_no_activities(TODAY)
    journal.set_note(TODAY, "note", "")
    after = journal.day(TODAY)
    for version in journal.history.versions(TODAY):
        journal.history.restore_version(version.key, version.was)
    assert journal.day(TODAY) == before
    for _ in range(4):
        journal.history.undo()
    assert journal.day(TODAY) == after


def test_a_day_that_was_emptied_can_be_had_again(journal: Journal) -> None:
    journal.set_note(TODAY, "note", "a long day")
    journal.set_note(TODAY, "note", "")
    assert journal.span() is None
    (version,) = journal.history.versions(TODAY)
    journal.history.restore_version(version.key, version.was)
    assert journal.day(TODAY).notes == {"note": "a long day"}
    assert journal.day(TODAY).zone == "Europe/Amsterdam"


def test_the_version_of_another_copy_can_be_had_too(journal: Journal, tmp_path: Path, clock: Clock) -> None:
    journal.answer(TODAY, "stress", 1)
    (tmp_path / "two.diary").write_bytes((tmp_path / "test.diary").read_bytes())
    two = a_journal(tmp_path / "two.diary", clock)
    two.answer(TODAY, "stress", 4)
    clock.forward(minutes=1)
    journal.answer(TODAY, "stress", 6)
    journal.history.merge(two.history.snapshot())
    two.close()
    (theirs,) = [version for version in journal.history.versions(TODAY) if version.elsewhere]
    assert theirs.was[0] == 4
    journal.history.restore_version(theirs.key, theirs.was)
    assert journal.day(TODAY).value("stress") == 4


def test_what_is_forgotten_is_not_in_the_file_and_undo_leaves_what_replaced_it(
    journal: Journal, tmp_path: Path
) -> None:
    journal.set_note(TODAY, "note", "zonderlinge marmot")
    journal.answer(TODAY, "stress", 4)
    journal.set_note(TODAY, "note", "now something else")
    assert b"marmot" in (tmp_path / "test.diary").read_bytes()
    (version,) = journal.history.versions(TODAY)
    journal.history.forget_version(version)
    assert b"marmot" not in (tmp_path / "test.diary").read_bytes()
    assert not journal.history.has_versions(TODAY)
    assert journal.history.versions(TODAY) == ()
    with pytest.raises(Refusal) as refused:
        journal.history.undo()
    assert refused.value.reason is Reason.NOTHING_TO_UNDO
    assert journal.day(TODAY).notes == {"note": "now something else"}
    assert journal.day(TODAY).value("stress") == 4
    journal.history.undo()
    assert journal.day(TODAY).value("stress") is None


def test_after_a_year_what_was_taken_away_is_forgotten_and_the_rest_stays(tmp_path: Path, clock: Clock) -> None:
    journal = a_journal(tmp_path / "old.diary", clock, [a_day(400, notes={"note": "zonderlinge marmot"})])
    long_ago = TODAY - timedelta(days=400)
    journal.set_note(long_ago, "note", "")
    journal.set_note(long_ago, "note", "kept")
    clock.forward(days=300)
    journal.answer(TODAY, "stress", 1)
    journal.answer(TODAY, "stress", 2)
    assert journal.history.purge_old_revisions() == 0
    clock.forward(days=66)
    assert journal.history.purge_old_revisions() > 0
    assert b"marmot" not in (tmp_path / "old.diary").read_bytes()
    assert journal.day(long_ago).notes == {"note": "kept"}
    assert [version.was[0] for version in journal.history.versions(TODAY)] == [1]
    assert journal.history.purge_old_revisions() == 0
    journal.close()


def test_copies_still_find_out_where_they_went_apart_after_one_has_forgotten(
    journal: Journal, tmp_path: Path, clock: Clock
) -> None:
    journal.set_note(TODAY, "note", "one")
    journal.answer(TODAY, "stress", 4)
    (tmp_path / "two.diary").write_bytes((tmp_path / "test.diary").read_bytes())
    two = a_journal(tmp_path / "two.diary", clock)
    journal.set_note(TODAY, "note", "two")
    journal.answer(TODAY, "stress", None)
    two.answer(TODAY, "fatigue", 5)
    for version in journal.history.versions(TODAY):
        journal.history.forget_version(version)
    merging = two.history.merge(journal.history.snapshot())
    assert merging.both == ()
    day = two.day(TODAY)
    assert (day.value("stress"), day.value("fatigue"), day.notes) == (None, 5, {"note": "two"})
    two.close()


def test_on_a_full_disk_nothing_is_forgotten_by_half(journal: Journal) -> None:
    journal.set_note(TODAY, "note", "one")
    journal.set_note(TODAY, "note", "two")
    (version,) = journal.history.versions(TODAY)
    away = journal.path.rename(journal.path.with_name("away"))
    with pytest.raises(Refusal):
        journal.history.forget_version(version)
    away.rename(journal.path)
    assert journal.history.versions(TODAY) == (version,)


def test_an_import_is_undone_in_a_few_statements(journal: Journal) -> None:
    journal.import_days([a_day(ago, stress=3, sleep_quality=2) for ago in range(50)])
    said: set[str] = set()
    journal._core.store._connection.set_trace_callback(said.add)
    journal.history.undo()
    assert journal.span() is None
    assert len({one for one in said if one.upper().startswith("DELETE")}) < 10


def test_one_answer_is_undone_without_looking_for_it_twice(journal: Journal) -> None:
    journal.answer(TODAY, "stress", 3)
    said: set[str] = set()
    journal._core.store._connection.set_trace_callback(said.add)
    journal.history.undo()
    deleted = {one for one in said if one.upper().startswith("DELETE")}
    assert any("FROM answer" in one for one in deleted)
    assert not any("revision" in one for one in deleted)


def test_a_change_is_of_the_days_it_wrote_or_deleted_something_in(journal: Journal) -> None:
    yesterday = TODAY - timedelta(days=1)
    assert not journal.history.is_newest_of(TODAY)
    journal.import_days([a_day(0, stress=3), a_day(1, stress=4, notes={"note": "x"}, areas={"front_knee_l": 5})])
    assert journal.history.is_newest_of(TODAY)
    assert journal.history.is_newest_of(yesterday)
    writes: tuple[Callable[[], object], ...] = (
        lambda: journal.answer(yesterday, "stress", 6),
        lambda: journal.set_note(yesterday, "note", ""),
        lambda: journal.set_areas(yesterday, {"front_knee_l": None}),
        lambda: journal.set_activities(yesterday, (Activity("walk", 30),)),
    )
    for write in writes:
        write()
        assert journal.history.is_newest_of(yesterday)
        assert not journal.history.is_newest_of(TODAY)
    journal.add_record("medicine", {"name": "x"})
    assert not journal.history.is_newest_of(yesterday)
