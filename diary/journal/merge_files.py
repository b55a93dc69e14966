"""Finds other copies of a diary as files, looks at them, and makes a proven backup of both before a merge."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from diary.domain.item import Catalogue
from diary.domain.refusal import Refusal
from diary.domain.three_way import DiaryRelation
from diary.journal.merge import DiarySnapshot, Merging, compare
from diary.paths import backup_folder
from diary.storage.backups.backup import back_up_if_changed, make_backup
from diary.storage.change_log import ChangeLog
from diary.storage.header import is_encrypted
from diary.storage.health import check
from diary.storage.key import Key, is_of
from diary.storage.store import Store
from diary.storage.sync_folder import copies_beside


class MergeCandidate(Struct, frozen=True):
    """A file that was looked at: what is in it, and what merging it would do."""

    path: Path
    key: Key | None
    copy: DiarySnapshot
    merging: Merging


def look_at(other: Path, key: Key | None, ours: Callable[[], ChangeLog], catalogue: Catalogue) -> MergeCandidate:
    """Return what the file holds for a diary with the change log `ours`; `key` opens either, or is the file's
    own.

    Raises Refusal: FILE_ENCRYPTED and WRONG_PASSPHRASE, and what `storage.health.check` raises.
    """
    key = key if is_encrypted(other) else None
    check(other, key)
    with Store(other, read_only=True, key=key) as store:
        copy = DiarySnapshot.of(store)
    return MergeCandidate(other, key, copy, compare(ours(), copy.change_log, catalogue))


def found_beside(
    diary: Path, key: Key | None, ours: Callable[[], ChangeLog], catalogue: Catalogue
) -> Iterator[MergeCandidate]:
    """Yield copies beside the diary that have something it has not. Files that cannot be read are skipped."""
    for path in copies_beside(diary):
        with suppress(Refusal):
            offer = look_at(path, key, ours, catalogue)
            if offer.merging.relation is DiaryRelation.COPY and offer.merging.entries:
                yield offer


def is_ours(other: Path, key: Key | None) -> bool:
    """Return whether the key of the diary opens the other file too, as far as its header shows."""
    return not is_encrypted(other) or (key is not None and is_of(other, key))


def keep_both(diary: Path, key: Key | None, other: Path, other_key: Key | None, now: datetime) -> None:
    """Make a proven backup of either, before anything is written; none that is less protected than the diary is.

    `diary` is open in this program. Raises Refusal when that fails, and then nothing may be written.
    """
    folder = backup_folder(diary)
    if key is None or other_key is not None:
        make_backup(other, folder, now, key=other_key)
    back_up_if_changed(diary, folder, now, key)
