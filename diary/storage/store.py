"""Reads and writes the days of an open diary file. Only the journal uses it."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Concatenate, Literal, ParamSpec, Self, TypeVar

from diary.domain.day import Day
from diary.domain.period import Period, parts_of
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import EntryKey
from diary.domain.tip_choice import MarkedTip, TipMark
from diary.storage import faults, queries
from diary.storage.diary_file import open_again, open_file
from diary.storage.key import Key
from diary.storage.queries import Connection
from diary.storage.version import SCHEMA_VERSION, is_shared, schema_in

if TYPE_CHECKING:
    from sqlite_utils import Database

    from diary.storage.change import Change
    from diary.storage.change_log import ChangeLog, ForeignChanges


class FilePresence(StrEnum):
    """What has the name of an open file now."""

    HERE = "here"
    """The file itself."""
    REPLACED = "replaced"
    """Another file. What is written into the open one now would be lost when it is closed."""
    OVERWRITTEN = "overwritten"
    """The file itself, with another diary in it, or half of one: somebody copied it over this one."""
    GONE = "gone"
    """Nothing: it was removed, or its disk was."""


class FileIdentity:
    """The file that has the name `path` at this moment, to be compared with later ones."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file, self._stamp = _number(path)

    @property
    def is_touched(self) -> bool:
        """Whether somebody wrote in the file since it was looked at or noted: its size and time tell."""
        return _number(self._path)[1] != self._stamp

    def note(self) -> None:
        """Note that it was written in here: take its size and time as they are now."""
        now, stamp = _number(self._path)
        if now == self._file:
            self._stamp = stamp

    def presence(self) -> FilePresence:
        """Return what has the name now. Where a file system has no file numbers it counts as the same file."""
        now, _stamp = _number(self._path)
        if now is None:
            return FilePresence.GONE
        if self._file is None or now == self._file or not (now[1] and self._file[1]):
            return FilePresence.HERE
        return FilePresence.REPLACED


