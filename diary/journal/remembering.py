"""What a diary remembers beside its days: what was said of tips, and how far back the look at links was asked for.

Undo does not touch it, and pages that show days are not told: no day changes.
"""

from datetime import date
from typing import Final

from diary.domain.tip_mark import MarkedTip, TipMark
from diary.journal.contents import DiaryContents

LINKS_UNTIL: Final = "links.until"
_OPPOSITE: Final = {TipMark.HELPFUL: TipMark.NOT_FOR_ME, TipMark.NOT_FOR_ME: TipMark.HELPFUL}


class Remembering(DiaryContents):
    """A diary that can be marked. Every method that writes raises Refusal when the file will not take it."""

    def tip_marks(self) -> tuple[MarkedTip, ...]:
        """What is remembered of tips, oldest first."""
        return self._store.tip_marks()

    def mark_tip(self, tip: str, mark: TipMark) -> None:
        """Remember that a tip was shown today, or what the person says of it (one saying replaces the other)."""
        self._store.put_tip_mark(MarkedTip(tip, self.today, mark), _OPPOSITE.get(mark))

    def unmark_tip(self, tip: str, mark: TipMark) -> None:
        """Take back what was said of a tip."""
        self._store.drop_tip_mark(tip, mark)

    def links_until(self) -> date | None:
        """The last day the person asked to look at for what goes together; None as long as nobody asked."""
        try:
            return date.fromisoformat(self._store.pairs("setting").get(LINKS_UNTIL, ""))
        except ValueError:
            return None

    def look_at_links_until(self, day: date | None) -> None:
        """Remember that the person asked for the look at links up to this day; None takes the wish back."""
        self._store.put_pairs("setting", {LINKS_UNTIL: "" if day is None else day.isoformat()})
