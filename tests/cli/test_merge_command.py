"""Two copies of one diary made one from the command line, as a person would."""

import json
import shutil
from pathlib import Path

import pytest

from diary.storage.copies import list_backups
from tests.cli.test_keep_commands import REFUSED, Keeper


@pytest.fixture
def keeper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Keeper:
    """A diary, and `other.diary`: the same file, in which something else was logged since."""
    keeper = Keeper(tmp_path, capsys)
    keeper("demo", keeper.diary, "--days", 5)
    keeper("log", keeper.diary, "2026-11-22", "stress=1", "fatigue=1", "note=before")
    shutil.copy(keeper.diary, tmp_path / "other.diary")
    keeper("log", keeper.diary, "2026-11-22", "stress=6")
    keeper.later(minutes=3)
    keeper("log", tmp_path / "other.diary", "2026-11-22", "stress=4", "concentration=9")
    return keeper


def _today(keeper: Keeper, path: Path) -> dict[str, object]:
    assert keeper("show", path, "--json") == 0
    day = json.loads(keeper.out)[-1]
    return {key: day["answers"][key]["value"] for key in ("stress", "concentration", "fatigue")}


def test_a_merge_says_what_came_and_what_was_changed_in_both(keeper: Keeper) -> None:
    assert keeper("merge", keeper.diary, keeper.folder / "other.diary") == 0
    assert "1 entry was taken from the other copy" in keeper.out
    assert "Stress: 4 (kept: 6)" in keeper.out
    assert _today(keeper, keeper.diary) == {"stress": 4, "concentration": 9, "fatigue": 1}
    assert keeper("merge", keeper.diary, keeper.folder / "other.diary", language="nl") == 0
    assert "niets in de andere kopie" in keeper.out


def test_both_are_copied_before_anything_is_written(keeper: Keeper) -> None:
    keeper("merge", keeper.diary, keeper.folder / "other.diary")
    copies = list_backups(keeper.folder / "my backups")
    assert {copy.path.name.split(" ")[0] for copy in copies} == {"my", "other"}
    assert all(copy.sound for copy in copies)


def test_a_trial_changes_no_file(keeper: Keeper) -> None:
    before = {path: path.read_bytes() for path in keeper.folder.iterdir()}
    assert keeper("merge", keeper.diary, keeper.folder / "other.diary", "--dry-run", "--json") == 0
    said = json.loads(keeper.out)
    assert said["kinship"] == "copy"
    assert said["days"] == ["2026-11-22"]
    (both,) = said["both"]
    assert (both["entry"][1], both["ours"][0], both["theirs"][0], both["now"][0]) == ("stress", 6, 4, 4)
    assert {path: path.read_bytes() for path in keeper.folder.iterdir()} == before


def test_a_third_file_leaves_both_as_they_were(keeper: Keeper) -> None:
    other, third = keeper.folder / "other.diary", keeper.folder / "both.diary"
    before = keeper.diary.read_bytes(), other.read_bytes()
    assert keeper("merge", keeper.diary, other, "-o", third) == 0
    assert _today(keeper, third)["stress"] == 4
    assert (keeper.diary.read_bytes(), other.read_bytes()) == before
    assert keeper("merge", keeper.diary, other, "-o", third) == REFUSED
    assert "is there already" in keeper.err


def test_another_diary_is_refused_and_can_be_added(keeper: Keeper) -> None:
    own = keeper.folder / "own.diary"
    keeper("log", own, "2026-11-01", "stress=9", "--new")
    assert keeper("merge", keeper.diary, own, "-o", keeper.folder / "both.diary") == REFUSED
    assert "are two diaries" in keeper.err
    assert not (keeper.folder / "both.diary").exists()
    assert keeper("merge", keeper.diary, own, "--as-import") == 0
    assert "1 new value" in keeper.out


def test_a_damaged_copy_is_refused_and_nothing_is_written(keeper: Keeper) -> None:
    other = keeper.folder / "other.diary"
    other.write_bytes(other.read_bytes()[:9000])
    before = keeper.diary.read_bytes()
    assert keeper("merge", keeper.diary, other) == REFUSED
    assert "other.diary" in keeper.err
    assert keeper.diary.read_bytes() == before
    assert not (keeper.folder / "my backups").exists()


def test_encrypted_copies_are_merged_with_one_passphrase_or_with_two(keeper: Keeper) -> None:
    ours, theirs = keeper.folder / "ours.txt", keeper.folder / "theirs.txt"
    for file, words in ((ours, "zeven korte wegen"), (theirs, "vier lange dagen")):
        file.write_text(words, encoding="utf-8")
        file.chmod(0o600)
    other = keeper.folder / "other.diary"
    assert keeper("passphrase", keeper.diary, "--new-passphrase-file", ours) == 0
    assert keeper("merge", keeper.diary, other, "--dry-run", "--passphrase-file", ours) == 0
    assert keeper("passphrase", other, "--new-passphrase-file", theirs) == 0
    assert keeper("merge", keeper.diary, other, "--passphrase-file", ours) == REFUSED
    options = "--passphrase-file", ours, "--other-passphrase-file", theirs
    assert keeper("merge", keeper.diary, other, *options) == 0
    assert "Stress: 4 (kept: 6)" in keeper.out
    assert b"SQLite format" not in keeper.diary.read_bytes()
    assert all(
        b"SQLite format" not in copy.read_bytes() for copy in (keeper.folder / "my backups").glob("other *")
    )
