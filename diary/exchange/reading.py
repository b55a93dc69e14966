"""Reading somebody else's file through a mapping: days, own items, and a list of what did not fit.

Nothing is stored here: the days go through the journal, which never overwrites an answer that is there already.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from diary.content.decoding import Problem
from diary.domain.body import Atlas
from diary.domain.day import Day
from diary.domain.item import Catalogue, Item, OwnItem
from diary.domain.refusal import Reason, Refusal
from diary.exchange.conversion import Times, clock_minutes, day_and_moment, fits, quote, written_at
from diary.exchange.fields import Several
from diary.exchange.gathering import Entry, Gathering, RefusedRow
from diary.exchange.mapping import ImportMap
from diary.exchange.nights import Night, Nights
from diary.exchange.records import Record, read_records
from diary.exchange.rules import Rules, unread


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds for a diary. `rows` counts all its rows, also those that gave nothing."""

    days: tuple[Day, ...]
    own_items: tuple[OwnItem, ...]
    refused: tuple[RefusedRow, ...]
    rows: int


def read_source(source: Path, mapping: ImportMap, catalogue: Catalogue, atlas: Atlas, now: datetime) -> Reading:
    """Read a whole file.

    `catalogue` may already hold own items of the mapping. `now` is the local moment of the import, aware through a
    `ZoneInfo` (a bare offset does not tell where the days were lived): the moment of writing for rows that tell
    none, and the last day there can be.

    Raises Refusal MAP_INVALID (`path`, `key`, `problem`) when the mapping does not fit catalogue or body map,
    SOURCE_EMPTY (`path`) when the file has no rows, and what `records.read_records` raises. Rows and cells that do
    not fit are in `refused`, the rest is read.
    """
    run = _Run(mapping, _with_own(mapping, catalogue), atlas, now)
    rows = 0
    for record in read_records(source, mapping.source, mapping.columns):
        rows += 1
        run.read(record)
    if not rows:
        raise Refusal(Reason.SOURCE_EMPTY, path=str(source))
    days, refused = run.finish()
    return Reading(days, mapping.own_items, refused, rows)


class _Run:
    """One run through a file."""

    def __init__(self, mapping: ImportMap, catalogue: Catalogue, atlas: Atlas, now: datetime) -> None:
        self._map = mapping
        self._now = now
        self._times = _times(mapping, now)
        self._rules = Rules(mapping, catalogue, atlas, self._times)
        self._nights = Nights(mapping.night, self._times) if mapping.night else None
        self._gathering = Gathering(catalogue, self._times.zone.key)

    def read(self, record: Record) -> None:
        """Take in one row, or note why not."""
        if any(fits(record, skipped.when) for skipped in self._map.skip):
            return
        try:
            self._read(record)
        except Refusal as refusal:
            self._gathering.refuse(record.line, None, refusal)

    def finish(self) -> tuple[tuple[Day, ...], tuple[RefusedRow, ...]]:
        """The days, and everything refused in the order of the file."""
        for night in self._nights.chosen() if self._nights else ():
            try:
                self._take_night(night)
            except Refusal as refusal:
                self._gathering.refuse(night.record.line, None, refusal)
        days = self._gathering.days()
        return days, tuple(sorted(self._gathering.refused, key=lambda row: row.line))

    def _read(self, record: Record) -> None:
        if record.surplus:
            raise Refusal(Reason.SOURCE_ROW_UNKNOWN, text=quote(record.surplus))
        if self._nights is not None:
            self._nights.offer(record, self._today)
            return
        day, written = day_and_moment(record, self._map.date, self._map.source, self._times)
        if day > self._today:
            raise Refusal(Reason.FUTURE_DAY, day=day)
        if not self._rules.take(record, day, written or self._now, self._gathering):
            raise unread(record, self._map)

    def _take_night(self, night: Night) -> None:
        record = night.record
        written = written_at(record, self._map.date, self._map.source, self._times) or self._now
        for item, moment in (("into_bed", night.start), ("got_up", night.end)):
            entry = Entry(clock_minutes(moment), written, record.line)
            self._gathering.add_answer(night.day, item, entry, Several.LAST)
        self._rules.take(record, night.day, written, self._gathering)

    @property
    def _today(self) -> date:
        return self._now.date()


def _times(mapping: ImportMap, now: datetime) -> Times:
    """How the source tells time; where the mapping names no zone, the days were lived in the zone of `now`."""
    rule = mapping.date
    zone = rule.zone or now.tzinfo
    if not isinstance(zone, ZoneInfo) or not zone.key:
        raise Refusal(Reason.MAP_INVALID, path=mapping.path, key="date.zone", problem=Problem.MISSING)
    return Times(rule.formats, rule.stored_in or zone, zone, rule.boundary)


def _with_own(mapping: ImportMap, catalogue: Catalogue) -> Catalogue:
    """The catalogue with the mapping's own items; refuses a key that something else has already."""
    for own in mapping.own_items:
        key = own.item.key
        if key in catalogue and not _is_same(catalogue.item(key), own.item):
            raise Refusal(Reason.MAP_INVALID, path=mapping.path, key=f"own.{key}", problem=Problem.TWICE)
    return catalogue.with_own(own.item for own in mapping.own_items if own.item.key not in catalogue)


def _is_same(there: Item, new: Item) -> bool:
    shapes = [(item.own, item.kind, item.low, item.high, item.options) for item in (there, new)]
    return shapes[0] == shapes[1]
