"""An open diary file: reads and writes days. The journal is its only user."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from diary.domain.day import Day
from diary.domain.item import OwnItem
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import EntryKey
from diary.storage import faults, reading
from diary.storage.diary_file import open_file
from diary.storage.key import Key
from diary.storage.presence import Identity, Presence

if TYPE_CHECKING:
    from sqlite_utils import Database

    from diary.storage.lineage import Lineage
    from diary.storage.news import News
    from diary.storage.writing import Change

Pairs = Literal["profile", "setting"]

_UNDOABLE = """
SELECT max(id) FROM change
WHERE kind IN ('save', 'import') AND id NOT IN (SELECT undoes FROM change WHERE undoes IS NOT NULL)
"""


class Store:
    """One diary file. Every method raises Refusal (see `storage.faults`) when the file will not do."""

    def __init__(self, path: Path, read_only: bool = False, key: Key | None = None) -> None:
        self.path = path
        self.read_only = read_only
        self._key = key
        self._counts = key is not None
        self._identity = Identity(path)  # before it is opened: one that comes in between is then noticed
        self._connection = open_file(path, read_only, key)
        self._db: Database | None = None
        self._known = self._number("SELECT coalesce(max(id), 0) FROM change")
        self._state = self._number("PRAGMA data_version")
        self._crossing: list[int] = []

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def again(self) -> "Store":
        """The file that has the name now, opened as this one was. Raises Refusal as opening does."""
        return Store(self.path, self.read_only, self._key)

    def save_to(self, folder: Path, at: datetime) -> Path:
        """Keep all that this diary holds as a copy in `folder`, also when its file has no name any more."""
        from diary.storage.backup import copy_open

        return copy_open(self._connection, self.path, folder, at, self._key)

    @property
    def presence(self) -> Presence:
        """What has the name of the open file now; HERE while a change is under way."""
        return Presence.HERE if self._connection.in_transaction else self._identity.presence()

    @property
    def is_disturbed(self) -> bool:
        """Whether others wrote in the file, put another one in its place or took it away: a quick look."""
        if self.presence is not Presence.HERE or self._crossing:
            return True
        with faults.reading(self.path):
            return self._number("PRAGMA data_version") != self._state

    def news(self) -> "News | None":
        """What others wrote in the file since this was last asked; None when they did not."""
        with faults.reading(self.path):
            state, self._state = self._state, self._number("PRAGMA data_version")
            if state == self._state and not self._crossing:
                return None
            from diary.storage.news import read_news

            news = read_news(self._connection, self._known, self._crossing)
            self._known, self._crossing = self._number("SELECT coalesce(max(id), 0) FROM change"), []
            return news

    def span(self) -> Period | None:
        """From the first to the last day with anything in it, or None for an empty diary."""
        with faults.reading(self.path):
            return reading.read_span(self._connection)

    def day(self, day: date) -> Day | None:
        """What is stored of one day, or None."""
        with faults.reading(self.path):
            found = reading.read_days(self._connection, Period(day, day))
            return found[0] if found else None

    def days(self, period: Period) -> tuple[Day, ...]:
        """The days of the period that have anything in them, oldest first."""
        with faults.reading(self.path):
            return reading.read_days(self._connection, period)

    def columns(self, period: Period, items: Iterable[str]) -> reading.Columns:
        """The period's rows, ready to become arrays."""
        with faults.reading(self.path):
            return reading.read_columns(self._connection, period, items)

    def own_items(self) -> tuple[OwnItem, ...]:
        """The person's own items."""
        with faults.reading(self.path):
            return reading.read_own_items(self._connection)

    def pairs(self, table: Pairs) -> dict[str, str]:
        """What the person wants printed about themselves, or how they want this diary's form."""
        with faults.reading(self.path):
            return reading.read_pairs(self._connection, table)

    def put_pairs(self, table: Pairs, pairs: Mapping[str, str]) -> None:
        """Store these together or not at all; an empty value takes its key away. Undo does not touch them."""
        self._refuse_elsewhere()
        with faults.refusing(self.path), self._writer().atomic() as db, self._counted(db):
            for key, value in pairs.items():
                if value:
                    db.table(table).upsert({"key": key, "value": value}, pk="key")
                else:
                    db.table(table).delete_where("key = ?", [key])

    def lineage(self, day: date | None = None) -> "Lineage":
        """Everything the diary knows about its own past, or about that of one day, as it is now."""
        from diary.storage.lineage import Lineage

        with faults.reading(self.path):
            return Lineage(self._connection, None if day is None else day.isoformat())

    def has_past(self, day: date) -> bool:
        """Whether anything of a day was ever changed or taken away, and not forgotten."""
        with faults.reading(self.path):
            return reading.has_past(self._connection, day)

    def forget(self, change: int, key: EntryKey) -> None:
        """Take what `change` replaced under this key out of the file for good."""
        from diary.storage import forgetting

        self._refuse_elsewhere()
        with faults.refusing(self.path), self._writer().atomic() as db, self._counted(db):
            forgetting.forget(db, change, key)

    def forget_before(self, at: datetime) -> int:
        """Take everything that was replaced before `at` out of the file for good; how many rows that were."""
        from diary.storage import forgetting

        self._refuse_elsewhere()
        with faults.refusing(self.path), self._writer().atomic() as db, self._counted(db):
            return forgetting.forget_before(db, int(at.timestamp()))

    def undoable(self) -> int | None:
        """The newest change that can be undone."""
        with faults.reading(self.path):
            found: int | None = self._connection.execute(_UNDOABLE).fetchone()[0]
            return found

    @contextmanager
    def change(
        self, kind: Literal["save", "import", "undo"], at: datetime, undoes: int | None = None
    ) -> Iterator["Change"]:
        """One durable change: committed when the block ends, gone when it raises or the change is abandoned."""
        from diary.storage.writing import Change

        db = self._writer()
        with faults.refusing(self.path):
            self._refuse_elsewhere()
            db.execute("BEGIN IMMEDIATE")
            try:
                revision = db.execute(
                    "INSERT INTO change (at, kind, undoes) VALUES (?, ?, ?)", (int(at.timestamp()), kind, undoes)
                ).lastrowid
                assert revision is not None
                change = Change(db, revision)
                with self._counted(db):
                    yield change
                    change.flush()
                db.execute("ROLLBACK" if change.abandoned else "COMMIT")
                if not change.abandoned:
                    self._count_own(revision)
            except BaseException:
                if self._connection.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def _refuse_elsewhere(self) -> None:
        """Raise Refusal FILE_MISSING or FILE_REPLACED instead of writing where nobody would find it."""
        match self.presence:
            case Presence.GONE:
                raise Refusal(Reason.FILE_MISSING, path=self.path)
            case Presence.REPLACED:
                raise Refusal(Reason.FILE_REPLACED, path=self.path)

    def _count_own(self, revision: int) -> None:
        """A number that is not the next one tells that others wrote in between: see `news`."""
        if revision == self._known + 1 and not self._crossing:
            self._known = revision
        else:
            self._crossing.append(revision)

    def _number(self, statement: str) -> int:
        return int(self._connection.execute(statement).fetchone()[0])

    @contextmanager
    def _counted(self, db: "Database") -> Iterator[None]:
        """Number the state an encrypted diary comes to, one after the one it had, where its journal has the number
        too (see `storage.rollback`); last, because sqlite-utils tries out a table when it first upserts."""
        if not self._counts:
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


def preload_writer() -> None:
    """Import what the first save needs, so that a worker thread can do it while the first page is read."""
    import_module("sqlite_utils")
    import_module("diary.storage.writing")
