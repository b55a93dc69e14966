"""A second start of the program brings the first window to the front instead of opening another one.

The lock of the file decides which one is first (`storage.lock`). The second one puts a file in a folder that only
this account may open, with one word or the address of a page; the first one, which watches the folder, renames it.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

from PySide6.QtCore import QFileSystemWatcher, QObject, QThread, QTimer, Signal

from diary.paths import ACTIVATION_TOKEN, runtime_file
from diary.storage.plain_file import open_plain

FOLDER, REQUEST, ANSWER, TOKEN = ".requests", ".request", ".answer", ".token"
WORD, PAGE, END = b"raise\n", b"page ", b"\n"
LONGEST = 8_192
"""Most bytes of a request: the longest path is 4,096."""
LISTENS_WITHIN_MS, PATIENCE_MS, EVERY_MS = 1_000, 1_500, 10


class SingleInstance(QObject):
    """Emits a signal when the program is started again on a diary that a window has open, and another one with the
    page it was started for."""

    raise_requested = Signal()
    page_requested = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Listen. Build it only while holding the lock of `path`: the folder of a killed program is taken over.
        Where no folder can be made, a second start is refused in a sentence."""
        super().__init__(parent)
        self._folder = runtime_file(path, FOLDER)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._watcher.addPath(str(self._folder))
        QTimer.singleShot(0, self, self._look)  # what was asked before anybody listened

    def close(self) -> None:
        """Stop listening."""
        self._watcher.removePath(str(self._folder))
        rmtree(self._folder, ignore_errors=True)

    def _look(self) -> None:
        for request in self._folder.glob(f"*{REQUEST}"):
            with suppress(OSError):  # who asked may have given up
                self._answer(request)

    def _answer(self, request: Path) -> None:
        with open_plain(request) as file:
            said = file.read(LONGEST + 1)
        is_page = said.startswith(PAGE) and said.endswith(END)
        if len(said) > LONGEST or not (said == WORD or is_page):
            request.unlink()
            return
        token = _token(request)
        request.replace(request.with_suffix(ANSWER))
        if token:
            os.environ[ACTIVATION_TOKEN] = token  # where Qt looks for it
        self.raise_requested.emit()
        os.environ.pop(ACTIVATION_TOKEN, None)
        if is_page:
            self.page_requested.emit(os.fsdecode(said.removeprefix(PAGE).removesuffix(END)))


def _token(request: Path) -> str:
    """Return what the desktop gave the program that asks, beside its request; empty where it gave nothing."""
    with suppress(OSError, UnicodeError), open_plain(request.with_suffix(TOKEN)) as file:
        token = file.read(LONGEST).decode("ascii")
        return token if token.isprintable() else ""
    return ""


def raise_first(path: Path, page: str | None = None) -> bool:
    """Ask the window that has the diary at `path` open to come to the front, and to show a page; return whether it
    did. One that was started a moment ago may not listen yet."""
    draft = runtime_file(path, FOLDER) / f"{os.getpid()}"
    request, answer, token = (draft.with_suffix(end) for end in (REQUEST, ANSWER, TOKEN))
    if not _comes_true(draft.parent.is_dir, LISTENS_WITHIN_MS):
        return False
    with suppress(OSError):  # where it is not there any more, or nothing can be written: nobody answers
        draft.write_bytes(WORD if page is None else PAGE + os.fsencode(page) + END)
        if given := os.environ.get(ACTIVATION_TOKEN):
            token.write_text(given, encoding="utf-8")
        draft.replace(request)
        _comes_true(lambda: not request.exists(), PATIENCE_MS)
        token.unlink(missing_ok=True)
        request.unlink(missing_ok=True)
        answer.unlink()
        return True
    return False


def _comes_true(is_so: Callable[[], bool], within_ms: int) -> bool:
    """Return whether this is so at some time within so many milliseconds."""
    for _ in range(within_ms // EVERY_MS):
        if is_so():
            return True
        QThread.msleep(EVERY_MS)
    return is_so()
