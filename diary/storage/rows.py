"""Turns values into rows of their tables and back: each simple field of a value is the column of its name.

A ValueError means that the journal never writes such a row; `faults.reading` reports it as a damaged file.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import Any, Final

from msgspec import Struct, convert, to_builtins

from diary.domain.columns import Stored, columns_of, text_columns
from diary.domain.day import Activity, Answer, Day, Moment, Nap
from diary.domain.item import LARGEST_VALUE
from diary.domain.limits import LONGEST_NOTE

UNTIMED: Final = -1
"""What stands in a diary where the time at which a nap began is not known: a key cannot be empty."""
VALUES: Final[Mapping[str, type[Struct]]] = {"answer": Answer, "activity": Activity, "moment": Moment, "nap": Nap}
"""The tables of a day whose rows are values."""


@cache
def columns_in_sql(kind: type[Struct]) -> dict[str, str]:
    """Return how SQL selects each field of a kind of value: of a text as much as tells whether it is too long, so
    that the rest of a huge one is never held in memory."""
    return {column.name: _selected(kind, column.name, is_text=column.is_text) for column in columns_of(kind)}


@cache
def selected(kind: type[Struct]) -> str:
    """Return the columns of a kind of value as SQL selects them, in the order of its fields."""
    return ", ".join(columns_in_sql(kind).values())


def _selected(kind: type[Struct], name: str, *, is_text: bool) -> str:
    if is_text:
        return f"substr({name}, 1, {LONGEST_NOTE + 1})"
    if kind is Day and name == "date":
        return "day"
    return f"nullif({name}, {UNTIMED})" if kind is Nap and name == "begin" else name


@cache
def _names(kind: type[Struct]) -> tuple[str, ...]:
    return tuple(column.name for column in columns_of(kind))


@cache
def _numbers(kind: type[Struct]) -> tuple[str, ...]:
    return tuple(column.name for column in columns_of(kind) if column.kind is float)


def values_of(kind: type[Stored], rows: Iterable[tuple[Any, ...]], *before: str) -> list[Stored]:
    """Return the values of rows that were `selected`, with other columns `before` them; where a moment is meant
    they hold seconds since 1970. ValueError for what nobody can have logged or written."""
    return from_rows(kind, list(map(dict, map(zip, repeat((*before, *_names(kind))), rows))))


def from_row(kind: type[Stored], row: Mapping[str, Any]) -> Stored:
    """Return the value of a whole row of its table, by the names of its columns. ValueError as `values_of`."""
    said = dict(row)
    if kind is Nap and row["begin"] == UNTIMED:
        said["begin"] = None
    if kind is Day:
        said["date"] = row["day"]
    return from_rows(kind, [said])[0]


def from_rows(kind: type[Stored], rows: Sequence[Mapping[str, Any]]) -> list[Stored]:
    """Return the values of rows by the names of their fields; what is done for each of a million is done by C.
    ValueError as `values_of`."""
    found: list[Stored] = convert(rows, list[kind], strict=False)  # type: ignore[valid-type]
    for name in _numbers(kind):
        numbers = list(filter(None, map(attrgetter(name), found)))
        if numbers and not -LARGEST_VALUE <= min(numbers) <= max(numbers) <= LARGEST_VALUE:
            raise ValueError(name)
    for name in text_columns(kind):
        if max(map(len, filter(None, map(attrgetter(name), found))), default=0) > LONGEST_NOTE:
            raise ValueError(name)
    return found


def row_of(value: Struct) -> dict[str, Any]:
    """Return the columns of a value as its table holds them; what is no simple value as JSON."""
    row: dict[str, Any] = to_builtins(value, builtin_types=(datetime,))
    for name, said in row.items():
        if isinstance(said, datetime):
            row[name] = int(said.timestamp())
        elif isinstance(said, dict):
            row[name] = json.dumps(said, ensure_ascii=False)
    return row
