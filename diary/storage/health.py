"""Whether a diary file is sound: looked at by the driver, then row by row, and nothing in it changes."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diary.domain.refusal import Reason, Refusal
from diary.storage import faults
from diary.storage.diary_file import open_again, open_file
from diary.storage.key import Key
from diary.storage.older import as_now
from diary.storage.reading import Connection, read_own_items, read_pairs, read_records, read_span
from diary.storage.sound_rows import check_rows

_ROOM = "PRAGMA cache_size = -65536"
"""So much of the file (KiB) stays in memory while it is gone through: else each look reads and decrypts it."""


@dataclass(frozen=True, slots=True)
class Health:
    """What a sound diary holds. `first` and `last` are None when nothing was logged yet."""

    path: Path
    schema: int
    days: int
    answers: int
    first: date | None
    last: date | None


def check(path: Path, key: Key | None = None) -> Health:
    """Look at every page, every reference and every row of the diary at `path`.

    Raises Refusal FILE_DAMAGED when something is not as it was written, and what `open_file` raises.
    """
    with closing(open_file(path, read_only=True, key=key)) as connection:
        return examine(connection, path)


def examine(connection: Connection, path: Path) -> Health:
    """As `check`, on an open connection. The rows of an older diary are looked at as migrations make them."""
    health = inspect(connection, path)
    with faults.reading(path), as_now(connection) as rows:
        check_rows(rows)
        read_own_items(rows)
        read_records(rows)
        read_pairs(rows, "setting")
        read_pairs(rows, "profile")
    return health


def glance(path: Path, key: Key | None = None) -> Health:
    """As `check`, without reading every row: for many files at once. Raises Refusal as `check` does."""
    with closing(open_file(path, read_only=True, key=key)) as connection:
        return inspect(connection, path)


def glance_again(path: Path, key: Key | None = None) -> Health:
    """As `glance`, at a diary that this process has open: the window's quick check."""
    with closing(open_again(path, key)) as connection:
        return inspect(connection, path)


def check_pages(connection: Connection, path: Path) -> None:
    """What a copy does not take along: whether the pages hang together. Rows that are not as they should be, or
    missing from an index, are copied as they are, so `check` finds these in the copy. Raises Refusal
    FILE_DAMAGED."""
    with faults.reading(path):
        connection.execute(_ROOM)
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise Refusal(Reason.FILE_DAMAGED, path=path)


def inspect(connection: Connection, path: Path) -> Health:
    """The quicker half of `check`, on an open connection: pages, indexes, rules and references.

    Raises Refusal FILE_DAMAGED.
    """
    with faults.reading(path):
        connection.execute(_ROOM)
        told = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        stray = connection.execute("PRAGMA foreign_key_check").fetchone()
        if told != "ok" or stray is not None:
            raise Refusal(Reason.FILE_DAMAGED, path=path)
        span = read_span(connection)
        return Health(
            path,
            connection.execute("PRAGMA user_version").fetchone()[0],
            connection.execute("SELECT count(*) FROM day").fetchone()[0],
            connection.execute("SELECT count(*) FROM answer").fetchone()[0],
            span.first if span else None,
            span.last if span else None,
        )
