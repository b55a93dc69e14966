"""Slow things are done behind the window, one after another, and end quietly with whoever wanted them."""

import gc
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from diary.domain.refusal import Reason, Refusal
from diary.ui.background import Background, Collector, Job, Task
from diary.ui.program import application


def test_tasks_follow_each_other_and_are_reported_in_the_windows_thread(qtbot: QtBot) -> None:
    background = Background()
    heard: list[tuple[object, bool]] = []

    def hear(result: object) -> None:
        heard.append((result, threading.current_thread() is threading.main_thread()))

    for number in range(3):
        background.do(lambda _task, number=number: number, hear)  # type: ignore[misc]
    background.do(_refuse, hear, lambda refusal: hear(refusal.reason))
    assert background.wait(5)
    assert background.wait(0)
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 4)
    assert heard == [(0, True), (1, True), (2, True), (Reason.DISK_FULL, True)]


def test_it_tells_how_far_it_is_and_can_be_stopped(qtbot: QtBot) -> None:
    background = Background()
    seen: list[tuple[int, int]] = []
    done: list[int] = []

    def work(task: Job) -> int:
        number = 0
        while task.told(number, 9):
            number += 1
        return number

    task = background.do(work, done.append, progressed=lambda number, of: seen.append((number, of)))
    qtbot.waitUntil(lambda: len(seen) > 3)
    task.stop()
    qtbot.waitUntil(lambda: len(done) == 1)
    assert seen[0] == (0, 9)


def test_whoever_is_gone_hears_nothing(qtbot: QtBot) -> None:
    background, owner = Background(), QObject()
    heard: list[Any] = []
    background.do(lambda _task: 1, heard.append, owner=owner)
    del owner
    background.do(lambda _task: 2, heard.append)
    qtbot.waitUntil(lambda: heard == [2])


def test_a_fault_of_the_program_is_raised_where_it_is_seen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    background = Background()
    seen: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: seen.append(kind))
    background.do(lambda _task: 1 // 0)
    heard: list[int] = []
    with qtbot.captureExceptions():
        background.do(lambda _task: 3, heard.append)
        qtbot.waitUntil(lambda: heard == [3])


def _refuse(_task: Job) -> object:
    raise Refusal(Reason.DISK_FULL)


class Owner(QObject):
    """Owns itself and a timer: only garbage collection ends it."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        super().__init__()
        self.itself, self.ended = self, ended
        self.timer = QTimer(self)
        self.timer.start(1000)

    def __del__(self) -> None:
        self.ended.append(threading.current_thread())


def test_what_work_in_a_thread_finds_as_garbage_ends_in_the_windows_thread(qtbot: QtBot) -> None:
    collector, parent = application().findChild(Collector), QObject()
    assert isinstance(collector, Collector)
    ended: list[threading.Thread] = []
    Owner(ended)
    task = Task(lambda: len([[] for _ in range(300_000)]), print, print, parent).start()
    qtbot.waitUntil(lambda: not task.is_going)
    assert ended == []
    kept = [[] for _ in range(gc.get_threshold()[0] + 1)]  # type: ignore[var-annotated]
    collector.collect()
    assert kept
    assert ended == [threading.main_thread()]


def test_what_ends_after_the_window_is_gone_is_dropped_without_an_error(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A result, a refusal, an error and what tells how far it is."""
    background, go, raised = Background(), threading.Event(), list[object]()
    monkeypatch.setattr(threading, "excepthook", lambda what: raised.append(what.exc_value))

    def fail(_job: Job) -> None:
        raise OSError

    background.do(lambda _job: go.wait(5))
    jobs = [background.do(work) for work in (lambda job: job.told(1, 2), _refuse, fail, lambda _job: 1)]
    shiboken6.delete(background)
    go.set()
    assert all(job.ended.wait(5) for job in jobs)
    assert raised == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_that_a_job_took_is_given_back(qtbot: QtBot) -> None:
    def private() -> int:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("RssAnon:")).split()[1]) // 1024

    kept: list[bytes] = []
    taken: list[int] = []

    def work(_job: Job) -> None:
        letters = [bytes(2_000) for _ in range(50_000)]  # too large for Python's own heap
        taken.append(private())
        kept.extend(letters[::1_000])  # what stays in between keeps the C library from shrinking its heap

    before = private()
    background = Background()
    background.do(work)
    background.do(lambda _job: None)  # begins after the first one gave back
    assert background.wait(10)
    assert taken[0] - before > 80
    assert private() - before < 40
