"""Runs slow work in threads, so that the window never blocks: a `Job` after the others, or a `Task` at once."""

import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from msgspec import Struct, field
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from diary.domain.refusal import Refusal

COLLECT_EVERY_MS = 2_000
_ARENA_MAX = -8


class Collector(QObject):
    """Collects garbage in the window's thread alone. Python would do it in whichever thread makes the next object,
    and delete widgets and timers there, on which Qt ends the process."""

    def __init__(self, app: QObject) -> None:
        super().__init__(app)
        beat = QTimer(self, interval=COLLECT_EVERY_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        beat.timeout.connect(self.collect)
        beat.start()

    def collect(self) -> None:
        """Collect what Python itself would have collected by now."""
        generations = zip(range(3), gc.get_count(), gc.get_threshold(), strict=False)
        due = [generation for generation, made, most in generations if made > most]
        if due:
            gc.collect(due[-1])


class Job(Struct, eq=False, weakref=True):
    """Holds work in the queue. `told` may be called from the worker thread."""

    work: Callable[["Job"], Any]
    done: Callable[[Any], None]
    refused: Callable[[Refusal], None]
    progressed: Callable[[int, int], None]
    tell: Callable[["Job", int, int], None]
    ended: Event = field(default_factory=Event)
    is_dropped: bool = False
    _stopped: Event = field(default_factory=Event)

    def told(self, number: int, of: int) -> bool:
        """Report progress; false asks the work to end."""
        self.tell(self, number, of)
        return not self._stopped.is_set()

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        self._stopped.set()

    def forget(self) -> None:
        """Stop without calling back: the owner is gone."""
        self.is_dropped = True
        self.stop()


class Background(QObject):
    """Queues jobs for one worker thread; `done`, `refused` and `progressed` are called in the window's thread."""

    _happened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._pending: list[Job] = []
        self._happened.connect(lambda happen: happen(), Qt.ConnectionType.QueuedConnection)

    def do(
        self,
        work: Callable[[Job], Any],
        done: Callable[[Any], None] = lambda _result: None,
        refused: Callable[[Refusal], None] = lambda _refusal: None,
        progressed: Callable[[int, int], None] = lambda _number, _of: None,
        owner: QObject | None = None,
    ) -> Job:
        """Queue a job behind the others; nothing is called back when `owner` is gone by then."""
        job = Job(work, done, refused, progressed, self._on_progress)
        if owner is not None:
            owner.destroyed.connect(job.forget)
        self._pending = [pending for pending in self._pending if not pending.ended.is_set()]
        self._pending.append(job)
        self._waiting.put(job)
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, name="background", daemon=True)
            self._thread.start()
        return job

    def wait(self, seconds: float) -> bool:
        """Wait for all jobs, at most so long; return whether they ended."""
        return all(job.ended.wait(seconds) for job in tuple(self._pending))

    def close(self) -> None:
        """Stop every job and drop the results: the diary may be locked."""
        for job in self._pending:
            job.forget()
        self._pending = []
        self._waiting.put(None)

    def _run(self) -> None:
        while (job := self._waiting.get()) is not None:
            try:
                result = job.work(job)
            except Refusal as refusal:
                self._post(partial(_tell, job, job.refused, refusal))
            except Exception as error:
                self._post(partial(_raise, error))
            else:
                self._post(partial(_tell, job, job.done, result))
            finally:
                job.ended.set()
                del job
            give_back()

    def _on_progress(self, job: Job, number: int, of: int) -> None:
        self._post(partial(_tell, job, job.progressed, number, of))

    def _post(self, happen: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the window was deleted meanwhile: nobody is left to hear it
            self._happened.emit(happen)


def share_heap() -> None:
    """Let threads that begin from now on use the heap there is; GNU's C library gives each its own, of which 5 MiB
    stay in hand (mallopt(3), M_ARENA_MAX)."""
    _ask_of_heap("mallopt", _ARENA_MAX, 1)


def give_back() -> None:
    """Give free memory back to the computer (malloc_trim(3)): copying and checking a hundred years takes 100 MiB
    for a second, which the C library would keep."""
    _ask_of_heap("malloc_trim", 0)


def _ask_of_heap(function: str, *arguments: int) -> None:
    if sys.platform == "linux":
        import ctypes

        getattr(ctypes.CDLL(None), function, lambda *_: 0)(*arguments)


def _tell(job: Job, hear: Callable[..., None], *what: object) -> None:
    if not job.is_dropped:
        hear(*what)


def _raise(error: Exception) -> None:
    raise error


class Task(QObject):
    """Runs `work` once, then calls in the window's thread `done` with the result or `refused` with the Refusal; an
    unhandled error is raised there, so that it is reported like any other. Its parent keeps it until then; nothing
    is called when the parent is gone. The program ends after it: a file that is asked for is written, and no
    thread is left in a library. `stop` asks work that nobody needs then to end at its next step."""

    ended = Signal()
    """Emitted on every end, just before `done` or `refused` is called."""
    _worked = Signal(object, object)

    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        refused: Callable[[Refusal], None],
        parent: QObject,
        stop: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = stop
        self._done = done
        self._refused = refused
        self.is_going = True
        self._worked.connect(self._on_worked)
        self._thread = Thread(target=self._run, name="task")

    def start(self) -> "Task":
        self._thread.start()
        return self

    def wait(self) -> None:
        """Wait for the thread; the event loop delivers the result."""
        self._thread.join()

    def end(self) -> None:
        """Wait for the thread before the program ends, or stop it where its work is not needed then."""
        self._stop()
        if self._thread.is_alive():
            self.wait()

    def _run(self) -> None:
        result, failed = None, None
        try:
            result = self._work()
        except BaseException as error:  # handed to the window, whose handler of errors is the only one
            failed = error
        with suppress(RuntimeError):  # the window was deleted meanwhile
            self._worked.emit(result, failed)
        give_back()

    def _on_worked(self, result: Any, error: BaseException | None) -> None:  # noqa: ANN401 - as the work gives it
        self.deleteLater()
        self.is_going = False
        self.ended.emit()
        done, refused = self._done, self._refused
        del self._work, self._done, self._refused
        if error is None:
            done(result)
        elif isinstance(error, Refusal):
            refused(error)
        else:
            raise error
