"""Makes backups in a thread, and shows one calm sentence when one fails."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Refusal
from diary.ui.background import Background
from diary.ui.notices import show_notice
from diary.ui.widgets.labels import NoticeBar

if TYPE_CHECKING:
    from diary.journal.backups import BackupOutcome, BackupService

LONGEST_WAIT_SECONDS = 10.0
CHECK_BACKUP_EVERY_MS = 30 * 60 * 1000
"""Interval in milliseconds at which a window that stays open for days checks whether a backup is due."""


class BackupRunner(QObject):
    """Makes backups with the object that `backups` returns, which is first called in the thread. A refusal is
    shown at the top of the window in the language that `language_in_use` returns, with a button to try again."""

    ended = Signal(object)
    """A Refusal, or None when all is well."""

    def __init__(
        self,
        window: QMainWindow,
        backups: "Callable[[], BackupService]",
        background: Background,
        language_in_use: Callable[[], Language],
    ) -> None:
        super().__init__()
        self._window = window
        self._backups = backups
        self._background = background
        self._language_in_use = language_in_use
        self._refused: Refusal | None = None
        self.notice: NoticeBar | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(CHECK_BACKUP_EVERY_MS)
        self._timer.timeout.connect(self.start)
        self.ended.connect(self._on_ended)

    def start(self) -> None:
        """Make today's backup if one is due, and check again from time to time."""
        self._timer.start()
        self._background.do(
            lambda _task: self._backups().back_up_daily(), self._on_kept, self.ended.emit, owner=self
        )

    def finish(self) -> None:
        """Back up the changes since the newest backup before the program ends."""
        self._timer.stop()
        self._background.do(lambda _task: self._backups().back_up_changes())
        self._background.wait(LONGEST_WAIT_SECONDS)

    def show_again(self) -> None:
        """Show the words in the language now in use."""
        self._on_ended(self._refused)

    def _on_kept(self, _kept: "BackupOutcome") -> None:
        self.ended.emit(None)

    def _on_ended(self, refused: Refusal | None) -> None:
        self._refused = refused
        if self.notice is not None:
            self.notice.hide()
        if refused is None:
            return
        language = self._language_in_use()
        self.notice = NoticeBar(language)
        self.notice.retried.connect(self.start)
        show_notice(self._window, self.notice)
        reason = refusal_sentence(language, None, refused)
        self.notice.say(
            language.t("Your diary is saved, but no backup of it could be made. {reason}", reason=reason)
        )
