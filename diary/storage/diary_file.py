"""Creates and opens diary files: the only module that knows the driver, its settings and the file's header."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlcipher3.dbapi2 as driver

from diary.domain.refusal import Reason, Refusal
from diary.storage.faults import reading, refusing
from diary.storage.header import HEADER_BYTES, MAGIC, PAGE_BYTES, START_BYTES, looks_encrypted
from diary.storage.key import Key
from diary.storage.lock import name_with
from diary.storage.plain_file import open_plain
from diary.storage.queries import Connection
from diary.storage.rollback_journal import is_own_journal, journal_of
from diary.storage.version import (
    APPLICATION_ID,
    RECORDED,
    SCHEMA_VERSION,
    TABLES_IN,
    are_own,
    is_shared,
    schema_in,
)
from diary.storage.whole_file import publish

_BUSY_SECONDS = 2.0
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA hard_heap_limit = 268435456",  # 256 MiB: a hundred years take 70, a file made to do harm takes all
)


class _Closing(driver.Connection):  # type: ignore[misc]
    """A connection that takes the folder of a private copy away when it is closed."""

    folder: "TemporaryDirectory[str] | None" = None

    def close(self) -> None:
        super().close()
        if self.folder is not None:
            self.folder.cleanup()


def create_file(path: Path, key: Key | None = None) -> None:
    """Make an empty diary at `path`, mode 0600, complete or not at all; with a key it is encrypted.

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
            connection = connect(draft, "rw", key)
            try:
                MIGRATIONS.apply(Database(connection, strict=True, execute_plugins=False))
            finally:
                connection.close()
            publish(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def open_file(
    path: Path, read_only: bool = False, key: Key | None = None, *, may_be_newer: bool = False
) -> Connection:
    """Open the diary at `path`. A plain diary takes no notice of `key`.

    To write in it, a change that was stopped half-way is taken back, and a file another tool left in WAL mode is
    put right. With `read_only` neither the file nor what is beside it changes: that is done in a private copy.

    With `may_be_newer` a diary that a newer program has changed is opened for reading, if the tables this program
    knows are still there: what it cannot know, it does not show.

    Raises Refusal FILE_MISSING, FILE_NOT_A_DIARY, FILE_ENCRYPTED (a key is needed), WRONG_PASSPHRASE, FILE_NEWER,
    FILE_DAMAGED, JOURNAL_STRAY, FILE_LOCKED, NO_PERMISSION, and FILE_SHARED for writing in a share.
    """
    with reading(path):
        path = name_with(path, _BESIDE[0])
        may_be_newer = may_be_newer and read_only
        used = key if _check_header(path, key, may_be_newer=may_be_newer) else None
        has_journal = journal_of(path.resolve()).exists()
        opened = _looked_at if read_only else _checked_to_write
        with opened(path, used, may_be_newer) as connection:
            if not read_only:
                refuse_shared(connection, path)
            schema = _version(connection)
            if schema > SCHEMA_VERSION:
                if has_journal or not (_has_tables(connection, SCHEMA_VERSION) and _has_known_columns(connection)):
                    raise Refusal(Reason.FILE_NEWER, path=path)
            elif schema < 1 or not _has_tables(connection, schema) or not are_own(_triggers(connection), schema):
                raise Refusal(Reason.FILE_DAMAGED, path=path)
            if not read_only:
                _keep_private(path)
        return connection


def _keep_private(path: Path) -> None:
    """Take from others what a copy by hand let them: a stick or an archive gives a file rights of its own.

    The driver gives the journal the rights of the file.
    """
    mode = path.stat().st_mode
    if mode & 0o077:
        with suppress(OSError):  # a place without rights, or the file of somebody else
            path.chmod(stat.S_IMODE(mode) & ~0o077)


def open_again(
    path: Path, key: Key | None = None, *, read_only: bool = True, may_be_newer: bool = False
) -> Connection:
    """Return a second connection, for reading unless it is said, to a diary that this process may have open
    already; `key` is the one it was opened with.

    The header is looked at through the driver. Python's own `open` must not touch such a file: closing it
    would drop the locks the driver holds for the whole process. Raises Refusal as `open_file` does.
    """
    mode = "ro" if read_only else "rw"
    with reading(path), _checked(path, mode, key, may_be_newer=may_be_newer) as connection:
        if not read_only:
            refuse_shared(connection, path)
        return connection


def connect(path: Path, mode: str, key: Key | None) -> Connection:
    """Open the driver's connection with this program's settings. Raises the driver's errors. `mode` is SQLite's
    `ro` or `rw`."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = driver.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, factory=_Closing)
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = none")  # or a wrong key is reported on the error stream
        connection.execute(f'PRAGMA key = "{key.spelled}"')
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


_UNSETTLED = ("SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN")
"""What the driver says of a file it would have to change before it can read it."""
_BESIDE = ("-journal", "-wal", "-shm")


@contextmanager
def _checked_to_write(path: Path, key: Key | None, may_be_newer: bool) -> Iterator[Connection]:
    with _checked(path, "rw", key, may_be_newer=may_be_newer) as connection:
        yield connection


@contextmanager
def _looked_at(path: Path, key: Key | None, may_be_newer: bool) -> Iterator[Connection]:
    """Open a connection for reading: to the file, or to a copy of it where a change must be taken back or a WAL
    brought in first."""
    real = path.resolve()
    beside = {end: real.with_name(real.name + end) for end in _BESIDE}
    before = {end for end, file in beside.items() if file.exists()}
    with ExitStack() as held:
        try:
            connection = held.enter_context(_checked(path, "ro", key, may_be_newer=may_be_newer))
        except driver.DatabaseError as error:
            if not error.sqlite_errorname.startswith(_UNSETTLED):
                raise
            for end in {"-wal", "-shm"} - before:
                beside[end].unlink(missing_ok=True)  # the driver's, from trying
            with _copied(real, [beside[end] for end in before if end != "-shm"]) as (copy, folder):
                with _checked(copy, "rw", key, may_be_newer=may_be_newer) as settled:
                    settled.close()
                connection = held.enter_context(_checked(copy, "ro", key, may_be_newer=may_be_newer))
                connection.folder = folder
        yield connection


@contextmanager
def _copied(real: Path, beside: Iterable[Path]) -> "Iterator[tuple[Path, TemporaryDirectory[str]]]":
    """Copy the file and what belongs to it to a private folder that is gone when the block fails."""
    folder = temporary_folder(real)
    try:
        for file in (real, *beside):
            shutil.copyfile(file, Path(folder.name) / file.name)
        yield Path(folder.name) / real.name, folder
    except BaseException:  # interrupted too: the copy is as readable as the diary
        folder.cleanup()
        raise


@contextmanager
def _checked(path: Path, mode: str, key: Key | None, *, may_be_newer: bool = False) -> Iterator[Connection]:
    """Open a connection to a diary of ours; it is closed again when checking it or the block fails."""
    with ExitStack() as held:
        try:
            connection = held.enter_context(closing(connect(path, mode, key)))
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.DatabaseError as error:
            if key is not None and error.sqlite_errorname == "SQLITE_NOTADB":
                raise Refusal(Reason.WRONG_PASSPHRASE, path=path) from None
            raise
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise Refusal(Reason.FILE_NOT_A_DIARY, path=path)
        if _version(connection) > SCHEMA_VERSION and not may_be_newer:
            raise Refusal(Reason.FILE_NEWER, path=path)
        yield connection
        held.pop_all()


def _marked(connection: Connection) -> int:
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def _version(connection: Connection) -> int:
    return schema_in(_marked(connection))


def refuse_shared(connection: Connection, path: Path) -> None:
    """Raise Refusal FILE_SHARED for a share: it is neither written in nor backed up, nor the backup of a diary."""
    if is_shared(_marked(connection)):
        raise Refusal(Reason.FILE_SHARED, path=path)


def _has_known_columns(connection: Connection) -> bool:
    """Return whether every column this program reads is in a newer diary."""
    for table, columns in RECORDED.items():
        found = {
            name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
        }
        if not {*columns, "revision"} <= found:
            return False
    return True


def _has_tables(connection: Connection, schema: int) -> bool:
    """Return whether the tables of a schema are there as the program made them."""
    wanted = TABLES_IN[schema]
    found: int = connection.execute(
        "SELECT count(*) FROM pragma_table_list"
        f" WHERE schema = 'main' AND type = 'table' AND strict AND name IN ({', '.join('?' * len(wanted))})",
        wanted,
    ).fetchone()[0]
    return found == len(wanted)


def _triggers(connection: Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())


def _check_header(path: Path, key: Key | None, *, may_be_newer: bool) -> bool:
    """Refuse what the header rules out; returns whether the file is encrypted."""
    if not path.exists():
        raise Refusal(Reason.FILE_MISSING, path=path)
    if not path.is_file():
        raise Refusal(Reason.FILE_NOT_A_DIARY, path=path)
    with open_plain(path) as file:
        start = file.read(START_BYTES)
    if not start:
        raise Refusal(Reason.FILE_DAMAGED, path=path)
    encrypted = looks_encrypted(start)
    if encrypted:
        if key is None:
            raise Refusal(Reason.FILE_ENCRYPTED, path=path)
    else:
        _check_plain_header(path, start, may_be_newer=may_be_newer)
    if not is_own_journal(path.resolve(), start[:PAGE_BYTES], key if encrypted else None):
        raise Refusal(Reason.JOURNAL_STRAY, path=path, journal=journal_of(path.resolve()))
    return encrypted


def _check_plain_header(path: Path, start: bytes, *, may_be_newer: bool) -> None:
    if not start.startswith(MAGIC):
        raise Refusal(Reason.FILE_NOT_A_DIARY, path=path)
    if len(start) < HEADER_BYTES:
        raise Refusal(Reason.FILE_DAMAGED, path=path)
    if int.from_bytes(start[68:72], "big") != APPLICATION_ID:
        raise Refusal(Reason.FILE_NOT_A_DIARY, path=path)
    if schema_in(int.from_bytes(start[60:64], "big")) > SCHEMA_VERSION and not may_be_newer:
        raise Refusal(Reason.FILE_NEWER, path=path)


def can_write(path: Path) -> bool:
    """Return whether this account may write in the diary at `path`: in the file, and in its folder, where the
    rollback journal is made."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def temporary_folder(diary: Path) -> "TemporaryDirectory[str]":
    """Make a private folder for a copy of the diary at this path, gone when closed. Its name tells whose copy it
    is: one that an interrupted program left is found again, never that of another diary of the same name."""
    return TemporaryDirectory(prefix=_prefix(diary))


def left_in_temp(diary: Path) -> tuple[Path, ...]:
    """Return the copies of the diary at this path in such folders. Raises Refusal."""
    folder = Path(tempfile.gettempdir())
    with refusing(folder):
        return tuple(sorted(path for path in folder.glob(f"{_prefix(diary)}*/*") if path.is_file()))


def _prefix(diary: Path) -> str:
    from hashlib import sha256  # loads OpenSSL, which the start does without

    return f"symptom-diary-{sha256(bytes(diary.resolve())).hexdigest()[:16]}-"
