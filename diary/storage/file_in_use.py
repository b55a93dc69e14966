"""A diary file that is open: its connection, and what others do to the file meanwhile."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from diary.domain.refusal import Reason, Refusal
from diary.storage import faults
from diary.storage.diary_file import open_again, open_file
from diary.storage.key import Key
from diary.storage.presence import Identity, Presence
from diary.storage.reading import Connection
from diary.storage.version import SCHEMA_VERSION

if TYPE_CHECKING:
    from sqlite_utils import Database

    from diary.storage.lineage import Lineage
    from diary.storage.news import News

_NEWEST = "SELECT coalesce(max(id), 0) FROM change"
_STATE = "PRAGMA data_version"
"""Another number whenever somebody else wrote in the file."""


class FileInUse:
    """One open diary file. What is read from it is what its own program wrote last, and others: see `news`."""

    def __init__(
        self, path: Path, read_only: bool = False, key: Key | None = None, *, may_be_newer: bool = False
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.key = key
        self._may_be_newer = may_be_newer
        self._open()

    def _open(self) -> None:
        self._identity = Identity(self.path)  # before it is opened: one that comes in between is then noticed
        self._connection = open_file(self.path, self.read_only, self.key, may_be_newer=self._may_be_newer)
        self.is_open = True
        self._renewed: Connection | None = None
        self._db: Database | None = None
        self._crossing: list[int] = []
        try:
            with faults.reading(self.path):
                self._known = number_of(self._connection, _NEWEST)
                self._state = number_of(self._connection, _STATE)
                self.schema = number_of(self._connection, "PRAGMA user_version")
        except Refusal:
            self.close()
            raise
        self.reading_only = (
            (Reason.FILE_NEWER if self.schema > SCHEMA_VERSION else Reason.FILE_READ_ONLY)
            if self.read_only
            else None
        )
        """Why nothing can be written; None where it can."""

    def close(self) -> None:
        """Let go of the file."""
        self.is_open = False
        if self._renewed is not None:
            self._renewed.close()
        self._connection.close()

    @property
    def _rows(self) -> Connection:
        """What days are read from: the file, or its rows as this program's tables if an older one wrote them."""
        if self.schema >= SCHEMA_VERSION:
            return self._connection
        if self._renewed is None:
            from diary.storage.older import renewed

            self._renewed = renewed(self._connection)
        return self._renewed

    def lineage_again(self) -> "Lineage":
        """As `Store.lineage`, through a connection of its own, from any thread."""
        from diary.storage.lineage import Lineage
        from diary.storage.older import as_now

        with (
            faults.reading(self.path),
            closing(open_again(self.path, self.key)) as connection,
            as_now(connection) as rows,
        ):
            return Lineage(rows)

    def reopen(self) -> None:
        """Open the file that has the name now, after this program itself put another one in its place."""
        self.close()
        self._open()

    def look_over(self) -> None:
        """Look at every page of the file, from any thread. Raises Refusal FILE_DAMAGED."""
        from diary.storage.health import glance_again

        glance_again(self.path, self.key)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def again(self, path: Path | None = None) -> Self:
        """The file that has the name now, or a copy at `path`, opened as this one was. Raises Refusal as opening
        does."""
        return type(self)(path or self.path, self.read_only, self.key, may_be_newer=self._may_be_newer)

    def save_copy(self, target: Path) -> None:
        """A copy of the diary as it is now under another name, encrypted as the diary is, compared with it, and
        never over another file.

        Raises Refusal FILE_EXISTS, DISK_FULL, NO_PERMISSION and the like.
        """
        from diary.storage.duplicate import draft_in, duplicate
        from diary.storage.whole_file import make_durable, publish

        with draft_in(target.parent, target.name) as draft, faults.refusing(target):
            duplicate(self._connection, self.path, draft, self.key)
            make_durable(draft)
            publish(draft, target)

    def keep_copy(self, folder: Path, at: datetime) -> Path:
        """Keep all that this diary holds as a proven copy in `folder`, also when its file has no name any more."""
        from diary.storage.backup import back_up_open

        return back_up_open(self._connection, self.path, folder, at, self.key)

    @property
    def presence(self) -> Presence:
        """What has the name of the open file now; HERE while a change is under way, or when it was let go of."""
        if not self.is_open or self._connection.in_transaction:
            return Presence.HERE
        return self._identity.presence()

    @property
    def is_disturbed(self) -> bool:
        """Whether others wrote in the file, put another one in its place or took it away: a quick look."""
        if not self.is_open:
            return False  # let go of, because it is being replaced
        if self.presence is not Presence.HERE or self._crossing:
            return True
        with faults.reading(self.path):
            return number_of(self._connection, _STATE) != self._state

    def news(self) -> "News | None":
        """What others wrote in the file since this was last asked; None when they did not."""
        with faults.reading(self.path):
            state, self._state = self._state, number_of(self._connection, _STATE)
            if state == self._state and not self._crossing:
                return None
            from diary.storage.news import read_news

            self._renewed = None
            news = read_news(self._rows, self._known, self._crossing)
            self._known, self._crossing = number_of(self._connection, _NEWEST), []
            return news

    @contextmanager
    def _writing(self) -> Iterator["Database"]:
        """A small durable write that is no change and cannot be undone: all of it or nothing."""
        self._refuse_elsewhere()
        with faults.refusing(self.path), self._writer().atomic() as db, self._counted(db):
            yield db

    def _refuse_elsewhere(self) -> None:
        """Raise Refusal FILE_GONE or FILE_REPLACED instead of writing where nobody would find it."""
        match self.presence:
            case Presence.GONE:
                raise Refusal(Reason.FILE_GONE, path=self.path)
            case Presence.REPLACED:
                raise Refusal(Reason.FILE_REPLACED, path=self.path)

    def _count_own(self, revision: int) -> None:
        """A number that is not the next one tells that others wrote in between: see `news`."""
        if revision == self._known + 1 and not self._crossing:
            self._known = revision
        else:
            self._crossing.append(revision)

    @contextmanager
    def _counted(self, db: "Database") -> Iterator[None]:
        """Number the state an encrypted diary comes to, one after the one it had, where its journal has the number
        too (see `storage.rollback`); last, because sqlite-utils tries out a table when it first upserts."""
        if self.key is None:
            yield
            return
        cookie = int(db.execute("PRAGMA schema_version").fetchone()[0])
        yield
        db.execute(f"PRAGMA schema_version = {(cookie + 1) % (1 << 31):d}")

    def _writer(self) -> "Database":
        if self._db is None:
            from sqlite_utils import Database

            self._db = Database(self._connection, strict=True, execute_plugins=False)
        return self._db


def number_of(connection: Connection, statement: str) -> int:
    """What a statement with one number for an answer says."""
    return int(connection.execute(statement).fetchone()[0])
