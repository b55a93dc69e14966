"""Looks over the diary behind the first page, and shows what can be done when something in it cannot be read."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QMainWindow

from diary.content.language import Language
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.ui.notices import show_notice
from diary.ui.task import Task
from diary.ui.widgets.labels import NoticeBar

if TYPE_CHECKING:
    from diary.journal.rescue_options import RescueOptions
    from diary.ui.safety.rescue import RescueDialog


class DamageWatch(QObject):
    """What was typed and could not be stored stays in the window below, and is stored in the mended diary."""

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
        """Show what there is to show over `window`; `show_again` builds its pages anew."""
        self._window = window
        self._show_again = show_again
        window.destroyed.connect(self._on_window_gone)

    def on_blocked(self, refusal: Refusal | None) -> None:
        """The disk refused what was typed: when that lies with the file, show what can be done."""
        if refusal is not None and refusal.reason is Reason.FILE_DAMAGED:
            self.offer(refusal)

    def start(self) -> None:
        """Look at every page of the file, in a thread of its own."""
        found = partial(self._on_found, self._times_rescued)
        self._task = Task(self._look, lambda _sound: None, found, self).start()

    def wait(self) -> None:
        """Let the look be finished before the program ends."""
        if self._task is not None:
            self._task.wait()

    def offer(self, refusal: Refusal) -> None:
        """Say what happened and what can be done, once at a time."""
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
        """What was found in a file that has been replaced meanwhile is of no use."""
        if times_rescued == self._times_rescued:
            self.offer(refusal)

    def _look(self) -> None:
        self._journal.file.look_over()
        days = self._rescue_options().altered_days()
        if days:
            raise Refusal(Reason.FILE_ALTERED, path=self._journal.path, days=days)

    def _on_finished(self, result: int) -> None:
        """Go on with what is there now: the mended diary, or the old one as far as it goes."""
        assert self.dialog is not None
        self.dialog.deleteLater()
        self.dialog = None
        if result == QDialog.DialogCode.Accepted:
            self._times_rescued += 1
            self._journal.file.reopen()
            self._hide_notice()
            self._show_again()
        else:
            self._show_notice()

    def _show_notice(self) -> None:
        """Keep the way to the page at the top of the window."""
        assert self._window is not None
        language = self._language_in_use()
        self.notice = NoticeBar(language, step=language.t("What can be done"))
        self.notice.retried.connect(self._offer_again)
        show_notice(self._window, self.notice)
        self.notice.say(language.t("Part of your diary cannot be read."))

    def _hide_notice(self) -> None:
        if self.notice is not None:
            self.notice.say("")

    def _offer_again(self) -> None:
        if self._refusal is not None:
            self.offer(self._refusal)
