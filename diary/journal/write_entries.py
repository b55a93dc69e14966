"""Writes entries into a diary: merged ones, and earlier versions that are restored."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from diary.domain.three_way import COUNTED, EntryKey, EntryValue, Merged, Verdict, day_of
from diary.journal.checks import clean_row
from diary.storage.change_log import OF_DAY, Row, Rows
from diary.storage.version import RECORDED

if TYPE_CHECKING:
    from diary.storage.change import Change


def write_entries(
    change: "Change", merged: Iterable[Merged], ours: Rows, theirs: Rows, written: Mapping[EntryKey, int]
) -> None:
    """Write every entry's result. `ours` is what the diary holds now, `theirs` what the other one does; a version
    of theirs that was not taken over is kept among the earlier versions, with the second in which it was
    `written`."""
    _Writer(change, merged, ours, theirs, written).write()


class _Writer:
    def __init__(
        self, change: "Change", merged: Iterable[Merged], ours: Rows, theirs: Rows, written: Mapping[EntryKey, int]
    ) -> None:
        self._change = change
        self._ours = ours
        self._theirs = theirs
        self._merged = tuple(merged)
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
            elif table not in OF_DAY:
                self._put(entry)
        self._change.flush()
        for day in sorted(self._lessened):
            self._change.forget_if_empty(date.fromisoformat(day))

    def _keep_days(self) -> None:
        """Create or delete days before anything is written to them."""
        wanted = {entry.key: entry.result for entry in self._merged if entry.key[0] in OF_DAY}
        for day in {found.isoformat() for entry in self._merged if (found := day_of(entry.key)) is not None}:
            before = self._ours.get(("day", (day,)))
            other = self._theirs.get(("day", (day,)))
            there = _of_day(before)
            row = {"day": day, **OF_DAY, "zone": _of_day(other).get("zone", OF_DAY["zone"]), **there}
            for name, usual in OF_DAY.items():
                if (name, day) in wanted:
                    row[name] = (wanted[name, day] or (row["zone"] if name == "zone" else usual,))[0]
            if row != there:
                self._change.put_row("day", row)
            if all(row[name] == usual for name, usual in OF_DAY.items() if name != "zone"):
                self._lessened.add(day)
        self._change.flush()

    def _numbers(self) -> dict[EntryKey, list[int]]:
        """Return the numbers our activities and moments have, by what they say, oldest first."""
        found: dict[EntryKey, list[int]] = {}
        for (table, primary), (content, _revision) in sorted(self._ours.items(), key=lambda row: row[0][0]):
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
            row = dict(zip(RECORDED[table][1:], entry.key[1:], strict=True))
            self._change.add_row(table, clean_row(table, row))

    def _put(self, entry: Merged) -> None:
        table, *key = entry.key
        if entry.result is None:
            self._change.drop_row(str(table), tuple(key))
            day = day_of(entry.key)
            if day is not None:
                self._lessened.add(day.isoformat())
        else:
            self._change.put_row(str(table), clean_row(str(table), _row(entry.key, entry.result)))

    def _keep_other(self, entry: Merged) -> None:
        """Keep our version; theirs becomes an earlier version, with when it was written."""
        if entry.theirs is None or entry.key[0] in COUNTED:
            return
        day = day_of(entry.key)
        self._change.keep_version(
            "day" if entry.key[0] in OF_DAY else str(entry.key[0]),
            None if day is None else day.isoformat(),
            {**_row(entry.key, entry.theirs), "at": self._written.get(entry.key, 0)},
        )


def _of_day(row: Row | None) -> dict[str, Any]:
    """Return a row of the table of days by its columns; nothing where there is none, or it was forgotten."""
    return dict(zip(RECORDED["day"], row[0], strict=True)) if row is not None and row[0] else {}


def _row(key: EntryKey, value: EntryValue) -> dict[str, Any]:
    """Return an entry as the columns it is made of."""
    if key[0] in OF_DAY:
        return {"day": key[1], str(key[0]): value[0]}
    return dict(zip(RECORDED[str(key[0])], (*key[1:], *value), strict=False))  # missing columns have their default
