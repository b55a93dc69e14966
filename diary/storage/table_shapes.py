"""Describes how a row of each of the program's tables looks in a page, read from an empty diary of that schema."""

import re
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from msgspec import Struct

from diary.domain.period import read_date
from diary.storage.database_pages import PageRow, Value
from diary.storage.older import Row, empty_diary, tables_of
from diary.storage.queries import Connection

_DATES: Final = frozenset({"day", "first_day", "last_day", "done_on", "ended_on"})
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int)}
_DAY_KINDS: Final = frozenset({"ordinary", "hard", "holiday"})
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class TableShape(Struct, frozen=True):
    """A table as a schema declares it. `columns` (name, type, required) are in the order of a record; `rowid` is
    the column that stands for the rowid, and a record holds NULL in its place.

    A record that was written before the last columns came is shorter: it has at least `fewest` values, and
    `defaults` stand for the others.
    """

    name: str
    columns: tuple[tuple[str, str, bool], ...]
    key: tuple[str, ...]
    has_rowid: bool
    rowid: str | None
    defaults: tuple[Value, ...]
    fewest: int

    def row(self, record: PageRow) -> Row | None:
        """Return the record as a row of this table, or None when it is none."""
        count = len(record.values)
        if (record.rowid is not None) is not self.has_rowid or not self.fewest <= count <= len(self.columns):
            return None
        row: Row = {}
        values = (*record.values, *self.defaults[count:])
        for (name, kind, required), value in zip(self.columns, values, strict=True):
            if name == self.rowid:
                if value is not None:
                    return None
                row[name] = record.rowid
            elif value is None:
                if required:
                    return None
                row[name] = None
            elif not isinstance(value, _TYPES[kind]) or (name in _DATES and not _is_date(value)):
                return None
            else:
                row[name] = float(value) if kind == "REAL" and isinstance(value, int) else value
        return row

    @property
    def is_in_order(self) -> bool:
        """Whether its pages hold it in the order of its key."""
        return not self.has_rowid or self.rowid is not None

    def key_of(self, row: Row) -> tuple[Value, ...]:
        """Return what distinguishes the row from every other of its table."""
        return tuple(row[name] for name in self.key)


@cache
def table_shapes(schema: int) -> Mapping[str, TableShape]:
    """Return the program's own tables in a diary of this schema, by name."""
    before = table_shapes(schema - 1) if schema > 1 else {}
    with closing(empty_diary(schema)) as connection:
        return {name: _shape(connection, name, before.get(name)) for name in tables_of(connection)}


def is_likely(table: str, row: Row) -> bool:
    """Return whether the row is of this table, among tables whose columns are alike."""
    if table == "day":
        return _is_a_day(row["zone"], row["kind"])
    if table == "note":
        return not _is_a_day(row["kind"], row["text"])
    if table == "record":
        return str(row["data"]).startswith("{")
    if table in {"setting", "profile"}:
        return isinstance(row["key"], str) and ("." in row["key"]) is (table == "setting")
    return True


def _is_a_day(zone: Value, kind: Value) -> bool:
    return kind in _DAY_KINDS and zone in known_zones()


@cache
def known_zones() -> frozenset[str]:
    """Return the names of all time zones; looking for them takes a while."""
    return frozenset(available_timezones())


def _shape(connection: Connection, name: str, before: TableShape | None) -> TableShape:
    told = connection.execute("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?", (name,))
    has_rowid = not told.fetchone()[0]
    info = connection.execute(
        'SELECT name, type, "notnull", pk, dflt_value FROM pragma_table_info(?)', (name,)
    ).fetchall()
    key = [column for column, _, _, place, _ in sorted(info, key=lambda each: each[3]) if place]
    ordered = info if has_rowid else sorted(info, key=lambda each: (each[3] == 0, each[3]))
    columns = tuple((column, kind, bool(required)) for column, kind, required, _, _ in ordered)
    defaults = tuple(connection.execute(f"SELECT {said or 'NULL'}").fetchone()[0] for *_, said in ordered)
    is_longer = before is not None and columns[: len(before.columns)] == before.columns
    fewest = before.fewest if before is not None and is_longer else len(columns)
    alone = key[0] if len(key) == 1 and has_rowid else None
    rowid = next((column for column, kind, _ in columns if column == alone and kind == "INTEGER"), None)
    return TableShape(name, columns, tuple(key), has_rowid, rowid, defaults, fewest)


def _is_date(value: Value) -> bool:
    return isinstance(value, str) and bool(_DATE.fullmatch(value)) and read_date(value) is not None
