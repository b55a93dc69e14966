"""Allows one writer at a time: a second window on the same diary is refused instead of overwriting the first.

The system releases the lock when a program ends in any way, also by force, so that nobody has to be asked whether
an old lock may be broken.
"""

import errno
import os
import sys
from pathlib import Path
from types import TracebackType

from diary.domain.refusal import Reason, Refusal

_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES}
_TRIES = 5


class WriterLock:
    """A lock that is held while the block runs. Where no file can be made there is nothing to lock: nobody can
    write there.

    Raises Refusal FILE_LOCKED when another window or command is writing in the diary.
    """

    def __init__(self, path: Path) -> None:
        self._diary = path
        real = Path(os.path.realpath(path))  # unlike `resolve` it accepts a link to itself
        self._file = real.with_name(f".{real.name}.lock")
        self._handle: int | None = None

    def __enter__(self) -> "WriterLock":
        for _ in range(_TRIES):
            try:
                handle = _open(self._file)
            except FileExistsError:  # only on Windows: somebody has it open
                raise Refusal(Reason.FILE_LOCKED, path=self._diary) from None
            except OSError as error:
                if error.errno == errno.ELOOP:  # a link in the place of the lock: whatever it leads to is not ours
                    self._file.unlink(missing_ok=True)
                    continue
                return self  # a folder that is missing or can only be read: opening the diary says so
            if not _take(handle):
                os.close(handle)
                raise Refusal(Reason.FILE_LOCKED, path=self._diary)
            if _is_still(handle, self._file):
                self._handle = handle
                return self
            os.close(handle)  # the previous holder deleted its file just now
        raise Refusal(Reason.FILE_LOCKED, path=self._diary)

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._handle is None:
            return
        if sys.platform != "win32":
            self._file.unlink(missing_ok=True)  # before releasing it: afterwards it may be another program's
        os.close(self._handle)
        self._handle = None


def _open(path: Path) -> int:
    if sys.platform == "win32":  # deleted with the last handle, also when the program is killed
        return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY, 0o600)
    return os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)


def _take(handle: int) -> bool:
    """Return whether the lock is ours now. On a file system without locks it always is."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True


def _is_still(handle: int, path: Path) -> bool:
    """Return whether the file that was opened is the one that has the name now."""
    if sys.platform == "win32":
        return True
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
