"""Opens and closes one diary while the program runs, with a passphrase or without.

Opening and closing belong to the thread of the window, where the journal is used. What takes long (deriving a key,
re-encrypting the diary) is separate, so that it can be done in another thread while the diary is closed.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from diary.domain.recovery_code import raw_of
from diary.domain.refusal import Reason, Refusal
from diary.journal.core import OF_A_NEW_DIARY
from diary.journal.journal import Journal
from diary.paths import backup_folder
from diary.storage.diary_file import can_write, create_file, open_file, temporary_folder
from diary.storage.faults import refusing
from diary.storage.header import is_encrypted
from diary.storage.key import Key, Keys
from diary.storage.lock import WriterLock
from diary.storage.rollback_journal import is_key_of
from diary.storage.store import Store
from diary.storage.version import SCHEMA_VERSION

if TYPE_CHECKING:
    from diary.journal.backups import BackupService
    from diary.storage.backups.second_place import SecondPlaceUpdate

DRAFT = "draft"


class DiaryOpener(Struct, frozen=True):
    """Opens diaries for as long as a command works with them. `open_journal` makes a journal of an open store,
    `now` gives the aware local time."""

    open_journal: Callable[[Store], Journal]
    now: Callable[[], datetime]
    keys: Keys

    @contextmanager
    def open(
        self,
        path: Path,
        *,
        read_only: bool = False,
        create: bool = False,
        key: Key | None = None,
        may_be_newer: bool = False,
    ) -> Iterator[Journal]:
        """Open the diary at `path` while the block runs, and nobody else writing in it. Without a `key` it is
        looked for. `may_be_newer` is for who only shows what is in it (see `open_file`).

        Raises Refusal (see `storage.diary_file`), FILE_LOCKED when another window or command is writing in it.
        """
        with ExitStack() as held:
            if not read_only:
                held.enter_context(WriterLock(path))
            key = key or self.keys.of(path, create=create)
            is_new = create and not path.exists()
            if is_new:
                create_file(path, key)
            store = held.enter_context(Store(path, read_only, key, may_be_newer=may_be_newer))
            if is_new:
                store.put_pairs("setting", OF_A_NEW_DIARY)
            if not read_only:
                _renew(store, backup_folder(path), self.now(), key)
            yield self.open_journal(store)

    @contextmanager
    def trial(self, path: Path, *, create: bool = False, key: Key | None = None) -> Iterator[Journal]:
        """Open a private copy of the diary at `path` to try something in, gone afterwards: neither the diary nor
        what is beside it changes. With `create` an empty one where there is none. Raises what `open` does."""
        key = key or self.keys.of(path, create=create)
        with temporary_folder(path) as folder:
            copy = Path(folder) / path.name
            if path.exists() or not create:
                with Store(path, True, key) as store:
                    store.save_copy(copy)
            with self.open(copy, create=create, key=key) as journal:
                yield journal


def _renew(store: Store, folder: Path, now: datetime, key: Key | None) -> None:
    """Bring a diary of an older program up to date, after a copy of it was made in `folder`."""
    if store.schema < SCHEMA_VERSION:
        from diary.storage.backups.migration import migrate_file

        store.close()
        migrate_file(store.path, folder, now, key)
        store.reopen()


def key_of_sheet(path: Path, typed: str) -> Key:
    """Return the key of a diary from the characters of its recovery sheet, tried out. Nobody may have the diary
    open.

    Raises Refusal SHEET_MISTYPED, SHEET_OTHER.
    """
    key = Key.from_raw(path, raw_of(typed))
    try:
        open_file(path, read_only=True, key=key).close()
    except Refusal as refusal:
        if refusal.reason is Reason.WRONG_PASSPHRASE:
            raise Refusal(Reason.SHEET_OTHER, path=path) from None
        raise
    return key


def proven_key(path: Path, keys: Keys) -> Key:
    """Return the key that opens an encrypted diary. Raises Refusal FILE_NOT_ENCRYPTED, WRONG_PASSPHRASE."""
    refuse_plain(path)
    with WriterLock(path):
        key = keys.of(path)
        open_file(path, read_only=True, key=key).close()
    assert key is not None
    return key


def refuse_plain(path: Path) -> None:
    """Raise Refusal FILE_NOT_ENCRYPTED for a diary anybody can read."""
    if path.exists() and not is_encrypted(path):
        raise Refusal(Reason.FILE_NOT_ENCRYPTED, path=path)


class PassphraseChange(Struct, frozen=True):
    """What a change of passphrase did: the `key` from now on, how many copies have yet another one (`locked`),
    what became of the second place, and the files beside the diary that are `readable` by others still."""

    key: Key | None
    locked: int
    second: "SecondPlaceUpdate | None"
    readable: tuple[Path, ...]


def change_passphrase(
    backups: "BackupService",
    now: datetime,
    keys: Keys,
    new: Callable[[], str] | None,
    sheet: Callable[[], str] | None = None,
) -> PassphraseChange:
    """Encrypt the diary of `backups` and its copies with the passphrase `new` gives; None takes it away.

    The diary opens with the characters `sheet` gives, if that is given. It is copied, compared and replaced in one
    step. Raises Refusal FILE_LOCKED, WRONG_PASSPHRASE and what `storage.backups.passphrase` raises.
    """
    from diary.storage.backups.passphrase import change_key, unprotected_backups, unprotected_beside

    path, folder = backups.path, backups.first
    if new is None or sheet is not None:
        refuse_plain(path)
    with WriterLock(path):
        old = keys.of(path) if sheet is None else key_of_sheet(path, sheet())
        open_file(path, key=old).close()  # before anybody thinks of a new one
        key = None if new is None else Key.new(new())
        change_key(path, folder, now, old, key)
        locked = _change_copies(path, folder, backups.second, old, key)
        backups.take_key(key)
        second = backups.update_second()
    readable = () if key is None else (*unprotected_backups(folder, path.stem), *unprotected_beside(path))
    return PassphraseChange(key, locked, second, readable)


def _change_copies(path: Path, folder: Path, second: Path | None, old: Key | None, new: Key | None) -> int:
    """Encrypt the copies in both places anew; how many have yet another key."""
    from diary.storage.backups.passphrase import change_backup_keys
    from diary.storage.backups.second_place import change_second

    return change_backup_keys(folder, path.stem, old, new) + change_second(second, path.stem, old, new)


class RekeyedBackups(Struct, frozen=True):
    """What became of the backups when the passphrase changed: how many have yet another one, and why not all could
    be written anew."""

    locked: int = 0
    refusal: Refusal | None = None


class DiarySession(Struct, eq=False, weakref=True):
    """The diary at `path`, whose backups are in `_folder`, and in the place `_second` gives, if there is one.
    `_open_journal` makes a journal of an open store, `_now` gives the aware local time."""

    path: Path
    _folder: Path
    _open_journal: Callable[[Store], Journal]
    _now: Callable[[], datetime]
    key: Key | None = None
    """What the diary was opened with; None when it is closed or not encrypted."""
    _second: Callable[[], Path | None] = lambda: None
    lock: WriterLock | None = None
    """Held by who uses the session, for a file that may be written in."""
    _journal: Journal | None = None
    _store: Store | None = None

    @property
    def exists(self) -> bool:
        return self.path.exists()

    @property
    def is_read_only(self) -> bool:
        """Whether this account may not write in the diary."""
        return self.path.is_file() and not can_write(self.path)

    @property
    def hour(self) -> int:
        """The hour of the clock it is, 0 to 23."""
        return self._now().hour

    @property
    def has_passphrase(self) -> bool:
        return self.key is not None if self._journal is not None else is_encrypted(self.path)

    @property
    def needs_passphrase(self) -> bool:
        """Whether opening the diary needs a passphrase that was not given yet."""
        return self._journal is None and self.key is None and is_encrypted(self.path)

    @property
    def today(self) -> date:
        """Today's date on the calendar."""
        return self._now().date()

    @property
    def raw(self) -> bytes:
        """Return the key as a recovery sheet holds it; only for a diary that is open and has a passphrase."""
        if self.key is None:
            raise Refusal(Reason.FILE_NOT_ENCRYPTED, path=self.path)
        return self.key.raw

    def key_of(self, passphrase: str) -> Key:
        """Return the key by this passphrase, right or wrong. Slow; for any thread. Raises Refusal as `Key.of`
        does."""
        return Key.of(self.path, passphrase) if self.key is None else self.key.also(passphrase)

    def confirm(self, passphrase: str) -> None:
        """Check that this is the passphrase of the diary that is open. Slow; for any thread.

        Raises Refusal WRONG_PASSPHRASE.
        """
        if self.key is not None and self.key.also(passphrase) != self.key:
            raise Refusal(Reason.WRONG_PASSPHRASE, path=self.path)

    def key_of_sheet(self, typed: str) -> Key:
        """Return the key from the characters of a recovery sheet, tried out. For any thread, while the diary is
        closed.

        Raises Refusal SHEET_MISTYPED, SHEET_OTHER.
        """
        return key_of_sheet(self.path, typed)

    def create(self, key: Key | None) -> None:
        """Make the diary, encrypted when there is a key. Raises Refusal as `create_file` and `open_file` do."""
        create_file(self.path, key)
        with Store(self.path, key=key) as store:
            store.put_pairs("setting", OF_A_NEW_DIARY)

    def open(self, key: Key | None = None) -> Journal:
        """Open the diary. Raises Refusal WRONG_PASSPHRASE and what `open_file` raises; it stays closed then.

        Where the first page is damaged no passphrase opens the diary: that is FILE_DAMAGED when its newest backup
        opens with this one.
        """
        key = key or self.key
        key = key if is_encrypted(self.path) else None
        try:
            self._store = self._opened(key)
        except Refusal as refusal:
            is_wrong = refusal.reason is Reason.WRONG_PASSPHRASE and not self._opens_a_copy(key)
            self.key = None if is_wrong else key  # the rescue needs it
            if refusal.reason is Reason.WRONG_PASSPHRASE and not is_wrong:
                raise Refusal(Reason.FILE_DAMAGED, path=self.path) from refusal
            raise
        self.key = key
        self._journal = self._open_journal(self._store)
        return self._journal

    def _opens_a_copy(self, key: Key | None) -> bool:
        """Return whether this is the passphrase of the newest encrypted backup."""
        if key is None:
            return False
        with refusing(self._folder):
            from diary.storage.backups.backup_files import find_backups  # with all that checks a file

            newest = next(filter(is_encrypted, find_backups(self._folder, self.path.stem)), None)
            return newest is not None and is_key_of(newest, key)

    def _opened(self, key: Key | None) -> Store:
        """Open the diary; only for reading where this account may not write in it or a newer program did."""
        if not self.is_read_only:
            try:
                with ExitStack() as opened:
                    store = opened.enter_context(Store(self.path, key=key))
                    if self.lock is not None:
                        self.lock.lock_beside()
                    _renew(store, self._folder, self._now(), key)
                    opened.pop_all()
                    return store
            except Refusal as refusal:
                if refusal.reason not in {Reason.FILE_READ_ONLY, Reason.FILE_NEWER, Reason.FILE_SHARED}:
                    raise
        return Store(self.path, True, key, may_be_newer=True)

    def close(self) -> Key | None:
        """Close the diary and forget its key, which is returned for re-encrypting the diary."""
        if self._journal is not None:
            self._journal.close()
        key = self.key
        self._journal = self._store = self.key = None
        return key

    def keep_draft(self, draft: str) -> None:
        """Store what was half typed inside the diary; an empty text deletes it. Raises Refusal."""
        if self._store is not None and self._store.pairs("setting").get(DRAFT, "") != draft:
            self._store.put_pairs("setting", {DRAFT: draft})

    def draft(self) -> str:
        """Return what was half typed when the diary was locked; empty when nothing was."""
        return "" if self._store is None else self._store.pairs("setting").get(DRAFT, "")

    def change_key(self, old: Key | None, new: Key | None) -> RekeyedBackups:
        """Encrypt the diary and its backups with another key (None = not at all). Slow; for any thread, while the
        diary is closed. Raises Refusal as `storage.backups.passphrase.change_key` does; the diary is as it was
        then."""
        from diary.storage.backups.passphrase import change_key

        change_key(self.path, self._folder, self._now(), old, new)
        try:
            return RekeyedBackups(_change_copies(self.path, self._folder, self._second(), old, new))
        except Refusal as refusal:
            return RekeyedBackups(refusal=refusal)

    def encrypt_backups(self) -> int:
        """Encrypt the backups that have no passphrase as the diary is; returns how many stay as they are. Slow;
        for any thread. Raises Refusal as `change_key` does."""
        from diary.storage.backups.passphrase import change_backup_keys

        return 0 if self.key is None else change_backup_keys(self._folder, self.path.stem, self.key, self.key)

    def readable_backups(self) -> int:
        """Count the backups that anybody who has them can read."""
        from diary.storage.backups.passphrase import unprotected_backups

        return len(unprotected_backups(self._folder, self.path.stem))

    def readable_beside(self) -> int:
        """Count the files kept by a rescue that anybody who has them can read: these are not encrypted."""
        from diary.storage.backups.passphrase import unprotected_beside

        return len(unprotected_beside(self.path))
