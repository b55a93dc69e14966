"""Fills a new diary with rows that were read from another file, in one change, completely or not at all."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

import sqlcipher3.dbapi2 as driver

from diary.domain.refusal import Reason, Refusal
from diary.storage.backups.duplicate import duplicate, recode
from diary.storage.diary_file import create_file, open_file
from diary.storage.faults import refusing
from diary.storage.header import is_encrypted
from diary.storage.health import Health, check
from diary.storage.key import Key
from diary.storage.older import Row, migrate_copy
from diary.storage.queries import Connection
from diary.storage.whole_file import make_durable, publish

Table = str

ORDER: Final = (
    "own_item", "profile", "setting", "day", "answer", "pain_area", "tender_area", "activity", "moment", "note",
    "nap", "record", "tip_mark",
)  # fmt: skip
"""Tables that are filled; those that others refer to come first."""

_FORGET_IF_EMPTY = "DELETE FROM day WHERE day = :day" + "".join(
    f" AND NOT EXISTS (SELECT 1 FROM {table} WHERE day = :day)"
    for table in ("answer", "pain_area", "tender_area", "activity", "moment", "note", "nap")
)


def refill(
    path: Path,
    rows: Mapping[Table, Sequence[Row]],
    at: datetime,
    *,
    base: Path | None = None,
    gone: Mapping[Table, Sequence[Row]] | None = None,
    key: Key | None = None,
) -> tuple[Health, dict[Table, int]]:
    """Make a diary at `path` with these rows, on top of the diary `base` when there is one; `gone` are rows of
    `base` that are left out. With a `key` the diary is encrypted, also when `base` is not.

    Returns what is in it, and how many rows of each table its own rules did not let in. Without a base nothing in
    it can be undone: undo would empty it. Raises Refusal FILE_EXISTS, DISK_FULL and what `open_file` raises.
    """
    with _draft(path) as draft:
        if base is None:
            create_file(draft, key)
        else:
            _take_over(base, draft, key)
            with closing(open_file(draft, key=key)) as connection, refusing(path):
                migrate_copy(connection)
        refused: dict[Table, int] = {}
        if any(rows.values()) or any((gone or {}).values()):
            with closing(open_file(draft, key=key)) as connection, refusing(path):
                refused = _fill(connection, rows, gone or {}, at, "undo" if base is None else "import")
        found = check(draft, key)
        with refusing(path):
            draft.chmod(0o600)
            make_durable(draft)
            publish(draft, path)
    return Health(path, found.schema, found.days, found.answers, found.first, found.last), refused


def _take_over(base: Path, draft: Path, key: Key | None) -> None:
    """Fill the draft from a backup, encrypted when either the backup or the diary is."""
    used = key if is_encrypted(base) else None
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if used is None and key is not None:
        recode(base, draft, None, key)
        return
    with closing(open_file(base, read_only=True, key=used)) as connection:
        duplicate(connection, base, draft, used)


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    draft = path.with_name(f".{path.name}.{os.getpid()}.copy")
    with refusing(path):
        if path.exists() or path.is_symlink():
            raise Refusal(Reason.FILE_EXISTS, path=path)
        draft.unlink(missing_ok=True)
        try:
            yield draft
        finally:
            draft.unlink(missing_ok=True)


def _fill(
    connection: Connection,
    rows: Mapping[Table, Sequence[Row]],
    gone: Mapping[Table, Sequence[Row]],
    at: datetime,
    kind: Literal["undo", "import"],
) -> dict[Table, int]:
    refused: dict[Table, int] = {}
    connection.execute("BEGIN IMMEDIATE")
    change = connection.execute(
        "INSERT INTO change (at, kind) VALUES (?, ?)", (int(at.timestamp()), kind)
    ).lastrowid
    for table in ORDER:
        keys = _keys(connection, table)
        for row in gone.get(table, ()) if table != "day" else ():
            where = " AND ".join(f"{name} = ?" for name in keys)
            connection.execute(f"DELETE FROM {table} WHERE {where}", [row[name] for name in keys])
        for row in rows.get(table, ()):
            try:
                _put(connection, table, keys, {**row, "revision": change} if "revision" in row else row)
            except driver.IntegrityError:
                refused[table] = refused.get(table, 0) + 1
    for row in gone.get("day", ()):
        connection.execute(_FORGET_IF_EMPTY, {"day": row["day"]})
    connection.execute("COMMIT")
    return refused


def _put(connection: Connection, table: Table, keys: list[str], row: Row) -> None:
    others = [name for name in row if name not in keys]
    change = ", ".join(f"{name} = excluded.{name}" for name in others)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
        f" ON CONFLICT ({', '.join(keys)}) DO " + (f"UPDATE SET {change}" if others else "NOTHING"),
        list(row.values()),
    )


def _keys(connection: Connection, table: Table) -> list[str]:
    found = connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (table,)).fetchall()
    return [name for (name,) in found]
