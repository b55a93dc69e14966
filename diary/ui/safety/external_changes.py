"""Reacts to changes of the file from outside this window, in sentences and dialogs: written by another program,
replaced, deleted, opened a second time."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import EntryKey, EntryValue
from diary.journal.journal import Journal
from diary.journal.open_file import ExternalChange as Happened
from diary.screens.merge import build_folder_notice
from diary.storage.sync_folder import FolderKind, folder_kind_of
from diary.ui.background import Task
from diary.ui.notices import ask_place, put_notice
from diary.ui.pages import refusals_to
from diary.ui.placement import bring_forward
from diary.ui.single_instance import SingleInstance
from diary.ui.widgets.labels import NoticeBar
from diary.ui.window import MainWindow

if TYPE_CHECKING:
    from diary.journal.merge_files import MergeCandidate


class FolderFindings(Struct, frozen=True):
    """Finds other writers of the folder and copies of the diary in it. `mark` stands for the diary's path without
    naming it."""

    surroundings: FolderKind | None
    offers: "tuple[MergeCandidate, ...]"
    mark: str


SETTLE_MS = 400
"""Delay after a change, in milliseconds: a sync program, and a save of our own, change a file in several steps."""
CHECK_EVERY_MS = 60_000
"""Interval of the check, in milliseconds: a network folder sends no change notices."""


class FileWatch(QObject):
    """Watches the file. `happened` emits a `journal.open_file.ExternalChange`, `refused` why it cannot be read.

    The system wakes it on a change in the folder; it also checks when the window becomes active.
    """

    happened = Signal(object)
    refused = Signal(object)

    def __init__(self, journal: Journal, flush: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._flush = flush
        self._files = QFileSystemWatcher(self)
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._soon.timeout.connect(self.look)
        seldom = QTimer(self, interval=CHECK_EVERY_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        seldom.timeout.connect(self.look)
        seldom.start()
        self._files.directoryChanged.connect(self._soon.start)
        self._files.fileChanged.connect(self._soon.start)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_state)
        self._follow()

    def look(self) -> None:
        """Emit an outside change, if there was one. What is being typed is stored first, so that an edit of the
        same entry elsewhere is noticed."""
        with refusals_to(self.refused.emit):
            if self._journal.file.is_changed_outside:
                self._flush()
            elsewhere = self._journal.file.look()
            self._follow()
            if elsewhere is not None:
                self.happened.emit(elsewhere)

    def _follow(self) -> None:
        """Watch the file that has this name now, and its folder."""
        path = self._journal.path
        for place in (path, path.parent):
            if place.exists() and str(place) not in (*self._files.files(), *self._files.directories()):
                self._files.addPath(str(place))

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._soon.start()


PURGE_AFTER_MS = 20_000
"""Delay in milliseconds: well after today's backup, which still holds what is purged."""


class ExternalChanges(QObject):
    """Watches the file and shows notices in `window`, in the language that `language_in_use` returns."""

    def __init__(
        self,
        journal: Journal,
        window: MainWindow,
        language_in_use: Callable[[], Library],
        first_time: Callable[[str], bool],
    ) -> None:
        """Keep the parts; `first_time` returns whether a notice was never shown on this computer."""
        super().__init__(window)
        self._first_time = first_time
        self._journal = journal
        self._window = window
        self._language_in_use = language_in_use
        self.watch = FileWatch(journal, window.flush, self)
        self.watch.happened.connect(self._on_happened)
        self.watch.refused.connect(self._say)
        self.notice: NoticeBar | None = None
        self.another_place: NoticeBar | None = None
        self._single_instance = SingleInstance(journal.path, self)
        self._single_instance.raise_requested.connect(self.raise_window)
        self._single_instance.page_requested.connect(window.open_page)
        self.around = Task(self._look_around, self._on_folder_findings, lambda _refused: None, self).start()
        QTimer.singleShot(PURGE_AFTER_MS, self, self._purge_old_revisions)

    def close(self) -> None:
        """Release the single instance."""
        self.around.wait()
        self._single_instance.close()

    def raise_window(self) -> None:
        """Raise the window, or at least ask the system to draw attention to it."""
        bring_forward(self._window)

    def _purge_old_revisions(self) -> None:
        """Purge revisions over a year old; a refusal of the disk is ignored, the next start tries again."""
        with suppress(Refusal):
            self._journal.history.purge_old_revisions()

    def _on_happened(self, happened: Happened) -> None:
        if happened.is_gone:
            self._say(Refusal(Reason.FILE_GONE, path=self._journal.path))
            self._offer_another_place()
            return
        if self.notice is not None:
            self._end_notices()
            self._window.flush()
        if happened.both:
            from diary.ui.safety.merge import BothDialog

            BothDialog(happened.both, self._language_in_use(), self._take, self._window).open()

    def _look_around(self) -> FolderFindings:
        """Look once, in a thread of its own. A file that cannot be read is reported by `DamageWatch`."""
        path = self._journal.path
        mark = sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:12]
        return FolderFindings(folder_kind_of(path, Path.home()), self._journal.history.copies_beside(), mark)

    def _on_folder_findings(self, found: FolderFindings) -> None:
        """Say once that others write in this folder, and offer to merge copies beside the diary."""
        library = self._language_in_use()
        t = library.language.t
        if found.surroundings is not None and self._first_time(f"{found.surroundings}-{found.mark}"):
            service = "" if found.surroundings is FolderKind.NETWORK else found.surroundings.value
            self._put_notice(build_folder_notice(service, library.language), t("All right"))
        for offer in found.offers:
            file = offer.path.name
            self._put_notice(
                t("Beside your diary lies another copy of it with something else in it: {file}.", file=file),
                t("Look at it"),
                partial(self._look_at, offer),
            )

    def _put_notice(self, sentence: str, action: str, then: Callable[[], None] = lambda: None) -> None:
        """Add a notice that its button hides, and does what it says."""
        bar = put_notice(self._window, self._language_in_use().language, sentence, action, then)
        bar.retried.connect(bar.hide)

    def _look_at(self, offer: "MergeCandidate") -> None:
        from diary.ui.safety.merge import MergeDialog

        self._window.flush()
        MergeDialog(offer, self._language_in_use(), self._journal.history.accept, self._window).open()

    def _offer_another_place(self) -> None:
        language, name = self._language_in_use().language, self._journal.path.name
        self.another_place = put_notice(
            self._window,
            language,
            language.t(
                "Or go on in another place. What was saved comes along, and you can bring the two together later."
            ),
            language.t("Save a copy elsewhere…"),
            lambda: ask_place(self._window, language, name, self.continue_in),
        )

    def continue_in(self, target: Path) -> None:
        """Go on in a copy at `target`, and store the pending entries there."""
        with refusals_to(self._say):
            self._journal.file.continue_in(target)
            self._end_notices()
            self._window.flush()
            t = self._language_in_use().language.t
            self._put_notice(t("Your diary goes on in {path}.", path=target), t("All right"))
            self.watch.look()

    def _end_notices(self) -> None:
        for bar in (self.notice, self.another_place):
            if bar is not None:
                bar.say("")

    def _say(self, refusal: Refusal) -> None:
        library = self._language_in_use()
        if self.notice is not None:
            self.notice.hide()
        sentence = refusal_sentence(library.language, library.words, refusal)
        self.notice = put_notice(self._window, library.language, sentence, then=self.watch.look)

    def _take(self, key: EntryKey, value: EntryValue) -> None:
        with refusals_to(self._say):
            self._journal.history.restore_version(key, value)
