"""Reads days from a diary. In plain SQL, because the first page must not wait for a library to load.

A ValueError means that the journal never writes such a row; `faults.reading` reports it as a damaged file.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final, TypeAlias

from msgspec import DecodeError, Struct
from msgspec.json import Decoder

from diary.domain.day import Activity, Answer, AnswerSource, Day, DayKind, Moment, MomentKind, Nap
from diary.domain.found import FoundText, TextSource
from diary.domain.item import LARGEST_VALUE, Item, Kind, OwnItem, RiskFactor
from diary.domain.limits import LONGEST_NAME, LONGEST_NOTE, MOST_A_DAY, MOST_ITEMS, MOST_RECORDS
from diary.domain.period import FIRST_DAY, LAST_DAY, Period
from diary.domain.register import RegisterRecord
from diary.domain.text import folded, has_all
from diary.domain.tip_choice import MarkedTip, TipMark
from diary.storage.triggers import FORGOTTEN

Connection: TypeAlias = Any
"""A sqlcipher3 connection (the driver ships no types)."""

_ITEMS = """
WITH RECURSIVE found (item) AS (
    SELECT min(item) FROM answer
    UNION ALL
    SELECT (SELECT min(item) FROM answer WHERE item > found.item) FROM found WHERE found.item IS NOT NULL
)
SELECT item FROM found WHERE item IS NOT NULL
"""

_IMPORTED = "SELECT day, value, revision FROM answer WHERE item = ? AND source = ?"
_TEXT = f"substr(text, 1, {LONGEST_NOTE + 1})"
_ZONE = f"substr(zone, 1, {LONGEST_NAME + 1})"
"""As much of a text as tells whether it is too long: the rest of a huge one is never held in memory."""
_BEGIN = "nullif(begin, -1)"
"""When a nap began; NULL when only its length is known."""
_DAY_NUMBER = "CAST(julianday(day) - 2440587.5 AS INTEGER)"


class Columns(Struct, frozen=True):
    """Rows of a period for arrays; day numbers count from 1970-01-01, late means filled in from memory.

    answers: item -> (day numbers, values, typed_at in seconds, 1 imported or on paper or 2 copied), equally long.
    areas: (day number, segment key, intensity); activities: (day number, minutes, effort or None);
    tender: (day number, segment key); days: (day number, kind of day, zone); busy: day numbers with a note or a
    moment. naps: (day number, begin or None, minutes).
    """

    answers: Mapping[str, tuple[tuple[Any, ...], ...]]
    areas: list[tuple[int, str, int]]
    tender: list[tuple[int, str]]
    activities: list[tuple[int, int, int | None]]
    days: list[tuple[int, str, str]]
    busy: list[tuple[int]]
    naps: list[tuple[int, int | None, int]]


def read_span(connection: Connection) -> Period | None:
    """Return the period from the first to the last day with anything in it, or None for an empty diary."""
    first, last = connection.execute("SELECT min(day), max(day) FROM day").fetchone()
    if first is None:
        return None
    span = Period(date.fromisoformat(first), date.fromisoformat(last))
    if span.first < FIRST_DAY or span.last > LAST_DAY:
        raise ValueError(span)
    return span


def read_items(connection: Connection) -> list[str]:
    """Return the keys of all items that were ever answered, found without going through the answers."""
    return [_short(item, LONGEST_NAME) for (item,) in _some(connection, _ITEMS, MOST_ITEMS)]


_SOURCES: Final = {one.value: one for one in AnswerSource}
"""Looking one up is quicker than making it, once for every answer."""


def read_days(connection: Connection, period: Period) -> tuple[Day, ...]:
    """Return the days of the period that have anything in them, oldest first."""
    between = (period.first.isoformat(), period.last.isoformat())
    answers: dict[str, dict[str, Answer]] = defaultdict(dict)
    for item in read_items(connection):
        sql = "SELECT day, value, typed_at, source FROM answer WHERE item = ? AND day BETWEEN ? AND ?"
        for day, value, typed_at, source in connection.execute(sql, (item, *between)).fetchall():
            told = _SOURCES.get(source) or AnswerSource(source)
            answers[day][item] = Answer(sane(value), datetime.fromtimestamp(typed_at, UTC), told)
    areas: dict[str, dict[str, int]] = defaultdict(dict)
    for day, area, intensity in _rows(connection, "area, intensity", "pain_area", between):
        areas[day][area] = intensity
    tender: dict[str, set[str]] = defaultdict(set)
    for day, area in _rows(connection, "area", "tender_area", between):
        tender[day].add(area)
    activities: dict[str, list[Activity]] = defaultdict(list)
    for day, *activity in _rows(connection, "kind, minutes, effort", "activity", between, "id"):
        activities[day].append(Activity(*activity))
    moments: dict[str, list[Moment]] = defaultdict(list)
    for when, moment in reversed(read_moments(connection, period)):
        moments[when.isoformat()].append(moment)
    notes, naps = defaultdict[str, dict[str, str]](dict), _naps(connection, between)
    for day, kind, text in _rows(connection, f"kind, {_TEXT}", "note", between):
        notes[day][kind] = _short(text)
    return tuple(
        Day(
            date.fromisoformat(day),
            _short(zone, LONGEST_NAME),
            DayKind(kind),
            answers.get(day, {}),
            areas.get(day, {}),
            frozenset(tender.get(day, ())),
            tuple(activities.get(day, ())),
            tuple(moments.get(day, ())),
            notes.get(day, {}),
            tuple(naps.get(day, ())),
        )
        for day, zone, kind in _rows(connection, f"{_ZONE}, kind", "day", between)
    )


def read_imported(connection: Connection, items: Iterable[str]) -> dict[tuple[str, int], dict[date, float]]:
    """Return the imported answers of these items, by item and the change that brought them, by day."""
    found: dict[tuple[str, int], dict[date, float]] = defaultdict(dict)
    for item in items:
        rows = connection.execute(_IMPORTED, (item, AnswerSource.IMPORTED.value)).fetchall()
        for day, value, revision in rows:
            found[item, revision][date.fromisoformat(day)] = value
    return found


def read_days_of_kind(connection: Connection, period: Period, kind: DayKind) -> frozenset[date]:
    """Return the days of this kind: without all else of them, which takes long over years."""
    between = (period.first.isoformat(), period.last.isoformat())
    return frozenset(
        date.fromisoformat(day) for day, found in _rows(connection, "kind", "day", between) if found == kind
    )


def read_columns(connection: Connection, period: Period, items: Iterable[str]) -> Columns:
    """Return the period's rows as columns, ready to become arrays, without a value per answer being made."""
    between = (period.first.isoformat(), period.last.isoformat())
    answers = {}
    for item in items:
        rows = connection.execute(
            f"SELECT {_DAY_NUMBER}, value, typed_at, (source IN ('imported', 'paper')) + 2 * (source = 'copied')"
            " FROM answer WHERE item = ? AND day BETWEEN ? AND ?",
            (item, *between),
        ).fetchall()
        if rows:
            answers[item] = tuple(zip(*rows, strict=True))
            sane(min(answers[item][1]))
            sane(max(answers[item][1]))

    def numbered(columns: str, table: str) -> list[Any]:
        sql = f"SELECT {_DAY_NUMBER}{columns} FROM {table} WHERE day BETWEEN ? AND ?"
        return list(connection.execute(sql, between).fetchall())

    return Columns(
        answers,
        numbered(", area, intensity", "pain_area"),
        numbered(", area", "tender_area"),
        numbered(", minutes, effort", "activity"),
        numbered(f", kind, {_ZONE}", "day"),
        numbered("", "note") + numbered("", "moment"),
        numbered(f", {_BEGIN}, minutes", "nap"),
    )


