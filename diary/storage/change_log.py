"""Reads the change log of a diary, and finds where two copies of a diary were last the same.

Every change has a number, every row carries the number of the change that wrote it, and `history` holds what a
change replaced. Two copies have a change in common when it has the same number, moment and kind in both and did
the same. Going back from the end of a copy through its `history` gives the diary as it was after any change.

Forgetting takes what changes replaced out of `history` for good. Keys and numbers of changes stay, because undo
and merging need to know that something was there; only the key of a person's own item goes too.
"""

import json
import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from diary.domain.columns import columns_of
from diary.domain.day import Day
from diary.domain.period import Period
from diary.domain.three_way import COUNTED, EntryKey, EntryValue, Merged, Verdict, Versions
from diary.storage.queries import Connection, read_span
from diary.storage.version import FORGOTTEN, PRIMARY_KEYS, RECORDED

if TYPE_CHECKING:
    from sqlite_utils import Database

MERGED = "merged."
"""Settings with this prefix record merges: which copy, up to which of its changes, by which change of ours."""

_OF_ITEMS: Final = ("answer", "own_item")
"""The tables whose rows are named by the key of an item."""

Place: TypeAlias = tuple[str, tuple[Any, ...]]
"""A table and a primary key in it."""
Row: TypeAlias = tuple[tuple[Any, ...] | None, int]
"""The recorded columns (None: forgotten), and the change that wrote them."""
Rows: TypeAlias = Mapping[Place, Row]


HIDDEN: Final = "forgotten:"
"""Begins what stands in the place of a forgotten item's key; no key of an item has a colon."""
DRAFT: Final = "draft."
"""Begins the settings that hold what is half typed."""
_IS_OF_ITEM = "(tbl, ?) IN (('answer', json_extract(old, '$.item')), ('own_item', json_extract(old, '$.key')))"
_ASKS = ", ".join(f"json_extract(data, '$.asks.{side}')" for side in ("first", "then", "outcome"))
"""What a question of one's own, or one change at a time, is about."""
_PAST = "SELECT id, tbl, old FROM history WHERE change = ?"
_PAST_OF_ITEM = f"""
SELECT id, tbl, old FROM history WHERE json_extract(old, '$.{FORGOTTEN}') IS NULL AND ({_IS_OF_ITEM}
OR tbl = 'record' AND ? IN ({_ASKS.replace("(data,", "(json_extract(old, '$.data'),")}))
"""
_NAMED = f"""
UPDATE history SET old = json_set(old, iif(tbl = 'answer', '$.item', '$.key'), ?)
WHERE json_extract(old, '$.{FORGOTTEN}') = 1 AND {_IS_OF_ITEM}
"""
_GONE_ITEMS = f"""
SELECT json_extract(old, '$.key') AS gone FROM history WHERE tbl = 'own_item' GROUP BY gone
HAVING count(*) = total(json_extract(old, '$.{FORGOTTEN}')) AND gone NOT IN (SELECT key FROM own_item)
AND substr(gone, 1, {len(HIDDEN)}) != '{HIDDEN}'
"""
_OLD = f"""
SELECT history.id, tbl, old FROM history JOIN change ON change.id = history.change
WHERE change.at < ? AND json_extract(old, '$.{FORGOTTEN}') IS NULL
"""
ABOUT: Final = f"""
WITH about AS (SELECT id FROM record WHERE ? IN ({_ASKS}))
SELECT id FROM record WHERE id IN about OR json_extract(data, '$.of') IN about
"""
"""The records that are about an item, and those that are of such a record."""


OF_DAY: Final[Mapping[str, Any]] = {
    column.name: usual.value if isinstance(usual := column.usual, Enum) else usual
    for column in columns_of(Day)
    if column.name != "date"
}
"""The columns of a day, each an entry of its own, and what stands there where nobody said anything."""


class LoggedChange(Struct, frozen=True):
    """One change; `at` in seconds since 1970."""

    id: int
    at: int
    kind: str
    undoes: int | None


