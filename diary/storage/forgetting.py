"""Taking out of `history` what was changed or taken away, for good.

The place stays, with the number of the change that wrote it, because two copies find out by these numbers where
they went apart (`storage.lineage`). What stood there is overwritten in the file: `secure_delete` is on.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from diary.domain.three_way import COUNTED, EntryKey
from diary.storage.schema import PRIMARY_KEYS
from diary.storage.triggers import FORGOTTEN, RECORDED

if TYPE_CHECKING:
    from sqlite_utils import Database

_PAST = "SELECT id, tbl, old FROM history WHERE change = ?"
_OLD = f"""
SELECT history.id, tbl, old FROM history JOIN change ON change.id = history.change
WHERE change.at < ? AND json_extract(old, '$.{FORGOTTEN}') IS NULL
"""


def forget(db: "Database", change: int, key: EntryKey) -> None:
    """Forget what the change replaced under this key."""
    for number, table, old in db.execute(_PAST, (change,)).fetchall():
        row = json.loads(old)
        if _is_of(table, row, key):
            _blank(db, number, table, row)


def forget_before(db: "Database", at: int) -> int:
    """Forget everything replaced before the second `at`; how many rows that were."""
    found = db.execute(_OLD, (at,)).fetchall()
    for number, table, old in found:
        _blank(db, number, table, json.loads(old))
    return len(found)


def _is_of(table: str, row: Mapping[str, Any], key: EntryKey) -> bool:
    if key[0] == "kind":
        return table == "day" and row["day"] == key[1]
    if table != key[0]:
        return False
    names = RECORDED[table][1:] if table in COUNTED else PRIMARY_KEYS[table]
    return tuple(row.get(name) for name in names) == key[1:]


def _blank(db: "Database", number: int, table: str, row: Mapping[str, Any]) -> None:
    if table not in RECORDED or row.get("revision") is None:  # a table that is gone, or of another copy: nothing
        # counts on its place
        db.execute("DELETE FROM history WHERE id = ?", (number,))
        return
    kept = {name: row[name] for name in PRIMARY_KEYS[table]}
    blank = json.dumps({**kept, "revision": row["revision"], FORGOTTEN: 1})
    db.execute("UPDATE history SET old = ? WHERE id = ?", (blank, number))
