"""Run in a process of its own: open a diary's window, then Trends for the first time, and say what that took.

`python trends_probe.py FILE` prints milliseconds from asking for the page to its paint, with the import of the
plotting library, and the memory of the process in MiB (PSS) with the charts open and all years read.
"""

import gc
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from diary.ui.qt_import import import_qt

import_qt()  # as the program does: else 13 MiB are source code that nobody reads

from PySide6.QtWidgets import QApplication  # noqa: E402

from diary.app import build_world  # noqa: E402
from diary.ui.program import Program  # noqa: E402

READ_SECONDS = 30


def main(path: Path) -> NoReturn:
    """Nothing is loaded ahead here: this is the slowest first opening there is."""
    world = build_world()
    with TemporaryDirectory() as place, world.journal(path) as journal:
        program = Program(journal, world.resources, Path(place) / "settings.ini", "nl")
        window = program.open()
        window.resize(1180, 820)
        program.qt.processEvents()
        started = time.perf_counter()
        window.open_page("trends")
        program.qt.processEvents()
        took = time.perf_counter() - started
        until = time.perf_counter() + READ_SECONDS
        while time.perf_counter() < until and _is_reading(program.qt):
            program.qt.processEvents()
        gc.collect()
        sys.stdout.write(f"{took * 1000:.1f} {_pss():.1f}\n")
        sys.stdout.flush()
        os._exit(0)


def _is_reading(qt: QApplication) -> bool:
    from diary.ui.trends.page import TrendsPage

    pages = [widget for widget in qt.allWidgets() if isinstance(widget, TrendsPage)]
    return any(page._more.isActive() for page in pages)


def _pss() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


main(Path(sys.argv[1]))
