"""Checks whether a diary file is sound: by the driver, then row by row, without changing anything in it."""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

from msgspec import Struct

from diary.domain.day import AnswerSource, DayKind, MomentKind
from diary.domain.item import LARGEST_VALUE
from diary.domain.limits import LONGEST_NAME, LONGEST_NOTE, MOST_A_DAY
from diary.domain.refusal import Reason, Refusal
from diary.storage import faults
from diary.storage.diary_file import open_again, open_file
from diary.storage.key import Key
from diary.storage.older import as_current, is_own_schema, schema_of
from diary.storage.queries import Connection, read_items, read_own_items, read_pairs, read_records, read_span, sane
from diary.storage.version import SCHEMA_VERSION

_FIRST_MOMENT, _LAST_MOMENT = -62_135_596_800, 253_402_300_799
"""The years 1 to 9999 in seconds since 1970: there is a `datetime` for these."""
_AS_IT_IS: Final = {
    "answer": "item",
    "pain_area": "area, intensity",
    "tender_area": "area",
    "activity": "kind, minutes, effort",
    "moment": "at, text",
    "note": "kind, text",
    "nap": "begin, minutes",
}
"""The tables with rows of a day, and the columns that a day takes over without asking more than that the driver
can read them: it refuses a text that is not UTF-8."""
_LONGEST: Final = {
    "zone": (LONGEST_NAME, ["day"]),
    "item": (LONGEST_NAME, ["answer"]),
    "area": (LONGEST_NAME, ["pain_area", "tender_area"]),
    "kind": (LONGEST_NOTE, ["note", "activity"]),
    "text": (LONGEST_NOTE, ["note", "moment"]),
}
"""Columns with words, the most letters in them, and their tables."""
_STRANGE = (
    "SELECT 1 FROM {table} WHERE ({value} BETWEEN ? AND ? AND typed_at BETWEEN ? AND ?"
    f" AND source IN ({', '.join('?' * len(AnswerSource))})) IS NOT TRUE LIMIT 1"
)


def check_rows(connection: Connection) -> None:
    """Raise what `read_days` raises when it meets a row that the journal never writes.

    The file's references hold already (`PRAGMA foreign_key_check`).
    """
    with closing(connection.execute("SELECT day, zone, kind FROM day")) as days:
        for day, _zone, kind in days:
            date.fromisoformat(day)
            DayKind(kind)
    limits = (-LARGEST_VALUE, LARGEST_VALUE, _FIRST_MOMENT, _LAST_MOMENT)
    for table, value in (("answer", "value"), ("nap", "minutes")):
        if connection.execute(_STRANGE.format(table=table, value=value), (*limits, *AnswerSource)).fetchall():
            raise ValueError(table)
    with closing(connection.execute("SELECT day, kind, value FROM moment")) as moments:
        for day, kind, value in moments:
            date.fromisoformat(day)
            MomentKind(kind)
            if value is not None:
                sane(value)
    _refuse_long(connection)
    for table, columns in _AS_IT_IS.items():
        busy = f"SELECT 1 FROM {table} GROUP BY day HAVING count(*) > {MOST_A_DAY} LIMIT 1"
        if table != "answer" and connection.execute(busy).fetchall():
            raise ValueError(table)
        if not _belongs_to_days(connection, table):
            _read_all(connection, f"SELECT DISTINCT day, {columns} FROM {table}")
        elif table == "answer":
            read_items(connection)
        else:
            _read_all(connection, f"SELECT DISTINCT {columns} FROM {table}")


def _refuse_long(connection: Connection) -> None:
    """Raise ValueError for a text that nobody wrote. First of all: the driver reads a long key whole whenever it
    looks for another one."""
    for column, (longest, tables) in _LONGEST.items():
        for table in tables:
            odd = f"SELECT 1 FROM {table} WHERE (length({column}) <= {longest}) IS NOT TRUE LIMIT 1"
            if connection.execute(odd).fetchall():
                raise ValueError(table)


