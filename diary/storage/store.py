"""An open diary file: reads and writes days. The journal is its only user."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from diary.domain.day import Day, Moment
from diary.domain.item import OwnItem
from diary.domain.period import Period
from diary.domain.record import RegisterRecord
from diary.domain.three_way import EntryKey
from diary.domain.tip_mark import MarkedTip, TipMark
from diary.storage import faults, reading
from diary.storage.file_in_use import FileInUse

if TYPE_CHECKING:
    from diary.storage.lineage import Lineage
    from diary.storage.writing import Change

Pairs = Literal["profile", "setting"]

_UNDOABLE = """
SELECT max(id) FROM change
WHERE kind IN ('save', 'import') AND id NOT IN (SELECT undoes FROM change WHERE undoes IS NOT NULL)
"""


class Store(FileInUse):
    """One diary file. Every method raises Refusal (see `storage.faults`) when the file will not do."""

    def span(self) -> Period | None:
        """From the first to the last day with anything in it, or None for an empty diary."""
        with faults.reading(self.path):
            return reading.read_span(self._rows)

    def day(self, day: date) -> Day | None:
        """What is stored of one day, or None."""
        with faults.reading(self.path):
            found = reading.read_days(self._rows, Period(day, day))
            return found[0] if found else None

    def days(self, period: Period) -> tuple[Day, ...]:
        """The days of the period that have anything in them, oldest first."""
        with faults.reading(self.path):
            return reading.read_days(self._rows, period)

    def columns(self, period: Period, items: Iterable[str]) -> reading.Columns:
        """The period's rows, ready to become arrays."""
        with faults.reading(self.path):
            return reading.read_columns(self._rows, period, items)

    def moments(self, period: Period) -> tuple[tuple[date, Moment], ...]:
        """Every moment of the period with its day, the latest first."""
        with faults.reading(self.path):
            return reading.read_moments(self._rows, period)

    def own_items(self) -> tuple[OwnItem, ...]:
        """The person's own items."""
        with faults.reading(self.path):
            return reading.read_own_items(self._rows)

    def records(self, register: str) -> tuple[RegisterRecord, ...]:
        """The records of a register in their order, ended ones included."""
        with faults.reading(self.path):
            return reading.read_records(self._rows, register)

    def pairs(self, table: Pairs) -> dict[str, str]:
        """What the person wants printed about themselves, or how they want this diary's form."""
        with faults.reading(self.path):
            return reading.read_pairs(self._rows, table)

    def put_pairs(self, table: Pairs, pairs: Mapping[str, str]) -> None:
        """Store these together or not at all; an empty value takes its key away. Undo does not touch them."""
        with self._writing() as db:
            for key, value in pairs.items():
                if value:
                    db.table(table).upsert({"key": key, "value": value}, pk="key")
                else:
                    db.table(table).delete_where("key = ?", [key])

    def tip_marks(self) -> tuple[MarkedTip, ...]:
        """What is remembered of tips."""
        with faults.reading(self.path):
            return reading.read_tip_marks(self._rows)

    def put_tip_mark(self, marked: MarkedTip, instead_of: TipMark | None = None) -> None:
        """Remember a mark and forget the one it replaces; it carries the newest change, undo leaves it alone."""
        with self._writing() as db:
            if instead_of is not None:
                db.table("tip_mark").delete_where("tip = ? AND mark = ?", [marked.tip, instead_of.value])
            db.execute(
                "INSERT INTO tip_mark (tip, day, mark, revision)"
                " VALUES (?, ?, ?, (SELECT coalesce(max(id), 0) FROM change)) ON CONFLICT DO NOTHING",
                (marked.tip, marked.day.isoformat(), marked.mark.value),
            )

    def drop_tip_mark(self, tip: str, mark: TipMark) -> None:
        """Forget this mark of a tip, whenever it was made."""
        with self._writing() as db:
            db.table("tip_mark").delete_where("tip = ? AND mark = ?", [tip, mark.value])

    def lineage(self, day: date | None = None) -> "Lineage":
        """Everything the diary knows about its own past, or about that of one day, as it is now."""
        from diary.storage.lineage import Lineage

        with faults.reading(self.path):
            return Lineage(self._rows, None if day is None else day.isoformat())

    def has_past(self, day: date) -> bool:
        """Whether anything of a day was ever changed or taken away, and not forgotten."""
        with faults.reading(self.path):
            return reading.has_past(self._rows, day)

    def forget(self, change: int, key: EntryKey) -> None:
        """Take what `change` replaced under this key out of the file for good."""
        from diary.storage import forgetting

        with self._writing() as db:
            forgetting.forget(db, change, key)

    def forget_before(self, at: datetime) -> int:
        """Take everything that was replaced before `at` out of the file for good; how many rows that were."""
        from diary.storage import forgetting

        with self._writing() as db:
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


def preload_writer() -> None:
    """Import what the first save needs, so that a worker thread can do it while the first page is read."""
    import_module("sqlite_utils")
    import_module("diary.storage.writing")
