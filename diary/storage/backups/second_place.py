"""Keeps a second place for backups, a stick or another disk, up to date whenever it can be reached.

It holds the same files as the first place. Our own folder in it is made when the person chooses the place and
never by itself afterwards: where a stick is not plugged in, its empty mount folder must not be filled instead.
"""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from msgspec import Struct

from diary.domain.period import read_date
from diary.domain.refusal import Reason, Refusal
from diary.storage.backups.backup import clear_drafts, publish_copy
from diary.storage.backups.backup_files import (
    Backup,
    checksum,
    find_backups,
    keep,
    look_at,
    moment_name,
    note_checksums,
    origin_of,
    read_checksums,
    stem_of,
    thin,
)
from diary.storage.backups.duplicate import draft_in
from diary.storage.backups.passphrase import change_backup_keys, unprotected_backups
from diary.storage.diary_file import open_again
from diary.storage.faults import refusing
from diary.storage.key import Key
from diary.storage.plain_file import open_plain
from diary.storage.whole_file import make_durable, make_folder, write_whole


class BackupArrangement(Struct, frozen=True):
    """What is stored about a diary's backups. `second` is our own folder in the place the person chose. `tried` is
    the name of the backup in the last restore test, on `tried_on`, and whether that went well."""

    second: Path | None = None
    tried: str = ""
    tried_on: date | None = None
    went_well: bool = False


def read_arrangement(file: Path, diary: Path) -> BackupArrangement:
    """Return what is stored for the diary at `diary`; what is missing or broken reads as nothing stored."""
    found = _read(file).get(_key(diary))
    if not isinstance(found, dict):
        return BackupArrangement()
    second, tried, on = (_text(found, name) for name in ("second", "tried", "tried_on"))
    return BackupArrangement(
        Path(second) if second else None, tried, read_date(on), found.get("went_well") is True
    )


def write_arrangement(file: Path, diary: Path, arrangement: BackupArrangement) -> None:
    """Store it beside what is stored for other diaries. Raises Refusal."""
    make_folder(file.parent)
    stored = {
        "second": str(arrangement.second or ""),
        "tried": arrangement.tried,
        "tried_on": arrangement.tried_on.isoformat() if arrangement.tried_on else "",
        "went_well": arrangement.went_well,
    }
    known = {key: kept for key, kept in _read(file).items() if _is_wanted(key, kept)}
    content = json.dumps({**known, _key(diary): stored}, indent=1, sort_keys=True)
    write_whole(file, content.encode(), is_ours=True)


def forget_arrangement(file: Path, diary: Path) -> None:
    """Delete what is stored for this diary, and the file with it when nothing else is in it. Raises Refusal."""
    left = {key: value for key, value in _read(file).items() if key != _key(diary)}
    if left:
        write_whole(file, json.dumps(left, indent=1, sort_keys=True).encode(), is_ours=True)
    else:
        with refusing(file):
            file.unlink(missing_ok=True)


def _is_wanted(key: str, kept: object) -> bool:
    """Return whether the diary is still there, or has a second place: of others nothing is remembered."""
    return os.path.exists(key) or (isinstance(kept, dict) and bool(kept.get("second")))  # noqa: PTH110 - any text


def _read(file: Path) -> dict[str, Any]:
    try:
        with open_plain(file) as opened:
            found = json.loads(opened.read().decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _key(diary: Path) -> str:
    return os.path.realpath(diary)


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) and "\0" not in value else ""


class SecondPlaceUpdate(Struct, frozen=True):
    """The result of updating the second place: `added` backups, and why not all of them are there, if so."""

    added: int = 0
    refusal: Refusal | None = None


def choose_second(chosen: Path, diary: Path, first: Path, key: Key | None = None) -> Path:
    """Make our own folder in the place the person chose, or return the one this diary has there already.

    Raises Refusal SAME_PLACE when that would be where the backups are already or the diary's own folder, and
    NO_PERMISSION, FILE_READ_ONLY, DISK_FULL.
    """
    real = Path(os.path.realpath(chosen))
    if real in {Path(os.path.realpath(first)), Path(os.path.realpath(diary)).parent}:
        raise Refusal(Reason.SAME_PLACE, path=chosen)
    with closing(open_again(diary, key)) as connection:
        origin = origin_of(connection, diary)
    for number in count(1):
        folder = _own_folder(chosen, diary.stem, number)
        if Path(os.path.realpath(folder)) == Path(os.path.realpath(first)):
            raise Refusal(Reason.SAME_PLACE, path=chosen)
        there = find_backups(folder, diary.stem)
        if not there or any(look_at(copy, None, key).origin == origin for copy in there):
            make_folder(folder)
            with refusing(folder), draft_in(folder, diary.stem):  # refuses a folder that cannot be written
                return folder
    raise AssertionError


