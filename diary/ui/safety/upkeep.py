"""Looks after the file while the window is open: makes backups, and checks the whole file for damage."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QMainWindow
from shiboken6 import isValid

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.ui.background import Background, Task
from diary.ui.notices import put_notice
from diary.ui.widgets.labels import NoticeBar

if TYPE_CHECKING:
    from diary.journal.backups import BackupOutcome, BackupService
    from diary.journal.rescue_options import RescueOptions
    from diary.ui.safety.rescue import RescueDialog


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
        self._timer = QTimer(self, interval=CHECK_BACKUP_EVERY_MS)
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
        if refused is None or not isValid(self._window):  # it may have ended while the window went
            return
        language = self._language_in_use()
        reason = refusal_sentence(language, None, refused)
        sentence = language.t("Your diary is saved, but no backup of it could be made. {reason}", reason=reason)
        self.notice = put_notice(self._window, language, sentence, then=self.start)


class DamageWatch(QObject):
    """Shows the rescue dialog over the window. Typed text that could not be stored is stored afterwards."""

    def __init__(
        self,
        journal: Journal,
        rescue_options: "Callable[[], RescueOptions]",
        language_in_use: Callable[[], Language],
    ) -> None:
        super().__init__()
        self._journal = journal
        self._rescue_options = rescue_options
        self._language_in_use = language_in_use
        self._window: QMainWindow | None = None
        self._show_again: Callable[[], None] = lambda: None
        self._task: Task | None = None
        self._refusal: Refusal | None = None
        self.dialog: RescueDialog | None = None
        self.notice: NoticeBar | None = None
        self._times_rescued = 0

    def watch(self, window: QMainWindow, show_again: Callable[[], None]) -> None:
        """Show dialogs over `window`; `show_again` builds its pages anew."""
        self._window = window
        self._show_again = show_again
        window.destroyed.connect(self._on_window_gone)

    def on_blocked(self, refusal: Refusal | None) -> None:
        """Offer to rescue the file when a save failed because of damage."""
        if refusal is not None and refusal.reason is Reason.FILE_DAMAGED:
            self.offer(refusal)

    def start(self) -> None:
        """Check every page of the file, in a thread of its own."""
        found = partial(self._on_found, self._times_rescued)
        self._task = Task(self._look, lambda _sound: None, found, self).start()

    def wait(self) -> None:
        """Wait for the check before the program ends."""
        if self._task is not None:
            self._task.wait()

    def offer(self, refusal: Refusal) -> None:
        """Show the rescue dialog, unless it is open already."""
        from diary.journal.rescue_options import MENDABLE
        from diary.ui.safety.rescue import RescueDialog

        if self.dialog is not None or self._window is None or refusal.reason not in MENDABLE:
            return
        self._refusal = refusal
        self.dialog = RescueDialog(
            self._rescue_options(),
            refusal.reason,
            self._language_in_use(),
            self._window,
            self._journal.close,
            cast("tuple[date, ...]", refusal.facts.get("days", ())),
        )
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    def _on_window_gone(self) -> None:
        self._window = None

    def _on_found(self, times_rescued: int, refusal: Refusal) -> None:
        """Drop the findings when the file has been replaced meanwhile."""
        if times_rescued == self._times_rescued:
            self.offer(refusal)

    def _look(self) -> None:
        self._journal.file.look_over()
        days = self._rescue_options().altered_days()
        if days:
            raise Refusal(Reason.FILE_ALTERED, path=self._journal.path, days=days)

    def _on_finished(self, result: int) -> None:
        """Go on with the rescued diary, or with the damaged one as far as it can be read."""
        assert self.dialog is not None
        self.dialog.deleteLater()
        self.dialog = None
        if result == QDialog.DialogCode.Accepted:
            self._times_rescued += 1
            self._journal.file.reopen()
            if self.notice is not None:
                self.notice.say("")
            self._show_again()
        else:
            assert self._window is not None
            language = self._language_in_use()
            sentence, step = language.t("Part of your diary cannot be read."), language.t("What can be done")
            self.notice = put_notice(self._window, language, sentence, step, self._offer_again)

    def _offer_again(self) -> None:
        if self._refusal is not None:
            self.offer(self._refusal)
