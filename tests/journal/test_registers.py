"""Records of a register are kept, undone, merged, copied and mended like everything else in a diary."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.library import load_library
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import Verdict
from diary.journal.journal import Journal
from diary.journal.rescue import rescue
from diary.paths import resources
from diary.screens.differences import build_differences
from diary.storage.backups.backup import make_backup
from diary.storage.backups.duplicate import column_sums, fingerprint
from diary.storage.health import check
from diary.storage.store import Store
from tests.factory import NOW, TODAY, Clock, a_day, a_journal
from tests.journal.two_copies import DAYS, Pair, content


def texts(journal: Journal, register: str = "goal") -> list[str]:
    return [record.data["text"] for record in journal.records(register)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "my.diary"


def test_a_record_is_kept_as_it_was_said(path: Path) -> None:
    journal = a_journal(path)
    data = {"text": "naar de winkel ☕", "steps": [1, 2.5, None], "more": {"often": True}}
    added = journal.add_record("goal", data)
    journal.add_record("plan_step", {"goal": added.id})
    journal.file.reopen()
    assert journal.records("goal") == (added,)
    assert (added.data, added.created_at, added.ended_on, added.position) == (data, NOW, None, 0)
    assert journal.records("experiment") == ()
    journal.close()


def test_many_lines_at_once_find_room_together(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diary.journal.registers.MOST_RECORDS", 6)
    journal = a_journal(path)
    journal.add_record("goal", {"text": "a"})
    lines = [("goal", None, {"text": text}, None) for text in "bcd"]
    with pytest.raises(Refusal) as refused:
        journal.registers.write(lines)
    assert refused.value.reason is Reason.TOO_MANY
    assert texts(journal) == ["a"]
    journal.registers.write(lines[:2])
    assert texts(journal) == ["a", "b", "c"]


def test_every_change_of_a_record_can_be_undone(path: Path) -> None:
    journal = a_journal(path)
    states = [journal.records("goal")]
    for text in "abc":
        journal.add_record("goal", {"text": text})
        states.append(journal.records("goal"))
    first, _second, third = journal.records("goal")
    changes: tuple[Callable[[], None], ...] = (
        lambda: journal.registers.change(first, {"text": "A"}),
        lambda: journal.end_record(first, TODAY),
        lambda: journal.move_record(third, 0),
        lambda: journal.remove_record(first),
        lambda: journal.end_record(third, TODAY - timedelta(days=3)),
        lambda: journal.end_record(third, None),
    )
    for change in changes:
        change()
        states.append(journal.records("goal"))
    assert texts(journal) == ["c", "b"]
    told: list[Period] = []
    journal.subscribe(told.append)
    while journal.history.can_undo:
        assert journal.records("goal") == states.pop()
        journal.history.undo()
    assert journal.records("goal") == ()
    assert told == [Period(TODAY, TODAY)] * 9
    journal.close()


def test_a_record_goes_to_its_place_and_the_others_close_up(path: Path) -> None:
    journal = a_journal(path)
    for text in "abcd":
        journal.add_record("goal", {"text": text})
    journal.move_record(journal.records("goal")[0], 2)
    assert texts(journal) == ["b", "c", "a", "d"]
    journal.move_record(journal.records("goal")[3], 0)
    assert texts(journal) == ["d", "b", "c", "a"]
    assert [record.position for record in journal.records("goal")] == [0, 1, 2, 3]
    journal.close()


def test_what_is_no_change_is_not_written(path: Path) -> None:
    journal = a_journal(path)
    added = journal.add_record("goal", {"text": "a"})
    head = journal.history.snapshot().change_log.head
    journal.registers.change(added, {"text": "a"})
    journal.end_record(added, None)
    journal.move_record(added, 0)
    journal.remove_record(added)
    journal.remove_record(added)
    assert journal.history.snapshot().change_log.head == head + 1
    journal.close()


def test_what_was_taken_away_meanwhile_comes_back_with_what_is_said_of_it(path: Path) -> None:
    journal = a_journal(path)
    added = journal.add_record("goal", {"text": "a"})
    journal.end_record(added, TODAY)
    journal.registers.change(added, {"text": "b"})
    assert journal.records("goal")[0].ended_on == TODAY
    journal.remove_record(added)
    journal.registers.change(added, {"text": "c"})
    assert texts(journal) == ["c"]
    journal.close()


def test_what_a_diary_does_not_take_is_refused(path: Path) -> None:
    journal = a_journal(path)
    for text, reason in (("x" * 100_001, Reason.TEXT_TOO_LONG), ("\ud800", Reason.NOT_A_TEXT)):
        with pytest.raises(Refusal) as refused:
            journal.add_record("goal", {"text": text})
        assert refused.value.reason is reason
    added = journal.add_record("goal", {"text": "a"})
    with pytest.raises(Refusal) as refused:
        journal.end_record(added, TODAY + timedelta(days=1))
    assert refused.value.reason is Reason.FUTURE_DAY
    assert journal.records("goal") == (added,)
    journal.close()


def test_two_copies_that_each_added_one_hold_both(tmp_path: Path) -> None:
    pair = Pair(tmp_path, DAYS)
    pair.one.add_record("goal", {"text": "one"})
    pair.two.add_record("goal", {"text": "two"})
    one, two = pair.one.history.snapshot(), pair.two.history.snapshot()
    pair.one.history.merge(two)
    pair.two.history.merge(one)
    assert sorted(texts(pair.one)) == ["one", "two"]
    assert content(pair.one) == content(pair.two)
    pair.one.history.undo()
    assert texts(pair.one) == ["one"]
    pair.close()


def test_where_both_changed_a_record_the_later_one_stays_and_both_are_reported(tmp_path: Path) -> None:
    a_journal(tmp_path / "one.diary", Clock(), DAYS).close()
    pair = Pair(tmp_path)
    record = pair.one.add_record("goal", {"text": "first"})
    pair.two.history.merge(pair.one.history.snapshot())
    pair.one.registers.change(record, {"text": "ours"})
    pair.tick(minutes=5)
    pair.two.registers.change(record, {"text": "theirs"})
    (entry,) = pair.one.history.merge(pair.two.history.snapshot()).both
    assert (entry.key, entry.verdict) == (("record", record.id), Verdict.THEIRS)
    assert texts(pair.one) == ["theirs"]
    (told,) = build_differences([entry], load_library(resources(), "en"))
    assert (told.day, told.name) == ("", "What I want to be able to do again")
    assert (told.ours, told.theirs) == ("ours", "theirs")
    pair.close()


def test_a_copy_holds_the_records_and_one_that_differs_is_found(path: Path, tmp_path: Path) -> None:
    journal = a_journal(path, days=[a_day(stress=4)])
    journal.add_record("goal", {"text": "a"})
    journal.close()
    made = make_backup(path, tmp_path / "copies", NOW).path
    with closing(driver.connect(str(path))) as ours, closing(driver.connect(str(made))) as theirs:
        assert fingerprint(ours, path) == fingerprint(theirs, made)
        assert column_sums(ours, path) == column_sums(theirs, made)
        theirs.execute("""UPDATE record SET data = '{"text": "ab"}'""")
        assert column_sums(ours, path) != column_sums(theirs, made)


@pytest.mark.parametrize(
    "value", ["data = '[]'", "data = 'x'", "ended_on = '2026-02-31'", "created_at = 1 << 60", "data = X'00'"]
)
def test_a_record_no_journal_can_have_written_is_damage(path: Path, value: str) -> None:
    journal = a_journal(path)
    journal.add_record("goal", {"text": "a"})
    journal.close()
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        try:
            connection.execute(f"UPDATE record SET {value}")
        except driver.IntegrityError:
            return  # its type is looked at anyway
    with pytest.raises(Refusal) as refused:
        check(path)
    assert refused.value.reason is Reason.FILE_DAMAGED


@pytest.mark.parametrize("is_on_top_of_a_copy", [False, True])
def test_records_are_rescued(path: Path, tmp_path: Path, is_on_top_of_a_copy: bool) -> None:
    journal = a_journal(path, days=[a_day(stress=4)])
    first = journal.add_record("goal", {"text": "a"})
    journal.add_record("goal", {"text": "b"})
    copy = Path(shutil.copy(path, tmp_path / "copy.diary")) if is_on_top_of_a_copy else None
    journal.remove_record(first)
    journal.add_record("plan_step", {"text": "c"})
    goals, steps = journal.records("goal"), journal.records("plan_step")
    journal.close()
    content = path.read_bytes()
    path.write_bytes(content[:16] + bytes(84) + content[100:])
    new = tmp_path / "new.diary"
    rescued = rescue(path, new, load_catalogue(resources()), load_atlas(resources()), NOW, copy)
    assert rescued.left_out == {}
    with Store(new, read_only=True) as store:
        assert (store.records("goal"), store.records("plan_step")) == (goals, steps)


def test_what_a_record_was_can_be_forgotten(path: Path) -> None:
    clock = Clock()
    journal = a_journal(path, clock)
    record = journal.add_record("goal", {"text": "a secret"})
    journal.registers.change(record, {"text": "b"})
    clock.forward(days=400)
    assert journal.history.purge_old_revisions() == 1
    with pytest.raises(Refusal):
        journal.history.undo()
    assert texts(journal) == ["b"]
    journal.close()
    assert b"a secret" not in path.read_bytes()
