"""Something slow, done once in a thread: what comes of it is told in the window's thread, or to nobody."""

import subprocess
import sys
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from diary.domain.refusal import Reason, Refusal
from diary.ui.background import Task


def test_a_result_and_a_refusal_are_reported_in_the_windows_thread(qtbot: QtBot) -> None:
    told: list[object] = []
    parent = QObject()

    def refuse() -> None:
        raise Refusal(Reason.DISK_FULL)

    for work in (lambda: 7, refuse):
        task = Task(work, told.append, lambda refusal: told.append(refusal.reason), parent)
        task.ended.connect(lambda: told.append(current_thread() is main_thread()))
        task.start()
        qtbot.waitUntil(lambda task=task: not task.is_going)  # type: ignore[misc]
    assert told == [True, 7, True, Reason.DISK_FULL]


def test_after_an_error_of_ours_it_is_over_too(qtbot: QtBot) -> None:
    parent = QObject()
    with qtbot.capture_exceptions() as raised:
        task = Task(lambda: 1 // 0, print, print, parent).start()
        qtbot.waitUntil(lambda: not task.is_going)
    assert raised[0][0] is ZeroDivisionError


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_nothing_is_called_back_when_the_window_is_gone(qtbot: QtBot) -> None:
    parent = QObject()
    told: list[int] = []
    gate: list[int] = []

    def work() -> int:
        while not gate:
            pass
        return 7

    task = Task(work, told.append, print, parent).start()
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(parent, QEvent.Type.DeferredDelete)
    gate.append(1)
    task.wait()
    qtbot.wait(10)
    assert told == []


def test_work_that_nobody_needs_any_more_is_stopped_and_other_work_is_waited_for(qtbot: QtBot) -> None:
    parent, stopped, done = QObject(), Event(), list[str]()

    def wait() -> None:
        assert stopped.wait(10)
        done.append("waited")

    Task(wait, print, print, parent, stopped.set).start().end()
    assert done == ["waited"]
    Task(lambda: done.append("written"), print, print, parent).start().end()
    assert done == ["waited", "written"]


ENDS_AT_ONCE = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QObject
from diary.ui.background import Task

app, parent = QCoreApplication([]), QObject()

def write():
    time.sleep(0.3)
    Path(sys.argv[1]).write_text("all of it")

Task(write, print, print, parent).start()
"""


def test_a_program_that_ends_writes_what_was_begun(tmp_path: Path) -> None:
    program = [sys.executable, "-X", "faulthandler", "-c", ENDS_AT_ONCE, str(tmp_path / "out")]
    ran = subprocess.run(program, cwd=Path(__file__).parent.parent.parent, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (tmp_path / "out").read_text() == "all of it"
