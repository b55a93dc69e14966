"""Reads days from a diary. In plain SQL, because the first page must not wait for a library to load.

A ValueError means that the journal never writes such a row; `faults.reading` reports it as a damaged file.
"""

import json
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import Any, Final, TypeAlias

from msgspec import DecodeError, Struct
from msgspec.json import Decoder
from msgspec.structs import replace

from diary.domain.columns import Stored, text_columns
from diary.domain.day import Activity, Answer, AnswerSource, Day, DayKind, Moment, Nap
from diary.domain.item import LARGEST_VALUE, Item, Kind, OwnItem, RiskFactor
from diary.domain.limits import LONGEST_NAME, LONGEST_NOTE, MOST_A_DAY, MOST_ITEMS, MOST_RECORDS
from diary.domain.period import FIRST_DAY, LAST_DAY, Period
from diary.domain.register import RegisterRecord
from diary.domain.text import FoundText, TextSource, folded, has_all
from diary.domain.tip_choice import MarkedTip, TipMark
from diary.storage.rows import UNTIMED, from_row, from_rows, selected, values_of
from diary.storage.version import FORGOTTEN, RECORDED

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
_BEGIN = f"nullif(begin, {UNTIMED})"
"""When a nap began; NULL when only its length is known."""
_FIRST_TYPED = "SELECT day FROM answer WHERE item = ? AND source <> 'imported' ORDER BY day LIMIT 1"
_SOURCE = "(source = 'imported') + 2 * (source = 'copied') + 3 * (source = 'paper')"
_DAY_NUMBER = "CAST(julianday(day) - 2440587.5 AS INTEGER)"
_PACKED = "qdqb"
"""How a part's answers are kept (`array`): in 25 bytes each, where Python's own numbers take 150."""


class Columns(Struct, frozen=True):
    """Rows of a period for arrays; day numbers count from 1970-01-01, late means filled in from memory.

    answers: item -> (day numbers, values, typed_at in seconds, 1 imported, 2 copied or 3 on paper), equally long.
    areas: segment key -> (day numbers, intensities); activities: (day number, minutes, effort or None);
    tender: (day number, segment key); days: (day number, kind of day, zone); busy: day numbers with a note or a
    moment. naps: (day number, begin or None, minutes).
    """

    answers: Mapping[str, tuple["array[Any]", ...]]
    areas: Mapping[str, tuple["array[int]", "array[int]"]]
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


def read_first_typed(connection: Connection) -> date | None:
    """Return the first day with an answer that was not imported; None without any."""
    days = [row[0] for item in read_items(connection) for row in connection.execute(_FIRST_TYPED, (item,))]
    return date.fromisoformat(min(days)) if days else None


def read_days(connection: Connection, period: Period) -> tuple[Day, ...]:
    """Return the days of the period that have anything in them, oldest first."""
    between = (period.first.isoformat(), period.last.isoformat())
    answers = _answers(connection, between)
    areas: dict[str, dict[str, int]] = defaultdict(dict)
    for day, area, intensity in _rows(connection, "area, intensity", "pain_area", between):
        areas[day][area] = intensity
    tender: dict[str, set[str]] = defaultdict(set)
    for day, area in _rows(connection, "area", "tender_area", between):
        tender[day].add(area)
    activities = _by_day(connection, Activity, "activity", between, "id")
    moments = _by_day(connection, Moment, "moment", between, "at, id")
    naps = _by_day(connection, Nap, "nap", between, "begin")
    notes: dict[str, dict[str, str]] = defaultdict(dict)
    for day, kind, text in _rows(connection, f"kind, {_TEXT}", "note", between):
        notes[day][kind] = _short(text)
    return tuple(
        [
            replace(
                found,
                zone=_short(found.zone, LONGEST_NAME),
                answers=answers.get(day, {}),
                areas=areas.get(day, {}),
                tender=frozenset(tender.get(day, ())),
                activities=tuple(activities.get(day, ())),
                moments=tuple(moments.get(day, ())),
                notes=notes.get(day, {}),
                naps=tuple(naps.get(day, ())),
            )
            for day, found in _valued(Day, _rows(connection, selected(Day), "day", between))
        ]
    )


