"""Reads a diary of an older schema as this program's tables: its rows in memory, with every missing migration
applied.

Only migrations know what an older schema looks like. Files that are not migrated themselves (a backup, a diary on
a disk that cannot be written, a damaged one) are read through this module, so that no other code depends on a
schema.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import sqlcipher3.dbapi2 as driver

from diary.storage.database_pages import Value
from diary.storage.queries import Connection
from diary.storage.version import SCHEMA_VERSION, SHAPES, schema_in

Row = dict[str, Value]


def schema_of(connection: Connection) -> int:
    """Return the schema of an open diary."""
    return schema_in(int(connection.execute("PRAGMA user_version").fetchone()[0]))


@contextmanager
def as_current(connection: Connection) -> Iterator[Connection]:
    """Give the diary itself, or its rows as this program's tables when an older program wrote it. Errors are those
    of reading rows, and of rows that the tables of that program cannot hold."""
    if schema_of(connection) >= SCHEMA_VERSION:
        yield connection
        return
    with closing(renewed(connection)) as rows:
        yield rows


def renewed(connection: Connection) -> Connection:
    """Return all rows of an older diary as they are at one moment, in memory, as this program's tables. 100 fully
    logged years take a few seconds."""
    schema = schema_of(connection)
    copy = empty_diary(schema)
    try:
        connection.execute("BEGIN")
        copy.execute("BEGIN")  # a transaction for each row would take ten times as long
        try:
            for table, columns in tables_of(copy).items():
                named, marks = ", ".join(columns), ", ".join("?" * len(columns))
                found = connection.execute(f"SELECT {named} FROM {table}")
                copy.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", found)
        finally:
            connection.execute("ROLLBACK")
        copy.execute("COMMIT")
        _apply(copy, schema, SCHEMA_VERSION)
    except BaseException:  # interrupted too: the rows would stay in memory
        copy.close()
        raise
    return copy


def as_current_rows(schema: int, rows: Mapping[str, Iterable[Row]]) -> dict[str, list[Row]]:
    """Convert rows that were read from a damaged diary of this schema, by table, to rows of this program's tables.
    Values that break a rule stay as they are; impossible rows of `history` are dropped, because migrations read
    them."""
    with closing(empty_diary(schema)) as copy:
        copy.execute("PRAGMA ignore_check_constraints = ON")
        copy.execute("BEGIN")
        for table, each in rows.items():
            for row in each:
                marks = ", ".join("?" * len(row))
                copy.execute(
                    f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values())
                )
        copy.execute("DELETE FROM history WHERE NOT json_valid(old)")
        copy.execute("COMMIT")
        _apply(copy, schema, SCHEMA_VERSION)
        return {table: _rows(copy, table, columns) for table, columns in tables_of(copy).items()}


_ENTRIES = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'view'"
_COMPUTES_NOTHING = r"[^()]*\([^()|]*\)[^()]*"
"""A table or an index of some other program, without constraints, generated columns and expressions."""


def computing_shape(connection: Connection) -> str:
    """Return the SHA-256 of everything in the schema that computes: constraints, expressions, triggers."""
    import hashlib

    entries = sorted(
        entry for entry in connection.execute(_ENTRIES) if not re.fullmatch(_COMPUTES_NOTHING, entry[2])
    )
    return hashlib.sha256(repr(entries).encode()).hexdigest()


def is_own_schema(connection: Connection) -> bool:
    """Return whether whatever is computed when the file is checked or written in, is what the program's own tables
    of its schema compute. In a file from elsewhere a constraint or an index could take hours and all memory."""
    return computing_shape(connection) == SHAPES[schema_of(connection)]


def migrate_copy(connection: Connection) -> None:
    """Apply every migration the file lacks. Only for copies of a diary: a diary in use is migrated by
    `storage.backups.migration`."""
    from sqlite_utils import Database

    from diary.storage.schema import MIGRATIONS

    if schema_of(connection) < SCHEMA_VERSION:
        MIGRATIONS.apply(Database(connection, strict=True, execute_plugins=False))


def empty_diary(schema: int) -> Connection:
    """Make an empty diary of this schema in memory; references are not enforced in it."""
    connection = driver.connect(":memory:", isolation_level=None)
    _apply(connection, 0, schema)
    return connection


def tables_of(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the columns of every table of a diary, by name."""
    names = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\'"
    ).fetchall()
    columns = "SELECT name FROM pragma_table_info(?)"
    return {name: tuple(column for (column,) in connection.execute(columns, (name,))) for (name,) in names}


def _apply(connection: Connection, schema: int, wanted: int) -> None:
    """Migrate a diary in memory from one schema to another: there is one migration for each."""
    from sqlite_utils import Database

    from diary.storage.schema import MIGRATIONS

    db = Database(connection, strict=True, execute_plugins=False)
    for migration in MIGRATIONS.pending(db)[schema:wanted]:
        migration.fn(db)


def _rows(connection: Connection, table: str, columns: tuple[str, ...]) -> list[Row]:
    found: list[tuple[Any, ...]] = connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
    return [dict(zip(columns, row, strict=True)) for row in found]
