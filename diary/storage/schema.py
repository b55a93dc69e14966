"""Defines the tables of a diary file as migrations: each appended once, never changed after a release.

A new column is a field of its value, an entry of `_ADDED` (`version.py`) and a migration here, at the end, in
`new_schema`; `python -m tests.storage.old.make` writes what is known of the new schema. "Adding a column" in the
README has an example and says what does not follow from these.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlcipher3.dbapi2 import complete_statement
from sqlite_utils import Database, Migrations

from diary.storage.version import FORGOTTEN, history_triggers

_TABLE = """
CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    register TEXT NOT NULL,
    data TEXT NOT NULL CHECK (CASE WHEN json_valid(data) THEN json_type(data) = 'object' ELSE 0 END),
    created_at INTEGER NOT NULL,
    ended_on TEXT CHECK (ended_on IS date(ended_on)),
    position INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL
) STRICT
"""
_GOALS = """
INSERT INTO record SELECT 4 * id, 'goal',
    json_object('text', text, 'first_day', first_day, 'last_day', last_day),
    coalesce((SELECT at FROM change WHERE change.id = goal.revision), 0),
    CASE WHEN last_day IS date(last_day) THEN last_day END, 0, revision
FROM goal
"""
_STEPS = """
INSERT INTO record SELECT 4 * id + 1, 'plan_step',
    json_object('goal', 4 * goal, 'text', text, 'amount', amount, 'unit', unit, 'done_on', done_on),
    coalesce((SELECT at FROM change WHERE change.id = plan_step.revision), 0),
    CASE WHEN done_on IS date(done_on) THEN done_on END, position, revision
FROM plan_step
"""
_EXPERIMENTS = """
INSERT INTO record SELECT 4 * id + 2, 'experiment',
    json_object('text', text, 'item', item, 'first_day', first_day, 'last_day', last_day),
    coalesce((SELECT at FROM change WHERE change.id = experiment.revision), 0),
    CASE WHEN last_day IS date(last_day) THEN last_day END, 0, revision
FROM experiment
"""
_RESULTS = """
INSERT INTO record SELECT 4 * id + 3, 'questionnaire_result',
    json_object('day', day, 'questionnaire', questionnaire, 'score', score,
        'answers', CASE WHEN json_valid(answers) THEN json(answers) ELSE answers END),
    coalesce((SELECT at FROM change WHERE change.id = questionnaire_result.revision), 0),
    NULL, 0, revision
FROM questionnaire_result
"""
RECORDS: Final = (
    _TABLE,
    _GOALS,
    _STEPS,
    _EXPERIMENTS,
    _RESULTS,
    "DROP TABLE plan_step",
    "DROP TABLE goal",
    "DROP TABLE experiment",
    "DROP TABLE questionnaire_result",
)
"""What the second migration runs; new records get larger numbers (`change.new_number`)."""


MIGRATIONS = Migrations("diary")


@MIGRATIONS()
def m001_first_tables(db: Database) -> None:
    """Make everything the first release stores. Its text is frozen in a file of its own."""
    for statement in _statements(Path(__file__).with_name("first_tables.sql").read_text(encoding="utf-8")):
        db.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """Yield each statement of a script in which every one ends a line.

    `Database.executescript` asks after every letter whether it is whole: half of what a new diary costs.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""


@MIGRATIONS()
def m002_records(db: Database) -> None:
    """Create one table for every list that belongs to no day, and move the rows of four unused tables into it.

    The numbers are made from the old ones, so that every copy of a diary gives a row the same one.
    """
    with new_schema(db, 2):
        for statement in RECORDS:
            db.execute(statement)


_NAPS: Final = """
CREATE TABLE nap (
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    begin INTEGER NOT NULL CHECK (begin BETWEEN -1 AND 1439),
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    typed_at INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('typed', 'imported', 'copied', 'paper')),
    revision INTEGER NOT NULL,
    PRIMARY KEY (day, begin)
) STRICT, WITHOUT ROWID
"""
_ANSWERS: Final = """
CREATE TABLE answer_on_paper (
    item TEXT NOT NULL,
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    value REAL NOT NULL,
    typed_at INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('typed', 'imported', 'copied', 'paper')),
    revision INTEGER NOT NULL,
    PRIMARY KEY (item, day)
) STRICT, WITHOUT ROWID
"""
NAPS: Final = (
    _NAPS,
    _ANSWERS,
    "INSERT INTO answer_on_paper SELECT item, day, value, typed_at, source, revision FROM answer",
    "DROP TABLE answer",
    "ALTER TABLE answer_on_paper RENAME TO answer",
)
"""What the third migration runs. A nap without a time begins at -1: a key cannot be empty."""


@MIGRATIONS()
def m003_naps(db: Database) -> None:
    """Create a table for sleep besides the night, and let answers come from a filled sheet of paper.

    What a column may hold cannot be changed in place, so the answers move to a table that allows it.
    """
    with new_schema(db, 3):
        for statement in NAPS:
            db.execute(statement)


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
