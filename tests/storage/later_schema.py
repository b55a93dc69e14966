"""A schema that may follow the newest one: only for tests, so that the way to a next one is proven before."""

from sqlite_utils import Database, Migrations

from diary.storage.schema import MIGRATIONS
from diary.storage.version import SCHEMA_VERSION


def later_migrations() -> Migrations:
    """The program's migrations and one more: a new table, filled from another, and a new column."""
    later = Migrations(MIGRATIONS.name)
    later._migrations = list(MIGRATIONS._migrations)

    @later()
    def m999_weather(db: Database) -> None:
        db.execute("CREATE TABLE weather (day TEXT PRIMARY KEY NOT NULL, words TEXT NOT NULL) STRICT")
        db.execute("INSERT INTO weather SELECT day, 'unknown' FROM day")
        db.execute("ALTER TABLE goal ADD COLUMN why TEXT NOT NULL DEFAULT ''")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1:d}")

    return later
