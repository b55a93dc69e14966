"""Decides when and where backups of one diary are made, tests them, and restores one.

For the window and the command line alike. Every method may take a while and reads the diary through a connection
of its own, so that the window can call it in a thread.
"""

import os
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diary.domain.refusal import Reason, Refusal
from diary.paths import backup_folder, marks_folder
from diary.storage import health
from diary.storage.backups import backup
from diary.storage.backups.backup import (
    Ready,
    back_up_if_changed,
    back_up_if_due,
    is_restore_test_due,
    make_backup,
    make_ready,
    run_restore_test,
)
from diary.storage.backups.backup_files import Backup, find_backups, look_at, origin_of
from diary.storage.backups.erase import DiaryFiles, erase, find_diary_files
from diary.storage.backups.overview import BackupOverview, Progress, RestoreTest, look_over
from diary.storage.backups.second_place import (
    BackupArrangement,
    SecondPlaceUpdate,
    choose_second,
    read_arrangement,
    update_second_place,
    write_arrangement,
)
from diary.storage.diary_file import open_again, open_file
from diary.storage.faults import refusing
from diary.storage.header import is_share
from diary.storage.key import Key, Keys
from diary.storage.lock import WriterLock


class BackupOutcome(Struct, frozen=True):
    """The result of backing up: the backup that was made, if one was needed, and what became of the second place,
    if there is one."""

    made: Backup | None = None
    second: SecondPlaceUpdate | None = None


class CheckResult(Struct, frozen=True):
    """A file that is sound: what is in it, and whether it is what it was when it was made as a copy; None when it
    was not made as one."""

    health: health.Health
    as_made: bool | None


def check(path: Path, keys: Keys) -> CheckResult:
    """Read every page and every row of a diary. Raises Refusal when it is not sound."""
    from diary.storage.backups.backup_files import is_unchanged
    from diary.storage.share_file import is_proven_share

    key = keys.of(path)
    sound = health.check(path, key)
    return CheckResult(sound, is_proven_share(path, key) or is_unchanged(path))


class RestoreResult(Struct, frozen=True):
    """How many days are back, and where the diary is kept that was there before, if there was one."""

    days: int
    kept: Path | None


def restore(
    copy: Path, diary: Path, now: datetime, keys: Keys, *, is_dropped: bool = False, is_sure: bool = False
) -> RestoreResult:
    """Put a copy in the place of a diary nobody has open; restoring what is kept of it takes that back.

    `is_dropped`: nobody knows the passphrase of the diary that is replaced. `now` is aware local time. Raises
    Refusal as `storage.backups.backup.restore` does, FILE_LOCKED, and BACKUP_OF_ANOTHER for a copy that is known
    to be of another diary, unless that `is_sure`.
    """
    present = None if is_dropped else keys.of(diary)
    key = keys.of_other(copy, present)
    with WriterLock(diary):
        if not is_sure and _are_apart(_origin(diary, present), _origin(copy, key)):
            raise Refusal(Reason.BACKUP_OF_ANOTHER, path=copy, other=diary)
        kept = backup.restore(copy, diary, backup_folder(diary), now, key=key, present=present)
    return RestoreResult(health.check(diary, present or key).days, kept)


def _origin(path: Path, key: Key | None) -> int | None:
    """Return when a diary nobody has open began; None where nothing is known, such as of a damaged one."""
    with suppress(Refusal), closing(open_file(path, read_only=True, key=key)) as connection:
        return origin_of(connection, path)
    return None


def _are_apart(*origins: int | None) -> bool:
    """Return whether two diaries are known to have begun on their own."""
    return None not in origins and len(set(origins)) > 1


