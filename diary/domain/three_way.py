"""Merges two copies of one diary: a change on one side is taken over, a conflicting change is decided and
reported.

A diary is compared as entries: one answer, one area, one note, one kind of activity with how often it was noted.
An entry is compared with what it was when the copies were last the same, so that neither copy's clock decides what
happened after what. Only where both changed the same entry does the later moment of typing decide, and the version
that lost is returned to be kept. The model is the three-way merge of `diff3` (Khanna, Kunal & Pierce 2007).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from diary.domain.day import ACTIVITIES, BODY_MAP

EntryKey: TypeAlias = tuple[str | int | float | None, ...]
"""The table, then the columns that identify an entry in it."""
EntryValue: TypeAlias = tuple[str | int | float | None, ...]


class DiaryRelation(StrEnum):
    """How another diary is related to this one."""

    COPY = "copy"
    """Both continue the same diary, or one of the two is still empty."""
    KNOWN = "known"
    """A copy that was merged completely before."""
    OTHER = "other"
    """A diary that began on its own."""


class Verdict(StrEnum):
    """How an entry that differs came to be what it is in the merged diary."""

    TAKEN = "taken"
    """Only the other copy changed it: added, changed or taken away there."""
    OURS = "ours"
    """Both changed it, and this copy's version is the later one."""
    THEIRS = "theirs"
    """Both changed it, and the other copy's version is the later one."""


class Versions(Struct, frozen=True):
    """The entries of one copy of the diary, and for each of them the second since 1970 in which it was written
    (decides between two versions of which neither came after the other)."""

    entries: Mapping[EntryKey, EntryValue]
    written: Mapping[EntryKey, int]


class Merged(Struct, frozen=True):
    """An entry that differs between two copies of the diary. None means that the entry is absent."""

    key: EntryKey
    ours: EntryValue | None
    theirs: EntryValue | None
    result: EntryValue | None
    verdict: Verdict


def day_of(key: EntryKey) -> date | None:
    """Return the day an entry belongs to; None for own items and records, which belong to no day."""
    return None if key[0] in UNDATED else date.fromisoformat(str(_day(key)[0]))


UNDATED = frozenset({"own_item", "record"})
"""Entries that belong to no day."""
COUNTED = frozenset({"activity", "moment"})
"""Entries that may be there more than once; their value is how often."""
TIMED = frozenset({"answer", "nap"})
"""Entries that say themselves when they were typed."""
TYPED_AT = 1
"""Where the value of such an entry holds the moment it was typed."""


def merge(bases: Iterable[Mapping[EntryKey, EntryValue]], ours: Versions, theirs: Versions) -> tuple[Merged, ...]:
    """Return every entry that has to change in our copy or was changed on both sides, in the order of the keys.

    `bases` are the last common states: one, or two when each copy was merged with the other before.
    """
    bases = tuple(bases)
    found: dict[EntryKey, Merged] = {}
    for key in ours.entries.keys() | theirs.entries.keys():
        mine, other = ours.entries.get(key), theirs.entries.get(key)
        if mine == other:
            continue
        before = tuple(base.get(key) for base in bases)
        merged = _one(key, before, mine, other, (ours.written.get(key, 0), theirs.written.get(key, 0)))
        if merged is not None:
            found[key] = merged
    _agree(found, ours.entries, theirs.entries)
    _keep_asked(found, ours.entries, theirs.entries)
    return tuple(found[key] for key in sorted(found, key=_order))


def _agree(
    found: dict[EntryKey, Merged], ours: Mapping[EntryKey, EntryValue], theirs: Mapping[EntryKey, EntryValue]
) -> None:
    """Make answers agree with rows: areas need the answer `body_map`, "nothing today" goes with no activity."""
    touched = {_day(key) for key in found if key[0] in {"answer", "pain_area", "activity"}}
    for table, item, wanted in (("pain_area", BODY_MAP, True), ("activity", ACTIVITIES, False)):
        rows = {key for key in ours if key[0] == table} | {key for key in found if key[0] == table}
        with_rows = {_day(key) for key in rows if key not in found or found[key].result is not None}
        for day in touched & with_rows:
            key: EntryKey = ("answer", item, *day)
            mine, other = ours.get(key), theirs.get(key)
            if ((found[key].result if key in found else mine) is not None) == wanted:
                continue
            result = (mine if mine is not None else other) if wanted else None
            found[key] = Merged(key, mine, other, result, Verdict.OURS if result == mine else Verdict.THEIRS)


