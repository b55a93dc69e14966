"""Copies of a diary: made whole, proven before they count, and put back so that it can be undone."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final

from diary.domain.refusal import Reason, Refusal
from diary.storage.checksums import checksum, note_checksums, read_checksums
from diary.storage.copies import SUFFIX, Backup, find_backups, is_past, look_at, made_at, origin_of, stem_of, thin
from diary.storage.diary_file import open_again, open_file
from diary.storage.faults import reading, refusing
from diary.storage.health import check, inspect
from diary.storage.reading import Connection
from diary.storage.rollback import journal_of
from diary.storage.whole_file import make_durable, publish

_TRIES = 3
_STALE_AFTER = timedelta(hours=1)
_DRAFT: Final = ".copy"

Fingerprint = dict[str, object]


def make_backup(path: Path, folder: Path, now: datetime, *, in_use: bool = False) -> Backup:
    """Copy the diary at `path` into `folder`, prove the copy, and only then thin the older ones.

    `now` is aware local time; `in_use` says that this process has the diary open. Raises Refusal FILE_DAMAGED
    (nothing is copied then), DISK_FULL, NO_PERMISSION and what `open_file` raises.
    """
    with closing(_source(path, in_use)) as connection:
        inspect(connection, path)
        origin = origin_of(connection, path)
        prepare_folder(folder, now)
        with draft_in(folder, path.stem) as draft:
            _copy(connection, path, draft)
            try:
                proven = check(draft)
            except Refusal as refusal:  # the copy is as it was written, so it is the diary that cannot be read
                raise Refusal(refusal.reason, path=path) from refusal
            noted = checksum(draft)
            made = publish_copy(draft, folder, f"{path.stem} {now:%Y-%m-%d %H.%M}")
    note_checksums(folder, path.stem, {made.name: noted})
    backup = Backup(made, made_at(made), proven.days, proven.last, sound=True, origin=origin)
    thin(folder, path.stem, now, backup)
    return backup


def back_up_if_changed(path: Path, folder: Path, now: datetime) -> Backup | None:
    """A copy of a diary this process has open, unless its newest copy holds the same or nothing was logged yet."""
    with closing(open_again(path)) as connection:
        present = _fingerprint(connection, path)
    if not present["change"] or any(_same(copy, present) for copy in _newest(folder, path.stem, now)):
        return None
    return make_backup(path, folder, now, in_use=True)


def back_up_if_due(path: Path, folder: Path, now: datetime) -> Backup | None:
    """As `back_up_if_changed`, at most once a day and never of a diary that can only be read: for the window."""
    if not os.access(path, os.W_OK):
        return None
    newest = [copy for copy in find_backups(folder, path.stem) if made_at(copy).date() == now.date()]
    noted = read_checksums(folder, path.stem) if newest else {}
    if any(look_at(copy, noted.get(copy.name)).sound for copy in newest):
        return None
    return back_up_if_changed(path, folder, now)


def restore(backup: Path, path: Path, folder: Path, now: datetime) -> Path | None:
    """Put a copy in the place of the diary at `path`; what was there is kept in `folder` first.

    The caller makes sure that nobody has the diary open. Returns where the replaced diary is, None when there was
    none. Raises Refusal: FILE_DAMAGED and others about `backup`, FILE_NOT_A_DIARY when `path` is some other file.
    """
    ready = make_ready(backup, path, folder, now)
    try:
        ready.put_in_place()
    finally:
        ready.drop()
    return ready.kept


class Ready:
    """A proven copy beside the diary it will replace; the slow part is done. `kept` is the copy of what it
    replaces, None when nothing is there."""

    def __init__(self, draft: Path, path: Path, kept: Path | None, drop: Callable[[], None]) -> None:
        self.path = path
        self.kept = kept
        self.drop = drop
        """Take it away again, unless it was put in its place."""
        self._draft = draft

    def put_in_place(self) -> None:
        """Replace the diary in one step; this process has it open no more. Raises Refusal."""
        with refusing(self.path):
            make_durable(self._draft)
            self._draft.replace(self.path)
            make_durable(self.path.parent)


def make_ready(backup: Path, path: Path, folder: Path, now: datetime, *, in_use: bool = False) -> Ready:
    """The first, slow part of `restore`: prove the copy, and keep what it will replace. Raises Refusal as that
    does.

    `in_use`: this process has the diary open. Whatever is written in it until `put_in_place` would be lost.
    """
    check(backup)
    path = Path(os.path.realpath(path))
    with ExitStack() as held:
        draft = held.enter_context(draft_in(path.parent, path.name))
        put_back_into(draft, backup)
        check(draft)
        kept = _set_aside(path, folder, now, in_use=in_use)
        return Ready(draft, path, kept, held.pop_all().close)


def put_back_into(draft: Path, backup: Path) -> None:
    """Fill the empty file `draft` with what a copy holds, compared table by table. Raises Refusal."""
    with closing(open_file(backup, read_only=True)) as connection:
        _copy(connection, backup, draft)


def _source(path: Path, in_use: bool) -> Connection:
    return open_again(path) if in_use else open_file(path, read_only=True)


def _copy(connection: Connection, path: Path, draft: Path) -> None:
    """Fill the empty file `draft` with the diary as it is at one moment, and compare what both hold."""
    for _ in range(_TRIES):
        before = _fingerprint(connection, path)
        os.truncate(draft, 0)
        with refusing(draft):
            connection.execute("VACUUM INTO ?", (str(draft),))
        if _fingerprint(connection, path) != before:
            continue  # somebody wrote meanwhile
        with closing(open_file(draft, read_only=True)) as copied:
            if _fingerprint(copied, draft) == before:
                return
        raise Refusal(Reason.DISK_ERROR, path=draft.parent)
    raise Refusal(Reason.FILE_LOCKED, path=path)


def _fingerprint(connection: Connection, path: Path) -> Fingerprint:
    """What tells two states of a diary apart: rows per table, the newest change, and what changes leave out."""
    with reading(path):
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            ).fetchall()
        ]
        found: Fingerprint = {
            name: connection.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0] for name in tables
        }
        found["newest change"] = connection.execute("SELECT max(id) FROM change").fetchone()[0]
        for table in ("profile", "setting"):
            found[f"{table} rows"] = connection.execute(f"SELECT key, value FROM {table} ORDER BY key").fetchall()
        return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def draft_in(folder: Path, name: str) -> Iterator[Path]:
    """An empty file of our own in `folder`, gone afterwards unless it got its name."""
    draft = folder / f".{name}.{os.getpid()}{_DRAFT}"
    with refusing(folder):
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            yield draft
        finally:
            draft.unlink(missing_ok=True)


def publish_copy(draft: Path, folder: Path, name: str) -> Path:
    """Make the draft durable and give it its name, or the next free one."""
    make_durable(draft)
    for number in count(1):
        made = folder / f"{name}{f' ({number})' if number > 1 else ''}{SUFFIX}"
        try:
            publish(draft, made)
        except FileExistsError:
            continue
        return made
    raise AssertionError


def prepare_folder(folder: Path, now: datetime) -> None:
    """Make the folder when it is not there yet, for its owner only. Raises Refusal."""
    with refusing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear_drafts(folder, now)


def clear_drafts(folder: Path, now: datetime) -> None:
    """Take away what an interrupted copy left behind, unless it may still be under way."""
    with refusing(folder):
        for draft in folder.glob(f".*{_DRAFT}*"):
            if draft.stat().st_mtime < (now - _STALE_AFTER).timestamp():
                draft.unlink(missing_ok=True)


def _set_aside(path: Path, folder: Path, now: datetime, *, in_use: bool) -> Path | None:
    """Keep the diary that is about to be replaced: as a proven copy, or as it is when it is damaged."""
    kept = None
    if path.exists():
        try:
            kept = make_backup(path, folder, now, in_use=in_use).path
        except Refusal as refusal:
            if refusal.reason is not Reason.FILE_DAMAGED or refusal.facts.get("path") != path:
                raise
            kept = _keep_damaged(path, folder, now)
    journal = journal_of(path)
    if not in_use and journal.exists():  # it belongs to what is replaced and would spoil what takes its place
        prepare_folder(folder, now)
        with draft_in(folder, journal.name) as draft:
            shutil.copyfile(journal, draft)
            make_durable(draft)
            draft.replace(folder / f"{kept.name if kept else path.name}-journal")
            journal.unlink()
    return kept


def _keep_damaged(path: Path, folder: Path, now: datetime) -> Path:
    prepare_folder(folder, now)
    with draft_in(folder, path.stem) as draft:
        shutil.copyfile(path, draft)
        return publish_copy(draft, folder, f"{path.stem} {now:%Y-%m-%d %H.%M} damaged")


def _newest(folder: Path, stem: str, now: datetime) -> list[Path]:
    """The newest copy, and when its name is ahead of the clock also the newest of those that are not."""
    paths = find_backups(folder, stem)
    return [*paths[:1], *[path for path in paths[1:] if is_past(path, now) and not is_past(paths[0], now)][:1]]


def _same(backup: Path, present: Fingerprint) -> bool:
    if not look_at(backup, read_checksums(backup.parent, stem_of(backup)).get(backup.name)).sound:
        return False
    with closing(open_file(backup, read_only=True)) as connection:
        return _fingerprint(connection, backup) == present
