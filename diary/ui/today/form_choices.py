"""What a person says about the form itself while a day is on screen: fold this, ask that, ask it no more."""

from collections.abc import Set
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from diary.domain.form import PAIN_CARD, Form, PainRhythm
from diary.journal.journal import Journal
from diary.screens.today import Offer, Visit
from diary.ui.today.saving import Saver


class FormChoices(QObject):
    """Keeps the form in the diary and the visit of a day in mind. `changed` asks to show the day again."""

    changed = Signal()

    def __init__(self, journal: Journal, saver: Saver, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._saver = saver
        self.form = journal.form()
        self.visit = Visit()

    def read(self) -> Form:
        """The form as it is in the diary now: Settings may have changed it."""
        self.form = self._journal.form()
        return self.form

    def begin(self) -> None:
        """Another day is shown: what was said about the last one holds no longer."""
        self.visit = Visit()

    def keep(self, items: Set[str]) -> None:
        """These are in sight, and stay so: a question does not go away while it is typed in."""
        self.visit = replace(self.visit, kept=frozenset(items))

    def fold(self, card: str, folded: bool) -> None:
        """Remember that a card was folded or opened by hand."""
        cards = self.form.folded | {card} if folded else self.form.folded - {card}
        if cards != self.form.folded:
            self._store(replace(self.form, folded=cards))

    def take(self, card: str, offer: Offer) -> None:
        """Do what a card offered."""
        if offer is Offer.ASK_ANYWAY:
            self.visit = replace(self.visit, anyway=self.visit.anyway | {card})
        else:
            self.visit = replace(self.visit, anyway=self.visit.anyway - {PAIN_CARD}, stopped=True)
            self._store(replace(self.form, pain=PainRhythm.OFF))
        self.changed.emit()

    def _store(self, form: Form) -> None:
        self.form = form
        self._saver.save("form", partial(self._journal.set_form, form))
