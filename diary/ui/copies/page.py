"""The part of Settings about copies. Looking at them, making and moving them is done behind the window."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Refusal
from diary.journal.keeping import Keeping, Kept
from diary.screens.copies import build_copies, build_put_back, moment_words
from diary.storage.copies import Backup
from diary.storage.overview import Copies
from diary.ui.background import Background, Job
from diary.ui.context import Context
from diary.ui.copies.list_card import ListCard
from diary.ui.copies.put_back_dialog import PutBackDialog
from diary.ui.copies.second_card import SecondCard
from diary.ui.copies.summary_card import SummaryCard
from diary.ui.style import Space
from diary.ui.widgets.labels import Title
from diary.ui.widgets.reading_column import ReadingColumn


@dataclass(frozen=True)
class Memory:
    """How far the page was scrolled, what was said last, and the copy that would undo it."""

    scrolled: int
    said: str
    undo: Path | None
    shows_all: bool


class CopiesPage(QWidget):
    """Emits `put_back_wished` with a copy's path, what to say when that is done, and its passphrase if it has
    another: the window does it, because every page shows another diary then."""

    put_back_wished = Signal(object, str, str)

    def __init__(
        self, context: Context, keeping: Keeping, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("copies_page")
        self._context = context
        self._keeping = keeping
        self._background = background
        self._task: Job | None = None
        self._undo: Path | None = None
        self.found: Copies | None = None
        self.summary = SummaryCard(context)
        self.second = SecondCard(context)
        self.list = ListCard(context)
        self.list.hide()
        self.area = ReadingColumn((self.summary, self.second, self.list))
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, 0)
        page.setSpacing(Space.MEDIUM)
        page.addWidget(Title(context.language.t("Copies")))
        page.addWidget(self.area, 1)
        self.setFocusProxy(self.summary.make)
        self._connect()

    def _connect(self) -> None:
        self.summary.make_wished.connect(self.make)
        self.summary.stop_wished.connect(lambda: None if self._task is None else self._task.stop())
        self.summary.undo_wished.connect(self._on_undo)
        self.second.chosen.connect(self.choose)
        self.second.forget_wished.connect(self._on_forget)
        self.list.put_back_wished.connect(self.ask)

    @property
    def is_working(self) -> bool:
        """Whether something is being done behind the window."""
        return self._task is not None

    def memory(self) -> Memory:
        """Where the person is, for the same page in another language, theme or size."""
        return Memory(
            self.area.verticalScrollBar().value(), self.summary.said.text(), self._undo, self.list.shows_all
        )

    def recall(self, memory: Memory) -> None:
        """Show what was remembered."""
        self.list.shows_all = memory.shows_all
        self.on_put_back(memory.said, memory.undo)

    def look(self) -> None:
        """Look at every copy in both places."""
        t = self._context.language.t
        self.summary.show_work(t("Looking at the copies…"))
        self._task = self._background.do(
            lambda task: self._keeping.look(task.told), self._on_looked, self.refuse, self._on_progress, self
        )

    def make(self) -> None:
        """Make a copy now."""
        work = partial(self._keeping.keep_now, in_use=True)
        self._do(self._context.language.t("A copy is being made…"), work, self._on_kept)

    def choose(self, folder: str) -> None:
        """Keep copies in this place too."""
        work = partial(self._keeping.choose_second, Path(folder))
        self._do(self._context.language.t("The copies are going there…"), work, self._on_kept, self._on_not_chosen)

    def ask(self, copy: Backup) -> PutBackDialog:
        """Say what putting this copy back will do, and ask whether that is meant."""
        t = self._context.language.t
        is_protected = self._keeping.key is not None
        state = build_put_back(copy, self._context.language, is_protected=is_protected)
        dialog = PutBackDialog(state, self._context.language, is_locked=copy.locked, parent=self.window())
        said = t("Your diary is as it was on {moment}.", moment=moment_words(copy.made_at, self._context.language))
        dialog.accepted.connect(lambda: self.put_back_wished.emit(copy.path, said, dialog.passphrase.text()))
        dialog.open()
        return dialog

    def on_put_back(self, said: str, undo: Path | None) -> None:
        """A copy was put back, or that was undone; `undo` is the copy of what it replaced."""
        self._undo = undo
        self.summary.say(said, can_undo=undo is not None)

    def _do(
        self,
        words: str,
        work: Callable[[], Kept],
        done: Callable[[Kept], None],
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        self.summary.notice.say("")
        self.second.say("")
        self.summary.show_work(words)
        self._task = self._background.do(lambda _task: work(), done, refused or self.refuse, owner=self)

    def _on_progress(self, number: int, of: int) -> None:
        t = self._context.language.t
        if self._task is not None:
            self.summary.show_work(t("Looking at the copies: {number} of {count}", number=number, count=of))

    def _on_looked(self, found: Copies) -> None:
        self._rest()
        self.found = found
        state = build_copies(found, Path.home(), self._context.language)
        self.summary.show_state(state)
        t = self._context.language.t
        self.summary.folder.lead_to(found.first if found.first.is_dir() else None, t("Copies of your diary"))
        self.second.show_state(state)
        self.list.show_rows(state.rows, state.stopped)

    def _on_kept(self, kept: Kept) -> None:
        t = self._context.language.t
        if kept.made is not None:
            self._undo = None
            self.summary.say(t("A copy was made: it is whole, and holds what your diary holds."))
        self._say_second(kept)
        self.look()

    def _say_second(self, kept: Kept) -> None:
        language = self._context.language
        if kept.second is None:
            return
        if kept.second.refusal is not None:
            self.second.say("", refusal_sentence(language, None, kept.second.refusal))
        elif kept.second.added:
            said = language.n(
                "{count} copy was put there and read back.",
                "{count} copies were put there and read back.",
                kept.second.added,
            )
            self.second.say(said)

    def _on_forget(self) -> None:
        t = self._context.language.t
        try:
            self._keeping.forget_second()
        except Refusal as refusal:
            self._on_not_chosen(refusal)
            return
        self.second.say(t("No more copies go there. Those that are there stay."))
        self.look()

    def _on_undo(self) -> None:
        t = self._context.language.t
        if self._undo is not None:
            self.put_back_wished.emit(self._undo, t("That is undone: your diary is as it was before."), "")

    def refuse(self, refusal: Refusal) -> None:
        """Say why something could not be done."""
        self._rest()
        self.summary.notice.say(refusal_sentence(self._context.language, None, refusal))

    def _on_not_chosen(self, refusal: Refusal) -> None:
        self._rest()
        self.second.say("", refusal_sentence(self._context.language, None, refusal))

    def _rest(self) -> None:
        self._task = None
        self.summary.show_work("")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.is_working:
            self.look()
