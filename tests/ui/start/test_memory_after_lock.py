"""The program as it is really put together keeps nothing of a diary that was locked."""

import gc
import os
import subprocess
import sys
import time
import weakref
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from diary.app import open_window
from diary.cli.world import WindowRequest, World
from diary.paths import resources
from diary.storage.key import Key
from diary.ui.start.controller import StartController
from tests.factory import NOW, ZONE
from tests.processes import running, said
from tests.ui.start.running import MARKER, PASSPHRASE, unlock, written


def test_the_whole_program_forgets_a_diary_that_was_locked(
    tmp_path: Path, key: Key, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("diary.ui.program.load_the_rest", lambda: None)
    path = written(tmp_path / "my.diary", key)
    traces: list[weakref.ref[object]] = []

    def nothing_is_left() -> bool:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        return [trace() for trace in traces] == [None, None]

    def look(start: StartController, _language: str | None, _page: str | None) -> int:
        start.enter()
        unlock(start, qtbot)
        assert start.program is not None
        assert start.program.window is not None
        start.program.window.open_page("settings/my_data")
        traces.extend((weakref.ref(start.program), weakref.ref(start.program._journal)))
        start.lock()
        qtbot.waitUntil(nothing_is_left, timeout=10_000)
        return 0

    monkeypatch.setattr(StartController, "run", look)
    again: list[tuple[object, ...]] = []
    monkeypatch.setattr("diary.app.start_again", lambda *asked: again.append(asked))
    world = World(lambda: NOW, ZONE, resources(), "en", open_window)
    assert open_window(world, WindowRequest(path, demo=False, language="en", page=None)) == 0
    assert len(traces) == 2
    assert [(asked[0], asked[2]) for asked in again] == [(path, "settings")]


def _memory(process: int) -> bytes:
    """Everything a process can write in; only root may look at one that protects its memory."""
    found = []
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text(encoding="ascii").splitlines():
            place, rights = line.split()[:2]
            if rights.startswith("rw"):
                first, last = (int(part, 16) for part in place.split("-"))
                with suppress(OSError):
                    memory.seek(first)
                    found.append(memory.read(last - first))
    return b"".join(found)


def _traces(process: int, key: Key) -> dict[str, int]:
    memory = _memory(process)
    words = {"note": MARKER, "passphrase": PASSPHRASE, "key": key.raw.hex()}
    found = {
        name: sum(memory.count(word.encode(c)) for c in ("utf-8", "utf-16-le")) for name, word in words.items()
    }
    return {**found, "raw key": memory.count(key.raw)}


def _ticks(process: int) -> int:
    """How long a process has computed, in ticks of the system."""
    after_name = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(after_name[11]) + int(after_name[12])


@pytest.mark.skipif(not Path("/proc/self/mem").exists() or os.geteuid() != 0, reason="only root may look")
def test_in_the_memory_of_the_process_is_nothing_of_a_diary_that_was_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diary.storage.key.ROUNDS", 256_000)  # the process knows of no other number
    key = Key.new(PASSPHRASE)
    path = written(tmp_path / "my.diary", key)
    env = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.ui.start.lock_for_real", str(path)]
    with running(command, env=env, stdin=subprocess.PIPE) as process:
        assert said(process) == "open"
        while_open = _traces(process.pid, key)
        assert while_open["note"]
        assert while_open["key"]
        assert process.stdin is not None
        process.stdin.write("lock\n")
        process.stdin.flush()
        arguments = Path(f"/proc/{process.pid}/cmdline")
        while b"\0diary\0open\0" not in arguments.read_bytes():
            assert process.poll() is None
            time.sleep(0.1)
        assert arguments.read_bytes().split(b"\0")[2:5] == [b"diary", b"open", str(path).encode()]
        used = -1
        while used != (now := _ticks(process.pid)):  # until its window stands there and nothing more is done
            used = now
            time.sleep(0.7)
        assert process.poll() is None
        assert set(_traces(process.pid, key).values()) == {0}
