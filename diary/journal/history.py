"""Undoes changes, returns to earlier versions, and merges two copies of a diary, all from its change log."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diary.domain.day import ACTIVITIES, BODY_MAP, AnswerSource
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import COUNTED, EntryKey, EntryValue, Merged, Verdict, Version, day_of
from diary.journal import checks
from diary.journal.core import JournalCore
from diary.storage.change_log import OF_DAY, ChangeLog, Rows, entries
from diary.storage.version import RECORDED

if TYPE_CHECKING:
    from diary.journal.merge import DiarySnapshot, Merging
    from diary.journal.merge_files import MergeCandidate


def versions_of(change_log: ChangeLog, day: date) -> tuple[Version, ...]:
    """Return all earlier versions of a day, the newest first. `change_log` needs to cover that day only."""
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
        return [((name, day), (row[name],)) for name in OF_DAY if name in row and name != "zone"]
    if table in COUNTED:
        return []
    content = tuple(row.get(name) for name in RECORDED[table])
    places = {"answer": (0, 1), "own_item": (0,), "record": (0,)}.get(table, (0, 1))
    key = (table, *(content[place] for place in places))
    return [(key, content[len(places) :])]


def _is_known(value: EntryValue) -> bool:
    """Return whether the value was not forgotten for good."""
    return value != ("forgotten", "")


def entries_to_restore(key: EntryKey, was: EntryValue, rows: Rows, now: datetime) -> tuple[Merged, ...]:
    """Return what has to be written so that the entry is what it was, and the day stays consistent."""
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
"""How long an earlier version is kept: long enough to notice a loss, but deleted entries do not stay for ever."""


class History:
    """The changes that were made in a diary, here and in other copies of it."""

    def __init__(self, core: JournalCore) -> None:
        self._core = core

    @property
    def can_undo(self) -> bool:
        return self.newest is not None

    def is_newest_of(self, day: date) -> bool:
        """Return whether `undo` would take something back on this day."""
        newest = self.newest
        return newest is not None and self._core.store.concerns(newest, day)

    @property
    def newest(self) -> int | None:
        """The number of the change that `undo` would take back; None when there is none."""
        return self._core.store.undoable()

    def newest_lists(self) -> tuple[str, ...]:
        """Return the keys of the lists in which `undo` would take something back."""
        newest = self.newest
        return () if newest is None else self._core.store.lists_in(newest)

    def undo(self) -> Period | None:
        """Undo the newest change; returns the period it concerned, or None when there was nothing to undo.

        Raises Refusal NOTHING_TO_UNDO, once, for a change whose rows were all changed again or forgotten."""
        undone = self._core.store.undoable()
        if undone is None:
            return None
        with self._core.store.change("undo", self._core.now(), undone) as change:
            days = change.take_back(undone)
        if days is None:
            raise Refusal(Reason.NOTHING_TO_UNDO)
        period = Period(days[0], days[-1]) if days else None
        self._core.tell_all(period)
        return period

    def has_versions(self, day: date) -> bool:
        """Return whether anything of this day was ever changed or deleted."""
        return self._core.store.has_past(day)

    def versions(self, day: date) -> tuple[Version, ...]:
        """Return the earlier versions of the day, the newest first."""
        return versions_of(self._core.store.change_log(day), day)

    def restore_version(self, key: EntryKey, was: EntryValue) -> None:
        """Restore an earlier version of an entry; that can be undone like any other change. Raises Refusal
        UNKNOWN_ITEM for an answer to an own item that is deleted."""
        from diary.journal.write_entries import write_entries

        day = day_of(key)
        assert day is not None
        if key[0] == "answer":  # an own item that was deleted comes back with all its answers, or not at all
            self._core.catalogue.item(str(key[1]))
        rows = self._core.store.change_log(day).rows
        now = self._core.now()
        with self._core.store.change("save", now) as change:
            write_entries(change, entries_to_restore(key, was, rows, now), rows, _empty(day, self._core.zone), {})
        self._core.tell(Period(day, day))

    def move_day(self, day: date, to: date | None) -> None:
        """Have all that is in a day on another one, where nothing is yet; with None nowhere. That can be undone.

        Raises Refusal DAY_IN_USE when something is in the other day, FUTURE_DAY when it has not come.
        """
        from diary.journal.write_entries import write_entries

        core = self._core
        if to is not None:
            checks.check_day(to, core.today)
            if core.store.day(to) is not None:
                raise Refusal(Reason.DAY_IN_USE, day=to)
        rows = core.store.change_log(day).rows
        found = entries(rows).items()
        gone = [Merged(key, was, None, None, Verdict.TAKEN) for key, was in found]
        come = [] if to is None else [Merged(_on(to, key), None, was, was, Verdict.TAKEN) for key, was in found]
        with core.store.change("save", core.now()) as change:
            write_entries(change, [*gone, *come], rows, {}, {})
        for changed in (day,) if to is None else (day, to):
            core.tell(Period(changed, changed))

    def forget_version(self, version: Version) -> None:
        """Delete an earlier version for good: it is not in the file any more, and nothing can bring it back."""
        self._core.store.forget(version.change, version.key)
        day = day_of(version.key)
        self._core.tell(Period(day, day) if day else None)

    def forget_past(self, day: date, tables: Collection[str] = ()) -> int:
        """Forget for good everything a day was before, or only what was in these tables; how many versions."""
        past = [version for version in self.versions(day) if not tables or version.key[0] in tables]
        for version in past:
            self._core.store.forget(version.change, version.key)
        if past:
            self._core.tell(Period(day, day))
        return len(past)

    def records_about(self, item: str) -> tuple[int, ...]:
        """Return the numbers of the records that are about an item: questions, and changes that were tried."""
        return self._core.store.records_about(item)

    def forget_own_item(self, item: str) -> None:
        """Forget for good what an own item that was deleted was, everything that was answered with it, and the
        questions and the changes tried that are about it."""
        core = self._core
        if item in core.catalogue:
            return
        if about := self.records_about(item):
            with core.store.change("save", core.now()) as change:
                for number in about:
                    change.drop_row("record", (number,))
        core.store.forget_item(item)
        core.tell()

    def purge_old_revisions(self) -> int:
        """Delete for good what was changed or deleted over a year ago; returns how many versions that were."""
        if not self._core.file.open.is_open:
            return 0
        return self._core.store.forget_before(self._core.now() - KEPT_FOR)

    def snapshot(self) -> "DiarySnapshot":
        """Return all that is in this diary, to be merged into another copy of it."""
        from diary.journal.merge import DiarySnapshot

        return DiarySnapshot.of(self._core.store)

    def merge(self, other: "DiarySnapshot", *, dry_run: bool = False) -> "Merging":
        """Take in another copy of this diary, in one change: see `journal.merge`.

        Raises Refusal for what this diary cannot hold; then nothing of the other copy was stored.
        """
        from diary.journal.merge import merge_copy

        merging, period = merge_copy(
            self._core.store, other, self._core.built_in, self._core.now(), keep=not dry_run
        )
        if not dry_run and merging.entries:
            self._core.tell_all(period)
        return merging

    def look_at(self, other: Path, passphrase: str | None = None) -> "MergeCandidate":
        """Return what another file holds for this diary; for a thread of its own. An encrypted one opens with the
        key of this diary, or with its own passphrase. Raises Refusal: see `journal.merge_files`."""
        from diary.journal import merge_files
        from diary.storage.key import Key

        held = self._core.file.open
        key = held.key if passphrase is None else Key.of(other, passphrase)
        if passphrase is None and not merge_files.is_ours(other, key):
            raise Refusal(Reason.FILE_ENCRYPTED, path=other)
        return merge_files.look_at(other, key, held.change_log_again, self._core.built_in)

    def copies_beside(self) -> "tuple[MergeCandidate, ...]":
        """Return copies of this diary beside it that have something it has not; for a thread of its own."""
        from diary.journal.merge_files import found_beside

        held = self._core.file.open
        return tuple(found_beside(held.path, held.key, held.change_log_again, self._core.built_in))

    def accept(self, offer: "MergeCandidate") -> "Merging":
        """Merge a file that was looked at, after a proven backup of both was made. Raises Refusal: then nothing of
        it is in the diary."""
        from diary.journal.merge_files import keep_both

        held = self._core.file.open
        keep_both(held.path, held.key, offer.path, offer.key, self._core.now())
        return self.merge(offer.copy)


def _on(day: date, key: EntryKey) -> EntryKey:
    was = day_of(key)
    assert was is not None
    place = key.index(was.isoformat(), 1)
    return (*key[:place], day.isoformat(), *key[place + 1 :])


def _empty(day: date, zone: str) -> Rows:
    """Return a day without anything in it, for when it is not in the diary any more."""
    said = {**OF_DAY, "zone": zone}
    return {("day", (day.isoformat(),)): ((day.isoformat(), *(said[name] for name in RECORDED["day"][1:])), 0)}
