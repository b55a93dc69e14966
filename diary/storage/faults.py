"""Turns the driver's errors into refusals with a reason a person can act on."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from diary.domain.refusal import Reason, Refusal

_REASON_BY_CODE = {
    "SQLITE_FULL": Reason.DISK_FULL,
    "SQLITE_BUSY": Reason.FILE_LOCKED,
    "SQLITE_LOCKED": Reason.FILE_LOCKED,
    "SQLITE_READONLY": Reason.FILE_READ_ONLY,
    "SQLITE_CANTOPEN": Reason.FILE_UNREADABLE,
    "SQLITE_PERM": Reason.NO_PERMISSION,
    "SQLITE_AUTH": Reason.NO_PERMISSION,
    "SQLITE_CORRUPT": Reason.FILE_DAMAGED,
    "SQLITE_NOTADB": Reason.FILE_DAMAGED,
    "SQLITE_IOERR": Reason.DISK_ERROR,
}

_REASON_BY_WORDS = {
    "database or disk is full": Reason.DISK_FULL,
    "disk I/O error": Reason.DISK_ERROR,
    "database disk image is malformed": Reason.FILE_DAMAGED,
}
"""What SQLite writes of an error inside a function, such as `sqlcipher_export`, whose code tells nothing."""

_REASON_BY_ERRNO = {
    errno.ENOSPC: Reason.DISK_FULL,
    errno.EDQUOT: Reason.DISK_FULL,
    errno.EACCES: Reason.NO_PERMISSION,
    errno.EPERM: Reason.NO_PERMISSION,
    errno.EROFS: Reason.FILE_READ_ONLY,
    errno.ENOENT: Reason.FOLDER_MISSING,
    errno.ENOTDIR: Reason.FOLDER_MISSING,
    errno.EEXIST: Reason.FILE_EXISTS,
    errno.ENAMETOOLONG: Reason.NAME_TOO_LONG,
    errno.ELOOP: Reason.FILE_UNREADABLE,
    errno.EISDIR: Reason.FILE_UNREADABLE,
    errno.ENODEV: Reason.FILE_UNREADABLE,  # no plain file: see `plain_file`
    errno.ENXIO: Reason.FILE_UNREADABLE,
    errno.EOVERFLOW: Reason.FILE_DAMAGED,  # a moment no clock can have shown
}


_DRAFT = re.compile(r"\.+(?P<name>.+?)(\.recoded)?\.\d+\.(copy|new)", re.DOTALL)


def own_name(path: Path) -> Path:
    """Return what a person knows of a draft: the file it becomes, or the folder where it becomes a copy."""
    draft = _DRAFT.fullmatch(path.name)
    if draft is None:
        return path
    named = path.with_name(draft["name"])
    return named if named.suffix else path.parent


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn errors of the driver and the file system into a Refusal that names `path`.

    Errors that only a mistake in the program can raise (a wrong statement, a broken constraint) pass through.
    """
    try:
        yield
    except driver.DatabaseError as error:
        reason = _reason_of(error)
        if reason is None:
            raise
        raise Refusal(reason, path=own_name(path)) from error
    except OSError as error:
        raise Refusal(_REASON_BY_ERRNO.get(error.errno or 0, Reason.DISK_ERROR), path=own_name(path)) from error


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn errors while reading rows into a Refusal: rows that no program of ours can have written mean a damaged
    file.

    An impossible date, a text that is not UTF-8 or a missing table is found only when it is read. Other errors are
    handled as by `refusing`.
    """
    with refusing(path):
        try:
            yield
        except driver.DatabaseError as error:
            if _reason_of(error) is None:
                raise Refusal(Reason.FILE_DAMAGED, path=path) from error
            raise
        except (ValueError, OverflowError, TypeError, RecursionError, MemoryError) as error:
            raise Refusal(Reason.FILE_DAMAGED, path=path) from error


def _reason_of(error: Exception) -> Reason | None:
    if isinstance(error, driver.ProgrammingError) and "closed" in str(error):
        return Reason.FILE_UNREADABLE  # closed, because it is being replaced
    name = str(getattr(error, "sqlite_errorname", ""))
    if name == "SQLITE_IOERR_SHORT_READ":
        return Reason.FILE_DAMAGED
    if name == "SQLITE_ERROR":
        return _REASON_BY_WORDS.get(str(error))
    for code, reason in _REASON_BY_CODE.items():
        if name == code or name.startswith(code + "_"):
            return reason
    return None