class ReplacedRow(Struct, frozen=True):
    """What the change `change` replaced or took away at `place`."""

    change: int
    place: Place
    row: Row

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the primary key."""
        return PRIMARY_KEYS[self.place[0]]


class ChangeLog:
    """The change log of one copy, read once. Reading 100 fully logged years takes a few seconds."""

    def __init__(self, connection: Connection, day: str | None = None) -> None:
        """Read the log. With `day`, only what concerns this one day is read, in a thousandth of the time."""
        self.log = tuple(
            LoggedChange(*row) for row in connection.execute("SELECT id, at, kind, undoes FROM change ORDER BY id")
        )
        self.rows: dict[Place, Row] = dict(_current(connection, day))
        self.past = tuple(_past(connection, day))
        self.elsewhere = tuple(_external_changes(connection, day))
        self.settings: dict[str, str] = dict(
            connection.execute("SELECT key, value FROM setting WHERE key LIKE ?", (MERGED + "%",)).fetchall()
        )

    def name_hidden(self, other: "ChangeLog") -> None:
        """Give forgotten own items the keys they have in `other`, so that they are the same there: an item of a
        change that was made here too, and that is known here by no name, is one that was forgotten here."""
        if not any(str(past.place[1][0]).startswith(HIDDEN) for past in self.past):
            return
        ours, theirs = self.item_rows(), other.item_rows()
        hidden = {key: rows for key, rows in ours.items() if key.startswith(HIDDEN) and key not in theirs}
        made = {("own_item", number) for number in self._changes_known(other)}
        names = paired(hidden, {key: rows for key, rows in theirs.items() if key not in ours and rows & made})
        self.past = tuple(replace(past, place=_named(past.place, names)) for past in self.past)

    def item_rows(self) -> dict[str, set[object]]:
        """Return by the key of each item where it was answered and which changes wrote it."""
        found: dict[str, set[object]] = defaultdict(set)
        places = [(place, row[1]) for place, row in self.rows.items()]
        for (table, (key, *day)), change in [*places, *((past.place, past.row[1]) for past in self.past)]:
            if table in _OF_ITEMS:
                found[str(key)] |= {(table, change), (table, *day)}
        return found

    def _changes_known(self, other: "ChangeLog") -> set[int]:
        """Return the changes of `other` that were made here too, that this copy took in, or that took this one
        in."""
        shared = takewhile(lambda pair: pair[0] == pair[1], zip(self.log, other.log, strict=False))
        taken = range(1, self.taken_in(other) + 1)
        records = filter(None, map(_record, other.settings.values()))
        took = {change for head, digest, change, _by in records if change and self.digest(head) == digest}
        return {ours.id for ours, _theirs in shared} | {*taken} | took

    @property
    def head(self) -> int:
        """The number of the newest change; 0 in a diary in which nothing was ever logged."""
        return self.log[-1].id if self.log else 0

    def digest(self, last: int) -> str:
        """Return what distinguishes this log up to the change `last` from any other."""
        lines = [f"{one.id} {one.at} {one.kind} {one.undoes}" for one in self.log if one.id <= last]
        from hashlib import sha256

        return sha256("\n".join(lines).encode()).hexdigest()

    def common(self, other: "ChangeLog") -> int:
        """Return the newest change that both made before they diverged; 0 when there is none."""
        common = 0
        for ours, theirs in zip(self.log, other.log, strict=False):
            if ours != theirs or not _same(self.effect(ours.id), other.effect(ours.id)):
                break
            common = ours.id
        return common

    def taken_in(self, other: "ChangeLog") -> int:
        """Return the newest change of `other` that this copy took in by a merge that was not undone, else 0."""
        undone = {one.undoes for one in self.log if one.undoes is not None}
        newest = 0
        for record in map(_record, self.settings.values()):
            if record is None or record[2] in undone:
                continue
            head, digest = record[:2]
            if head <= other.head and other.digest(head) == digest:
                newest = max(newest, head)
        return newest

    def took(self, other: "ChangeLog", head: int) -> int:
        """Return after which of its own changes this copy had taken in `other` up to `head`."""
        records = filter(None, map(_record, self.settings.values()))
        return max(
            (by for taken, digest, _change, by in records if taken == head and other.digest(taken) == digest)
        )

    def includes(self, change: int, other: "ChangeLog", head: int) -> bool:
        """Return whether this copy as it was after `change` had already taken in `other` up to `head`."""
        records = [record for record in map(_record, self.settings.values()) if record is not None]
        return any(
            taken >= head and by <= change and other.digest(taken) == digest
            for taken, digest, _change, by in records
        )

    def at(self, change: int) -> Rows:
        """Return the rows as they were after the change with that number."""
        state: Rows = self.rows
        for logged, before, after in self.steps():
            state = before
            if logged.id <= change:
                state = after
                break
        return {place: row for place, row in state.items() if row[1] <= change}

    def steps(self) -> Iterator[tuple[LoggedChange, dict[Place, Row], dict[Place, Row]]]:
        """Yield, from the newest change to the oldest, the change and the rows before and after it. Both
        dictionaries are updated in place from step to step."""
        after, before = dict(self.rows), dict(self.rows)
        replaced: dict[int, list[ReplacedRow]] = defaultdict(list)
        written: dict[int, list[Place]] = defaultdict(list)
        for past in self.past:
            replaced[past.change].append(past)
            written[past.row[1]].append(past.place)
        for place, (_content, revision) in self.rows.items():
            written[revision].append(place)
        for logged in reversed(self.log):
            gone = {place for place in written[logged.id] if before.get(place, (None, 0))[1] == logged.id}
            if logged.undoes is not None:  # rows it restored did not exist before
                gone |= {past.place for past in replaced[logged.undoes]}
            back = {past.place: past.row for past in replaced[logged.id]}
            changed = gone | back.keys()
            for place in changed:
                if place in back:
                    before[place] = back[place]
                else:
                    before.pop(place, None)
            yield logged, before, after
            for place in changed:
                if place in before:
                    after[place] = before[place]
                else:
                    after.pop(place, None)

    @cached_property
    def versions(self) -> Versions:
        """Return the copy's entries as they are, for `three_way.merge`."""
        at = {logged.id: logged.at for logged in self.log}
        written: dict[EntryKey, int] = {}
        for place, (content, revision) in self.rows.items():
            for key in _keys(place, content):
                written[key] = max(written.get(key, 0), at.get(revision, 0))
        return Versions(entries(self.rows), written)

    def effect(self, change: int) -> "ChangeEffect":
        """Return what a change wrote and deleted, in numbers that are equal when two changes did the same."""
        return self._effects.get(change) or ChangeEffect()

    @cached_property
    def _effects(self) -> Mapping[int, "ChangeEffect"]:
        born = {(past.place, past.row[1]): past.row[0] for past in self.past}
        born |= {(place, revision): content for place, (content, revision) in self.rows.items()}
        effects: dict[int, ChangeEffect] = defaultdict(ChangeEffect)
        for (place, revision), content in born.items():
            effects[revision].wrote(place, content)
        for past in self.past:
            effects[past.change].places ^= hash((past.place, past.row[1]))
        return effects


