"""Detects that another file has the name of the opened one (a sync program replaced it) or that it is gone."""

import os
from enum import StrEnum
from pathlib import Path


class FilePresence(StrEnum):
    """What has the name of an open file now."""

    HERE = "here"
    """The file itself."""
    REPLACED = "replaced"
    """Another file. What is written into the open one now would be lost when it is closed."""
    OVERWRITTEN = "overwritten"
    """The file itself, with another diary in it, or half of one: somebody copied it over this one."""
    GONE = "gone"
    """Nothing: it was removed, or its disk was."""


class FileIdentity:
    """The file that has the name `path` at this moment, to be compared with later ones."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file, self._stamp = _number(path)

    @property
    def is_touched(self) -> bool:
        """Whether somebody wrote in the file since it was looked at or noted: its size and time tell."""
        return _number(self._path)[1] != self._stamp

    def note(self) -> None:
        """It was written in here: take its size and time as they are now."""
        now, stamp = _number(self._path)
        if now == self._file:
            self._stamp = stamp

    def presence(self) -> FilePresence:
        """Return what has the name now. Where a file system has no file numbers it counts as the same file."""
        now, _stamp = _number(self._path)
        if now is None:
            return FilePresence.GONE
        if self._file is None or now == self._file or not (now[1] and self._file[1]):
            return FilePresence.HERE
        return FilePresence.REPLACED


def _number(path: Path) -> tuple[tuple[int, int] | None, tuple[int, int]]:
    """What tells the file from others, and its size and the time it was written."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a hundredth of a millisecond less, and it is asked for often
    except OSError:
        return None, (0, 0)
    return (found.st_dev, found.st_ino), (found.st_size, found.st_mtime_ns)