class BackupService(Struct, eq=False, weakref=True):
    """The backups of the diary at `path`, which `key` opens. `first` is the first place, `_file` stores the second
    place."""

    path: Path
    first: Path
    _file: Path
    _clock: Callable[[], datetime]
    key: Key | None = None
    _tell_key: Callable[[Key | None], None] = lambda _key: None
    _is_over: bool = False

    def take_key(self, key: Key | None) -> None:
        """Use this key from now on: the diary got it with a backup that was restored."""
        self.key = key
        self._tell_key(key)

    @property
    def second(self) -> Path | None:
        """Our folder in the second place, also while it cannot be reached."""
        return self._arranged().second

    def back_up_daily(self) -> BackupOutcome:
        """Make a backup when today has none and something changed; once a month run a restore test on the newest
        one. Raises Refusal."""
        return self._keep(back_up_if_due)

    def back_up_changes(self) -> BackupOutcome:
        """Make a backup when something changed since the newest: when the window closes. Raises Refusal."""
        return self._keep(back_up_if_changed)

    def back_up_now(self, *, alone: bool = False, in_use: bool = False) -> BackupOutcome:
        """Make a backup, whether one is needed or not; with `alone` the second place is left out.

        Otherwise everything there is read again. `in_use` says that this process has the diary open. Raises
        Refusal.
        """
        made = make_backup(self.path, self.first, self._clock(), in_use=in_use, key=self.key)
        return BackupOutcome(made, None if alone else self.update_second(thorough=True))

    def update_second(self, *, thorough: bool = False) -> SecondPlaceUpdate | None:
        """Bring the second place up to date, if there is one: also with another passphrase. Never raises."""
        if (second := self.second) is None:
            return None
        return update_second_place(
            self.first, second, self.path.stem, self._clock(), key=self.key, thorough=thorough
        )

    def look(self, told: Progress) -> BackupOverview:
        """Check every backup in both places. Raises Refusal when the first place cannot be read."""
        return look_over(self.path, self.first, self.second, self.trial(), self._clock(), told, self.key)

    def look_at(self, path: Path) -> Backup:
        """Check a diary or a backup from elsewhere, such as another computer. Raises Refusal for what cannot take
        the place of this diary; one with another passphrase is `locked`, one that began on its own `is_other`."""
        with refusing(path):
            found = look_at(path, None, self.key)
        if is_share(path):
            raise Refusal(Reason.FILE_SHARED, path=path)
        if found.reason is not None and not found.locked:
            raise Refusal(found.reason, path=path)
        with closing(open_again(self.path, self.key)) as connection:
            own = origin_of(connection, self.path)
        return replace(found, is_other=_are_apart(own, found.origin))

    def trial(self) -> RestoreTest | None:
        known = self._arranged()
        return RestoreTest(known.tried_on, known.tried, known.went_well) if known.tried_on else None

    def choose_second(self, chosen: Path) -> BackupOutcome:
        """Keep backups in this place too from now on, and copy them now. Raises Refusal (see `second_place`)."""
        folder = choose_second(chosen, self.path, self.first, self.key)
        self._arrange(replace(self._arranged(), second=folder))
        return BackupOutcome(None, self.update_second())

    def forget_second(self) -> None:
        """Keep no more backups there; those that are there stay. Raises Refusal."""
        self._arrange(replace(self._arranged(), second=None))

    def make_ready(self, copy: Path, passphrase: str = "") -> Ready:
        """Prove a backup that is to be restored, and make a backup of what it will replace. The diary may be open
        in this process, but must not be written. `passphrase` is the backup's, when it has another one. Raises
        Refusal."""
        key = Key.of(copy, passphrase) if passphrase else self.key
        return make_ready(copy, self.path, self.first, self._clock(), key=key, present=self.key, in_use=True)

    def belongings(self, settings: Path) -> DiaryFiles:
        """Return everything the program made of this diary; `settings` is the file of the window's preferences."""
        found = find_diary_files(self.path, self.first, self.second, settings, self._file, marks_folder())
        return replace(found, is_protected=self.key is not None)

    def erase(self, found: DiaryFiles) -> tuple[Path, ...]:
        """Delete all of it, and make no more backups; returns what could not be deleted. Raises Refusal."""
        self._is_over = True
        return erase(found)

    def _keep(self, back_up: Callable[[Path, Path, datetime, Key | None], Backup | None]) -> BackupOutcome:
        if self._is_over or (self.path.exists() and not os.access(self.path, os.W_OK)):
            return BackupOutcome()  # somebody else's diary that is only looked at leaves nothing here
        made = back_up(self.path, self.first, self._clock(), self.key)
        due = is_restore_test_due(self._arranged().tried_on, self._clock())
        if due and find_backups(self.first, self.path.stem):
            made = self._try_newest() or made
        return BackupOutcome(made, self.update_second(thorough=due))

    def _try_newest(self) -> Backup | None:
        """Run a restore test on the newest backup; when it fails, make another one at once."""
        now = self._clock()
        newest = find_backups(self.first, self.path.stem)[0]
        try:
            run_restore_test(newest, self.first, now, self.key)
        except Refusal:
            self._note_test(newest, now, went_well=False)
            return make_backup(self.path, self.first, now, in_use=True, key=self.key)
        self._note_test(newest, now, went_well=True)
        return None

    def _note_test(self, newest: Path, now: datetime, *, went_well: bool) -> None:
        with suppress(Refusal):  # the backup is there all the same; the next one is tried again
            self._arrange(replace(self._arranged(), tried=newest.name, tried_on=now.date(), went_well=went_well))

    def _arranged(self) -> BackupArrangement:
        return read_arrangement(self._file, self.path)

    def _arrange(self, arrangement: BackupArrangement) -> None:
        write_arrangement(self._file, self.path, arrangement)