def entries(rows: Rows) -> dict[EntryKey, EntryValue]:
    """Return rows as entries that can be compared; numbers of activities and moments differ by copy."""
    found: dict[EntryKey, EntryValue] = {}
    for place, (content, _revision) in rows.items():
        for key in _keys(place, content):
            if key[0] in {"activity", "moment"}:
                found[key] = (int(found.get(key, (0,))[0] or 0) + 1,)
            elif content is not None:
                found[key] = _value(key, content)
            else:
                found[key] = (FORGOTTEN, "")  # no value: differs from whatever stands there now
    return found


def record_of(other: ChangeLog, by: int, change: int | None) -> tuple[str, str]:
    """Return the setting that records a merge: after our change `by` all of `other` was in here, and undoing
    `change` takes it out again (None: it held nothing new)."""
    digest = other.digest(other.head)
    record = {"head": other.head, "digest": digest, "change": change, "by": by}
    return f"{MERGED}{digest[:16]}", json.dumps(record)


class ChangeEffect(Struct):
    """What a change wrote, as two numbers that its rows give in any order: `places` of their keys, `contents` of
    all they say. `is_whole` until something it wrote was forgotten for good."""

    places: int = 0
    contents: int = 0
    is_whole: bool = True

    def wrote(self, place: Place, content: tuple[Any, ...] | None) -> None:
        """Count a row; without content it counts only by its place."""
        self.places ^= hash(place)
        if content is None:
            self.is_whole = False
        else:
            self.contents ^= hash((place, content))


def _named(place: Place, names: Mapping[str, str]) -> Place:
    table, (key, *rest) = place
    return (table, (names.get(key, key), *rest)) if table in _OF_ITEMS else place


def _same(ours: ChangeEffect, theirs: ChangeEffect) -> bool:
    whole = ours.is_whole and theirs.is_whole
    return ours.places == theirs.places and (not whole or ours.contents == theirs.contents)


def _current(connection: Connection, day: str | None) -> Iterator[tuple[Place, Row]]:
    for table, columns in RECORDED.items():
        at = [columns.index(name) for name in PRIMARY_KEYS[table]]
        if day is not None and "day" not in columns:
            continue
        where, only = ("", ()) if day is None else (" WHERE day = ?", (day,))
        for *content, revision in connection.execute(
            f"SELECT {', '.join(columns)}, revision FROM {table}{where}", only
        ):
            yield (table, tuple(content[place] for place in at)), (tuple(content), revision)


