"""Schemas that may follow the newest one: only for tests, so that the way to a next one is proven before."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from sqlite_utils import Database, Migrations

import diary.journal
import diary.storage
from diary.storage import schema
from diary.storage.diary_file import connect
from diary.storage.older import computing_shape, empty_diary
from diary.storage.schema import MIGRATIONS, add_column, drop_column, new_schema
from diary.storage.version import RECORDED, RECORDED_IN, SCHEMA_VERSION, SHAPES, TABLES_IN

LATER = SCHEMA_VERSION + 1
LAST = SCHEMA_VERSION + 2
_LONGER = {
    **RECORDED,
    "moment": (*RECORDED["moment"], "added_minutes"),
    "answer": (*RECORDED["answer"], "added_unsure"),
}
_RECORDED_IN = {LATER: {**_LONGER, "own_item": (*RECORDED["own_item"], "added_colour")}, LAST: _LONGER}


def later_migrations() -> Migrations:
    """The program's migrations and two more: a new table, filled from another, new columns, and one taken out."""
    later = Migrations(MIGRATIONS.name)
    later._migrations = list(MIGRATIONS._migrations)

    @later()
    def m998_weather(db: Database) -> None:
        with _known(), new_schema(db, LATER):
            db.execute("CREATE TABLE weather (day TEXT PRIMARY KEY NOT NULL, words TEXT NOT NULL) STRICT")
            db.execute("INSERT INTO weather SELECT day, 'unknown' FROM day")
            add_column(db, "moment", "added_minutes", "INTEGER")
            add_column(db, "answer", "added_unsure", "INTEGER NOT NULL DEFAULT 0")
            add_column(db, "own_item", "added_colour", "TEXT NOT NULL DEFAULT 'grey'")

    @later()
    def m999_no_colour(db: Database) -> None:
        with _known(), new_schema(db, LAST):
            drop_column(db, "own_item", "added_colour")

    return later


@contextmanager
def _known() -> Iterator[None]:
    before = dict(RECORDED_IN)
    RECORDED_IN.update(_RECORDED_IN)
    try:
        yield
    finally:
        RECORDED_IN.clear()
        RECORDED_IN.update(before)


@pytest.fixture
def later_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program as it will be with these schemas, as far as it knows of them."""
    for package in (diary.storage, diary.journal):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(found.name)
    for name, module in tuple(sys.modules.items()):
        if name.startswith("diary."):
            for constant, later in (("SCHEMA_VERSION", LAST), ("RECORDED", _RECORDED_IN[LAST])):
                if hasattr(module, constant):
                    monkeypatch.setattr(module, constant, later)
    monkeypatch.setattr(schema, "MIGRATIONS", later_migrations())
    for number, recorded in _RECORDED_IN.items():
        monkeypatch.setitem(RECORDED_IN, number, recorded)
        monkeypatch.setitem(SHAPES, number, computing_shape(empty_diary(number)))
        monkeypatch.setitem(TABLES_IN, number, (*TABLES_IN[SCHEMA_VERSION], "weather"))


def bring_to(path: Path, wanted: int) -> None:
    """Apply the migrations up to a schema, as the program of that schema did."""
    later = later_migrations()
    with closing(connect(path, "rw", None)) as connection:
        names = [migration.name for migration in later._migrations[wanted:]]
        later.apply(Database(connection, strict=True, execute_plugins=False), stop_before=names)
