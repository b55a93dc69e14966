"""Tells what the fields of a stored value are: a day, an answer, activity, moment, nap, own item, line of a list.

A field of a simple type is a column of the table of its value, under the same name. What reads, writes, cleans,
compares and hands on such values asks here, so that a new field takes every way the others take.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, get_args, get_origin

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields, replace

from diary.domain.text import clean_line

PROVENANCE: Final = frozenset({"typed_at", "source"})
"""Fields that tell how a value came into the diary: two that differ in nothing else say the same."""

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


def without_texts(value: Stored) -> Stored:
    """Return the value without a person's own words."""
    return replace(value, **dict.fromkeys(text_columns(type(value)), ""))


def further(value: Struct, *told: str) -> Iterator[tuple[str, Any]]:
    """Yield the fields, with their values, that are neither `told` in a way of their own nor tell how the value
    came into the diary, where they say more than nothing."""
    for column in columns_of(type(value)):
        said = getattr(value, column.name)
        if column.name not in told and column.name not in PROVENANCE and said not in (None, "", column.usual):
            yield column.name, said


def plain(said: object) -> str | float | None:
    """Return the value of a field as a cell of a table: a number, or a text."""
    if said is None or (isinstance(said, int | float) and not isinstance(said, bool)):
        return said
    if isinstance(said, bool):
        return float(said)
    if isinstance(said, Enum):
        return str(said.value)
    return said.isoformat(timespec="seconds") if isinstance(said, datetime) else str(said)
