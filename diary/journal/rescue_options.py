"""Offers what can be done about a diary that cannot be opened: restore a backup, rescue what is readable, or both.

Every step makes a new diary beside the old one, proves it, and only then gives it the old one's name. The old file
is kept. A step that fails leaves everything as it was.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from diary.domain.body import Atlas
from diary.domain.item import Catalogue
from diary.domain.refusal import Reason, Refusal
from diary.journal.rescue import may_be_another, readable, rescue
from diary.screens.rescue import DamageFacts, RescueResult
from diary.storage.backups.backup_files import Backup, list_backups
from diary.storage.diary_file import create_file
from diary.storage.header import is_encrypted
from diary.storage.health import check
from diary.storage.key import Key
from diary.storage.lock import WriterLock
from diary.storage.replace_file import put_journal_aside, replace
from diary.storage.rescue.refill import refill
from diary.storage.rescue.silent_changes import altered_days, newest_sound_copy
from diary.storage.rollback_journal import is_key_of, journal_of

MENDABLE = frozenset({Reason.FILE_DAMAGED, Reason.FILE_NOT_A_DIARY, Reason.JOURNAL_STRAY, Reason.FILE_ALTERED})
"""Reasons that concern the content of the file."""

_LARGEST_STRANGER = 1 << 28
"""Bytes of a file that does not look like a diary and is still searched for rows of one."""


class RescueOutcome(Struct, frozen=True):
    """The result of a step: the diary that is there now, and where the old file is kept."""

    rescued: RescueResult | None
    kept: Path | None


class RescueOptions(Struct, eq=False, weakref=True):
    """The steps for one diary. `is_held` says that this process holds its writer lock already; not `is_own` is a
    file that was named and is not where one's own diary is."""

    path: Path
    copies: Path
    _catalogue: Catalogue
    _atlas: Atlas
    _clock: Callable[[], datetime]
    _key: Key | None = None
    is_held: bool = False
    is_own: bool = True

    def has_diary_content(self, reason: Reason) -> bool:
        """Return whether a file of unknown kind has something of a diary in it."""
        if reason is not Reason.FILE_NOT_A_DIARY:
            return True
        is_ours = self.path.suffix == ".diary" and self.path.stat().st_size < _LARGEST_STRANGER
        return is_ours and self._readable(None)[0] > 0

    def look(self, other: Path | None = None) -> DamageFacts:
        """Find out what can be done; `other` is a backup from another folder. Raises Refusal when that backup is
        not sound."""
        every = list_backups(self.copies, self.path.stem, self._key)
        copies = tuple(copy for copy in every if copy.sound)
        chosen = copies[0] if copies else None
        if other is not None:
            chosen = next((copy for copy in copies if copy.path == other), None) or self._looked_at(other)
        days, last = self._readable(None)
        locked = sum(copy.locked for copy in every)
        newer, newer_last = self._readable(chosen.path) if chosen else (days, last)
        if other is not None and may_be_another(self.path, other, self._key):
            newer = 0  # it may take this place, but the two do not become one
        has_key = self._key is not None or is_encrypted(self.path)
        has_key = has_key or locked > 0
        return DamageFacts(copies, chosen, days, last, newer, newer_last, locked, has_key, self.is_own)

    def altered_days(self) -> tuple[date, ...]:
        """Return the days that are no longer as they were written, by the newest backup; slow. Raises Refusal."""
        copy = newest_sound_copy(self.copies, self.path.stem, self._key)
        return () if copy is None else altered_days(self.path, copy, self._key)

    def unlock(self, passphrase: str) -> None:
        """Use this passphrase for what is encrypted: the file, or its backups. The key is made from a salt at the
        beginning of a file, and the backups have the same one when that of the diary is lost.

        Raises Refusal WRONG_PASSPHRASE when it opens neither.
        """
        candidates = [self.path, *(copy.path for copy in list_backups(self.copies, self.path.stem) if copy.locked)]
        for path in candidates:
            with suppress(Refusal):
                key = Key.of(path, passphrase)
                if is_key_of(path, key):
                    self._key = key
                    return
        raise Refusal(Reason.WRONG_PASSPHRASE, path=self.path)

    def put_back(self, copy: Path) -> RescueOutcome:
        """Replace the diary by the backup. Raises Refusal, and nothing has changed."""
        with self._new() as new:
            found, _ = refill(new, {}, self._clock(), base=copy, key=self._key)
            return RescueOutcome(
                RescueResult(found.days, found.first, found.last, {}, {}, (), 0, copied=found.days),
                self._take_over(new),
            )

    def complete(self, copy: Path) -> RescueOutcome:
        """Restore the backup, with what is newer and can still be read. Raises Refusal: nothing has changed."""
        return self._rescue(copy)

    def rescue(self) -> RescueOutcome:
        """Make a new diary of what can still be read. Raises Refusal, and nothing has changed."""
        return self._rescue(None)

    def remove_stray_journal(self) -> RescueOutcome:
        """Put aside a rollback journal that belongs to another copy. Raises Refusal, and nothing has changed."""
        with self._held():
            return RescueOutcome(None, put_journal_aside(self.path, self._clock()))

    def start_empty(self) -> RescueOutcome:
        """Make an empty diary. Raises Refusal, and nothing has changed."""
        with self._new() as new:
            create_file(new, self._key)
            return RescueOutcome(None, self._take_over(new))

    def _rescue(self, copy: Path | None) -> RescueOutcome:
        with self._new() as new:
            rescued = rescue(self.path, new, self._catalogue, self._atlas, self._clock(), copy, self._key)
            return RescueOutcome(rescued, self._take_over(new))

    def _take_over(self, new: Path) -> Path | None:
        return replace(new, self.path, self._clock())

    def _readable(self, copy: Path | None) -> tuple[int, date | None]:
        try:
            return readable(self.path, self._catalogue, self._atlas, self._clock(), copy, self._key)
        except Refusal:
            return 0, None

    def _looked_at(self, copy: Path) -> Backup:
        found = check(copy, self._key)
        made = datetime.fromtimestamp(copy.stat().st_mtime).astimezone()
        return Backup(copy, made, found.days, found.last, sound=True)

    @contextmanager
    def _new(self) -> Iterator[Path]:
        """Give the name of a diary that is being made, in its folder-to-be; nothing of it is left behind."""
        real = Path(os.path.realpath(self.path))
        new = real.with_name(f".{real.stem}.{os.getpid()}.mended{real.suffix}")
        with self._held():
            new.unlink(missing_ok=True)
            try:
                yield new
            finally:
                new.unlink(missing_ok=True)
                journal_of(new).unlink(missing_ok=True)

    def _held(self) -> "WriterLock | nullcontext[None]":
        return nullcontext() if self.is_held else WriterLock(self.path)


def can_be_rescued(refusal: Refusal, path: Path) -> bool:
    """Return whether the rescue page has something to offer for this refusal to open the diary at `path`."""
    return refusal.reason in MENDABLE and refusal.facts.get("path") == path and path.is_file()
