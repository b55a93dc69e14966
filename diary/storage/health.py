"""Checks whether a diary file is sound: by the driver, then row by row, without changing anything in it."""

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

from msgspec import Struct

from diary.domain.columns import text_columns
from diary.domain.day import Answer, Day
from diary.domain.item import LARGEST_VALUE
from diary.domain.limits import LONGEST_NAME, LONGEST_NOTE, MOST_A_DAY
from diary.domain.period import FIRST_DAY
from diary.domain.refusal import Reason, Refusal
from diary.storage import faults
from diary.storage.diary_file import open_again, open_file
from diary.storage.key import Key
from diary.storage.older import as_current, is_own_schema, schema_of
from diary.storage.queries import Connection, read_items, read_own_items, read_pairs, read_records, read_span
from diary.storage.rows import VALUES, columns_in_sql, values_of
from diary.storage.version import RECORDED_IN, SCHEMA_VERSION

_FIRST_MOMENT, _LAST_MOMENT = -62_135_596_800, 253_402_300_799
"""The years 1 to 9999 in seconds since 1970: there is a `datetime` for these."""
_AS_IT_IS: Final = {"answer": "item", "pain_area": "area, intensity", "tender_area": "area", "note": "kind, text"}
"""Tables with rows of a day, and the columns that a day takes over without asking more than that the driver
can read them: it refuses a text that is not UTF-8."""
_WORDS: Final = (
    ("day", "zone", LONGEST_NAME),
    ("answer", "item", LONGEST_NAME),
    ("pain_area", "area", LONGEST_NAME),
    ("tender_area", "area", LONGEST_NAME),
    ("note", "kind", LONGEST_NOTE),
    ("note", "text", LONGEST_NOTE),
)
"""Columns with words of what is no value of its own, and the most letters in them."""
_STRANGE = "SELECT 1 FROM answer WHERE (value BETWEEN ? AND ? AND typed_at BETWEEN ? AND ?) IS NOT TRUE LIMIT 1"
_IN_BOUNDS: Final = {"value": "0.0", "typed_at": "0"}
"""Columns of an answer that differ in every row, with what stands for them once their bounds were looked at."""
_AT_ONCE: Final = 1000


def check_rows(connection: Connection) -> None:
    """Raise what `read_days` raises when it meets a row that the journal never writes.

    The file's references hold already (`PRAGMA foreign_key_check`).
    """
    with closing(connection.execute("SELECT day FROM day")) as days:
        for (day,) in days:
            date.fromisoformat(day)
    _read_values(connection, Day, "day", {"date": f"'{FIRST_DAY}'"})
    limits = (-LARGEST_VALUE, LARGEST_VALUE, _FIRST_MOMENT, _LAST_MOMENT)
    if connection.execute(_STRANGE, limits).fetchall():
        raise ValueError("answer")
    for table, kind in VALUES.items():
        _read_values(connection, kind, table, _IN_BOUNDS if kind is Answer else {})
    _refuse_long(connection)
    for table in (*_AS_IT_IS, *VALUES):
        busy = f"SELECT 1 FROM {table} GROUP BY day HAVING count(*) > {MOST_A_DAY} LIMIT 1"
        if table != "answer" and connection.execute(busy).fetchall():
            raise ValueError(table)
        if not _belongs_to_days(connection, table):
            _read_all(connection, f"SELECT DISTINCT day, {_AS_IT_IS.get(table, 'day')} FROM {table}")
        elif table == "answer":
            read_items(connection)
        elif table in _AS_IT_IS:
            _read_all(connection, f"SELECT DISTINCT {_AS_IT_IS[table]} FROM {table}")


def _read_values(connection: Connection, kind: type[Struct], table: str, instead: Mapping[str, str]) -> None:
    """Read every different value of a table as a day does, with something else `instead` of some columns."""
    columns = ", ".join({**columns_in_sql(kind), **instead}.values())
    with closing(connection.execute(f"SELECT DISTINCT {columns} FROM {table}")) as rows:
        while some := rows.fetchmany(_AT_ONCE):
            values_of(kind, some)


def _refuse_long(connection: Connection) -> None:
    """Raise ValueError for a text that nobody wrote. First of all: the driver reads a long key whole whenever it
    looks for another one."""
    recorded = RECORDED_IN[min(schema_of(connection), SCHEMA_VERSION)]
    values = [(table, column, LONGEST_NOTE) for table, kind in VALUES.items() for column in text_columns(kind)]
    for table, column, longest in (*_WORDS, *values):
        if column in recorded.get(table, ()):
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
