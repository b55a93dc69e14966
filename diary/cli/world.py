"""Gives commands their surroundings: the clock, the zone, the words and a way to open the window."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from diary.cli.printed import tell
from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.language import load_language
from diary.content.library import Library, load_library
from diary.content.sentences import refusal_sentence
from diary.domain.item import OwnItem
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.paths import arrangement_file, backup_folder, marks_folder
from diary.storage.faults import reading
from diary.storage.key import Key, Keys
from diary.storage.store import Store

if TYPE_CHECKING:
    from diary.domain.manifest import Manifest
    from diary.journal.backups import BackupService
    from diary.journal.give_back import OwnMarks
    from diary.journal.session import DiaryOpener


MOST_PASSPHRASE_BYTES = 10_000
"""Read of a file with a passphrase. It is never taken from an argument or the environment: other programs can read
those, and they stay in a shell's history."""


def read_passphrase(path: Path) -> str:
    """Return the first line of a file, without its end.

    Raises Refusal PASSPHRASE_FILE_OPEN when other accounts may read it, PASSPHRASE_FILE_EMPTY, SOURCE_ENCODING,
    and what reading a file raises. A pipe is always allowed, so that a password program can be used.
    """
    with reading(path):
        if not path.exists():
            raise Refusal(Reason.FILE_MISSING, path=path)
        if path.is_dir():
            raise Refusal(Reason.FILE_UNREADABLE, path=path)
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if os.name == "posix" and stat.S_ISREG(status.st_mode) and status.st_mode & 0o077:
                raise Refusal(Reason.PASSPHRASE_FILE_OPEN, path=path)
            line = file.read(MOST_PASSPHRASE_BYTES).splitlines()[:1]
        try:
            text = line[0].decode("utf-8-sig") if line else ""
        except UnicodeDecodeError:
            raise Refusal(Reason.SOURCE_ENCODING, path=path) from None
        if not text:
            raise Refusal(Reason.PASSPHRASE_FILE_EMPTY, path=path)
        return text


def ask_on_terminal(question: str, *, unseen: bool = True) -> str:
    """Return what is typed on the terminal; a passphrase is not shown. The question goes to the error stream, so
    that the output of a command stays what it is."""
    from click import prompt

    typed: str = prompt(question, hide_input=unseen, err=True, default="", show_default=False)
    return typed


class Ask(Protocol):
    """Returns what was typed, which is not shown unless `unseen` is False."""

    def __call__(self, question: str, *, unseen: bool = True) -> str:
        """Return what was typed, one line."""


Clock = Callable[[], datetime]


class WindowRequest(Struct, frozen=True):
    """What the window should open with; None where nothing was asked for."""

    path: Path | None = None
    demo: bool = False
    language: str | None = None
    page: str | None = None
    review: tuple[Path, ...] = ()
    since: date | None = None