def _read_all(connection: Connection, statement: str) -> None:
    with closing(connection.execute(statement)) as rows:
        for _row in rows:
            pass


def _belongs_to_days(connection: Connection, table: str) -> bool:
    """Return whether the table declares that each of its rows belongs to an existing day: then its days have been
    read."""
    references = connection.execute(
        "SELECT 1 FROM pragma_foreign_key_list(?) WHERE \"table\" = 'day' AND \"from\" = 'day' AND \"to\" = 'day'",
        (table,),
    )
    return references.fetchone() is not None


def _check_of_pages(connection: Connection, usual: str = "integrity_check") -> str:
    """Return what to ask the driver, after making sure that it computes nothing but what our own tables compute. A
    newer diary may compute more: there it computes nothing."""
    if schema_of(connection) > SCHEMA_VERSION:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        return "PRAGMA quick_check(1)"
    if not is_own_schema(connection):
        raise ValueError("schema")
    _refuse_long(connection)
    return f"PRAGMA {usual}(1)"


_ROOM = "PRAGMA cache_size = -65536"
"""Page cache in KiB while a file is checked: without it each pass reads and decrypts every page again."""


class Health(Struct, frozen=True):
    """What a sound diary holds. `first` and `last` are None when nothing was logged yet."""

    path: Path
    schema: int
    days: int
    answers: int
    first: date | None
    last: date | None


def check(path: Path, key: Key | None = None) -> Health:
    """Check every page, every reference and every row of the diary at `path`.

    Raises Refusal FILE_DAMAGED when something is not as it was written, and what `open_file` raises.
    """
    with closing(open_file(path, read_only=True, key=key)) as connection:
        return examine(connection, path)


def examine(connection: Connection, path: Path) -> Health:
    """Check as `check` does, on an open connection. Rows of an older diary are checked as migrated."""
    health = inspect(connection, path)
    with faults.reading(path), as_current(connection) as rows:
        check_rows(rows)
        read_own_items(rows)
        read_records(rows)
        read_pairs(rows, "setting")
        read_pairs(rows, "profile")
    return health


def glance(path: Path, key: Key | None = None) -> Health:
    """Check as `check` does without reading every row: for many files at once. Raises Refusal as `check` does."""
    with closing(open_file(path, read_only=True, key=key)) as connection:
        return inspect(connection, path)


def check_quickly_again(path: Path, key: Key | None = None) -> Health:
    """Check as `glance` does, for a diary that this process has open: the window's quick check."""
    with closing(open_again(path, key)) as connection:
        return inspect(connection, path)


def check_pages(connection: Connection, path: Path) -> None:
    """Check whether the pages hang together, which copying does not show. Rows with wrong values, or missing from
    an index, are copied as they are, so `check` finds these in the copy. Raises Refusal FILE_DAMAGED."""
    with faults.reading(path):
        connection.execute(_ROOM)
        if connection.execute(_check_of_pages(connection, "quick_check")).fetchone()[0] != "ok":
            raise Refusal(Reason.FILE_DAMAGED, path=path)


def inspect(connection: Connection, path: Path) -> Health:
    """Do the quicker half of `check` on an open connection: pages, indexes, rules and references.

    Raises Refusal FILE_DAMAGED.
    """
    with faults.reading(path):
        connection.execute(_ROOM)
        told = connection.execute(_check_of_pages(connection)).fetchone()[0]
        stray = connection.execute("PRAGMA foreign_key_check").fetchone()
        if told != "ok" or stray is not None:
            raise Refusal(Reason.FILE_DAMAGED, path=path)
        span = read_span(connection)
        return Health(
            path,
            schema_of(connection),
            connection.execute("SELECT count(*) FROM day").fetchone()[0],
            connection.execute("SELECT count(*) FROM answer").fetchone()[0],
            span.first if span else None,
            span.last if span else None,
        )
