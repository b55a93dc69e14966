"""The day that is on screen: what a control answers comes here and is stored; what the file says then is shown.

What cannot be stored is told beside its field, what the disk refuses is tried again. Nothing typed is lost: an
entry that is not in the file stays on screen until it is.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from diary.content.library import Library
from diary.domain.day import BODY_MAP, Activity, Answer, AnswerSource, Day, DayKind
from diary.domain.form import PAIN_CARD, Form, PainRhythm
from diary.domain.item import Kind
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import NIGHT_ITEMS, night_of
from diary.journal.journal import Journal
from diary.screens.today import CardShortcut, CopyFromYesterday, DayVisit, TodayState, build_today

FUNCTION = "function"
TENDER = "tender"
HIDDEN_AREAS = "hidden_areas"
FORM = "form"
Write = Callable[[], Day | None]
"""Writes, and gives the day as it is in the file then; None when it was no day that was written in."""

NOT_STORED = frozenset(
    {
        Reason.FILE_MISSING,
        Reason.FILE_NOT_A_DIARY,
        Reason.FILE_DAMAGED,
        Reason.FILE_NEWER,
        Reason.FILE_LOCKED,
        Reason.FILE_GONE,
        Reason.FILE_REPLACED,
        Reason.FILE_READ_ONLY,
        Reason.FILE_UNREADABLE,
        Reason.FOLDER_MISSING,
        Reason.NO_PERMISSION,
        Reason.DISK_FULL,
        Reason.DISK_ERROR,
    }
)
"""Reasons that lie with the file, not with the answer: trying again may help."""


class Saver(QObject):
    """Writes the entries of one day. `day` is what the file says of it, `before` what it says of the day before.

    `settled` carries the keys that are in the file now, `refused` a key and why its entry cannot be,
    `blocked` why the file cannot be written, or None when it can again. `is_writing` tells listeners of the
    journal that what they hear of comes from here.
    """

    settled = Signal(object)
    refused = Signal(str, object)
    blocked = Signal(object)

    def __init__(self, journal: Journal, day: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._unsaved: dict[str, Write] = {}
        self._impossible: dict[str, float | None] = {}
        self.saved_at: datetime | None = None
        self.changes = 0
        """How many changes of the diary were written here: what the journal itself can undo."""
        self.is_writing = False
        self.read(day)

    @property
    def not_stored(self) -> frozenset[str]:
        """Keys of what is on screen and not in the file."""
        return frozenset({*self._unsaved, *self._impossible})

    def read(self, day: date) -> None:
        """Read the day and the day before: another one is to be shown, or they were written in elsewhere."""
        self.day = self._journal.day(day)
        self.before = self._journal.day(day - timedelta(days=1))

    def forget_impossible(self) -> None:
        """Another day follows: answers that could not be are left behind."""
        self._impossible.clear()

    def save_entry(self, key: str, kind: Kind, value: Any) -> None:  # noqa: ANN401 - as the kind asks
        """Store what a field answered: a text, a tuple of activities or moments, or one number."""
        journal, day = self._journal, self.day.date
        match kind:
            case Kind.TEXT:
                self.save(key, partial(journal.set_note, day, key, value))
            case Kind.ACTIVITIES if value is None:
                self.save(key, partial(journal.set_no_activities, day))
            case Kind.ACTIVITIES:
                self.save(key, partial(journal.set_activities, day, value))
            case Kind.MOMENTS:
                self.save(key, partial(journal.set_moments, day, value))
            case _:
                self.save_answer(key, value)

    def save_answer(self, key: str, value: float | None) -> None:
        """Store an answer together with those it makes possible, or else alone, or else say why not."""
        tries = [{key: value}]
        if self._impossible:
            tries.insert(0, {**self._impossible, key: value})
        refusal: Refusal | None = None
        for values in tries:
            refusal = self._try_answers(key, values)
            if refusal is None:
                for each in values:
                    self._impossible.pop(each, None)
                self._settle(tuple(values))
                return
        self._impossible[key] = value
        self.refused.emit(key, refusal)

    def save_copy(self, card: str, values: Mapping[str, float], activities: tuple[Activity, ...] | None) -> None:
        """Store what was taken over from the day before as one change; what refuses it is said beside its first
        field."""
        refusal = self._try_answers(card, values, AnswerSource.COPIED, activities)
        self._tell(tuple(values), next(iter(values), card), refusal)

    def save(self, key: str, write: Write) -> None:
        """Store anything else."""
        self._tell((key,), key, self._try(key, write))

    def retry(self) -> bool:
        """Try again what the disk refused; true when everything is stored."""
        waiting = dict(self._unsaved)
        for key, write in waiting.items():
            self.save(key, write)
        return not self._unsaved

    def _tell(self, keys: tuple[str, ...], key: str, refusal: Refusal | None) -> None:
        if refusal is None:
            self._settle(keys)
        else:
            self.refused.emit(key, refusal)

    def _settle(self, keys: tuple[str, ...]) -> None:
        if not self._unsaved:
            self.settled.emit(keys)

    def _try_answers(
        self,
        key: str,
        values: Mapping[str, float | None],
        source: AnswerSource = AnswerSource.TYPED,
        activities: tuple[Activity, ...] | None = None,
    ) -> Refusal | None:
        """Write answers unless they make a night that cannot be; returns why they are refused."""
        if not values.keys().isdisjoint(NIGHT_ITEMS):
            refusal = night_refusal(self.day, values, self._journal.now())
            if refusal is not None:
                return refusal
        write = partial(self._journal.answer_all, self.day.date, values, source, activities=activities)
        return self._try(key, write)

    def _try(self, key: str, write: Write) -> Refusal | None:
        """Write, and keep the write for later when the disk refuses; returns why the entry itself is refused."""
        self._unsaved.pop(key, None)
        self.is_writing = True
        try:
            for other in tuple(self._unsaved):
                self._write(self._unsaved[other])
                del self._unsaved[other]
            self._write(write)
        except Refusal as refusal:
            if refusal.reason not in NOT_STORED:
                return refusal
            self._unsaved[key] = write
            self.blocked.emit(refusal)
            return None
        finally:
            self.is_writing = False
        self.saved_at = self._journal.now()
        self.changes += key not in {FORM, HIDDEN_AREAS}
        self.blocked.emit(None)
        return None

    def _write(self, write: Write) -> None:
        self.day = write() or self.day


class DayEditor:
    """What the controls of the page call. `state` is what the page shows, or is to show after `saver.settled`."""

    def __init__(self, library: Library, journal: Journal, day: date, parent: QObject) -> None:
        self._library = library
        self._journal = journal
        self.saver = Saver(journal, day, parent)
        self._form = journal.form()
        self._visit = DayVisit()
        self._form_before: tuple[int, Form] | None = None
        self.state = self._build(None)

    @property
    def day(self) -> date:
        """The day on screen."""
        return self.saver.day.date

    # ------------------------------------------------------------------ what is shown

    def open(self, day: date) -> TodayState:
        """Go to another day; what was said about the last one holds no longer."""
        self._visit = DayVisit()
        self.saver.forget_impossible()
        return self._read(day)

    def read(self, *, keeps: bool = True) -> TodayState:
        """Read the day again, which was written in elsewhere. No question goes away while it is typed in, unless
        what is asked may be something else now: then nothing `keeps`."""
        self._visit = replace(self._visit, kept=self.state.asked if keeps else frozenset())
        return self._read(self.day)

    def refresh(self) -> TodayState:
        """Make the state of what was stored here: no day is read."""
        self._visit = replace(self._visit, kept=self.state.asked)
        self.state = self._build(self.state)
        return self.state

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
            journal.can_undo or self._form_to_undo is not None,
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

    def copy(self, card: str, copy: CopyFromYesterday) -> None:
        """Store what was taken over from the day before."""
        self.saver.save_copy(card, copy.values, copy.activities)

    def fold(self, card: str, folded: bool) -> None:
        """Remember that a card was folded or opened by hand."""
        cards = self._form.folded | {card} if folded else self._form.folded - {card}
        if cards != self._form.folded:
            self._store_form(FORM, replace(self._form, folded=cards))

    def take(self, card: str, offer: CardShortcut) -> None:
        """Do what a card offered; what it takes away can be undone."""
        if offer is CardShortcut.ASK_ANYWAY:
            self._visit = replace(self._visit, anyway=self._visit.anyway | {card})
        else:
            self._visit = replace(self._visit, anyway=self._visit.anyway - {PAIN_CARD}, stopped=True)
            self._change_form(FORM, replace(self._form, pain=PainRhythm.OFF))
        self.saver.settled.emit(())

    def undo_form(self) -> bool:
        """Ask and draw again what the form was last told not to, if nothing was changed since; whether it was."""
        before = self._form_to_undo
        if before is None:
            return False
        self._form_before = None
        self._visit = replace(self._visit, stopped=False)
        self._store_form(FORM, replace(self._form, pain=before.pain, hidden_areas=before.hidden_areas))
        return True

    def forget_form(self) -> None:
        """Something was changed elsewhere: that is what Undo takes back now."""
        self._form_before = None

    @property
    def _form_to_undo(self) -> Form | None:
        if self._form_before is None or self._form_before[0] != self.saver.changes:
            return None
        return self._form_before[1]

    def _change_form(self, key: str, form: Form) -> None:
        """Store a form that asks or draws less: the newest thing that Undo takes back."""
        self._form_before = self.saver.changes, self._form
        self._store_form(key, form)

    def _store_form(self, key: str, form: Form) -> None:
        self._form = form
        self.saver.save(key, partial(self._journal.set_form, form))

    # ------------------------------------------------------------------ the kind of day

    def set_kind(self, kind: DayKind, function: float | None = None) -> None:
        """Say what kind of day it was and, when that was answered, how much could be done: one change."""
        values = {} if function is None else {FUNCTION: function}
        self.saver.save("kind", partial(self._journal.answer_all, self.day, values, kind=kind))

    # ------------------------------------------------------------------ the body

    def paint(self, areas: Mapping[str, int | None], shown: Mapping[str, int]) -> None:
        """Store what one stroke changed; while an earlier one waits for the disk, all that is `shown`."""
        if BODY_MAP in self.saver.not_stored:
            self.replace_areas(shown)
        else:
            self.saver.save(BODY_MAP, partial(self._journal.set_areas, self.day, areas))

    def replace_areas(self, areas: Mapping[str, int], source: AnswerSource = AnswerSource.TYPED) -> None:
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
        self._change_form(HIDDEN_AREAS, replace(self._form, hidden_areas=areas))


def night_refusal(day: Day, values: Mapping[str, float | None], at: datetime) -> Refusal | None:
    """Why the night of `day` could not be with these answers, or None."""
    answers = {item: answer for item, answer in day.answers.items() if item not in values}
    answers |= {item: Answer(value, at) for item, value in values.items() if value is not None}
    night = night_of(replace(day, answers=answers))
    return None if night is None else night.refusal
