"""Writes an open diary; every page and command reads and writes a diary through a `Journal`.

Every method that writes is one small durable change: when it returns the change is on disk, when it raises Refusal
nothing has changed. Listeners are called with the period that changed, afterwards.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from diary.domain.body import Atlas
from diary.domain.columns import cleaned, content_of
from diary.domain.day import (
    ACTIVITIES,
    BODY_MAP,
    Activity,
    Answer,
    AnswerSource,
    Day,
    DayKind,
    Moment,
    Nap,
    in_order,
)
from diary.domain.form import Form
from diary.domain.item import Catalogue, OwnItem
from diary.domain.limits import LONGEST_NAME
from diary.domain.naps import check_naps
from diary.domain.period import Period
from diary.domain.refusal import Reason
from diary.domain.sleep import night_of
from diary.domain.text import Found, clean_line, clean_own_item, clean_text, has_all, wanted
from diary.journal import checks
from diary.journal.choices import Drafts, StoredChoices, TextMarks
from diary.journal.core import JournalCore, form_from, settings_of
from diary.journal.file import JournalFile
from diary.journal.history import History
from diary.journal.registers import Registers
from diary.storage.store import Store, preload_writer

if TYPE_CHECKING:
    from diary.content.library import Library
    from diary.domain.diary_data import DiaryData, ImportResult
    from diary.domain.manifest import Manifest
    from diary.domain.table import DayTable
    from diary.journal.questions import Questions
    from diary.screens.exported import ExportContent
    from diary.screens.plan.cards import PlanSource
    from diary.storage.change import Change


MOST_FOUND: Final = 100
"""Texts that are found at once: who finds so many types another word."""


class _Given(Struct, frozen=True):
    """What is said about a day at once: answers (None takes one back) and notes by key; None for activities, all
    painful areas and the kind of day where nothing is said about them."""

    values: Mapping[str, float | None]
    activities: tuple[Activity, ...] | None
    areas: Mapping[str, int] | None
    notes: Mapping[str, str]
    kind: DayKind | None
    naps: tuple[Nap, ...] | None = None

    def not_yet_stored(self, stored: Day) -> "_Given | None":
        """Return the part that is not stored yet; None when there is none."""
        new = _Given(
            {item: value for item, value in self.values.items() if stored.value(item) != value},
            self.activities if self.activities != stored.activities or ACTIVITIES in stored.answers else None,
            self.areas if not stored.is_mapped or self.areas != stored.areas else None,
            {key: text for key, text in self.notes.items() if stored.notes.get(key, "") != text},
            self.kind if self.kind != stored.kind else None,
            self.naps if self.naps != stored.naps else None,
        )
        return None if new == _NOTHING else new


_NOTHING = _Given({}, None, None, {}, None)


class Journal:
    """A diary that is open for reading and writing: its days, its items and its form.

    What is not about one day is in its parts: `history` (undo, earlier versions, other copies), `registers`,
    `questions`, `choices`, `drafts`, `tips` and `topics` (remembered beside the days) and `file`. `clock` gives
    the aware local time now, `zone` is the IANA zone new days are lived in.
    """

    def __init__(
        self, store: Store, catalogue: Catalogue, atlas: Atlas, clock: Callable[[], datetime], zone: str
    ) -> None:
        self._core = JournalCore(store, catalogue, atlas, clock, zone)
        self.atlas = atlas
        self.now, self.subscribe, self.began = self._core.now, self._core.subscribe, self._core.began
        self.file = JournalFile(self._core)
        self.history = History(self._core)
        self.choices = StoredChoices(self._core)
        self.drafts = Drafts(self._core)
        self.tips = TextMarks(self._core)
        self.topics = TextMarks(self._core, "page")
        self.registers = Registers(self._core)
        self.records = self.registers.records
        self.add_record = self.registers.add
        self.end_record = self.registers.end
        self.move_record = self.registers.move
        self.remove_record = self.registers.remove

    @property
    def questions(self) -> "Questions":
        """What the person asked of their own days."""
        from diary.journal.questions import Questions

        return Questions(self._core, self.registers, self.table)

    def manifest(self) -> "Manifest":
        """Return what a share that is open tells of itself, compared with its checksum.

        Raises Refusal NOT_A_SHARE, SHARE_CHANGED, FILE_NEWER.
        """
        from diary.storage.share_file import read_manifest

        return read_manifest(self._core.store)

    @property
    def identity(self) -> str:
        """What is the same in every copy of this diary and says nothing about it."""
        from diary.storage.share_file import identity

        return identity(self._core.store)

    def why_of_another(self, diary: str, name: str, days: Sequence[Day]) -> Reason | None:
        """Return why what is of the `diary` with this identity, or of somebody of this name, may be another's:
        DIARY_OF_ANOTHER; where neither is known, what comparing these days tells (`why_not_own`)."""
        ours = self.profile().get("name", "")
        if not diary and not (name and ours):
            from diary.journal.import_days import why_not_own

            return why_not_own(self._core.store, days)
        is_other = diary != self.identity if diary else name != ours
        is_begun = self.span() is not None or bool(self._core.store.records(None))
        return Reason.DIARY_OF_ANOTHER if is_other and is_begun else None

    @property
    def path(self) -> Path:
        """The file this diary is kept in."""
        return self._core.file.open.path

    @property
    def today(self) -> date:
        """The present day, which begins at the day boundary."""
        return self._core.today

    @property
    def hour(self) -> int:
        """The hour of the clock it is, 0 to 23."""
        return self._core.now().hour

    @property
    def reading_only(self) -> Reason | None:
        """Why nothing can be written here: FILE_NEWER, FILE_SHARED or FILE_READ_ONLY; None where it can."""
        return self._core.store.reading_only

    @property
    def catalogue(self) -> Catalogue:
        """The built-in items and the person's own."""
        return self._core.catalogue

    @property
    def own_items(self) -> tuple[OwnItem, ...]:
        return self._core.own_items

    def close(self) -> None:
        """Let go of the file."""
        self._core.file.open.close()

    def span(self) -> Period | None:
        """Return the period from the first to the last day with anything in it, or None for an empty diary."""
        return self._core.store.span()

    def span_to_export(self) -> Period | None:
        """Return `span`; only today where there is no day but a list, an own item or a name: they go along too."""
        has_more = self._core.store.records(None) or self._core.own_items or self.profile()
        return self._core.span_or_today if has_more else self.span()

    @property
    def boundary_minutes(self) -> int:
        """When a day of this diary ends, in minutes after midnight."""
        return self._core.boundary

    @property
    def week_starts(self) -> int | None:
        """The weekday on which the person's weeks start, 0 is Monday; None is as the computer says."""
        return self._core.week_starts

    @property
    def last_day(self) -> date:
        """The last day that can be looked at: today, or a later one with something in it, which was typed by
        mistake or while a clock was wrong."""
        span = self.span()
        return self.today if span is None else max(self.today, span.last)

    def _in_order(self, day: Day) -> Day:
        if len(day.moments) > 1:
            day = replace(day, moments=in_order(day.moments, self._core.boundary))
        return day if len(day.naps) < 2 else replace(day, naps=in_order(day.naps, self._core.boundary))

    def day(self, day: date) -> Day:
        """Return one day; an empty one when nothing was logged."""
        stored = self._core.store.day(day)
        return Day(day, self._core.zone) if stored is None else self._in_order(stored)

    def _with_following(self, day: date) -> tuple[Day, Day | None]:
        """Return a day and the one after it, read at once; None when nothing was logged of that."""
        found = {each.date: each for each in self.days(Period(day, day + timedelta(days=1)))}
        return found.get(day) or Day(day, self._core.zone), found.get(day + timedelta(days=1))

    def days(self, period: Period, goes_on: Callable[[], bool] | None = None) -> tuple[Day, ...]:
        """Return the days of the period with something in them, oldest first; with `goes_on` from any thread, and
        not to the end where it says no."""
        store = self._core.store
        found = store.days(period) if goes_on is None else store.days_again(period, goes_on)
        return tuple(map(self._in_order, found))

    def count_days(self) -> int:
        """Return how many days are in the diary, also those that are only marked, without reading them."""
        return self._core.store.count_days()

    def days_of_kind(self, period: Period, kind: DayKind) -> frozenset[date]:
        """Return the days of this kind, such as the hard ones."""
        return self._core.store.days_of_kind(period, kind)

    def moments(self, period: Period) -> tuple[tuple[date, Moment], ...]:
        """Return every moment of the period with its day, the latest first."""
        found: dict[date, list[Moment]] = {}
        for day, moment in reversed(self._core.store.moments(period)):
            found.setdefault(day, []).append(moment)
        ordered = [(day, moment) for day in found for moment in in_order(found[day], self._core.boundary)]
        return tuple(reversed(ordered))

    def find(self, typed: str, kinds: Mapping[str, str] | None = None, most: int = MOST_FOUND) -> Found:
        """Find the days and lists that have every typed word in one text of theirs, the newest `most` of days.
        `kinds` are the words of the `MomentKind` and `DayKind`, in the language that is typed.
        What was typed goes no further than the file is read. While nothing is typed the file is read ahead."""
        words = wanted(typed)
        if not words:
            self._core.store.read_ahead()
            return Found()
        texts = self._core.store.texts(words, most + 1, kinds or {})
        records = tuple(
            record
            for record in self._core.store.records(None)
            if has_all(words, *(text for text in record.data.values() if isinstance(text, str)))
        )
        return Found(words, texts[:most], records, len(texts) > most)

    def table(self, period: Period, only: Iterable[str] | None = None, *, again: bool = False) -> "DayTable":
        """Return the period as arrays, for derived numbers and charts; with columns for the items `only` names.
        `again` reads through a connection of its own, from any thread."""
        from diary.journal.tables import STRUCTURED, table_from

        wanted = None if only is None else frozenset(only)
        items = [item.key for item in self.catalogue.numeric if wanted is None or item.key in wanted]
        read = self._core.store.columns_again if again else self._core.store.columns
        return table_from(read(period, [*items, *STRUCTURED]), period, items, self.atlas, self._core.boundary)

    def values(self, key: str, period: Period) -> tuple[float, ...]:
        """Return an item or measure of every day of the period as it is compared, NaN where it is not known or is
        gone; nothing of a holiday."""
        from diary.domain.two_periods import values_at_home

        return tuple(values_at_home(self.table(period), key).tolist())

    def plan_source(self, library: "Library") -> "PlanSource":
        """Return what the tools of the plan read, each list once."""
        from diary.screens.plan.cards import PlanSource

        is_read_only, days_of = self.reading_only is not None, self.days_of_kind
        return PlanSource(library, self.today, cache(self.records), self.days, days_of, self.values, is_read_only)

    def export_content(
        self, library: "Library", resources: Path, period: Period, days: tuple[Day, ...] | None = None
    ) -> "ExportContent":
        """Return all that may leave the diary of this period, whose `days` are read unless they are known; see
        `screens.exported`."""
        from diary.journal.export import gather

        days = self.days(period) if days is None else days
        return gather(self._core, library, resources, period, days, self.table)

    def form(self) -> Form:
        return form_from(self._core.store.pairs("setting"))

    def profile(self) -> dict[str, str]:
        """Return what the person wants printed about themselves: `name`, `birth_year` (all optional)."""
        return self._core.store.pairs("profile")

    def save_own_item(self, own: OwnItem) -> None:
        """Add an own item or change the one with its key: its names, its range, or that it is archived.

        Raises Refusal ITEM_EXISTS when a built-in item has that key, TEXT_TOO_LONG for a long name, and
        OWN_ITEM_IN_USE when its kind or range would no longer hold what was answered with it.
        """
        own = clean_own_item(own)
        checks.check_own_item(self._core.built_in, self.own_items, own)
        keys = [known.item.key for known in self.own_items]
        position = keys.index(own.item.key) if own.item.key in keys else len(keys)
        with self._core.store.change("save", self._core.now()) as change:
            change.put_own_item(own, position)
        self._core.read_own_items()
        self._core.tell(self._core.span_or_today)

    def answers_with(self, item: str) -> int:
        """Return on how many days this item was answered: what deleting an own item deletes with it."""
        return self._core.store.answers_with(item)

    def delete_own_item(self, item: str) -> None:
        """Delete an own item with all its answers; they stay among the earlier versions, and it can be undone."""
        with self._core.store.change("save", self._core.now()) as change:
            for day in change.drop_own_item(item):
                change.forget_if_empty(day)
        self._core.tell_all(None)

    def set_form(self, form: Form) -> None:
        """Store how the person wants their form. Undo does not touch it."""
        stored = self._core.store.pairs("setting")
        new = {key: value for key, value in settings_of(form).items() if stored.get(key, "") != value}
        if new:
            self._core.store.put_pairs("setting", new)
        self._core.boundary = form.boundary_minutes
        if self._core.week_starts != form.week_starts:
            self._core.week_starts = form.week_starts
            self._core.tell(self._core.span_or_today)

    def set_profile(self, key: str, value: str) -> None:
        """Store something to be printed; an empty value deletes it. Undo does not touch it."""
        value = clean_line(value)
        checks.check_text(value, LONGEST_NAME)
        if self.profile().get(key, "") != value:
            self._core.store.put_pairs("profile", {key: value})

    def answer(self, day: date, item: str, value: float | None, source: AnswerSource = AnswerSource.TYPED) -> Day:
        """Store one answer; None makes it not answered again. Like all methods that write one day it returns that
        day as it is in the file afterwards."""
        return self.answer_all(day, {item: value}, source)

    def answer_all(
        self,
        day: date,
        values: Mapping[str, float | None],
        source: AnswerSource = AnswerSource.TYPED,
        *,
        activities: Iterable[Activity] | None = None,
        areas: Mapping[str, int] | None = None,
        notes: Mapping[str, str] | None = None,
        kind: DayKind | None = None,
        naps: Iterable[Nap] | None = None,
    ) -> Day:
        """Store several answers of a day as one change, with all its activities, areas, naps and what else is
        given. A nap that is stored already keeps when it was typed."""
        stored, following = self._with_following(day) if naps is not None else (self.day(day), None)
        done = None if activities is None else tuple(map(cleaned, activities))
        texts = {key: clean_text(text) for key, text in (notes or {}).items()}
        slept = None if naps is None else _as_stored(stored, naps, source)
        given = _Given(values, done, areas, texts, kind, slept)
        checks.check_answers(self.catalogue, stored, given.values)
        checks.check_activities(stored.activities if given.activities is None else given.activities)
        checks.check_areas(self.atlas, given.areas or {})
        checks.check_notes(self.catalogue, given.notes)
        self._check_naps(stored, following, given)
        new = given.not_yet_stored(stored)
        if new is None:
            checks.check_day(day, self.today)
            return stored
        return self._change(stored, lambda change: self._put_given(change, stored, new, source))

    def _check_naps(self, stored: Day, following: Day | None, given: _Given) -> None:
        for nap in given.naps or ():
            checks.check_texts(nap)
        if given.naps is not None:
            night = night_of(checks.with_answers(stored, given.values, self._core.now()))
            after = None if following is None else night_of(following)
            check_naps(given.naps, night, after, self._core.boundary)

    def _put_given(self, change: "Change", stored: Day, new: _Given, source: AnswerSource) -> None:
        day = stored.date
        if checks.is_first_clock(stored, new.values):
            change.set_on_day(day, zone=self._core.zone)
        for item, value in new.values.items():
            change.put_answer(day, item, self._answered(value, source, stored.answers.get(item)))
        if new.activities is not None:
            change.replace_activities(day, new.activities)
            change.put_answer(day, ACTIVITIES, None)
        if new.areas is not None:
            self._put_areas(change, stored, _all_areas(stored, new.areas), source)
        for key, text in new.notes.items():
            change.put_note(day, key, text)
        if new.kind is not None:
            change.set_on_day(day, kind=new.kind)
        if new.naps is not None:
            for begin in {nap.begin for nap in stored.naps} - {nap.begin for nap in new.naps}:
                change.drop_nap(day, begin)
            for nap in set(new.naps) - set(stored.naps):
                change.put_nap(day, nap, self._core.now())

    def set_areas(
        self, day: date, areas: Mapping[str, int | None], source: AnswerSource = AnswerSource.TYPED
    ) -> Day:
        """Paint or clear areas of the body map, which then counts as answered."""
        checks.check_areas(self.atlas, areas)
        stored = self.day(day)
        return self._change(stored, lambda change: self._put_areas(change, stored, areas, source))

    def replace_areas(self, day: date, areas: Mapping[str, int], source: AnswerSource = AnswerSource.TYPED) -> Day:
        """Make these the painful areas of the day; none at all is the answer "no pain today"."""
        checks.check_areas(self.atlas, areas)
        stored = self.day(day)
        new = _all_areas(stored, areas)
        return self._change(stored, lambda change: self._put_areas(change, stored, new, source))

    def clear_map(self, day: date) -> Day:
        """Make the body map not answered again."""
        stored = self.day(day)

        def write(change: "Change") -> None:
            change.put_areas(day, dict.fromkeys(stored.areas))
            change.put_answer(day, BODY_MAP, None)

        return self._change(stored, write)

    def set_tender(self, day: date, areas: Iterable[str]) -> Day:
        """Make these the areas where touch or light pressure hurt."""
        new = frozenset(areas)
        checks.check_areas(self.atlas, dict.fromkeys(new))
        stored = self.day(day)
        if new == stored.tender:
            return stored
        gone, come = sorted(stored.tender - new), sorted(new - stored.tender)
        return self._change(stored, lambda change: change.put_tender(day, come, gone))

    def set_activities(self, day: date, activities: Iterable[Activity]) -> Day:
        """Make these the day's activities; none at all means not answered."""
        return self.answer_all(day, {}, activities=activities)

    def set_no_activities(self, day: date) -> Day:
        """Store the answer "no activities", which differs from not answered."""

        def write(change: "Change") -> None:
            change.replace_activities(day, ())
            change.put_answer(day, ACTIVITIES, self._answered(0, AnswerSource.TYPED))

        return self._change(self.day(day), write)

    def set_moments(self, day: date, moments: Iterable[Moment]) -> Day:
        """Make these the day's moments."""
        new = tuple(map(cleaned, moments))
        checks.check_moments(new)
        stored = self.day(day)
        if new == stored.moments:
            return stored
        return self._change(stored, lambda change: change.replace_moments(day, new))

    def set_naps(self, day: date, naps: Iterable[Nap], source: AnswerSource = AnswerSource.TYPED) -> Day:
        """Make these the day's naps; raises Refusal as `domain.naps.check_naps` does."""
        return self.answer_all(day, {}, source, naps=naps)

    def set_note(self, day: date, key: str, text: str) -> Day:
        """Store a free text item of the day; an empty text deletes it."""
        return self.answer_all(day, {}, notes={key: text})

    def set_kind(self, day: date, kind: DayKind) -> Day:
        return self._change(self.day(day), lambda change: change.set_on_day(day, kind=kind))

    def set_kinds(self, days: Iterable[date], kind: DayKind) -> None:
        """Set the kind of several days, as one change; days that have it already are skipped."""
        wanted = sorted(set(days))
        for day in wanted:
            checks.check_day(day, self.today)
        kinds = {day.date: day.kind for day in self.days(Period(wanted[0], wanted[-1]))} if wanted else {}
        new = [day for day in wanted if kinds.get(day, DayKind.ORDINARY) is not kind]
        if not new:
            return
        with self._core.store.change("save", self._core.now()) as change:
            for day in new:
                change.keep_day(day, self._core.zone)
                change.set_on_day(day, kind=kind)
                if kind is DayKind.ORDINARY:
                    change.forget_if_empty(day)
        self._core.tell(Period(new[0], new[-1]))

    def import_days(
        self, days: Iterable[Day], own_items: Iterable[OwnItem] = (), *, dry_run: bool = False
    ) -> "ImportResult":
        """Add days from elsewhere in one change; a value that is there already is never overwritten. With
        `dry_run` everything is done, counted and taken back."""
        from diary.journal.import_days import import_days

        import_result, period = import_days(
            self._core.store,
            self.catalogue,
            self.atlas,
            self.today,
            days,
            own_items,
            at=self._core.now(),
            keep=not dry_run,
        )
        if not dry_run:
            self._core.read_own_items()
            if period is not None:
                self._core.tell(period)
        return import_result

    def take_in(self, data: "DiaryData", *, dry_run: bool = False) -> "ImportResult":
        """Add all that another diary or program held; see `journal.export`. The diary is copied before, unless it
        is a `dry_run`, which is counted and taken back."""
        from diary.journal.export import take_in

        if not dry_run:
            self.file.back_up()
        taken, _period = take_in(self._core, data, keep=not dry_run)
        if not dry_run:
            self._core.read_again()
            self._core.tell(self._core.span_or_today)
        return taken

    def take_in_apart(
        self, data: "DiaryData", progress: Callable[[int, int], None], *, dry_run: bool = False
    ) -> "ImportResult":
        """Take in as `take_in` does, through a connection of its own, from any thread: nobody is told, so let
        `file.look` do that afterwards. `progress` hears how many days are done; when it raises, nothing is kept.
        What is saved meanwhile waits as it does for another program.
        """
        from diary.journal.export import take_in

        if not dry_run:
            self.file.back_up()
        with self._core.file.open.again() as store:
            core = JournalCore(store, self._core.built_in, self.atlas, self._core.now, self._core.zone)
            return take_in(core, data, keep=not dry_run, progress=progress)[0]

    def _change(self, stored: Day, write: Callable[["Change"], None]) -> Day:
        """Write in one day, which was read before; returns the day as it is in the file then."""
        day = stored.date
        checks.check_day(day, self.today)
        with self._core.store.change("save", self._core.now()) as change:
            change.keep_day(day, self._core.zone)
            write(change)
            left = change.forget_if_empty(day)
        self._core.tell(Period(day, day))
        return Day(day, self._core.zone) if left is None else self._in_order(left)

    def _put_areas(
        self, change: "Change", stored: Day, areas: Mapping[str, int | None], source: AnswerSource
    ) -> None:
        change.put_areas(stored.date, areas)
        if not stored.is_mapped:
            change.put_answer(stored.date, BODY_MAP, self._answered(1, source))

    def _answered(self, value: float | None, source: AnswerSource, before: Answer | None = None) -> Answer | None:
        """Return a new answer with what else is said in the one that stood there."""
        if value is None:
            return None
        new = Answer(value, self._core.now(), source)
        return new if before is None else replace(before, value=value, typed_at=new.typed_at, source=source)


def _as_stored(stored: Day, naps: Iterable[Nap], source: AnswerSource) -> tuple[Nap, ...]:
    known = {content_of(nap): nap for nap in stored.naps}
    found = (
        known.get(content_of(nap)) or replace(nap, source=source, typed_at=None) for nap in map(cleaned, naps)
    )
    return tuple(sorted(found, key=lambda nap: -1 if nap.begin is None else nap.begin))


def _all_areas(stored: Day, areas: Mapping[str, int]) -> dict[str, int | None]:
    """Return these areas, with all others of the day cleared."""
    return {**dict.fromkeys(stored.areas.keys() - areas.keys()), **areas}


def preload_writing() -> None:
    """Import what the first save needs; for a worker thread while the first page is read."""
    preload_writer()