def _keep_asked(
    found: dict[EntryKey, Merged], ours: Mapping[EntryKey, EntryValue], theirs: Mapping[EntryKey, EntryValue]
) -> None:
    """Keep an own item that one copy deleted while the other answered it: an answer is nothing without it."""
    items = {key for key in ours.keys() | theirs.keys() if key[0] == "own_item"}
    gone = [key for key in items if (found[key].result if key in found else ours.get(key)) is None]
    if not gone:
        return
    answers = {key for key in ours if key[0] == "answer"} | {key for key in found if key[0] == "answer"}
    answered = {key[1] for key in answers if key not in found or found[key].result is not None}
    for key in gone:
        if key[1] in answered:
            mine, other = ours.get(key), theirs.get(key)
            verdict = Verdict.THEIRS if mine is None else Verdict.OURS
            found[key] = Merged(key, mine, other, other if mine is None else mine, verdict)


def _day(key: EntryKey) -> EntryKey:
    return (key[2],) if key[0] == "answer" else (key[1],)


def _one(
    key: EntryKey,
    before: tuple[EntryValue | None, ...],
    ours: EntryValue | None,
    theirs: EntryValue | None,
    written: tuple[int, int],
) -> Merged | None:
    """Merge one entry that differs; None when only we changed it."""
    we_changed, they_changed = ours not in before, theirs not in before
    if we_changed and not they_changed:
        return None
    if they_changed and not we_changed:
        return Merged(key, ours, theirs, theirs, Verdict.TAKEN)
    if key[0] in TIMED and ours is not None and theirs is not None and _untimed(ours) == _untimed(theirs):
        earlier = min(ours, theirs, key=_typed_at)  # the same answer twice: the first time of typing counts
        return None if earlier == ours else Merged(key, ours, theirs, earlier, Verdict.TAKEN)
    result = _decided(key, ours, theirs, written)
    return Merged(key, ours, theirs, result, Verdict.OURS if result == ours else Verdict.THEIRS)


def _decided(
    key: EntryKey, ours: EntryValue | None, theirs: EntryValue | None, written: tuple[int, int]
) -> EntryValue | None:
    """Decide an entry that both changed: any version wins over none, and a text over its own beginning."""
    if ours is None or theirs is None:
        return theirs if ours is None else ours
    if key[0] in COUNTED:
        return max(ours, theirs, key=_order)
    if key[0] == "note":
        short, long = sorted((ours, theirs), key=lambda value: len(str(value[0])))
        if str(short[0]) in str(long[0]):
            return long
    if key[0] == "zone":
        return min(ours, theirs, key=_order)
    mine, other = written
    if key[0] in TIMED:
        mine, other = _typed_at(ours), _typed_at(theirs)
    if mine != other:
        return ours if mine > other else theirs
    return max(ours, theirs, key=_order)


def _untimed(value: EntryValue) -> EntryValue:
    return value[:TYPED_AT] + value[TYPED_AT + 1 :]


def _typed_at(value: EntryValue) -> int:
    return int(value[TYPED_AT] or 0)


def _order(parts: EntryKey) -> tuple[tuple[int, float, str], ...]:
    """Return a sort key for any two keys or values, the same on every computer."""
    return tuple(
        (0, 0.0, "") if part is None else (1, float(part), "") if isinstance(part, int | float) else (2, 0.0, part)
        for part in parts
    )


class Version(Struct, frozen=True):
    """An entry as it was until `at`, and what it became then (None: it was taken away). `change` numbers the
    change that replaced it; `elsewhere` marks a version of another copy of the diary, written at `at` and not
    taken over."""

    at: datetime
    key: EntryKey
    was: EntryValue
    became: EntryValue | None
    change: int
    elsewhere: bool = False
