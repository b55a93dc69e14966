"""A file is written whole or not at all."""

import errno
import os
import sys
from pathlib import Path
from subprocess import run

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.storage.diary_file import create_file
from diary.storage.whole_file import write_together, write_whole


def test_the_file_is_for_its_owner_only_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.pdf", b"new")
    assert (tmp_path / "a.pdf").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    if os.name == "posix":
        assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old and longer")
    write_whole(tmp_path / "a.pdf", b"new")
    assert (tmp_path / "a.pdf").read_bytes() == b"new"


def test_what_was_left_of_a_file_whose_writing_was_killed_goes_when_it_is_written_again(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    killed = (
        "import sys, os, pathlib, diary.storage.whole_file as w; w.os.fsync = lambda _: os.kill(os.getpid(), 9)"
    )
    run(
        [sys.executable, "-c", f"{killed}; w.write_whole(pathlib.Path(sys.argv[1]), b'half')", target], check=False
    )
    (left,) = tmp_path.iterdir()
    write_whole(target, b"new")
    assert set(tmp_path.iterdir()) == {target, left}, "it may still be under way"
    others = [tmp_path / name for name in (".a.pdf.original", f".b{left.name[2:]}", "a.symptom-diary")]
    for path in (left, *others):
        path.write_bytes(b"old")
        os.utime(path, (0, 0))
    write_whole(target, b"newer")
    assert set(tmp_path.iterdir()) == {target, *others}


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        write_whole(tmp_path / "nowhere" / "a.pdf", b"new")
    assert refused.value.reason is Reason.FOLDER_MISSING


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, Reason.DISK_FULL),
        (errno.EACCES, Reason.NO_PERMISSION),
        (errno.EROFS, Reason.FILE_READ_ONLY),
        (errno.EIO, Reason.DISK_ERROR),
    ],
)
def test_when_the_disk_refuses_the_old_file_stays_and_no_half_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: Reason
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(code, os.strerror(code))

    (tmp_path / "a.pdf").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Refusal) as refused:
        write_whole(tmp_path / "a.pdf", b"new")
    assert refused.value.reason is reason
    assert refused.value.facts["path"] == tmp_path / "a.pdf"
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("at", [1, 2, 3])
def test_of_files_that_belong_together_none_changes_where_the_disk_is_full_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    calls: list[int] = []

    def refuse(handle: int) -> None:
        calls.append(handle)
        if len(calls) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "page.png").write_bytes(b"old")
    (tmp_path / "page-2.png").write_bytes(b"old 2")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Refusal) as refused:
        write_together({tmp_path / name: b"new" for name in ("page-2.png", "page-3.png", "page.png")})
    assert refused.value.reason is Reason.DISK_FULL
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "page.png": b"old",
        "page-2.png": b"old 2",
    }


def test_of_files_that_belong_together_none_is_written_where_a_folder_has_the_name_of_one(tmp_path: Path) -> None:
    (tmp_path / "page.png").mkdir()
    with pytest.raises(Refusal):
        write_together({tmp_path / "page-2.png": b"new", tmp_path / "page.png": b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["page.png"]


def test_a_file_nobody_named_is_replaced_only_together_with_the_one_that_was(tmp_path: Path) -> None:
    table, about = tmp_path / "out.csv", tmp_path / "out-codebook.csv"
    about.write_bytes(b"mine")
    with pytest.raises(Refusal) as refused:
        write_together({about: b"new", table: b"new"})
    assert refused.value.facts["path"] == about
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"mine"]
    about.unlink()
    for _again in range(2):
        write_together({about: b"new", table: b"new"})
    numbered = {tmp_path / f"out-0{number}.png": b"new" for number in (1, 2)}
    write_together(numbered, named=tmp_path / "out.png")
    with pytest.raises(Refusal):
        write_together(numbered, named=tmp_path / "out.png")


def test_a_diary_is_never_replaced_by_what_is_made_of_it(tmp_path: Path) -> None:
    create_file(tmp_path / "my.diary")
    before = (tmp_path / "my.diary").read_bytes()
    with pytest.raises(Refusal) as refused:
        write_whole(tmp_path / "my.diary", b"day,stress")
    assert refused.value.reason is Reason.FILE_EXISTS
    assert (tmp_path / "my.diary").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["my.diary"]


def test_a_folder_a_pipe_and_a_link_are_never_replaced(tmp_path: Path) -> None:
    places = [tmp_path / "folder"]
    places[0].mkdir()
    if os.name == "posix":
        places += [tmp_path / "pipe", tmp_path / "link", tmp_path / "link to nowhere"]
        os.mkfifo(places[1])
        places[2].symlink_to(places[0])
        places[3].symlink_to(tmp_path / "nowhere")
    for place in places:
        with pytest.raises(Refusal) as refused:
            write_whole(place, b"new")
        assert refused.value.reason is Reason.FILE_EXISTS
        assert not place.is_file()
