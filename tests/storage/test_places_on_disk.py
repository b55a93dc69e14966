"""Where a diary lies: on a full disk, where nobody may write, beside other people, on a disk that is searched."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.storage.backups.backup import make_backup, restore
from diary.storage.backups.backup_files import list_backups
from diary.storage.backups.passphrase import change_key
from diary.storage.diary_file import create_file
from diary.storage.health import check
from diary.storage.store import Store
from diary.storage.whole_file import write_whole
from tests.factory import NOW, TODAY, a_day, a_journal, a_key
from tests.storage.conftest import fill
from tests.storage.stoppable import save

ROOT = Path(__file__).parents[2]
NOBODY = 65534
AS_NOBODY = """
import os, sys
from pathlib import Path
from diary.domain.refusal import Refusal
from diary.storage.diary_file import create_file
from diary.storage.lock import WriterLock
from diary.storage.store import Store, preload_writer
from diary.storage import schema
from tests.storage.stoppable import DAY, save
preload_writer()
path, make = Path(sys.argv[1]), sys.argv[2] == "make"
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
try:
    if make:
        create_file(path)
    with Store(path, read_only=True) as store:
        print("read", store.day(DAY).value("stress"))
except Refusal as refusal:
    print(refusal.reason)
try:
    with WriterLock(path):
        print(save(path, 9, 10))
except Refusal as refusal:
    print(refusal.reason)
"""


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder everybody may look into, for tests with another account."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may act as another account")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def _written(path: Path) -> bytes:
    a_journal(path, days=[a_day(ago, stress=3, notes={"note": f"day {ago}"}) for ago in range(20)]).close()
    return path.read_bytes()


@pytest.mark.parametrize("letters", [1, 12_000, 60_000], ids=["a letter", "less than a cache", "a long note"])
def test_on_a_full_disk_nothing_is_lost_and_the_same_save_works_later(disk: Path, letters: int) -> None:
    path = disk / "my.diary"
    before = _written(path)
    filler = fill(disk)
    assert save(path, 8, letters) == "disk_full 3.0"
    assert path.read_bytes() == before
    assert check(path).days == 20
    filler.unlink()
    assert save(path, 8, letters) == "saved"
    assert check(path).days == 20


def test_on_a_full_disk_no_copy_and_no_report_is_half_there(disk: Path) -> None:
    path, folder = disk / "my.diary", disk / "copies"
    before = _written(path)
    older = make_backup(path, folder, NOW.replace(year=2025))
    fill(disk)
    names = sorted(disk.rglob("*"))
    for refused_thing in (
        lambda: make_backup(path, folder, NOW),
        lambda: restore(older.path, path, folder, NOW),
        lambda: create_file(disk / "new.diary"),
        lambda: write_whole(disk / "page.pdf", b"x" * 50_000),
    ):
        with pytest.raises(Refusal) as refused:
            refused_thing()
        assert refused.value.reason is Reason.DISK_FULL
        assert sorted(disk.rglob("*")) == names
    assert path.read_bytes() == before
    assert list_backups(folder) == (older,)


@pytest.mark.parametrize("room", range(0, 400_000, 25_000))
def test_on_a_disk_that_fills_up_a_passphrase_is_set_or_the_diary_is_as_it_was(disk: Path, room: int) -> None:
    path, key = disk / "my.diary", a_key()
    a_journal(path, days=[a_day(ago, stress=3) for ago in range(9)]).close()
    before = path.read_bytes()
    filler = fill(disk)
    os.truncate(filler, max(0, filler.stat().st_size - room))
    outcome = "set"
    try:
        change_key(path, disk / "copies", NOW, None, key)
    except Refusal as refusal:
        outcome = refusal.reason
    assert outcome in {"set", Reason.DISK_FULL}
    assert (check(path, key).days == 9) if outcome == "set" else (path.read_bytes() == before)
    assert not list(disk.glob(".*.copy"))


def _as_nobody(path: Path, what: str = "use") -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(path), what], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout.splitlines()


def test_another_account_cannot_read_or_change_a_diary(shared_folder: Path) -> None:
    path = shared_folder / "my.diary"
    before = _written(path)
    folder = shared_folder / "copies"
    copy = make_backup(path, folder, NOW).path
    assert _as_nobody(path) == ["no_permission", "no_permission closed"]
    assert _as_nobody(copy) == ["no_permission", "no_permission closed"]
    assert path.read_bytes() == before


def test_in_a_folder_nobody_may_write_in_a_diary_is_read_and_not_changed(shared_folder: Path) -> None:
    path = shared_folder / "my.diary"
    before = _written(path)
    os.chown(path, NOBODY, NOBODY)
    assert _as_nobody(path) == ["read 3.0", "file_read_only 3.0"]
    path.chmod(0o400)
    assert _as_nobody(path) == ["read 3.0", "file_read_only 3.0"]
    assert path.read_bytes() == before
    assert list(shared_folder.iterdir()) == [path]


def test_a_lock_that_may_not_be_deleted_is_in_nobodys_way(shared_folder: Path) -> None:
    path, lock = shared_folder / "my.diary", shared_folder / ".my.diary.lock"
    _written(path)
    os.chown(path, NOBODY, NOBODY)
    lock.touch()
    for file, mode in ((lock, 0o666), (shared_folder, 0o1777)):  # in which nobody deletes what is of others
        file.chmod(mode)
    assert _as_nobody(path) == ["read 3.0", "saved"]
    assert _as_nobody(path) == ["read 9.0", "saved"]
    lock.unlink()
    lock.symlink_to("elsewhere")
    assert _as_nobody(path) == ["read 9.0", "file_locked"]
    assert lock.is_symlink()


def test_a_new_diary_in_such_a_folder_is_refused(shared_folder: Path) -> None:
    said = _as_nobody(shared_folder / "new.diary", "make")
    assert said == ["no_permission", "file_missing closed"]
    assert list(shared_folder.iterdir()) == []


def test_under_any_umask_nothing_is_for_others(tmp_path: Path) -> None:
    path, folder = tmp_path / "my.diary", tmp_path / "copies"
    before = os.umask(0)
    try:
        _written(path)
        journal = a_journal(path)
        with journal._core.store.change("save", NOW) as change:
            change.keep_day(TODAY, "Europe/Amsterdam")
            change.put_note(TODAY, "note", "x" * 60_000)
            change.flush()
            assert path.with_name("my.diary-journal").stat().st_mode & 0o077 == 0
        journal.close()
        make_backup(path, folder, NOW)
        write_whole(tmp_path / "page.pdf", b"x")
    finally:
        os.umask(before)
    assert all(found.stat().st_mode & 0o077 == 0 for found in tmp_path.rglob("*"))


def test_what_was_taken_away_cannot_be_found_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "my.diary"
    secrets = [f"marker{number}secret" for number in range(200)]
    with a_journal(path)._core.store as store:
        with store.change("save", NOW) as change:
            change.keep_day(TODAY, "Europe/Amsterdam")
            for number, secret in enumerate(secrets):
                change.put_note(TODAY, f"kind{number}", secret)
        assert path.read_bytes().count(b"secret") >= 200
        store._connection.execute("DELETE FROM note")
        store._connection.execute("DELETE FROM history")
    assert b"secret" not in path.read_bytes()
    with Store(path, read_only=True) as store:
        assert store.day(TODAY) is not None
