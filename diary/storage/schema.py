"""The tables of a diary file, as migrations: each appended once, never changed after a release."""

from typing import Final

from sqlite_utils import Database, Migrations

from diary.storage.triggers import history_triggers
from diary.storage.version import APPLICATION_ID

MIGRATIONS = Migrations("diary")

_TABLES = """
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('save', 'import', 'undo')),
    undoes INTEGER UNIQUE REFERENCES change (id)
) STRICT;
CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (id),
    tbl TEXT NOT NULL,
    day TEXT,
    old TEXT NOT NULL CHECK (json_valid(old))
) STRICT;
CREATE INDEX history_by_change ON history (change);

CREATE TABLE day (
    day TEXT PRIMARY KEY NOT NULL CHECK (day IS date(day)),
    zone TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'ordinary' CHECK (kind IN ('ordinary', 'hard', 'holiday')),
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE answer (
    item TEXT NOT NULL,
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    value REAL NOT NULL,
    typed_at INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('typed', 'imported', 'copied')),
    revision INTEGER NOT NULL,
    PRIMARY KEY (item, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE pain_area (
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    area TEXT NOT NULL,
    intensity INTEGER NOT NULL CHECK (intensity BETWEEN 1 AND 10),
    revision INTEGER NOT NULL,
    PRIMARY KEY (day, area)
) STRICT, WITHOUT ROWID;
CREATE TABLE tender_area (
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    area TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (day, area)
) STRICT, WITHOUT ROWID;
CREATE TABLE activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    effort INTEGER CHECK (effort BETWEEN 0 AND 10),
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX activity_by_day ON activity (day);
CREATE TABLE moment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    at INTEGER CHECK (at BETWEEN 0 AND 1439),
    kind TEXT NOT NULL CHECK (kind IN ('flare', 'treatment', 'medicine', 'life_event')),
    value REAL,
    text TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX moment_by_day ON moment (day);
CREATE TABLE note (
    day TEXT NOT NULL REFERENCES day (day) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (day, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE own_item (
    key TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    unit TEXT NOT NULL DEFAULT '',
    factor TEXT,
    options TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(options)),
    names TEXT NOT NULL CHECK (json_valid(names)),
    position INTEGER NOT NULL,
    archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    revision INTEGER NOT NULL
) STRICT;
CREATE TABLE profile (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE setting (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE tip_mark (
    tip TEXT NOT NULL, day TEXT NOT NULL, mark TEXT NOT NULL, revision INTEGER NOT NULL,
    PRIMARY KEY (tip, day, mark)
) STRICT, WITHOUT ROWID;
CREATE TABLE questionnaire_result (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL, questionnaire TEXT NOT NULL, score REAL NOT NULL,
    answers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(answers)), revision INTEGER NOT NULL
) STRICT;
CREATE TABLE goal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT, revision INTEGER NOT NULL
) STRICT;
CREATE TABLE plan_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    goal INTEGER NOT NULL REFERENCES goal (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, text TEXT NOT NULL, amount REAL, unit TEXT NOT NULL DEFAULT '',
    done_on TEXT, revision INTEGER NOT NULL
) STRICT;
CREATE TABLE experiment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL, item TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT, revision INTEGER NOT NULL
) STRICT;
"""

PRIMARY_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "day": ("day",),
    "answer": ("item", "day"),
    "pain_area": ("day", "area"),
    "tender_area": ("day", "area"),
    "activity": ("id",),
    "moment": ("id",),
    "note": ("day", "kind"),
    "own_item": ("key",),
}


@MIGRATIONS()
def m001_first_tables(db: Database) -> None:
    """Everything the first release stores."""
    db.executescript(_TABLES + "".join(history_triggers().values()))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    db.execute("PRAGMA user_version = 1")
