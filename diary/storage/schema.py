"""The tables of a diary file, as migrations: each appended once, never changed after a release."""

from typing import Final

from sqlite_utils import Database, Migrations

from diary.storage.first_tables import FIRST_TABLES

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
}


@MIGRATIONS()
def m001_first_tables(db: Database) -> None:
    """Everything the first release stores."""
    db.executescript(FIRST_TABLES)
