"""Going back in a diary, and bringing two copies of one together: what its own records of the past are for."""

from typing import TYPE_CHECKING

from diary.domain.period import Period
from diary.journal.reader import Reader

if TYPE_CHECKING:
    from diary.journal.merging import Copy, Merging


class History(Reader):
    """A diary that is open, with the changes that were made in it."""

    @property
    def can_undo(self) -> bool:
        """Whether there is a change left to undo."""
        return self._store.undoable() is not None

    def undo(self) -> Period | None:
        """Take back the newest change; the period it concerned, or None when there was nothing to undo."""
        undone = self._store.undoable()
        if undone is None:
            return None
        with self._store.change("undo", self._clock(), undone) as change:
            period = change.take_back(undone)
        self._tell_all(period)
        return period

    def as_copy(self) -> "Copy":
        """All that is in this diary, for another copy of it to take in."""
        from diary.journal.merging import Copy

        return Copy.of(self._store)

    def merge(self, other: "Copy", *, dry_run: bool = False) -> "Merging":
        """Take in another copy of this diary, in one change: see `journal.merging`.

        Raises Refusal for what this diary cannot hold; then nothing of the other copy was stored.
        """
        from diary.journal.merging import merge_copy

        merging, period = merge_copy(self._store, other, self._built_in, self._clock(), keep=not dry_run)
        if not dry_run and merging.entries:
            self._tell_all(period)
        return merging

    def _tell_all(self, period: Period | None) -> None:
        """Tell what changed; own items concern every day there is."""
        before = self.own_items
        self._read_own_items()
        if period is not None:
            self._tell(period)
        elif self.own_items != before:
            self._tell(self.span() or Period(self.today, self.today))
