"""Copies of one diary: made when they are needed, tried once a month, in two places, and with a passphrase too."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.journal.backups import BackupService
from diary.journal.journal import Journal
from diary.storage.backups.backup_files import is_unchanged, list_backups
from diary.storage.backups.passphrase import change_backup_keys, change_key
from diary.storage.backups.second_place import BackupArrangement, read_arrangement, write_arrangement
from diary.storage.header import is_encrypted
from tests.factory import NOW, TODAY, Clock, a_day, a_journal, a_key

pytestmark = pytest.mark.usefixtures("quick_keys")

DAY = timedelta(days=1)


def _always(_done: int, _all: int) -> bool:
    return True


@pytest.fixture
def backups(tmp_path: Path, clock: Clock) -> BackupService:
    return BackupService(tmp_path / "test.diary", tmp_path / "backups", tmp_path / "copies.json", clock)


def test_the_newest_copy_is_tried_once_a_month(backups: BackupService, journal: Journal, clock: Clock) -> None:
    assert backups.trial() is None
    tried: list[int] = []
    for days in (0, 29, 1, 29, 1):
        clock.forward(days=days)
        journal.answer(TODAY, "stress", len(tried))
        backups.back_up_daily()
        trial = backups.trial()
        assert trial is not None
        assert trial.went_well
        tried.append((trial.on - TODAY).days)
    assert tried == [0, 0, 30, 30, 60]


def test_when_the_newest_copy_cannot_be_put_back_another_is_made_at_once(
    backups: BackupService, journal: Journal, clock: Clock
) -> None:
    journal.answer(TODAY, "stress", 3)
    made = backups.back_up_daily().made
    assert made is not None
    clock.forward(days=31)
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    another = backups.back_up_changes().made
    assert another is not None
    assert another.sound
    clock.forward(days=31)
    another.path.write_bytes(b"rot" + another.path.read_bytes()[3:])
    journal.close()
    trial_of = backups.back_up_daily()
    trial = backups.trial()
    assert trial is not None
    assert trial_of.made is not None
    assert [copy.sound for copy in list_backups(backups.first)] == [True, False, False]


def test_where_the_outcome_of_a_trial_cannot_be_kept_the_copy_is_there_all_the_same(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("where the folder should be")
    backups = BackupService(
        tmp_path / "test.diary", tmp_path / "backups", tmp_path / "file" / "copies.json", clock
    )
    journal.answer(TODAY, "stress", 3)
    made = backups.back_up_daily().made
    assert made is not None
    assert made.sound


def test_copies_of_both_places_are_shown_as_one_list(
    backups: BackupService, journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    for days in range(3):
        journal.answer(TODAY, "stress", days)
        backups.back_up_now(in_use=True)
        if days == 1:
            (tmp_path / "stick").mkdir()
            done = backups.choose_second(tmp_path / "stick").second
            assert done is not None
            assert done.added == 2
        clock.forward(days=1)
    found = backups.look(_always)
    assert [(copy.here is not None, copy.there is not None) for copy in found.copies] == [(True, True)] * 3
    next(backups.first.glob("*22*.diary")).unlink()
    newest = found.copies[0].best.path
    newest.write_bytes(newest.read_bytes()[:-4096])
    found = backups.look(_always)
    assert [(copy.here is not None, copy.there is not None) for copy in found.copies] == [
        (True, True),
        (True, True),
        (False, True),
    ]
    assert found.copies[0].best.path.parent == backups.second
    assert not backups.look(lambda done, _all: done < 2).is_whole
    backups.forget_second()
    assert backups.second is None
    assert len(list_backups(tmp_path / "stick" / "test backups")) == 3


def test_a_clock_that_goes_back_makes_no_more_copies_and_loses_none(
    backups: BackupService, journal: Journal, clock: Clock
) -> None:
    journal.answer(TODAY, "stress", 3)
    clock.forward(days=400)
    backups.back_up_daily()
    clock.now = NOW
    assert backups.back_up_daily().made is None
    journal.answer(TODAY, "stress", 4)
    made = [backups.back_up_changes().made is not None for _ in range(3)]
    assert made == [True, False, False]
    for ago in range(20):
        clock.forward(days=1)
        journal.answer(TODAY, "stress", ago % 11)
        backups.back_up_daily()
    copies = list_backups(backups.first)
    assert copies[0].made_at.year == NOW.year + 1
    assert [copy.made_at.date() for copy in copies[1:13]] == [TODAY + (20 - ago) * DAY for ago in range(12)]
    assert 1 + 12 < len(copies) < 1 + 12 + 5


def test_with_a_passphrase_all_copies_are_encrypted_in_both_places(
    tmp_path: Path, clock: Clock, backups: BackupService
) -> None:
    a_journal(backups.path, days=[a_day(stress=3)]).close()
    backups.back_up_now()
    (tmp_path / "stick").mkdir()
    backups.choose_second(tmp_path / "stick")
    key = a_key()
    clock.forward(minutes=5)
    change_key(backups.path, backups.first, clock(), None, key)
    assert change_backup_keys(backups.first, "test", None, key) == 0
    locked = BackupService(backups.path, backups.first, tmp_path / "copies.json", clock, key)
    locked.back_up_now()
    found = locked.look(_always)
    assert found.is_protected
    assert all(copy.here and copy.there and copy.here.sound and copy.there.sound for copy in found.copies)
    files = [copy.path for both in found.copies for copy in (both.here, both.there) if copy is not None]
    assert all(is_encrypted(path) for path in files)
    without = backups.look(_always)
    assert {copy.best.reason for copy in without.copies} == {Reason.FILE_ENCRYPTED}
    with pytest.raises(Refusal):
        backups.make_ready(found.copies[0].best.path)


def test_a_copy_from_before_the_passphrase_is_put_back_with_it(
    backups: BackupService, tmp_path: Path, clock: Clock
) -> None:
    a_journal(backups.path, days=[a_day(stress=3)]).close()
    plain = backups.back_up_now().made
    assert plain is not None
    key = a_key()
    clock.forward(minutes=5)
    change_key(backups.path, backups.first, clock(), None, key)
    journal = a_journal(backups.path, clock, key=key)
    journal.answer(TODAY, "stress", 9)
    backups.key = key
    ready = backups.make_ready(plain.path)
    journal.file.reopen(ready)
    assert journal.day(TODAY).value("stress") == 3
    journal.close()
    assert ready.key == key
    assert is_encrypted(backups.path)
    assert ready.kept is not None
    assert is_encrypted(ready.kept)


def test_a_diary_that_is_only_looked_at_is_not_remembered(
    backups: BackupService, journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.answer(TODAY, "stress", 3)
    backups.back_up_now()
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    backups.back_up_daily()
    backups.back_up_changes()
    assert not (tmp_path / "copies.json").exists()


def test_a_diary_that_is_gone_is_remembered_only_for_its_second_place(tmp_path: Path) -> None:
    file, here, there = tmp_path / "copies.json", tmp_path / "gone.diary", tmp_path / "stick.diary"
    tried = BackupArrangement(tried="a copy", tried_on=TODAY)
    write_arrangement(file, here, tried)
    write_arrangement(file, there, BackupArrangement(second=tmp_path / "stick"))
    write_arrangement(file, tmp_path / "my.diary", tried)
    assert read_arrangement(file, here) == BackupArrangement()
    assert read_arrangement(file, there).second == tmp_path / "stick"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_utf_8_is_backed_up_protected_and_put_back(tmp_path: Path, clock: Clock) -> None:
    folder = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    path, key = Path(os.fsdecode(bytes(folder) + b"/d\xe9.diary")), a_key()
    a_journal(path, days=[a_day(stress=3)]).close()
    backups = BackupService(path, folder / "backups", folder / "copies.json", clock)
    backups.back_up_now()
    (folder / "stick").mkdir()
    backups.choose_second(folder / "stick")
    clock.forward(minutes=5)
    change_key(path, backups.first, clock(), None, key)
    assert change_backup_keys(backups.first, path.stem, None, key) == 0
    locked = BackupService(path, backups.first, folder / "copies.json", clock, key)
    locked.back_up_now()
    found = locked.look(_always).copies
    assert all(copy.here and copy.there and copy.here.sound and copy.there.sound for copy in found)
    assert all(is_encrypted(copy.here.path) and is_unchanged(copy.here.path) for copy in found if copy.here)
