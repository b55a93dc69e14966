"""Runs one slow function at once in a thread of its own. Work that must wait its turn is a `background.Job`."""

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Signal

from diary.domain.refusal import Refusal


class Task(QObject):
    """Runs `work` once, then calls in the window's thread `done` with the result or `refused` with the Refusal; an
    unhandled error is raised there, so that it is reported like any other. Its parent keeps it until then; nothing
    is called when the parent is gone."""

    ended = Signal()
    """Emitted on every end, just before `done` or `refused` is called."""
    _worked = Signal(object, object)

    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        refused: Callable[[Refusal], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._done = done
        self._refused = refused
        self.is_going = True
        self._worked.connect(self._on_worked)
        self._thread = Thread(target=self._run, name="task", daemon=True)

    def start(self) -> "Task":
        """Start the thread."""
        self._thread.start()
        return self

    def wait(self) -> None:
        """Wait for the thread; the event loop delivers the result."""
        self._thread.join()

    def _run(self) -> None:
        result, failed = None, None
        try:
            result = self._work()
        except BaseException as error:  # handed to the window, whose handler of errors is the only one
            failed = error
        with suppress(RuntimeError):  # the window was deleted meanwhile
            self._worked.emit(result, failed)

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
