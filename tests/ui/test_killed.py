"""The window's process is killed while somebody types: everything older than a second is in the file."""

import os
import signal
import sys
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest

from tests.factory import TODAY, a_journal
from tests.processes import running

ROOT = Path(__file__).resolve().parent.parent.parent
LETTERS = "abcdefghijklmnopqrstuvwxyz "
DURABLE = 1.0
TYPING = 2.2
"""Seconds of typing without a pause before the kill, at least."""

PROGRAM = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from diary.paths import resources
from diary.ui.program import Program
from tests.factory import a_journal

folder, key, letters = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
program = Program(a_journal(folder / "my.diary"), resources(), folder / "settings.ini", "en")
window = program.open()
typed = []

def type_one():
    control = window.page("today").sheet.fields[key].control
    control.setFocus()
    QTest.keyClicks(control, letters[len(typed) % len(letters)])
    typed.append(time.monotonic())
    print(typed[-1], flush=True)

beat = QTimer(interval=70)
beat.timeout.connect(type_one)
QTimer.singleShot(100, beat.start)
sys.exit(program.qt.exec())
"""


def old_enough(times: list[float], now: float) -> int:
    """How many keys have to be in the file: a busy machine adds to any timer what it adds between two keys."""
    hitch = max((later - earlier for earlier, later in pairwise(times)), default=0.0)
    return sum(now - typed > DURABLE + hitch for typed in times)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_what_was_typed_a_second_before_a_kill_is_there(tmp_path: Path) -> None:
    a_journal(tmp_path / "my.diary").close()
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), "note", LETTERS]
    times: list[float] = []
    with running(command, env=surroundings) as program:
        assert program.stdout is not None
        for line in program.stdout:
            times.append(float(line))
            if times[-1] - times[0] > TYPING and old_enough(times, monotonic()) > 3:
                killed = monotonic()
                program.send_signal(signal.SIGKILL)
                break
        program.wait()
    journal = a_journal(tmp_path / "my.diary")
    note = journal.day(TODAY).notes.get("note", "")
    journal.close()
    written = (LETTERS * (len(times) // len(LETTERS) + 1))[: len(times)]
    assert written.startswith(note)
    assert len(note) >= old_enough(times, killed) > 3
