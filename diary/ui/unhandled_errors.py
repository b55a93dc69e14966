"""Handles unhandled errors: one calm sentence for the person, the lines of code for the developers.

The message of an error may quote what somebody typed, so neither the window nor the terminal shows it.
"""

import sys
import threading
import traceback
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QLabel, QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal

ERROR_BOX = "error"
"""Names the message that something went wrong; nothing waits for an answer to it."""
WIDTH = 580
"""Of the sentences, in pixels: with large words they are not higher than the smallest screen then."""


class UnhandledErrors(QObject):
    """Catches every unhandled error, also in a thread or in Qt: the window stays open, typed text is stored, and
    the person sees one message."""

    happened = Signal(str)
    """Emits the sentence to show, empty for an unhandled error."""
    refused = Signal(object)
    """Emits an unhandled Refusal for one of `reasons`: the file could not be read while a page was shown."""
    replaced = Signal()
    """Emitted instead of a message when another version of the program was installed: a part of it was loaded."""

    def __init__(
        self,
        window: Callable[[], QWidget | None],
        language: Callable[[], Language],
        store: Callable[[], bool] = lambda: True,
        is_replaced: Callable[[], bool] = lambda: False,
        reasons: Collection[Reason] = (Reason.FILE_DAMAGED,),
    ) -> None:
        """`store` saves typed text and returns whether nothing is left to store; `is_replaced` returns whether
        another version of the program was installed meanwhile, which no part of this one fits: `replaced` is
        emitted then, for who can start it again."""
        super().__init__()
        self._store = store
        self._is_replaced = is_replaced
        self._reasons = reasons
        self._window = window
        self._language = language
        self._is_told = False
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.replaced.connect(self._is_stored, Qt.ConnectionType.QueuedConnection)

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Install the handlers while the block runs."""
        usual = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self.hook, self.hook_of_thread
        before = qInstallMessageHandler(self.log_qt_message)
        try:
            yield
        finally:
            qInstallMessageHandler(before)
            sys.excepthook, threading.excepthook = usual

    def hook_of_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self.hook(what.exc_type, what.exc_value, what.exc_traceback)

    def log_qt_message(self, kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
        """Log a message of Qt by its category only, because its words may quote the diary. After a fatal one Qt
        ends the program, so typed text is stored at once."""
        log(f"Qt: {kind.name} {context.category or ''}")
        if kind is QtMsgType.QtFatalMsg and threading.current_thread() is threading.main_thread():
            self._is_stored()

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the lines of code, never the values."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, Refusal) and error.reason in self._reasons:
            self.refused.emit(error)
            return
        log(place_of(kind, trace))
        if self._is_replaced():
            self.replaced.emit()
        else:
            self.happened.emit(self._sentence(error))

    def _sentence(self, error: BaseException) -> str:
        """Return the sentence about an unusable content file; empty for any other error."""
        if not isinstance(error, Refusal) or error.reason is not Reason.CONTENT_INVALID:
            return ""
        return refusal_sentence(self._language(), None, error)

    def _tell(self, sentence: str = "") -> None:
        if self._is_told:
            return
        from PySide6.QtWidgets import QMessageBox  # with all its enumerations, which the start does without

        self._is_told = True
        t = self._language().t
        box = QMessageBox(self._window())
        box.setObjectName(ERROR_BOX)
        box.setWindowTitle(t("Symptom Diary"))
        box.setText(
            t("Something went wrong in the program. What you typed until now is saved.")
            if self._is_stored()
            else t("Something went wrong in the program. What you typed last is on the screen and not saved yet.")
        )
        again = t("Close the diary and open it again. If it happens more often, tell its makers.")
        box.setInformativeText(sentence or again)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for label in box.findChildren(QLabel):
            if label.text():
                label.setMinimumWidth(WIDTH)
        box.open()

    def _is_stored(self) -> bool:
        """Store typed text, and return whether that worked: the error may be in the storing itself."""
        try:
            return self._store()
        except Exception as error:
            log(place_of(type(error), error.__traceback__))
            return False


def log(line: str) -> None:
    """Write a line to the terminal, if there is one: after a double click there may be none, or it was closed."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(line + "\n")
            sys.stderr.flush()


def place_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the class of the error and its lines of code, without any value."""
    steps = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return f"{kind.__name__} in " + " < ".join(reversed(steps))
