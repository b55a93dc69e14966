"""Stores the answers of the day on screen, and gives the state of the stored day to show.

A refused answer is explained beside its field; what the disk refuses is tried again. Nothing typed is lost: an
entry that is not in the file stays on screen until it is.
"""

from collections.abc import Callable, Mapping, Set
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from diary.content.library import Library
from diary.domain.day import BODY_MAP, NAPS, Activity, AnswerSource, Day, DayKind, Nap
from diary.domain.form import PAIN_CARD, Form, PainRhythm
from diary.domain.item import Kind
from diary.domain.naps import check_naps
from diary.domain.period import Period
from diary.domain.plan.phase import PHASE, order_of
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import NIGHT_ITEMS, night_of
from diary.domain.tip_choice import TipMark
from diary.journal.checks import with_answers
from diary.journal.journal import Journal
from diary.screens.today import CardShortcut, CopyFromYesterday, DayVisit, TodayState, build_today
from diary.ui.retry import NOT_STORED, GrowingPause

if TYPE_CHECKING:
    from diary.screens.finished_day import FinishedDay

FUNCTION = "function"
TENDER = "tender"
HIDDEN_AREAS = "hidden_areas"
_CLICKED = frozenset({Kind.SCALE, Kind.CHOICE, Kind.FLAG})
FORM = "form"
Write = Callable[[], Day | None]
"""A write; it returns the day as stored afterwards, or None when no day was written."""