def is_present(second: Path) -> bool:
    """Return whether the second place can be reached now."""
    try:
        return second.is_dir()
    except OSError:
        return False


def is_same_disk(folder: Path, diary: Path) -> bool:
    """Return whether one broken disk would take both. Unknown counts as no."""
    try:
        return folder.stat().st_dev == diary.stat().st_dev
    except OSError:
        return False


def update_second_place(
    first: Path,
    second: Path,
    stem: str,
    now: datetime,
    *,
    key: Key | None = None,
    thorough: bool = False,
) -> SecondPlaceUpdate:
    """Copy the backups that are missing in `second`, newest first, each proven there before older ones are
    deleted.

    With `thorough` those that are there are read again too, and replaced where they have gone bad.
    """
    added = 0
    try:
        if not is_present(second):
            raise Refusal(Reason.PLACE_ABSENT, path=second)
        clear_drafts(second, now)
        noted = read_checksums(first, stem)
        paths = find_backups(first, stem)
        newest = None
        for path in (path for path in paths if path in keep(paths, now)):
            copy = _bring(path, second, noted, key, thorough=thorough)
            added += copy is not None
            newest = newest or copy
        if newest is not None:
            thin(second, stem, now, newest, key)
        if key is not None and unprotected_backups(second, stem):
            change_backup_keys(
                second, stem, None, key
            )  # from before the passphrase, and no longer in the first place
    except Refusal as refusal:
        return SecondPlaceUpdate(added, refusal)
    return SecondPlaceUpdate(added)


def change_second(second: Path | None, stem: str, old: Key | None, new: Key | None) -> int:
    """Write the backups there anew with another key, also those the first place no longer has; returns how many
    have yet another one. Does nothing without a second place or while it is away: what is still in the first place
    is copied when it is back. Raises Refusal as `change_backup_keys` does."""
    return 0 if second is None or not is_present(second) else change_backup_keys(second, stem, old, new)


def count_missing(first: Path, second: Path, stem: str, now: datetime) -> int:
    """Count the backups the second place still lacks, without opening any of them."""
    there = _there(second, stem)
    noted = read_checksums(first, stem)
    paths = find_backups(first, stem)
    wanted = [path for path in paths if path in keep(paths, now)]
    return sum((moment_name(path), noted.get(path.name)) not in there for path in wanted)


def _bring(path: Path, second: Path, ours: Mapping[str, str], key: Key | None, *, thorough: bool) -> Backup | None:
    """Return the backup as it is in the second place now; None when it was there, or is not sound here either.
    `ours` are the checksums of the first place."""
    stem, noted = stem_of(path), ours.get(path.name)
    at = _there(second, stem).get((moment_name(path), noted))
    if at is not None and not (thorough and checksum(at) != noted):
        return None
    if not look_at(path, noted, key).sound:
        return None
    if at is None and noted is not None:
        at = _outdated(path, second, ours)
    wanted = noted or checksum(path)
    with draft_in(second, stem) as draft:
        with refusing(draft.parent):
            shutil.copyfile(path, draft)
            make_durable(draft)
        if checksum(draft) != wanted:
            raise Refusal(Reason.DISK_ERROR, path=second)
        at = _put(draft, at or second / path.name, is_ours=at is not None)
    note_checksums(second, stem, {at.name: wanted})
    proven = look_at(at, wanted, key)
    if not proven.sound:
        raise Refusal(Reason.DISK_ERROR, path=second)
    return proven


def _put(draft: Path, at: Path, *, is_ours: bool) -> Path:
    """Give the draft the name it has in the first place, or the next free one of its minute; `is_ours`: the file
    that has the name now is the same backup gone bad, or with another passphrase, and is replaced."""
    with refusing(at):
        if is_ours or not at.exists():
            draft.replace(at)
            make_durable(at.parent)
            return at
    return publish_copy(draft, at.parent, moment_name(at))


def _outdated(path: Path, second: Path, ours: Mapping[str, str]) -> Path | None:
    """Return the same backup in the second place as it was before the passphrase was changed."""
    there = read_checksums(second, stem_of(path)).get(path.name)
    return second / path.name if there is not None and there not in ours.values() else None


def _there(second: Path, stem: str) -> dict[tuple[str, str | None], Path]:
    """Return moment and checksum -> backup, of those that were proven in the second place."""
    noted = read_checksums(second, stem)
    found = [path for path in find_backups(second, stem) if path.name in noted]
    return {(moment_name(path), noted[path.name]): path for path in found}


def _own_folder(chosen: Path, stem: str, number: int) -> Path:
    name = f"{stem} backups" + (f" ({number})" if number > 1 else "")
    return chosen if number == 1 and chosen.name == name else chosen / name
