"""Whoever only looks at a diary changes nothing, in whatever state another program left it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.storage.backups.backup import make_backup
from diary.storage.backups.backup_files import list_backups
from diary.storage.diary_file import connect
from diary.storage.health import check
from diary.storage.key import Key
from diary.storage.store import Store
from tests.factory import NOW, TODAY, a_day, a_journal, a_key
from tests.storage.test_rollback_journal import _stop_half_way

KEYS = pytest.mark.parametrize("key", [None, a_key()], ids=["plain", "encrypted"])


def _diary(folder: Path, key: Key | None) -> Path:
    path = folder / "my.diary"
    a_journal(path, days=[a_day(ago, stress=3, notes={"note": f"day {ago} " * 50}) for ago in range(80)], key=key)
    return path


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _put_in_wal_mode(path: Path, key: Key | None) -> None:
    with closing(connect(path, "rw", key)) as connection:
        assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)


@KEYS
@pytest.mark.parametrize("left", ["half a change", "wal"])
def test_looking_leaves_every_byte_as_it_is(tmp_path: Path, key: Key | None, left: str) -> None:
    path = _diary(tmp_path, key)
    if left == "wal":
        _put_in_wal_mode(path, key)
    else:
        _stop_half_way(path, 80, 10, key)
    before = _files(tmp_path)
    assert check(path, key).days == 80
    with Store(path, read_only=True, key=key) as store:
        assert store.day(TODAY) == a_day(0, stress=3, notes={"note": "day 0 " * 50})
        with pytest.raises(Refusal) as refused:
            store.put_pairs("profile", {"name": "lost"})
        assert refused.value.reason is Reason.FILE_READ_ONLY
    assert make_backup(path, tmp_path / "copies", NOW, key=key).sound
    assert _files(tmp_path) == before


@KEYS
def test_a_diary_in_wal_mode_is_put_right_when_it_is_opened_to_write(tmp_path: Path, key: Key | None) -> None:
    path = _diary(tmp_path, key)
    _put_in_wal_mode(path, key)
    with Store(path, key=key) as store:
        store.put_pairs("profile", {"name": "A. Person"})
    with closing(connect(path, "rw", key)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert sorted(_files(tmp_path)) == ["my.diary"]


def test_what_is_still_in_the_wal_is_read_too(tmp_path: Path) -> None:
    path = _diary(tmp_path, None)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("INSERT INTO profile (key, value) VALUES ('name', 'A. Person')")
    with Store(path, read_only=True) as store:
        assert store.pairs("profile") == {"name": "A. Person"}
    other.close()


def test_a_copy_that_another_tool_opened_still_counts(tmp_path: Path) -> None:
    path = _diary(tmp_path, None)
    made = make_backup(path, tmp_path / "copies", NOW).path
    _put_in_wal_mode(made, None)
    (found,) = list_backups(tmp_path / "copies", "my")
    assert found.reason is not Reason.DISK_ERROR
