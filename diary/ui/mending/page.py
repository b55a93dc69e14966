"""The page about a diary that cannot be read in full: what happened, and what can be done about it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.screens.mending import DamageState, MendedState, OfferState, Step
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, Text, Title
from diary.ui.widgets.layouts import WrapLayout


class MendingPage(QWidget):
    """Paints a DamageState, and afterwards what came of it. It does nothing itself."""

    step_chosen = Signal(object)
    copy_chosen = Signal(object)
    elsewhere_requested = Signal()
    passphrase_typed = Signal(str)
    sight_wanted = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.buttons: dict[Step, MainButton | TextButton] = {}
        self.choices: list[TextButton] = []
        self.elsewhere: TextButton | None = None
        self.passphrase: QLineEdit | None = None
        self.notice = NoticeText()
        self._is_unfolded = False
        self._content: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.HUGE, Space.WIDE, Space.HUGE, Space.LARGE)
        self._column.setSpacing(Space.LARGE)
        self._column.addWidget(self.notice)
        self._column.addStretch(1)

    def show_damage(self, state: DamageState) -> None:
        """Say what happened and offer what can be done."""
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

    def show_mended(self, title: str, state: MendedState) -> None:
        """Say what came of it."""
        column = self._begin(title, state.lines)
        self.buttons.clear()
        if state.missing:
            card = Card(state.missing_title)
            card.body.addWidget(Text("\n".join(state.missing)))
            column.addWidget(card)
        self._show_content()

    def unfold_copies(self) -> None:
        """Show the other copies there are, and go to the first."""
        self._is_unfolded = True
        self._copies.show()
        first = next((button for button in (*self.choices, self.elsewhere) if button is not None), None)
        if first is not None:
            first.setFocus()
            self.sight_wanted.emit(self._copies)

    def set_busy(self, is_busy: bool) -> None:
        """While something is being done nothing else can be chosen."""
        for button in (*self.buttons.values(), *self.choices, self.elsewhere):
            if button is not None:
                button.setEnabled(not is_busy)

    def _begin(self, title: str, lines: tuple[str, ...]) -> QVBoxLayout:
        """A fresh content with its title and lines; the old one goes."""
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.LARGE)
        column.addWidget(Title(title))
        for line in lines:
            column.addWidget(Text(line))
        self._column.insertWidget(0, self._content)
        self.notice.say("")
        return column

    def _show_content(self) -> None:
        """At once, so that a button in it can have the focus."""
        if self._content is not None:
            self._content.show()

    def _offer(self, offer: OfferState, *, is_first: bool) -> Card:
        card = Card(offer.title)
        card.body.addWidget(Text(offer.text))
        row = WrapLayout(spacing=Space.SMALL)
        for number, (step, words) in enumerate(offer.steps):
            button = MainButton(words) if is_first and number == 0 else TextButton(words)
            button.setObjectName(f"step:{step}")
            button.setMinimumHeight(TOUCH)
            button.clicked.connect(partial(self.step_chosen.emit, step))
            self.buttons[step] = button
            row.addWidget(button)
        card.body.addLayout(row)
        return card

    def _build_passphrase(self, why: str) -> Card:
        t = self._language.t
        card = Card(t("Passphrase"))
        card.body.addWidget(Text(why))
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(t("Passphrase"))
        field.setMinimumHeight(TOUCH)
        unlock = TextButton(t("Unlock"))
        unlock.setMinimumHeight(TOUCH)
        field.returnPressed.connect(unlock.click)
        unlock.clicked.connect(lambda: self.passphrase_typed.emit(field.text()))
        row = QHBoxLayout()
        row.setSpacing(Space.MEDIUM)
        row.addWidget(field, 1)
        row.addWidget(unlock)
        card.body.addLayout(row)
        self.passphrase = field
        return card

    def _build_copies(self, state: DamageState) -> Card:
        t = self._language.t
        card = Card(t("Other copies"))
        self.choices = []
        for path, words in state.copies:
            row = QHBoxLayout()
            row.setSpacing(Space.MEDIUM)
            choose = TextButton(t("Choose"))
            choose.setAccessibleName(t("Choose the copy of {copy}", copy=words))
            choose.setMinimumHeight(TOUCH)
            choose.clicked.connect(partial(self.copy_chosen.emit, path))
            row.addWidget(Text(words), 1)
            row.addWidget(choose)
            card.body.addLayout(row)
            self.choices.append(choose)
        if not state.copies:
            card.body.addWidget(Text(t("There are no other copies in the usual folder.")))
        self.elsewhere = TextButton(t("A copy in another folder…"))
        self.elsewhere.setMinimumHeight(TOUCH)
        self.elsewhere.clicked.connect(self.elsewhere_requested)
        last = WrapLayout(spacing=Space.SMALL)
        last.addWidget(self.elsewhere)
        card.body.addLayout(last)
        return card
