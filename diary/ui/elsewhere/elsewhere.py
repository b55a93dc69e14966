"""What happens to the diary outside this window, in sentences and dialogs: written in elsewhere, replaced, gone,
opened a second time."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import EntryKey, EntryValue
from diary.journal.holding import Elsewhere as Happened
from diary.journal.journal import Journal
from diary.screens.merging import build_surroundings
from diary.storage.neighbours import Surroundings
from diary.ui.elsewhere.around import Around, Found
from diary.ui.elsewhere.watching import Watch
from diary.ui.notices import show_notice
from diary.ui.reading_only import ask_place
from diary.ui.widgets.notice_bar import NoticeBar
from diary.ui.window import MainWindow

if TYPE_CHECKING:
    from diary.journal.offers import Offer
    from diary.ui.raising import Doorbell

FORGET_AFTER_MS = 20_000
"""Long after the copy of the day was begun: what is forgotten by mistake is in that."""


class Elsewhere(QObject):
    """Watches the file from now on and tells in `window`; `spoken` gives the words of the language in use."""

    def __init__(
        self,
        journal: Journal,
        window: MainWindow,
        spoken: Callable[[], Library],
        first_time: Callable[[str], bool],
    ) -> None:
        """`first_time` says whether something was not told on this computer before."""
        super().__init__(window)
        self._first_time = first_time
        self._journal = journal
        self._window = window
        self._spoken = spoken
        self.watch = Watch(journal, window.flush, self)
        self.watch.happened.connect(self._on_happened)
        self.watch.refused.connect(self._say)
        self.notice: NoticeBar | None = None
        self.another_place: NoticeBar | None = None
        self._doorbell = self._hang_up_doorbell()
        self.around = Around(journal, self)
        self.around.found.connect(self._on_around)
        self.around.start()
        QTimer.singleShot(FORGET_AFTER_MS, self, self._forget_old)

    def close(self) -> None:
        """A second start opens a window of its own again."""
        self.around.wait()
        if self._doorbell is not None:
            self._doorbell.close()

    def come_forward(self) -> None:
        """Show the window in front of the others, or at least have the system point at it."""
        window = self._window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)

    def _hang_up_doorbell(self) -> "Doorbell | None":
        try:
            from diary.ui.raising import Doorbell
        except ImportError:  # a system without the libraries Qt needs for it: a second start is refused in words
            return None
        doorbell = Doorbell(self._journal.path, self)
        doorbell.rung.connect(self.come_forward)
        return doorbell

    def _forget_old(self) -> None:
        """What was changed or taken away over a year ago; when the disk refuses it, another day will do."""
        with suppress(Refusal):
            self._journal.forget_old()

    def _on_happened(self, happened: Happened) -> None:
        if happened.is_gone:
            self._say(Refusal(Reason.FILE_GONE, path=self._journal.path))
            self._offer_another_place()
            return
        if self.notice is not None:
            self._end_notices()
            self._window.flush()
        if happened.both:
            from diary.ui.merging.both_dialog import BothDialog

            BothDialog(happened.both, self._spoken(), self._take, self._window).open()

    def _on_around(self, found: Found) -> None:
        """Say once that others write in this folder, and offer copies that lie beside the diary."""
        library = self._spoken()
        t = library.language.t
        if found.surroundings is not None and self._first_time(f"{found.surroundings}-{found.mark}"):
            service = "" if found.surroundings is Surroundings.NETWORK else found.surroundings.value
            bar = self._put_notice(build_surroundings(service, library.language), t("All right"))
            bar.retried.connect(bar.hide)
        for offer in found.offers:
            file = offer.path.name
            bar = self._put_notice(
                t("Beside your diary lies another copy of it with something else in it: {file}.", file=file),
                t("Look at it"),
            )
            bar.retried.connect(partial(self._look_at, offer, bar))

    def _put_notice(self, sentence: str, action: str) -> NoticeBar:
        bar = NoticeBar(self._spoken().language, step=action)
        show_notice(self._window, bar)
        bar.say(sentence)
        return bar

    def _look_at(self, offer: "Offer", bar: NoticeBar) -> None:
        from diary.ui.merging.merge_dialog import MergeDialog

        bar.hide()
        self._window.flush()
        MergeDialog(offer, self._spoken(), self._journal.accept, self._window).open()

    def _offer_another_place(self) -> None:
        t = self._spoken().language.t
        self.another_place = self._put_notice(
            t("Or go on in another place. What was saved comes along, and you can bring the two together later."),
            t("Save a copy elsewhere…"),
        )
        self.another_place.retried.connect(
            lambda: ask_place(self._window, self._spoken().language, self._journal.path.name, self.go_on_in)
        )

    def go_on_in(self, target: Path) -> None:
        """Go on in a copy at `target`, and store there what waits."""
        try:
            self._journal.go_on_in(target)
        except Refusal as refusal:
            self._say(refusal)
            return
        self._end_notices()
        self._window.flush()
        t = self._spoken().language.t
        bar = self._put_notice(t("Your diary goes on in {path}.", path=target), t("All right"))
        bar.retried.connect(bar.hide)
        self.watch.look()

    def _end_notices(self) -> None:
        for bar in (self.notice, self.another_place):
            if bar is not None:
                bar.say("")

    def _say(self, refusal: Refusal) -> None:
        library = self._spoken()
        if self.notice is not None:
            self.notice.hide()
        self.notice = NoticeBar(library.language)
        self.notice.retried.connect(self.watch.look)
        show_notice(self._window, self.notice)
        self.notice.say(refusal_sentence(library.language, library.words, refusal))

    def _take(self, key: EntryKey, value: EntryValue) -> None:
        try:
            self._journal.take_version(key, value)
        except Refusal as refusal:
            self._say(refusal)