def read_moments(connection: Connection, period: Period) -> tuple[tuple[date, Moment], ...]:
    """Return every moment of the period with its day, the latest first."""
    rows = _rows(
        connection,
        f"kind, at, value, {_TEXT}",
        "moment",
        (period.first.isoformat(), period.last.isoformat()),
        "at, id",
    )
    found = [
        (
            date.fromisoformat(day),
            Moment(MomentKind(kind), at, None if value is None else sane(value), _short(text)),
        )
        for day, kind, at, value, text in rows
    ]
    return tuple(reversed(found))


_FOUND = f"""
SELECT day, {{columns}}, {_TEXT.replace("text", "{text}")} FROM {{table}}
WHERE ({{likely}}) OR octet_length({{text}}) > length({{text}}) ORDER BY {{day}} DESC
"""
"""Rows that may have the words: capitals of ASCII are alike to SQL; where there are other letters Python looks."""
_TEXTS: Final = (
    (TextSource.NOTE, {"columns": "kind, NULL", "text": "text", "table": "note", "day": "day"}),
    (TextSource.MOMENT, {"columns": "kind, at", "text": "text", "table": "moment", "day": "+day"}),
    (TextSource.ACTIVITY, {"columns": "'', NULL", "text": "kind", "table": "activity", "day": "+day"}),
    (TextSource.DAY, {"columns": "kind, NULL", "text": "''", "table": "day", "day": "day"}),
)
"""By `+day`: through the index of days their rows would be looked up one by one."""
_ROOM: Final = "PRAGMA cache_size = -32768"
"""Keeps what was read of the file, in KiB at most, so that an encrypted one is deciphered once and not for every
letter that is typed."""
_LIKELY_WORDS: Final = 5
_LIKELY_LETTERS: Final = 50
_AT_ONCE: Final = 100


