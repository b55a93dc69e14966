"""The dialog for a diary that cannot be read, shown instead of the window or over it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.journal.rescue_options import RescueOptions, RescueOutcome
from diary.screens.rescue import (
    DamageFacts,
    DamageState,
    RescuedState,
    RescueResult,
    RescueStep,
    RescueStepState,
    build_damage,
    build_rescued,
)
from diary.ui.background import Task
from diary.ui.desktop import open_outside
from diary.ui.placement import resize_in_room
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.labels import NoticeText, Text, Title
from diary.ui.widgets.layouts import STRETCH, WrapLayout, boxed, in_column, in_lines, in_row, take_out
from diary.ui.widgets.new_passphrase import secret_line
from diary.ui.widgets.saving import ask_open
from diary.ui.widgets.scrolling import Scrolling, ShowsFocus


class RescuePage(QWidget):
    """Paints a DamageState, and afterwards the result of the rescue; it emits the choices."""

    step_chosen = Signal(object)
    copy_chosen = Signal(object)
    elsewhere_requested = Signal()
    passphrase_typed = Signal(str)
    sight_wanted = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.buttons: dict[RescueStep, MainButton | TextButton] = {}
        self.choices: list[TextButton] = []
        self.elsewhere: TextButton | None = None
        self.passphrase: QLineEdit | None = None
        self.notice = NoticeText()
        self._is_unfolded = False
        self._content: QWidget | None = None
        self._column = in_column(
            self.notice,
            STRETCH,
            within=self,
            margins=(Space.HUGE, Space.WIDE, Space.HUGE, Space.LARGE),
            spacing=Space.LARGE,
        )

    def show_damage(self, state: DamageState) -> None:
        column = self._begin(state.title, state.lines)
        self.buttons.clear()
        for place, offer in enumerate(state.offers):
            column.addWidget(self._offer(offer, is_first=place == 0))
        self.passphrase = None
        if state.passphrase:
            column.addWidget(self._build_passphrase(state.passphrase))
        self._copies = self._build_copies(state)
        self._copies.setVisible(self._is_unfolded)
        column.addWidget(self._copies)
        self._show_content()

    def show_rescued(self, title: str, state: RescuedState) -> None:
        column = self._begin(title, state.lines)
        self.buttons.clear()
        if state.missing:
            card = Card(state.missing_title)
            card.body.addWidget(Text("\n".join(state.missing)))
            column.addWidget(card)
        self._show_content()

    def unfold_copies(self) -> None:
        """Show the other backups, and focus the first."""
        self._is_unfolded = True
        self._copies.show()
        first = next((button for button in (*self.choices, self.elsewhere) if button is not None), None)
        if first is not None:
            first.setFocus()
            self.sight_wanted.emit(self._copies)

    def set_busy(self, is_busy: bool) -> None:
        """Disable the choices while work is going on."""
        for button in (*self.buttons.values(), *self.choices, self.elsewhere):
            if button is not None:
                button.setEnabled(not is_busy)

    def _begin(self, title: str, lines: tuple[str, ...]) -> QVBoxLayout:
        """Replace the content by a new one with a title and lines."""
        if self._content is not None:
            take_out(self._content, self._column)
        self._content = QWidget()
        column = in_column(
            Title(title), *(Text(line) for line in lines), within=self._content, spacing=Space.LARGE
        )
        self._column.insertWidget(0, self._content)
        self.notice.say("")
        return column

    def _show_content(self) -> None:
        """Show it at once, so that a button in it can take the focus."""
        if self._content is not None:
            self._content.show()

    def _offer(self, offer: RescueStepState, *, is_first: bool) -> Card:
        card = Card(offer.title)
        card.body.addWidget(Text(offer.text))
        row = WrapLayout(spacing=Space.SMALL)
        for number, (step, words) in enumerate(offer.steps):
            button = MainButton(words) if is_first and number == 0 else TextButton(words)
            button.setObjectName(f"step:{step}")
            button.clicked.connect(partial(self.step_chosen.emit, step))
            self.buttons[step] = button
            row.addWidget(button)
        card.body.addLayout(row)
        return card

    def _build_passphrase(self, why: str) -> Card:
        t = self._language.t
        card = Card(t("Passphrase"))
        card.body.addWidget(Text(why))
        field = secret_line(t("Passphrase"))
        unlock = TextButton(t("Unlock"))
        field.returnPressed.connect(unlock.click)
        unlock.clicked.connect(lambda: self.passphrase_typed.emit(field.text()))
        card.body.addLayout(in_row((field, 1), unlock, spacing=Space.MEDIUM))
        self.passphrase = field
        return card

    def _build_copies(self, state: DamageState) -> Card:
        t = self._language.t
        card = Card(t("Other backups"))
        self.choices = []
        for path, words in state.copies:
            choose = TextButton(t("Choose"), on_click=partial(self.copy_chosen.emit, path))
            choose.setAccessibleName(t("Choose the backup of {copy}", copy=words))
            card.body.addLayout(in_row((Text(words), 1), choose, spacing=Space.MEDIUM))
            self.choices.append(choose)
        if not state.copies:
            card.body.addWidget(Text(t("There are no other backups in the usual folder.")))
        self.elsewhere = TextButton(t("A backup in another folder…"), on_click=self.elsewhere_requested)
        card.body.addLayout(in_lines(self.elsewhere))
        return card


SIZE = QSize(760, 720)


class RescueDialog(ShowsFocus, QDialog):
    """Rescues a diary; accepted when it can be opened again.

    `let_go` closes a diary that is open in this program before the file is replaced; `days` are those that are not
    as they were written.
    """

    def __init__(
        self,
        outcome: RescueOptions,
        reason: Reason,
        language: Language,
        parent: QWidget | None = None,
        let_go: Callable[[], None] = lambda: None,
        days: Sequence[date] = (),
    ) -> None:
        super().__init__(parent)
        self._outcome = outcome
        self._reason = reason
        self._language = language
        self._let_go = let_go
        self._days = days
        self._found: DamageFacts | None = None
        self._task: Task | None = None
        self.page = RescuePage(language)
        t = language.t
        self.setWindowTitle(t("Symptom Diary"))
        self.others = TextButton(t("Look at other backups"))
        self.folder = TextButton(t("Open the folder"), on_click=self._on_folder)
        self.leave = TextButton(t("Close"), on_click=self.reject)
        self.finish = MainButton(t("Open the diary"), on_click=self.accept)
        self.finish.hide()
        self._lay_out()
        self._connect()
        resize_in_room(self, SIZE)
        self._show()
        self.look()

    @property
    def is_busy(self) -> bool:
        """Whether work is going on."""
        return self._task is not None

    def look(self, copy: Path | None = None) -> None:
        """Examine the damage and the backups; `copy` is the backup to use, the newest by default."""
        self._do(partial(self._outcome.look, copy), self._on_found)

    def take(self, step: RescueStep) -> None:
        """Run the chosen rescue."""
        if step is RescueStep.ELSEWHERE:
            self.ask_other_folder()
            return
        chosen = self._found.chosen if self._found else None
        steps: dict[RescueStep, Callable[[], RescueOutcome]] = {
            RescueStep.LEAVE_OUT: self._outcome.remove_stray_journal,
            RescueStep.RESCUE: self._outcome.rescue,
            RescueStep.BEGIN_ANEW: self._outcome.start_empty,
        }
        if chosen is not None:
            steps[RescueStep.PUT_BACK] = partial(self._outcome.put_back, chosen.path)
            steps[RescueStep.COMPLETE] = partial(self._outcome.complete, chosen.path)
        self._let_go()
        t = self._language.t
        title = t("Your new diary is ready") if step is RescueStep.BEGIN_ANEW else t("Your diary is back")
        self._do(steps[step], partial(self._on_aided, title))

    def unlock(self, passphrase: str) -> None:
        """Use this passphrase for encrypted files, and examine again."""

        def look_again() -> DamageFacts:
            self._outcome.unlock(passphrase)
            return self._outcome.look()

        self._do(look_again, self._on_found)

    def ask_other_folder(self) -> QFileDialog:
        t = self._language.t
        title, kind = t("A backup in another folder…"), t("Diaries (*.diary)")
        return ask_open(self, self._language, title, self.look, kind)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_busy:
            event.ignore()
            return
        super().closeEvent(event)

    def reject(self) -> None:
        """Close on Escape or the Close button, but not while work is going on."""
        if not self.is_busy:
            super().reject()

    def _show(self) -> None:
        self.page.show_damage(
            build_damage(self._reason, self._outcome.path, self._found, self._language, self._days)
        )

    def _do(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        if self._task is not None:
            return
        self.page.notice.say("")
        self._set_busy(True)
        self._task = Task(work, done, self._on_refused, self)
        self._task.ended.connect(self._on_ended)
        self._task.start()

    def _on_ended(self) -> None:
        self._task = None
        self._set_busy(False)

    def _on_refused(self, refusal: Refusal) -> None:
        if self._found is None:
            self._on_found(DamageFacts((), None, 0, None, 0, None))
        self.page.notice.say(refusal_sentence(self._language, None, refusal))

    def _on_found(self, found: object) -> None:
        assert isinstance(found, DamageFacts)
        self._found = found
        self._show()
        first = next(iter(self.page.buttons.values()), None) or self.page.passphrase
        if first is not None:
            first.setFocus()

    def _on_aided(self, title: str, outcome: object) -> None:
        assert isinstance(outcome, RescueOutcome)
        t = self._language.t
        kept = () if outcome.kept is None else (t("The old file is kept as {name}.", name=outcome.kept.name),)
        rescued = outcome.rescued
        state = (
            build_rescued(rescued, self._language, outcome.kept)
            if isinstance(rescued, RescueResult)
            else RescuedState(kept, "", ())
        )
        self.page.show_rescued(title, state)
        self.others.hide()
        self.leave.hide()
        self.finish.show()
        self.finish.setFocus()

    def _set_busy(self, is_busy: bool) -> None:
        self.page.set_busy(is_busy)
        for button in (self.others, self.folder, self.leave):
            button.setEnabled(not is_busy)

    def _on_folder(self) -> None:
        folder = self._outcome.path.absolute().parent
        if not open_outside(folder):
            sentence = self._language.t("The folder could not be opened from here. It is {folder}.", folder=folder)
            self.page.notice.say(sentence)

    def _connect(self) -> None:
        self.page.step_chosen.connect(self.take)
        self.page.copy_chosen.connect(self.look)
        self.page.elsewhere_requested.connect(self.ask_other_folder)
        self.page.passphrase_typed.connect(self.unlock)
        self.page.sight_wanted.connect(
            lambda part: QTimer.singleShot(0, self, lambda: self._sheet.ensureWidgetVisible(part, 0, Space.WIDE))
        )
        self.others.clicked.connect(self.page.unfold_copies)

    def _lay_out(self) -> None:
        self._sheet = Scrolling(self.page)
        buttons = in_lines(self.others, self.folder, self.leave, self.finish)
        in_column(
            (self._sheet, 1),
            Rule(),
            boxed(in_row((buttons, 1), margins=(Space.HUGE, Space.MEDIUM, Space.HUGE, Space.WIDE))),
            within=self,
            spacing=0,
        )
