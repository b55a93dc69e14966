"""Taking in another copy of the same diary: in one change, by what both copies say about their own past."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from diary.domain.item import Catalogue
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import COUNTED, Key, Merged, Value, Verdict, day_of, merge
from diary.storage.lineage import Lineage, Rows, entries, record_of
from diary.storage.store import Store
from diary.storage.triggers import RECORDED

if TYPE_CHECKING:
    from diary.storage.writing import Change


class Kinship(StrEnum):
    """What another diary is to this one."""

    COPY = "copy"
    """Both went on from the same diary, or one of the two is still empty."""
    KNOWN = "known"
    """A copy of which everything was taken in before."""
    OTHER = "other"
    """A diary that began on its own."""


@dataclass(frozen=True)
class Merging:
    """What merging did, or would do: every entry that came from the other copy or was changed in both."""

    kinship: Kinship
    entries: tuple[Merged, ...] = ()

    @property
    def taken(self) -> tuple[Merged, ...]:
        """Changed in the other copy only."""
        return tuple(entry for entry in self.entries if entry.verdict is Verdict.TAKEN)

    @property
    def both(self) -> tuple[Merged, ...]:
        """Changed in both copies: one version is in the diary, the other can be looked up in the day's past."""
        return tuple(entry for entry in self.entries if entry.verdict is not Verdict.TAKEN)

    @property
    def days(self) -> tuple[date, ...]:
        """The days with an entry that differs, oldest first."""
        return tuple(sorted({day for entry in self.entries if (day := day_of(entry.key)) is not None}))


@dataclass(frozen=True)
class Copy:
    """All that is in a diary, in the form in which another copy can take it in."""

    lineage: Lineage
    settings: Mapping[str, str]
    profile: Mapping[str, str]

    @classmethod
    def of(cls, store: Store) -> "Copy":
        """What is in an open diary now. Raises Refusal FILE_DAMAGED."""
        return cls(store.lineage(), store.pairs("setting"), store.pairs("profile"))


def merge_copy(
    store: Store, other: Copy, catalogue: Catalogue, at: datetime, *, keep: bool
) -> tuple[Merging, Period | None]:
    """Take in what `other` has; with `keep` False nothing is written.

    Nothing happens to a diary that is no copy of this one. Raises Refusal for a value no diary can hold and
    OWN_ITEM_IN_USE when the two copies made different own items under one name; then nothing has changed.
    """
    ours, theirs = store.lineage(), other.lineage
    bases = _bases(ours, theirs)
    if bases is None:
        return Merging(Kinship.OTHER), None
    if theirs.head and theirs.head <= ours.taken_in(theirs):
        return Merging(Kinship.KNOWN), None
    offered = theirs.versions()
    merged = merge(map(entries, bases), ours.versions(), offered)
    _check(catalogue, merged)
    merging = Merging(Kinship.COPY, merged)
    if not keep:
        return merging, None
    if not merged:
        if theirs.head > ours.common(theirs):
            store.put_pairs("setting", dict([record_of(theirs, ours.head, None)]))
        return merging, None
    profile = store.pairs("profile")
    with store.change("import", at) as change:
        _Writer(change, ours, theirs, merged, offered.written).write()
        for key, value in () if ours.head else other.settings.items():
            change.put_pair("setting", key, value)
        for key, value in other.profile.items():
            if key not in profile:
                change.put_pair("profile", key, value)
        change.put_pair("setting", *record_of(theirs, change.revision, change.revision))
    days = merging.days
    return merging, Period(days[0], days[-1]) if days else store.span()


def _bases(ours: Lineage, theirs: Lineage) -> list[Rows] | None:
    """The states both copies went on from; None when they have nothing in common."""
    if not (ours.head and theirs.head):
        return [{}]
    common = ours.common(theirs)
    of_theirs, of_ours = ours.taken_in(theirs), theirs.taken_in(ours)
    if of_theirs <= common and of_ours <= common:
        return [{**theirs.at(common), **_known(ours.at(common))}] if common else None
    if of_theirs <= common or ours.includes(of_ours, theirs, of_theirs):
        return [ours.at(of_ours)]
    if of_ours <= common or theirs.includes(of_theirs, ours, of_ours):
        return [theirs.at(of_theirs)]
    return [ours.at(of_ours), theirs.at(of_theirs)]


def _known(rows: Rows) -> Rows:
    return {place: row for place, row in rows.items() if row[0] is not None}


