"""The tables of a diary file, as migrations: each appended once, never changed after a release."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlite_utils import Database, Migrations

from diary.storage.first_tables import FIRST_TABLES
from diary.storage.record_table import RECORDS
from diary.storage.triggers import FORGOTTEN, history_triggers

MIGRATIONS = Migrations("diary")

PRIMARY_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "day": ("day",),
    "answer": ("item", "day"),
    "pain_area": ("day", "area"),
    "tender_area": ("day", "area"),
    "activity": ("id",),
    "moment": ("id",),
    "note": ("day", "kind"),
    "own_item": ("key",),
    "record": ("id",),
}


@MIGRATIONS()
def m001_first_tables(db: Database) -> None:
    """Everything the first release stores."""
    db.executescript(FIRST_TABLES)


@MIGRATIONS()
def m002_records(db: Database) -> None:
    """One table for every list that belongs to no day; what was prepared for four of them moves into it.

    The numbers are made from the old ones, so that every copy of a diary gives a row the same one.
    """
    with new_schema(db, 2):
        for statement in RECORDS:
            db.execute(statement)


@contextmanager
def new_schema(db: Database, schema: int) -> Iterator[None]:
    """Change the tables of the schema before this one, without that being recorded, and record by this one
    afterwards; the file gets its number. For every migration but the first.

    What `history` holds of a table is changed together with its columns (`add_column`, `drop_column`): the past is
    read, compared and put back by the columns of today.
    """
    for name in history_triggers(schema - 1):
        db.execute(f"DROP TRIGGER {name}")
    yield
    for statement in history_triggers(schema).values():
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {schema:d}")


def add_column(db: Database, table: str, name: str, declared: str) -> None:
    """Add a column to a recorded table, and to what history holds of its rows: there too it has its default."""
    db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {declared}")
    default = db.execute("SELECT dflt_value FROM pragma_table_info(?) WHERE name = ?", (table, name)).fetchone()[0]
    db.execute(
        f"UPDATE history SET old = json_set(old, '$.{name}', {default or 'NULL'})"
        f" WHERE tbl = ? AND json_extract(old, '$.{FORGOTTEN}') IS NULL",
        (table,),
    )


def drop_column(db: Database, table: str, name: str) -> None:
    """Take a column out of a recorded table, and out of what history holds of its rows."""
    db.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    db.execute(f"UPDATE history SET old = json_remove(old, '$.{name}') WHERE tbl = ?", (table,))
