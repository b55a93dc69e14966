"""What commands are given: the clock, the place, the words and a way to open the window."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

import click

from diary.cli.passphrase_input import read_passphrase
from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.language import load_language
from diary.content.library import Library, load_library
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.paths import arrangement_file, backup_folder
from diary.storage.diary_file import create_file
from diary.storage.header import is_encrypted
from diary.storage.key import Key
from diary.storage.lock import WriterLock
from diary.storage.store import Store
from diary.storage.version import SCHEMA_VERSION

if TYPE_CHECKING:
    from diary.journal.backups import BackupService


class Ask(Protocol):
    """Gives what was typed, unseen unless it is said."""

    def __call__(self, question: str, *, unseen: bool = True) -> str:
        """One line."""


Clock = Callable[[], datetime]


@dataclass(frozen=True)
class WindowRequest:
    """What the window should open with; None where the person did not say."""

    path: Path | None
    demo: bool
    language: str | None
    page: str | None


@dataclass(frozen=True)
class World:
    """The surroundings of one run. `clock` gives the aware local time, `zone` is the IANA zone of this computer,
    `language` is the one messages are written in. `passphrase_file` was named on the command line; `ask` puts a
    question to whoever sits at the terminal, None where there is no terminal."""

    clock: Clock
    zone: str
    resources: Path
    language: str
    open_window: "Callable[[World, WindowRequest], int]"
    passphrase_file: Path | None = None
    ask: Ask | None = None

    def at(self, today: date | None) -> "World":
        """The same world on another day, at the same time of day."""
        if today is None:
            return self
        real = self.clock
        shift = timedelta(days=(today - real().date()).days)
        return replace(self, clock=lambda: real() + shift)

    def speaking(self, language: str | None) -> "World":
        """The same world in another language."""
        return self if language is None else replace(self, language=language)

    def library(self, journal: Journal | None = None) -> Library:
        """The words, with the diary's own items."""
        return load_library(self.resources, self.language, journal.own_items if journal else ())

    def key_for(self, path: Path, *, create: bool = False) -> Key | None:
        """The key of the diary at `path` by the passphrase that was given or is asked for now; None when it is not
        encrypted. With `create`, a diary that is not there yet gets a passphrase if a file with one was named.

        Not for a diary this process has open. Whether it is the right one, opening tells. Raises Refusal
        FILE_ENCRYPTED when nobody can be asked, and what `read_passphrase` and `Key` raise.
        """
        if create and self.passphrase_file is not None and not path.exists():
            return Key.new(read_passphrase(self.passphrase_file))
        return Key.of(path, self.passphrase_for(path)) if is_encrypted(path) else None

    def passphrase_for(self, path: Path) -> str:
        """The passphrase of an encrypted diary, from the file that was named or asked for now."""
        if self.passphrase_file is not None:
            return read_passphrase(self.passphrase_file)
        if self.ask is None:
            raise Refusal(Reason.FILE_ENCRYPTED, path=path)
        return self.ask(load_language(self.language, self.resources).t("Passphrase of {path}", path=path))

    def backups(
        self,
        path: Path,
        folder: Path | None = None,
        *,
        key: Key | None = None,
        tell_key: Callable[[Key | None], None] = lambda _key: None,
    ) -> "BackupService":
        """The copies of the diary at `path`, in their usual folder unless another one is given; `key` is the
        diary's, and `tell_key` hears of another one that came with a copy."""
        from diary.journal.backups import BackupService

        return BackupService(path, folder or backup_folder(path), arrangement_file(), self.clock, key, tell_key)

    @contextmanager
    def journal(
        self,
        path: Path,
        *,
        read_only: bool = False,
        create: bool = False,
        key: Key | None = None,
        may_be_newer: bool = False,
    ) -> Iterator[Journal]:
        """The diary at `path`, open while the block runs, and nobody else writing in it. Without a `key` it is
        looked for (`key_for`). `may_be_newer` is for who only shows what is in it (see `open_file`).

        Raises Refusal (see `storage.diary_file`), FILE_LOCKED when another window or command is writing in it.
        """
        with ExitStack() as held:
            if not read_only:
                held.enter_context(WriterLock(path))
            key = key or self.key_for(path, create=create)
            if create and not path.exists():
                create_file(path, key)
            store = held.enter_context(Store(path, read_only, key, may_be_newer=may_be_newer))
            if store.schema < SCHEMA_VERSION and not read_only:
                from diary.storage.migration import renew

                renew(store, backup_folder(path), self.clock(), key)
            yield self.open_journal(store)

    @contextmanager
    def trial(self, path: Path, key: Key | None, *, create: bool = False) -> Iterator[Journal]:
        """A private copy of the diary at `path` to try something in, gone afterwards: neither the diary nor what
        is beside it changes. With `create` an empty one where there is none.
        """
        with TemporaryDirectory(prefix="symptom-diary-") as folder:
            copy = Path(folder) / path.name
            if path.exists() or not create:
                with Store(path, True, key) as store:
                    store.save_copy(copy)
            with self.journal(copy, create=create, key=key) as journal:
                yield journal

    @contextmanager
    def reading(
        self, path: Path, damaged_too: bool = False, say: Callable[[str], object] = lambda _sentence: None
    ) -> Iterator[Journal]:
        """The diary at `path`, open to hand on what is in it, also when a newer program made it; proven first.

        Raises Refusal DAMAGED_NOT_SHOWN when it is not whole; with `damaged_too` that is only said, on the error
        stream and to `say`.
        """
        with Store(path, True, self.key_for(path), may_be_newer=True) as store:
            self._prove(store, damaged_too, say)
            yield self.open_journal(store)

    def _prove(self, store: Store, damaged_too: bool, say: Callable[[str], object]) -> None:
        try:
            store.prove()
        except Refusal as refusal:
            if refusal.reason is not Reason.FILE_DAMAGED:
                raise
            if not damaged_too:
                raise Refusal(Reason.DAMAGED_NOT_SHOWN, path=store.path) from refusal
            t = load_language(self.language, self.resources).t
            sentence = t("{path} is damaged: what is read from it can be incomplete or wrong.", path=store.path)
            click.echo(sentence, err=True)
            say(sentence)

    def second_place(self, path: Path) -> Path | None:
        """Where the copies of the diary at `path` are kept a second time, as this computer has it arranged."""
        from diary.storage.backups.second_place import read_arrangement

        return read_arrangement(arrangement_file(), path).second

    def open_journal(self, store: Store) -> Journal:
        """The journal of a store that is open."""
        return Journal(store, load_catalogue(self.resources), load_atlas(self.resources), self.clock, self.zone)
