"""Reads another program's file through a mapping: days, own items, and a list of what did not fit.

Nothing is stored here: the days go through the journal, which never overwrites an answer that is there already.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from diary.content.decoding import Problem
from diary.domain.body import Atlas
from diary.domain.day import Day, Nap
from diary.domain.entry import NO, YES
from diary.domain.item import MINUTES_A_DAY, Catalogue, Item, Kind, OwnItem
from diary.domain.limits import LONGEST_NAME, MOST_APPLICATIONS
from diary.domain.naps import LONGEST, SHORTEST, Sleep, nap_of
from diary.domain.period import DAY_BOUNDARY_MINUTES, diary_day
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import LONGEST_NIGHT
from diary.exchange.cells import (
    DatedRows,
    Times,
    clock_minutes,
    day_and_moment,
    fits,
    one_order,
    read_answer,
    read_number,
    scaled,
    whole,
    written_at,
)
from diary.exchange.day_collector import HIGHEST_INTENSITY, CollectedValue, DayCollector, RefusedRow
from diary.exchange.fields import Codes, Empty, Format, Several, order_of, quote
from diary.exchange.file_questions import FileQuestion, QuestionKind
from diary.exchange.intake import Counts
from diary.exchange.mapping import ActivityRule, AreaRule, ImportMap, ItemRule, NightRule, Rule, SourceRule
from diary.exchange.places import places_meant, with_strength
from diary.exchange.reader_parts import Skip
from diary.exchange.source_rows import (
    EMPTY_LISTS,
    Progress,
    SourceRow,
    as_written,
    form_of,
    read_records,
    sheets_read,
)
from diary.exchange.written_times import is_length, read_length


class ImportedNight(Struct, frozen=True):
    """One sleep of a file: local moments, minutes in between, and whether the file calls it the main one."""

    record: SourceRow
    start: datetime
    end: datetime
    minutes: float
    is_main: bool

    @property
    def day(self) -> date:
        """The day of waking up."""
        return self.end.date()


class NightCollector:
    """Takes every sleep of a file and keeps the night of each day: the main one, or else the longest. What is
    neither that nor the same sleep again is a nap, unless it is too short to be one.

    A day with naps only gets no night.
    """

    def __init__(self, rule: NightRule, times: Times, *, is_midnight: bool = False) -> None:
        """`is_midnight` when a moment without a time is 0:00: a workbook stores it so."""
        self._is_midnight = is_midnight
        self._rule = rule
        self._times = times
        self._best: dict[date, ImportedNight] = {}
        self.left: Counter[Skip] = Counter()
        """Rows that became neither a night nor a nap, once `naps` was read to its end."""
        self._others: list[ImportedNight] = []

    def offer(self, record: SourceRow, today: date) -> None:
        """Add one row, or skip it as a nap.

        Raises Refusal NOT_A_DATE, NOT_A_TIME, NOT_A_CHOICE, NIGHT_ORDER, NIGHT_TOO_LONG or FUTURE_DAY.
        """
        night = self._night(record)
        if night.day > today:
            raise Refusal(Reason.FUTURE_DAY, day=night.day)
        is_nap = not night.is_main and (self._rule.main is not None or night.minutes < self._rule.shortest)
        if is_nap or Sleep(night.start, night.end).length < SHORTEST:
            self._others.append(night)
            return
        if night.minutes > LONGEST_NIGHT:
            raise Refusal(Reason.NIGHT_TOO_LONG, item="got_up", minutes=night.minutes, limit=LONGEST_NIGHT)
        best = self._best.get(night.day)
        is_better = best is None or night.minutes > best.minutes
        self._others += [other for other in (best if is_better else night,) if other is not None]
        if is_better:
            self._best[night.day] = night

    def naps(self) -> Iterator[tuple[date, Nap]]:
        """Yield what was slept besides the nights, with the day in which it began."""
        spans = {Sleep(night.start, night.end) for night in self._others}
        if len(self._others) > len(spans):
            self.left[Skip.DOUBLE] += len(self._others) - len(spans)
        for sleep in sorted(spans, key=lambda sleep: sleep.begin.astimezone(UTC)):
            if sleep.length < SHORTEST:
                self.left[Skip.TOO_SHORT] += 1
            elif sleep.length > LONGEST or any(
                sleep.begin < night.end and night.start < sleep.end for night in self._best.values()
            ):
                self.left[Skip.DOUBLE] += 1
            else:
                yield diary_day(sleep.begin, self._times.boundary), nap_of(sleep)

    def chosen(self) -> Iterator[ImportedNight]:
        """Yield the nights, oldest first."""
        return (self._best[day] for day in sorted(self._best))

    def _night(self, record: SourceRow) -> ImportedNight:
        start, end = self._moment(record, self._rule.start), self._moment(record, self._rule.end)
        minutes = (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 60
        if minutes <= 0:
            raise Refusal(Reason.NIGHT_ORDER, item="got_up")
        return ImportedNight(record, start, end, minutes, self._is_main(record))

    def _moment(self, record: SourceRow, column: str) -> datetime:
        text = record.text(column)
        moment, has_time = self._times.moment(text)
        if not has_time and not self._is_midnight:
            raise Refusal(Reason.NOT_A_TIME, text=quote(text))
        return moment

    def _is_main(self, record: SourceRow) -> bool:
        if self._rule.main is None:
            return False
        text = record.text(self._rule.main)
        if text.casefold() in YES:
            return True
        if text and text.casefold() not in NO:
            raise Refusal(Reason.NOT_A_CHOICE, item=self._rule.main, text=quote(text), options="true, false")
        return False


FEMALE_TO_MALE: Final[Mapping[int, int]] = {112: 116, 113: 117, 114: 112, 115: 113, 116: 114, 117: 115}
"""CHOIR codes of the female figure that differ from the male numbering (Cramer, CHOIRBM 2021)."""


class AreaWords:
    """What the cells of one `[[areas]]` block can mean, looked up once for the whole file.

    Raises Refusal MAP_INVALID when the mapping names an area the body map does not have.
    """

    def __init__(self, rule: AreaRule, atlas: Atlas, path: str) -> None:
        self._rule = rule
        self._atlas = atlas
        self._path = path
        self._known = self._all_names() if rule.codes is Codes.NAMES else self._by_snomed()
        self._named = {
            name: tuple(segment for target in targets for segment in self._target(f"names.{name}", target))
            for name, targets in rule.names.items()
        }
        self.always = tuple(segment for target in rule.areas for segment in self._target("areas", target))

    def segments(self, code: str) -> tuple[str, ...]:
        """Return the segments one entry of a list means, none where the mapping leaves it out; raises Refusal
        UNKNOWN_AREA with what was written."""
        word = code.casefold()
        if word in self._named:
            return self._named[word]
        found = self._known.get(word) if self._rule.codes in {Codes.NAMES, Codes.SNOMED} else None
        if self._rule.codes is Codes.WORDS:
            places = places_meant(code)
            found = places[0].segments if len(places) == 1 else None
        if found is None and word.isascii() and word.isdecimal() and len(word) < 5:
            found = self._by_choir(int(word))
        if not found:
            raise Refusal(Reason.UNKNOWN_AREA, area=quote(code))
        return found

    def _by_choir(self, code: int) -> tuple[str, ...] | None:
        if self._rule.codes not in {Codes.CHOIR, Codes.CHOIR_FEMALE}:
            return None
        if self._rule.codes is Codes.CHOIR_FEMALE:
            code = FEMALE_TO_MALE.get(code, code)
        try:
            return (self._atlas.by_choir(code).key,)
        except Refusal:
            return None

    def _target(self, key: str, target: str | int) -> tuple[str, ...]:
        """Return what the mapping means by a segment's key, a WPI area (all its segments) or a CHOIR number."""
        try:
            found = (self._atlas.by_choir(target).key,) if isinstance(target, int) else self._all_names()[target]
        except (Refusal, KeyError):
            place = f"{self._rule.where}.{key}"
            raise Refusal(
                Reason.MAP_INVALID, path=self._path, key=place, problem=Problem.UNKNOWN, value=str(target)
            ) from None
        return found

    def _all_names(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for segment in self._atlas.segments:
            if segment.wpi is not None:
                found[segment.wpi] = (*found.get(segment.wpi, ()), segment.key)
        return found | {segment.key: (segment.key,) for segment in self._atlas.segments}

    def _by_snomed(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for segment in self._atlas.segments:
            found[segment.snomed] = (*found.get(segment.snomed, ()), segment.key)
        return found


SEVERAL_NUMBERS = frozenset({Kind.BODY_MAP, Kind.ACTIVITIES, Kind.MOMENTS, Kind.NAPS})


class Rules:
    """The rules of one mapping, prepared for one catalogue and body map.

    Raises Refusal MAP_INVALID (`path`, `key`, `problem`) when an item or area is not there.
    """

    def __init__(self, mapping: ImportMap, catalogue: Catalogue, atlas: Atlas, times: Times, today: date) -> None:
        self._map = mapping
        self._source = mapping.source
        self._times = times
        self._today = today
        self._items = {
            rule.where: _item(rule, mapping, catalogue) for rule in mapping.rules if isinstance(rule, ItemRule)
        }
        self._places = {
            rule.where: AreaWords(rule, atlas, mapping.path)
            for rule in mapping.rules
            if isinstance(rule, AreaRule)
        }

    def take(self, record: SourceRow, day: date, written: datetime, into: DayCollector) -> bool:
        """Apply every rule that fits the row; returns whether there was one.

        What one rule refuses is stored in the collector and does not stop the others.
        """
        is_read = False
        for rule in self._map.rules:
            if fits(record, rule.when):
                is_read = True
                try:
                    self._apply(rule, record, day, written, into)
                except Refusal as refusal:
                    into.refuse(record.line, _column_of(rule), refusal)
        return is_read

    def _apply(self, rule: Rule, record: SourceRow, day: date, written: datetime, into: DayCollector) -> None:
        match rule:
            case ItemRule():
                self._answer(rule, record, day, written, into)
            case AreaRule():
                self._mark(rule, record, day, written, into)
            case ActivityRule():
                self._do(rule, record, day, written, into)

    def _answer(self, rule: ItemRule, record: SourceRow, day: date, written: datetime, into: DayCollector) -> None:
        item, source = self._items[rule.where], self._source
        day += timedelta(days=rule.is_next)
        if rule.column is None:
            text, source = rule.constant or "", SourceRule()
        else:
            text = record.text(rule.column)
            if self._says_nothing(text, rule):
                return
            if rule.has is not None:
                words = {part.casefold() for part in record.parts(rule.column, rule.separator)}
                if rule.has.casefold() not in words:
                    return
                text, source = "1", SourceRule()
        if day > self._today:
            raise Refusal(Reason.FUTURE_DAY, day=day)
        if text.casefold() in rule.values:
            text, source = rule.values[text.casefold()], SourceRule()
        if item.kind is Kind.TEXT:
            if text not in EMPTY_LISTS:
                into.add_note(day, item.key, text, record.line)
            return
        try:
            value = read_answer(text, item, rule, source, self._times)
        except Refusal as refusal:
            if not rule.values or refusal.reason is not Reason.NOT_A_NUMBER:
                raise
            known = ", ".join(rule.values)  # of a column of words: which of them the mapping has
            raise Refusal(Reason.NOT_A_CHOICE, item=item.key, text=quote(text), options=known) from None
        into.add_answer(day, item.key, CollectedValue(value, written, record.line), rule.several)

    def _mark(self, rule: AreaRule, record: SourceRow, day: date, written: datetime, into: DayCollector) -> None:
        marked = tuple(self._marked(rule, record))
        if any(intensity is None for _, intensity in marked):
            if rule.column is None:
                return
            raise Refusal(Reason.NOT_A_NUMBER, text="")
        for segments, intensity in marked:
            if intensity:
                into.add_areas(day, segments, CollectedValue(intensity, written, record.line), rule.several)
        if rule.empty is Empty.NO_PAIN and not any(intensity for _, intensity in marked):
            into.add_areas(day, (), CollectedValue(0, written, record.line), rule.several)

    def _marked(self, rule: AreaRule, record: SourceRow) -> Iterator[tuple[tuple[str, ...], float | None]]:
        """Yield the segments the row tells of, with 0 to 10, 0 for "no pain here"; None when it has none."""
        places, usual = self._places[rule.where], self._intensity(rule, record)
        if rule.column is None:
            yield places.always, usual
        elif not self._says_nothing(record.text(rule.column), rule):
            for code in record.parts(rule.column, rule.separator):
                word, told = with_strength(code) if rule.codes is Codes.WORDS else (code, "")
                if segments := places.segments(word):
                    yield segments, self._strength(told, rule) if told else usual

    def _intensity(self, rule: AreaRule, record: SourceRow) -> float | None:
        if isinstance(rule.intensity, float):
            return rule.intensity
        text = record.text(rule.intensity)
        return None if self._says_nothing(text, rule) else self._strength(text, rule)

    def _strength(self, text: str, rule: AreaRule) -> float:
        begins_at_zero = rule.source is not None and rule.source[0] == 0
        found = scaled(
            read_number(text, self._source), rule, "body_map", 0 if begins_at_zero else 1, HIGHEST_INTENSITY
        )
        if not 0 <= found <= HIGHEST_INTENSITY:
            raise Refusal(Reason.OUT_OF_RANGE, item="body_map", low=1, high=HIGHEST_INTENSITY)
        return found

    def _do(self, rule: ActivityRule, record: SourceRow, day: date, written: datetime, into: DayCollector) -> None:
        text = record.text(rule.minutes)
        kind = rule.kind or record.text(rule.kind_column or "")
        if self._says_nothing(text, rule) or self._says_nothing(kind, rule):
            return
        has_units = is_length(text)
        number = read_length(text) if has_units else read_number(text, self._source)
        minutes = number if has_units else scaled(number, rule.scaling, "activities", 0, MINUTES_A_DAY)
        if not 0 <= minutes <= MINUTES_A_DAY:
            raise Refusal(Reason.OUT_OF_RANGE, item="activities", low=0, high=MINUTES_A_DAY)
        if len(kind) > LONGEST_NAME:
            raise Refusal(Reason.TEXT_TOO_LONG, longest=LONGEST_NAME)
        if minutes:
            into.add_activity(
                day, kind, self._effort(rule, record), CollectedValue(minutes, written, record.line), rule.several
            )

    def _effort(self, rule: ActivityRule, record: SourceRow) -> int | None:
        if not isinstance(rule.effort, str):
            return None if rule.effort is None else int(rule.effort)
        text = record.text(rule.effort)
        if self._says_nothing(text, rule):
            return None
        number = read_number(text, self._source)
        if not 0 <= number <= HIGHEST_INTENSITY:
            raise Refusal(Reason.OUT_OF_RANGE, item="activities", low=0, high=HIGHEST_INTENSITY)
        return whole(number)

    def _says_nothing(self, text: str, rule: Rule) -> bool:
        return text in self._source.ignore or text in rule.ignore


def unread(record: SourceRow, mapping: ImportMap) -> Refusal:
    """Return the refusal of a row that no rule reads: it shows what the rules looked for."""
    columns = dict.fromkeys(column for rule in mapping.rules for column in rule.when)
    asked = ", ".join(f"{column} = {record.text(column)}" for column in columns)
    return Refusal(Reason.SOURCE_ROW_UNKNOWN, text=quote(asked))


def _item(rule: ItemRule, mapping: ImportMap, catalogue: Catalogue) -> Item:
    key = f"{rule.where}.item"
    if rule.item not in catalogue:
        known = [item.key for item in catalogue.items if item.kind not in SEVERAL_NUMBERS]
        near = get_close_matches(rule.item, known)
        facts = {"value": rule.item, **({"options": tuple(near)} if near else {})}
        raise Refusal(Reason.MAP_INVALID, path=mapping.path, key=key, problem=Problem.UNKNOWN, **facts)
    item = catalogue.item(rule.item)
    if item.kind in SEVERAL_NUMBERS:
        raise Refusal(Reason.MAP_INVALID, path=mapping.path, key=key, problem=Problem.NOT_ALLOWED)
    return item


def _column_of(rule: Rule) -> str | None:
    match rule:
        case ItemRule(column=column):
            return column
        case AreaRule(column=column, intensity=intensity):
            return column or (intensity if isinstance(intensity, str) else None)
        case ActivityRule(minutes=column):
            return column


class SourceContent(Struct, frozen=True):
    """What a file holds. `counts` says what became of its rows, `questions` what only a person knows."""

    days: tuple[Day, ...]
    own_items: tuple[OwnItem, ...]
    refused: tuple[RefusedRow, ...]
    counts: Counts
    questions: tuple[FileQuestion, ...] = ()


def read_source(
    source: Path,
    mapping: ImportMap,
    catalogue: Catalogue,
    atlas: Atlas,
    now: datetime,
    answers: Mapping[str, str] = MappingProxyType({}),
    progress: Progress = lambda _done, _all: None,
) -> SourceContent:
    """Read a whole file. Where its dates fit two orders that the mapping allows, `answers` may say which.

    `catalogue` may already hold own items of the mapping. `now` is the local moment of the import, aware through a
    `ZoneInfo` (a bare offset does not name the zone the days were lived in): the moment of writing for rows that
    have none, and the last day there can be.

    Raises Refusal MAP_INVALID (`path`, `key`, `problem`) when the mapping does not fit catalogue or body map,
    SOURCE_EMPTY (`path`) when the file has no rows, SOURCE_TOO_LONG (`path`, `rows`), and what
    `source_rows.read_records` raises. Rows and cells that do not fit are in `refused`, the rest is read.
    """
    catalogue = _with_own(mapping, catalogue)
    _SourceReader(mapping, catalogue, atlas, now)  # refuses a mapping that does not fit
    form = replace(mapping.source, format=form_of(source, mapping.source))
    mapping = replace(mapping, source=as_written(source, form, mapping.columns))
    mapping, questions = _in_one_order(source, mapping, answers)
    sheets = sheets_read(source, mapping.source, mapping.columns)
    run = _SourceReader(mapping, catalogue, atlas, now, tells_sheet=sum(sheets.values()) > 1)
    run.counts.sheets = sheets
    most = MOST_APPLICATIONS // max(1, len(mapping.rules) + len(mapping.skip))
    for record in read_records(source, mapping.source, mapping.columns, progress):
        run.counts.rows += 1
        if run.counts.rows > most:
            raise Refusal(Reason.SOURCE_TOO_LONG, path=str(source), rows=most)
        run.read(record)
    if not run.counts.rows:
        raise Refusal(Reason.SOURCE_EMPTY, path=str(source))
    days, refused = run.finish()
    used = {key for day in days for key in day.answers}
    own = tuple(own for own in mapping.own_items if own.item.key in used)
    return SourceContent(days, own, refused, run.counts, questions)


def _in_one_order(
    source: Path, mapping: ImportMap, answers: Mapping[str, str]
) -> tuple[ImportMap, tuple[FileQuestion, ...]]:
    """Return the mapping with formats of one order of day and month, for the whole file, and what is asked."""
    formats = mapping.date.formats
    orders = tuple(dict.fromkeys(order for form in formats if (order := order_of(form)) is not None))
    if len(orders) < 2:
        return mapping, ()
    columns = [mapping.date.column, mapping.date.typed_at, *(mapping.night.columns if mapping.night else ())]
    rows = read_records(source, mapping.source, mapping.columns)
    texts = (row.text(column) for row in rows for column in columns if column is not None)
    kept, example = one_order(formats, texts)
    questions: tuple[FileQuestion, ...] = ()
    if example:
        question = FileQuestion(QuestionKind.DATE_ORDER, "", orders, orders[0], {"example": example})
        questions = (question,)
        answer = answers.get(question.key, question.usual)
        kept = tuple(form for form in formats if order_of(form) in {None, answer})
    return replace(mapping, date=replace(mapping.date, formats=kept)), questions


class _SourceReader:
    """Reads one file once."""

    def __init__(
        self, mapping: ImportMap, catalogue: Catalogue, atlas: Atlas, now: datetime, *, tells_sheet: bool = False
    ) -> None:
        self._map = mapping
        self._now = now
        self._tells_sheet = tells_sheet
        self._times = _times(mapping, now)
        self._rules = Rules(mapping, catalogue, atlas, self._times, self._today)
        is_sheet = mapping.source.format is Format.SHEET
        self._nights = NightCollector(mapping.night, self._times, is_midnight=is_sheet) if mapping.night else None
        self._gathering = DayCollector(catalogue, self._times.zone.key)
        self.counts = Counts()
        self._dated = DatedRows(mapping.date)

    def read(self, record: SourceRow) -> None:
        """Read one row, or store why it does not fit."""
        if any(fits(record, skipped.when) for skipped in self._map.skip):
            self.counts.skipped[Skip.OTHER, ""] += 1
            return
        into, counts = self._gathering, self.counts
        into.sheet = record.sheet if self._tells_sheet else ""
        taken, refused = into.taken, len(into.refused)
        try:
            self._read(record)
        except Refusal as refusal:
            into.refuse(record.line, None, refusal)
        if into.taken > taken or (self._nights is not None and len(into.refused) == refused):
            counts.used += 1
        elif len(into.refused) > refused:
            counts.refused += 1
        else:
            counts.skipped[Skip.EMPTY, ""] += 1

    def finish(self) -> tuple[tuple[Day, ...], tuple[RefusedRow, ...]]:
        """Return the days, and everything refused in the order of the file."""
        for night in self._nights.chosen() if self._nights else ():
            self._gathering.sheet = night.record.sheet if self._tells_sheet else ""
            try:
                self._take_night(night)
            except Refusal as refusal:
                self._gathering.refuse(night.record.line, None, refusal)
                self.counts.refused, self.counts.used = self.counts.refused + 1, self.counts.used - 1
        for day, nap in self._nights.naps() if self._nights else ():
            self._gathering.add_naps(day, (nap,))
        for why, count in (self._nights.left if self._nights else {}).items():
            self.counts.skipped[why, ""] += count
            self.counts.used -= count
        self._gathering.sheet = ""
        days = self._gathering.days()
        self.counts.several = self._gathering.several
        return days, tuple(sorted(self._gathering.refused, key=lambda row: row.line))

    def _read(self, record: SourceRow) -> None:
        if record.surplus:
            raise Refusal(Reason.SOURCE_ROW_SURPLUS, text=quote(record.surplus))
        if self._nights is not None:
            self._nights.offer(record, self._today)
            return
        record = self._dated.completed(record)
        day, written = day_and_moment(record, self._map.date, self._map.source, self._times)
        if day > self._today:
            raise Refusal(Reason.FUTURE_DAY, day=day)
        if not self._rules.take(record, day, written or self._now, self._gathering):
            raise unread(record, self._map)

    def _take_night(self, night: ImportedNight) -> None:
        record = night.record
        written = written_at(record, self._map.date, self._map.source, self._times) or self._now
        for item, moment in (("into_bed", night.start), ("got_up", night.end)):
            entry = CollectedValue(clock_minutes(moment), written, record.line)
            self._gathering.add_answer(night.day, item, entry, Several.LAST)
        self._rules.take(record, night.day, written, self._gathering)

    @property
    def _today(self) -> date:
        return self._now.date()


def _times(mapping: ImportMap, now: datetime) -> Times:
    """Return how the source writes times; without a zone in the mapping, the days were lived in that of `now`."""
    rule = mapping.date
    zone = rule.zone or now.tzinfo
    if not isinstance(zone, ZoneInfo) or not zone.key:
        raise Refusal(Reason.MAP_INVALID, path=mapping.path, key="date.zone", problem=Problem.MISSING)
    return Times(
        rule.formats,
        rule.stored_in or zone,
        zone,
        DAY_BOUNDARY_MINUTES if rule.boundary is None else rule.boundary,
    )


def _with_own(mapping: ImportMap, catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with the mapping's own items; refuses a key that is taken already."""
    for own in mapping.own_items:
        key = own.item.key
        if key in catalogue and not _is_same(catalogue.item(key), own.item):
            raise Refusal(Reason.MAP_INVALID, path=mapping.path, key=f"own.{key}", problem=Problem.TAKEN)
    return catalogue.with_own(own.item for own in mapping.own_items if own.item.key not in catalogue)


def _is_same(there: Item, new: Item) -> bool:
    shapes = [(item.own, item.kind, item.low, item.high, item.options) for item in (there, new)]
    return shapes[0] == shapes[1]
