"""Makes, restores and tests backups of a diary.

A backup counts only after it was proven: read in full and compared with the diary. A restore can be undone,
because it makes a backup of what it replaces.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from datetime import date, datetime, timedelta
from functools import partial
from glob import escape
from itertools import count
from pathlib import Path

from diary.domain.refusal import Reason, Refusal
from diary.storage.backups.backup_files import (
    SUFFIX,
    Backup,
    checksum,
    find_backups,
    is_past,
    look_at,
    made_at,
    note_checksums,
    origin_of,
    read_checksums,
    stem_of,
    thin,
)
from diary.storage.backups.duplicate import DRAFT, Fingerprint, draft_in, duplicate, fingerprint, recode
from diary.storage.diary_file import open_again, open_file, refuse_shared
from diary.storage.faults import refusing
from diary.storage.header import is_encrypted
from diary.storage.health import ROOM, Health, check, check_schema
from diary.storage.key import Key
from diary.storage.queries import Connection
from diary.storage.rollback_journal import journal_of
from diary.storage.whole_file import make_durable, make_folder, publish

_STALE_AFTER = timedelta(hours=1)
_REPLACED_SUFFIX = {Reason.FILE_DAMAGED: " damaged", Reason.FILE_ENCRYPTED: ""}
"""What is added to the name of a replaced file that could not be read. An encrypted one without its key may be a
sound backup, and is listed as locked."""


def make_backup(
    path: Path, folder: Path, now: datetime, *, in_use: bool = False, key: Key | None = None
) -> Backup:
    """Copy the diary at `path` into `folder`, prove the backup, and only then thin the older ones.

    `now` is aware local time; `in_use` says that this process has the diary open; the backup of a diary that is
    encrypted with `key` is encrypted with it too. Raises Refusal FILE_DAMAGED (no backup is made then), DISK_FULL,
    NO_PERMISSION and what `open_file` raises.
    """
    with closing(_source(path, in_use, key)) as connection:
        connection.execute(ROOM)
        check_schema(connection, path)
        origin = origin_of(connection, path)
        clear_drafts(path.absolute().parent, now, path.name)
        made, proven = _copy(connection, path, folder, now, key, again=partial(_source, path, in_use, key))
    backup = Backup(made, made_at(made), proven.days, proven.last, sound=True, origin=origin)
    thin(folder, path.stem, now, backup, key)
    return backup


def back_up_open(connection: Connection, path: Path, folder: Path, now: datetime, key: Key | None) -> Path:
    """Make a backup as `make_backup` does, through the diary's open connection, and thin nothing; returns its
    path."""
    made, _ = _copy(connection, path, folder, now, key)
    return made


def back_up_if_changed(path: Path, folder: Path, now: datetime, key: Key | None = None) -> Backup | None:
    """Make a backup of a diary this process has open, unless its newest backup holds the same or nothing was
    logged yet."""
    with closing(open_again(path, key)) as connection:
        present = fingerprint(connection, path)
    if not present["change"] or any(_same(copy, present, key) for copy in _newest(folder, path.stem, now)):
        return None
    return make_backup(path, folder, now, in_use=True, key=key)


def back_up_if_due(path: Path, folder: Path, now: datetime, key: Key | None = None) -> Backup | None:
    """Call `back_up_if_changed` at most once a day, never for a diary that can only be read: for the window."""
    if not os.access(path, os.W_OK):
        return None
    newest = [copy for copy in find_backups(folder, path.stem) if made_at(copy).date() == now.date()]
    noted = read_checksums(folder, path.stem) if newest else {}
    if any(look_at(copy, noted.get(copy.name), key).sound for copy in newest):
        return None
    return back_up_if_changed(path, folder, now, key)


def restore(
    backup: Path, path: Path, folder: Path, now: datetime, *, key: Key | None = None, present: Key | None = None
) -> Path | None:
    """Put a backup in the place of the diary at `path`; a backup of what was there is made in `folder` first.

    `key` is the backup's, `present` that of the diary at `path`. The restored diary is never less protected than
    either: it is encrypted with `present`, if that is given, else as the backup is. An encrypted diary without its
    key (`present` is None) is kept as it is.

    The caller makes sure that nobody has the diary open. Returns where the replaced diary is, None when there was
    none. Raises Refusal: FILE_DAMAGED and others about `backup`, FILE_NOT_A_DIARY when `path` is some other file.
    """
    ready = make_ready(backup, path, folder, now, key=key, present=present)
    try:
        ready.put_in_place()
    finally:
        ready.drop()
    return ready.kept


class Ready:
    """A proven backup beside the diary it will replace; the slow part is done. `kept` is the backup of what it
    replaces, None when nothing is there; `key` will open the diary."""

    def __init__(
        self, draft: Path, path: Path, kept: Path | None, key: Key | None, drop: Callable[[], None]
    ) -> None:
        self.path = path
        self.kept = kept
        self.key = key
        self.drop = drop
        """Take it away again, unless it was put in its place."""
        self._draft = draft

    def put_in_place(self) -> None:
        """Replace the diary in one step; this process must not have it open. Raises Refusal."""
        with refusing(self.path):
            make_durable(self._draft)
            self._draft.replace(self.path)
            make_durable(self.path.parent)


def make_ready(
    backup: Path,
    path: Path,
    folder: Path,
    now: datetime,
    *,
    key: Key | None = None,
    present: Key | None = None,
    in_use: bool = False,
) -> Ready:
    """Do the first, slow part of `restore`: prove the backup, and make a backup of what it will replace. Raises
    Refusal as `restore` does.

    `in_use`: this process has the diary open. Whatever is written in it until `put_in_place` would be lost.
    """
    check(backup, key)
    path = Path(os.path.realpath(path))
    with ExitStack() as held:
        draft = held.enter_context(draft_in(path.parent, path.name))
        key, _health = put_back_into(draft, backup, key)
        if present is not None and present != key:
            with draft_in(path.parent, f"{path.name}.recoded") as recoded:
                recode(draft, recoded, key, present)
                recoded.replace(draft)
        kept = _set_aside(path, folder, now, present, in_use=in_use)
        return Ready(draft, path, kept, present or key, held.pop_all().close)


def put_back_into(draft: Path, backup: Path, key: Key | None) -> tuple[Key | None, Health]:
    """Fill the empty file `draft` from a backup, compared table by table, checked, and encrypted as the backup is;
    returns its key and what it holds. Raises Refusal."""
    key = key if is_encrypted(backup) else None
    with closing(open_file(backup, read_only=True, key=key)) as connection:
        refuse_shared(connection, backup)
        return key, duplicate(connection, backup, draft, key)


def _copy(
    connection: Connection,
    path: Path,
    folder: Path,
    now: datetime,
    key: Key | None,
    again: Callable[[], Connection] | None = None,
) -> tuple[Path, Health]:
    """Make a proven backup with its name and its checksum; returns its path and what it holds. With `again`, which
    opens the diary once more, that is checked too."""
    refuse_shared(connection, path)
    prepare_folder(folder, now)
    with draft_in(folder, path.stem) as draft:
        proven = duplicate(connection, path, draft, key, again)
        noted = checksum(draft)
        made = publish_copy(draft, folder, f"{path.stem} {now:%Y-%m-%d %H.%M}")
    note_checksums(folder, path.stem, {made.name: noted})
    return made, proven


def _source(path: Path, in_use: bool, key: Key | None) -> Connection:
    return open_again(path, key) if in_use else open_file(path, read_only=True, key=key)


def publish_copy(draft: Path, folder: Path, name: str) -> Path:
    """Make the draft durable and give it its name, or the next free one."""
    make_durable(draft)
    for number in count(1):
        made = folder / f"{name}{f' ({number})' if number > 1 else ''}{SUFFIX}"
        with suppress(FileExistsError):
            publish(draft, made)
            return made
    raise AssertionError


def prepare_folder(folder: Path, now: datetime) -> None:
    """Make the folder when it is not there yet, readable by its owner only. Raises Refusal."""
    make_folder(folder)
    clear_drafts(folder, now)


def clear_drafts(folder: Path, now: datetime, name: str = "") -> None:
    """Delete what an interrupted backup or restore left behind, unless it may still be under way; only drafts of
    the file `name`, if it is given. Those of this process stay whatever their time is: a stick or a network drive
    has a clock of its own."""
    own = f".{os.getpid()}{DRAFT}"
    with refusing(folder):
        for draft in folder.glob(f".{escape(name)}*{DRAFT}*"):
            if own not in draft.name and draft.stat().st_mtime < (now - _STALE_AFTER).timestamp():
                draft.unlink(missing_ok=True)


def _set_aside(path: Path, folder: Path, now: datetime, key: Key | None, *, in_use: bool) -> Path | None:
    """Keep the diary that is about to be replaced: as a proven backup, or as it is when it cannot be read."""
    kept = None
    if path.exists():
        try:
            if not in_use and journal_of(path).exists():
                open_file(path, key=key).close()  # takes back what was stopped half-way, and the journal with it
            kept = make_backup(path, folder, now, in_use=in_use, key=key).path
        except Refusal as refusal:
            if refusal.facts.get("path") != path or refusal.reason not in _REPLACED_SUFFIX:
                raise
            kept = _keep_as_it_is(path, folder, now, _REPLACED_SUFFIX[refusal.reason])
    journal = journal_of(path)
    if not in_use and journal.exists():  # it belongs to the replaced file and would damage the new one
        prepare_folder(folder, now)
        with draft_in(folder, journal.name) as draft:
            shutil.copyfile(journal, draft)
            make_durable(draft)
            draft.replace(folder / f"{kept.name if kept else path.name}-journal")
            journal.unlink()
    return kept


def _keep_as_it_is(path: Path, folder: Path, now: datetime, why: str) -> Path:
    prepare_folder(folder, now)
    with draft_in(folder, path.stem) as draft:
        shutil.copyfile(path, draft)
        return publish_copy(draft, folder, f"{path.stem} {now:%Y-%m-%d %H.%M}{why}")


def _newest(folder: Path, stem: str, now: datetime) -> list[Path]:
    """Return the newest backup, and when its name is ahead of the clock also the newest of those that are not."""
    paths = find_backups(folder, stem)
    return [*paths[:1], *[path for path in paths[1:] if is_past(path, now) and not is_past(paths[0], now)][:1]]


def _same(backup: Path, present: Fingerprint, key: Key | None) -> bool:
    """Return whether a backup is sound, holds the present state, and is encrypted when the diary is."""
    noted = read_checksums(backup.parent, stem_of(backup)).get(backup.name)
    if not look_at(backup, noted, key).sound or is_encrypted(backup) != (key is not None):
        return False
    with closing(open_file(backup, read_only=True, key=key)) as connection:
        return fingerprint(connection, backup) == present


EVERY = timedelta(days=30)


def is_restore_test_due(last: date | None, now: datetime) -> bool:
    """Return whether a month has gone by since the last restore test, or its date is ahead of the clock."""
    return last is None or not timedelta(0) <= now.date() - last < EVERY


def run_restore_test(copy: Path, folder: Path, now: datetime, key: Key | None = None) -> Health:
    """Restore a backup into a file of its own in the private `folder`; returns what it then holds.

    It is opened, every row is read and compared with the backup's, and the backup with its own checksum. Raises
    Refusal: COPY_CHANGED and whatever `health.check` finds.
    """
    prepare_folder(folder, now)
    noted = read_checksums(copy.parent, stem_of(copy)).get(copy.name)
    with draft_in(folder, f"{copy.stem} tried") as draft:
        _key, health = put_back_into(draft, copy, key)
        if noted is not None and checksum(copy) != noted:
            raise Refusal(Reason.COPY_CHANGED, path=copy)
    return health
