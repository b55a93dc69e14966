"""What a copy looked like when it was proven is written down beside it."""

import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from diary.domain.refusal import Refusal
from diary.storage.backups.backup import make_backup
from diary.storage.backups.backup_files import checksum, is_unchanged, note_checksums, read_checksums
from tests.factory import NOW, a_day, a_journal


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "my.diary"
    a_journal(path, days=[a_day(stress=3)]).close()
    return make_backup(path, tmp_path / "copies", NOW).path


def test_it_is_said_whether_a_copy_is_as_it_was_made(copy: Path) -> None:
    assert is_unchanged(copy) is True
    a_journal(copy, days=[a_day(1, stress=3)]).close()
    assert is_unchanged(copy) is False
    note_checksums(copy.parent, "my", {}, [copy.name])
    assert is_unchanged(copy) is None
    assert is_unchanged(copy.parent.parent / "my.diary") is None


def test_other_programs_can_check_the_list(copy: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("sha256sum is not installed")
    done = subprocess.run(["sha256sum", "--check", "my.sha256"], cwd=copy.parent, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_lines_nobody_can_read_are_passed_over(copy: Path) -> None:
    file = copy.parent / "my.sha256"
    file.write_bytes(b"\xff\x00 nonsense\n\n" + file.read_bytes() + b"0" * 64 + b"  ../../elsewhere.diary\n")
    assert read_checksums(copy.parent, "my") == {copy.name: checksum(copy)}
    assert read_checksums(copy.parent, "another") == {}


@pytest.mark.parametrize("what", ["link", "link to nowhere", "pipe"])
def test_what_stands_in_the_place_of_the_list_is_put_out_of_the_way(copy: Path, tmp_path: Path, what: str) -> None:
    file, elsewhere = copy.parent / "my.sha256", tmp_path / "elsewhere.txt"
    file.unlink()
    if what == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(elsewhere)
    if what == "link":
        elsewhere.write_text("somebody's words", encoding="utf-8")
    made = make_backup(tmp_path / "my.diary", copy.parent, NOW + timedelta(days=1)).path
    assert is_unchanged(made) is True
    assert file.is_file()
    assert not file.is_symlink()
    assert elsewhere.exists() is (what == "link")
    assert what != "link" or elsewhere.read_text(encoding="utf-8") == "somebody's words"


def test_a_folder_in_the_place_of_the_list_is_named(copy: Path, tmp_path: Path) -> None:
    (copy.parent / "my.sha256").unlink()
    (copy.parent / "my.sha256").mkdir()
    with pytest.raises(Refusal) as refused:
        note_checksums(copy.parent, "my", {"a": "0" * 64})
    assert refused.value.facts["path"] == copy.parent / "my.sha256"
