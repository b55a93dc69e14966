"""How long a copy, a check and a trial take at 10 and 100 years, beside copying the bare file to the disk
(benchmarks run with --benchmark-only). How long the window stands still meanwhile is in the extra information,
in milliseconds."""

import os
import shutil
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtCore import QTimer
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from diary.journal.backups import BackupService
from diary.storage.backups.backup import run_restore_test
from diary.storage.backups.backup_files import list_backups
from diary.storage.backups.passphrase import change_key
from diary.storage.health import check
from diary.storage.key import Key
from diary.ui.background import Background
from tests.bench.test_start_bench import a_diary
from tests.factory import NOW, Clock, a_key

TURNS = 5
YEARS = (10, 100)


@pytest.fixture(scope="session")
def copies_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("copies")


@pytest.fixture(params=[None, a_key()], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> Key | None:
    found: Key | None = request.param
    return found


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _bare_copy(path: Path, to: Path) -> None:
    shutil.copyfile(path, to)
    handle = os.open(to, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


@pytest.mark.parametrize("years", YEARS)
def test_copies(
    benchmark: BenchmarkFixture, copies_folder: Path, tmp_path: Path, qtbot: QtBot, years: int, key: Key | None
) -> None:
    path = tmp_path / "my.diary"
    shutil.copyfile(a_diary(copies_folder, years), path)
    if key is not None:
        change_key(path, tmp_path / "before", NOW, None, key)
    backups = BackupService(path, tmp_path / "copies", tmp_path / "copies.json", Clock(), key)
    floor = median(_seconds(lambda: _bare_copy(path, tmp_path / "bare")) for _ in range(TURNS))
    took = {name: [] for name in ("copy", "check", "trial", "list of one")}  # type: dict[str, list[float]]

    def turn() -> None:
        took["copy"].append(_seconds(backups.back_up_now))
        took["check"].append(_seconds(lambda: check(path, key)))
        newest = list_backups(backups.first, key=key)[0].path
        took["trial"].append(_seconds(lambda: run_restore_test(newest, backups.first, NOW, key)))
        took["list of one"].append(_seconds(lambda: list_backups(backups.first, key=key)) / len(took["copy"]))

    benchmark.pedantic(turn, rounds=TURNS)
    found = {name: f"{median(times):.3f} s, {median(times) / floor:.0f}x" for name, times in took.items()}
    found |= {
        "MiB": f"{path.stat().st_size / 2**20:.1f}",
        "bare copy": f"{floor:.3f} s",
        "window stands still": f"{_longest_standstill(backups, qtbot):.0f} ms",
    }
    benchmark.extra_info.update(found)
    sys.stdout.write(f"\n{years} years, {'plain' if key is None else 'encrypted'}: {found}\n")


def _longest_standstill(backups: BackupService, qtbot: QtBot) -> float:
    """The longest time between two ticks of the window's loop while a copy is made behind it."""
    background, ticks = Background(), [time.perf_counter()]
    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    done: list[object] = []
    timer.start()
    background.do(lambda _task: backups.back_up_now(), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=60_000)
    timer.stop()
    return 1000 * max(later - earlier for earlier, later in pairwise(ticks))
