"""Content files, read with suspicion: a wrong word in a TOML file is named by file, block and field."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from diary.domain.refusal import Reason, Refusal

T = TypeVar("T")
Member = TypeVar("Member", bound=StrEnum)


class Problem(StrEnum):
    """What is wrong with a field; the fact `problem` of a CONTENT_INVALID refusal."""

    NO_FILE = "no_file"
    NOT_TOML = "not_toml"
    UNKNOWN = "unknown"
    MISSING = "missing"
    WRONG_TYPE = "wrong_type"
    NOT_ALLOWED = "not_allowed"
    TWICE = "twice"


def invalid(file: str, key: str, field: str, problem: Problem) -> Refusal:
    """The refusal for one field of one block of a content file."""
    return Refusal(Reason.CONTENT_INVALID, file=file, key=key, field=field, problem=problem)


class Block:
    """One table of a content file. Every field is asked for by name and type; `done` refuses what nobody
    asked for, so that a typing error never silently changes the form."""

    def __init__(self, table: Mapping[str, object], file: str, key: str) -> None:
        self.file = file
        self.key = key
        self._table = dict(table)
        self._left = set(self._table)

    def wrong(self, field: str, problem: Problem) -> Refusal:
        """The refusal for a field of this block."""
        return invalid(self.file, self.key, field, problem)

    def has(self, field: str) -> bool:
        """Whether the field is present."""
        return field in self._table

    def text(self, field: str, default: str | None = None) -> str:
        """A text that is not blank. Without a default it must be there."""
        if field not in self._table and default is not None:
            return default
        value = self._take(field, str)
        if not value.strip():
            raise self.wrong(field, Problem.MISSING)
        return value

    def flag(self, field: str) -> bool:
        """True or false; false when absent."""
        return field in self._table and self._take(field, bool)

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of different, non-blank texts; empty when absent."""
        found: list[str] = []
        for value in self._take(field, list) if field in self._table else ():
            if not isinstance(value, str) or not value.strip():
                raise self.wrong(field, Problem.WRONG_TYPE)
            if value in found:
                raise self.wrong(field, Problem.TWICE)
            found.append(value)
        return tuple(found)

    def number(self, field: str, low: float, high: float) -> float:
        """A number from `low` to `high`, both inclusive."""
        value = self._take(field, object)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.wrong(field, Problem.WRONG_TYPE)
        if not low <= value <= high:
            raise self.wrong(field, Problem.NOT_ALLOWED)
        return value

    def span(self, field: str) -> tuple[float, float]:
        """Two numbers, the lower first."""
        value = self._take(field, list)
        numbers = [float(n) for n in value if isinstance(n, (int, float)) and not isinstance(n, bool)]
        if len(value) != 2 or len(numbers) != 2:
            raise self.wrong(field, Problem.WRONG_TYPE)
        if not numbers[0] < numbers[1]:
            raise self.wrong(field, Problem.NOT_ALLOWED)
        return numbers[0], numbers[1]

    def choice(self, field: str, kind: type[Member]) -> Member:
        """A member of `kind`, by its value."""
        return self._member(field, kind, self.text(field))

    def choices(self, field: str, kind: type[Member]) -> tuple[Member, ...]:
        """Different members of `kind`, by their values; empty when absent."""
        return tuple(self._member(field, kind, value) for value in self.texts(field))

    def table(self, field: str) -> Mapping[str, object]:
        """A table inside this one; empty when absent."""
        return self._take(field, dict) if field in self._table else {}

    def blocks(self, field: str) -> tuple["Block", ...]:
        """A list of tables inside this one, each named by its `key` or its place in the list."""
        value = self._take(field, list) if field in self._table else []
        found = []
        for place, table in enumerate(value, start=1):
            if not isinstance(table, dict):
                raise self.wrong(field, Problem.WRONG_TYPE)
            key = table.get("key")
            found.append(Block(table, self.file, key if isinstance(key, str) else f"{field} {place}"))
        return tuple(found)

    def named_blocks(self, field: str) -> Mapping[str, "Block"]:
        """The tables inside a table, by name; empty when absent."""
        return self._named(self.table(field), field)

    def all_named_blocks(self) -> Mapping[str, "Block"]:
        """Every field of this block as a table of its own, by name."""
        self._left.clear()
        return self._named(self._table, self.key)

    def done(self) -> None:
        """Refuse the first field nobody asked for."""
        if self._left:
            raise self.wrong(min(self._left), Problem.UNKNOWN)

    def _named(self, tables: Mapping[str, object], field: str) -> Mapping[str, "Block"]:
        found = {}
        for name, table in tables.items():
            if not isinstance(table, dict):
                raise invalid(self.file, name, field, Problem.WRONG_TYPE)
            found[name] = Block(table, self.file, name)
        return found

    def _member(self, field: str, kind: type[Member], value: str) -> Member:
        try:
            return kind(value)
        except ValueError:
            raise self.wrong(field, Problem.NOT_ALLOWED) from None

    def _take(self, field: str, kind: type[T]) -> T:
        if field not in self._table:
            raise self.wrong(field, Problem.MISSING)
        self._left.discard(field)
        value = self._table[field]
        if not isinstance(value, kind):
            raise self.wrong(field, Problem.WRONG_TYPE)
        return value


def read_block(path: Path, *, optional: bool = False) -> Block:
    """A whole content file as one block; an optional file that is not there is an empty block.

    Raises Refusal CONTENT_INVALID when the file is missing or no TOML; its field then says where.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        return Block(_parsed(path, path.stat().st_mtime_ns), name, "")
    except FileNotFoundError:
        if optional:
            return Block({}, name, "")
        raise invalid(name, "", "", Problem.NO_FILE) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise invalid(name, "", str(error), Problem.NOT_TOML) from None


@lru_cache(maxsize=4)
def _parsed(path: Path, _changed: int) -> dict[str, Any]:
    """The file's tables, which blocks only read: the body is asked for four times at every start."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
