"""Whether a diary file is sound: looked at by the driver, then read in full, and nothing in it changes."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.storage import faults
from diary.storage.diary_file import open_again, open_file
from diary.storage.key import Key
from diary.storage.reading import Connection, read_days, read_own_items, read_pairs, read_span


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
        health = inspect(connection, path)
        with faults.reading(path):
            span = read_span(connection)
            for year in _years(span) if span else ():
                read_days(connection, year)
            read_own_items(connection)
            read_pairs(connection, "setting")
            read_pairs(connection, "profile")
        return health


def glance(path: Path, key: Key | None = None) -> Health:
    """As `check`, without reading every row: for many files at once. Raises Refusal as `check` does."""
    with closing(open_file(path, read_only=True, key=key)) as connection:
        return inspect(connection, path)


def glance_again(path: Path, key: Key | None = None) -> Health:
    """As `glance`, at a diary that this process has open: the window's quick check."""
    with closing(open_again(path, key)) as connection:
        return inspect(connection, path)


def inspect(connection: Connection, path: Path) -> Health:
    """The quicker half of `check`, on an open connection: pages, indexes, rules and references.

    Raises Refusal FILE_DAMAGED.
    """
    with faults.reading(path):
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


def _years(span: Period) -> Iterator[Period]:
    """A lifetime in parts, so that its days are never in memory all at once."""
    for year in range(span.first.year, span.last.year + 1):
        yield Period(max(span.first, date(year, 1, 1)), min(span.last, date(year, 12, 31)))
