"""Going back in a diary, and bringing two copies of one together: what its own records of the past are for."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import EntryKey, EntryValue, day_of
from diary.journal.holding import Elsewhere
from diary.journal.reader import Reader

if TYPE_CHECKING:
    from diary.domain.version import Version
    from diary.journal.merging import Copy, Merging
    from diary.journal.offers import Offer
    from diary.storage.lineage import Rows

KEPT_FOR: Final = timedelta(days=365)
"""Long enough to find out that something was lost; what somebody took away does not stay for ever."""


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

    @property
    def is_disturbed(self) -> bool:
        """Whether something happened to the file from outside, so that it is time to `look`."""
        return self._holding.open.is_open and self._holding.open.is_disturbed

    def look(self) -> Elsewhere | None:
        """What happened to the diary elsewhere since this was last asked, told to everybody who listens.

        Raises Refusal when the file cannot be read any more.
        """
        elsewhere = self._holding.look()
        if elsewhere is not None and not elsewhere.is_gone:
            self._boundary = self.form().boundary_minutes
            self._read_own_items()
            self._tell(elsewhere.period or self.span() or Period(self.today, self.today))
        return elsewhere

    def has_versions(self, day: date) -> bool:
        """Whether anything of this day was ever changed or taken away."""
        return self._store.has_past(day)

    def versions(self, day: date) -> "tuple[Version, ...]":
        """What the day was before, the newest first."""
        from diary.journal.versions import versions_of

        return versions_of(self._store.lineage(day), day)

    def take_version(self, key: EntryKey, was: EntryValue) -> None:
        """Have an entry as it was; that can be undone like any other change."""
        from diary.journal.entries import write_entries
        from diary.journal.versions import to_have_again

        day = day_of(key)
        assert day is not None
        rows = self._store.lineage(day).rows
        now = self._clock()
        with self._store.change("save", now) as change:
            write_entries(change, to_have_again(key, was, rows, now), rows, _empty(day, self._zone), {})
        self._tell(Period(day, day))

    def forget_version(self, version: "Version") -> None:
        """Forget for good what an entry was: it is not in the file any more, and nothing can bring it back."""
        self._store.forget(version.change, version.key)
        day = day_of(version.key)
        self._tell(Period(day, day) if day else Period(self.today, self.today))

    def forget_old(self) -> int:
        """Forget for good what was changed or taken away over a year ago; how many versions that were."""
        if not self._holding.open.is_open:
            return 0
        return self._store.forget_before(self._clock() - KEPT_FOR)

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

    def look_at(self, other: Path, passphrase: str | None = None) -> "Offer":
        """What another file holds for this diary; for a thread of its own. An encrypted one opens with the key of
        this diary, or with its own passphrase. Raises Refusal: see `journal.offers`."""
        from diary.journal import offers
        from diary.storage.key import Key

        held = self._holding.open
        key = held.key if passphrase is None else Key.of(other, passphrase)
        if passphrase is None and not offers.is_ours(other, key):
            raise Refusal(Reason.FILE_ENCRYPTED, path=other)
        return offers.look_at(other, key, held.lineage_again, self._built_in)

    def copies_beside(self) -> "tuple[Offer, ...]":
        """Copies of this diary beside it that have something it has not; for a thread of its own."""
        from diary.journal.offers import found_beside

        held = self._holding.open
        return tuple(found_beside(held.path, held.key, held.lineage_again, self._built_in))

    def accept(self, offer: "Offer") -> "Merging":
        """Take in what was looked at, after a proven copy of both was made. Raises Refusal: then nothing of it is
        in the diary."""
        from diary.journal.offers import keep_both

        held = self._holding.open
        keep_both(held.path, held.key, offer, self._clock())
        return self.merge(offer.copy)

    def go_on_in(self, target: Path) -> None:
        """Go on in a copy at `target`, when the file that was open is gone: what was saved comes along, if it can
        still be read. The two are copies of one diary afterwards. Raises Refusal FILE_EXISTS, DISK_FULL, and
        DISK_ERROR when the disk itself is gone; then nothing has changed."""
        held = self._holding.open
        held.save_copy(target)
        self._holding.open = held.again(target)
        held.close()
        self._tell_all(self.span() or Period(self.today, self.today))

    def _tell_all(self, period: Period | None) -> None:
        """Tell what changed; own items concern every day there is, records none."""
        before = self.own_items
        self._read_own_items()
        if period is not None:
            self._tell(period)
        else:
            today = Period(self.today, self.today)
            self._tell((self.span() or today) if self.own_items != before else today)


def _empty(day: date, zone: str) -> "Rows":
    """A day without anything in it, for when it is not in the diary any more."""
    return {("day", (day.isoformat(),)): ((day.isoformat(), zone, "ordinary"), 0)}