def _check(catalogue: Catalogue, merged: Iterable[Merged]) -> None:
    """Look at every value that would come in, and at own items of one name that ask different things."""
    for entry in merged:
        table, name = entry.key[0], str(entry.key[1])
        if table == "own_item" and entry.ours and entry.theirs and _shape(entry.ours) != _shape(entry.theirs):
            raise Refusal(Reason.OWN_ITEM_IN_USE, item=name)
        is_numeric = table == "answer" and name in catalogue and catalogue.item(name).is_numeric
        if is_numeric and entry.result is not None:
            catalogue.item(name).check(float(entry.result[0] or 0))


def _shape(own: Value) -> Mapping[str, Any]:
    named = dict(zip(RECORDED["own_item"][1:], own, strict=True))
    return {name: named[name] for name in ("kind", "low", "high", "options")}


class _Writer:
    """Writes what has to change as one change."""

    def __init__(
        self,
        change: "Change",
        ours: Lineage,
        theirs: Lineage,
        merged: tuple[Merged, ...],
        written: Mapping[Key, int],
    ) -> None:
        self._change = change
        self._ours = ours
        self._theirs = theirs
        self._merged = merged
        self._written = written
        self._lessened: set[str] = set()

    def write(self) -> None:
        self._keep_days()
        numbers = self._numbers()
        for entry in self._merged:
            table = str(entry.key[0])
            if entry.verdict is Verdict.OURS:
                self._keep_other(entry)
            elif table in COUNTED:
                self._count(entry, numbers.get(entry.key, []))
            elif table not in {"zone", "kind"}:
                self._put(entry)
        self._change.flush()
        for day in sorted(self._lessened):
            self._change.forget_if_empty(date.fromisoformat(day))

    def _keep_days(self) -> None:
        """Make the days what they are to be before anything is put on them."""
        wanted = {entry.key: entry.result for entry in self._merged if entry.key[0] in {"zone", "kind"}}
        for day in {found.isoformat() for entry in self._merged if (found := day_of(entry.key)) is not None}:
            before = self._ours.rows.get(("day", (day,)))
            other = self._theirs.rows.get(("day", (day,)))
            known = next(row[0] for row in (before, other, (("", "UTC", ""), 0)) if row is not None and row[0])
            zone = wanted.get(("zone", day)) or (known[1],)
            usual = (before[0][2],) if before is not None and before[0] else ("ordinary",)
            kind = wanted.get(("kind", day), usual) or ("ordinary",)
            if before is None or before[0] != (day, *zone, *kind):
                self._change.put_row("day", {"day": day, "zone": zone[0], "kind": kind[0]})
            if kind == ("ordinary",) != usual:
                self._lessened.add(day)
        self._change.flush()

    def _numbers(self) -> dict[Key, list[int]]:
        """The numbers our activities and moments have, by what they say, oldest first."""
        found: dict[Key, list[int]] = {}
        for (table, primary), (content, _revision) in sorted(self._ours.rows.items(), key=lambda row: row[0][0]):
            if table in COUNTED and content is not None:
                found.setdefault((table, *content[1:]), []).append(primary[0])
        return found

    def _count(self, entry: Merged, numbers: list[int]) -> None:
        table = str(entry.key[0])
        wanted = int(entry.result[0] or 0) if entry.result else 0
        for number in sorted(numbers)[wanted:]:
            self._change.drop_row(table, (number,))
            self._lessened.add(str(entry.key[1]))
        for _ in range(wanted - len(numbers)):
            self._change.add_row(table, dict(zip(RECORDED[table][1:], entry.key[1:], strict=True)))

    def _put(self, entry: Merged) -> None:
        table, *key = entry.key
        if entry.result is None:
            self._change.drop_row(str(table), tuple(key))
            day = day_of(entry.key)
            if day is not None:
                self._lessened.add(day.isoformat())
        else:
            self._change.put_row(str(table), _row(entry.key, entry.result))

    def _keep_other(self, entry: Merged) -> None:
        """Our version stays; theirs goes to the day's past, with when it was written."""
        if entry.theirs is None or entry.key[0] in COUNTED:
            return
        day = day_of(entry.key)
        self._change.keep_version(
            "day" if entry.key[0] in {"zone", "kind"} else str(entry.key[0]),
            None if day is None else day.isoformat(),
            {**_row(entry.key, entry.theirs), "at": self._written.get(entry.key, 0)},
        )


def _row(key: Key, value: Value) -> dict[str, Any]:
    """An entry as the columns it is made of."""
    if key[0] in {"zone", "kind"}:
        return {"day": key[1], str(key[0]): value[0]}
    return dict(zip(RECORDED[str(key[0])], (*key[1:], *value), strict=True))
