"""The part of Settings about the passphrase: having one or not, changing it, the recovery sheet, and locking."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.journal.vault import Vault
from diary.ui.context import Context
from diary.ui.passphrase.cards import ChangeCard, CopiesCard, LockCard, RemoveCard, SetCard
from diary.ui.passphrase.sheet_card import SheetCard
from diary.ui.style import Space
from diary.ui.task import Task
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, Text, Title
from diary.ui.widgets.reading_column import ReadingColumn


class PassphraseSection(QWidget):
    """Shows what there is to do now. `said` is what was done just before. The passphrase in use is checked here,
    beside its field; the change itself needs the diary closed, and is asked for by `change_wished`."""

    change_wished = Signal(object)
    """The new passphrase, or None to have none any more."""
    lock_wished = Signal()
    minutes_chosen = Signal(int)

    def __init__(
        self,
        context: Context,
        vault: Vault,
        resources: Path,
        minutes: int,
        said: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._vault = vault
        self._task: Task | None = None  # the last one; an error nobody expected ends it too
        self.said = Text(said)
        self.said.setVisible(bool(said))
        self.copies = CopiesCard(context)
        self.copies.protect.clicked.connect(self._protect)
        cards: list[Card]
        if vault.has_passphrase:
            self.lock = LockCard(context, minutes)
            self.lock.now.clicked.connect(self.lock_wished)
            self.lock.minutes_chosen.connect(self.minutes_chosen)
            self.sheet = SheetCard(context, vault, resources)
            self.sheet.wished.connect(self._on_sheet)
            self.change = ChangeCard(context)
            self.change.wished.connect(self._on_change)
            self.remove = RemoveCard(context)
            self.remove.wished.connect(self._on_remove)
            cards = [self.lock, self.sheet, self.copies, self.change, self.remove]
        else:
            self.set = SetCard(context)
            self.set.wished.connect(self.change_wished)
            cards = [self.set]
        self._lay_out(cards)

    def _lay_out(self, cards: list[Card]) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, 0)
        page.setSpacing(Space.MEDIUM)
        page.addWidget(Title(self._context.language.t("Passphrase")))
        page.addWidget(ReadingColumn([self.said, *cards]), 1)
        self.setFocusProxy(self.lock.now if self._vault.has_passphrase else self.set.fresh)

    def _on_change(self, current: str, new: str) -> None:
        self._confirmed(current, self.change.notice, partial(self.change_wished.emit, new))

    def _on_remove(self, current: str) -> None:
        self._confirmed(current, self.remove.notice, partial(self.change_wished.emit, None))

    def _on_sheet(self, current: str, go_on: Callable[[], None]) -> None:
        self._confirmed(current, self.sheet.notice, go_on)

    def _confirmed(self, current: str, notice: NoticeText, go_on: Callable[[], None]) -> None:
        """Go on when this is the passphrase in use; else say beside its field that it is not."""
        if self._is_busy:
            return
        notice.say("")
        self._task = Task(
            partial(self._vault.confirm, current),
            lambda _nothing: go_on(),
            partial(self._on_refused, notice),
            self,
        ).start()

    @property
    def _is_busy(self) -> bool:
        return self._task is not None and self._task.is_going

    def _on_refused(self, notice: NoticeText, refusal: Refusal) -> None:
        language = self._context.language
        if refusal.reason is Reason.WRONG_PASSPHRASE:
            notice.say(language.t("This is not the passphrase. Check capitals and spaces, and type it again."))
        else:
            notice.say(refusal_sentence(language, None, refusal))

    def _protect(self) -> None:
        if not self._is_busy:
            self.copies.protect.setEnabled(False)
            self._task = Task(
                self._vault.protect_copies, self._on_protected, partial(self._on_refused, self.copies.notice), self
            ).start()

    def _on_protected(self, _left: int) -> None:
        self._show_copies()

    def _show_copies(self) -> None:
        vault = self._vault
        self.copies.show_count(
            *((vault.readable_copies(), vault.readable_beside()) if vault.has_passphrase else (0, 0))
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_copies()
