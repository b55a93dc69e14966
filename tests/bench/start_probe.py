"""Run in a process of its own: show one window, wait for its first paint, say what that took.

`python start_probe.py bare` shows an empty window; `python start_probe.py diary FILE` is `diary FILE`, the whole
command line. Prints milliseconds from the start of the process to the first paint, and its memory in MiB (PSS).
Both run as where only the program is installed, without `typing_extensions`, which developers' tools bring along.
"""

import os
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import NoReturn


def _show_bare() -> None:
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    qt = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("bare"))
    window.resize(1180, 820)
    window.show()
    qt.processEvents()
    _report()


def _show_diary(arguments: list[str]) -> None:
    """The command line up to its event loop: there the first round of events paints the window.

    In the order and the way of the program itself: what has no Qt is imported before Qt.
    """
    import gc

    from diary.__main__ import OBJECTS_PER_COLLECTION, main

    gc.set_threshold(OBJECTS_PER_COLLECTION)
    import_module("diary.app").import_qt()
    from PySide6.QtWidgets import QApplication

    def first_round(_qt: QApplication) -> NoReturn:
        QApplication.processEvents()
        _report()

    QApplication.exec = first_round  # type: ignore[method-assign,assignment]
    sys.argv[1:] = arguments
    main()


def _report() -> NoReturn:
    with Path("/proc/self/stat").open(encoding="ascii") as file:
        started = int(file.read().rsplit(")", 1)[1].split()[19]) / os.sysconf("SC_CLK_TCK")
    took = time.clock_gettime(time.CLOCK_BOOTTIME) - started
    memory = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    pss = next(line for line in memory if line.startswith("Pss:"))
    sys.stdout.write(f"{took * 1000:.1f} {int(pss.split()[1]) / 1024:.1f}\n")
    sys.stdout.flush()
    os._exit(0)


vars(sys)["modules"]["typing_extensions"] = None  # which Python takes as: not installed
if sys.argv[1] == "bare":
    _show_bare()
else:
    _show_diary(sys.argv[2:])
