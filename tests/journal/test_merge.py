"""Two copies of one diary become one: nothing is dropped, whoever takes in whom, and however often."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from diary.domain.day import Activity, DayKind
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import DiaryRelation, Verdict
from diary.journal.journal import Journal
from diary.journal.merge import Merging
from diary.storage.diary_file import create_file
from tests.factory import TODAY, ZONE, Clock, a_day, a_journal
from tests.journal.two_copies import DAYS, YESTERDAY, Pair, content


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path, DAYS)
    yield pair
    pair.close()


def verdicts(merging: Merging) -> dict[str, Verdict]:
    return {str(entry.key[0]): entry.verdict for entry in merging.entries}


def test_what_only_one_copy_changed_is_taken(pair: Pair) -> None:
    pair.one.answer(TODAY, "stress", 6)
    pair.two.answer(TODAY, "fatigue", 7)
    pair.two.set_areas(TODAY, {"front_knee_r": 4})
    pair.two.set_tender(TODAY, ["front_hand_l", "front_hand_r"])
    pair.two.set_activities(TODAY, [Activity("walking", 30), Activity("cooking", 20, 3)])
    pair.two.set_note(TODAY - timedelta(days=40), "note", "in the second copy")
    pair.two.set_kind(YESTERDAY, DayKind.HARD)
    merging = pair.one.history.merge(pair.two.history.snapshot())
    assert merging.relation is DiaryRelation.COPY
    assert set(verdicts(merging).values()) == {Verdict.TAKEN}
    day = pair.one.day(TODAY)
    assert (day.value("stress"), day.value("fatigue")) == (6, 7)
    assert day.areas == {"front_knee_l": 5, "front_knee_r": 4}
    assert day.tender == {"front_hand_l", "front_hand_r"}
    assert day.activities == (Activity("walking", 30), Activity("cooking", 20, 3))
    assert pair.one.day(YESTERDAY).kind is DayKind.HARD
    assert pair.one.day(TODAY - timedelta(days=40)).notes == {"note": "in the second copy"}


def test_what_one_copy_took_away_and_the_other_left_alone_goes(pair: Pair) -> None:
    pair.two.answer(TODAY, "stress", None)
    pair.two.set_note(TODAY, "note", "")
    pair.two.set_activities(TODAY, [])
    pair.two.clear_map(TODAY)
    pair.one.history.merge(pair.two.history.snapshot())
    day = pair.one.day(TODAY)
    assert day.value("stress") is None
    assert not day.is_mapped
    assert (day.areas, day.activities, day.notes) == ({}, (), {})
    assert day.value("fatigue") == 2


def test_a_day_that_was_emptied_goes_with_its_last_entry(tmp_path: Path) -> None:
    pair = Pair(tmp_path, [a_day(stress=1), a_day(1, stress=2)])
    pair.two.answer(TODAY, "stress", None)
    pair.one.history.merge(pair.two.history.snapshot())
    span = pair.one.span()
    assert span is not None
    assert span.last == YESTERDAY
    pair.close()


def test_where_both_changed_the_later_one_stays_and_the_other_is_kept(pair: Pair) -> None:
    pair.one.answer(TODAY, "stress", 6)
    pair.tick(minutes=5)
    pair.two.answer(TODAY, "stress", 4)
    one, two = pair.one.history.snapshot(), pair.two.history.snapshot()
    for ours, theirs, verdict in ((pair.one, two, Verdict.THEIRS), (pair.two, one, Verdict.OURS)):
        merging = ours.history.merge(theirs)
        (entry,) = merging.both
        assert (entry.key, entry.verdict) == (("answer", "stress", TODAY.isoformat()), verdict)
        assert ours.day(TODAY).value("stress") == 4


def test_the_same_answer_in_both_is_no_difference(pair: Pair) -> None:
    pair.one.answer(TODAY, "stress", 6)
    pair.tick(days=9)
    pair.two.answer(TODAY, "stress", 6)
    assert pair.one.history.merge(pair.two.history.snapshot()).entries == ()
    pair.two.history.merge(pair.one.history.snapshot())
    assert not pair.two.day(TODAY).is_late


def test_changed_in_one_and_taken_away_in_the_other_is_kept_and_reported(pair: Pair) -> None:
    pair.one.answer(TODAY, "stress", None)
    pair.two.answer(TODAY, "stress", 8)
    (entry,) = pair.one.history.merge(pair.two.history.snapshot()).both
    assert (entry.ours, entry.verdict) == (None, Verdict.THEIRS)
    assert pair.one.day(TODAY).value("stress") == 8


def test_a_text_that_went_on_wins_from_its_beginning(pair: Pair) -> None:
    pair.two.set_note(TODAY, "note", "day 0, and a walk")
    pair.tick(minutes=1)
    pair.one.set_note(TODAY, "note", "day 0, and")
    pair.one.history.merge(pair.two.history.snapshot())
    assert pair.one.day(TODAY).notes["note"] == "day 0, and a walk"


def test_the_same_walk_is_one_and_two_different_ones_are_two(pair: Pair) -> None:
    for journal, minutes in ((pair.one, 40), (pair.two, 35)):
        journal.set_activities(TODAY, [Activity("walking", minutes), Activity("cooking", 20)])
    pair.one.history.merge(pair.two.history.snapshot())
    assert sorted(activity.minutes for activity in pair.one.day(TODAY).activities) == [20, 35, 40]


def test_what_was_taken_away_after_a_merge_does_not_come_back_with_the_next(pair: Pair) -> None:
    pair.two.answer(TODAY, "concentration", 5)
    pair.two.set_note(YESTERDAY, "good_thing", "soup")
    pair.one.history.merge(pair.two.history.snapshot())
    pair.one.answer(TODAY, "concentration", None)
    pair.two.answer(TODAY, "stress", 1)
    merging = pair.one.history.merge(pair.two.history.snapshot())
    assert verdicts(merging) == {"answer": Verdict.TAKEN}
    assert pair.one.day(TODAY).value("concentration") is None
    pair.two.history.merge(pair.one.history.snapshot())
    assert content(pair.one) == content(pair.two)
    assert pair.two.day(TODAY).value("concentration") is None


def test_a_merge_can_be_undone_and_done_again(pair: Pair) -> None:
    before = content(pair.one)
    pair.two.answer(TODAY, "fatigue", 9)
    pair.two.set_note(YESTERDAY, "note", "")
    pair.one.answer(TODAY, "stress", 9)
    after_ours = content(pair.one)
    pair.one.history.merge(pair.two.history.snapshot())
    merged = content(pair.one)
    pair.one.history.undo()
    assert content(pair.one) == after_ours != before
    assert pair.one.history.merge(pair.two.history.snapshot()).relation is DiaryRelation.COPY
    assert content(pair.one) == merged


def test_an_undone_change_counts_as_nothing(pair: Pair) -> None:
    pair.two.answer(TODAY, "stress", 9)
    pair.two.history.undo()
    assert pair.one.history.merge(pair.two.history.snapshot()).entries == ()


def test_what_was_undone_in_one_copy_is_undone_in_both(tmp_path: Path) -> None:
    pair = Pair(tmp_path, [])
    pair.one.answer(TODAY, "stress", 2)
    pair.one.set_note(TODAY, "note", "gone soon")
    pair.one.set_note(TODAY, "note", "")
    pair.close()
    shutil.copy(tmp_path / "one.diary", tmp_path / "two.diary")
    one, two = (a_journal(tmp_path / f"{name}.diary") for name in ("one", "two"))
    two.history.undo()
    one.history.merge(two.history.snapshot())
    assert one.day(TODAY).notes == {"note": "gone soon"}
    one.close()
    two.close()


def test_a_diary_that_began_on_its_own_is_left_alone(pair: Pair, tmp_path: Path) -> None:
    other = a_journal(tmp_path / "other.diary", Clock(), [a_day(stress=9)])
    before = content(pair.one)
    assert pair.one.history.merge(other.history.snapshot()).relation is DiaryRelation.OTHER
    assert content(pair.one) == before
    other.close()


def test_an_empty_diary_takes_everything_in_with_its_form(pair: Pair, tmp_path: Path) -> None:
    pair.one.set_profile("name", "Ans")
    create_file(tmp_path / "new.diary")
    new = a_journal(tmp_path / "new.diary")
    assert pair.one.history.merge(new.history.snapshot()).entries == ()
    new.history.merge(pair.one.history.snapshot())
    assert content(new) == content(pair.one)
    assert new.profile() == {"name": "Ans"}
    new.close()


@pytest.mark.parametrize("taken_in", ["deleted", "answered"])
def test_an_own_item_that_was_deleted_here_and_answered_there_stays(tmp_path: Path, taken_in: str) -> None:
    tea = OwnItem(Item("tea", Kind.SCALE, "own", 0, 10, own=True), {"en": "Tea"})
    with closing(a_journal(tmp_path / "my.diary", days=[a_day(3, stress=2)])) as journal:
        journal.save_own_item(tea)
        journal.answer(TODAY - timedelta(days=3), "tea", 5)
    shutil.copy(tmp_path / "my.diary", tmp_path / "other.diary")
    with closing(a_journal(tmp_path / "my.diary")) as mine, closing(a_journal(tmp_path / "other.diary")) as other:
        mine.delete_own_item("tea")
        other.answer(TODAY, "tea", 7)
        into, from_ = (mine, other) if taken_in == "answered" else (other, mine)
        into.history.merge(from_.history.snapshot())
        assert into.own_items == (tea,)
        assert into.day(TODAY).value("tea") == 7
        assert into.day(TODAY - timedelta(days=3)).value("tea") is None


def test_own_items_of_one_name_that_ask_different_things_are_refused(pair: Pair) -> None:
    for journal, kind in ((pair.one, Kind.SCALE), (pair.two, Kind.COUNT)):
        journal.save_own_item(OwnItem(Item("tea", kind, "own", 0, 10, own=True), {"en": "Tea"}))
    before = content(pair.one)
    with pytest.raises(Refusal) as refused:
        pair.one.history.merge(pair.two.history.snapshot())
    assert refused.value.reason is Reason.OWN_ITEM_IN_USE
    assert content(pair.one) == before


def test_a_trial_changes_nothing(pair: Pair, tmp_path: Path) -> None:
    pair.two.answer(TODAY, "stress", 9)
    before = (tmp_path / "one.diary").read_bytes()
    assert pair.one.history.merge(pair.two.history.snapshot(), dry_run=True).taken
    assert (tmp_path / "one.diary").read_bytes() == before


def test_a_clock_that_went_back_takes_nothing_away(pair: Pair) -> None:
    pair.clocks[1].forward(days=-400)
    pair.two.answer(YESTERDAY - timedelta(days=420), "stress", 9)
    pair.two.set_note(YESTERDAY - timedelta(days=420), "note", "written by a clock of last year")
    pair.clocks[1].forward(days=800)
    pair.two.answer(TODAY, "fatigue", 10)
    merging = pair.one.history.merge(pair.two.history.snapshot())
    assert set(verdicts(merging).values()) == {Verdict.TAKEN}
    assert pair.one.day(TODAY).value("fatigue") == 10
    pair.one.answer(TODAY, "fatigue", 1)
    pair.two.history.merge(pair.one.history.snapshot())
    assert pair.two.day(TODAY).value("fatigue") == 1, "an older clock, but it came after"


def test_changes_of_the_same_second_are_not_taken_for_one(pair: Pair) -> None:
    pair.one.answer(TODAY, "stress", 9)
    pair.two.set_note(TODAY, "note", "typed in the same second")
    pair.one.history.merge(pair.two.history.snapshot())
    assert pair.one.day(TODAY).value("stress") == 9
    assert pair.one.day(TODAY).notes == {"note": "typed in the same second"}


def test_two_computers_in_two_zones_make_one_day_of_the_night_of_the_clock_change(tmp_path: Path) -> None:
    """One stays at home while the clock goes back there, the other one is in Tokyo; both log the same day anew."""
    pair = Pair(tmp_path, DAYS)
    night = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo(ZONE))
    home, away = Clock(night.replace(fold=1)), Clock(night.astimezone(ZoneInfo("Asia/Tokyo")))
    one = Journal(pair.one._core.store.again(), pair.one._core.built_in, pair.one.atlas, home, ZONE)
    two = Journal(pair.two._core.store.again(), pair.two._core.built_in, pair.two.atlas, away, "Asia/Tokyo")
    day = date(2026, 10, 24)
    one.answer(day, "stress", 3)
    two.answer(day, "stress", 8)
    two.answer(day, "fatigue", 4)
    assert home.now.timestamp() - away.now.timestamp() == 3600
    before = one.history.snapshot(), two.history.snapshot()
    one.history.merge(before[1])
    two.history.merge(before[0])
    assert content(one) == content(two)
    assert one.day(day).value("stress") == 3, "typed an hour later, on a clock that shows the same hour"
    assert one.day(day).zone in {ZONE, "Asia/Tokyo"}
    assert one.day(day).is_late is two.day(day).is_late is False
    for journal in (one, two, pair.one, pair.two):
        journal.close()


def test_late_stays_late_and_in_time_stays_in_time_in_whichever_copy(pair: Pair) -> None:
    pair.clocks[1].forward(days=-30)
    long_ago = TODAY - timedelta(days=31)
    pair.two.answer(long_ago, "stress", 5)
    pair.one.answer(long_ago, "fatigue", 5)
    pair.one.history.merge(pair.two.history.snapshot())
    answers = pair.one.day(long_ago).answers
    assert (answers["stress"].is_late(long_ago), answers["fatigue"].is_late(long_ago)) == (False, True)
    pair.two.history.merge(pair.one.history.snapshot())
    assert pair.two.day(long_ago).answers == answers


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (f"INSERT INTO history (change, tbl, day, old) VALUES (1, 'note', NULL, '{old}')", Reason.FILE_DAMAGED)
        for old in ("[1]", '{"revision": 1}', '{"revision": "x", "day": "2026-11-20", "kind": "note", "text": ""}',
                    '{"revision": 1, "day": {}, "kind": [], "text": ""}')
    ]
    + [
        ("INSERT INTO note (day, kind, text, revision) SELECT max(day), 'x', hex(zeroblob(60000)), 1 FROM day",
         Reason.TEXT_TOO_LONG),
    ],
)  # fmt: skip
def test_a_copy_with_what_no_diary_writes_is_refused(
    pair: Pair, tmp_path: Path, statement: str, reason: Reason
) -> None:
    pair.two.answer(TODAY, "stress", 6)
    pair.two.close()
    with closing(sqlite3.connect(tmp_path / "two.diary")) as connection, connection:
        connection.execute(statement.replace(", 1 FROM", ", (SELECT max(id) FROM change) FROM"))
    before = content(pair.one)
    other = a_journal(tmp_path / "two.diary")
    with closing(other), pytest.raises(Refusal) as refused:
        pair.one.history.merge(other.history.snapshot())
    assert refused.value.reason is reason
    assert content(pair.one) == before


def test_what_a_copy_says_it_took_in_may_be_anything(pair: Pair, tmp_path: Path) -> None:
    pair.two.answer(TODAY, "stress", 6)
    pair.two.close()
    with closing(sqlite3.connect(tmp_path / "two.diary")) as connection, connection:
        connection.execute('INSERT INTO setting VALUES (\'merged.x\', \'{"head": 1e400, "change": 1, "by": 1}\')')
    with closing(a_journal(tmp_path / "two.diary")) as other:
        assert pair.one.history.merge(other.history.snapshot()).taken


@pytest.mark.parametrize("is_taken_by_one", [True, False])
def test_a_forgotten_own_item_stays_away_when_the_copy_that_still_has_it_is_merged(
    tmp_path: Path, is_taken_by_one: bool
) -> None:
    pair = Pair(tmp_path, DAYS)
    pair.one.save_own_item(OwnItem(Item("secret_tea", Kind.COUNT, "own", 0, 9, own=True), {"en": "Tea"}))
    pair.one.answer(TODAY, "secret_tea", 3)
    pair.close()
    shutil.copy(tmp_path / "one.diary", tmp_path / "two.diary")
    pair.one, pair.two = a_journal(tmp_path / "one.diary"), a_journal(tmp_path / "two.diary")
    pair.one.delete_own_item("secret_tea")
    pair.one.history.forget_own_item("secret_tea")
    pair.two.answer(TODAY, "fatigue", 7)
    taking, other = (pair.one, pair.two) if is_taken_by_one else (pair.two, pair.one)
    assert taking.history.merge(other.history.snapshot()).relation is DiaryRelation.COPY
    assert taking.own_items == ()
    assert taking.day(TODAY).value("secret_tea") is None
    assert taking.day(TODAY).value("fatigue") == 7
    pair.close()


def _tea(*keys: str) -> list[OwnItem]:
    return [OwnItem(Item(key, Kind.COUNT, "own", 0, 9, own=True), {"en": key}) for key in keys]


def test_a_forgotten_own_item_stays_away_when_the_other_copy_had_it_by_a_merge(tmp_path: Path) -> None:
    pair = Pair(tmp_path, DAYS)
    pair.one.save_own_item(_tea("secret_tea")[0])
    pair.one.answer(TODAY, "secret_tea", 3)
    pair.two.history.merge(pair.one.history.snapshot())
    pair.two.answer(TODAY, "fatigue", 7)
    pair.one.delete_own_item("secret_tea")
    pair.one.history.forget_own_item("secret_tea")
    pair.one.history.merge(pair.two.history.snapshot())
    assert (pair.one.own_items, pair.one.day(TODAY).value("secret_tea")) == ((), None)
    assert pair.one.day(TODAY).value("fatigue") == 7
    pair.two.history.merge(pair.one.history.snapshot())
    assert pair.two.own_items == ()
    pair.close()


def test_an_own_item_that_came_by_a_merge_and_was_forgotten_stays_away_too(tmp_path: Path) -> None:
    pair = Pair(tmp_path, DAYS)
    pair.two.save_own_item(_tea("secret_tea")[0])
    pair.two.answer(TODAY, "secret_tea", 3)
    pair.one.history.merge(pair.two.history.snapshot())
    pair.one.delete_own_item("secret_tea")
    pair.one.history.forget_own_item("secret_tea")
    pair.two.answer(TODAY, "fatigue", 7)
    pair.one.history.merge(pair.two.history.snapshot())
    assert (pair.one.own_items, pair.one.day(TODAY).value("secret_tea")) == ((), None)
    pair.close()


def test_of_two_own_items_the_one_that_was_forgotten_stays_away_and_the_other_stays(tmp_path: Path) -> None:
    """Also where both were made and answered together, and both copies forgot one."""
    pair = Pair(tmp_path, DAYS)
    for own in _tea("one_tea", "two_tea", "three_tea"):
        pair.one.save_own_item(own)
    pair.one.answer_all(TODAY, {"one_tea": 1, "two_tea": 2, "three_tea": 3})
    pair.close()
    shutil.copy(tmp_path / "one.diary", tmp_path / "two.diary")
    pair.one, pair.two = a_journal(tmp_path / "one.diary"), a_journal(tmp_path / "two.diary")
    for journal, gone in ((pair.one, ("one_tea", "two_tea")), (pair.two, ("two_tea",))):
        for key in gone:
            journal.delete_own_item(key)
            journal.history.forget_own_item(key)
    pair.two.answer(TODAY, "fatigue", 7)
    pair.one.history.merge(pair.two.history.snapshot())
    assert [own.item.key for own in pair.one.own_items] == ["three_tea"]
    assert pair.one.day(TODAY).value("three_tea") == 3
    pair.two.history.merge(pair.one.history.snapshot())
    assert [own.item.key for own in pair.two.own_items] == ["three_tea"]
    pair.close()
