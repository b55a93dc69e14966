"""Sets, changes or removes a diary's passphrase, by a new file that replaces the old one in one step.

Whatever interrupts it, the diary opens with the old key or with the new one. Its backups are changed too: one that
opens with the old key, or with none, would reveal what the passphrase protects.
"""

import glob
import os
from datetime import datetime
from pathlib import Path

from diary.domain.refusal import Refusal
from diary.storage.backups.backup import make_backup
from diary.storage.backups.backup_files import checksum, list_backups, note_checksums
from diary.storage.backups.duplicate import clear, draft_in, left_in, recode
from diary.storage.diary_file import left_in_temp, open_file
from diary.storage.faults import refusing
from diary.storage.header import is_encrypted
from diary.storage.key import Key
from diary.storage.replace_file import kept_beside
from diary.storage.whole_file import make_durable


def change_key(path: Path, folder: Path, now: datetime, old: Key | None, new: Key | None) -> Path:
    """Encrypt the diary at `path` with `new` (None = not at all) instead of `old`; a proven backup of it as it was
    is made in `folder` first, and returned.

    The caller makes sure that nobody has the diary open. Raises Refusal WRONG_PASSPHRASE, FILE_DAMAGED, DISK_FULL
    and others of `open_file` and `make_backup`; the diary is as it was then.
    """
    path = Path(os.path.realpath(path))
    old = old if is_encrypted(path) else None
    kept = make_backup(path, folder, now, key=old).path
    _replace(path, old, new)
    if new is not None:
        clear((*left_in(path.parent, path.stem), *left_in_temp(path)))
    return kept


def change_backup_keys(folder: Path, stem: str, old: Key | None, new: Key | None) -> int:
    """Encrypt the backups of a diary as the diary is now; returns how many open with neither key, and stay as they
    are. Backups that are encrypted with `new` already are left alone.

    Raises Refusal DISK_FULL and others; every backup has the old or the new key then.
    """
    if new is not None:
        clear(left_in(folder, stem))
    locked = 0
    for copy in list_backups(folder, stem, old):
        encrypted = is_encrypted(copy.path)
        if copy.sound and (encrypted or new is not None) and not (encrypted and old == new):
            note_checksums(folder, stem, {}, [copy.path.name])  # its content is about to change
            _replace(copy.path, old if encrypted else None, new)
            note_checksums(folder, stem, {copy.path.name: checksum(copy.path)})
        elif copy.locked and not _opens(copy.path, new):
            locked += 1
    return locked


def unprotected_backups(folder: Path, stem: str) -> tuple[Path, ...]:
    """Return the files in the backup folder that anybody who has them can read, damaged backups too."""
    with refusing(folder):
        found = [*sorted(folder.glob(f"{glob.escape(stem)} *")), *left_in(folder, stem)]
        return tuple(path for path in found if path.is_file() and not is_encrypted(path))


def unprotected_beside(diary: Path) -> tuple[Path, ...]:
    """Return what was put aside when the diary was mended and anybody who has it can read: it cannot be encrypted,
    because nobody can tell what is in it. With it what an interrupted copy left and could not be taken away.
    Raises Refusal."""
    real = Path(os.path.realpath(diary))
    with refusing(diary):
        found = (*kept_beside(diary), *left_in(real.parent, real.stem), *left_in_temp(real))
        return tuple(path for path in found if not is_encrypted(path))


def _replace(path: Path, old: Key | None, new: Key | None) -> None:
    with draft_in(path.parent, path.name) as draft, refusing(path):
        recode(path, draft, old, new)
        make_durable(draft)
        draft.replace(path)
        make_durable(path.parent)


def _opens(path: Path, key: Key | None) -> bool:
    try:
        open_file(path, read_only=True, key=key).close()
    except Refusal:
        return False
    return True
