"""A mapping file's tables, read with suspicion: whatever is wrong is named by the key it stands at."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from math import isfinite
from typing import TypeVar

from diary.content.decoding import Problem
from diary.domain.refusal import Reason, Refusal

T = TypeVar("T")
Member = TypeVar("Member", bound=StrEnum)


class Table:
    """One table of which every key has to be asked for: `done` refuses what nobody asked for, so that a typing
    error in a mapping never silently drops an answer. All refusals are MAP_INVALID with `path`, `key`, `problem`.
    """

    def __init__(self, table: Mapping[str, object], path: str, where: str = "") -> None:
        self.where = where
        self._path = path
        self._table = table
        self._left = set(table)

    def wrong(self, key: str, problem: Problem) -> Refusal:
        """The refusal for a key of this table."""
        place = ".".join(part for part in (self.where, key) if part)
        return Refusal(Reason.MAP_INVALID, path=self._path, key=place, problem=problem)

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def keys(self) -> Iterable[str]:
        """The keys that are present."""
        return self._table.keys()

    def done(self) -> None:
        """Refuse the first key nobody asked for."""
        if self._left:
            raise self.wrong(min(self._left), Problem.UNKNOWN)

    def _take(self, key: str, kind: type[T]) -> T:
        if key not in self:
            raise self.wrong(key, Problem.MISSING)
        self._left.discard(key)
        value = self._table[key]
        if not isinstance(value, kind):
            raise self.wrong(key, Problem.WRONG_TYPE)
        return value


class Fields(Table):
    """One table, its keys read by type."""

    def maybe_text(self, key: str) -> str | None:
        """A text that is not empty, or None when absent."""
        return self.text(key) if key in self else None

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty."""
        if key not in self and default is not None:
            return default
        value = self._take(key, str)
        if not value:
            raise self.wrong(key, Problem.MISSING)
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when absent."""
        return key in self and self._take(key, bool)

    def number(self, key: str, default: float) -> float:
        """A finite number."""
        if key not in self:
            return default
        found = _finite(self._take(key, object))
        if found is None:
            raise self.wrong(key, Problem.WRONG_TYPE)
        return found

    def text_or_number(self, key: str) -> str | float | None:
        """A column's name or a number, or None when absent."""
        if key not in self:
            return None
        return self.text(key) if isinstance(self._table[key], str) else self.number(key, 0)

    def span(self, key: str) -> tuple[float, float] | None:
        """Two numbers, the lower first; None when absent."""
        if key not in self:
            return None
        numbers = [_finite(value) for value in self._take(key, list)]
        if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
            raise self.wrong(key, Problem.WRONG_TYPE)
        if not numbers[0] < numbers[1]:
            raise self.wrong(key, Problem.NOT_ALLOWED)
        return numbers[0], numbers[1]

    def day(self, key: str) -> date | None:
        """A date as TOML writes it, without quotes; None when absent."""
        if key not in self:
            return None
        value = self._take(key, date)
        if isinstance(value, datetime):
            raise self.wrong(key, Problem.WRONG_TYPE)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, which may be empty texts; numbers count as texts. Empty when absent."""
        return tuple(str(value) for value in self.places(key))

    def places(self, key: str) -> tuple[str | int, ...]:
        """A list of texts and whole numbers; empty when absent."""
        return self._places(key, self._take(key, list)) if key in self else ()

    def choice(self, key: str, kind: type[Member], default: Member) -> Member:
        """A member of `kind`, by its value."""
        try:
            return kind(self.text(key, default.value))
        except ValueError:
            raise self.wrong(key, Problem.NOT_ALLOWED) from None

    def words(self, key: str) -> Mapping[str, str]:
        """A table of texts and numbers, the numbers as texts; empty when absent."""
        table = self._take(key, dict) if key in self else {}
        for name, value in table.items():
            if isinstance(value, bool) or not isinstance(value, (str, int, float)):
                raise self.wrong(f"{key}.{name}", Problem.WRONG_TYPE)
        return {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in table.items()}

    def places_by_name(self, key: str) -> Mapping[str, tuple[str | int, ...]]:
        """A table of texts or lists of texts and whole numbers; empty when absent."""
        table = self._take(key, dict) if key in self else {}
        return {
            name: self._places(f"{key}.{name}", value if isinstance(value, list) else [value])
            for name, value in table.items()
        }

    def part(self, key: str) -> "Fields":
        """A table inside this one; an empty one when absent."""
        where = ".".join(part for part in (self.where, key) if part)
        return Fields(self._take(key, dict) if key in self else {}, self._path, where)

    def parts(self, key: str) -> tuple["Fields", ...]:
        """The tables of a list of tables, each named by its place."""
        found = []
        for place, table in enumerate(self._take(key, list) if key in self else [], start=1):
            if not isinstance(table, dict):
                raise self.wrong(key, Problem.WRONG_TYPE)
            found.append(Fields(table, self._path, f"{key} {place}"))
        return tuple(found)

    def parts_by_name(self, key: str) -> Mapping[str, "Fields"]:
        """The tables inside a table, by name."""
        outer = self.part(key)
        return {name: outer.part(name) for name in outer.keys()}  # noqa: SIM118 - not a dict

    def _places(self, key: str, values: list[object]) -> tuple[str | int, ...]:
        found: list[str | int] = []
        for value in values:
            if isinstance(value, bool) or not isinstance(value, (str, int)):
                raise self.wrong(key, Problem.WRONG_TYPE)
            found.append(value)
        return tuple(found)


def _finite(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        return float(value) if isfinite(value) else None
    except OverflowError:
        return None
