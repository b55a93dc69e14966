"""A diary that gets a passphrase, another one, or none: every row comes along, and so do the copies."""

from pathlib import Path

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.storage.backups.backup import make_backup, restore
from diary.storage.backups.backup_files import list_backups
from diary.storage.backups.passphrase import (
    change_backup_keys,
    change_key,
    unprotected_backups,
    unprotected_beside,
)
from diary.storage.backups.second_place import change_second
from diary.storage.diary_file import open_file, temporary_folder
from diary.storage.header import is_encrypted
from diary.storage.health import check
from diary.storage.key import Key
from tests.factory import NOW, TODAY, a_day, a_journal, a_key
from tests.storage.conftest import Stopper
from tests.storage.stoppable import NO_KEY

OLD, NEW = a_key("o", "1"), a_key("n", "2")
CHANGES = [(None, NEW), (OLD, NEW), (OLD, None)]
IDS = ["set", "change", "remove"]
DAYS = [
    a_day(ago, stress=3, areas={"front_knee_l": 5}, tender=["front_knee_l"], notes={"note": f"marker {ago}"})
    for ago in range(30)
]
KILL = "signal=KILL"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "copies"


def _written(path: Path, key: Key | None) -> Path:
    journal = a_journal(path, days=DAYS, key=key)
    journal.set_note(TODAY, "note", "changed")
    journal.set_profile("name", "A. Person")
    journal.close()
    return path


def _rows(path: Path, key: Key | None) -> dict[str, object]:
    """Everything in a diary, with what it is marked as."""
    connection = open_file(path, read_only=True, key=key)
    tables = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    found: dict[str, object] = {
        f"{name} {sql}": sorted(connection.execute(f"SELECT * FROM {name}")) for name, sql in tables
    }
    for mark in ("application_id", "user_version"):
        found[mark] = int(connection.execute(f"PRAGMA {mark}").fetchone()[0])
    connection.close()
    return found


@pytest.mark.parametrize(("old", "new"), CHANGES, ids=IDS)
def test_every_row_comes_along(tmp_path: Path, folder: Path, old: Key | None, new: Key | None) -> None:
    path = _written(tmp_path / "my.diary", old)
    before = _rows(path, old)
    kept = change_key(path, folder, NOW, old, new)
    assert _rows(path, new) == before
    assert _rows(kept, old) == before
    assert (b"marker" in path.read_bytes()) is (new is None)
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(tmp_path.iterdir()) == [folder, path]
    journal = a_journal(path, key=new)
    journal.history.undo()  # it can still be written in, and its triggers and history are there
    assert journal.day(TODAY).notes["note"] == "marker 0"
    journal.close()


@pytest.mark.parametrize(("old", "new"), CHANGES, ids=IDS)
def test_the_copies_follow_the_diary(tmp_path: Path, folder: Path, old: Key | None, new: Key | None) -> None:
    path = _written(tmp_path / "my.diary", old)
    for year in (2024, 2025):
        make_backup(path, folder, NOW.replace(year=year), key=old)
    change_key(path, folder, NOW, old, new)
    names = [copy.path for copy in list_backups(folder)]
    assert change_backup_keys(folder, "my", old, new) == 0
    copies = list_backups(folder, "my", new)
    assert [copy.path for copy in copies] == names
    assert all(copy.sound and copy.days == 30 for copy in copies)
    assert len(unprotected_backups(folder, "my")) == (3 if new is None else 0)
    if new is not None:
        assert all(copy.locked for copy in list_backups(folder, "my", old))


def test_copies_of_another_time_or_another_diary_stay_as_they_are(tmp_path: Path, folder: Path) -> None:
    path = _written(tmp_path / "my.diary", OLD)
    other = make_backup(_written(tmp_path / "other.diary", None), folder, NOW).path
    elder = make_backup(path, folder, NOW.replace(year=2020), key=OLD).path
    elder_before, other_before = elder.read_bytes(), other.read_bytes()
    middle = a_key("m", "3")
    change_key(path, folder, NOW, OLD, middle)
    for copy in folder.glob("my 2026*"):
        copy.unlink()
    change_key(path, folder, NOW, middle, NEW)
    assert change_backup_keys(folder, "my", middle, NEW) == 1
    assert (elder.read_bytes(), other.read_bytes()) == (elder_before, other_before)
    assert check(elder, OLD).days == 30