def read_ahead(connection: Connection) -> None:
    """Read the pages of all texts, so that the first search takes no longer than the next one."""
    connection.execute(_ROOM)
    for _source, names in _TEXTS:
        connection.execute(f"SELECT count({names['text']}) FROM {names['table']}").fetchone()


def read_texts(
    connection: Connection, words: Sequence[str], most: int, kinds: Mapping[str, str]
) -> tuple[FoundText, ...]:
    """Return what was written on days and has all the `wanted` words, at least one: the newest `most`, those of
    the latest day first. `kinds` are names for kinds of moments and of days, with commas between them: where a
    word begins one, they count as written there. A plain scan: SQL sorts out most rows, and reading ends when
    there are enough."""
    parts = [re.sub(r"([\\%_])", r"\\\1", word[:_LIKELY_LETTERS]) for word in words[:_LIKELY_WORDS]]
    kinds = {key: names for key, names in kinds.items() if _begins(words, names)}
    named = [[key for key, names in kinds.items() if has_all([word], names)] for word in words[:_LIKELY_WORDS]]
    found: list[FoundText] = []
    for source, names in _TEXTS:
        has_kind = source in {TextSource.MOMENT, TextSource.DAY}
        if source is TextSource.DAY and not all(named):
            continue
        likely = " AND ".join(
            f"({names['text']} LIKE ? ESCAPE '\\'{_or_kind(keys) if has_kind else ''})" for keys in named
        )
        statement = _FOUND.format(**names, likely=likely)
        with closing(connection.execute(statement, [f"%{part}%" for part in parts])) as rows:
            for day, key, at, text in islice(_having(rows, words, kinds if has_kind else {}), most):
                found.append(FoundText(date.fromisoformat(day), source, key, _short(text), at))
    return tuple(sorted(found, key=lambda each: each.day, reverse=True)[:most])


def _begins(words: Sequence[str], names: str) -> bool:
    return any(name.strip().startswith(tuple(words)) for name in folded(names).split(","))


def _or_kind(keys: Iterable[str]) -> str:
    said = ", ".join(f"'{key}'" for key in keys)
    return f" OR kind IN ({said})" if said else ""