def _answers(connection: Connection, between: tuple[str, str]) -> Mapping[str, Mapping[str, Answer]]:
    """Return the answers by day and item. In one statement, and without a call for each: a key that is pressed
    reads a day twice."""
    asked = f"SELECT item, day, {selected(Answer)} FROM answer WHERE item IN ({_ITEMS}) AND day BETWEEN ? AND ?"
    rows = connection.execute(asked, between).fetchall()
    found: dict[str, dict[str, Answer]] = defaultdict(dict)
    for (item, day, *_), answer in zip(rows, values_of(Answer, rows, "item", "day"), strict=True):
        if len(item) > LONGEST_NAME or len(found[day]) > MOST_ITEMS:
            raise ValueError(item)
        found[day][item] = answer
    return found


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
    areas: dict[str, tuple[array[int], array[int]]] = defaultdict(lambda: (array("q"), array("b")))
    for item in items:
        rows = connection.execute(
            f"SELECT {_DAY_NUMBER}, value, typed_at, {_SOURCE} FROM answer WHERE item = ? AND day BETWEEN ? AND ?",
            (item, *between),
        ).fetchall()
        if rows:
            answers[item] = tuple(map(array, _PACKED, zip(*rows, strict=True)))
            sane(min(answers[item][1]))
            sane(max(answers[item][1]))

    def cursor(columns: str, table: str) -> Any:  # noqa: ANN401 - the driver ships no types
        return connection.execute(f"SELECT {_DAY_NUMBER}{columns} FROM {table} WHERE day BETWEEN ? AND ?", between)

    def numbered(columns: str, table: str) -> list[Any]:
        return list(cursor(columns, table).fetchall())

    with closing(cursor(", area, intensity", "pain_area")) as rows:
        for day, area, intensity in rows:
            days, intensities = areas[area]
            days.append(day)
            intensities.append(intensity)
    return Columns(
        answers,
        areas,
        numbered(", area", "tender_area"),
        numbered(", minutes, effort", "activity"),
        numbered(f", kind, {_ZONE}", "day"),
        numbered("", "note") + numbered("", "moment"),
        numbered(f", {_BEGIN}, minutes", "nap"),
    )


def read_moments(connection: Connection, period: Period) -> tuple[tuple[date, Moment], ...]:
    """Return every moment of the period with its day, the latest first."""
    between = (period.first.isoformat(), period.last.isoformat())
    rows = _rows(connection, selected(Moment), "moment", between, "at, id")
    return tuple([(date.fromisoformat(day), moment) for day, moment in reversed(_valued(Moment, rows))])


def _texts_of(kind: type[Struct]) -> str:
    """Return all texts of a row, each on a line and none for an empty one, as SQL joins them."""
    first, *others = text_columns(kind)
    joined = first + "".join(f" || ifnull(char(10) || nullif({name}, ''), '')" for name in others)
    return f"ltrim({joined}, char(10))" if others else joined


_FOUND = f"""
SELECT day, {{columns}}, {_TEXT.replace("text", "{text}")} FROM {{table}}
WHERE ({{likely}}) OR octet_length({{text}}) > length({{text}}) ORDER BY {{day}} DESC
"""
"""Rows that may have the words: capitals of ASCII are alike to SQL; where there are other letters Python looks."""
_TEXTS: Final = (
    (TextSource.NOTE, {"columns": "kind, NULL", "text": "text", "table": "note", "day": "day"}),
    (TextSource.MOMENT, {"columns": "kind, at", "text": _texts_of(Moment), "table": "moment", "day": "+day"}),
    (
        TextSource.ACTIVITY,
        {"columns": "'', NULL", "text": _texts_of(Activity), "table": "activity", "day": "+day"},
    ),
    (TextSource.DAY, {"columns": "kind, NULL", "text": "''", "table": "day", "day": "day"}),
)
"""By `+day`: through the index of days their rows would be looked up one by one."""
_ROOM: Final = "PRAGMA cache_size = -32768"
"""Keeps what was read of the file, in KiB at most, so that an encrypted one is deciphered once and not for every
letter that is typed."""
USUAL_ROOM: Final = "PRAGMA cache_size = -8000"
"""The driver's own, in KiB."""
_LIKELY_WORDS: Final = 5
_LIKELY_LETTERS: Final = 50
_AT_ONCE: Final = 100


def read_ahead(connection: Connection) -> None:
    """Read the pages of all texts, so that the first search takes no longer than the next one."""
    connection.execute(_ROOM)
    for _source, names in _TEXTS:
        connection.execute(f"SELECT count({names['text']}) FROM {names['table']}").fetchone()


