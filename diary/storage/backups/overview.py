"""Checks all backups of a diary in both places, for a page or a list of them."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from diary.domain.refusal import Refusal
from diary.storage.backups.backup_files import Backup, find_backups, look_at_each
from diary.storage.backups.second_place import count_missing, is_present, is_same_disk
from diary.storage.key import Key

Progress = Callable[[int, int], bool]
"""Called with how many of how many are done; returning false stops."""


class RestoreTest(Struct, frozen=True):
    """The last restore test: when it was, the file name of the backup, and whether it went well."""

    on: date
    name: str
    went_well: bool


class BackupEntry(Struct, frozen=True):
    """One backup as it is `here` and in the second place (`there`); at least one of them is not None."""

    here: Backup | None
    there: Backup | None

    @property
    def best(self) -> Backup:
        """The one to rely on."""
        found = [copy for copy in (self.here, self.there) if copy is not None]
        return next((copy for copy in found if copy.sound), found[0])


class BackupOverview(Struct, frozen=True):
    """Every backup, newest first, and the places they are in.

    `is_there`: the second place can be reached; `missing`: how many backups it still lacks; `same_disk`: one
    broken disk would take both. `is_protected`: the diary has a passphrase. `is_whole` is false when checking was
    stopped.
    """

    copies: tuple[BackupEntry, ...]
    first: Path
    second: Path | None
    is_there: bool
    missing: int
    same_disk: bool
    trial: RestoreTest | None
    is_protected: bool = False
    is_whole: bool = True


def look_over(
    diary: Path,
    first: Path,
    second: Path | None,
    trial: RestoreTest | None,
    now: datetime,
    told: Progress,
    key: Key | None,
) -> BackupOverview:
    """Check every backup in both places. Raises Refusal when the first place cannot be read."""
    stem = diary.stem
    paths = find_backups(first, stem)
    is_there = second is not None and is_present(second)
    there = _readable(second, stem) if second is not None and is_there else []
    looked: dict[Path, Backup] = {}
    for copy in look_at_each(paths + there, key):
        looked[copy.path] = copy
        if not told(len(looked), len(paths) + len(there)):
            break
    return BackupOverview(
        copies=_paired([looked[path] for path in paths if path in looked], there, looked),
        first=first,
        second=second,
        is_there=is_there,
        missing=count_missing(first, second, stem, now) if second is not None and is_there else 0,
        same_disk=second is not None and is_there and is_same_disk(second, diary),
        trial=trial,
        is_protected=key is not None,
        is_whole=len(looked) == len(paths) + len(there),
    )


def _readable(second: Path, stem: str) -> list[Path]:
    """Return the backups in the second place; none when it was disconnected just now."""
    try:
        return find_backups(second, stem)
    except Refusal:
        return []


def _paired(here: list[Backup], paths: list[Path], looked: dict[Path, Backup]) -> tuple[BackupEntry, ...]:
    there = {path.name: looked[path] for path in paths if path in looked}
    pairs = [BackupEntry(copy, there.pop(copy.path.name, None)) for copy in here]
    pairs += [BackupEntry(None, copy) for copy in there.values()]
    return tuple(sorted(pairs, key=lambda pair: (pair.best.made_at, pair.best.path.name), reverse=True))
