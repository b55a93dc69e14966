"""The rows of one change as they are, each with the number of the change that wrote it."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from diary.storage.schema import PRIMARY_KEYS

if TYPE_CHECKING:
    from sqlite_utils import Database


class Rows:
    """Rows that belong to one transaction. They wait until `flush`, so that an import writes many at a time."""

    def __init__(self, db: "Database", revision: int) -> None:
        self._db = db
        self.revision = revision
        self._pending: dict[str, list[dict[str, Any]]] = {}
        self.abandoned = False

    def abandon(self) -> None:
        """Take everything back when the block ends: it was a trial, or it came to nothing."""
        self.abandoned = True

    def put_row(self, table: str, row: Mapping[str, Any]) -> None:
        """Store a recorded row as it is, without its `revision`; one of the same key is replaced."""
        self._put(table, dict(row))

    def add_row(self, table: str, row: Mapping[str, Any]) -> None:
        """Add a recorded row that gets a number of its own."""
        self._db.table(table).insert({**row, "revision": self.revision})

    def drop_row(self, table: str, key: tuple[Any, ...]) -> None:
        """Take away the recorded row with this primary key."""
        self._drop(table, " AND ".join(f"{name} = ?" for name in PRIMARY_KEYS[table]), *key)

    def put_pair(self, table: str, key: str, value: str) -> None:
        """Store a setting, or a line for the printed page, together with this change. Undo leaves it."""
        self._db.table(table).upsert({"key": key, "value": value}, pk="key")

    def keep_version(self, table: str, day: str | None, row: Mapping[str, Any]) -> None:
        """Remember what another copy has where this one has something else. Having no `revision`, it is no past
        of this diary: undo leaves it where it is."""
        self._db.execute(
            "INSERT INTO history (change, tbl, day, old) VALUES (?, ?, ?, ?)",
            (self.revision, table, day, json.dumps(row, ensure_ascii=False)),
        )

    def flush(self) -> None:
        """Write what was put so far."""
        pending, self._pending = self._pending, {}
        for table, rows in pending.items():
            self._db.table(table).upsert_all(rows, pk=PRIMARY_KEYS[table])

    def _put(self, table: str, row: dict[str, Any]) -> None:
        self._pending.setdefault(table, []).append({**row, "revision": self.revision})

    def _drop(self, table: str, where: str, *values: str) -> None:
        self.flush()
        self._db.table(table).delete_where(where, list(values))


def key_of(table: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """The primary key of a recorded row."""
    return tuple(row[name] for name in PRIMARY_KEYS[table])
