"""The section of Settings about the passphrase: set, change and remove it, the recovery sheet, and locking."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from diary.domain.refusal import Reason, Refusal
from diary.journal.session import DiarySession
from diary.report.pdf import make_sheet, write_sheet
from diary.screens.recovery_sheet import SheetState, build_sheet
from diary.ui.background import Task
from diary.ui.pages import Context
from diary.ui.preferences import LOCK_MINUTES
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import NoticeText, Text, Title
from diary.ui.widgets.layouts import fill, in_lines, in_page
from diary.ui.widgets.new_passphrase import NewPassphrase, PassphraseField, both_sides, wrong_words
from diary.ui.widgets.saving import SavedLine, ask_save
from diary.ui.widgets.scrolling import BeginsAt, TextColumn

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class SetCard(Card):
    """Sets a first passphrase: explains what it protects and costs, and holds the fields."""

    requested = Signal(object)

    def __init__(self, context: Context) -> None:
        t = context.language.t
        super().__init__(t("Lock this diary with a passphrase"))
        for side in both_sides(context.language):
            self.body.addWidget(Text(side))
        self.fresh = NewPassphrase(context.language)
        self.do = MainButton(t("Set the passphrase"), on_click=self._try)
        fill(self.body, self.fresh, in_lines(self.do))
        self.fresh.entered.connect(self._try)

    def _try(self) -> None:
        passphrase = self.fresh.read()
        if passphrase is not None:
            self.fresh.clear()
            self.requested.emit(passphrase)


class ChangeCard(Card):
    requested = Signal(str, str)

    def __init__(self, context: Context) -> None:
        t = context.language.t
        super().__init__(
            t("Another passphrase"),
            t("Backups of the diary get it too. A recovery sheet you have no longer fits: print a new one."),
        )
        self.current = PassphraseField(t("The passphrase you have now"), "current_to_change", context.language)
        self.notice = NoticeText()
        self.fresh = NewPassphrase(context.language)
        self.do = MainButton(t("Change the passphrase"), on_click=self._try)
        fill(self.body, self.current, self.notice, self.fresh, in_lines(self.do))
        self.current.entered.connect(self.fresh.setFocus)
        self.fresh.entered.connect(self._try)

    def _try(self) -> None:
        new = self.fresh.read()
        if new is not None:
            self.requested.emit(self.current.text, new)


class RemoveCard(Card):
    requested = Signal(str)

    def __init__(self, context: Context) -> None:
        t = context.language.t
        super().__init__(
            t("No passphrase any more"),
            t("Whoever can use your account on this computer can read the diary and its backups then."),
        )
        self.current = PassphraseField(t("The passphrase you have now"), "current_to_remove", context.language)
        self.notice = NoticeText()
        self.do = TextButton(t("Take the passphrase away"), on_click=self._try)
        fill(self.body, self.current, self.notice, in_lines(self.do))
        self.current.entered.connect(self._try)

    def _try(self) -> None:
        self.requested.emit(self.current.text)


class LockCard(Card):
    """Locks now, and chooses when the diary locks by itself."""

    minutes_chosen = Signal(int)

    def __init__(self, context: Context, minutes: int) -> None:
        language = context.language
        t = language.t
        super().__init__(t("Lock"), t("What you have typed is kept. To go on you type the passphrase."))
        self.now = TextButton(t("Lock now (Ctrl+L)"), "lock")
        name = t("Lock by itself when nobody touches the computer for")
        words = [
            (each, language.n("{count} minute", "{count} minutes", each) if each else t("never"))
            for each in LOCK_MINUTES
        ]
        self.minutes = Choices("lock_minutes", name, words)
        self.minutes.show_value(minutes)
        self.minutes.chosen.connect(self.minutes_chosen.emit)
        fill(self.body, in_lines(self.now), Text(name), self.minutes)


class CopiesCard(Card):
    """Lists backups without encryption; hidden while there are none."""

    def __init__(self, context: Context) -> None:
        self._language = context.language
        t = context.language.t
        super().__init__(t("Backups without a passphrase"))
        self.text = Text()
        self.notice = NoticeText()
        self.protect = TextButton(t("Protect them too"))
        fill(self.body, self.text, self.notice, in_lines(self.protect))
        self.hide()

    def show_count(self, count: int, beside: int) -> None:
        """Show how many there are in the backup folder, and beside the diary since a rescue."""
        n = self._language.n
        said = [
            n(
                "{count} file in the folder for backups can be read by anybody who has it.",
                "{count} files in the folder for backups can be read by anybody who has them.",
                count,
            ),
            n(
                "{count} file beside your diary, kept when it was mended, cannot be protected. Delete it when "
                "you no longer need it.",
                "{count} files beside your diary, kept when it was mended, cannot be protected. Delete them when "
                "you no longer need them.",
                beside,
            ),
        ]
        self.text.setText("\n".join(line for line, shown in zip(said, (count, beside), strict=True) if shown))
        self.protect.setEnabled(True)
        self.protect.setVisible(bool(count))
        self.setVisible(bool(count or beside))


class SheetCard(Card):
    """Emits `requested` with the passphrase and what to do once it is confirmed: whoever finds the window open
    must not be able to take the key along. With `just_set` the passphrase was typed a moment ago, and the sheet is
    made without it."""

    requested = Signal(str, object)

    def __init__(
        self, context: Context, session: DiarySession, resources: Path, *, just_set: bool = False
    ) -> None:
        t = context.language.t
        super().__init__(t("Recovery sheet"))
        self._just_set = just_set
        self._context = context
        self._session = session
        self._resources = resources
        self._printer: QPrinter | None = None
        self.body.addWidget(
            Text(
                t(
                    "One page on paper that opens your diary when you have forgotten the passphrase. Keep it away"
                    " from the computer. Whoever has the sheet and the diary can read it."
                )
            )
        )
        self.current = PassphraseField(t("The passphrase you have now"), "current_for_sheet", context.language)
        self.notice = NoticeText()
        self.said = SavedLine(context.language)
        self.print = TextButton(t("Print the sheet"), on_click=partial(self._request, self.ask_printer))
        self.save = TextButton(t("Save as PDF"), on_click=partial(self._request, self.ask_file))
        self.current.setHidden(just_set)
        self.current.entered.connect(partial(self._request, self.ask_printer))
        fill(self.body, self.current, in_lines(self.print, self.save), self.notice, self.said)

    def _request(self, then: Callable[[], QDialog], *_checked: bool) -> None:
        self.said.done("")
        if self._just_set:
            then()
        else:
            self.requested.emit(self.current.take(), then)

    def _state(self) -> SheetState:
        return build_sheet(self._context.language, self._session.raw, self._session.today)

    def ask_file(self) -> QFileDialog:
        """Ask where the file goes, then write it."""
        t = self._context.language.t
        name, kind = t("recovery-sheet.pdf"), t("PDF document (*.pdf)")
        language, title, preferences = self._context.language, t("Save as PDF"), self._context.preferences
        return ask_save(self.window(), language, title, kind, name, self.save_as, preferences)

    def save_as(self, path: Path) -> None:
        """Write the sheet as PDF, and advise to delete the file after printing."""
        with self._context.telling(self.notice.say):
            write_sheet(self._state(), self._context.language, self._resources, path)
            self._say_where(path)

    def _say_where(self, path: Path | None) -> None:
        t = self._context.language.t
        said = t("Sent to the printer.")
        if path is not None:
            said = t("The recovery sheet is in {path}. Print it, and delete the file.", path=path.name)
        self.notice.say("")
        self.said.done(said, path)

    def ask_printer(self) -> QDialog:
        """Ask for a printer, then print; nothing of it is written to a file but the one that is chosen there."""
        from diary.ui.printing import ask_printer, sheet_printer

        self._printer = sheet_printer()
        return ask_printer(self.window(), self._printer, self._context.language, self.print_on)

    def print_on(self, printer: "QPrinter") -> None:
        """Print the sheet."""
        from diary.ui.printing import PRINT_PPI, print_pages

        pictures = make_sheet(self._state(), self._context.language, self._resources, "png", ppi=PRINT_PPI)
        with self._context.telling(self.notice.say):
            self._say_where(print_pages(printer, pictures))


class PassphraseSection(BeginsAt, QWidget):
    """Shows what there is to do now. `said` is what was done just before, `just_set` that a passphrase was.

    The passphrase in use is checked here, beside its field; the change itself needs the diary closed, and is asked
    for by `change_requested`.
    """

    change_requested = Signal(object)
    """The new passphrase, or None to have none any more."""
    lock_requested = Signal()
    minutes_chosen = Signal(int)

    def __init__(
        self,
        context: Context,
        session: DiarySession,
        resources: Path,
        minutes: int,
        said: str = "",
        *,
        just_set: bool = False,
    ) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._task: Task | None = None  # also after an unhandled error
        self.said = Text(said)
        self.said.setVisible(bool(said))
        self.copies = CopiesCard(context)
        self.copies.protect.clicked.connect(self._protect)
        cards: list[Card]
        if session.has_passphrase:
            self.lock = LockCard(context, minutes)
            self.lock.now.clicked.connect(self.lock_requested)
            self.lock.minutes_chosen.connect(self.minutes_chosen)
            self.sheet = SheetCard(context, session, resources, just_set=just_set)
            self.sheet.requested.connect(partial(self._confirmed, self.sheet))
            self.change = ChangeCard(context)
            self.change.requested.connect(partial(self._change, self.change))
            self.remove = RemoveCard(context)
            self.remove.requested.connect(partial(self._change, self.remove))
            cards = [self.lock, self.sheet, self.copies, self.change, self.remove]
        else:
            self.set = SetCard(context)
            self.set.requested.connect(self.change_requested)
            cards = [self.set]
        self._lay_out(cards)

    def _lay_out(self, cards: list[Card]) -> None:
        in_page(Title(self._context.language.t("Passphrase")), last=TextColumn([self.said, *cards]), within=self)
        self.begin = self.lock.now if self._session.has_passphrase else self.set.fresh.first.line
        if self.said.text():  # heard with what gets the keyboard: the window is a new one
            self.begin.setAccessibleDescription(self.said.text())

    def _change(self, card: ChangeCard | RemoveCard, current: str, new: str | None = None) -> None:
        self._confirmed(card, current, partial(self.change_requested.emit, new))

    def _confirmed(
        self, card: ChangeCard | RemoveCard | SheetCard, current: str, go_on: Callable[[], None]
    ) -> None:
        """Go on when this is the passphrase in use; else say so beside its field."""
        if not self._is_busy:
            card.notice.say("")
            confirm, refused = partial(self._session.confirm, current), partial(self._on_refused, card.notice)
            self._task = Task(confirm, lambda _nothing: go_on(), refused, self).start()

    @property
    def _is_busy(self) -> bool:
        return self._task is not None and self._task.is_going

    def _on_refused(self, notice: NoticeText, refusal: Refusal) -> None:
        if refusal.reason is Reason.WRONG_PASSPHRASE:
            notice.say(wrong_words(self._context.language))
        else:
            notice.say(self._context.sentence(refusal))

    def _protect(self) -> None:
        if not self._is_busy:
            self.copies.protect.setEnabled(False)
            refused = partial(self._on_refused, self.copies.notice)
            self._task = Task(
                self._session.encrypt_backups, lambda _left: self._show_copies(), refused, self
            ).start()

    def _show_copies(self) -> None:
        session = self._session
        self.copies.show_count(
            *((session.readable_backups(), session.readable_beside()) if session.has_passphrase else (0, 0))
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_copies()