def _past(connection: Connection, day: str | None) -> Iterator[ReplacedRow]:
    for change, table, old in _history(connection, day):
        row = _recorded(table, old)
        if row is not None and row.get("revision") is not None:
            yield past_row(change, table, row)


def _external_changes(connection: Connection, day: str | None) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
    """Yield versions of other copies that were not taken over: the change that brought them, table, columns."""
    for change, table, old in _history(connection, day):
        row = _recorded(table, old)
        if row is not None and row.get("revision") is None:
            yield change, table, row


def _recorded(table: str, old: str) -> Mapping[str, Any] | None:
    """Return a row of `history` as its table held it; None for a table this program does not know.

    Raises ValueError when no diary can have written it: a copy made by somebody else may hold anything.
    """
    row = json.loads(old)
    if table not in RECORDED:
        return None
    if not isinstance(row, dict) or any(isinstance(value, dict | list) for value in row.values()):
        raise ValueError(table)
    if not isinstance(row.get("revision"), int | None) or not row.keys() >= set(PRIMARY_KEYS[table]):
        raise ValueError(table)
    return row


def _history(connection: Connection, day: str | None) -> list[tuple[int, str, str]]:
    where, only = ("", ()) if day is None else (" WHERE day = ?", (day,))
    found: list[tuple[int, str, str]] = connection.execute(
        f"SELECT change, tbl, old FROM history{where} ORDER BY id DESC", only
    ).fetchall()
    return found


def past_row(change: int, table: str, old: Mapping[str, Any]) -> ReplacedRow:
    """Return what `history` holds of one row, as it was in its table."""
    place = (table, tuple(old[name] for name in PRIMARY_KEYS[table]))
    content = None if old.get(FORGOTTEN) else tuple(_real(name, old.get(name)) for name in RECORDED[table])
    return ReplacedRow(change, place, (content, old["revision"]))


def _real(name: str, value: Any) -> Any:  # noqa: ANN401 - whatever SQLite holds
    """Return the value as the table holds it: in a column of real numbers as a float, whatever JSON made of it."""
    return float(value) if name in {"value", "low", "high"} and value is not None else value


def _keys(place: Place, content: tuple[Any, ...] | None) -> Iterator[EntryKey]:
    table, primary = place
    if table == "day":
        for name, said in zip(RECORDED["day"], content or RECORDED["day"], strict=True):
            if name == "zone" or said != OF_DAY.get(name, said):
                yield (name, *primary)
    elif table in {"activity", "moment"}:
        if content is not None:
            yield (table, *content[1:])
    else:
        yield (table, *primary)


def _value(key: EntryKey, content: tuple[Any, ...]) -> EntryValue:
    match key[0]:
        case name if name in OF_DAY:
            return (content[RECORDED["day"].index(name)],)
        case "answer" | "pain_area" | "tender_area" | "note" | "nap":
            return tuple(content[2:])
        case _:
            return tuple(content[1:])


def _record(text: str) -> tuple[int, str, int | None, int] | None:
    """Parse a merge setting: up to which change of another copy, the digest of its log, our change that merged,
    and after which of our changes."""
    try:
        found = json.loads(text)
        change = found["change"]
        return (
            int(found["head"]),
            str(found["digest"]),
            None if change is None else int(change),
            int(found["by"]),
        )
    except (ValueError, KeyError, TypeError, OverflowError):
        return None


class ForeignChanges(Struct, frozen=True):
    """What others wrote. `period` holds every day they changed, None when there is none; `both` are the entries
    that they wrote and that were then written here before that was noticed: the version written here is in the
    diary."""

    period: Period | None
    both: tuple[Merged, ...] = ()


def read_foreign_changes(connection: Connection, since: int, ours: Collection[int]) -> ForeignChanges:
    """Return what the changes after `since` did, apart from `ours`. When there are fewer changes than before, the
    diary was replaced by another state of it, and all of it is new."""
    head = int(connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])
    if head < since:
        return ForeignChanges(read_span(connection))
    theirs = [number for number in range(since + 1, head + 1) if number not in ours]
    if not theirs:
        return ForeignChanges(None)
    among = f"IN ({', '.join(map(str, theirs))})"
    days = [day for (day,) in connection.execute(f"SELECT DISTINCT day FROM history WHERE change {among}")]
    for table, columns in RECORDED.items():
        if "day" in columns:
            found = connection.execute(f"SELECT DISTINCT day FROM {table} WHERE revision {among}")
            days += [day for (day,) in found]
    dates = sorted(date.fromisoformat(day) for day in days if day)
    period = Period(dates[0], dates[-1]) if dates else read_span(connection)
    return ForeignChanges(period, _overwritten(connection, theirs, ours))


