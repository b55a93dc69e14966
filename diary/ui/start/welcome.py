"""The page of the first start: what the program is, its language, and whether the diary gets a passphrase."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from diary.content.articles import PURPOSE, load_article
from diary.content.language import Language
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import MainButton, QuietButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import NoticeText, QuietText, Text, Title
from diary.ui.widgets.layouts import WrapLayout
from diary.ui.widgets.new_passphrase import NewPassphrase
from diary.ui.widgets.scrolling import CentredColumn

NONE, WITH = "none", "with"


class WelcomePage(CentredColumn):
    """Emits `begun` with the passphrase, or None for a diary without one; nothing is written before that."""

    begun = Signal(object)
    sample_requested = Signal()
    language_chosen = Signal(str)
    red_flags_requested = Signal()

    def __init__(
        self,
        language: Language,
        resources: Path,
        languages: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        t = language.t
        self.languages = Choices("language", t("Language"), languages)
        self.languages.show_value(language.code)
        self.languages.chosen.connect(self._on_language)
        self.passphrase = Choices(
            "passphrase", t("Passphrase"), [(NONE, t("Without a passphrase")), (WITH, t("With a passphrase"))]
        )
        self.passphrase.show_value(NONE)
        self.passphrase.chosen.connect(self._on_passphrase)
        self.fresh = NewPassphrase(language)
        self.begin = MainButton(t("Begin"))
        self.sample = TextButton(t("Look round in a sample first"))
        self.doctor = QuietButton(t("When to call a doctor"), "doctor")
        self.notice = NoticeText()
        self._lay_out(language, load_article(resources, language.code, PURPOSE).sections[0].paragraphs[0])
        self.begin.clicked.connect(self._begin)
        self.fresh.entered.connect(self._begin)
        self.sample.clicked.connect(self.sample_requested)
        self.doctor.clicked.connect(self.red_flags_requested)
        self.setFocusProxy(self.begin)

    def _lay_out(self, language: Language, purpose: str) -> None:
        t = language.t
        self.column.addWidget(Title(t("Welcome to Symptom Diary")))
        self.column.addWidget(
            Text(
                t(
                    "A private notebook for people with pain that stays: how you slept, what you did, where it"
                    " hurt. Before an appointment it makes one page that you can show. Everything stays on this"
                    " computer; nothing is sent anywhere, and there is no account."
                )
            )
        )
        self.column.addWidget(self.languages)
        self.column.addWidget(self._choice(language))
        row = WrapLayout(spacing=Space.MEDIUM)
        for button in (self.begin, self.sample):
            button.setMinimumHeight(TOUCH)
            row.addWidget(button)
        self.column.addWidget(self.notice)
        self.column.addLayout(row)
        self.column.addWidget(QuietText(purpose))
        last = WrapLayout(spacing=Space.MEDIUM)
        self.doctor.setMinimumHeight(TOUCH)
        last.addWidget(self.doctor)
        self.column.addLayout(last)

    def _choice(self, language: Language) -> Card:
        t = language.t
        card = Card(t("Who can read it?"), t("You can change this later, in Settings."))
        self.without = Text(
            t("Without a passphrase, whoever can use your account on this computer can read your diary.")
        )
        self.with_one = Text(
            t(
                "With a passphrase, the diary and its backups are encrypted. If you forget it and have no recovery"
                " sheet, nobody can open the diary any more, and nobody can help."
            )
        )
        for part in (self.without, self.with_one, self.passphrase, self.fresh):
            card.body.addWidget(part)
        self.fresh.hide()
        return card

    @property
    def choice(self) -> tuple[object, str, str]:
        """What was chosen and typed about a passphrase, for the same page in another language."""
        return self.passphrase.value, self.fresh.first.line.text(), self.fresh.second.line.text()

    def take_choice(self, choice: tuple[object, str, str]) -> None:
        """Show what was chosen in another language."""
        value, first, second = choice
        self.passphrase.show_value(value)
        self.fresh.setVisible(value == WITH)
        self.fresh.first.line.setText(first)
        self.fresh.second.line.setText(second)

    def say(self, sentence: str) -> None:
        """Show why the diary could not be created."""
        self.notice.say(sentence)

    def _on_language(self, code: object) -> None:
        self.language_chosen.emit(str(code))

    def _on_passphrase(self, value: object) -> None:
        self.fresh.setVisible(value == WITH)
        if value == WITH:
            self.fresh.setFocus()
            QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.fresh))
        else:
            self.fresh.clear()

    def _begin(self) -> None:
        if self.passphrase.value != WITH:
            self.begun.emit(None)
            return
        passphrase = self.fresh.read()
        if passphrase is not None:
            self.fresh.clear()
            self.begun.emit(passphrase)
