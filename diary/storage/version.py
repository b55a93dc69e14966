"""Defines what marks a file as a diary, apart from the schema so that opening one loads no migration library."""

from typing import Final

APPLICATION_ID: Final = 0x53594D44
"""`SYMD` in the file's header: it distinguishes a diary from any other SQLite file."""

SCHEMA_VERSION: Final = 3
"""The newest schema this program knows (`user_version` of the file)."""

SHARED: Final = 1 << 16
"""Added to the schema in the header of a share (`user_version`): no program writes in such a file. One from before
shares takes it for a diary of a newer program, which it shows and leaves as it is."""


def schema_in(marked: int) -> int:
    """Return the schema that a file's `user_version` names, of a share too."""
    return marked - SHARED if is_shared(marked) else marked


def is_shared(marked: int) -> bool:
    """Return whether a file's `user_version` is that of a share."""
    return SHARED <= marked < 2 * SHARED


_FIRST: Final = (
    "change", "history", "day", "answer", "pain_area", "tender_area", "activity", "moment", "note", "own_item",
    "profile", "setting", "tip_mark",
)  # fmt: skip
TABLES_IN: Final[dict[int, tuple[str, ...]]] = {
    1: _FIRST,
    2: (*_FIRST, "record"),
    3: (*_FIRST, "record", "nap"),
}
"""What the program reads and writes, by schema. Each must be a real, strict table: in a view
or a loose one of the same name anything could stand."""

SHAPES: Final[dict[int, str]] = {
    1: "5a4aea0bc00062110f963d7bf2172aeda3ef50fb1d172b9da50ec2d9fbc9c74f",
    2: "1e4c30bc8864e9b43cb1bd268848d8e39ad8c4ba5ec06af487a9d08dba039637",
    3: "77a1397b49b4b0b89183e3c68cc936a00c715ff3386f3039d3b4b9496915af70",
}
"""What the tables of each schema compute, as `older.computing_shape` has it: whoever adds a schema adds its own,
which `tests/storage/test_schema.py` says; without it no diary of that schema can be opened to write."""