def _overwritten(connection: Connection, theirs: list[int], ours: Collection[int]) -> tuple[Merged, ...]:
    """Return the entries in which our changes replaced theirs."""
    found: dict[object, Merged] = {}
    for change in ours:
        for table, old in connection.execute("SELECT tbl, old FROM history WHERE change = ?", (change,)):
            row = json.loads(old)
            if table not in RECORDED or row.get("revision") not in theirs:
                continue
            past = past_row(change, table, row)
            columns = RECORDED[table]
            where = " AND ".join(f"{name} = ?" for name in past.names)
            now = connection.execute(
                f"SELECT {', '.join(columns)}, revision FROM {table} WHERE {where}", past.place[1]
            ).fetchone()
            here = {} if now is None else entries({past.place: (tuple(now[:-1]), now[-1])})
            for key, value in entries({past.place: past.row}).items():
                if here.get(key) != value:
                    found[key] = Merged(key, here.get(key), value, here.get(key), Verdict.OURS)
    return tuple(found.values())


def forget(db: "Database", change: int, key: EntryKey) -> None:
    """Delete what the change replaced under this key from `history`."""
    for number, table, old in db.execute(_PAST, (change,)).fetchall():
        row = json.loads(old)
        if _is_of(table, row, key):
            _blank(db, number, table, row)


def forget_before(db: "Database", at: int) -> int:
    """Delete everything replaced before the second `at` from `history`; returns how many rows that were."""
    found = db.execute(_OLD, (at,)).fetchall()
    for number, table, old in found:
        _blank(db, number, table, json.loads(old))
    for (item,) in db.execute(_GONE_ITEMS).fetchall():
        _hide(db, item)
    return len(found)


def forget_item(db: "Database", item: str) -> None:
    """Delete everything that a deleted own item, its answers and what was asked of it were from `history`, with
    its key."""
    for number, table, old in db.execute(_PAST_OF_ITEM, (item, item)).fetchall():
        _blank(db, number, table, json.loads(old))
    _hide(db, item)


def paired(hidden: Mapping[str, Collection[Any]], lost: Mapping[str, Collection[Any]]) -> dict[str, str]:
    """Return which of the `lost` keys of another copy each forgotten item had, by the rows both have: nothing that
    is kept of an item tells its key, so that nobody can try words on the file."""
    names: dict[str, str] = {}
    for name, rows in sorted(hidden.items()):
        shared = {key: len(set(rows) & set(lost[key])) for key in sorted(lost) if key not in names.values()}
        best = max(shared, key=shared.__getitem__, default="")
        if best and shared[best]:
            names[name] = best
    return names


def _hide(db: "Database", item: str) -> None:
    """Take the key of an own item out of what is forgotten, and out of what was chosen or is half typed."""
    db.execute(_NAMED, (HIDDEN + os.urandom(8).hex(), item))
    for key, text in db.execute("SELECT key, value FROM setting WHERE value LIKE ?", (f'%"{item}"%',)).fetchall():
        with suppress(ValueError):
            chosen = json.loads(text)
            if isinstance(chosen, list) and item in chosen:
                left = [] if key.startswith(DRAFT) else [each for each in chosen if each != item]
                db.execute("UPDATE setting SET value = ? WHERE key = ?", (json.dumps(left), key))


def _is_of(table: str, row: Mapping[str, Any], key: EntryKey) -> bool:
    if key[0] in OF_DAY:
        return table == "day" and row["day"] == key[1]
    if table != key[0]:
        return False
    names = RECORDED[table][1:] if table in COUNTED else PRIMARY_KEYS[table]
    return tuple(row.get(name) for name in names) == key[1:]


def _blank(db: "Database", number: int, table: str, row: Mapping[str, Any]) -> None:
    if table not in RECORDED or row.get("revision") is None:  # a dropped table, or another copy's version: no
        # row refers to it
        db.execute("DELETE FROM history WHERE id = ?", (number,))
        return
    kept = {name: row[name] for name in PRIMARY_KEYS[table]}
    blank = json.dumps({**kept, "revision": row["revision"], FORGOTTEN: 1})
    db.execute("UPDATE history SET old = ? WHERE id = ?", (blank, number))
