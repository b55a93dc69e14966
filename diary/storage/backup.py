"""Copies of a diary: made whole, proven before they count, thinned by age, and put back so that it can be undone.

A copy is called `<diary> 2026-11-22 21.04.diary`. Its name says when it was made, by the clock of that evening,
so that it survives being moved to another disk.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

from diary.domain.refusal import Reason, Refusal
from diary.storage.diary_file import open_again, open_file
from diary.storage.duplicate import DRAFT, Fingerprint, draft_in, duplicate, fingerprint, recode
from diary.storage.faults import refusing
from diary.storage.header import is_encrypted
from diary.storage.health import check, glance, inspect
from diary.storage.key import Key
from diary.storage.reading import Connection
from diary.storage.rollback import journal_of
from diary.storage.whole_file import make_durable, publish

DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""How many days, weeks and months keep their newest copy."""
ALL_OF_DAYS = 2
"""Every copy of today and yesterday stays: one of them may be what a restore replaced."""
_STALE_AFTER = timedelta(hours=1)
_NAME = re.compile(
    r"(?P<stem>.+) (?P<day>\d{4}-\d\d-\d\d) (?P<hour>\d\d)\.(?P<minute>\d\d)(?: \((?P<number>\d+)\))?"
)
_SUFFIX = ".diary"
_KEPT_AS_IT_IS = {Reason.FILE_DAMAGED: " damaged", Reason.FILE_ENCRYPTED: ""}
"""What the name of a file ends in that nobody could look into when it was replaced. One without its key may well
be a sound copy, and is listed as one that is locked."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy. `made_at` is local time; a copy that is not `sound` holds 0 days and is never relied on.

    `locked`: it is encrypted with another key than the one it was looked at with, so nobody can tell how it is.
    """

    path: Path
    made_at: datetime
    days: int
    last_day: date | None
    sound: bool
    locked: bool = False


def make_backup(
    path: Path, folder: Path, now: datetime, *, in_use: bool = False, key: Key | None = None
) -> Backup:
    """Copy the diary at `path` into `folder`, prove the copy, and only then thin the older ones.

    `now` is aware local time; `in_use` says that this process has the diary open; the copy of a diary that is
    encrypted with `key` is encrypted with it too. Raises Refusal FILE_DAMAGED
    (nothing is copied then), DISK_FULL, NO_PERMISSION and what `open_file` raises.
    """
    with closing(_source(path, in_use, key)) as connection:
        inspect(connection, path)
        _prepare(folder, now)
        with draft_in(folder, path.stem) as draft:
            duplicate(connection, path, draft, key)
            try:
                proven = check(draft, key)
            except Refusal as refusal:  # the copy is as it was written, so it is the diary that cannot be read
                raise Refusal(refusal.reason, path=path) from refusal
            made = _publish(draft, folder, f"{path.stem} {now:%Y-%m-%d %H.%M}")
    _thin(folder, path.stem, now, made, key)
    return Backup(made, _made_at(made), proven.days, proven.last, sound=True)


def copy_open(connection: Connection, path: Path, folder: Path, now: datetime, key: Key | None) -> Path:
    """As `make_backup`, of a diary through its open connection, and nothing is thinned; where the copy is."""
    _prepare(folder, now)
    with draft_in(folder, path.stem) as draft:
        duplicate(connection, path, draft, key)
        check(draft, key)
        return _publish(draft, folder, f"{path.stem} {now:%Y-%m-%d %H.%M}")


def back_up_if_changed(path: Path, folder: Path, now: datetime, key: Key | None = None) -> Backup | None:
    """A copy of a diary this process has open, unless its newest copy holds the same or nothing was logged yet."""
    newest = _newest(folder, path.stem)
    with closing(open_again(path, key)) as connection:
        present = fingerprint(connection, path)
    if not present["change"] or (newest is not None and _same(newest, present, key)):
        return None
    return make_backup(path, folder, now, in_use=True, key=key)


def back_up_if_due(path: Path, folder: Path, now: datetime, key: Key | None = None) -> Backup | None:
    """As `back_up_if_changed`, at most once a day and never of a diary that can only be read: for the window."""
    if not os.access(path, os.W_OK):
        return None
    newest = _newest(folder, path.stem)
    if newest is not None and _made_at(newest).date() == now.date() and _is_sound(newest, key):
        return None
    return back_up_if_changed(path, folder, now, key)


def list_backups(folder: Path, stem: str | None = None, key: Key | None = None) -> tuple[Backup, ...]:
    """The copies in `folder`, newest first, each looked at, with `key` where it is encrypted; `stem` chooses those
    of one diary."""
    return tuple(_looked_at(path, key) for path in _found(folder, stem))


def restore(
    backup: Path,
    path: Path,
    folder: Path,
    now: datetime,
    *,
    key: Key | None = None,
    present: Key | None = None,
) -> Path | None:
    """Put a copy in the place of the diary at `path`; what was there is kept in `folder` first.

    `key` is the copy's, `present` that of the diary at `path`. What is put back is never less protected than
    either: it is encrypted with `present`, if that is given, else as the copy is. An encrypted diary of which
    nobody has the key (`present` is None) is kept as it is.

    The caller makes sure that nobody has the diary open. Returns where the replaced diary is, None when there was
    none. Raises Refusal: FILE_DAMAGED and others about `backup`, FILE_NOT_A_DIARY when `path` is some other file.
    """
    check(backup, key)
    key = key if is_encrypted(backup) else None
    path = Path(os.path.realpath(path))
    with draft_in(path.parent, path.name) as draft:
        with closing(open_file(backup, read_only=True, key=key)) as connection:
            duplicate(connection, backup, draft, key)
        check(draft, key)
        if present is not None and present != key:
            with draft_in(path.parent, f"{path.name}.recoded") as recoded:
                recode(draft, recoded, key, present)
                recoded.replace(draft)
        kept = _set_aside(path, folder, now, present)
        with refusing(path):
            make_durable(draft)
            draft.replace(path)
            make_durable(path.parent)
    return kept


