"""Writes a file completely or not at all: an interruption never leaves half a report, diary or backup."""

import errno
import os
import re
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from diary.domain.refusal import Reason, Refusal
from diary.storage.faults import refusing
from diary.storage.header import holds_a_diary

DRAFT = ".symptom-diary"
"""How the name of a file ends as long as it is written: nobody else's ends like that."""
STALE = 3600


def make_folder(folder: Path) -> None:
    """Make a folder of the program's own where there is none, for its owner only. Raises Refusal NOT_A_FOLDER
    where something else has its name, such as a link that leads nowhere."""
    with refusing(folder):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except FileExistsError as error:
            raise Refusal(Reason.NOT_A_FOLDER, path=folder) from error


def write_whole(path: Path, content: bytes, *, is_ours: bool = False) -> None:
    """Put `content` at `path`, readable by its owner only; a file that is there is replaced in one step.

    A diary, a folder, a device and a link are never replaced. Under a name of the program's own (`is_ours`) a link
    or a pipe is put out of the way; what it leads to stays as it is. Raises Refusal FILE_EXISTS for those,
    FOLDER_MISSING, NO_PERMISSION, FILE_READ_ONLY, DISK_FULL or DISK_ERROR, and nothing has changed.
    """
    write_together({path: content}, is_ours=is_ours)


def write_together(
    files: Mapping[Path, bytes | Path], *, named: Path | None = None, is_ours: bool = False
) -> None:
    """Put files that belong together in their places, as `write_whole` does: nothing changes before the last of
    them is on the disk, and then they get their names in this order. In the place of a content stands, for a large
    file, the path of a finished draft in the same folder. Only the one that somebody `named`, else the last, may
    take the place of another file, and the others that of those which came with it: else Refusal FILE_EXISTS."""
    named = named or list(files)[-1]
    is_anew = named in files and named.exists()
    for path in files:
        refuse_in_the_way(path, is_ours=is_ours)
        if path != named and not is_anew and path.exists():
            raise Refusal(Reason.FILE_EXISTS, path=path)
    drafts: dict[Path, Path] = {}
    try:
        for path in sorted(files, key=named.__ne__):  # what is in the way of all is said of the one that was named
            content = files[path]
            with refusing(path):
                drafts[path] = content if isinstance(content, Path) else _draft(path, content)
        for path in files:
            with refusing(path):
                drafts[path].replace(path)
    except BaseException:  # interrupted too: half a file must not stay
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
        raise


def _draft(path: Path, content: bytes) -> Path:
    """Write the content beside its place, whole. Raises OSError, and nothing is left."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=DRAFT)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:  # interrupted too: half a draft must not stay
        Path(name).unlink(missing_ok=True)
        raise
    _clear_drafts(path, Path(name))
    return Path(name)


def _clear_drafts(path: Path, draft: Path) -> None:
    """Delete what was left of the same file where the program was killed while it wrote; not what is less than
    STALE seconds older than this draft, which may still be under way."""
    known = re.compile(rf"\.{re.escape(path.name)}\.[a-z0-9_]{{8}}{re.escape(DRAFT)}")
    with suppress(OSError):
        for found in path.parent.glob(f".*{DRAFT}"):
            state = found.lstat()
            is_left = stat.S_ISREG(state.st_mode) and state.st_mtime < draft.stat().st_mtime - STALE
            if is_left and known.fullmatch(found.name):
                found.unlink(missing_ok=True)


def refuse_in_the_way(path: Path, *, is_ours: bool = False) -> None:
    """Raise Refusal FILE_EXISTS for what `write_whole` never replaces."""
    with refusing(path):
        in_the_way = path.is_symlink() or path.is_fifo()
        if not (is_ours and in_the_way) and (
            in_the_way or (path.exists() and (not path.is_file() or holds_a_diary(path)))
        ):
            raise Refusal(Reason.FILE_EXISTS, path=path)


def publish(draft: Path, path: Path) -> None:
    """Give a finished draft its name, never over another file, and make the name durable. Raises OSError.

    The draft's own name may be left; the caller removes it.
    """
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: check for the name first
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        draft.rename(path)
    make_durable(path.parent)


def make_durable(path: Path) -> None:
    """Flush a file's content, or a folder's names, to the disk. Raises OSError."""
    if os.name != "posix" and path.is_dir():
        return  # only POSIX systems let a folder be synced
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
