"""Defines the triggers that keep what a change overwrites, apart from the schema so that opening can compare
them.

A diary may come from somebody else: a trigger in it that is not one of these could change or delete answers
whenever something is written.
"""

from typing import Final

from diary.storage.version import RECORDED_IN

FORGOTTEN: Final = "forgotten"
"""Marks a row of `history` of which only the key is left: its content was forgotten for good."""


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
