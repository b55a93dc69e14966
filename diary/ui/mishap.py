"""When the program itself goes wrong: one calm sentence for the person, the place in the code for its makers.

The message of an error may quote what somebody typed, so neither the window nor the terminal shows it.
"""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from diary.content.language import Language
from diary.domain.refusal import Reason, Refusal


class Mishaps(QObject):
    """Takes the place of `sys.excepthook`: the window stays open, and the person hears of it once."""

    happened = Signal()
    refused = Signal(object)
    """A Refusal nobody had an answer to: the file could not be read, while something was shown."""

    def __init__(self, window: Callable[[], QWidget | None], language: Callable[[], Language]) -> None:
        super().__init__()
        self._window = window
        self._language = language
        self._is_told = False
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Say where it happened, never what was being handled."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, Refusal) and error.reason is Reason.FILE_DAMAGED:
            self.refused.emit(error)
            return
        sys.stderr.write(place_of(kind, trace) + "\n")
        self.happened.emit()

    def _tell(self) -> None:
        if self._is_told:
            return
        self._is_told = True
        t = self._language().t
        box = QMessageBox(self._window())
        box.setText(t("Something went wrong in the program. What you typed until now is saved."))
        box.setInformativeText(t("Close the diary and open it again. If it happens more often, tell its makers."))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def place_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of error and the lines of code it went through, without any value."""
    steps = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return f"{kind.__name__} in " + " < ".join(reversed(steps))
