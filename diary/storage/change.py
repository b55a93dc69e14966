"""Writes one change of a diary as a transaction. What it replaces goes to the table `history` by trigger."""

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from diary.domain.columns import columns_of, further
from diary.domain.day import Activity, Answer, Day, DayKind, Moment, Nap
from diary.domain.item import OwnItem
from diary.domain.limits import MOST_A_DAY
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RecordData, RegisterRecord
from diary.domain.tip_choice import MarkedTip
from diary.storage.queries import read_days
from diary.storage.rows import UNTIMED, row_of
from diary.storage.version import FORGOTTEN, PRIMARY_KEYS, RECORDED

if TYPE_CHECKING:
    from sqlite_utils import Database


_BY_KEY: Final = 20
"""So many rows are sooner deleted one by one than by looking for them among those of a hundred years again."""


class Change:
    """One transaction; made by `Store.change`, which begins and commits it. Rows wait until `flush`, so that an
    import writes many at a time."""

    def __init__(self, db: "Database", revision: int) -> None:
        self._db = db
        self.revision = revision
        self._pending: dict[str, list[dict[str, Any]]] = {}
        self.abandoned = False

    def abandon(self) -> None:
        """Roll back when the block ends: it was a trial, or there was nothing to change."""
        self.abandoned = True

    def put_row(self, table: str, row: Mapping[str, Any]) -> None:
        """Store a recorded row as it is, without its `revision`; one of the same key is replaced."""
        self._put(table, dict(row))

    def add_row(self, table: str, row: Mapping[str, Any]) -> None:
        """Add a recorded row whose number the database assigns."""
        self._db.table(table).insert({**row, "revision": self.revision})

    def drop_row(self, table: str, key: tuple[Any, ...]) -> None:
        """Delete the recorded row with this primary key."""
        self._drop(table, " AND ".join(f"{name} = ?" for name in PRIMARY_KEYS[table]), *key)

    def put_pair(self, table: str, key: str, value: str) -> None:
        """Store a setting, or a line for the printed page, together with this change. Undo leaves it."""
        self._db.execute(replacing(table, ("key", "value"), ("key",)), (key, value))

    def put_mark(self, marked: MarkedTip) -> None:
        """Store a mark of a tip or page together with this change. Undo leaves it."""
        row = {"tip": marked.tip, "day": marked.day.isoformat(), "mark": marked.mark.value}
        self._db.table("tip_mark").insert({**row, "revision": self.revision}, ignore=True)

    def keep_version(self, table: str, day: str | None, row: Mapping[str, Any]) -> None:
        """Store what another copy of the diary has where this one has something else. It has no `revision`, so
        that undo leaves it where it is."""
        self._db.execute(
            "INSERT INTO history (change, tbl, day, old) VALUES (?, ?, ?, ?)",
            (self.revision, table, day, json.dumps(row, ensure_ascii=False)),
        )

    def flush(self) -> None:
        """Write what was put so far."""
        pending, self._pending = self._pending, {}
        for table, rows in pending.items():
            for row in rows:
                self._replace_row(table, row)

    def keep_day(self, day: date, zone: str) -> None:
        """Make sure the day exists; its zone stays the one it was first logged in."""
        self._db.execute(
            "INSERT INTO day (day, zone, revision) VALUES (?, ?, ?) ON CONFLICT (day) DO NOTHING",
            (day.isoformat(), zone, self.revision),
        )

    def set_on_day(self, day: date, **columns: object) -> None:
        """Set what is said of a day as a whole: its `kind`, the `zone` its night was lived in, or another of its
        columns; the day exists already."""
        for name, said in columns.items():
            held = said.value if isinstance(said, Enum) else said
            self._db.execute(
                f"UPDATE day SET {name} = ?, revision = ? WHERE day = ? AND {name} IS NOT ?",
                (held, self.revision, day.isoformat(), held),
            )

    def put_answer(self, day: date, item: str, answer: Answer | None) -> None:
        """Store the answer; None makes it not answered again."""
        if answer is None:
            self._drop("answer", "item = ? AND day = ?", item, day.isoformat())
            return
        self._put(
            "answer",
            {"item": item, "day": day.isoformat(), **row_of(answer)},
        )

    def put_areas(self, day: date, areas: Mapping[str, int | None]) -> None:
        """Set the pain 1-10 of some areas; None clears one."""
        for area, intensity in areas.items():
            if intensity is None:
                self._drop("pain_area", "day = ? AND area = ?", day.isoformat(), area)
            else:
                self._put("pain_area", {"day": day.isoformat(), "area": area, "intensity": intensity})

    def put_tender(self, day: date, areas: Iterable[str], gone: Iterable[str]) -> None:
        """Mark areas where touch hurt, and remove the mark from others."""
        for area in gone:
            self._drop("tender_area", "day = ? AND area = ?", day.isoformat(), area)
        for area in areas:
            self._put("tender_area", {"day": day.isoformat(), "area": area})

    def replace_activities(self, day: date, activities: Iterable[Activity]) -> None:
        """Make these the day's activities, in this order."""
        self._replace("activity", day, list(map(row_of, activities)))

    def replace_moments(self, day: date, moments: Iterable[Moment]) -> None:
        """Make these the day's moments."""
        self._replace("moment", day, list(map(row_of, moments)))

    def put_nap(self, day: date, nap: Nap, at: datetime) -> None:
        """Store a nap, typed `at` this moment when it does not say when."""
        row = row_of(replace(nap, typed_at=nap.typed_at or at))
        self._put("nap", {"day": day.isoformat(), **row, "begin": UNTIMED if nap.begin is None else nap.begin})

    def drop_nap(self, day: date, begin: int | None) -> None:
        """Delete the nap that began then."""
        self.drop_row("nap", (day.isoformat(), UNTIMED if begin is None else begin))

    def put_note(self, day: date, kind: str, text: str) -> None:
        """Store a free text; an empty one is deleted."""
        if text:
            self._put("note", {"day": day.isoformat(), "kind": kind, "text": text})
        else:
            self._drop("note", "day = ? AND kind = ?", day.isoformat(), kind)

    def put_own_item(self, own: OwnItem, position: int) -> None:
        """Add an own item, or change the one with the same key; its answers stay what they are."""
        item = own.item
        self._put(
            "own_item",
            {
                "key": item.key,
                "kind": item.kind.value,
                "low": float(item.low),
                "high": float(item.high),
                "unit": item.unit,
                "factor": item.factor.value if item.factor else None,
                "options": json.dumps(item.options),
                "names": json.dumps(dict(own.names), ensure_ascii=False),
                "position": position,
                "archived": int(item.archived),
                **{column.name: row_of(own)[column.name] for column in columns_of(OwnItem)},
            },
        )

    def drop_own_item(self, key: str) -> tuple[date, ...]:
        """Delete an own item with all its answers; returns the days these were on."""
        days = self._db.execute("SELECT day FROM answer WHERE item = ?", (key,)).fetchall()
        self._drop("answer", "item = ?", key)
        self._drop("own_item", "key = ?", key)
        return tuple(date.fromisoformat(day) for (day,) in days)

    def add_record(
        self, register: str, data: RecordData, created_at: datetime, position: int, ended_on: date | None = None
    ) -> RegisterRecord:
        """Add a record under a number that no copy of the diary uses."""
        added = RegisterRecord(new_number(), register, data, created_at, ended_on, position)
        self.put_record(added)
        return added

    def put_record(self, record: RegisterRecord) -> None:
        """Store a record; one of the same number is replaced."""
        self._put("record", row_of(record))

    def forget_if_empty(self, day: date) -> Day | None:
        """Delete an ordinary day in which nothing is left, so that it does not count as logged; else return the
        day as this change leaves it."""
        self.flush()
        for found in read_days(self._db.conn, Period(day, day)):
            if not found.is_empty or found.kind is not DayKind.ORDINARY or further(found):
                return found
            self._drop("day", "day = ?", day.isoformat())
        return None

    def take_back(self, undone: int) -> list[date] | None:
        """Restore every row the change `undone` touched to what it was; returns the days it concerned, in order,
        and None where no row could be restored: all were changed again or forgotten. A change that wrote nothing
        concerns no day.

        Rows that replaced something forgotten for good stay: there is nothing to restore.
        """
        days: set[str | None] = set()
        gone = set()
        rows = []
        for row in self._rows("SELECT tbl, day, old FROM history WHERE change = ? ORDER BY id DESC", undone):
            old = json.loads(row["old"])
            if row["tbl"] not in RECORDED:
                continue
            if old.get(FORGOTTEN):
                gone.add((row["tbl"], key_of(row["tbl"], old)))
            elif old.get("revision") is not None:
                rows.append((row["tbl"], row["day"], old))
        for table in RECORDED:
            found = self._rows(f"SELECT * FROM {table} WHERE revision = ?", undone)
            taken = [row for row in found if (table, key_of(table, row)) not in gone]
            days.update(row.get("day") for row in taken)
            if len(taken) == len(found) > _BY_KEY:  # at once: an import has thousands
                self._drop(table, "revision = ?", undone)
                continue
            for row in taken:
                self.drop_row(table, key_of(table, row))
        for table, day, old in rows:
            days.add(day)
            self._replace_row(table, old)
        if not days and (gone or self._was_replaced(undone)):
            return None
        return sorted(date.fromisoformat(day) for day in days if day)

    def _was_replaced(self, change: int) -> bool:
        later = "SELECT 1 FROM history WHERE change > ? AND json_extract(old, '$.revision') = ? LIMIT 1"
        return bool(self._rows(later, change, change))

    def _rows(self, statement: str, *values: object) -> list[dict[str, Any]]:
        cursor = self._db.execute(statement, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _put(self, table: str, row: dict[str, Any]) -> None:
        self._pending.setdefault(table, []).append({**row, "revision": self.revision})

    def _replace_row(self, table: str, row: Mapping[str, Any]) -> None:
        self._db.conn.execute(replacing(table, tuple(row), PRIMARY_KEYS[table]), tuple(row.values()))

    def _drop(self, table: str, where: str, *values: object) -> None:
        if table in self._pending:
            self.flush()
        self._db.execute(f"DELETE FROM {table} WHERE {where}", values)

    def _replace(self, table: str, day: date, rows: list[dict[str, Any]]) -> None:
        if len(rows) > MOST_A_DAY:
            raise Refusal(Reason.TOO_MANY, most=MOST_A_DAY)
        self._drop(table, "day = ?", day.isoformat())
        for row in rows:  # `Table.insert` would ask for the names of all tables each time
            names = ", ".join(row)
            sql = f"INSERT INTO {table} (day, revision, {names}) VALUES (?, ?{', ?' * len(row)})"
            self._db.execute(sql, (day.isoformat(), self.revision, *row.values()))


@cache
def replacing(table: str, columns: tuple[str, ...], keys: tuple[str, ...]) -> str:
    """Return the statement that puts a row in the place of the one with its keys. `Table.upsert` would ask the
    file for the columns of the table each time."""
    from sqlite_utils.db import quote_identifier

    names = list(map(quote_identifier, columns))
    rest = ", ".join(f"{name} = excluded.{name}" for name in names if name not in map(quote_identifier, keys))
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {rest}"
    )


def key_of(table: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the primary key of a recorded row."""
    return tuple(row[name] for name in PRIMARY_KEYS[table])


def new_number() -> int:
    """Return a number for a record, drawn from 2^52, so that two copies of a diary that each add one do not
    collide. All are larger than those that migrations gave, and none has more digits than other programs read
    exactly (2^53)."""
    return 1 << 52 | secrets.randbits(52)
