"""Reads tables of another program's SQLite database. Nothing in it is trusted: it is opened to be read only, and
what it would run by itself (triggers, views, functions in its schema) is never touched."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from sqlcipher3 import dbapi2 as sqlite

from diary.domain.refusal import Reason, Refusal

MARK = b"SQLite format 3\0"
LARGEST_CELL = 1_000_000
"""Bytes."""
MOST_STEPS = 200_000_000
"""Instructions of one query: minutes, and more than any real table needs."""


class OtherDatabase:
    """An open database. `tables` names its real tables, with their columns."""

    def __init__(self, connection: "sqlite.Connection", path: str) -> None:
        self._connection = connection
        self._path = path
        self.tables = self._read_tables()

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Mapping[str, object]]:
        """Yield the rows of a table with those of the columns it has; what is too large for a cell is left out
        and never loaded. Raises Refusal SOURCE_UNREADABLE."""
        known = [column for column in columns if column in self.tables.get(table, ())]
        if not known:
            return
        small = 'CASE WHEN octet_length("{0}") < {1} THEN "{0}" END'
        chosen = ", ".join(small.format(column, LARGEST_CELL) for column in known)
        for row in self._run(f'SELECT {chosen} FROM "{table}" NOT INDEXED'):
            yield dict(zip(known, row, strict=True))

    def _read_tables(self) -> dict[str, tuple[str, ...]]:
        names = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
        plain = [
            str(name)
            for name, made in self._run(names)
            if str(name).replace("_", "").isalnum() and "virtual" not in str(made)[:40].lower()
        ]
        return {name: tuple(str(row[1]) for row in self._run(f'PRAGMA table_info("{name}")')) for name in plain}

    def _run(self, query: str) -> Iterator[tuple[object, ...]]:
        try:
            yield from self._connection.execute(query)
        except (sqlite.DatabaseError, UnicodeError):
            raise Refusal(Reason.SOURCE_UNREADABLE, path=self._path) from None


@contextmanager
def open_other_database(file: IO[bytes], name: str, largest: int) -> Iterator[OtherDatabase]:
    """Open the database in `file`, in a copy that is gone afterwards, so that nothing is written beside the
    original.

    Raises Refusal SOURCE_TOO_LARGE (`path`, `megabytes`) and SOURCE_UNREADABLE (`path`).
    """
    with TemporaryDirectory(prefix="symptom-diary-") as folder:
        copy = Path(folder) / "other.db"
        with copy.open("wb") as out:
            shutil.copyfileobj(_Limited(file, name, largest), out)
        connection = sqlite.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            _harden(connection)
            yield OtherDatabase(connection, name)
        finally:
            connection.close()


class _Limited:
    """Reads no more than was allowed."""

    def __init__(self, file: IO[bytes], name: str, largest: int) -> None:
        self._file, self._name, self._left, self._largest = file, name, largest, largest

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes. Raises Refusal SOURCE_TOO_LARGE."""
        found = self._file.read(size)
        self._left -= len(found)
        if self._left < 0:
            raise Refusal(Reason.SOURCE_TOO_LARGE, path=self._name, megabytes=self._largest // 1024**2)
        return found


def _harden(connection: "sqlite.Connection") -> None:
    steps = iter(range(MOST_STEPS // 100_000))
    connection.set_progress_handler(lambda: int(next(steps, None) is None), 100_000)
    for pragma in ("query_only = 1", "trusted_schema = 0", "cell_size_check = 1", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
