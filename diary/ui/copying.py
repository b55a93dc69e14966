"""A copy of the diary made behind the first page, and one calm sentence when that could not be done."""

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Refusal
from diary.ui.notices import show_notice
from diary.ui.widgets.notice_bar import NoticeBar

LONGEST_WAIT_SECONDS = 10.0


class Copying(QObject):
    """Runs `make_copy` in a thread of its own. `spoken` gives the language a refusal is told in, at the top of
    the window, where it can be tried again."""

    ended = Signal(object)
    """A Refusal, or None when all is well."""

    def __init__(
        self, window: QMainWindow, make_copy: Callable[[], object], spoken: Callable[[], Language]
    ) -> None:
        super().__init__()
        self._window = window
        self._make_copy = make_copy
        self._spoken = spoken
        self._thread: Thread | None = None
        self._refused: Refusal | None = None
        self.notice: NoticeBar | None = None
        self.ended.connect(self._on_ended)

    def start(self) -> None:
        """Make the copy, unless one is being made."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, name="copying", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Let a copy that is being made be finished before the program ends."""
        if self._thread is not None:
            self._thread.join(LONGEST_WAIT_SECONDS)

    def show_again(self) -> None:
        """Say it in the language that is spoken now."""
        self._on_ended(self._refused)

    def _run(self) -> None:
        try:
            self._make_copy()
        except Refusal as refusal:
            self.ended.emit(refusal)
        else:
            self.ended.emit(None)

    def _on_ended(self, refused: Refusal | None) -> None:
        self._refused = refused
        if self.notice is not None:
            self.notice.hide()
        if refused is None:
            return
        language = self._spoken()
        self.notice = NoticeBar(language)
        self.notice.retried.connect(self.start)
        show_notice(self._window, self.notice)
        reason = refusal_sentence(language, None, refused)
        self.notice.say(
            language.t("Your diary is saved, but no copy of it could be made. {reason}", reason=reason)
        )
