"""The file of a journal: a copy of it, another one in its place, and what happens to it from outside."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from diary.journal.core import JournalCore
from diary.journal.open_file import ExternalChange
from diary.paths import backup_folder

if TYPE_CHECKING:
    from diary.storage.backups.backup import Ready
    from diary.storage.store import Store


class JournalFile:
    """The file a diary that is open is kept in."""

    def __init__(self, core: JournalCore) -> None:
        self._core = core

    def turn_to(self, store: "Store", now: datetime) -> None:
        """Go on with another diary that is open, whose present moment stands still. Nobody is told: who shows days
        of the one before hides them first. Who opened the files closes them."""
        self._core.file.open = store
        self._core.now = lambda: now
        self._core.read_again()

    @property
    def is_changed_outside(self) -> bool:
        """Whether another program changed, replaced or removed the file, so that it is time to `look`."""
        return self._core.file.open.is_open and self._core.file.open.is_changed_outside

    def look(self) -> ExternalChange | None:
        """Return what others did to the file since the last call, and notify all listeners.

        Raises Refusal when the file cannot be read any more.
        """
        elsewhere = self._core.file.look()
        if elsewhere is not None and not elsewhere.is_gone:
            self._core.read_again()
            self._core.tell(elsewhere.period or self._core.span_or_today)
        return elsewhere

    def look_over(self) -> None:
        """Check that all of the file can be read; for a thread of its own. Raises Refusal FILE_DAMAGED."""
        self._core.file.open.look_over()

    def forget_pages(self) -> None:
        """Keep nothing of the file in memory that only reading it fast once asked for."""
        if self._core.file.open.is_open:
            self._core.file.open.forget_pages()

    def save_copy(self, target: Path) -> None:
        """Save a copy of the diary under another name. Raises Refusal FILE_EXISTS, DISK_FULL and the like."""
        self._core.store.save_copy(target)

    def back_up(self) -> None:
        """Make a proven copy in the usual folder, unless the newest one holds the same. Raises Refusal."""
        from diary.storage.backups.backup import back_up_if_changed

        held = self._core.file.open
        back_up_if_changed(held.path, backup_folder(held.path), self._core.now(), held.key)

    def reopen(self, ready: "Ready | None" = None) -> None:
        """Open the file that has the diary's name now; a backup that is `ready` is put in its place before that.

        When that fails, the diary is what it was. Raises Refusal as `Ready.put_in_place` and as opening does.
        """
        held = self._core.file.open
        held.close()
        try:
            if ready is not None:
                ready.put_in_place()
                held.key = ready.key
        finally:
            held.reopen()
        self._core.read_again()

    def continue_in(self, target: Path) -> None:
        """Continue in a new file at `target` when the open one is gone: what was saved is copied, if it can still
        be read. The two are copies of one diary afterwards. Raises Refusal FILE_EXISTS, DISK_FULL, and DISK_ERROR
        when the disk itself is gone; then nothing has changed."""
        held = self._core.file.open
        held.save_copy(target)
        self._core.file.open = held.again(target)
        held.close()
        self._core.tell_all(self._core.span_or_today)
