"""What commands are given: the clock, the place, the words and a way to open the window."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.library import Library, load_library
from diary.journal.journal import Journal
from diary.paths import arrangement_file, backup_folder
from diary.storage.diary_file import create_file
from diary.storage.lock import WriterLock
from diary.storage.store import Store

if TYPE_CHECKING:
    from diary.journal.keeping import Keeping

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class WindowWish:
    """What the window should open with; None where the person did not say."""

    path: Path | None
    demo: bool
    language: str | None
    page: str | None


@dataclass(frozen=True)
class World:
    """The surroundings of one run. `clock` gives the aware local time, `zone` is the IANA zone of this computer,
    `language` is the one messages are written in."""

    clock: Clock
    zone: str
    resources: Path
    language: str
    open_window: "Callable[[World, WindowWish], int]"

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

    def keeping(self, path: Path, folder: Path | None = None) -> "Keeping":
        """The copies of the diary at `path`, in their usual folder unless another one is given."""
        from diary.journal.keeping import Keeping

        return Keeping(path, folder or backup_folder(path), arrangement_file(), self.clock)

    @contextmanager
    def journal(self, path: Path, *, read_only: bool = False, create: bool = False) -> Iterator[Journal]:
        """The diary at `path`, open while the block runs, and nobody else writing in it.

        Raises Refusal (see `storage.diary_file`), FILE_LOCKED when another window or command is writing in it.
        """
        with ExitStack() as held:
            if not read_only:
                held.enter_context(WriterLock(path))
            if create and not path.exists():
                create_file(path)
            store = held.enter_context(Store(path, read_only))
            yield Journal(store, load_catalogue(self.resources), load_atlas(self.resources), self.clock, self.zone)
