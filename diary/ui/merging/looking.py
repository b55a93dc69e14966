"""Looking at files behind the window: reading a diary of many years takes a second or two."""

from collections.abc import Callable
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Signal

from diary.domain.refusal import Refusal


class Looking(QObject):
    """`found` carries what the work gave, `refused` a Refusal; both arrive in the window's thread."""

    found = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: Thread | None = None

    def start(self, work: Callable[[], Any]) -> None:
        """Do this, unless something is being done."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, args=(work,), name="looking", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Let what is being done end."""
        if self._thread is not None:
            self._thread.join()

    def _run(self, work: Callable[[], Any]) -> None:
        try:
            found = work()
        except Refusal as refusal:
            self._tell(self.refused, refusal)
        else:
            self._tell(self.found, found)

    def _tell(self, signal: Any, what: object) -> None:  # noqa: ANN401 - a bound signal has no public type
        try:
            signal.emit(what)
        except RuntimeError:  # the window is gone meanwhile
            return
