"""Reads what this program saved for others to read: a table of days with its codebook, and a share. A workbook is
read as such a table by `own_workbook`, a diary in JSON by `diary_json`."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from io import TextIOWrapper
from math import isfinite
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from diary.content.language import SOURCE_LANGUAGE
from diary.domain.body import Atlas
from diary.domain.day import (
    ACTIVITIES,
    BODY_MAP,
    Activity,
    Answer,
    AnswerSource,
    Day,
    DayKind,
    Moment,
    MomentKind,
    Nap,
)
from diary.domain.diary_data import DiaryData
from diary.domain.entry import parse_clock
from diary.domain.item import MINUTES_A_DAY, NUMERIC_KINDS, Catalogue, Item, Kind, OwnItem
from diary.domain.manifest import Manifest
from diary.domain.period import read_date
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import LONGEST_NIGHT
from diary.exchange.codebook import CODEBOOK, DAYS
from diary.exchange.csv_text import (
    ENCODING,
    FIXED,
    FURTHER,
    KINDS,
    MORE,
    NEXT_MOMENT,
    NONE,
    OF_DAY,
    ROWS,
    SEVERAL,
    CsvForm,
    read_fields,
    read_further,
    safe,
    unmarked,
)
from diary.exchange.day_collector import HIGHEST_INTENSITY, RefusedRow
from diary.exchange.fields import FIRST_YEAR, quote
from diary.exchange.intake import Counts
from diary.exchange.mapping import SourceRule
from diary.exchange.reader_parts import Skip
from diary.exchange.source_rows import Progress, SourceRow, find_columns, read_records
from diary.storage.header import holds_a_diary
from diary.storage.key import Key
from diary.storage.plain_file import open_plain
from diary.storage.share_file import read_manifest
from diary.storage.store import Store

LARGEST_HEAD: Final = 256
_MOMENT: Final = re.compile(rf"({KINDS})(?: (\d\d:\d\d))?(?: (?!\[\w+=)(.*?))?{MORE}", re.DOTALL)
_ACTIVITY: Final = re.compile(rf"(.*?):(\d+):(\d*){MORE}(?:; |$)", re.DOTALL)


class OwnSource(Struct, frozen=True):
    """A table of this program's days, a row a day, with answers written as in `form`. `parts` tells the fields of
    a day that hold several values, each read when it is called, and None where it is not answered; `codebook`
    explains the columns."""

    form: CsvForm
    columns: tuple[str, ...]
    codebook: Iterable[Mapping[str, str]]
    rows: Callable[[Progress], Iterator[SourceRow]]
    parts: Callable[[SourceRow, Atlas], Mapping[str, Callable[[], Any]]]


def own_table_in(source: Path) -> OwnSource | None:
    """Return the table of this program's days that is at `source`, or is the only one in this folder; None where
    there is none."""
    places = sorted(source.glob("*.csv")) if source.is_dir() else [source]
    found = [(place, form) for place in places if (form := _form(place)) is not None]
    return _csv_source(*found[0]) if len(found) == 1 else None


def _csv_source(path: Path, form: CsvForm) -> OwnSource:
    rule = SourceRule(delimiter=form.separator, encoding=ENCODING)
    return OwnSource(
        form,
        find_columns(path, rule),
        _codebook(path, form),
        lambda progress: read_records(path, rule, FIXED, progress),
        _parts,
    )


def _form(path: Path) -> CsvForm | None:
    try:
        with open_plain(path) as file:
            head = file.read(LARGEST_HEAD).decode(ENCODING, "replace")
    except OSError:
        return None
    return next((form for form in CsvForm if head.startswith(form.separator.join(FIXED) + form.separator)), None)


def is_share(path: Path, key: Key | None = None) -> bool:
    """Return whether the file is a share. Raises Refusal SOURCE_IS_DIARY for a whole diary, FILE_ENCRYPTED without
    the `key` of a share that has a passphrase, WRONG_PASSPHRASE, FILE_DAMAGED."""
    if not holds_a_diary(path):
        return False
    try:
        with Store(path, read_only=True, key=key) as store:
            if store.reading_only is not Reason.FILE_SHARED:
                raise Refusal(Reason.SOURCE_IS_DIARY, path=path)
            return True
    except Refusal as refusal:
        if refusal.reason is not Reason.FILE_NOT_A_DIARY:
            raise
        return False


def read_share(path: Path, key: Key | None = None) -> tuple[DiaryData, Manifest]:
    """Return the days, own items and lists in a share, and what it tells of itself."""
    with Store(path, read_only=True, key=key) as store:
        span = store.span()
        days = store.days(span) if span else ()
        data = DiaryData(days=days, own_items=store.own_items(), records=store.records(None))
        return data, read_manifest(store, prove=False)


class OwnTable:
    """Reads a table of days. What such a table does not have, such as when something was typed, is not made up;
    answers count as imported."""

    def __init__(self, source: OwnSource, catalogue: Catalogue, atlas: Atlas, now: datetime) -> None:
        self._source, self._atlas, self._now = source, atlas, now.astimezone(UTC)
        self._today = now.date()
        self.counts = Counts()
        self.refused: list[RefusedRow] = []
        columns, codebook = source.columns, tuple(source.codebook)
        if lists := {row["table"] for row in codebook if row.get("table")} - {DAYS}:
            self.counts.skipped[Skip.LIST, ""] = len(lists)
        made_of = _own_items(codebook, source.form)
        made = {own.item.key: own for own in made_of if own.item.key not in catalogue}
        self.own_items = tuple(made[column] for column in columns if column in made)
        full = catalogue.with_own(own.item for own in self.own_items)
        for column in columns:
            if column not in full and column not in {*FIXED, *ROWS, *OF_DAY}:
                self._refuse(1, column, Refusal(Reason.UNKNOWN_ITEM, item=column))
        found = (full.item(column) for column in columns if column in full)
        self._items = tuple(item for item in found if item.is_numeric or item.kind is Kind.TEXT)

    def days(self, progress: Progress) -> tuple[Day, ...]:
        """Return the days. What does not fit is in `refused`."""
        found: dict[date, Day] = {}
        for row in self._source.rows(progress):
            self.counts.rows += 1
            try:
                day = self._day(row)
            except Refusal as refusal:
                self.counts.refused += 1
                self._refuse(row.line, "day", refusal)
                continue
            if day.date in found:
                self.counts.skipped[Skip.DOUBLE, ""] += 1
            else:
                self.counts.used += 1
            found[day.date] = day
        return tuple(found[day] for day in sorted(found))

    def _day(self, row: SourceRow) -> Day:
        text = row.text("day")
        day = read_date(text)
        if day is None or day.year <= FIRST_YEAR:
            raise Refusal(Reason.NOT_A_DATE, text=quote(text))
        if day > self._today:
            raise Refusal(Reason.FUTURE_DAY, day=day)
        answers, notes = self._answers(row)
        parts = self._parts(row)
        if "areas" in parts:
            answers[BODY_MAP] = self._answer(1)
        if parts.get("activities") == ():
            answers[ACTIVITIES] = self._answer(0)
        kind = row.text("kind")
        if kind and kind not in set(DayKind):
            self._refuse(row.line, "kind", _not_among("kind", kind, DayKind))
        return Day(
            date=day,
            zone=row.text("zone") or "UTC",
            kind=DayKind(kind) if kind in set(DayKind) else DayKind.ORDINARY,
            answers=answers,
            notes=notes,
            **parts,
            **read_fields(Day, {name: cell for name in OF_DAY if (cell := _cell(row, name))}),
        )

    def _parts(self, row: SourceRow) -> dict[str, Any]:
        """Return what a day has several of, where it is answered and can be."""
        found = {}
        for name, read in self._source.parts(row, self._atlas).items():
            try:
                if (part := read()) is not None:
                    _check({name: part})
                    found[name] = part
            except Refusal as refusal:
                self._refuse(row.line, name, refusal)
        return found

    def _answers(self, row: SourceRow) -> tuple[dict[str, Answer], dict[str, str]]:
        answers: dict[str, Answer] = {}
        notes: dict[str, str] = {}
        for item in self._items:
            if not (text := _cell(row, item.key)):
                continue
            if item.kind is Kind.TEXT:
                notes[item.key] = text
                continue
            try:
                answers[item.key] = self._answer(item.check(_number(text, item, self._source.form)))
            except Refusal as refusal:
                self._refuse(row.line, item.key, refusal)
        return answers, notes

    def _answer(self, value: float) -> Answer:
        return Answer(value, self._now, AnswerSource.IMPORTED)

    def _refuse(self, line: int, column: str, refusal: Refusal) -> None:
        self.refused.append(RefusedRow(line, column, refusal.reason, refusal.facts))


def _parts(row: SourceRow, atlas: Atlas) -> dict[str, Callable[[], Any]]:
    return {
        "areas": lambda: _areas(row.text("areas"), atlas),
        "tender": lambda: frozenset(atlas.segment(key).key for key in _listed(row.text("tender"))),
        "activities": lambda: _activities(_cell(row, "activities")),
        "moments": lambda: tuple(_moments(_cell(row, "moments"))),
        "naps": lambda: tuple(_naps(_cell(row, "naps"))),
    }


def _listed(text: str) -> list[str]:
    return text.split("; ") if text else []


def _areas(text: str, atlas: Atlas) -> dict[str, int] | None:
    if not text:
        return None
    parts = (part.partition(":") for part in ([] if text == NONE else _listed(text)))
    return {atlas.segment(key).key: as_whole(strength) for key, _, strength in parts}


def _number(text: str, item: Item, form: CsvForm) -> float:
    if item.kind is Kind.CLOCK:
        return parse_clock(text)
    if text in item.options:
        return item.options.index(text)
    return as_number(text.replace(form.decimal, "."))


def as_number(text: str) -> float:
    """Return a number. Raises Refusal NOT_A_NUMBER."""
    with suppress(ValueError):
        if isfinite(number := float(text)):
            return number
    raise Refusal(Reason.NOT_A_NUMBER, text=quote(text))


def as_whole(text: str) -> int:
    """Return a whole number. Raises Refusal NOT_A_NUMBER."""
    number = as_number(text)
    if number % 1:
        raise Refusal(Reason.NOT_A_NUMBER, text=quote(text))
    return int(number)


def _not_among(item: str, text: str, options: Iterable[str]) -> Refusal:
    return Refusal(Reason.NOT_A_CHOICE, item=item, text=quote(text), options=", ".join(options))


def _check(parts: Mapping[str, Any]) -> None:
    """Raise Refusal OUT_OF_RANGE for what no day holds, so that only this part is refused and not the file."""
    done = parts.get("activities", ())
    for item, high, numbers in (
        (BODY_MAP, HIGHEST_INTENSITY, parts.get("areas", {}).values()),
        ("activities", 1 + HIGHEST_INTENSITY, [1 + one.effort for one in done if one.effort is not None]),
        ("activities", MINUTES_A_DAY, [one.minutes for one in done]),
        ("naps", LONGEST_NIGHT, [nap.minutes for nap in parts.get("naps", ())]),
    ):
        if not all(1 <= number <= high for number in numbers):
            raise Refusal(Reason.OUT_OF_RANGE, item=item, low=1, high=high)


def _cell(row: SourceRow, column: str) -> str:
    return _plain(str(row.cells.get(column) or ""))


def _plain(text: str) -> str:
    """Return a text without the mark that keeps a spreadsheet from taking it for a formula."""
    return text[1:] if text.startswith("'") and safe(text[1:]) == text else text


def _activities(text: str) -> tuple[Activity, ...] | None:
    """Return the activities of a cell, none where it says so; None for an empty one. Raises Refusal NOT_A_NUMBER
    for what is not written as one, instead of reading on behind it."""
    if not text or text == NONE:
        return () if text else None
    done, at = [], 0
    while at < len(text):
        found = _ACTIVITY.match(text, at)
        if found is None or SEVERAL.search(found[1]):
            raise Refusal(Reason.NOT_A_NUMBER, text=quote(text[at:]))
        kind, minutes, effort, more = found.groups()
        activity = Activity(kind, as_whole(minutes), as_whole(effort) if effort else None)
        done.append(replace(activity, **read_further(more, Activity)))
        at = found.end()
    return tuple(done)


def _moments(text: str) -> Iterator[Moment]:
    for part in re.split(NEXT_MOMENT, text) if text else ():
        if (found := _MOMENT.fullmatch(part)) is None:
            raise _not_among("moments", part, MomentKind)
        at = int(parse_clock(found[2])) if found[2] else None
        yield replace(Moment(MomentKind(found[1]), at, text=found[3] or ""), **read_further(found[4], Moment))


def _naps(text: str) -> Iterator[Nap]:
    for part in _listed(text):
        said = re.sub(FURTHER, "", part)
        begin, _, minutes = said.partition("/")
        nap = Nap(int(parse_clock(begin)) if begin else None, as_whole(minutes), source=AnswerSource.IMPORTED)
        yield replace(nap, **read_further(part, Nap))


def _codebook(path: Path, form: CsvForm) -> Iterator[Mapping[str, str]]:
    """Yield the rows of the codebook beside a table."""
    codebook = path.with_name(f"{path.stem}-{CODEBOOK}.csv")
    if codebook.is_file():
        with TextIOWrapper(open_plain(codebook), ENCODING, newline="") as file:
            yield from csv.DictReader(file, delimiter=form.separator)


def _own_items(codebook: Iterable[Mapping[str, str]], form: CsvForm) -> Iterator[OwnItem]:
    """Yield the items that a codebook explains, as items of one's own."""
    for row in codebook:
        with suppress(Refusal, KeyError, ValueError):
            is_fixed = row["table"] != DAYS or row["column"] in FIXED
            if not is_fixed and (kind := Kind(row["kind"])) in NUMERIC_KINDS:
                yield _own_item(row, kind, form)


def _own_item(row: Mapping[str, str], kind: Kind, form: CsvForm) -> OwnItem:
    """Return an item as the codebook has it. Raises Refusal NOT_A_NUMBER, KeyError."""
    low, high = (
        as_number(row[end].replace(form.decimal, ".") or usual)
        for end, usual in (("lowest", "0"), ("highest", f"{MINUTES_A_DAY - 1}"))
    )
    options = tuple(meanings(_plain(row["values"])).values()) if kind is Kind.CHOICE else ()
    item = Item(row["column"], kind, "own", low, high, _plain(row["unit"]), options=options, own=True)
    return OwnItem(item, {SOURCE_LANGUAGE: _plain(row["name"])})


def meanings(values: str) -> dict[str, str]:
    """Return the answers that a codebook explains, each by what it means."""
    parts = (part.partition(" = ") for part in values.split("; "))
    return {unmarked(said or key): unmarked(key) for key, _, said in parts}
