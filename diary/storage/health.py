"""Checks whether a diary file is sound: by the driver, then row by row, without changing anything in it."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as driver
from msgspec import Struct

from diary.domain.columns import text_columns
from diary.domain.day import Answer, AnswerSource, Day
from diary.domain.item import LARGEST_VALUE
from diary.domain.limits import LONGEST_NAME, LONGEST_NOTE, MOST_A_DAY
from diary.domain.period import FIRST_DAY
from diary.domain.refusal import Reason, Refusal
from diary.storage import faults
from diary.storage.diary_file import open_again, open_file
from diary.storage.key import Key
from diary.storage.older import as_current, is_own_schema, schema_of
from diary.storage.queries import Connection, read_items, read_own_items, read_pairs, read_records, read_span
from diary.storage.rows import UNTIMED, VALUES, columns_in_sql, values_of
from diary.storage.version import RECORDED_IN, SCHEMA_VERSION

_FIRST_MOMENT, _LAST_MOMENT = -62_135_596_800, 253_402_300_799
"""The years 1 to 9999 in seconds since 1970: there is a `datetime` for these."""
_AS_IT_IS: Final = {"pain_area": "area", "tender_area": "area", "note": "kind, text"}
"""Tables with rows of a day, and the columns that a day takes over without asking more than that the driver
can read them: it refuses a text that is not UTF-8."""
_NAME, _NOTE = f"length({{}}) <= {LONGEST_NAME}", f"length({{}}) <= {LONGEST_NOTE}"
_Rules = Mapping[str, Mapping[str, str]]
_READABLE: Final[_Rules] = {
    "day": {"zone": _NAME},
    "answer": {
        "item": _NAME,
        "value": f"{{}} BETWEEN {-LARGEST_VALUE} AND {LARGEST_VALUE}",
        "typed_at": f"{{}} BETWEEN {_FIRST_MOMENT} AND {_LAST_MOMENT}",
        "source": f"{{}} IN {tuple(source.value for source in AnswerSource)}",
    },
    "pain_area": {"area": _NAME},
    "tender_area": {"area": _NAME},
    "note": {"kind": _NOTE, "text": _NOTE},
    **{table: dict.fromkeys(text_columns(kind), _NOTE) for table, kind in VALUES.items() if kind is not Answer},
}
"""What reading asks of the columns of every row, by table. The other values are read themselves (`check_rows`)."""
_CONSTRAINTS: Final[_Rules] = {
    "pain_area": {"intensity": "{} BETWEEN 1 AND 10"},
    "activity": {"minutes": "{} BETWEEN 1 AND 1440", "effort": "ifnull({}, 0) BETWEEN 0 AND 10"},
    "moment": {"at": "ifnull({}, 0) BETWEEN 0 AND 1439"},
    "nap": {"begin": f"{{}} BETWEEN {UNTIMED} AND 1439", "minutes": "{} BETWEEN 1 AND 1440"},
    "change": {"kind": "{} IN ('save', 'import', 'undo')"},
    "history": {"old": "json_valid({})"},
}
"""What the tables of this program and earlier ones ask besides. SQLite leaves constraints out where a file is
opened only to be read (`sqlite3AddCheckConstraint`), so that its own check does not find them broken."""
_AT_ONCE: Final = 1000


def check_rows(connection: Connection) -> None:
    """Raise what `read_days` raises when it meets a row that the journal never writes.

    No row is odd already (`refuse_odd_rows`), and each belongs to a day (`refuse_stray_rows`).
    """
    with closing(connection.execute("SELECT day FROM day")) as days:
        for (day,) in days:
            date.fromisoformat(day)
    _read_values(connection, Day, "day", date=f"'{FIRST_DAY}'")
    for table, kind in VALUES.items():
        if kind is not Answer:
            _read_values(connection, kind, table)
    read_items(connection)
    for table, columns in _AS_IT_IS.items():
        with closing(connection.execute(f"SELECT DISTINCT {columns} FROM {table}")) as rows:
            for _row in rows:
                pass


def _read_values(connection: Connection, kind: type[Struct], table: str, **instead: str) -> None:
    """Read every different value of a table as a day does, with something else `instead` of some columns."""
    columns = ", ".join({**columns_in_sql(kind), **instead}.values())
    with closing(connection.execute(f"SELECT DISTINCT {columns} FROM {table}")) as rows:
        while some := rows.fetchmany(_AT_ONCE):
            values_of(kind, some)


def refuse_odd_rows(connection: Connection) -> None:
    """Raise ValueError for a row that breaks a rule of its table. First of all: the driver reads a long key whole
    whenever it looks for another one."""
    schema = schema_of(connection)
    recorded = RECORDED_IN[min(schema, SCHEMA_VERSION)]
    for table in (*recorded, "change", "history"):
        asked = {**_READABLE.get(table, {}), **(_CONSTRAINTS.get(table, {}) if schema <= SCHEMA_VERSION else {})}
        rules = [rule.format(name) for name, rule in asked.items() if name in recorded.get(table, asked)]
        odd = f"SELECT 1 FROM {table} WHERE ({' AND '.join(rules)}) IS NOT TRUE LIMIT 1"
        if rules and connection.execute(odd).fetchall():
            raise ValueError(table)


def refuse_stray_rows(connection: Connection) -> None:
    """Raise ValueError for a row of a day or a change that is not there, and for a day with more rows than anybody
    logs. Days are looked up once where a table has them in order: a third of what the driver's own check takes."""
    schema = schema_of(connection)
    asked = ["PRAGMA foreign_key_check(change)", "PRAGMA foreign_key_check(history)"]
    for table in (*_AS_IT_IS, *VALUES):
        where = "WHERE" if table == "answer" else f"GROUP BY day HAVING count(*) > {MOST_A_DAY} OR"
        if table in RECORDED_IN.get(schema, ()):
            asked.append(f"SELECT 1 FROM {table} {where} day NOT IN (SELECT day FROM day) LIMIT 1")
    if schema > SCHEMA_VERSION:
        asked = ["PRAGMA foreign_key_check"]
    for statement in asked:
        if connection.execute(statement).fetchall():
            raise ValueError(statement)


