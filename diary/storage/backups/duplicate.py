"""Writes what a diary holds into a second file, encrypted as it is or with another key, and compares the two."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from diary.domain.refusal import Reason, Refusal
from diary.storage.diary_file import open_file
from diary.storage.faults import reading, refusing
from diary.storage.health import Health, check, check_pages, examine
from diary.storage.key import Key
from diary.storage.queries import USUAL_ROOM, Connection

if TYPE_CHECKING:
    from concurrent.futures import Future

P = ParamSpec("P")
T = TypeVar("T")

DRAFT: Final = ".copy"
"""Suffix of unfinished files."""
_TRIES = 3

Fingerprint = dict[str, object]


@contextmanager
def draft_in(folder: Path, name: str) -> Iterator[Path]:
    """Make an empty file of our own in `folder`, mode 0600; it is deleted afterwards unless it got its name."""
    draft = folder / f".{name}.{os.getpid()}{DRAFT}"
    with refusing(folder):
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            yield draft
        finally:
            draft.unlink(missing_ok=True)


def duplicate(
    connection: Connection,
    path: Path,
    draft: Path,
    key: Key | None = None,
    again: Callable[[], Connection] | None = None,
) -> Health:
    """Fill the empty file `draft` with the diary as it is at one moment, compare what both hold, and check the
    copy. It is encrypted as the diary is: `key` is the one `connection` was opened with. A diary that can be
    opened `again` is copied in one thread while `health.check_pages` goes through it in another.

    Raises Refusal DISK_ERROR when they differ, FILE_LOCKED when another program keeps writing, what `health.check`
    finds (about `path`: the copy is as it was written, so it is the diary that cannot be read), and the reasons of
    `storage.faults`.
    """
    for _ in range(_TRIES):
        before = _commits(connection, path)
        os.truncate(draft, 0)
        held = _copied(connection, path, draft, again)
        if _commits(connection, path) == before:
            return _proven(path, draft, key, held, is_checked=again is not None)
    raise Refusal(Reason.FILE_LOCKED, path=path)


def _copied(
    connection: Connection, path: Path, draft: Path, again: Callable[[], Connection] | None
) -> tuple[object, ...]:
    """Copy all rows into `draft`; returns what the diary holds."""
    if again is None:
        held = _held(connection, path)
        connection.execute(USUAL_ROOM)  # the file that is written gets as much again
        _copy_rows(connection, path, draft)
        return held
    with _beside(_copy_rows_of, again, path, draft) as copying:
        check_pages(connection, path)
        held = _held(connection, path)
    copying.result()
    return held


def _copy_rows_of(again: Callable[[], Connection], path: Path, draft: Path) -> None:
    with closing(again()) as connection:
        _copy_rows(connection, path, draft)


def _proven(path: Path, draft: Path, key: Key | None, held: tuple[object, ...], *, is_checked: bool) -> Health:
    """Compare the copy with what the diary `held`, while it is checked beside this."""
    copied = partial(open_file, draft, read_only=True, key=key, may_be_newer=True)
    with _beside(_examined, copied, draft, is_checked) as examining, closing(copied()) as connection:
        if _held(connection, draft) != held:
            raise Refusal(Reason.DISK_ERROR, path=draft.parent)
    try:
        return examining.result()
    except Refusal as refusal:
        raise Refusal(refusal.reason, path=path) from refusal


def _examined(copied: Callable[[], Connection], draft: Path, is_checked: bool) -> Health:
    with closing(copied()) as connection:
        return examine(connection, draft, is_proven=is_checked)


@contextmanager
def _beside(work: Callable[P, T], *about: P.args, **named: P.kwargs) -> "Iterator[Future[T]]":
    """Do `work` in a thread beside the block, which ends after both have: the driver lets other threads on while
    it reads, so that two cores halve the wait for a hundred years of an encrypted diary."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as thread:
        yield thread.submit(work, *about, **named)


def _commits(connection: Connection, path: Path) -> tuple[int, int]:
    """Return two numbers, of which one is another as soon as anybody has written in the diary: other programs
    (pragma data_version), or this connection."""
    with reading(path):
        return connection.execute("PRAGMA data_version").fetchone()[0], connection.total_changes


def _held(connection: Connection, path: Path) -> tuple[object, ...]:
    """Return what a diary and its copy have in common; the sums know how many rows there are."""
    with reading(path):
        return _marks(connection), column_sums(connection, path)


def _copy_rows(connection: Connection, path: Path, draft: Path) -> None:
    """Copy all rows. A full disk is reported for `draft`; rows that cannot be copied are damage of the diary."""
    try:
        with reading(path), refusing(draft):
            connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(draft),))  # which may be no UTF-8
    except Refusal as refusal:
        if refusal.reason is not Reason.FILE_DAMAGED:
            raise
        raise Refusal(Reason.FILE_DAMAGED, path=path) from refusal


