"""Run in a process of its own: show one window, wait for its first paint, say what that took.

`python start_probe.py bare` shows an empty window, `python start_probe.py diary FILE` opens Today on a diary.
Prints milliseconds from the start of the process to the first paint, and the process's own memory in MiB.
"""

import os
import sys
import time
from pathlib import Path


def _show_bare() -> None:
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    qt = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("bare"))
    window.resize(1180, 820)
    window.show()
    qt.processEvents()
    window.grab()
    _report()


def _show_diary(path: Path, page: str) -> None:
    from diary.app import build_world
    from diary.ui.program import Program

    world = build_world()
    with world.journal(path) as journal:
        program = Program(journal, world.resources, path.with_suffix(".ini"), "nl")
        window = program.open(None, page)
        program.qt.processEvents()
        window.grab()
        _report()


def _report() -> None:
    with Path("/proc/self/stat").open(encoding="ascii") as file:
        started = int(file.read().rsplit(")", 1)[1].split()[19]) / os.sysconf("SC_CLK_TCK")
    took = time.clock_gettime(time.CLOCK_BOOTTIME) - started
    memory = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    pss = next(line for line in memory if line.startswith("Pss:"))
    sys.stdout.write(f"{took * 1000:.1f} {int(pss.split()[1]) / 1024:.1f}\n")
    sys.stdout.flush()
    os._exit(0)


if sys.argv[1] == "bare":
    _show_bare()
else:
    _show_diary(Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "today")