def _source(path: Path, in_use: bool, key: Key | None) -> Connection:
    return open_again(path, key) if in_use else open_file(path, read_only=True, key=key)


def _publish(draft: Path, folder: Path, name: str) -> Path:
    """Make the draft durable and give it its name, or the next free one."""
    make_durable(draft)
    for number in count(1):
        made = folder / f"{name}{f' ({number})' if number > 1 else ''}{_SUFFIX}"
        try:
            publish(draft, made)
        except FileExistsError:
            continue
        return made
    raise AssertionError


def _prepare(folder: Path, now: datetime) -> None:
    """Make the folder when it is not there yet, and take away what an interrupted copy left behind."""
    with refusing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for draft in folder.glob(f".*{DRAFT}*"):
            if draft.stat().st_mtime < (now - _STALE_AFTER).timestamp():
                draft.unlink(missing_ok=True)


def _set_aside(path: Path, folder: Path, now: datetime, key: Key | None) -> Path | None:
    """Keep the diary that is about to be replaced: as a proven copy, or as it is when nobody can read it."""
    kept = None
    if path.exists():
        try:
            kept = make_backup(path, folder, now, key=key).path
        except Refusal as refusal:
            if refusal.facts.get("path") != path or refusal.reason not in _KEPT_AS_IT_IS:
                raise
            kept = _keep_as_it_is(path, folder, now, _KEPT_AS_IT_IS[refusal.reason])
    journal = journal_of(path)
    if journal.exists():  # it belongs to what is replaced and would spoil what takes its place
        _prepare(folder, now)
        with draft_in(folder, journal.name) as draft:
            shutil.copyfile(journal, draft)
            make_durable(draft)
            draft.replace(folder / f"{kept.name if kept else path.name}-journal")
            journal.unlink()
    return kept


def _keep_as_it_is(path: Path, folder: Path, now: datetime, why: str) -> Path:
    _prepare(folder, now)
    with draft_in(folder, path.stem) as draft:
        shutil.copyfile(path, draft)
        return _publish(draft, folder, f"{path.stem} {now:%Y-%m-%d %H.%M}{why}")


def _found(folder: Path, stem: str | None) -> list[Path]:
    """The copies by name, newest first."""
    with refusing(folder):
        paths = list(folder.glob(f"*{_SUFFIX}")) if folder.is_dir() else []
    ours = [path for path in paths if (named := _NAME.fullmatch(path.stem)) and stem in (None, named["stem"])]
    return sorted((path for path in ours if _is_dated(path)), key=_order, reverse=True)


def _order(path: Path) -> tuple[datetime, int, str]:
    named = _NAME.fullmatch(path.stem)
    assert named is not None
    return _made_at(path), int(named["number"] or 1), path.name


def _made_at(path: Path) -> datetime:
    named = _NAME.fullmatch(path.stem)
    assert named is not None
    return datetime.fromisoformat(f"{named['day']} {named['hour']}:{named['minute']}").astimezone()


def _is_dated(path: Path) -> bool:
    try:
        _made_at(path)
    except (ValueError, OverflowError):
        return False
    return True


def _looked_at(path: Path, key: Key | None) -> Backup:
    try:
        health = glance(path, key)
    except Refusal as refusal:
        locked = refusal.reason in {Reason.FILE_ENCRYPTED, Reason.WRONG_PASSPHRASE}
        return Backup(path, _made_at(path), 0, None, sound=False, locked=locked)
    return Backup(path, _made_at(path), health.days, health.last, sound=True)


def _is_sound(path: Path, key: Key | None) -> bool:
    return _looked_at(path, key).sound


def _newest(folder: Path, stem: str) -> Path | None:
    return next(iter(_found(folder, stem)), None)


def _same(backup: Path, present: Fingerprint, key: Key | None) -> bool:
    """Whether a copy holds the present state and is encrypted when the diary is."""
    try:
        if is_encrypted(backup) != (key is not None):
            return False
        with closing(open_file(backup, read_only=True, key=key)) as connection:
            inspect(connection, backup)
            return fingerprint(connection, backup) == present
    except Refusal:
        return False


def _thin(folder: Path, stem: str, now: datetime, made: Path, key: Key | None) -> None:
    """Remove sound copies that are neither recent nor the newest of a day, week or month that is kept.

    A copy that is not sound counts for nothing and stays: it may be all there is of some day.
    """
    paths = _found(folder, stem)
    if len(paths) <= DAILY:
        return
    sound = [path for path in paths if path == made or _is_sound(path, key)]
    recent = {path for path in sound if (now.date() - _made_at(path).date()).days < ALL_OF_DAYS}
    keep = recent | {made}
    keep |= _newest_of(sound, DAILY, lambda day: day)
    keep |= _newest_of(sound, WEEKLY, lambda day: day.isocalendar()[:2])
    keep |= _newest_of(sound, MONTHLY, lambda day: (day.year, day.month))
    with refusing(folder):
        for path in sound:
            if path not in keep:
                path.unlink(missing_ok=True)


def _newest_of(paths: Iterable[Path], count: int, stretch: Callable[[date], object]) -> set[Path]:
    """The newest copy of each of the newest `count` stretches of time; `paths` come newest first."""
    chosen: dict[object, Path] = {}
    for path in paths:
        chosen.setdefault(stretch(_made_at(path).date()), path)
    return set(list(chosen.values())[:count])