def test_copies_that_only_the_second_place_has_follow_too(tmp_path: Path, folder: Path) -> None:
    path = _written(tmp_path / "my.diary", a_key("k"))
    (tmp_path / "stick").mkdir()
    copy = make_backup(path, tmp_path / "stick", NOW, key=a_key("k")).path
    change_key(path, folder, NOW, a_key("k"), a_key("w"))
    assert change_second(tmp_path / "stick", "my", a_key("k"), a_key("w")) == 0
    assert check(copy, a_key("w")).days == check(path, a_key("w")).days
    for gone in (None, tmp_path / "another stick"):
        assert change_second(gone, "my", a_key("w"), None) == 0


def test_what_is_not_protected_is_named_also_when_it_is_damaged(tmp_path: Path, folder: Path) -> None:
    path = _written(tmp_path / "my.diary", None)
    change_key(path, folder, NOW, None, NEW)
    (folder / "my 2026-11-01 20.00 damaged.diary").write_bytes(b"SQLite format 3\x00 marker")
    assert change_backup_keys(folder, "my", None, NEW) == 0
    assert [file.name for file in unprotected_backups(folder, "my")] == ["my 2026-11-01 20.00 damaged.diary"]
    assert unprotected_backups(tmp_path / "none", "my") == ()
    kept = tmp_path / "my 2026-11-01 20.00 damaged (2).diary"
    kept.write_bytes(b"SQLite format 3\x00 marker")
    (tmp_path / "my own 2026-11-01 20.00 damaged.diary").write_bytes(b"SQLite format 3\x00 marker")
    assert unprotected_beside(path) == (kept,)


