"""One writer at a time, and nobody is ever asked about a lock that was left behind."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.storage import lock
from diary.storage.diary_file import create_file
from diary.storage.lock import WriterLock, name_in_use, one_at_a_time
from diary.storage.store import Store
from tests.processes import running, said

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from collections.abc import Iterator
from pathlib import Path
from diary.storage.lock import WriterLock
with WriterLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_file(tmp_path / "my.diary")
    return tmp_path / "my.diary"


def test_a_second_writer_is_refused_until_the_first_is_done(path: Path) -> None:
    with WriterLock(path):
        with pytest.raises(Refusal) as refused, WriterLock(path):
            pass
        assert refused.value.reason is Reason.FILE_LOCKED
        assert refused.value.facts == {"path": path}
        with Store(path, read_only=True) as store:
            assert store.span() is None
    with WriterLock(path):
        pass
    assert list(path.parent.iterdir()) == [path]


def test_another_name_for_the_same_diary_is_the_same_diary(path: Path) -> None:
    other = path.with_name("other.diary")
    other.symlink_to(path)
    with WriterLock(path), pytest.raises(Refusal), WriterLock(other):
        pass


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "runtime"
    folder.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="goes by name there")
def test_a_hard_link_in_another_folder_is_the_same_diary(path: Path, runtime: Path) -> None:
    other = runtime.parent / "backups of the disk" / "9 o'clock.diary"
    other.parent.mkdir()
    os.link(path, other)
    with WriterLock(path):
        with pytest.raises(Refusal) as refused, WriterLock(other):
            pass
        assert (refused.value.reason, refused.value.facts) == (Reason.FILE_LOCKED, {"path": other})
        assert name_in_use(other) == path
        with pytest.raises(Refusal), WriterLock(path):
            pass
    with WriterLock(other), pytest.raises(Refusal), WriterLock(path):
        pass
    assert list(runtime.iterdir()) == []
    assert name_in_use(other) == other


@pytest.fixture
def mounted(path: Path) -> Iterator[Path]:
    """The same file under a name of its own, through another mount."""
    other = path.with_name("mounted.diary")
    other.touch()
    if shutil.which("mount") is None or subprocess.run(["mount", "--bind", path, other], check=False).returncode:
        pytest.skip("only root may mount")
    yield other
    subprocess.run(["umount", other], check=True)


def test_another_mount_of_the_file_is_the_same_diary(path: Path, mounted: Path, runtime: Path) -> None:
    with WriterLock(path), pytest.raises(Refusal), WriterLock(mounted):
        pass
    with WriterLock(mounted):
        assert name_in_use(path) == mounted


@pytest.mark.skipif(sys.platform == "win32", reason="goes by name there")
def test_what_a_synchronising_program_put_in_its_place_counts_from_then_on(path: Path, runtime: Path) -> None:
    old, new = path.with_name("old.diary"), path.with_name("new.diary")
    os.link(path, old)
    create_file(new)
    with WriterLock(path):
        with WriterLock(new):
            pass
        os.link(new, path.with_name("incoming"))
        path.with_name("incoming").replace(path)
        with WriterLock(old):
            pass
        with pytest.raises(Refusal), WriterLock(new):
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="goes by name there")
def test_the_note_a_killed_program_left_says_nothing(path: Path, runtime: Path) -> None:
    other = path.with_name("other.diary")
    os.link(path, other)
    with WriterLock(path):
        (note,) = runtime.iterdir()
        left = note.read_bytes()
    for name, content in ((note.name, left), ("symptom-diary-x.lock", b"\x00"), ("symptom-diary-y.lock", b"")):
        (runtime / name).write_bytes(content)
    os.mkfifo(runtime / "symptom-diary-z.lock")
    with WriterLock(other):
        assert name_in_use(path) == other


def test_other_diaries_in_the_folder_are_free(path: Path) -> None:
    with WriterLock(path), WriterLock(path.with_name("other.diary")):
        pass


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM] if os.name == "posix" else [signal.SIGTERM])
def test_after_a_program_was_ended_by_force_the_diary_opens_without_a_question(path: Path, end: int) -> None:
    with running([sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdin=subprocess.PIPE) as other:
        assert said(other) == "held"
        with pytest.raises(Refusal), WriterLock(path):
            pass
        other.send_signal(end)
        other.wait()
    with WriterLock(path):
        pass
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="the system deletes it there")
def test_what_may_be_a_share_has_no_lock_beside_it_before_it_is_written_in(path: Path, runtime: Path) -> None:
    with WriterLock(path, beside=False) as lock:
        assert list(path.parent.glob(".*")) == []
        with pytest.raises(Refusal), WriterLock(path):
            pass
        lock.lock_beside()
        lock.lock_beside()
        assert len(list(path.parent.glob(".*"))) == 1
    assert list(path.parent.glob(".*")) == []


def test_the_lock_is_for_its_owner_only(path: Path) -> None:
    before = os.umask(0)
    try:
        with WriterLock(path):
            (lock,) = set(path.parent.iterdir()) - {path}
            assert stat.S_IMODE(lock.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_a_folder_that_is_not_there_needs_no_lock(tmp_path: Path) -> None:
    with WriterLock(tmp_path / "nowhere" / "my.diary"):
        pass


def test_a_link_that_leads_to_itself_is_no_diary(tmp_path: Path) -> None:
    path = tmp_path / "round.diary"
    path.symlink_to(path)
    with WriterLock(path), pytest.raises(Refusal) as refused:
        Store(path)
    assert refused.value.reason is Reason.FILE_MISSING


def test_one_that_is_stopped_while_it_has_its_turn_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "TURN_SECONDS", 0.05)
    done = []
    with one_at_a_time(tmp_path):
        with one_at_a_time(tmp_path):
            done.append("other")
        done.append("first")
    with one_at_a_time(tmp_path / "nowhere"):
        done.append("nowhere")
    assert done == ["other", "first", "nowhere"]
    assert [*tmp_path.iterdir()] == []
