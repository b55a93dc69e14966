"""Deletes a diary and everything the program made of it.

Backups go first and the diary goes last, in one step: after an interruption the whole diary is still there, never
an empty one in its place.
"""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from diary.storage.backups.backup_files import SUFFIX
from diary.storage.backups.duplicate import is_gone
from diary.storage.backups.second_place import forget_arrangement, is_present
from diary.storage.diary_file import left_in_temp
from diary.storage.faults import refusing
from diary.storage.replace_file import kept_beside
from diary.storage.rollback_journal import journal_of


class DiaryFiles(Struct, frozen=True):
    """Every file that would be deleted. `here` and `there` are the backups and what belongs to them in the first
    and the second place; `second` is where `there` is, None when it was not chosen, and `is_there` whether it can
    be reached."""

    diary: Path
    first: Path
    here: tuple[Path, ...]
    second: Path | None
    is_there: bool
    there: tuple[Path, ...]
    beside: tuple[Path, ...]
    """What was kept beside the diary when it was rescued."""
    settings: tuple[Path, ...]
    arranged: Path
    """The file that stores the second place."""
    marks: Path | None = None
    """The folder with what somebody wrote as a therapist beside shares, which stays; None where nothing is."""
    is_protected: bool = False
    """Whether the diary has a passphrase."""

    @property
    def copies(self) -> int:
        """How many backups are in the first place."""
        return len([path for path in self.here if path.suffix == SUFFIX])

    @property
    def backups_there(self) -> int:
        """How many backups are in the second place."""
        return len([path for path in self.there if path.suffix == SUFFIX])


def find_diary_files(
    diary: Path, first: Path, second: Path | None, settings: Path, arranged: Path, marks: Path
) -> DiaryFiles:
    """Find everything that belongs to the diary, without opening any of it. Raises Refusal."""
    is_there = second is not None and is_present(second)
    names = f"{settings.stem}*", f".{settings.stem}*"  # with the lock that a reminder left when it was ended
    return DiaryFiles(
        diary=diary,
        first=first,
        here=_made_of(diary, first),
        second=second,
        is_there=is_there,
        there=_made_of(diary, second) if second is not None and is_there else (),
        beside=kept_beside(diary),
        settings=tuple(sorted(path for name in names for path in settings.parent.glob(name))),
        arranged=arranged,
        marks=marks if _found(marks, re.compile(r".*\.diary")) else None,
    )


def erase(found: DiaryFiles) -> tuple[Path, ...]:
    """Delete all of it, the diary last; returns what could not be deleted. While anything else is left, the diary
    stays. Where its name is a link, the linked file is deleted, and then the link."""
    left = [path for path in (*found.there, *found.here) if not is_gone(path)]
    remove_empty_folders(folder for folder in (found.second, found.first) if folder is not None)
    left += [path for path in found.settings if not is_gone(path)]
    forget_arrangement(found.arranged, found.diary)
    real = Path(os.path.realpath(found.diary))
    drafts = {*_drafts(real), *_drafts(found.diary), *left_in_temp(real)}
    left += [path for path in (*found.beside, *sorted(drafts), journal_of(real)) if not is_gone(path)]
    if not left:
        left = [path for path in dict.fromkeys((real, found.diary)) if not is_gone(path)]
    return tuple(left)


def remove_empty_folders(folders: Iterable[Path]) -> None:
    """Remove the folders in which nothing is left; others stay."""
    for folder in folders:
        with suppress(OSError):  # not empty, or gone
            folder.rmdir()


def _made_of(diary: Path, folder: Path) -> tuple[Path, ...]:
    """Return the backups in a folder, what was set aside there, their checksums, and leftovers of an interrupted
    backup."""
    stem = re.escape(diary.stem)
    ours = re.compile(
        rf"{stem} \d{{4}}-\d\d-\d\d .*\.diary(-journal)?|{re.escape(diary.name)}-journal"
        rf"|{stem}\.sha256|\.{stem}[. ].*"
    )
    return _found(folder, ours)


def _drafts(diary: Path) -> tuple[Path, ...]:
    """Return leftovers of an interrupted backup, restore or rescue beside the diary; not its held lock."""
    name, stem = re.escape(diary.name), re.escape(diary.stem)
    ours = re.compile(rf"\.+{name}\.(?!lock$).*|\.+{stem}\.\d+\.mended.*")
    return _found(diary.parent, ours)


def _found(folder: Path, ours: "re.Pattern[str]") -> tuple[Path, ...]:
    with refusing(folder):
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return tuple(path for path in found if ours.fullmatch(path.name) and path.is_file())
