"""The power goes while somebody types: every save that was said to be done is there when it comes back.

A small disk in a file is copied while the program is held still. The copy has what the disk was given and nothing
of what the system still had in memory, which is what a power cut leaves.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from diary.storage.diary_file import create_file
from diary.storage.health import check
from diary.storage.store import Store
from tests.counted import Cases
from tests.storage.stoppable import DAY

ROOT = Path(__file__).parents[2]
CUTS, CUTS_WHEN_THOROUGH = 4, 110
LONGEST_WAITS = 7
DISK_BYTES = 16 << 20


@contextmanager
def _mounted(image: Path, folder: Path) -> Iterator[Path]:
    done = subprocess.run(["mount", "-o", "loop", str(image), str(folder)], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("a disk in a file cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mkfs.ext4") is None:
        pytest.skip("only root may make a disk in a file")
    image = tmp_path / "disk"
    with image.open("wb") as file:
        file.truncate(DISK_BYTES)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    return image


def _saved(process: "subprocess.Popen[bytes]", seconds: float) -> int:
    """Hold the program still after a while; the number of the last save it said was done."""
    assert process.stdout is not None
    said = process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGSTOP)
    os.waitpid(process.pid, os.WUNTRACED)
    os.set_blocking(process.stdout.fileno(), False)
    said += process.stdout.read() or b""
    return int(said[: said.rindex(b"\n")].split()[-1])


def test_every_save_survives_a_power_cut(image: Path, tmp_path: Path, cases: Cases, thorough: bool) -> None:
    cuts = CUTS_WHEN_THOROUGH if thorough else CUTS
    disk, copy = tmp_path / "mounted", tmp_path / "copy"
    disk.mkdir()
    last = 0
    with _mounted(image, disk):
        path = disk / "my.diary"
        create_file(path)
        for cut in range(cuts):
            command = [sys.executable, "-m", "tests.storage.saving_on", str(path), str(last)]
            with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
                last = _saved(process, 0.05 + 0.07 * (cut % LONGEST_WAITS) + 0.001 * cut)
                shutil.copyfile(image, copy)
                process.kill()
            _look(copy, tmp_path / "again", last)
            cases.count("power cut")
    assert last > cuts


def _look(copy: Path, folder: Path, last: int) -> None:
    folder.mkdir(exist_ok=True)
    with _mounted(copy, folder):
        path = folder / "my.diary"
        with Store(path) as store:
            day = store.day(DAY)
        assert day is not None
        found = day.value("steps")
        assert found is not None
        assert found >= last
        assert day.notes["note"].startswith(f"{found:g} ")
        assert check(path).days == 1
