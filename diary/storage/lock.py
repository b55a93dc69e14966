"""Allows one writer at a time: a second window on the same diary is refused instead of overwriting the first.

The system releases a lock when a program ends in any way, also by force, so that nobody has to be asked whether an
old lock may be broken. One lies beside the diary, where other accounts and computers meet it, and goes by name.
The other lies where this account has what is there only while a diary is open, and holds that name, so that the
same file is known under any other one (a hard link, a bind mount): files are compared when they are asked about,
because a synchronising program may put another one under a name at any time.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType

from diary.domain.refusal import Reason, Refusal
from diary.paths import APP_NAME, runtime_file
from diary.storage.plain_file import open_plain

_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES}
_TRIES = 5
_LONGEST_NAME = 4096
_NOTE = ".lock"
TURN_SECONDS = 1.0


class WriterLock:
    """A lock that is held while the block runs. Where no file can be made there is nothing to lock: nobody can
    write there. Without `beside` nothing is made beside the diary before `lock_beside`: it may be a share, beside
    which a program that is killed should leave nothing.

    Raises Refusal FILE_LOCKED when another window or command is writing in the diary, under whatever name.
    """

    def __init__(self, path: Path, *, beside: bool = True) -> None:
        self._diary = path
        self._name = Path(os.path.realpath(path))  # unlike `resolve` it accepts a link to itself
        self._beside = self._name.with_name(f".{self._name.name}.lock")
        self._waits = not beside and sys.platform != "win32"  # there it is deleted in any case
        self._held = ExitStack()

    def __enter__(self) -> "WriterLock":
        with ExitStack() as held:
            if not self._waits:
                self._take(self._beside, held)
            if sys.platform != "win32":
                note = self._take(runtime_file(self._name, _NOTE), held)
                if note is not None:
                    os.truncate(note, 0)
                    os.pwrite(note, os.fsencode(self._name), 0)
                if name_in_use(self._name) != self._name:
                    raise Refusal(Reason.FILE_LOCKED, path=self._diary)
            self._held = held.pop_all()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._held.close()

    def lock_beside(self) -> None:
        """Lock it for other accounts and computers too, before anything is written. Raises Refusal FILE_LOCKED."""
        if self._waits:
            self._take(self._beside, self._held)
            self._waits = False

    def _take(self, file: Path, held: ExitStack) -> int | None:
        """Lock a file until `held` is closed, and return its handle; None where it cannot be made."""
        for _ in range(_TRIES):
            try:
                handle = _open(file)
            except FileExistsError:  # only on Windows: somebody has it open
                raise Refusal(Reason.FILE_LOCKED, path=self._diary) from None
            except OSError as error:
                if error.errno == errno.ELOOP:  # a link in the place of the lock: whatever it leads to is not ours
                    _take_away(file)
                    continue
                return None  # a folder that is missing or can only be read: opening the diary says so
            if not _is_free(handle):
                os.close(handle)
                raise Refusal(Reason.FILE_LOCKED, path=self._diary)
            if _is_still(handle, file):
                held.callback(os.close, handle)
                if sys.platform != "win32":
                    held.callback(_take_away, file)  # before that: afterwards it may be another's
                return handle
            os.close(handle)  # the previous holder deleted its file just now
        raise Refusal(Reason.FILE_LOCKED, path=self._diary)


def _take_away(file: Path) -> None:
    """Delete a lock, where this account may: one that stays and that nobody holds is in nobody's way."""
    with suppress(OSError):
        file.unlink()


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Run the block while no other process runs one for this folder, so that what is read there and written back
    is not of before. Another one is waited for TURN_SECONDS at most: it may be stopped, and hold a window up."""
    with ExitStack() as held:
        with suppress(OSError):  # no such folder, or none that can be opened: whatever follows says so
            handle = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
            held.callback(os.close, handle)
            ends = monotonic() + TURN_SECONDS
            while not _is_free(handle) and monotonic() < ends:
                sleep(TURN_SECONDS / 100)
        yield


def name_in_use(path: Path) -> Path:
    """Return the name under which this account has the file at `path` open: another one than `path` where a window
    or a command came to the same file by a hard link or another mount."""
    return next((name for name, is_held in _other_names(path) if is_held), path)


def name_with(path: Path, beside: str) -> Path:
    """Return the name of the file at `path` that has a file with this end beside it: a program that was stopped
    left its rollback journal under the name it had the diary open by."""
    names = (name for name, _is_held in _other_names(path))
    return next((name for name in names if name.with_name(name.name + beside).exists()), path)


def _other_names(path: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the names under which the same file was opened, and whether it still is: a killed program leaves its
    note."""
    real = os.path.realpath(path)
    notes: list[Path] = []
    with suppress(OSError):  # the folder of another account
        if sys.platform != "win32":
            notes += runtime_file(path, _NOTE).parent.glob(f"{APP_NAME}-*{_NOTE}")
    for note in notes:
        with suppress(OSError, ValueError), open_plain(note) as file:
            name = os.fsdecode(file.read(_LONGEST_NAME))
            if name not in ("", real) and Path(name).samefile(real):
                yield Path(name), not _is_free(file.fileno())


def _open(path: Path) -> int:
    if sys.platform == "win32":  # deleted with the last handle, also when the program is killed
        return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY, 0o600)
    return os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)


def _is_free(handle: int) -> bool:
    """Take the lock, and return whether it is ours now. On a file system without locks it always is."""
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
