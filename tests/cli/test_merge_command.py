"""Two copies of one diary made one from the command line, as a person would."""

import json
import shutil
from pathlib import Path

import pytest

from diary.storage.backups.backup_files import list_backups
from tests.cli.test_backup_commands import REFUSED, Commands

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    """A diary, and `other.diary`: the same file, in which something else was logged since."""
    commands = Commands(tmp_path, capsys)
    commands("demo", commands.diary, "--days", 5)
    commands("log", commands.diary, "2026-11-22", "stress=1", "fatigue=1", "note=before")
    shutil.copy(commands.diary, tmp_path / "other.diary")
    commands("log", commands.diary, "2026-11-22", "stress=6")
    commands.later(minutes=3)
    commands("log", tmp_path / "other.diary", "2026-11-22", "stress=4", "concentration=9")
    return commands


def _today(commands: Commands, path: Path) -> dict[str, object]:
    assert commands("show", path, "--json") == 0
    day = json.loads(commands.out)[-1]
    return {key: day["answers"][key]["value"] for key in ("stress", "concentration", "fatigue")}


def test_a_merge_says_what_came_and_what_was_changed_in_both(commands: Commands) -> None:
    assert commands("merge", commands.diary, commands.folder / "other.diary") == 0
    assert "1 entry was taken from the other copy" in commands.out
    assert "Stress: 4 (kept: 6)" in commands.out
    assert _today(commands, commands.diary) == {"stress": 4, "concentration": 9, "fatigue": 1}
    assert commands("merge", commands.diary, commands.folder / "other.diary", language="nl") == 0
    assert "niets in de andere kopie" in commands.out


def test_both_are_copied_before_anything_is_written(commands: Commands) -> None:
    commands("merge", commands.diary, commands.folder / "other.diary")
    copies = list_backups(commands.folder / "my backups")
    assert {copy.path.name.split(" ")[0] for copy in copies} == {"my", "other"}
    assert all(copy.sound for copy in copies)


def test_a_trial_changes_no_file(commands: Commands) -> None:
    before = {path: path.read_bytes() for path in commands.folder.iterdir()}
    assert commands("merge", commands.diary, commands.folder / "other.diary", "--dry-run", "--json") == 0
    said = json.loads(commands.out)
    assert said["relation"] == "copy"
    assert said["days"] == ["2026-11-22"]
    (both,) = said["both"]
    assert (both["entry"][1], both["ours"][0], both["theirs"][0], both["now"][0]) == ("stress", 6, 4, 4)
    assert {path: path.read_bytes() for path in commands.folder.iterdir()} == before


def test_a_third_file_leaves_both_as_they_were(commands: Commands) -> None:
    other, third = commands.folder / "other.diary", commands.folder / "both.diary"
    before = commands.diary.read_bytes(), other.read_bytes()
    assert commands("merge", commands.diary, other, "-o", third) == 0
    assert _today(commands, third)["stress"] == 4
    assert (commands.diary.read_bytes(), other.read_bytes()) == before
    assert commands("merge", commands.diary, other, "-o", third) == REFUSED
    assert "is there already" in commands.err


def test_another_diary_is_refused_and_can_be_added(commands: Commands) -> None:
    own = commands.folder / "own.diary"
    commands("log", own, "2026-11-01", "stress=9", "--new")
    assert commands("merge", commands.diary, own, "-o", commands.folder / "both.diary") == REFUSED
    assert "are two diaries" in commands.err
    assert not (commands.folder / "both.diary").exists()
    assert commands("merge", commands.diary, own, "--as-import") == 0
    assert "1 new value" in commands.out


def test_a_merge_that_brings_nothing_leaves_no_backup_of_the_other(commands: Commands) -> None:
    own = commands.folder / "own.diary"
    commands("log", own, "2026-11-01", "stress=9", "--new")
    assert commands("merge", commands.diary, own) == REFUSED
    shutil.copy(commands.diary, commands.folder / "same.diary")
    assert commands("merge", commands.diary, commands.folder / "same.diary") == 0
    assert not (commands.folder / "my backups").exists()


def test_a_damaged_copy_is_refused_and_nothing_is_written(commands: Commands) -> None:
    other = commands.folder / "other.diary"
    other.write_bytes(other.read_bytes()[:9000])
    before = commands.diary.read_bytes()
    assert commands("merge", commands.diary, other) == REFUSED
    assert "other.diary" in commands.err
    assert commands.diary.read_bytes() == before
    assert not (commands.folder / "my backups").exists()


def test_encrypted_copies_are_merged_with_one_passphrase_or_with_two(commands: Commands) -> None:
    ours, theirs = commands.folder / "ours.txt", commands.folder / "theirs.txt"
    for file, words in ((ours, "zeven korte wegen"), (theirs, "vier lange dagen")):
        file.write_text(words, encoding="utf-8")
        file.chmod(0o600)
    other = commands.folder / "other.diary"
    assert commands("passphrase", commands.diary, "--new-passphrase-file", ours) == 0
    assert commands("merge", commands.diary, other, "--dry-run", "--passphrase-file", ours) == 0
    assert commands("passphrase", other, "--new-passphrase-file", theirs) == 0
    assert commands("merge", commands.diary, other, "--passphrase-file", ours) == REFUSED
    options = "--passphrase-file", ours, "--other-passphrase-file", theirs
    assert commands("merge", commands.diary, other, *options) == 0
    assert "Stress: 4 (kept: 6)" in commands.out
    assert b"SQLite format" not in commands.diary.read_bytes()
    assert all(
        b"SQLite format" not in copy.read_bytes() for copy in (commands.folder / "my backups").glob("other *")
    )
