"""A process whose children do one thing with a diary each, with strace putting faults in."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.counted import Cases

ROOT = Path(__file__).parents[2]
CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename,link,sendfile,copy_file_range"
"""The calls that change files, names or what the disk has promised."""

DISK_BYTES = 512 * 1024


class Stopper:
    """Does things in children of one process that has everything loaded, and stops them where it is told."""

    def __init__(self, folder: Path, cases: Cases, *, thorough: bool) -> None:
        self._cases = cases
        self._thorough = thorough
        self._trace = folder / "trace"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.storage.stoppable"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, *what: object, fault: str | None = None) -> str:
        """What the child said (see `stoppable`); a fault is written as for strace: `fsync:error=EIO:when=2`."""
        child = self._ask("\t".join(str(part) for part in what))
        inject = [] if fault is None else ["-e", f"inject={fault}"]
        command = ["strace", "-p", child, "-o", str(self._trace), "-e", f"trace={CALLS}", *inject]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
            assert strace.stderr is not None
            attached = strace.stderr.readline()
            said = self._ask("go")
            if "attached" not in attached:
                pytest.skip("strace may not look at another process here")
        if fault is not None:
            self._cases.count("ended by force at a call" if "KILL" in fault else "error from a call")
        return said

    def points(self, most: int | None = None) -> list[tuple[str, int]]:
        """Where the last child could have been stopped, as (call, n-th time).

        Not more than `most`, unless the run is a thorough one: the last and the first of each call, which is where
        things become final or begin, and others spread evenly.
        """
        seen = Counter[str]()
        found = []
        for line in self._trace.read_text(encoding="utf-8").splitlines():
            call = line.partition("(")[0]
            if "(" in line and call != "write":  # what it writes itself is its answer
                seen[call] += 1
                found.append((call, seen[call]))
        if most is None or self._thorough or len(found) <= most:
            return found
        lasts = sorted(seen.items(), key=found.index, reverse=True)
        kept = list(dict.fromkeys([*lasts, *((call, 1) for call in seen)]))[:most]
        rest, spread = [point for point in found if point not in kept], most - len(kept)
        return sorted([*kept, *(rest[at * len(rest) // spread] for at in range(spread))], key=found.index)

    def close(self) -> None:
        """End the process that the children come from."""
        self._process.communicate()

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


@pytest.fixture(scope="session")
def stopper(tmp_path_factory: pytest.TempPathFactory, cases: Cases, thorough: bool) -> Iterator[Stopper]:
    """Skips where strace is not installed or not allowed."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    stopper = Stopper(tmp_path_factory.mktemp("strace"), cases, thorough=thorough)
    yield stopper
    stopper.close()


@pytest.fixture
def disk() -> Iterator[Path]:
    """A small disk of its own."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount a small disk")
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES},mode=700", "tmpfs", folder],
            check=False,
            capture_output=True,
        )
        if mounted.returncode:
            pytest.skip("a small disk cannot be mounted here")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def fill(disk: Path) -> Path:
    """Leave not one byte free; the file that takes them."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for block in (4096, 512, 1):
            try:
                while file.write(b"x" * block):
                    pass
            except OSError:
                continue
    return filler
