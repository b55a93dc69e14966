"""A new diary takes the place of an old one in one step, and the old one is kept as it was."""

import os
from pathlib import Path

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.storage.replace_file import put_journal_aside, replace
from diary.storage.rollback_journal import journal_of
from tests.factory import NOW

KEPT = "my 2026-11-22 21.04 damaged.diary"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "my.diary"
    path.write_bytes(b"old")
    (tmp_path / "new").write_bytes(b"new")
    return path


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_old_file_is_kept_with_the_date_and_its_journal(path: Path) -> None:
    journal_of(path).write_bytes(b"journal")
    assert replace(path.with_name("new"), path, NOW) == path.with_name(KEPT)
    assert path.read_bytes() == b"new"
    assert path.with_name(KEPT).read_bytes() == b"old"
    assert journal_of(path.with_name(KEPT)).read_bytes() == b"journal"
    assert _names(path.parent) == {"my.diary", KEPT, f"{KEPT}-journal"}


def test_nothing_that_was_kept_is_ever_written_over(path: Path) -> None:
    for number in range(3):
        path.with_name("new").write_bytes(f"new {number}".encode())
        replace(path.with_name("new"), path, NOW)
    kept = [path.with_name(KEPT), *(path.with_name(f"{KEPT[:-6]} ({number}).diary") for number in (2, 3))]
    assert [each.read_bytes() for each in kept] == [b"old", b"new 0", b"new 1"]


def test_where_nothing_was_nothing_is_kept(path: Path) -> None:
    path.unlink()
    assert replace(path.with_name("new"), path, NOW) is None
    assert _names(path.parent) == {"my.diary"}


def test_a_file_system_without_second_names_gets_a_copy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    replace(path.with_name("new"), path, NOW)
    assert path.with_name(KEPT).read_bytes() == b"old"


def test_a_step_that_fails_leaves_everything_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "full")

    journal_of(path).write_bytes(b"journal")
    before = _names(path.parent)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Refusal) as refused:
        replace(path.with_name("new"), path, NOW)
    assert refused.value.reason is Reason.DISK_FULL
    assert _names(path.parent) == before
    assert path.read_bytes() == b"old"


def test_a_journal_of_another_copy_is_kept_too(path: Path) -> None:
    journal_of(path).write_bytes(b"journal")
    kept = put_journal_aside(path, NOW)
    assert kept.read_bytes() == b"journal"
    assert not journal_of(path).exists()
    assert path.read_bytes() == b"old"
