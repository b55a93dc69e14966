"""Defines what marks a file as a diary, apart from the schema so that opening one loads no migration library."""

from typing import Final

APPLICATION_ID: Final = 0x53594D44
"""`SYMD` in the file's header: it distinguishes a diary from any other SQLite file."""

SCHEMA_VERSION: Final = 2
"""The newest schema this program knows (`user_version` of the file)."""

_FIRST: Final = (
    "change", "history", "day", "answer", "pain_area", "tender_area", "activity", "moment", "note", "own_item",
    "profile", "setting", "tip_mark",
)  # fmt: skip
TABLES_IN: Final[dict[int, tuple[str, ...]]] = {1: _FIRST, 2: (*_FIRST, "record")}
"""What the program reads and writes, by schema. Each must be a real, strict table: in a view
or a loose one of the same name anything could stand."""