def _number(path: Path) -> tuple[tuple[int, int] | None, tuple[int, int]]:
    """Return what tells the file from others, and its size and the time it was written."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a hundredth of a millisecond less, and it is asked for often
    except OSError:
        return None, (0, 0)
    return (found.st_dev, found.st_ino), (found.st_size, found.st_mtime_ns)


_NEWEST = "SELECT coalesce(max(id), 0) FROM change"
_ORIGIN = "SELECT coalesce((SELECT at FROM change ORDER BY id LIMIT 1), 0)"
"""The moment of the first change: the same in every copy of one diary, however old."""
_STATE = "PRAGMA data_version"
"""Returns another number whenever another connection wrote in the file."""
_UNKNOWN = -1


Pairs = Literal["profile", "setting"]
Read = TypeVar("Read")
Asked = ParamSpec("Asked")

_UNDOABLE = """
SELECT max(id) FROM change
WHERE kind IN ('save', 'import') AND id NOT IN (SELECT undoes FROM change WHERE undoes IS NOT NULL)
"""


def _reads(query: Callable[Concatenate[Connection, Asked], Read]) -> Callable[Concatenate["Store", Asked], Read]:
    """Make a query of all rows a method of the store."""

    def read(self: "Store", /, *asked: Asked.args, **named: Asked.kwargs) -> Read:
        with faults.reading(self.path):
            return query(self._rows, *asked, **named)

    return read


class Store:
    """One open diary file. What is read from it is what its own program wrote last, and others: see `news`.

    Every method raises Refusal (see `storage.faults`) when the file will not do.
    """

    def __init__(
        self, path: Path, read_only: bool = False, key: Key | None = None, *, may_be_newer: bool = False
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.key = key
        self._may_be_newer = may_be_newer
        self._open()

    def _open(self) -> None:
        self._identity = FileIdentity(self.path)  # before it is opened: a swap in between is then noticed
        self._connection = open_file(self.path, self.read_only, self.key, may_be_newer=self._may_be_newer)
        self.is_open = True
        self._renewed: Connection | None = None
        self._db: Database | None = None
        self._crossing: list[int] = []
        try:
            with faults.reading(self.path):
                self._known = number_of(self._connection, _NEWEST)
                self._origin = number_of(self._connection, _ORIGIN)
                self._state = number_of(self._connection, _STATE)
                marked = number_of(self._connection, "PRAGMA user_version")
        except Refusal:
            self.close()
            raise
        self.schema = schema_in(marked)
        self.reading_only = self._why_only(marked) if self.read_only else None
        """Why nothing can be written; None where it can."""

    @staticmethod
    def _why_only(marked: int) -> Reason:
        if is_shared(marked):
            return Reason.FILE_SHARED
        return Reason.FILE_NEWER if marked > SCHEMA_VERSION else Reason.FILE_READ_ONLY

    def close(self) -> None:
        """Let go of the file."""
        self.is_open = False
        if self._renewed is not None:
            self._renewed.close()
        self._connection.close()

    @property
    def _rows(self) -> Connection:
        """Return what days are read from: the file, or an older program's rows as this one's tables."""
        if self.schema >= SCHEMA_VERSION:
            return self._connection
        if self._renewed is None:
            from diary.storage.older import renewed

            self._renewed = renewed(self._connection)
        return self._renewed

    def change_log_again(self) -> "ChangeLog":
        """Read `change_log` through a connection of its own, from any thread."""
        from diary.storage.change_log import ChangeLog

        with self._rows_again() as rows:
            return ChangeLog(rows)

    def columns_again(self, period: Period, items: Iterable[str]) -> queries.Columns:
        """Return `columns`, read through a connection of its own, from any thread."""
        with self._rows_again() as rows:
            return queries.read_columns(rows, period, items)

    def days_again(self, period: Period, goes_on: Callable[[], bool]) -> tuple[Day, ...]:
        """Return `days`, read through a connection of its own, from any thread, in parts between which the others
        run; it ends early where it does not go on."""
        found: list[Day] = []
        with self._rows_again() as rows:
            for part in takewhile(lambda _part: goes_on(), tuple(parts_of(period))[::-1]):
                found += queries.read_days(rows, part)
        return tuple(found)

    @contextmanager
    def _rows_again(self) -> Iterator[Connection]:
        from diary.storage.older import as_current

        with (
            faults.reading(self.path),
            closing(open_again(self.path, self.key, may_be_newer=self._may_be_newer)) as connection,
            as_current(connection) as rows,
        ):
            yield rows

    def reopen(self) -> None:
        """Open the file that has the name now, after this program itself put another one in its place."""
        self.close()
        self._open()

    def look_over(self) -> None:
        """Check every page of the file, from any thread. Raises Refusal FILE_DAMAGED."""
        from diary.storage.health import check_quickly_again

        check_quickly_again(self.path, self.key)

    def prove(self) -> None:
        """Look at every page and, as far as this program knows them, at every row. Raises Refusal FILE_DAMAGED."""
        from diary.storage.health import examine, inspect

        (examine if self.schema <= SCHEMA_VERSION else inspect)(self._connection, self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def again(self, path: Path | None = None) -> Self:
        """Open the file that has the name now, or a copy at `path`, as this one was opened. Raises Refusal as
        opening does."""
        return type(self)(path or self.path, self.read_only, self.key, may_be_newer=self._may_be_newer)

    def save_copy(self, target: Path) -> None:
        """Save a copy of the diary as it is now under another name, encrypted as the diary is, compared with it,
        and never over another file.

        Raises Refusal FILE_EXISTS, DISK_FULL, NO_PERMISSION and the like.
        """
        from diary.storage.backups.duplicate import draft_in, duplicate
        from diary.storage.whole_file import make_durable, publish

        with draft_in(target.parent, target.name) as draft, faults.refusing(target):
            duplicate(self._connection, self.path, draft, self.key)
            make_durable(draft)
            publish(draft, target)

    def keep_backup(self, folder: Path, at: datetime) -> Path:
        """Save all that this diary holds as a proven backup in `folder`, also when its file has lost its name."""
        from diary.storage.backups.backup import back_up_open

        return back_up_open(self._connection, self.path, folder, at, self.key)

    @property
    def presence(self) -> FilePresence:
        """Return what has the name of the open file now; HERE during a change, or when it is closed. A share that
        is not the one that was opened is taken for another one: it was proven then."""
        if not self.is_open or self._connection.in_transaction:
            return FilePresence.HERE
        found = self._identity.presence()
        if self.reading_only is Reason.FILE_SHARED and found is not FilePresence.GONE:
            return FilePresence.OVERWRITTEN if self._identity.is_touched else FilePresence.HERE
        if found is FilePresence.HERE and self._identity.is_touched:
            return self._look_again()
        return found

    def _look_again(self) -> FilePresence:
        """Return whether a file in which somebody else wrote is still this diary. Another one that was copied over
        it is told by its first change; this diary is read anew, because the driver may not see that its pages
        changed."""
        identity = FileIdentity(self.path)
        try:
            fresh = open_again(self.path, self.key, read_only=self.read_only, may_be_newer=self._may_be_newer)
        except Refusal as refusal:
            is_busy = refusal.reason is Reason.FILE_LOCKED
            return FilePresence.HERE if is_busy else FilePresence.OVERWRITTEN
        try:
            with faults.reading(self.path):
                origin = number_of(fresh, _ORIGIN)
        except Refusal:
            origin = _UNKNOWN
        if self._origin and origin != self._origin:
            fresh.close()
            return FilePresence.OVERWRITTEN
        self._connection.close()
        self._connection, self._identity = fresh, identity
        self._db = self._renewed = None
        self._origin, self._state = origin, _UNKNOWN
        return FilePresence.HERE

    @property
    def is_changed_outside(self) -> bool:
        """Return whether others wrote in the file, replaced it or removed it: a quick check."""
        if not self.is_open:
            return False  # closed, because it is being replaced
        if self.presence is not FilePresence.HERE or self._crossing:
            return True
        with faults.reading(self.path):
            return number_of(self._connection, _STATE) != self._state

    def news(self) -> "ForeignChanges | None":
        """Return what others wrote in the file since the last call; None when they did not."""
        with faults.reading(self.path):
            state, self._state = self._state, number_of(self._connection, _STATE)
            if state == self._state and not self._crossing:
                return None
            from diary.storage.change_log import read_foreign_changes

            self._renewed = None
            news = read_foreign_changes(self._rows, self._known, self._crossing)
            self._known, self._crossing = number_of(self._connection, _NEWEST), []
            return news

    span = _reads(queries.read_span)
    first_typed = _reads(queries.read_first_typed)
    days = _reads(queries.read_days)
    days_of_kind = _reads(queries.read_days_of_kind)
    columns = _reads(queries.read_columns)
    imported = _reads(queries.read_imported)
    moments = _reads(queries.read_moments)
    read_ahead = _reads(queries.read_ahead)
    texts = _reads(queries.read_texts)
    own_items = _reads(queries.read_own_items)
    records = _reads(queries.read_records)
    pairs = _reads(queries.read_pairs)
    tip_marks = _reads(queries.read_tip_marks)
    has_past = _reads(queries.has_past)
    concerns = _reads(queries.concerns)
    lists_in = _reads(queries.lists_in)

    def day(self, day: date) -> Day | None:
        """Return what is stored of one day, or None."""
        found = self.days(Period(day, day))
        return found[0] if found else None

    def forget_pages(self) -> None:
        """Give back the pages of the file that are in memory: up to 8 MiB, after a search 32."""
        with faults.reading(self.path):
            queries.forget_pages(self._connection)

    def answers_with(self, item: str) -> int:
        """Return on how many days this item was answered."""
        with faults.reading(self.path):
            return int(self._rows.execute("SELECT count(*) FROM answer WHERE item = ?", (item,)).fetchone()[0])

    def count_days(self) -> int:
        """Return how many days have anything in them."""
        with faults.reading(self.path):
            return number_of(self._rows, "SELECT count(*) FROM day")

    def look(self, read: Callable[[Connection], Read]) -> Read:
        """Return what `read` finds in the file itself."""
        with faults.reading(self.path):
            return read(self._connection)

    def seal(self, told: Callable[[Connection], tuple[Read, str]], key: str, marked: int) -> Read:
        """Store the text `told` makes of all rows as a setting, and mark the file for good, as a share is."""
        with self._writing() as db:
            found, text = told(self._connection)
            db.table("setting").upsert({"key": key, "value": text}, pk="key")
            db.execute(f"PRAGMA user_version = {marked:d}")
        return found

    def put_pairs(self, table: Pairs, pairs: Mapping[str, str]) -> None:
        """Store these together or not at all; an empty value deletes its key. Undo does not touch them."""
        from diary.storage.change import replacing

        with self._writing() as db:
            for key, value in pairs.items():
                if value:
                    db.execute(replacing(table, ("key", "value"), ("key",)), (key, value))
                else:
                    db.execute(f"DELETE FROM {table} WHERE key = ?", (key,))

    def put_tip_mark(self, marked: MarkedTip, instead_of: TipMark | None = None) -> None:
        """Store a mark and delete the one it replaces. It has the number of the newest change; undo leaves it."""
        with self._writing() as db:
            if instead_of is not None:
                db.table("tip_mark").delete_where("tip = ? AND mark = ?", [marked.tip, instead_of.value])
            db.execute(
                "INSERT INTO tip_mark (tip, day, mark, revision)"
                " VALUES (?, ?, ?, (SELECT coalesce(max(id), 0) FROM change)) ON CONFLICT DO NOTHING",
                (marked.tip, marked.day.isoformat(), marked.mark.value),
            )

    def drop_tip_mark(self, tip: str, mark: TipMark) -> None:
        """Delete this mark of a tip, whenever it was made."""
        with self._writing() as db:
            db.table("tip_mark").delete_where("tip = ? AND mark = ?", [tip, mark.value])

    def change_log(self, day: date | None = None) -> "ChangeLog":
        """Read the change log of the diary, or of one day, as it is now."""
        from diary.storage.change_log import ChangeLog

        with faults.reading(self.path):
            return ChangeLog(self._rows, None if day is None else day.isoformat())

    def forget(self, change: int, key: EntryKey) -> None:
        """Delete what `change` replaced under this key from the file for good."""
        from diary.storage import change_log

        with self._writing() as db:
            change_log.forget(db, change, key)

    def forget_before(self, at: datetime) -> int:
        """Delete everything that was replaced before `at` from the file for good; returns how many rows."""
        from diary.storage import change_log

        with self._writing() as db:
            return change_log.forget_before(db, int(at.timestamp()))

    def records_about(self, item: str) -> tuple[int, ...]:
        """Return the numbers of the records that are about this item: questions, and one change at a time."""
        from diary.storage.change_log import ABOUT

        with faults.reading(self.path):
            return tuple(number for (number,) in self._connection.execute(ABOUT, (item,)).fetchall())

    def forget_item(self, item: str) -> None:
        """Delete everything that an own item, its answers and what was asked of it were from the file for good."""
        from diary.storage import change_log

        with self._writing() as db:
            change_log.forget_item(db, item)

    def undoable(self) -> int | None:
        """Return the newest change that can be undone."""
        with faults.reading(self.path):
            found: int | None = self._connection.execute(_UNDOABLE).fetchone()[0]
            return found

    @contextmanager
    def change(
        self, kind: Literal["save", "import", "undo"], at: datetime, undoes: int | None = None
    ) -> Iterator["Change"]:
        """Begin one durable change: committed when the block ends, rolled back when it raises or is abandoned."""
        from diary.storage.change import Change

        self._refuse_if_replaced()
        db = self._writer()
        with faults.refusing(self.path):
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
                self._identity.note()
                if not change.abandoned:
                    self._count_own(revision)
            except BaseException:  # interrupted too: a transaction must not stay open
                if self._connection.in_transaction:
                    db.execute("ROLLBACK")
                raise

    @contextmanager
    def _writing(self) -> Iterator["Database"]:
        """Begin a small durable write that is no change and cannot be undone: all of it or nothing."""
        self._refuse_if_replaced()
        with faults.refusing(self.path), self._writer().atomic() as db, self._counted(db):
            yield db
        self._identity.note()

    def _refuse_if_replaced(self) -> None:
        """Raise Refusal FILE_GONE or FILE_REPLACED when the open file lost its name: writes would be lost."""
        match self.presence:
            case FilePresence.GONE:
                raise Refusal(Reason.FILE_GONE, path=self.path)
            case FilePresence.REPLACED | FilePresence.OVERWRITTEN:
                raise Refusal(Reason.FILE_REPLACED, path=self.path)

    def _count_own(self, revision: int) -> None:
        """Count a change of our own. One that is not the next shows that others wrote in between: see `news`."""
        self._origin = self._origin or number_of(self._connection, _ORIGIN)
        if revision == self._known + 1 and not self._crossing:
            self._known = revision
        else:
            self._crossing.append(revision)

    @contextmanager
    def _counted(self, db: "Database") -> Iterator[None]:
        """Number the state an encrypted diary comes to, one after the one it had, where its journal has the number
        too (see `storage.rollback_journal`); last, because sqlite-utils tries out a table when it first
        upserts."""
        if self.key is None:
            yield
            return
        cookie = int(db.execute("PRAGMA schema_version").fetchone()[0])
        yield
        db.execute(f"PRAGMA schema_version = {(cookie + 1) % (1 << 31):d}")

    def _writer(self) -> "Database":
        if self._db is None:
            from sqlite_utils import Database

            from diary.storage.older import is_own_schema

            if not self.read_only and not is_own_schema(self._connection):
                raise Refusal(Reason.FILE_DAMAGED, path=self.path)
            self._db = Database(self._connection, strict=True, execute_plugins=False)
        return self._db


def number_of(connection: Connection, statement: str) -> int:
    """Return the number that a statement with one number for a result returns."""
    return int(connection.execute(statement).fetchone()[0])


def preload_writer() -> None:
    """Import what the first save needs, so that a worker thread can do it while the first page is read."""
    _import_sqlite_utils()
    import_module("diary.storage.change")
    import_module("diary.storage.schema")


def _import_sqlite_utils() -> None:
    """Import sqlite-utils without click and dateutil, 2 MiB for a command line and recipes of its own; as usual if
    click is there, as in a command of ours. A test writes with it."""
    absent = {} if "click" in sys.modules else {name: ModuleType(name) for name in ("click", "dateutil")}
    for module in absent.values():
        vars(module)["__getattr__"] = lambda _name: object
    sys.modules.update(absent)
    try:
        import_module("sqlite_utils")
    finally:
        for name in absent:
            del sys.modules[name]
