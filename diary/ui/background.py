"""Slow things, one after another in a thread of their own, so that the window never stands still for them. What
waits for nothing else is a `task.Task`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from diary.domain.refusal import Refusal


@dataclass(eq=False)
class Job:
    """Something that is being done. `told` may be called from the thread, and is false once somebody stopped
    it."""

    work: Callable[["Job"], Any]
    done: Callable[[Any], None]
    refused: Callable[[Refusal], None]
    progressed: Callable[[int, int], None]
    tell: Callable[["Job", int, int], None]
    ended: Event = field(default_factory=Event)
    is_forgotten: bool = False
    _stopped: Event = field(default_factory=Event)

    def told(self, number: int, of: int) -> bool:
        """Say how far it is; false asks the work to end."""
        self.tell(self, number, of)
        return not self._stopped.is_set()

    def stop(self) -> None:
        """Ask the work to end at the next step."""
        self._stopped.set()

    def forget(self) -> None:
        """Stop, and tell nobody: whoever wanted to know is gone."""
        self.is_forgotten = True
        self.stop()


class Background(QObject):
    """`done`, `refused` and `progressed` of a job are called in the window's thread."""

    _happened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._pending: list[Job] = []
        self._happened.connect(lambda happen: happen(), Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether something is being done or waits for its turn."""
        return any(not job.ended.is_set() for job in self._pending)

    def do(
        self,
        work: Callable[[Job], Any],
        done: Callable[[Any], None] = lambda _result: None,
        refused: Callable[[Refusal], None] = lambda _refusal: None,
        progressed: Callable[[int, int], None] = lambda _number, _of: None,
        owner: QObject | None = None,
    ) -> Job:
        """Do this when everything before it is done; nobody is told when `owner` is gone by then."""
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
        """Let everything be finished, at most so long; whether it was."""
        return all(job.ended.wait(seconds) for job in tuple(self._pending))

    def close(self) -> None:
        """Do no more, and keep nothing of what was done: the diary may be locked."""
        self._pending = []
        self._waiting.put(None)

    def _run(self) -> None:
        while (job := self._waiting.get()) is not None:
            try:
                result = job.work(job)
            except Refusal as refusal:
                self._happened.emit(partial(_tell, job, job.refused, refusal))
            except Exception as error:
                self._happened.emit(partial(_raise, error))
            else:
                self._happened.emit(partial(_tell, job, job.done, result))
            finally:
                job.ended.set()
                del job

    def _on_progress(self, job: Job, number: int, of: int) -> None:
        self._happened.emit(partial(_tell, job, job.progressed, number, of))


def _tell(job: Job, hear: Callable[..., None], *what: object) -> None:
    if not job.is_forgotten:
        hear(*what)


def _raise(error: Exception) -> None:
    raise error