def forget_pages(connection: Connection) -> None:
    """Give back the pages of the file that are in memory, and keep no more of them than usual."""
    for statement in (USUAL_ROOM, "PRAGMA shrink_memory"):
        connection.execute(statement)


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
                said = _short(text) if source is TextSource.NOTE else text[:LONGEST_NOTE]
                found.append(FoundText(date.fromisoformat(day), source, key, said, at))
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
    columns = RECORDED["own_item"]
    asked = f"SELECT {', '.join(columns)} FROM own_item ORDER BY position, key"
    rows = _some(connection, asked, MOST_ITEMS)
    return tuple([own_item(dict(zip(columns, row, strict=True))) for row in rows])


def own_item(row: Mapping[str, Any]) -> OwnItem:
    """Make an own item from its row; ValueError or TypeError when the journal never writes such a row."""
    if row["low"] > row["high"]:
        raise ValueError(row["key"])
    item = Item(
        key=row["key"],
        kind=Kind(row["kind"]),
        card="own",
        low=sane(row["low"]),
        high=sane(row["high"]),
        unit=row["unit"],
        factor=RiskFactor(row["factor"]) if row["factor"] else None,
        options=tuple(map(_text, json.loads(row["options"]))),
        own=True,
        archived=bool(row["archived"]),
    )
    names = {_text(code): _text(name) for code, name in dict(json.loads(row["names"])).items()}
    return from_row(OwnItem, {**row, "item": item, "names": names})


_decode: Final = Decoder().decode


def read_records(connection: Connection, register: str | None = None) -> tuple[RegisterRecord, ...]:
    """Return the records of a register in their order, ended ones included; without one those of all."""
    columns = RECORDED["record"]
    asked = f"SELECT {', '.join(columns)} FROM record WHERE register = coalesce(?, register)"
    rows = _some(connection, f"{asked} ORDER BY register, position, id", MOST_RECORDS, register)
    return tuple(register_records([dict(zip(columns, row, strict=True)) for row in rows]))


def register_records(rows: Iterable[Mapping[str, Any]]) -> list[RegisterRecord]:
    """Make records from their rows; ValueError or TypeError when the journal never writes such a row."""
    return from_rows(RegisterRecord, [{**row, "data": _data(row["data"])} for row in rows])


def _data(held: str) -> dict[str, Any]:
    text = _short(held, 2 * LONGEST_NOTE)
    try:
        said = _decode(text)  # five times as fast, for lists of thousands of lines
    except DecodeError:  # it is stricter about numbers and letters than what once wrote them
        said = json.loads(text)
    if not isinstance(said, dict):
        raise TypeError(held)
    return said


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


_CONCERNS: Final = "SELECT 1 FROM history WHERE change = ?1 AND day = ?2" + "".join(
    f" UNION ALL SELECT 1 FROM {table} WHERE revision = ?1 AND day = ?2"
    + (f" AND item IN ({_ITEMS})" if "item" in columns else "")  # found by item and day, not by going through all
    for table, columns in RECORDED.items()
    if "day" in columns
)


def concerns(connection: Connection, change: int, day: date) -> bool:
    """Return whether a change wrote or deleted anything of a day."""
    return connection.execute(_CONCERNS, (change, day.isoformat())).fetchone() is not None


def lists_in(connection: Connection, change: int) -> tuple[str, ...]:
    """Return the keys of the lists in which a change wrote or deleted lines."""
    statement = (
        "SELECT register FROM record WHERE revision = ?1"
        " UNION SELECT json_extract(old, '$.register') FROM history WHERE change = ?1 AND tbl = 'record'"
    )
    return tuple(key for (key,) in connection.execute(statement, (change,)) if key is not None)


def _by_day(
    connection: Connection, kind: type[Stored], table: str, between: tuple[str, str], order: str
) -> dict[str, list[Stored]]:
    """Return the values of a table by day, in this order."""
    found: dict[str, list[Stored]] = defaultdict(list)
    for day, value in _valued(kind, _rows(connection, selected(kind), table, between, order)):
        found[day].append(value)
    return found


def _valued(kind: type[Stored], rows: list[tuple[Any, ...]]) -> list[tuple[str, Stored]]:
    """Return the values of rows that begin with their day."""
    return list(zip(map(itemgetter(0), rows), values_of(kind, rows, "day"), strict=True)) if rows else []


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