def _having(rows: Connection, words: Sequence[str], kinds: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """Give the rows with these words: many at once are folded sooner than one by one."""
    while some := rows.fetchmany(_AT_ONCE):
        if has_all(words, *kinds.values(), *[row[-1] for row in some]):
            yield from (row for row in some if has_all(words, kinds.get(row[1], ""), row[-1]))


def read_own_items(connection: Connection) -> tuple[OwnItem, ...]:
    """Return the person's own items in their order, archived ones included: their values stay readable."""
    rows = _some(
        connection,
        "SELECT key, kind, low, high, unit, factor, options, names, archived FROM own_item ORDER BY position, key",
        MOST_ITEMS,
    )
    return tuple(own_item(*row) for row in rows)


def own_item(
    key: str,
    kind: str,
    low: float,
    high: float,
    unit: str,
    factor: str | None,
    options: str,
    names: str,
    archived: int,
) -> OwnItem:
    """Make an own item from its row; ValueError or TypeError when the journal never writes such a row."""
    if low > high:
        raise ValueError(key)
    return OwnItem(
        Item(
            key=key,
            kind=Kind(kind),
            card="own",
            low=sane(low),
            high=sane(high),
            unit=unit,
            factor=RiskFactor(factor) if factor else None,
            options=tuple(map(_text, json.loads(options))),
            own=True,
            archived=bool(archived),
        ),
        {_text(code): _text(name) for code, name in dict(json.loads(names)).items()},
    )


_decode: Final = Decoder().decode


def read_records(connection: Connection, register: str | None = None) -> tuple[RegisterRecord, ...]:
    """Return the records of a register in their order, ended ones included; without one those of all."""
    rows = _some(
        connection,
        "SELECT id, register, data, created_at, ended_on, position FROM record"
        " WHERE register = coalesce(?, register) ORDER BY register, position, id",
        MOST_RECORDS,
        register,
    )
    return tuple(register_record(*row) for row in rows)


def register_record(
    number: int, register: str, data: str, created_at: int, ended_on: str | None, position: int
) -> RegisterRecord:
    """Make a record from its row; ValueError or TypeError when the journal never writes such a row."""
    text = _short(data, 2 * LONGEST_NOTE)
    try:
        said = _decode(text)  # five times as fast, for lists of thousands of lines
    except DecodeError:  # it is stricter about numbers and letters than what once wrote them
        said = json.loads(text)
    if not isinstance(said, dict):
        raise TypeError(data)
    ended = None if ended_on is None else date.fromisoformat(ended_on)
    return RegisterRecord(number, register, said, datetime.fromtimestamp(created_at, UTC), ended, position)


def read_tip_marks(connection: Connection) -> tuple[MarkedTip, ...]:
    """Return the marks of tips, oldest first."""
    rows = _some(connection, "SELECT tip, day, mark FROM tip_mark ORDER BY day, tip, mark", MOST_RECORDS)
    return tuple(MarkedTip(_text(tip), date.fromisoformat(day), TipMark(mark)) for tip, day, mark in rows)


def read_pairs(connection: Connection, table: str) -> dict[str, str]:
    """Return a table of keys and texts. A text that is longer than any the program writes is left out."""
    short = f"SELECT key, value FROM {table} WHERE length(value) <= {10 * LONGEST_NOTE}"
    return dict(_some(connection, short, MOST_RECORDS))


def has_past(connection: Connection, day: date) -> bool:
    """Return whether anything of a day was changed or deleted, and not forgotten for good since."""
    statement = f"SELECT 1 FROM history WHERE day = ? AND json_extract(old, '$.{FORGOTTEN}') IS NULL LIMIT 1"
    return connection.execute(statement, (day.isoformat(),)).fetchone() is not None


def lists_in(connection: Connection, change: int) -> tuple[str, ...]:
    """Return the keys of the lists in which a change wrote or deleted lines."""
    statement = (
        "SELECT register FROM record WHERE revision = ?1"
        " UNION SELECT json_extract(old, '$.register') FROM history WHERE change = ?1 AND tbl = 'record'"
    )
    return tuple(key for (key,) in connection.execute(statement, (change,)) if key is not None)


def _naps(connection: Connection, between: tuple[str, str]) -> Mapping[str, list[Nap]]:
    naps: dict[str, list[Nap]] = defaultdict(list)
    columns = f"{_BEGIN}, minutes, typed_at, source"
    for day, begin, minutes, typed_at, source in _rows(connection, columns, "nap", between, "begin"):
        typed = datetime.fromtimestamp(typed_at, UTC)
        naps[day].append(Nap(begin, minutes, typed, AnswerSource(source)))
    return naps


def sane(value: float) -> float:
    """Return the value; ValueError when nobody can have logged it."""
    if not -LARGEST_VALUE <= value <= LARGEST_VALUE:
        raise ValueError(value)
    return value


def _short(text: str, longest: int = LONGEST_NOTE) -> str:
    """Return the text; ValueError when nobody can have written it."""
    if len(text) > longest:
        raise ValueError(longest)
    return text


def _some(connection: Connection, statement: str, most: int, *values: object) -> list[tuple[Any, ...]]:
    """Fetch the rows; ValueError when there are more than a diary has."""
    found: list[tuple[Any, ...]] = connection.execute(f"{statement} LIMIT {most + 1}", values).fetchall()
    if len(found) > most:
        raise ValueError(most)
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _rows(
    connection: Connection, columns: str, table: str, between: tuple[str, str], order: str = ""
) -> list[tuple[Any, ...]]:
    """Fetch all rows at once: a cursor that a damaged row leaves half-way would outlive its connection."""
    by = f"day, {order}" if order else "day"
    found: list[tuple[Any, ...]] = connection.execute(
        f"SELECT day, {columns} FROM {table} WHERE day BETWEEN ? AND ? ORDER BY {by}", between
    ).fetchall()
    if table != "day" and any(one[0] == other[0] for one, other in zip(found, found[MOST_A_DAY:], strict=False)):
        raise ValueError(table)  # more on one day than there can be
    return found
