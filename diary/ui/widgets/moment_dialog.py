"""The dialog for one moment of the day: its kind and text, the time, and for a medicine the amount."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.day import Moment, MomentKind
from diary.domain.entry import parse_clock, parse_number
from diary.domain.refusal import Refusal
from diary.domain.text import clean_line
from diary.ui.pages import refusals_to
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.key_press import typed_text
from diary.ui.widgets.keys import WrappingKeys
from diary.ui.widgets.labels import Heading, NoticeText, Text
from diary.ui.widgets.layouts import fill, in_column, in_form, in_lines
from diary.ui.widgets.question_dialog import FittedDialog
from diary.ui.widgets.suggesting import SuggestingLine
from diary.ui.widgets.typed import TypedField

MOST_AMOUNT = 100_000
GIVEN_UP = 2
"""How it ends by Cancel, which gives up what is typed; Escape and closing it only put it away."""


class MomentDialog(FittedDialog):
    """Emits `stored` with the moment. Suggests medicines that were taken before, with their amount."""

    stored = Signal(object)

    def __init__(
        self,
        names: Mapping[MomentKind, str],
        texts: Mapping[MomentKind, Sequence[str]],
        amounts: Mapping[str, float],
        at: int | None,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        """`texts` are the suggestions for each kind, `at` the initial time."""
        t = language.t
        super().__init__(t("A moment"), parent)
        self._kinds = tuple(names)
        self._texts = texts
        self._amounts = amounts
        self._suggested: float | None = None
        self._language = language
        self.kind = WrappingKeys(t("What kind of moment was it?"), list(names.values()), t("not answered"))
        self.kind.name_keys(t("Keys: {keys}"))
        self.at = TypedField(
            t("Time, may stay empty"), parse_clock, language.clock_minutes, step=15, bounds=(0, 1439), wraps=True
        )
        self.at.set_hint(t("hh:mm"))
        self.at.show_value(at)
        self.text = SuggestingLine(t("What was it?"))
        self.amount = TypedField(
            t("Amount, may stay empty"),
            parse_number,
            language.typed,
            bounds=(0, MOST_AMOUNT),
        )
        self.notice = NoticeText()
        self.add = MainButton(t("Add this moment"))
        self.cancel = TextButton(t("Cancel"))
        self._amount_words = Text(t("Amount"))
        self._lay_out()
        self._connect()
        self._show_kind()

    def _lay_out(self) -> None:
        t = self._language.t
        form = in_form(
            (Text(t("Time")), self.at),
            (Text(t("What was it?")), self.text),
            (self._amount_words, self.amount),
        )
        fill(self.body, form)
        buttons = in_lines(self.add, self.cancel, spacing=Space.MEDIUM)
        answers = in_column(self.notice, buttons, spacing=Space.SMALL)  # in sight however much scrolls above it
        self.lay_out(Heading(t("What kind of moment was it?")), self.kind, answers=answers)
        self.fit()

    def _connect(self) -> None:
        self.kind.answered.connect(lambda _kind: self._show_kind())
        self.text.textChanged.connect(self._suggest_amount)
        for field in (self.at, self.amount):
            field.refused.connect(self.say_refused)
            field.answered.connect(lambda _value: self.notice.say(""))
            field.returnPressed.connect(self.store)
        self.text.returnPressed.connect(self.store)
        self.add.clicked.connect(self.store)
        self.cancel.clicked.connect(lambda: self.done(GIVEN_UP))
        self.kind.setFocus()

    def store(self) -> None:
        """Emit the moment and close, or show what is missing."""
        if self.kind.value is None:
            self.notice.say(self._language.t("Choose what kind of moment it was first."))
            self.kind.setFocus()
            return
        kind = self._kinds[self.kind.value]
        with refusals_to(self.say_refused):
            self.at.setFocus()  # the keyboard stays in the field that is refused
            at, amount = self.at.read(), None
            if kind is MomentKind.MEDICINE:
                self.amount.setFocus()
                amount = self.amount.read()
            self.stored.emit(Moment(kind, None if at is None else int(at), amount, clean_line(self.text.text())))
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say that keys typed outside the fields answer nothing."""
        typed = typed_text(event)
        if typed:
            self.notice.say(self._language.t("“{typed}” is no answer here.", typed=typed))
        else:
            super().keyPressEvent(event)

    def say_refused(self, refusal: Refusal) -> None:
        """Say why something is not taken."""
        self.notice.say(refusal_sentence(self._language, None, refusal))

    def _show_kind(self) -> None:
        kind = None if self.kind.value is None else self._kinds[self.kind.value]
        self.notice.say("")
        self.amount.setVisible(kind is MomentKind.MEDICINE)
        self._amount_words.setVisible(kind is MomentKind.MEDICINE)
        self.text.suggest(self._texts.get(kind, ()) if kind is not None else ())

    def _suggest_amount(self, text: str) -> None:
        """Fill in the amount that is remembered, in place of one that was filled in for other words."""
        if not self.amount.is_waiting and self.amount.value == self._suggested:
            self._suggested = self._amounts.get(text)
            self.amount.show_value(self._suggested)
