"""What lies around the diary, looked at once behind the first page."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from diary.journal.journal import Journal
from diary.storage.neighbours import Surroundings, surroundings_of
from diary.ui.task import Task

if TYPE_CHECKING:
    from diary.journal.offers import Offer


@dataclass(frozen=True)
class Found:
    """Who else writes in the folder, and the copies that lie there. `mark` stands for the diary's place, without
    naming it."""

    surroundings: Surroundings | None
    offers: "tuple[Offer, ...]"
    mark: str


class Around(QObject):
    """`found` carries a `Found`."""

    found = Signal(object)

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._task = Task(self._look, self.found.emit, lambda _refused: None, self)

    def start(self) -> None:
        """Look once, in a thread of its own. What cannot be read is told elsewhere."""
        self._task.start()

    def wait(self) -> None:
        """Let the look end."""
        self._task.wait()

    def _look(self) -> Found:
        path = self._journal.path
        mark = sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:12]
        return Found(surroundings_of(path, Path.home()), self._journal.copies_beside(), mark)
