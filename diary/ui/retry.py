"""Tries again by itself what the disk refused, with a growing pause: somebody who freed the disk need not type
anything to have it stored."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.ui.pages import Context, refusals_to

NOT_STORED: Final = frozenset(
    {
        Reason.FILE_MISSING,
        Reason.FILE_NOT_A_DIARY,
        Reason.FILE_DAMAGED,
        Reason.FILE_NEWER,
        Reason.FILE_LOCKED,
        Reason.FILE_GONE,
        Reason.FILE_REPLACED,
        Reason.FILE_READ_ONLY,
        Reason.FILE_UNREADABLE,
        Reason.FOLDER_MISSING,
        Reason.NO_PERMISSION,
        Reason.DISK_FULL,
        Reason.DISK_ERROR,
    }
)
"""Reasons that lie with the file, not with the answer: trying again may help."""

TRIED_AGAIN: Final = "tried_again"
FIRST_PAUSE_MS: Final = 2_000
LONGEST_PAUSE_MS: Final = 60_000


class GrowingPause(QTimer):
    """Calls `attempt` after a pause, then after twice that, until it says that nothing waits any more."""

    def __init__(self, attempt: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._attempt = attempt
        self.setSingleShot(True)
        self.setInterval(FIRST_PAUSE_MS)
        self.timeout.connect(self._on_timeout)

    def begin(self) -> None:
        """Try after the shortest pause, unless a try is planned."""
        if not self.isActive():
            self.setInterval(FIRST_PAUSE_MS)
            self.start()

    def _on_timeout(self) -> None:
        pause = min(2 * self.interval(), LONGEST_PAUSE_MS)
        if not self._attempt():
            self.setInterval(pause)
            self.start()


class KeptWrites(QObject):
    """Small writes of a page, each under a key that a later one replaces. `stored` carries the key of one that was
    refused before and is in the file now."""

    stored = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[str, Callable[[], object]] = {}
        self._pause = GrowingPause(self.flush, self)

    def write(self, key: str, write: Callable[[], object]) -> None:
        """Write now. Raises Refusal; where that lies with the file the write is kept and tried again."""
        self._waiting.pop(key, None)
        try:
            write()
        except Refusal as refusal:
            if refusal.reason in NOT_STORED:
                self._waiting[key] = write
                self._pause.begin()
            raise

    def flush(self) -> bool:
        """Try now what waits; true when nothing waits any more."""
        for key, write in tuple(self._waiting.items()):
            try:
                write()
            except Refusal as refusal:
                if refusal.reason in NOT_STORED:
                    return False
            self._waiting.pop(key, None)
            self.stored.emit(key)
        return True


def telling_again(context: Context, say: Callable[[str], object]) -> AbstractContextManager[None]:
    """Do as `Context.telling` does, and say of what `KeptWrites` tries again that it is."""
    return refusals_to(lambda refusal: say(again_words(context.language, refusal, context.sentence(refusal))))


def again_words(language: Language, refusal: Refusal, sentence: str) -> str:
    """Return the sentence why something is not stored, and that it is tried again where it is: then in words that
    do not ask for that too."""
    if refusal.reason not in NOT_STORED:
        return sentence
    if refusal.reason in language.phrases(TRIED_AGAIN):
        sentence = refusal_sentence(language, None, refusal, TRIED_AGAIN)
    again = language.t("It is not saved yet, and is tried again by itself.")
    return f"{sentence} {again}"
