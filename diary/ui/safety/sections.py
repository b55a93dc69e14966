"""The sections of Settings about backups and data, and the work that concerns the whole window.

Restoring a backup and deleting everything concern every page: nothing can be typed meanwhile, and afterwards the
window shows another diary, or none.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from diary.content.language import Language
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.ui.background import Background
from diary.ui.pages import Context, PageSpec, Shell
from diary.ui.sections import SectionedPage
from diary.ui.window import MainWindow

if TYPE_CHECKING:
    from diary.journal.backups import BackupService
    from diary.storage.backups.backup import Ready
    from diary.ui.safety.backups import BackupsPage
    from diary.ui.safety.my_data import MyDataPage

COPIES, MY_DATA = "copies", "my_data"
LONGEST_WAIT_SECONDS = 10.0


def _build_merging(context: Context, shell: Shell) -> QWidget:
    from diary.ui.safety.merge import MergingPage

    return MergingPage(context, shell.journal)


MERGING = PageSpec("merging", lambda language: language.t("Two computers"), _build_merging)


class SafetyContext(Struct, frozen=True):
    """What the sections work with. `show_other` rebuilds every page, because the journal reads another file."""

    window: Callable[[], MainWindow | None]
    journal: Journal
    background: Background
    language_in_use: Callable[[], Language]
    show_other: Callable[[], None]


class SafetySections(QObject):
    """Builds the sections. `left` is what could not be deleted, None before erasing; the program then ends."""

    privacy_requested = Signal()
    erased = Signal()

    def __init__(
        self,
        around: SafetyContext,
        backups: "Callable[[], BackupService]",
        settings: Path,
        *,
        is_sample: bool = False,
    ) -> None:
        super().__init__()
        self._around = around
        self._settings = settings
        self._backups = backups
        self._is_sample = is_sample
        self.left: tuple[Path, ...] | None = None
        self._told: QDialog | None = None

    @property
    def is_erased(self) -> bool:
        """Whether the diary and everything the program made of it was deleted."""
        return self.left == ()

    @property
    def _window(self) -> MainWindow:
        window = self._around.window()
        assert window is not None
        return window

    def sections(self) -> tuple[PageSpec, ...]:
        """Return the sections of Settings; a sample has no backups."""
        copies = PageSpec(COPIES, lambda language: language.t("Backups"), self._build_copies)
        my_data = PageSpec(MY_DATA, lambda language: language.t("My data"), self._build_my_data)
        return (my_data,) if self._is_sample else (copies, my_data)

    def _build_copies(self, context: Context, _shell: Shell) -> QWidget:
        from diary.ui.safety.backups import BackupsPage

        page = BackupsPage(context, self._backups(), self._around.background)
        page.restore_requested.connect(self.put_back)
        return page

    def _build_my_data(self, context: Context, _shell: Shell) -> QWidget:
        from diary.ui.safety.my_data import MyDataPage

        around = self._around
        find = partial(self._backups().belongings, self._settings)
        page = MyDataPage(context, around.journal, find, around.background, self._settings.parent)
        page.card.setVisible(not self._is_sample)
        page.privacy_requested.connect(self.privacy_requested)
        page.erase_requested.connect(self.erase)
        return page

    # ------------------------------------------------------------------ restore

    def put_back(self, copy: Path, said: str, passphrase: str = "") -> None:
        """Run the restore test and back up the present diary in a thread, then replace it in one step.
        `passphrase` is the backup's, when it has another one.

        Does nothing while typed text cannot be stored.
        """
        from diary.ui.safety.backups import WaitDialog

        if not self._window.flush():
            return
        waiting = WaitDialog(self._around.language_in_use(), self._window)
        waiting.open()
        self._around.background.do(
            lambda _task: self._backups().make_ready(copy, passphrase),
            lambda ready: self._exchange(ready, said, waiting.end()),
            lambda refusal: self._say_refused(refusal, waiting.end()),
        )

    def _exchange(self, ready: "Ready", said: str, is_requested: bool) -> None:
        try:
            if is_requested:
                self._around.journal.file.reopen(ready)
                self._backups().take_key(ready.key)
        except Refusal as refusal:
            self._say_refused(refusal, is_requested)
        else:
            if is_requested:
                self._around.show_other()
                self._copies_page().on_put_back(said, ready.kept)
        finally:
            ready.drop()

    def _say_refused(self, refusal: Refusal, _is_requested: bool) -> None:
        self._copies_page().refuse(refusal)

    def _copies_page(self) -> "BackupsPage":
        from diary.ui.safety.backups import BackupsPage

        page = self._section(COPIES)
        assert isinstance(page, BackupsPage)
        return page

    def _my_data_page(self) -> "MyDataPage":
        from diary.ui.safety.my_data import MyDataPage

        page = self._section(MY_DATA)
        assert isinstance(page, MyDataPage)
        return page

    def _section(self, key: str) -> QWidget:
        settings = self._window.page("settings")
        assert isinstance(settings, SectionedPage)
        return settings.section(key)

    # ------------------------------------------------------------------ erase

    def erase(self) -> None:
        """Close the diary, delete everything including unsaved text, show what is left, and end the program."""
        from diary.ui.safety.my_data import ErasedDialog

        around = self._around
        around.background.wait(LONGEST_WAIT_SECONDS)
        try:
            found = self._backups().belongings(self._settings)
            around.journal.close()
            self.left = self._backups().erase(found)
        except Refusal as refusal:
            self.left = None
            around.journal.file.reopen()
            self._my_data_page().say(refusal)
            return
        self._window.hide()
        self._told = ErasedDialog(found, self.left, Path.home(), around.language_in_use())
        self._told.finished.connect(self.erased)
        self._told.open()
