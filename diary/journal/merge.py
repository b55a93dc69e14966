"""Merges another copy of the same diary in one change, by the change logs of both."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from diary.domain.form import PRESET_SETTING
from diary.domain.item import Catalogue
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import DiaryRelation, EntryValue, Merged, Verdict, day_of, merge
from diary.domain.tip_choice import MarkedTip
from diary.journal.checks import check_text, clean_row
from diary.journal.open_file import Joined
from diary.journal.write_entries import write_entries
from diary.paths import backup_folder
from diary.storage.change_log import ChangeLog, Rows, entries, record_of
from diary.storage.store import Store
from diary.storage.version import RECORDED


class Merging(Struct, frozen=True):
    """What a merge did, or would do: every entry that came from the other copy or was changed in both."""

    relation: DiaryRelation
    entries: tuple[Merged, ...] = ()

    @property
    def taken(self) -> tuple[Merged, ...]:
        """Changed in the other copy only."""
        return tuple(entry for entry in self.entries if entry.verdict is Verdict.TAKEN)

    @property
    def both(self) -> tuple[Merged, ...]:
        """Changed in both copies: one version is in the diary, the other among the day's earlier versions."""
        return tuple(entry for entry in self.entries if entry.verdict is not Verdict.TAKEN)

    @property
    def days(self) -> tuple[date, ...]:
        """The days with an entry that differs, oldest first."""
        return tuple(sorted({day for entry in self.entries if (day := day_of(entry.key)) is not None}))


class DiarySnapshot(Struct, frozen=True):
    """All that is in a diary, in a form that another copy of it can merge."""

    change_log: ChangeLog
    settings: Mapping[str, str]
    profile: Mapping[str, str]
    tip_marks: frozenset[MarkedTip] = frozenset()

    @classmethod
    def of(cls, store: Store) -> "DiarySnapshot":
        """Read what is in an open diary now. Raises Refusal FILE_DAMAGED."""
        return cls(
            store.change_log(), store.pairs("setting"), store.pairs("profile"), frozenset(store.tip_marks())
        )


def merge_copy(
    store: Store, other: DiarySnapshot, catalogue: Catalogue, at: datetime, *, keep: bool
) -> tuple[Merging, Period | None]:
    """Merge what `other` has; with `keep` False nothing is written.

    A diary that is no copy of this one is not merged. Raises Refusal for a value no diary can hold and
    OWN_ITEM_IN_USE when the two copies made different own items under one name; then nothing has changed.
    """
    ours, theirs = store.change_log(), other.change_log
    merging = compare(ours, theirs, catalogue)
    if merging.relation is not DiaryRelation.COPY:
        return merging, None
    if not keep:
        return merging, None
    if not merging.entries:
        if theirs.head > ours.common(theirs):
            store.put_pairs("setting", dict([record_of(theirs, ours.head, None)]))
        return merging, None
    profile = store.pairs("profile")
    with store.change("import", at) as change:
        write_entries(change, merging.entries, ours.rows, theirs.rows, theirs.versions.written)
        if not ours.head:  # a new diary asks what the other one asked, also where that never chose
            for key, value in {PRESET_SETTING: "", **other.settings}.items():
                change.put_pair("setting", key, value)
        for key, value in other.profile.items():
            if key not in profile:
                change.put_pair("profile", key, clean_row("profile", {"value": value})["value"])
        for marked in other.tip_marks - frozenset(store.tip_marks()):
            row = {"tip": marked.tip, "day": marked.day.isoformat(), "mark": marked.mark.value}
            change.add_row("tip_mark", row)
        change.put_pair("setting", *record_of(theirs, change.revision, change.revision))
    days = merging.days
    return merging, Period(days[0], days[-1]) if days else store.span()


def compare(ours: ChangeLog, theirs: ChangeLog, catalogue: Catalogue) -> Merging:
    """Return what a merge would do. Raises Refusal as `merge_copy` does."""
    ours.name_hidden(theirs)
    theirs.name_hidden(ours)
    bases = _bases(ours, theirs)
    if bases is None:
        return Merging(DiaryRelation.OTHER)
    if theirs.head and theirs.head <= ours.taken_in(theirs):
        return Merging(DiaryRelation.KNOWN)
    merged = merge(map(entries, bases), ours.versions, theirs.versions)
    _check(catalogue, merged)
    return Merging(DiaryRelation.COPY, merged)


def join(new: Store, old: Store, catalogue: Catalogue, at: datetime) -> Joined:
    """Merge what only the open file had into the file that took its name.

    Of another diary nothing is merged: the old one is kept among the backups. Nothing is lost either way. Raises
    Refusal when either cannot be read or written.
    """
    merging, period = merge_copy(new, DiarySnapshot.of(old), catalogue, at, keep=True)
    if merging.relation is DiaryRelation.OTHER:
        old.keep_backup(backup_folder(old.path), at)
    return period, merging.both


def _bases(ours: ChangeLog, theirs: ChangeLog) -> list[Rows] | None:
    """Return the last common states of both copies; None when they have nothing in common."""
    if not (ours.head and theirs.head):
        return [{}]
    common = ours.common(theirs)
    of_theirs, of_ours = ours.taken_in(theirs), theirs.taken_in(ours)
    if of_theirs <= common and of_ours <= common:
        return [_whole(theirs.at(common), ours, common)] if common else None
    if of_theirs <= common or ours.includes(of_ours, theirs, of_theirs):
        return [_left(ours, theirs, of_ours)]
    if of_ours <= common or theirs.includes(of_theirs, ours, of_ours):
        return [_left(theirs, ours, of_theirs)]
    return [_left(ours, theirs, of_ours), _left(theirs, ours, of_theirs)]


def _left(copy: ChangeLog, other: ChangeLog, head: int) -> Rows:
    """Return the copy as it was when `other` took in its changes up to `head`."""
    return _whole(copy.at(head), other, other.took(copy, head))


def _whole(base: Rows, other: ChangeLog, common: int) -> Rows:
    """Return the base with what one copy has forgotten for good filled in from the other, if that has it."""
    if all(row[0] is not None for row in base.values()):
        return base
    return {**base, **{place: row for place, row in other.at(common).items() if row[0] is not None}}


def _check(catalogue: Catalogue, merged: Iterable[Merged]) -> None:
    """Check every value that would be merged, and own items of one name that ask different things."""
    for entry in merged:
        table, name = entry.key[0], str(entry.key[1])
        for text in (*entry.key, *(entry.theirs or ())):
            if isinstance(text, str):
                check_text(text)
        if table == "own_item" and entry.ours and entry.theirs and _shape(entry.ours) != _shape(entry.theirs):
            raise Refusal(Reason.OWN_ITEM_IN_USE, item=name)
        is_numeric = table == "answer" and name in catalogue and catalogue.item(name).is_numeric
        if is_numeric and entry.result is not None:
            catalogue.item(name).check(float(entry.result[0] or 0))


def _shape(own: EntryValue) -> Mapping[str, Any]:
    named = dict(zip(RECORDED["own_item"][1:], own, strict=True))
    return {name: named[name] for name in ("kind", "low", "high", "options")}
