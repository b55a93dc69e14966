"""What happens to the diary outside this window, in sentences and dialogs: written in elsewhere, replaced, gone,
opened a second time."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import EntryKey, EntryValue
from diary.journal.journal import Journal
from diary.journal.open_file import ExternalChange as Happened
from diary.screens.merge import build_folder_notice
from diary.storage.sync_folder import FolderKind, folder_kind_of
from diary.ui.notices import show_notice
from diary.ui.read_only import ask_place
from diary.ui.task import Task
from diary.ui.widgets.labels import NoticeBar
from diary.ui.window import MainWindow

if TYPE_CHECKING:
    from diary.journal.merge_files import MergeCandidate
    from diary.ui.single_instance import SingleInstance


@dataclass(frozen=True)
class FolderFindings:
    """Who else writes in the folder, and the copies that lie there. `mark` stands for the diary's place, without
    naming it."""

    surroundings: FolderKind | None
    offers: "tuple[MergeCandidate, ...]"
    mark: str


class FolderLook(QObject):
    """`found` carries a `FolderFindings`."""

    found = Signal(object)

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._task = Task(self._look, self.found.emit, lambda _refused: None, self)

    def start(self) -> None:
        """Look once, in a thread of its own. What cannot be read is told elsewhere."""
        self._task.start()

    def wait(self) -> None:
        """Let the look end."""
        self._task.wait()

    def _look(self) -> FolderFindings:
        path = self._journal.path
        mark = sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:12]
        return FolderFindings(folder_kind_of(path, Path.home()), self._journal.history.copies_beside(), mark)


SETTLE_MS = 400
"""A sync program does several things to a file, one after the other; so does a save of our own."""
SELDOM_MS = 60_000
"""Network folders tell nobody what happens in them: once a minute somebody looks."""


class FileWatch(QObject):
    """`happened` carries the `journal.open_file.Elsewhere`, `refused` why the file cannot be read any more.

    The system wakes it when something happens in the folder; it also looks when the window is come back to.
    """

    happened = Signal(object)
    refused = Signal(object)

    def __init__(self, journal: Journal, flush: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._flush = flush
        self._files = QFileSystemWatcher(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.look)
        seldom = QTimer(self)
        seldom.setTimerType(Qt.TimerType.VeryCoarseTimer)
        seldom.setInterval(SELDOM_MS)
        seldom.timeout.connect(self.look)
        seldom.start()
        self._files.directoryChanged.connect(self._soon.start)
        self._files.fileChanged.connect(self._soon.start)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_state)
        self._follow()

    def look(self) -> None:
        """Say what happened elsewhere, if anything did. What is being typed is stored first, so that it can be
        told when the same was written elsewhere."""
        try:
            if self._journal.file.is_disturbed:
                self._flush()
            elsewhere = self._journal.file.look()
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self._follow()
        if elsewhere is not None:
            self.happened.emit(elsewhere)

    def _follow(self) -> None:
        """Watch the file that has the name now, and its folder."""
        path = self._journal.path
        for place in (path, path.parent):
            if place.exists() and str(place) not in (*self._files.files(), *self._files.directories()):
                self._files.addPath(str(place))

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._soon.start()


FORGET_AFTER_MS = 20_000
"""Long after the copy of the day was begun: what is forgotten by mistake is in that."""


class ExternalChanges(QObject):
    """Watches the file from now on and tells in `window`, in the `language_in_use`."""

    def __init__(
        self,
        journal: Journal,
        window: MainWindow,
        language_in_use: Callable[[], Library],
        first_time: Callable[[str], bool],
    ) -> None:
        """`first_time` says whether something was not told on this computer before."""
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
        self._single_instance = self._start_single_instance()
        self.around = FolderLook(journal, self)
        self.around.found.connect(self._on_around)
        self.around.start()
        QTimer.singleShot(FORGET_AFTER_MS, self, self._forget_old)

    def close(self) -> None:
        """A second start opens a window of its own again."""
        self.around.wait()
        if self._single_instance is not None:
            self._single_instance.close()

    def come_forward(self) -> None:
        """Show the window in front of the others, or at least have the system point at it."""
        window = self._window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)

    def _start_single_instance(self) -> "SingleInstance | None":
        try:
            from diary.ui.single_instance import SingleInstance
        except ImportError:  # a system without the libraries Qt needs for it: a second start is refused in words
            return None
        single_instance = SingleInstance(self._journal.path, self)
        single_instance.rung.connect(self.come_forward)
        return single_instance

    def _forget_old(self) -> None:
        """What was changed or taken away over a year ago; when the disk refuses it, another day will do."""
        with suppress(Refusal):
            self._journal.history.forget_old()

    def _on_happened(self, happened: Happened) -> None:
        if happened.is_gone:
            self._say(Refusal(Reason.FILE_GONE, path=self._journal.path))
            self._offer_another_place()
            return
        if self.notice is not None:
            self._end_notices()
            self._window.flush()
        if happened.both:
            from diary.ui.safety.both_dialog import BothDialog

            BothDialog(happened.both, self._language_in_use(), self._take, self._window).open()

    def _on_around(self, found: FolderFindings) -> None:
        """Say once that others write in this folder, and offer copies that lie beside the diary."""
        library = self._language_in_use()
        t = library.language.t
        if found.surroundings is not None and self._first_time(f"{found.surroundings}-{found.mark}"):
            service = "" if found.surroundings is FolderKind.NETWORK else found.surroundings.value
            bar = self._put_notice(build_folder_notice(service, library.language), t("All right"))
            bar.retried.connect(bar.hide)
        for offer in found.offers:
            file = offer.path.name
            bar = self._put_notice(
                t("Beside your diary lies another copy of it with something else in it: {file}.", file=file),
                t("Look at it"),
            )
            bar.retried.connect(partial(self._look_at, offer, bar))

    def _put_notice(self, sentence: str, action: str) -> NoticeBar:
        bar = NoticeBar(self._language_in_use().language, step=action)
        show_notice(self._window, bar)
        bar.say(sentence)
        return bar

    def _look_at(self, offer: "MergeCandidate", bar: NoticeBar) -> None:
        from diary.ui.safety.merge_dialog import MergeDialog

        bar.hide()
        self._window.flush()
        MergeDialog(offer, self._language_in_use(), self._journal.history.accept, self._window).open()

    def _offer_another_place(self) -> None:
        t = self._language_in_use().language.t
        self.another_place = self._put_notice(
            t("Or go on in another place. What was saved comes along, and you can bring the two together later."),
            t("Save a copy elsewhere…"),
        )
        self.another_place.retried.connect(
            lambda: ask_place(
                self._window, self._language_in_use().language, self._journal.path.name, self.go_on_in
            )
        )

    def go_on_in(self, target: Path) -> None:
        """Go on in a copy at `target`, and store there what waits."""
        try:
            self._journal.file.go_on_in(target)
        except Refusal as refusal:
            self._say(refusal)
            return
        self._end_notices()
        self._window.flush()
        t = self._language_in_use().language.t
        bar = self._put_notice(t("Your diary goes on in {path}.", path=target), t("All right"))
        bar.retried.connect(bar.hide)
        self.watch.look()

    def _end_notices(self) -> None:
        for bar in (self.notice, self.another_place):
            if bar is not None:
                bar.say("")

    def _say(self, refusal: Refusal) -> None:
        library = self._language_in_use()
        if self.notice is not None:
            self.notice.hide()
        self.notice = NoticeBar(library.language)
        self.notice.retried.connect(self.watch.look)
        show_notice(self._window, self.notice)
        self.notice.say(refusal_sentence(library.language, library.words, refusal))

    def _take(self, key: EntryKey, value: EntryValue) -> None:
        try:
            self._journal.history.take_version(key, value)
        except Refusal as refusal:
            self._say(refusal)
