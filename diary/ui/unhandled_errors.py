"""When the program itself goes wrong: one calm sentence for the person, the place in the code for its makers.

The message of an error may quote what somebody typed, so neither the window nor the terminal shows it.
"""

import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QMessageBox, QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal


class ErrorBox(QMessageBox):
    """Says that something went wrong; nothing waits for an answer."""


class UnhandledErrors(QObject):
    """Hears of every error nobody expected, also of one in a thread or in Qt: the window stays open, what was
    typed is stored, and the person hears of it once."""

    happened = Signal(str)
    """With the sentence to say, empty for an error nobody expected."""
    refused = Signal(object)
    """A Refusal nobody had an answer to: the file could not be read, while something was shown."""

    def __init__(
        self,
        window: Callable[[], QWidget | None],
        language: Callable[[], Language],
        store: Callable[[], bool] = lambda: True,
    ) -> None:
        """`store` puts what was typed on disk; whether nothing waits any more."""
        super().__init__()
        self._store = store
        self._window = window
        self._language = language
        self._is_told = False
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Hear of all of them while the block runs."""
        usual = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self.hook, self.hook_of_thread
        before = qInstallMessageHandler(self.hear_qt)
        try:
            yield
        finally:
            qInstallMessageHandler(before)
            sys.excepthook, threading.excepthook = usual

    def hook_of_thread(self, what: threading.ExceptHookArgs) -> None:
        """As `hook`, for an error in a thread of the program."""
        if what.exc_value is not None:
            self.hook(what.exc_type, what.exc_value, what.exc_traceback)

    def hear_qt(self, kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
        """What Qt has to say: only from which part of it, because its words may quote the diary. After a fatal one
        Qt ends the program, so that what was typed is stored at once."""
        sys.stderr.write(f"Qt: {kind.name} {context.category or ''}\n")
        if kind is QtMsgType.QtFatalMsg and threading.current_thread() is threading.main_thread():
            self._is_stored()

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Say where it happened, never what was being handled."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, Refusal) and error.reason is Reason.FILE_DAMAGED:
            self.refused.emit(error)
            return
        sys.stderr.write(place_of(kind, trace) + "\n")
        self.happened.emit(self._sentence(error))

    def _sentence(self, error: BaseException) -> str:
        """What to say of a content file that cannot be used; nothing of any other error."""
        if not isinstance(error, Refusal) or error.reason is not Reason.CONTENT_INVALID:
            return ""
        return refusal_sentence(self._language(), None, error)

    def _tell(self, sentence: str = "") -> None:
        if self._is_told:
            return
        self._is_told = True
        t = self._language().t
        box = ErrorBox(self._window())
        box.setText(
            t("Something went wrong in the program. What you typed until now is saved.")
            if self._is_stored()
            else t("Something went wrong in the program. What you typed last is on the screen and not saved yet.")
        )
        again = t("Close the diary and open it again. If it happens more often, tell its makers.")
        box.setInformativeText(sentence or again)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _is_stored(self) -> bool:
        """Store what was typed, and whether that went well: what is broken may be the storing itself."""
        try:
            return self._store()
        except Exception as error:
            sys.stderr.write(place_of(type(error), error.__traceback__) + "\n")
            return False


def place_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of error and the lines of code it went through, without any value."""
    steps = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return f"{kind.__name__} in " + " < ".join(reversed(steps))
