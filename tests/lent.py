"""A copy of a folder that is lent to one test after the other, each of which may change it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LentFolder:
    """To copy all files for each test takes longer than most tests; here what a test changed is copied again."""

    def __init__(self, original: Path, copy: Path) -> None:
        self._original, self._copy = original, copy
        shutil.copytree(original, copy)
        self._known = _files(copy)

    @contextmanager
    def at(self, place: Path) -> Iterator[Path]:
        """Have the copy at a place where there is nothing; what is known of one place is not known of another."""
        self._copy.rename(place)
        try:
            yield place
        finally:
            place.rename(self._copy)
            self._mend()

    def _mend(self) -> None:
        found = _files(self._copy)
        for name in found.keys() - self._known.keys():
            (self._copy / name).unlink()
        for name in [name for name, stat in self._known.items() if found.get(name) != stat]:
            (self._copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self._original / name, self._copy / name)
            self._known[name] = _known_by((self._copy / name).lstat())
        for folder in sorted(self._copy.rglob("*/"), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()


def _files(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """Return how each file below a folder is recognised as unchanged."""
    found = {}
    for place, _folders, names in os.walk(folder):
        inside = Path(place).relative_to(folder)
        found.update({inside / name: _known_by(Path(place, name).lstat()) for name in names})
    return found


def _known_by(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_mtime_ns, stat.st_size, stat.st_mode
