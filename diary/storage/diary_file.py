"""Creating and opening diary files: the only place that knows the driver, its settings and the file's header."""

import os
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from diary.domain.refusal import Reason, Refusal
from diary.storage.faults import reading, refusing
from diary.storage.reading import Connection
from diary.storage.rollback import is_own_journal, journal_of
from diary.storage.triggers import are_own
from diary.storage.version import APPLICATION_ID, SCHEMA_VERSION, TABLES
from diary.storage.whole_file import publish

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_BUSY_SECONDS = 2.0
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
)


def create_file(path: Path) -> None:
    """Make an empty diary at `path`, mode 0600, complete or not at all.

    Raises Refusal FILE_EXISTS, FOLDER_MISSING, NO_PERMISSION, DISK_FULL, DISK_ERROR.
    """
    from sqlite_utils import Database

    from diary.storage.schema import MIGRATIONS

    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    with refusing(path):
        if path.exists():
            raise Refusal(Reason.FILE_EXISTS, path=path)
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            connection = _connect(draft, "rw")
            try:
                MIGRATIONS.apply(Database(connection, strict=True, execute_plugins=False))
            finally:
                connection.close()
            publish(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def open_file(path: Path, read_only: bool = False) -> Connection:
    """Open the diary at `path`; nothing in the file changes by opening it.

    Raises Refusal FILE_MISSING, FILE_NOT_A_DIARY, FILE_NEWER, FILE_DAMAGED, JOURNAL_STRAY, FILE_LOCKED,
    NO_PERMISSION.
    """
    with reading(path):
        _check_header(path)
        has_journal = journal_of(path.resolve()).exists()
        connection = _connect(path, "ro" if read_only and not has_journal else "rw")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA_VERSION:
                raise Refusal(Reason.FILE_NEWER, path=path)
            if _own_tables(connection) != len(TABLES) or not are_own(_triggers(connection)):
                raise Refusal(Reason.FILE_DAMAGED, path=path)
        except BaseException:
            connection.close()
            raise
        return connection


def open_again(path: Path) -> Connection:
    """A second connection, only for reading, to a diary that this process may have open already.

    The header is looked at through the driver. Python's own `open` must not touch such a file: closing it
    would drop the locks the driver holds for the whole process. Raises Refusal as `open_file` does.
    """
    with reading(path):
        connection = _connect(path, "ro")
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise Refusal(Reason.FILE_NOT_A_DIARY, path=path)
            if connection.execute("PRAGMA user_version").fetchone()[0] > SCHEMA_VERSION:
                raise Refusal(Reason.FILE_NEWER, path=path)
        except BaseException:
            connection.close()
            raise
        return connection


def _connect(path: Path, mode: str) -> Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = driver.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def _own_tables(connection: Connection) -> int:
    """How many of the program's tables are there as it made them."""
    found: int = connection.execute(
        "SELECT count(*) FROM pragma_table_list"
        f" WHERE schema = 'main' AND type = 'table' AND strict AND name IN ({', '.join('?' * len(TABLES))})",
        TABLES,
    ).fetchone()[0]
    return found


def _triggers(connection: Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())


def _check_header(path: Path) -> None:
    if not path.exists():
        raise Refusal(Reason.FILE_MISSING, path=path)
    if not path.is_file():
        raise Refusal(Reason.FILE_NOT_A_DIARY, path=path)
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header:
        raise Refusal(Reason.FILE_DAMAGED, path=path)
    if not header.startswith(_MAGIC):
        raise Refusal(Reason.FILE_NOT_A_DIARY, path=path)
    if len(header) < _HEADER_BYTES:
        raise Refusal(Reason.FILE_DAMAGED, path=path)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise Refusal(Reason.FILE_NOT_A_DIARY, path=path)
    if int.from_bytes(header[60:64], "big") > SCHEMA_VERSION:
        raise Refusal(Reason.FILE_NEWER, path=path)
    if not is_own_journal(path.resolve(), header):
        raise Refusal(Reason.JOURNAL_STRAY, path=path, journal=journal_of(path.resolve()))
