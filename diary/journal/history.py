"""Going back in a diary, and bringing two copies of one together: what its own records of the past are for."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diary.domain.day import ACTIVITIES, BODY_MAP, AnswerSource
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import COUNTED, EntryKey, EntryValue, Merged, Verdict, day_of
from diary.domain.version import Version
from diary.journal.contents import DiaryContents
from diary.journal.open_file import ExternalChange
from diary.storage.merge.change_log import ChangeLog, Rows, entries
from diary.storage.triggers import RECORDED

if TYPE_CHECKING:
    from diary.domain.version import Version
    from diary.journal.merge import DiarySnapshot, Merging
    from diary.journal.merge_files import MergeCandidate
    from diary.storage.merge.change_log import Rows


def versions_of(change_log: ChangeLog, day: date) -> tuple[Version, ...]:
    """All earlier versions of a day, the newest first. `change_log` needs to know that day only."""
    found = [*_own(change_log), *_of_copies(change_log, day.isoformat())]
    return tuple(sorted(found, key=lambda version: (version.change, version.at), reverse=True))


def _own(change_log: ChangeLog) -> Iterator[Version]:
    for logged, before, after in change_log.steps():
        touched = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
        if not touched:
            continue
        was, became = entries(before), entries(after)
        for key, value in was.items():
            is_told = key[0] != "zone" and key[:2] != ("answer", BODY_MAP) and _is_known(value)
            if is_told and became.get(key) != value:
                at = datetime.fromtimestamp(logged.at, UTC)
                yield Version(at, key, value, became.get(key), logged.id)


def _of_copies(change_log: ChangeLog, day: str) -> Iterator[Version]:
    for change, table, row in change_log.elsewhere:
        at = datetime.fromtimestamp(int(row.get("at", 0)), UTC)
        for key, value in _entries_of(table, day, row):
            yield Version(at, key, value, None, change, elsewhere=True)


def _entries_of(table: str, day: str, row: Mapping[str, Any]) -> Iterable[tuple[EntryKey, EntryValue]]:
    if table == "day":
        return [(("kind", day), (row["kind"],))] if "kind" in row else []
    if table in COUNTED:
        return []
    content = tuple(row.get(name) for name in RECORDED[table])
    places = {"answer": (0, 1), "own_item": (0,), "record": (0,)}.get(table, (0, 1))
    key = (table, *(content[place] for place in places))
    return [(key, content[len(places) :])]


def _is_known(value: EntryValue) -> bool:
    """Not something that was forgotten for good."""
    return value != ("forgotten", "")


def to_have_again(key: EntryKey, was: EntryValue, rows: Rows, now: datetime) -> tuple[Merged, ...]:
    """What has to be written so that the entry is what it was, and the day still makes sense."""
    current = entries(rows)
    found = [Merged(key, current.get(key), was, was, Verdict.TAKEN)]
    if key[0] == "pain_area":
        filled_in: EntryKey = ("answer", BODY_MAP, key[1])
        if filled_in not in current:
            answer = (1.0, int(now.timestamp()), AnswerSource.TYPED.value)
            found.append(Merged(filled_in, None, answer, answer, Verdict.TAKEN))
    if key[0] == "activity":
        nothing: EntryKey = ("answer", ACTIVITIES, key[1])
        if nothing in current:
            found.append(Merged(nothing, current[nothing], None, None, Verdict.TAKEN))
    return tuple(found)


WORDS: Final = frozenset({"note", "moment"})
"""The tables with what was typed in words."""
KEPT_FOR: Final = timedelta(days=365)
"""Long enough to find out that something was lost; what somebody took away does not stay for ever."""


class History(DiaryContents):
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
        return self._open_file.open.is_open and self._open_file.open.is_disturbed

    def look(self) -> ExternalChange | None:
        """What happened to the diary elsewhere since this was last asked, told to everybody who listens.

        Raises Refusal when the file cannot be read any more.
        """
        elsewhere = self._open_file.look()
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

        return versions_of(self._store.change_log(day), day)

    def take_version(self, key: EntryKey, was: EntryValue) -> None:
        """Have an entry as it was; that can be undone like any other change."""
        from diary.journal.write_entries import write_entries

        day = day_of(key)
        assert day is not None
        rows = self._store.change_log(day).rows
        now = self._clock()
        with self._store.change("save", now) as change:
            write_entries(change, to_have_again(key, was, rows, now), rows, _empty(day, self._zone), {})
        self._tell(Period(day, day))

    def forget_version(self, version: "Version") -> None:
        """Forget for good what an entry was: it is not in the file any more, and nothing can bring it back."""
        self._store.forget(version.change, version.key)
        day = day_of(version.key)
        self._tell(Period(day, day) if day else Period(self.today, self.today))

    def forget_past(self, day: date, tables: Collection[str] = ()) -> int:
        """Forget for good everything a day was before, or only what was in these tables; how many versions."""
        past = [version for version in self.versions(day) if not tables or version.key[0] in tables]
        for version in past:
            self._store.forget(version.change, version.key)
        if past:
            self._tell(Period(day, day))
        return len(past)

    def forget_old(self) -> int:
        """Forget for good what was changed or taken away over a year ago; how many versions that were."""
        if not self._open_file.open.is_open:
            return 0
        return self._store.forget_before(self._clock() - KEPT_FOR)

    def as_copy(self) -> "DiarySnapshot":
        """All that is in this diary, for another copy of it to take in."""
        from diary.journal.merge import DiarySnapshot

        return DiarySnapshot.of(self._store)

    def merge(self, other: "DiarySnapshot", *, dry_run: bool = False) -> "Merging":
        """Take in another copy of this diary, in one change: see `journal.merging`.

        Raises Refusal for what this diary cannot hold; then nothing of the other copy was stored.
        """
        from diary.journal.merge import merge_copy

        merging, period = merge_copy(self._store, other, self._built_in, self._clock(), keep=not dry_run)
        if not dry_run and merging.entries:
            self._tell_all(period)
        return merging

    def look_at(self, other: Path, passphrase: str | None = None) -> "MergeCandidate":
        """What another file holds for this diary; for a thread of its own. An encrypted one opens with the key of
        this diary, or with its own passphrase. Raises Refusal: see `journal.offers`."""
        from diary.journal import merge_files
        from diary.storage.key import Key

        held = self._open_file.open
        key = held.key if passphrase is None else Key.of(other, passphrase)
        if passphrase is None and not merge_files.is_ours(other, key):
            raise Refusal(Reason.FILE_ENCRYPTED, path=other)
        return merge_files.look_at(other, key, held.change_log_again, self._built_in)

    def copies_beside(self) -> "tuple[MergeCandidate, ...]":
        """Copies of this diary beside it that have something it has not; for a thread of its own."""
        from diary.journal.merge_files import found_beside

        held = self._open_file.open
        return tuple(found_beside(held.path, held.key, held.change_log_again, self._built_in))

    def accept(self, offer: "MergeCandidate") -> "Merging":
        """Take in what was looked at, after a proven copy of both was made. Raises Refusal: then nothing of it is
        in the diary."""
        from diary.journal.merge_files import keep_both

        held = self._open_file.open
        keep_both(held.path, held.key, offer, self._clock())
        return self.merge(offer.copy)

    def go_on_in(self, target: Path) -> None:
        """Go on in a copy at `target`, when the file that was open is gone: what was saved comes along, if it can
        still be read. The two are copies of one diary afterwards. Raises Refusal FILE_EXISTS, DISK_FULL, and
        DISK_ERROR when the disk itself is gone; then nothing has changed."""
        held = self._open_file.open
        held.save_copy(target)
        self._open_file.open = held.again(target)
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
