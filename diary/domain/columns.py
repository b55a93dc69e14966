"""Tells what the fields of a stored value are: a day, an answer, activity, moment, nap, own item, line of a list.

A field of a simple type is a column of the table of its value, under the same name. What reads, writes, cleans,
compares and hands on such values asks here, so that a new field takes every way the others take.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, get_args, get_origin

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields, replace

from diary.domain.day import Activity, Answer, Day, Moment, Nap
from diary.domain.text import clean_line

PROVENANCE: Final = frozenset({"typed_at", "source"})
"""Fields that tell how a value came into the diary: two that differ in nothing else say the same."""

TOLD: Final[Mapping[type[Struct], frozenset[str]]] = {
    Activity: frozenset({"kind", "minutes", "effort"}),
    Answer: frozenset({"value"}),
    Day: frozenset({"date", "zone", "kind"}),
    Moment: frozenset({"kind", "at", "value", "text"}),
    Nap: frozenset({"begin", "minutes"}),
}
"""Fields that every page and file tells in a way of its own; any other is told by its name."""

Stored = TypeVar("Stored", bound=Struct)


class Column(Struct, frozen=True):
    """A field with a simple `kind`: a number, a text, a date, a time or an enum; None is allowed where it
    `may_be_empty`. `usual` is its value where nobody gives one."""

    name: str
    kind: type
    may_be_empty: bool
    usual: Any

    @property
    def is_text(self) -> bool:
        """Whether it holds a person's own words."""
        return self.kind is str


@cache
def columns_of(kind: type[Struct]) -> tuple[Column, ...]:
    """Return the simple fields of a kind of value, in order; those that hold other values are left out."""
    found = []
    for field in fields(kind):
        said = get_args(field.type) if isinstance(field.type, UnionType) else (field.type,)
        simple = [each for each in said if each is not NoneType]
        if len(simple) == 1 and get_origin(simple[0]) is None and not issubclass(simple[0], Struct):
            usual = None if field.default is NODEFAULT else field.default
            found.append(Column(field.name, simple[0], NoneType in said, usual))
    return tuple(found)


@cache
def text_columns(kind: type[Struct]) -> tuple[str, ...]:
    """Return the names of the fields with a person's own words."""
    return tuple(column.name for column in columns_of(kind) if column.is_text)


@cache
def _compared(kind: type[Struct]) -> tuple[str, ...]:
    return tuple(column.name for column in columns_of(kind) if column.name not in PROVENANCE)


def content_of(value: Struct) -> tuple[Any, ...]:
    """Return what a value says, whoever wrote it down and when: to find the same one again."""
    return tuple([getattr(value, name) for name in _compared(type(value))])


def cleaned(value: Stored) -> Stored:
    """Return the value with each text on one clean line."""
    texts = {name: clean_line(text) for name in text_columns(type(value)) if (text := getattr(value, name))}
    return replace(value, **texts) if texts else value


@cache
def _wordless(kind: type[Struct]) -> dict[str, str | None]:
    told = [column for column in columns_of(kind) if column.is_text and column.name != "zone"]
    return {column.name: None if column.may_be_empty else "" for column in told}


def without_texts(value: Stored) -> Stored:
    """Return the value without a person's own words; the same one where it has none."""
    wordless = _wordless(type(value))
    return replace(value, **wordless) if any(getattr(value, name) for name in wordless) else value


def has_texts(value: Struct) -> bool:
    """Return whether the value holds words of a person's own."""
    return any(getattr(value, name) for name in text_columns(type(value)))


@cache
def further_columns(kind: type[Struct]) -> tuple[Column, ...]:
    """Return the fields that are told by their name: all but those `TOLD` and those of `PROVENANCE`."""
    return tuple(column for column in columns_of(kind) if column.name not in TOLD[kind] | PROVENANCE)


def further(value: Struct) -> dict[str, Any]:
    """Return the `further_columns` of a value that say something, by name."""
    said = {column: getattr(value, column.name) for column in further_columns(type(value))}
    return {column.name: each for column, each in said.items() if each not in (None, "", column.usual)}


def carried_over(new: Iterable[Stored], stored: Iterable[Stored], name: str) -> tuple[Stored, ...]:
    """Return values that were typed as text, which has only what is `TOLD`, each with what else the stored one
    says that is the same in the field `name`."""
    left = list(stored)
    found = []
    for value in new:
        there = next((one for one in left if getattr(one, name) == getattr(value, name)), None)
        if there is None:
            found.append(value)
            continue
        left.remove(there)
        found.append(replace(there, **{each: getattr(value, each) for each in TOLD[type(value)]}))
    return tuple(found)


def plain(said: object) -> str | float | None:
    """Return the value of a field as a cell of a table: a number, or a text."""
    if said is None or isinstance(said, int | float):
        return None if said is None else float(said)
    if isinstance(said, Enum):
        return str(said.value)
    return said.isoformat() if isinstance(said, date) else str(said)