def _check_of_pages(connection: Connection, usual: str = "integrity_check", *, is_proven: bool = False) -> str:
    """Return what to ask the driver, after making sure that it computes nothing but what our own tables compute,
    and reads nothing that takes hours. A newer diary may compute more: there it computes nothing."""
    _refuse_other_schema(connection)
    is_newer = schema_of(connection) > SCHEMA_VERSION
    if not is_proven:
        refuse_odd_rows(connection)
    if is_newer:
        connection.execute("PRAGMA ignore_check_constraints = ON")
    return f"PRAGMA {'quick_check' if is_newer else usual}(1)"


def _refuse_other_schema(connection: Connection) -> None:
    if schema_of(connection) <= SCHEMA_VERSION and not is_own_schema(connection):
        raise ValueError("schema")


ROOM: Final = "PRAGMA cache_size = -65536"
"""Page cache in KiB while a file is checked: without it each pass reads and decrypts every page again."""


@contextmanager
def _room(connection: Connection) -> Iterator[None]:
    """Give a connection this cache as long as the block runs: a diary that is open keeps its own afterwards."""
    (usual,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(ROOM)
    try:
        yield
    finally:
        with suppress(driver.DatabaseError):  # what was found first is said
            connection.execute(f"PRAGMA cache_size = {usual}")


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


def examine(connection: Connection, path: Path, *, is_proven: bool = False) -> Health:
    """Check as `check` does, on an open connection. Rows of an older diary are checked as migrated. `is_proven`:
    it was compared with a file in which `check_pages` found no odd row."""
    with faults.reading(path), _room(connection):
        health = inspect(connection, path, is_proven=is_proven)
        with as_current(connection) as rows:
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


def check_schema(connection: Connection, path: Path) -> None:
    """Make sure that the driver computes nothing but what our own tables compute, whatever it is asked next; a
    newer diary may compute more. Raises Refusal FILE_DAMAGED."""
    with faults.reading(path):
        _refuse_other_schema(connection)


def check_pages(connection: Connection, path: Path) -> None:
    """Check whether the pages hang together, which copying does not show. Rows with wrong values, or missing from
    an index, are copied as they are, so `check` finds these in the copy. Raises Refusal FILE_DAMAGED."""
    with faults.reading(path), _room(connection):
        if connection.execute(_check_of_pages(connection, "quick_check")).fetchone()[0] != "ok":
            raise Refusal(Reason.FILE_DAMAGED, path=path)


def inspect(connection: Connection, path: Path, *, is_proven: bool = False) -> Health:
    """Do the quicker half of `check` on an open connection: pages, indexes, rules and references. `is_proven` is
    that of `examine`.

    Raises Refusal FILE_DAMAGED.
    """
    with faults.reading(path), _room(connection):
        told = connection.execute(_check_of_pages(connection, is_proven=is_proven)).fetchone()[0]
        if told != "ok":
            raise Refusal(Reason.FILE_DAMAGED, path=path)
        refuse_stray_rows(connection)
        span = read_span(connection)
        return Health(
            path,
            schema_of(connection),
            connection.execute("SELECT count(*) FROM day").fetchone()[0],
            connection.execute("SELECT count(*) FROM answer").fetchone()[0],
            span.first if span else None,
            span.last if span else None,
        )
