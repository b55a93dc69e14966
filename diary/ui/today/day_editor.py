"""The day that is on screen and all that can be done with it: what a control answers comes here and is stored, and
what the file says then is what the page shows."""

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from diary.content.library import Library
from diary.domain.day import BODY_MAP, DayKind, Source
from diary.domain.form import PAIN_CARD, Form, PainRhythm
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.screens.today import Copy, Offer, TodayState, Visit, build_today
from diary.ui.today.saving import Saver

FUNCTION = "function"
TENDER = "tender"
HIDDEN_AREAS = "hidden_areas"


class DayEditor:
    """What the controls of the page call. `state` is what the page shows, or is to show after `saver.settled`."""

    def __init__(self, library: Library, journal: Journal, day: date, parent: QObject) -> None:
        self._library = library
        self._journal = journal
        self.saver = Saver(journal, day, parent)
        self._form = journal.form()
        self._visit = Visit()
        self.state = self._build(None)

    @property
    def day(self) -> date:
        """The day on screen."""
        return self.saver.day.date

    # ------------------------------------------------------------------ what is shown

    def open(self, day: date) -> TodayState:
        """Go to another day; what was said about the last one holds no longer."""
        self._visit = Visit()
        self.saver.forget_impossible()
        return self._read(day)

    def come_back(self) -> TodayState:
        """Read the day again; what is asked may be something else now."""
        self._visit = replace(self._visit, kept=frozenset())
        return self._read(self.day)

    def read(self) -> TodayState:
        """Read the day again, which was written in elsewhere. No question goes away while it is typed in."""
        self._keep()
        return self._read(self.day)

    def refresh(self) -> TodayState:
        """Make the state of what was stored here: no day is read."""
        self._keep()
        self.state = self._build(self.state)
        return self.state

    def _keep(self) -> None:
        if self._visit.kept != self.state.asked:
            self._visit = replace(self._visit, kept=self.state.asked)

    def _read(self, day: date) -> TodayState:
        self._form = self._journal.form()
        self.saver.read(day)
        self.state = self._build(self.state)
        return self.state

    def _build(self, known: TodayState | None) -> TodayState:
        journal, saver = self._journal, self.saver
        return build_today(
            saver.day,
            saver.before,
            self._library,
            self._form,
            journal.today,
            journal.now(),
            saver.saved_at,
            journal.can_undo,
            journal.has_versions(saver.day.date),
            self._visit,
            known,
        )

    # ------------------------------------------------------------------ cards

    def answer(self, key: str, value: object) -> None:
        """Store what a question was answered with."""
        self.saver.save_entry(key, self._journal.catalogue.item(key).kind, value)

    def refuse(self, key: str, refusal: Refusal) -> None:
        """Say beside a question why what was typed is no answer to it."""
        self.saver.refused.emit(key, refusal)

    def copy(self, card: str, copy: Copy) -> None:
        """Store what was taken over from the day before."""
        self.saver.save_copy(card, copy.values, copy.activities)

    def fold(self, card: str, folded: bool) -> None:
        """Remember that a card was folded or opened by hand."""
        cards = self._form.folded | {card} if folded else self._form.folded - {card}
        if cards != self._form.folded:
            self._store_form("form", replace(self._form, folded=cards))

    def take(self, card: str, offer: Offer) -> None:
        """Do what a card offered."""
        if offer is Offer.ASK_ANYWAY:
            self._visit = replace(self._visit, anyway=self._visit.anyway | {card})
        else:
            self._visit = replace(self._visit, anyway=self._visit.anyway - {PAIN_CARD}, stopped=True)
            self._store_form("form", replace(self._form, pain=PainRhythm.OFF))
        self.saver.settled.emit(())

    def _store_form(self, key: str, form: Form) -> None:
        self._form = form
        self.saver.save(key, partial(self._journal.set_form, form))

    # ------------------------------------------------------------------ the kind of day

    def set_kind(self, kind: DayKind) -> None:
        """Say what kind of day it was."""
        self.saver.save("kind", partial(self._journal.set_kind, self.day, kind))

    def set_hard(self, function: float | None) -> None:
        """Say that it was a hard day and, when that was answered, how much could be done: one change."""
        values = {} if function is None else {FUNCTION: function}
        self.saver.save("kind", partial(self._journal.answer_all, self.day, values, kind=DayKind.HARD))

    # ------------------------------------------------------------------ the body

    def paint(self, areas: Mapping[str, int | None], shown: Mapping[str, int]) -> None:
        """Store what one stroke changed; while an earlier one waits for the disk, all that is `shown`."""
        if BODY_MAP in self.saver.not_stored:
            self.replace_areas(shown)
        else:
            self.saver.save(BODY_MAP, partial(self._journal.set_areas, self.day, areas))

    def replace_areas(self, areas: Mapping[str, int], source: Source = Source.TYPED) -> None:
        """Store these as all painful areas; none at all is the answer "no pain"."""
        self.saver.save(BODY_MAP, partial(self._journal.replace_areas, self.day, areas, source))

    def clear_map(self) -> None:
        """Take the map back to not filled in."""
        self.saver.save(BODY_MAP, partial(self._journal.clear_map, self.day))

    def set_tender(self, areas: Set[str]) -> None:
        """Store where touch hurts."""
        self.saver.save(TENDER, partial(self._journal.set_tender, self.day, areas))

    def hide_areas(self, areas: frozenset[str]) -> None:
        """Leave limbs out that are not there, from now on."""
        self._store_form(HIDDEN_AREAS, replace(self._form, hidden_areas=areas))
