"""Two copies of one diary made one from the command line, as a person would."""

import json
import shutil
from pathlib import Path

import pytest

from diary.storage.backups.backup_files import list_backups
from tests.cli.test_keep_commands import REFUSED, LockControl


@pytest.fixture
def lock_control(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> LockControl:
    """A diary, and `other.diary`: the same file, in which something else was logged since."""
    lock_control = LockControl(tmp_path, capsys)
    lock_control("demo", lock_control.diary, "--days", 5)
    lock_control("log", lock_control.diary, "2026-11-22", "stress=1", "fatigue=1", "note=before")
    shutil.copy(lock_control.diary, tmp_path / "other.diary")
    lock_control("log", lock_control.diary, "2026-11-22", "stress=6")
    lock_control.later(minutes=3)
    lock_control("log", tmp_path / "other.diary", "2026-11-22", "stress=4", "concentration=9")
    return lock_control


def _today(lock_control: LockControl, path: Path) -> dict[str, object]:
    assert lock_control("show", path, "--json") == 0
    day = json.loads(lock_control.out)[-1]
    return {key: day["answers"][key]["value"] for key in ("stress", "concentration", "fatigue")}


def test_a_merge_says_what_came_and_what_was_changed_in_both(lock_control: LockControl) -> None:
    assert lock_control("merge", lock_control.diary, lock_control.folder / "other.diary") == 0
    assert "1 entry was taken from the other copy" in lock_control.out
    assert "Stress: 4 (kept: 6)" in lock_control.out
    assert _today(lock_control, lock_control.diary) == {"stress": 4, "concentration": 9, "fatigue": 1}
    assert lock_control("merge", lock_control.diary, lock_control.folder / "other.diary", language="nl") == 0
    assert "niets in de andere kopie" in lock_control.out


def test_both_are_copied_before_anything_is_written(lock_control: LockControl) -> None:
    lock_control("merge", lock_control.diary, lock_control.folder / "other.diary")
    copies = list_backups(lock_control.folder / "my backups")
    assert {copy.path.name.split(" ")[0] for copy in copies} == {"my", "other"}
    assert all(copy.sound for copy in copies)


def test_a_trial_changes_no_file(lock_control: LockControl) -> None:
    before = {path: path.read_bytes() for path in lock_control.folder.iterdir()}
    assert (
        lock_control("merge", lock_control.diary, lock_control.folder / "other.diary", "--dry-run", "--json") == 0
    )
    said = json.loads(lock_control.out)
    assert said["kinship"] == "copy"
    assert said["days"] == ["2026-11-22"]
    (both,) = said["both"]
    assert (both["entry"][1], both["ours"][0], both["theirs"][0], both["now"][0]) == ("stress", 6, 4, 4)
    assert {path: path.read_bytes() for path in lock_control.folder.iterdir()} == before


def test_a_third_file_leaves_both_as_they_were(lock_control: LockControl) -> None:
    other, third = lock_control.folder / "other.diary", lock_control.folder / "both.diary"
    before = lock_control.diary.read_bytes(), other.read_bytes()
    assert lock_control("merge", lock_control.diary, other, "-o", third) == 0
    assert _today(lock_control, third)["stress"] == 4
    assert (lock_control.diary.read_bytes(), other.read_bytes()) == before
    assert lock_control("merge", lock_control.diary, other, "-o", third) == REFUSED
    assert "is there already" in lock_control.err


def test_another_diary_is_refused_and_can_be_added(lock_control: LockControl) -> None:
    own = lock_control.folder / "own.diary"
    lock_control("log", own, "2026-11-01", "stress=9", "--new")
    assert lock_control("merge", lock_control.diary, own, "-o", lock_control.folder / "both.diary") == REFUSED
    assert "are two diaries" in lock_control.err
    assert not (lock_control.folder / "both.diary").exists()
    assert lock_control("merge", lock_control.diary, own, "--as-import") == 0
    assert "1 new value" in lock_control.out


def test_a_damaged_copy_is_refused_and_nothing_is_written(lock_control: LockControl) -> None:
    other = lock_control.folder / "other.diary"
    other.write_bytes(other.read_bytes()[:9000])
    before = lock_control.diary.read_bytes()
    assert lock_control("merge", lock_control.diary, other) == REFUSED
    assert "other.diary" in lock_control.err
    assert lock_control.diary.read_bytes() == before
    assert not (lock_control.folder / "my backups").exists()


def test_encrypted_copies_are_merged_with_one_passphrase_or_with_two(lock_control: LockControl) -> None:
    ours, theirs = lock_control.folder / "ours.txt", lock_control.folder / "theirs.txt"
    for file, words in ((ours, "zeven korte wegen"), (theirs, "vier lange dagen")):
        file.write_text(words, encoding="utf-8")
        file.chmod(0o600)
    other = lock_control.folder / "other.diary"
    assert lock_control("passphrase", lock_control.diary, "--new-passphrase-file", ours) == 0
    assert lock_control("merge", lock_control.diary, other, "--dry-run", "--passphrase-file", ours) == 0
    assert lock_control("passphrase", other, "--new-passphrase-file", theirs) == 0
    assert lock_control("merge", lock_control.diary, other, "--passphrase-file", ours) == REFUSED
    options = "--passphrase-file", ours, "--other-passphrase-file", theirs
    assert lock_control("merge", lock_control.diary, other, *options) == 0
    assert "Stress: 4 (kept: 6)" in lock_control.out
    assert b"SQLite format" not in lock_control.diary.read_bytes()
    assert all(
        b"SQLite format" not in copy.read_bytes() for copy in (lock_control.folder / "my backups").glob("other *")
    )