def test_what_an_interrupted_program_left_plain_goes_with_the_passphrase(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _written(tmp_path / "my.diary", None)
    make_backup(path, folder, NOW)
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    folders = [temporary_folder(diary) for diary in (path, tmp_path / "other" / "my.diary")]
    temp, of_another = (Path(folder.name) for folder in folders)
    second = tmp_path / "stick"
    second.mkdir()
    left = [
        folder / ".my.4711.copy",
        folder / ".my 2026-11-22 21.04 tried.4711.copy",
        second / ".my.4711.copy",
        tmp_path / ".my.diary.4711.copy",
        tmp_path / ".my.diary.4711.new",
        tmp_path / ".my.4711.mended.diary",
        tmp_path / "..my.4711.mended.diary.4711.copy",
        temp / "my.diary",
    ]
    others = [folder / ".my other.4711.copy", tmp_path / "my.diary.copy", of_another / "my.diary"]
    for each in (*left, *others):
        each.write_bytes(path.read_bytes())
    change_key(path, folder, NOW, None, NEW)
    change_backup_keys(folder, "my", None, NEW)
    change_second(second, "my", None, NEW)
    assert [each for each in left if each.exists()] == []
    assert all(each.exists() for each in others)
    for made in folders:
        made.cleanup()


def test_what_cannot_be_taken_away_is_named(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _written(tmp_path / "my.diary", None)
    make_backup(path, folder, NOW)
    left = folder / ".my.4711.copy"
    left.write_bytes(path.read_bytes())
    monkeypatch.setattr("diary.storage.backups.duplicate.is_gone", lambda _path: False)
    change_key(path, folder, NOW, None, NEW)
    change_backup_keys(folder, "my", None, NEW)
    assert unprotected_backups(folder, "my") == (left,)


def test_with_a_wrong_passphrase_nothing_is_changed(tmp_path: Path, folder: Path) -> None:
    path = _written(tmp_path / "my.diary", OLD)
    before = path.read_bytes()
    for wrong, reason in ((a_key("w"), Reason.WRONG_PASSPHRASE), (None, Reason.FILE_ENCRYPTED)):
        with pytest.raises(Refusal) as refused:
            change_key(path, folder, NOW, wrong, NEW)
        assert refused.value.reason is reason
    assert path.read_bytes() == before


@pytest.mark.parametrize(("old", "new"), CHANGES, ids=IDS)
def test_wherever_a_change_is_stopped_the_diary_opens_with_the_old_or_the_new_key(
    stopper: Stopper, tmp_path: Path, folder: Path, old: Key | None, new: Key | None
) -> None:
    """At ten places in an ordinary run, with `--thorough` at all of them."""
    path = _written(tmp_path / "my.diary", old)
    before = path.read_bytes()
    rows = _rows(path, old)
    keys = [key.raw[:1].decode() + key.salt[:1].decode() if key else NO_KEY for key in (old, new)]
    assert stopper.do("rekey", path, folder, *keys) == "changed"
    for call, number in stopper.points(10):
        for file in folder.iterdir():
            file.unlink()
        path.write_bytes(before)
        assert stopper.do("rekey", path, folder, *keys, fault=f"{call}:{KILL}:when={number}") == ""
        is_old = is_encrypted(path) if new is None else (path.read_bytes()[:16] != new.salt)
        assert _rows(path, old if is_old else new) == rows, (call, number)
        if not is_old:
            assert [copy.sound for copy in list_backups(folder, "my", old)] == [True]
        assert all(file in {path, folder} or file.name.startswith(".") for file in tmp_path.iterdir())


class TestRestoring:
    """What is put back is never less protected than what was there."""

    def test_a_plain_copy_gets_the_passphrase_of_the_diary(self, tmp_path: Path, folder: Path) -> None:
        path = _written(tmp_path / "my.diary", None)
        copy = make_backup(path, tmp_path / "elsewhere", NOW).path
        change_key(path, folder, NOW, None, NEW)
        kept = restore(copy, path, folder, NOW, key=NEW, present=NEW)
        assert kept is not None
        assert check(path, NEW).days == check(kept, NEW).days == 30
        assert b"marker" not in path.read_bytes() + kept.read_bytes()

    def test_a_copy_with_an_older_passphrase_gets_the_present_one(self, tmp_path: Path, folder: Path) -> None:
        path = _written(tmp_path / "my.diary", OLD)
        copy = make_backup(path, tmp_path / "elsewhere", NOW, key=OLD).path
        change_key(path, folder, NOW, OLD, NEW)
        with pytest.raises(Refusal) as refused:
            restore(copy, path, folder, NOW, key=NEW, present=NEW)
        assert refused.value.reason is Reason.WRONG_PASSPHRASE
        restore(copy, path, folder, NOW, key=OLD, present=NEW)
        assert check(path, NEW).days == 30

    def test_an_encrypted_copy_stays_encrypted(self, tmp_path: Path, folder: Path) -> None:
        path = _written(tmp_path / "my.diary", OLD)
        copy = make_backup(path, folder, NOW, key=OLD).path
        path.unlink()
        assert restore(copy, path, folder, NOW, key=OLD) is None
        assert check(path, OLD).days == 30

    def test_a_diary_whose_passphrase_is_forgotten_is_kept_as_it_is(self, tmp_path: Path, folder: Path) -> None:
        path = _written(tmp_path / "my.diary", OLD)
        before = path.read_bytes()
        copy = make_backup(_written(tmp_path / "copy.diary", None), tmp_path, NOW).path
        kept = restore(copy, path, folder, NOW)
        assert kept is not None
        assert kept.read_bytes() == before
        assert [backup.locked for backup in list_backups(folder, "my")] == [True]
        assert check(path).days == 30

    def test_a_wrong_passphrase_of_the_diary_stops_it(self, tmp_path: Path, folder: Path) -> None:
        path = _written(tmp_path / "my.diary", OLD)
        before = path.read_bytes()
        copy = make_backup(path, folder, NOW, key=OLD).path
        with pytest.raises(Refusal) as refused:
            restore(copy, path, folder, NOW, key=OLD, present=a_key("w"))
        assert refused.value.reason is Reason.WRONG_PASSPHRASE
        assert path.read_bytes() == before
