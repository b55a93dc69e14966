"""Defines what marks a file as a diary, and the tables, columns and triggers of each schema; triggers keep what a
change overwrites. Apart from the migrations, so that opening a file loads no library.

A diary may come from somebody else: a trigger in it that is not one of these could change or delete answers
whenever something is written.
"""

from collections.abc import Mapping
from itertools import accumulate
from typing import Final

APPLICATION_ID: Final = 0x53594D44
"""`SYMD` in the file's header: it distinguishes a diary from any other SQLite file."""

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
    "nap": ("day", "begin"),
}
"""The columns that name a row, by table."""

_Columns = Mapping[str, tuple[str, ...]]

_ADDED: Final[tuple[_Columns, ...]] = (
    {
        "day": ("day", "zone", "kind"),
        "answer": ("item", "day", "value", "typed_at", "source"),
        "pain_area": ("day", "area", "intensity"),
        "tender_area": ("day", "area"),
        "activity": ("id", "day", "kind", "minutes", "effort"),
        "moment": ("id", "day", "at", "kind", "value", "text"),
        "note": ("day", "kind", "text"),
        "own_item": (
            "key", "kind", "low", "high", "unit", "factor", "options", "names", "position", "archived",
        ),
    },
    {"record": ("id", "register", "data", "created_at", "ended_on", "position")},
    {"nap": ("day", "begin", "minutes", "typed_at", "source")},
)  # fmt: skip
"""The columns with history that each schema added, by table; of a new table those of its primary key come first.
What a released schema added never changes: files are compared with it."""


def _with(before: _Columns, added: _Columns) -> _Columns:
    return {**before, **{table: (*before.get(table, ()), *columns) for table, columns in added.items()}}


RECORDED_IN: Final[dict[int, _Columns]] = dict(enumerate(accumulate(_ADDED, _with), start=1))
"""The tables undo covers and their columns, by schema. A row carries the change that wrote it (`revision`);
`history` has what it replaced."""
SCHEMA_VERSION: Final = len(_ADDED)
"""The newest schema this program knows (`user_version` of the file)."""
RECORDED: Final = RECORDED_IN[SCHEMA_VERSION]
"""What this program records."""
TABLES_IN: Final[dict[int, tuple[str, ...]]] = {
    schema: ("change", "history", *recorded, "profile", "setting", "tip_mark")
    for schema, recorded in RECORDED_IN.items()
}
"""What the program reads and writes, by schema. Each must be a real, strict table: in a view
or a loose one of the same name anything could stand."""

FORGOTTEN: Final = "forgotten"
"""Marks a row of `history` of which only the key is left: its content was forgotten for good."""

SHARED: Final = 1 << 16
"""Added to the schema in the header of a share (`user_version`): no program writes in such a file. One from before
shares takes it for a diary of a newer program, which it shows and leaves as it is."""


def schema_in(marked: int) -> int:
    """Return the schema that a file's `user_version` names, of a share too."""
    return marked - SHARED if is_shared(marked) else marked


def is_shared(marked: int) -> bool:
    """Return whether a file's `user_version` is that of a share."""
    return SHARED <= marked < 2 * SHARED


SHAPES: Final[dict[int, str]] = {
    1: "5a4aea0bc00062110f963d7bf2172aeda3ef50fb1d172b9da50ec2d9fbc9c74f",
    2: "1e4c30bc8864e9b43cb1bd268848d8e39ad8c4ba5ec06af487a9d08dba039637",
    3: "77a1397b49b4b0b89183e3c68cc936a00c715ff3386f3039d3b4b9496915af70",
}
"""What the tables of each schema compute, as `older.computing_shape` has it; `python -m tests.storage.old.make`
writes that of a new one. Without it no diary of that schema can be opened to write."""


def history_triggers(schema: int) -> dict[str, str]:
    """Return the statement of every trigger in a diary of this schema, by its name."""
    return {
        f"{table}_{event.lower()}": _statement(table, columns, event)
        for table, columns in RECORDED_IN[schema].items()
        for event in ("UPDATE", "DELETE")
    }


def _statement(table: str, columns: tuple[str, ...], event: str) -> str:
    old = ", ".join(f"'{name}', OLD.{name}" for name in (*columns, "revision"))
    day = "OLD.day" if "day" in columns else "NULL"
    return f"""
CREATE TRIGGER {table}_{event.lower()} AFTER {event} ON {table}
WHEN OLD.revision < (SELECT max(id) FROM change)
BEGIN
    INSERT INTO history (change, tbl, day, old)
    VALUES ((SELECT max(id) FROM change), '{table}', {day}, json_object({old}));
END;
"""


def are_own(found: dict[str, str], schema: int) -> bool:
    """Return whether these triggers, by name, are the program's own of this schema and all of them."""
    expected = {name: _folded(statement) for name, statement in history_triggers(schema).items()}
    return {name: _folded(statement) for name, statement in found.items()} == expected


def _folded(statement: str) -> str:
    return " ".join(statement.split()).rstrip(";").rstrip()
