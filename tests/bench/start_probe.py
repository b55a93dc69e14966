"""Run in a process of its own: show one window, wait for its first paint, say what that took.

`python start_probe.py bare` shows an empty window; `python start_probe.py diary FILE` is `diary FILE`, the whole
command line. Prints milliseconds from the start of the process to the first paint, and its memory in MiB (PSS).
Both run as where only the program is installed, without `typing_extensions`, which developers' tools bring along.
`python start_probe.py cards FILE` goes on, and prints the milliseconds to the first paint, until a key pressed
then was answered by the first question, and until the last card stands there and can be used. FILE has nothing
of today yet; nothing is stored.
"""

import os
import sys
import time
from collections.abc import Callable
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


def _show_diary(arguments: list[str], report: Callable[[], NoReturn]) -> None:
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
        report()

    QApplication.exec = first_round  # type: ignore[method-assign,assignment]
    sys.argv[1:] = arguments
    main()


def _report_cards() -> NoReturn:
    """Press a key for the first question, and wait for the last card; its column builds one after the other."""
    from PySide6.QtCore import QEvent, QEventLoop, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from diary.ui.today.page import TodayPage

    painted = _milliseconds()
    (page,) = (each for each in QApplication.allWidgets() if isinstance(each, TodayPage))
    first = QApplication.focusWidget()
    assert first is not None
    before = first.grab().toImage()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.postEvent(first, QKeyEvent(kind, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, "2"))
    QApplication.processEvents()
    answered = _milliseconds()
    assert first.grab().toImage() != before, f"{first} takes no digit: something of today is in the diary"
    column = page.sheet.column
    while len(column.built) < len(page.editor.state.cards):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()
    _say(painted, answered, _milliseconds())


def _milliseconds() -> float:
    """How long this process has been there."""
    with Path("/proc/self/stat").open(encoding="ascii") as file:
        started = int(file.read().rsplit(")", 1)[1].split()[19]) / os.sysconf("SC_CLK_TCK")
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - started) * 1000


def _report() -> NoReturn:
    took = _milliseconds()
    memory = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    pss = next(line for line in memory if line.startswith("Pss:"))
    _say(took, int(pss.split()[1]) / 1024)


def _say(*numbers: float) -> NoReturn:
    sys.stdout.write(" ".join(f"{number:.1f}" for number in numbers) + "\n")
    sys.stdout.flush()
    os._exit(0)


vars(sys)["modules"]["typing_extensions"] = None  # which Python takes as: not installed
if sys.argv[1] == "bare":
    _show_bare()
elif sys.argv[1] == "cards":
    _show_diary(sys.argv[2:], _report_cards)
else:
    _show_diary(sys.argv[2:], _report)