class World(Struct, frozen=True):
    """The surroundings of one run. `clock` gives the aware local time, `zone` is the IANA zone of this computer,
    `language` is the one messages are written in. `passphrase_file` was named on the command line; `ask` asks a
    question on the terminal, None where there is no terminal. `read_week_starts` returns the weekday on which
    weeks start, 0 is Monday: only who thinks of weeks pays for reading it."""

    clock: Clock
    zone: str
    resources: Path
    language: str
    open_window: "Callable[[World, WindowRequest], int]"
    passphrase_file: Path | None = None
    ask: Ask | None = None
    read_week_starts: Callable[[], int] = lambda: 0

    def at(self, today: date | None) -> "World":
        """Return the same world on another day, at the same time of day: twelve hours later where days may not
        have ended by then, and `today` would be the day before."""
        if today is None:
            return self
        from diary.screens.settings import BOUNDARY_HOURS  # seldom wanted

        real = self.clock
        now = real()
        shift = timedelta(days=(today - now.date()).days, hours=12 * (now.hour < BOUNDARY_HOURS[-1]))
        return replace(self, clock=lambda: real() + shift)

    def speaking(self, language: str | None) -> "World":
        """Return the same world in another language."""
        return self if language is None else replace(self, language=language)

    def library(self, own_items: Iterable[OwnItem] = (), week_starts: int | None = None) -> Library:
        """Return the words, with those of a diary's own items; weeks start as it says, else as the computer
        does."""
        starts = self.read_week_starts() if week_starts is None else week_starts
        return load_library(self.resources, self.language, own_items, starts)

    def keys(self, other_passphrase_file: Path | None = None) -> Keys:
        """Return the keys of files by the passphrases that were named or are asked for when they are needed; that
        of another copy is in `other_passphrase_file`, when it has one of its own. A diary that is made now gets a
        passphrase if a file with one was named.

        They raise Refusal FILE_ENCRYPTED when nobody can be asked, and what `read_passphrase` and `Key` raise.
        """
        file, other = self.passphrase_file, other_passphrase_file
        return Keys(
            self.passphrase_for,
            None if other is None else lambda _path: read_passphrase(other),
            None if file is None else lambda: read_passphrase(file),
        )

    def key_for(self, path: Path) -> Key | None:
        """Return the key of the diary at `path`; None when it is not encrypted. See `keys`."""
        return self.keys().of(path)

    def share_keys(self) -> Callable[[Path], Key | None]:
        """Return what finds the key of a locked share by the passphrase that was named, which is read once.
        Reading the share tells whether it opens it. Raises what `read_passphrase` raises."""
        from diary.journal.shares import key_of_share

        typed = None if self.passphrase_file is None else read_passphrase(self.passphrase_file)

        def key_of(path: Path) -> Key | None:
            with suppress(Refusal):  # the line of this share says why
                return key_of_share(path, typed)
            return None

        return key_of

    def passphrase_for(self, path: Path) -> str:
        """Return the passphrase of an encrypted diary, from the file that was named or asked for now."""
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
        use_key: Callable[[Key | None], None] = lambda _key: None,
    ) -> "BackupService":
        """Return the backups of the diary at `path`, in their usual folder unless another one is given; `key` is
        the diary's, and `use_key` is called with another one that came with a restored backup."""
        from diary.journal.backups import BackupService

        return BackupService(path, folder or backup_folder(path), arrangement_file(), self.clock, key, use_key)

    def opener(self, other_passphrase_file: Path | None = None) -> "DiaryOpener":
        """Return what opens diaries here; see `keys`."""
        from diary.journal.session import DiaryOpener

        return DiaryOpener(self.open_journal, self.clock, self.keys(other_passphrase_file))

    @contextmanager
    def journal(
        self, path: Path, *, read_only: bool = False, may_be_newer: bool = False, create: bool = False
    ) -> Iterator[Journal]:
        """Open the diary at `path` while the block runs: see `DiaryOpener.open`. What was written in one that
        is damaged stays; the damage is said afterwards, on the error stream."""
        opened = self.opener().open(path, read_only=read_only, create=create, may_be_newer=may_be_newer)
        with opened as journal:
            yield journal
            if not read_only:
                from diary.journal.reminders import keep_up  # not when the window is opened

                self._look_over(journal)
                keep_up(journal)

    def _look_over(self, journal: Journal) -> None:
        try:
            journal.file.look_over()
        except Refusal as refusal:
            language = load_language(self.language, self.resources)
            said = refusal_sentence(language, None, refusal)
            if refusal.reason is Reason.FILE_DAMAGED:
                said = language.t(
                    "{path} is damaged: part of it cannot be read. What you wrote now is in it. With diary salvage"
                    " you keep what can still be read.",
                    path=journal.path,
                )
            tell(said, err=True)

    def begun(self, path: Path, *, create: bool, trial: bool = False) -> AbstractContextManager[Journal]:
        """Open the diary at `path`, made first with `create`, for commands that offer this as `--new`; as a
        `trial`, a private copy of it. Raises Refusal DIARY_MISSING, which names `--new`."""
        if not create and not path.exists():
            raise Refusal(Reason.DIARY_MISSING, path=path)
        return self.opener().trial(path, create=create) if trial else self.journal(path, create=create)

    @contextmanager
    def reading(
        self, path: Path, damaged_too: bool = False, say: Callable[[str], object] = lambda _sentence: None
    ) -> Iterator[Journal]:
        """Open the diary at `path` to hand on what is in it, also when a newer program made it; proven first.

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
            tell(sentence, err=True)
            say(sentence)

    def second_place(self, path: Path) -> Path | None:
        """Return the second place for backups of the diary at `path`, as stored on this computer."""
        from diary.storage.backups.second_place import read_arrangement

        return read_arrangement(arrangement_file(), path).second

    def open_journal(self, store: Store) -> Journal:
        return Journal(store, load_catalogue(self.resources), load_atlas(self.resources), self.clock, self.zone)

    def own_marks(self) -> "OwnMarks":
        """Return the therapist's own marks of this computer; they have no passphrase."""
        from diary.journal.give_back import OwnMarks
        from diary.journal.session import DiaryOpener

        opener = DiaryOpener(self.open_journal, self.clock, Keys(self.passphrase_for))
        return OwnMarks(marks_folder(), opener)

    def share_opener(self) -> "Callable[[Store, Manifest], Journal]":
        """Return what makes the journal of a share that is open: its present day is as `present_of` says. It
        raises Refusal SHARE_CHANGED where a line of a list is none that this program writes."""
        from diary.screens.review import present_of

        catalogue, atlas = load_catalogue(self.resources), load_atlas(self.resources)
        registers = self.library().registers

        def opened(store: Store, manifest: "Manifest") -> Journal:
            present = present_of(manifest)
            lists = ((register, store.records(register.key)) for register in registers)
            if not all(register.holds(record.data) for register, records in lists for record in records):
                raise Refusal(Reason.SHARE_CHANGED, path=store.path)
            return Journal(store, catalogue, atlas, lambda: present, self.zone)

        return opened
