"""The one door for writing a diary, and what everybody reads it through.

Every method that writes is one small durable change: when it returns the change is on disk, when it raises
Refusal nothing has changed. Listeners hear the period that changed, afterwards.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from diary.domain.day import ACTIVITIES, BODY_MAP, Activity, Answer, Day, DayKind, Moment, Source
from diary.domain.form import Form
from diary.domain.item import OwnItem
from diary.domain.period import Period
from diary.journal import checks
from diary.journal.choices import Choosing
from diary.journal.forms import settings_of
from diary.journal.history import History
from diary.journal.intake import Intake
from diary.journal.remembering import Remembering
from diary.storage.store import preload_writer

if TYPE_CHECKING:
    from diary.storage.writing import Change


class Journal(Choosing, Remembering, History):
    """A diary that is open for reading and writing."""

    def save_own_item(self, own: OwnItem) -> None:
        """Add an own item or change the one with its key: its names, its range, or that it is archived.

        Raises Refusal ITEM_EXISTS when a built-in item has that key, TEXT_TOO_LONG for a long name, and
        OWN_ITEM_IN_USE when its kind or range would no longer hold what was answered with it.
        """
        checks.check_own_item(self._built_in, self.own_items, own)
        keys = [known.item.key for known in self.own_items]
        position = keys.index(own.item.key) if own.item.key in keys else len(keys)
        with self._store.change("save", self._clock()) as change:
            change.put_own_item(own, position)
        self._read_own_items()
        today = self.today
        self._tell(self.span() or Period(today, today))

    def set_form(self, form: Form) -> None:
        """Store how the person wants their form. Undo does not touch it."""
        stored = self._store.pairs("setting")
        new = {key: value for key, value in settings_of(form).items() if stored.get(key) != value}
        if new:
            self._store.put_pairs("setting", new)
        self._boundary = form.boundary_minutes

    def set_profile(self, key: str, value: str) -> None:
        """Store something to be printed; empty takes it away. Undo does not touch it."""
        checks.check_text(value, checks.LONGEST_NAME)
        if self.profile().get(key, "") != value:
            self._store.put_pairs("profile", {key: value})

    def answer(self, day: date, item: str, value: float | None, source: Source = Source.TYPED) -> None:
        """Store one answer; None takes it back to not answered."""
        self.answer_all(day, {item: value}, source)

    def answer_all(
        self,
        day: date,
        values: Mapping[str, float | None],
        source: Source = Source.TYPED,
        *,
        activities: Iterable[Activity] | None = None,
        areas: Mapping[str, int] | None = None,
        notes: Mapping[str, str] | None = None,
        kind: DayKind | None = None,
    ) -> None:
        """Store several answers of a day as one change, with its activities, all its painful areas, notes and its
        kind when they are given."""
        stored = self.day(day)
        checks.check_answers(self.catalogue, stored, values)
        done = stored.activities if activities is None else tuple(activities)
        checks.check_activities(done)
        checks.check_areas(self.atlas, areas or {})
        checks.check_notes(self.catalogue, notes or {})
        new = {item: value for item, value in values.items() if stored.value(item) != value}
        said = {key: text for key, text in (notes or {}).items() if stored.notes.get(key, "") != text}
        is_new_map = areas is not None and (not stored.is_mapped or dict(areas) != dict(stored.areas))
        is_done = activities is not None and (done != stored.activities or ACTIVITIES in stored.answers)
        if not (new or said or is_new_map or is_done or kind not in (None, stored.kind)):
            checks.check_day(day, self.today)
            return
        with self._change_of(day) as change:
            if checks.is_first_clock(stored, new):
                change.set_zone(day, self._zone)
            for item, value in new.items():
                change.put_answer(day, item, self._answered(value, source))
            if is_done:
                change.replace_activities(day, done)
                change.put_answer(day, ACTIVITIES, None)
            if is_new_map:
                self._put_map(change, stored, areas or {}, source)
            for key, text in said.items():
                change.put_note(day, key, text)
            if kind is not None:
                change.set_kind(day, kind)

    def _put_map(self, change: "Change", stored: Day, areas: Mapping[str, int], source: Source) -> None:
        gone: dict[str, int | None] = dict.fromkeys(stored.areas.keys() - areas.keys())
        change.put_areas(stored.date, gone | dict(areas))
        if not stored.is_mapped:
            change.put_answer(stored.date, BODY_MAP, self._answered(1, source))

    def set_areas(self, day: date, areas: Mapping[str, int | None], source: Source = Source.TYPED) -> None:
        """Paint or clear areas of the body map, which then counts as answered."""
        checks.check_areas(self.atlas, areas)
        with self._change_of(day) as change:
            change.put_areas(day, areas)
            if not self.day(day).is_mapped:
                change.put_answer(day, BODY_MAP, self._answered(1, source))

    def replace_areas(self, day: date, areas: Mapping[str, int], source: Source = Source.TYPED) -> None:
        """Make these the painful areas of the day; none at all is the answer "no pain today"."""
        gone: dict[str, int | None] = dict.fromkeys(self.day(day).areas.keys() - areas.keys())
        self.set_areas(day, gone | dict(areas), source)

    def clear_map(self, day: date) -> None:
        """Take the body map back to not answered."""
        with self._change_of(day) as change:
            change.put_areas(day, dict.fromkeys(self.day(day).areas))
            change.put_answer(day, BODY_MAP, None)

    def set_tender(self, day: date, areas: Iterable[str]) -> None:
        """Make these the areas where touch or light pressure hurt."""
        new = frozenset(areas)
        checks.check_areas(self.atlas, dict.fromkeys(new))
        stored = self.day(day).tender
        if new != stored:
            with self._change_of(day) as change:
                change.put_tender(day, sorted(new - stored), sorted(stored - new))

    def set_activities(self, day: date, activities: Iterable[Activity]) -> None:
        """Make these the day's activities; none at all means that nothing was said about them."""
        new = tuple(activities)
        checks.check_activities(new)
        stored = self.day(day)
        if new != stored.activities or ACTIVITIES in stored.answers:
            with self._change_of(day) as change:
                change.replace_activities(day, new)
                change.put_answer(day, ACTIVITIES, None)

    def set_no_activities(self, day: date) -> None:
        """The answer "no activities", which is different from saying nothing."""
        with self._change_of(day) as change:
            change.replace_activities(day, ())
            change.put_answer(day, ACTIVITIES, self._answered(0, Source.TYPED))

    def set_moments(self, day: date, moments: Iterable[Moment]) -> None:
        """Make these the day's moments."""
        new = tuple(moments)
        checks.check_moments(new)
        if new != self.day(day).moments:
            with self._change_of(day) as change:
                change.replace_moments(day, new)

    def set_note(self, day: date, key: str, text: str) -> None:
        """Store a free text item of the day; an empty text takes it away."""
        checks.check_notes(self.catalogue, {key: text})
        if text != self.day(day).notes.get(key, ""):
            with self._change_of(day) as change:
                change.put_note(day, key, text)

    def set_kind(self, day: date, kind: DayKind) -> None:
        """Say what kind of day it was."""
        with self._change_of(day) as change:
            change.set_kind(day, kind)

    def set_kinds(self, days: Iterable[date], kind: DayKind) -> None:
        """Say of several days what kind of day they were, as one change; days that are that already stay out."""
        wanted = sorted(set(days))
        for day in wanted:
            checks.check_day(day, self.today)
        kinds = {day.date: day.kind for day in self.days(Period(wanted[0], wanted[-1]))} if wanted else {}
        new = [day for day in wanted if kinds.get(day, DayKind.ORDINARY) is not kind]
        if not new:
            return
        with self._store.change("save", self._clock()) as change:
            for day in new:
                change.keep_day(day, self._zone)
                change.set_kind(day, kind)
                if kind is DayKind.ORDINARY:
                    change.forget_if_empty(day)
        self._tell(Period(new[0], new[-1]))

    def take_in(self, days: Iterable[Day], own_items: Iterable[OwnItem] = (), *, dry_run: bool = False) -> Intake:
        """Add days from elsewhere in one change; a value that is there already is never overwritten.

        With `dry_run` everything is done, counted and taken back.
        """
        from diary.journal.taking_in import take_in

        intake, period = take_in(
            self._store,
            self.catalogue,
            self.atlas,
            self.today,
            days,
            own_items,
            at=self._clock(),
            keep=not dry_run,
        )
        if not dry_run:
            self._read_own_items()
            if period is not None:
                self._tell(period)
        return intake

    @contextmanager
    def _change_of(self, day: date) -> "Iterator[Change]":
        checks.check_day(day, self.today)
        with self._store.change("save", self._clock()) as change:
            change.keep_day(day, self._zone)
            yield change
            change.forget_if_empty(day)
        self._tell(Period(day, day))

    def _answered(self, value: float | None, source: Source) -> Answer | None:
        return None if value is None else Answer(value, self._clock(), source)


def preload_writing() -> None:
    """Import what the first save needs; for a worker thread while the first page is read."""
    preload_writer()
