"""What a diary remembers of tips: read and written beside its days, without being a change of them."""

from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from diary.domain.tip_mark import MarkedTip, TipMark
from diary.storage import faults
from diary.storage.reading import Connection

if TYPE_CHECKING:
    from sqlite_utils import Database


class TipMarks:
    """The part of an open diary file that holds the marks."""

    path: Path
    _connection: Connection

    def tip_marks(self) -> tuple[MarkedTip, ...]:
        """What is remembered of tips, oldest first."""
        with faults.reading(self.path):
            rows = self._connection.execute("SELECT tip, day, mark FROM tip_mark ORDER BY day, tip, mark")
            return tuple(MarkedTip(str(tip), date.fromisoformat(day), TipMark(mark)) for tip, day, mark in rows)

    def put_tip_mark(self, marked: MarkedTip, instead_of: TipMark | None = None) -> None:
        """Remember a mark and forget the one it replaces; it carries the newest change, undo leaves it alone."""
        with faults.refusing(self.path), self._writer().atomic() as db, self._counted(db):
            if instead_of is not None:
                db.table("tip_mark").delete_where("tip = ? AND mark = ?", [marked.tip, instead_of.value])
            db.execute(
                "INSERT INTO tip_mark (tip, day, mark, revision)"
                " VALUES (?, ?, ?, (SELECT coalesce(max(id), 0) FROM change)) ON CONFLICT DO NOTHING",
                (marked.tip, marked.day.isoformat(), marked.mark.value),
            )

    def drop_tip_mark(self, tip: str, mark: TipMark) -> None:
        """Forget this mark of a tip, whenever it was made."""
        with faults.refusing(self.path), self._writer().atomic() as db, self._counted(db):
            db.table("tip_mark").delete_where("tip = ? AND mark = ?", [tip, mark.value])

    def _writer(self) -> "Database":
        raise NotImplementedError

    def _counted(self, db: "Database") -> AbstractContextManager[None]:
        raise NotImplementedError
