"""What this computer arranged about copies is kept per diary, and a broken file reads as nothing arranged."""

from pathlib import Path

import pytest

from diary.storage.backups.second_place import (
    BackupArrangement,
    forget_arrangement,
    read_arrangement,
    write_arrangement,
)
from tests.factory import TODAY

CHOSEN = BackupArrangement(Path("/media/stick/my backups"), "my 2026-11-22 21.04.diary", TODAY, went_well=True)


def test_each_diary_has_its_own(tmp_path: Path) -> None:
    file = tmp_path / "settings" / "copies.json"
    write_arrangement(file, tmp_path / "my.diary", CHOSEN)
    write_arrangement(file, tmp_path / "yours.diary", BackupArrangement())
    assert read_arrangement(file, tmp_path / "my.diary") == CHOSEN
    assert read_arrangement(file, tmp_path / "yours.diary") == BackupArrangement()
    assert file.stat().st_mode & 0o777 == 0o600
    forget_arrangement(file, tmp_path / "my.diary")
    assert read_arrangement(file, tmp_path / "my.diary") == BackupArrangement()
    forget_arrangement(file, tmp_path / "yours.diary")
    assert not file.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[1]",
        b"{",
        b"\xff",
        b'{"PATH": 3}',
        b'{"PATH": {"second": 3, "tried_on": "x", "went_well": "yes"}}',
        b"[" * 9999,
    ],
)
def test_what_is_broken_reads_as_nothing_arranged(tmp_path: Path, content: bytes) -> None:
    file, path = tmp_path / "copies.json", tmp_path / "my.diary"
    file.write_bytes(content.replace(b"PATH", str(path).encode()))
    assert read_arrangement(file, path) == BackupArrangement()
    write_arrangement(file, path, CHOSEN)
    assert read_arrangement(file, path) == CHOSEN