class Saver(QObject):
    """Writes the entries of one day. `day` is the stored day, `before` the stored day before it.

    `settled` emits the keys that are stored now, `refused` a key and why its entry is not, `blocked` why the
    file cannot be written, or None when it can again, `words_removed` whether something typed was taken away
    just now. `is_writing` tells listeners of the journal that the change comes from here.
    """

    settled = Signal(object)
    refused = Signal(str, object)
    blocked = Signal(object)
    words_removed = Signal(bool)

    def __init__(self, journal: Journal, day: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._unsaved: dict[str, Write] = {}
        self._impossible: dict[str, float | None] = {}
        self._impossible_naps: tuple[Nap, ...] | None = None
        self._told: Reason | None = None
        self._is_retrying = False
        self._pause = GrowingPause(self._retry_by_itself, self)
        self.saved_at: datetime | None = None
        self.saved_on: dict[date, datetime] = {}
        """When something was last stored here, and when on which day."""
        self.changes = 0
        """How many changes of the diary were written here: what the journal itself can undo."""
        self.is_writing = False
        self.read(day)

    @property
    def not_stored(self) -> frozenset[str]:
        """The keys of entries on screen that are not stored."""
        naps = () if self._impossible_naps is None else (NAPS,)
        return frozenset({*self._unsaved, *self._impossible, *naps})

    def read(self, day: date) -> None:
        """Read the day and the day before, to show another day or after a change from outside."""
        self.day = self._journal.day(day)
        self.before = self._journal.day(day - timedelta(days=1))

    def drop_refused(self) -> None:
        """Drop refused answers, before another day is shown."""
        self._impossible.clear()
        self._impossible_naps = None

    def save_entry(self, key: str, kind: Kind, value: Any) -> None:  # noqa: ANN401 - as the kind asks
        """Store what a field answered: a text, a tuple of activities, moments or naps, or one number."""
        journal, day, before = self._journal, self.day.date, self.day
        match kind:
            case Kind.TEXT:
                self.save(key, partial(journal.set_note, day, key, value))
            case Kind.ACTIVITIES if value is None:
                self.save(key, partial(journal.set_no_activities, day))
            case Kind.ACTIVITIES:
                self.save(key, partial(journal.set_activities, day, value))
            case Kind.MOMENTS:
                self.save(key, partial(journal.set_moments, day, value))
            case Kind.NAPS:
                self._save_naps(value)
            case _:
                self.save_answer(key, value)
        if kind in (Kind.TEXT, Kind.MOMENTS) and key not in self._unsaved:
            self.words_removed.emit(_has_lost_words(before, self.day))

    def save_answer(self, key: str, value: float | None) -> None:
        """Store an answer together with refused ones it makes valid, else alone; else emit why not."""
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
                if self._impossible_naps is not None and not values.keys().isdisjoint(NIGHT_ITEMS):
                    self._save_naps(self._impossible_naps)
                return
        self._impossible[key] = value
        self.refused.emit(key, refusal)

    def _save_naps(self, naps: tuple[Nap, ...]) -> None:
        """Store the naps, then the times of a night that were impossible beside the naps before; else emit why
        not."""
        refusal = self._try(NAPS, partial(self._journal.set_naps, self.day.date, naps))
        self._impossible_naps = naps if refusal else None
        self._tell((NAPS,), NAPS, refusal)
        for key in () if refusal else self._impossible.keys() & set(NIGHT_ITEMS):
            if key in self._impossible:
                self.save_answer(key, self._impossible[key])

    def save_copy(self, card: str, values: Mapping[str, float], activities: tuple[Activity, ...] | None) -> None:
        """Store what was copied from the day before as one change; a refusal is shown beside its first field."""
        refusal = self._try_answers(card, values, AnswerSource.COPIED, activities)
        self._tell(tuple(values), next(iter(values), card), refusal)

    def save(self, key: str, write: Write) -> None:
        """Run any other write."""
        self._tell((key,), key, self._try(key, write))

    def retry(self) -> bool:
        """Try again what the disk refused; true when everything is stored."""
        waiting = dict(self._unsaved)
        for key, write in waiting.items():
            if key in self._unsaved:  # else it went along with the one before it
                self.save(key, write)
        return not self._unsaved

    def _retry_by_itself(self) -> bool:
        self._is_retrying = True
        try:
            return self.retry()
        finally:
            self._is_retrying = False

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
        """Write, or keep the write for later when the disk refuses; returns why the entry itself is refused."""
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
            self._pause.begin()
            self._tell_blocked(refusal)
            return None
        finally:
            self.is_writing = False
        self.saved_at = self.saved_on[self.day.date] = self._journal.now()
        self.changes += key not in {FORM, HIDDEN_AREAS}
        self._tell_blocked(None)
        return None

    def _tell_blocked(self, refusal: Refusal | None) -> None:
        """Tell it, but not anew each time something is tried again by itself: a page may open a dialog."""
        reason = None if refusal is None else refusal.reason
        if refusal is None or reason is not self._told or not self._is_retrying:
            self.blocked.emit(refusal)
        self._told = reason

    def _write(self, write: Write) -> None:
        self.day = write() or self.day


def _has_lost_words(before: Day, now: Day) -> bool:
    """Return whether a note or a moment with words in it is there no more; a changed one is still there."""
    moments = [sum(bool(moment.text) for moment in day.moments) for day in (before, now)]
    return bool(before.notes.keys() - now.notes.keys()) or moments[1] < moments[0]


class DayEditor:
    """Receives the answers of the page's controls. `state` is what the page shows after `saver.settled`."""

    before_answer: Callable[[], object]
    """Looks at the clock before something is stored that one click says, whichever way the click came: where the
    page shows another day by that, it is not stored."""

    def __init__(self, library: Library, journal: Journal, day: date, parent: QObject) -> None:
        self.before_answer = lambda: None
        self._library = library
        self._journal = journal
        self.drafts = journal.drafts
        self.saver = Saver(journal, day, parent)
        self._form = journal.form()
        self._visit = DayVisit(order=order_of(journal.records(PHASE)))
        self._form_before: tuple[int, Form] | None = None
        self.state = self._build(None)

    @property
    def day(self) -> date:
        """The day on screen."""
        return self.saver.day.date

    # ------------------------------------------------------------------ state

    def open(self, day: date) -> TodayState:
        """Go to another day, and drop the messages about the last one."""
        self._visit = DayVisit()
        self.saver.drop_refused()
        return self._read(day)

    def read(self, *, keeps: bool = True) -> TodayState:
        """Read the day again after a change from outside. With `keeps` no question disappears while it is typed
        in; without, the form may have changed."""
        self._visit = replace(self._visit, kept=self.state.asked if keeps else frozenset())
        return self._read(self.day)

    def refresh(self) -> TodayState:
        """Build the state from what was stored here, without reading the day."""
        self._visit = replace(self._visit, kept=self.state.asked)
        self.state = self._build(self.state)
        return self.state

    def _read(self, day: date) -> TodayState:
        self._form, order = self._journal.form(), order_of(self._journal.records(PHASE))
        if order != self.state.visit.order:
            self._visit = replace(self._visit, kept=frozenset())
        self._visit = replace(self._visit, order=order)
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
            saver.saved_on.get(self.day),
            self._can_undo,
            journal.history.has_versions(saver.day.date),
            self._visit,
            known,
        )

    @property
    def _can_undo(self) -> bool:
        """Whether Undo is offered: today for what was done last, on another day only for what was done there."""
        history = self._journal.history
        is_own = history.can_undo if self.day == self._journal.today else history.is_newest_of(self.day)
        return is_own or self._form_to_undo is not None

    # ------------------------------------------------------------------ cards

    def answer(self, key: str, value: object) -> None:
        """Store what a question was answered with. What is typed belongs to the day it was begun on, a click on a
        day that shows no more to none."""
        kind = self._journal.catalogue.item(key).kind
        if kind in _CLICKED and self._is_other_day():
            return
        self.saver.save_entry(key, kind, value)

    def _is_other_day(self) -> bool:
        """Look at the clock; whether the day that shows is no more the one from which something was taken."""
        day = self.day
        self.before_answer()
        return self.day != day

    def refuse(self, key: str, refusal: Refusal) -> None:
        """Show beside a question why the typed text is refused."""
        self.saver.refused.emit(key, refusal)

    def copy(self, card: str, copy: CopyFromYesterday) -> None:
        """Store what was copied from the day before."""
        if self._is_other_day():
            return
        self.saver.save_copy(card, copy.values, copy.activities)

    def fold(self, card: str, folded: bool) -> None:
        """Remember that a card was folded or opened by hand."""
        cards = self._form.folded | {card} if folded else self._form.folded - {card}
        if cards != self._form.folded:
            self._store_form(FORM, replace(self._form, folded=cards))

    def take(self, card: str, offer: CardShortcut) -> None:
        """Do what a card offered; what it takes away can be undone, and what it folds away was not answered."""
        if offer is CardShortcut.ASK_ANYWAY:
            self._visit = replace(self._visit, anyway=self._visit.anyway | {card})
        elif offer is CardShortcut.ASK_MORE:
            self._visit = replace(self._visit, more=not self._visit.more, kept=frozenset())
            self.state = self._build(None)
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

    def finished_day(self) -> "FinishedDay":
        """Build what stands under a finished day, and remember that its tip was shown. Raises Refusal when the
        diary cannot be read."""
        from diary.screens.finished_day import READ_DAYS, build_finished_day  # numpy, which the start does without

        journal, today = self._journal, self._journal.today
        span = journal.span() or Period(today, today)
        table = journal.table(Period.ending(today, READ_DAYS))
        found = build_finished_day(table, self._library, self._form, journal.tips.marks(), today, span.first)
        if found.new_tip is not None:
            with suppress(Refusal):  # the choice is not random: it is the same next time
                journal.tips.mark(found.new_tip, TipMark.SHOWN)
        return found

    def forget_form(self) -> None:
        """Forget what was changed here: something was changed elsewhere, and that is what Undo takes back now."""
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
        if self._is_other_day():
            return
        values = {} if function is None else {FUNCTION: function}
        self.saver.save("kind", partial(self._journal.answer_all, self.day, values, kind=kind))

    # ------------------------------------------------------------------ the body

    def paint(self, areas: Mapping[str, int | None], shown: Mapping[str, int]) -> None:
        """Store what one stroke changed; while an earlier one waits for the disk, all that is `shown`."""
        if self._is_other_day():
            return
        if BODY_MAP in self.saver.not_stored:
            self.replace_areas(shown)
        else:
            self.saver.save(BODY_MAP, partial(self._journal.set_areas, self.day, areas))

    def replace_areas(self, areas: Mapping[str, int], source: AnswerSource = AnswerSource.TYPED) -> None:
        """Store these as all painful areas; none at all is the answer "no pain"."""
        if self._is_other_day():
            return
        self.saver.save(BODY_MAP, partial(self._journal.replace_areas, self.day, areas, source))

    def clear_map(self) -> None:
        """Clear the map to unanswered."""
        if self._is_other_day():
            return
        self.saver.save(BODY_MAP, partial(self._journal.clear_map, self.day))

    def set_tender(self, areas: Set[str]) -> None:
        """Store where touch hurts."""
        if self._is_other_day():
            return
        self.saver.save(TENDER, partial(self._journal.set_tender, self.day, areas))

    def hide_areas(self, areas: frozenset[str]) -> None:
        """Leave limbs out that are not there, from now on."""
        self._change_form(HIDDEN_AREAS, replace(self._form, hidden_areas=areas))


def night_refusal(day: Day, values: Mapping[str, float | None], at: datetime) -> Refusal | None:
    """Return why the night of `day` is impossible with these answers, beside its naps too, or None."""
    night = night_of(with_answers(day, values, at))
    try:
        check_naps(day.naps, night)
    except Refusal as refusal:
        return refusal
    return None if night is None else night.refusal
