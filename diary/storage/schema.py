"""Defines the tables of a diary file as migrations: each appended once, never changed after a release.

A new column is a field of its value, an entry of `_ADDED` (`version.py`) and a migration here, at the end, in
`new_schema`; `python -m tests.storage.old.make` writes what is known of the new schema. "Adding a column" in the
README has an example and says what does not follow from these.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3.dbapi2 import complete_statement
from sqlite_utils import Database, Migrations

from diary.storage.version import FORGOTTEN, history_triggers

MIGRATIONS = Migrations("diary")


@MIGRATIONS()
def m001_first_tables(db: Database) -> None:
    """Make everything the first release stores."""
    _run(db, "first_tables.sql")


def _run(db: Database, script: str) -> None:
    """Run a script beside this module, whose text is frozen and in which every statement ends a line.

    `Database.executescript` asks after every letter whether it is whole: half of what a new diary costs.
    """
    statement = ""
    for line in Path(__file__).with_name(script).read_text(encoding="utf-8").splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            db.execute(statement)
            statement = ""


@MIGRATIONS()
def m002_records(db: Database) -> None:
    """Create one table for every list that belongs to no day, and move the rows of four unused tables into it.

    The numbers are made from the old ones, so that every copy of a diary gives a row the same one; new records get
    larger numbers (`change.new_number`).
    """
    with new_schema(db, 2):
        _run(db, "records.sql")


@MIGRATIONS()
def m003_naps(db: Database) -> None:
    """Create a table for sleep besides the night, and let answers come from a filled sheet of paper.

    What a column may hold cannot be changed in place, so the answers move to a table that allows it. A nap without
    a time begins at -1: a key cannot be empty.
    """
    with new_schema(db, 3):
        _run(db, "naps.sql")


@contextmanager
def new_schema(db: Database, schema: int) -> Iterator[None]:
    """Change the tables of the previous schema without recording that in `history`; afterwards this schema is
    recorded and the file gets its number. For every migration but the first.

    What `history` holds of a table is changed together with its columns (`add_column`, `drop_column`): old
    versions are read, compared and restored by the columns of today.
    """
    for name in history_triggers(schema - 1):
        db.execute(f"DROP TRIGGER {name}")
    yield
    for statement in history_triggers(schema).values():
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {schema:d}")


def add_column(db: Database, table: str, name: str, declared: str) -> None:
    """Add a column to a recorded table, and to what `history` holds of its rows: there too it has its default.
    Its name is no word of SQL, such as `where` or `order`."""
    db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {declared}")
    default = db.execute("SELECT dflt_value FROM pragma_table_info(?) WHERE name = ?", (table, name)).fetchone()[0]
    db.execute(
        f"UPDATE history SET old = json_set(old, '$.{name}', {default or 'NULL'})"
        f" WHERE tbl = ? AND json_extract(old, '$.{FORGOTTEN}') IS NULL",
        (table,),
    )


def drop_column(db: Database, table: str, name: str) -> None:
    """Drop a column of a recorded table, and from what `history` holds of its rows."""
    db.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    db.execute(f"UPDATE history SET old = json_remove(old, '$.{name}') WHERE tbl = ?", (table,))