def recode(source: Path, draft: Path, old: Key | None, new: Key | None) -> None:
    """Fill the empty file `draft` with all that `source` holds, encrypted with `new` (None = not at all), and
    compare every row. Nobody may write in `source` meanwhile.

    Raises Refusal DISK_ERROR when they differ, and what opening and checking a diary raises.
    """
    with closing(open_file(source, key=old)) as connection, refusing(draft):
        os.truncate(draft, 0)
        connection.execute("PRAGMA foreign_keys = OFF")  # tables are copied in any order
        connection.execute(
            "ATTACH CAST(? AS TEXT) AS recoded KEY ?", (os.fsencode(draft), new.spelled if new else "")
        )
        connection.execute("PRAGMA recoded.journal_mode = OFF")  # a draft: if it fails, it is thrown away
        connection.execute("SELECT sqlcipher_export('recoded')").fetchall()
        for mark in ("application_id", "user_version"):
            number = int(connection.execute(f"PRAGMA main.{mark}").fetchone()[0])
            connection.execute(f"PRAGMA recoded.{mark} = {number:d}")
        connection.execute("DETACH recoded")
        before = _contents(connection, source)
    check(draft, new)
    with closing(open_file(draft, read_only=True, key=new)) as recoded:
        if _contents(recoded, draft) != before:
            raise Refusal(Reason.DISK_ERROR, path=draft.parent)


def fingerprint(connection: Connection, path: Path) -> Fingerprint:
    """Return what distinguishes two states of a diary: rows per table, the newest change, and what changes leave
    out."""
    with reading(path):
        found: Fingerprint = {
            name: connection.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0]
            for name in _tables(connection)
        }
        return {**found, **_marks(connection)}


def _marks(connection: Connection) -> Fingerprint:
    found: Fingerprint = {"newest change": connection.execute("SELECT max(id) FROM change").fetchone()[0]}
    for table in ("profile", "setting"):
        found[f"{table} rows"] = connection.execute(f"SELECT key, value FROM {table} ORDER BY key").fetchall()
    return found


def column_sums(connection: Connection, path: Path) -> dict[str, tuple[float, ...]]:
    """Return sums over the rows of every table: of the values column by column, and of the bytes of all texts. A
    row that differs between a diary and its copy changes them, at a tenth of the time of comparing every row."""
    with reading(path):
        return {name: _sums(connection, name) for name in _tables(connection)}


def _sums(connection: Connection, table: str) -> tuple[float, ...]:
    columns = connection.execute("SELECT name, type = 'TEXT' FROM pragma_table_info(?)", (table,)).fetchall()
    texts = [f"ifnull(octet_length({_quoted(name)}), 0)" for name, is_text in columns if is_text]
    numbers = [_quoted(name) for name, is_text in columns if not is_text]
    wanted = ", ".join(f"total({each})" for each in (*numbers, " + ".join(texts or "0")))
    found: tuple[float, ...] = connection.execute(f"SELECT count(*), {wanted} FROM {_quoted(table)}").fetchone()
    return found


def _contents(connection: Connection, path: Path) -> dict[str, str]:
    """Return one digest for each table, of all its rows and of the statements that made it."""
    with reading(path):
        statements = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
        found = {"": _digest(connection, statements)}
        for name in (*_tables(connection), "sqlite_sequence"):
            columns = len(connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall())
            order = ", ".join(str(number) for number in range(1, columns + 1))
            found[name] = _digest(connection, f"SELECT * FROM {_quoted(name)} ORDER BY {order}")
        return found


def _digest(connection: Connection, statement: str) -> str:
    rows = sha256()
    for row in connection.execute(statement):
        rows.update(repr(row).encode("utf-8", "surrogatepass"))
    return rows.hexdigest()


def _tables(connection: Connection) -> list[str]:
    statement = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    return [name for (name,) in connection.execute(statement).fetchall()]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def left_in(folder: Path, stem: str) -> tuple[Path, ...]:
    """Return the drafts of the diary called `stem`, or of its copies, in a folder. Raises Refusal."""
    name = re.escape(stem)
    ours = re.compile(
        rf"\.+{name}( \d{{4}}-\d\d-\d\d .*|\.diary.*)?\.\d+\.(copy|new)(-journal)?|\.+{name}\.\d+\.mended.*"
    )
    with refusing(folder):
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return tuple(path for path in found if ours.fullmatch(path.name) and path.is_file())


def clear(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Take them away; those that stay."""
    return tuple(path for path in paths if not is_gone(path))


def is_gone(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
