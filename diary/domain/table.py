"""Holds a stretch of days as arrays, one row a day: the input of every derived number and every chart."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from diary.domain.body import Atlas
from diary.domain.day import BODY_MAP
from diary.domain.period import Period, day_number
from diary.domain.sleep import CLOCK_ITEMS, clock_changes, clock_may_change

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Minutes = npt.NDArray[np.int32]

STRENUOUS_EFFORT = 7
"""On a 0-10 scale relative to a person's own capacity, vigorous activity is usually 7 or 8 (WHO, Global
recommendations on physical activity for health, 2010, glossary)."""

IMPORTED: Final = -1
"""What stands for the time at which an answer was typed that was imported."""


class DayTable(Struct, frozen=True, dict=True):
    """Arrays with one row per calendar day of `period`, gaps included; n = len(period).

    values: item key -> (n,) floats in the item's unit, NaN = not answered. Every numeric item has a column.
    late: item key (the numeric ones and `body_map`) -> (n,) true where that answer was filled in late.
    copied: the same keys -> (n,) true where that answer was copied from the day before.
    typed: the same keys -> (n,) minutes since 1970 UTC when that answer was typed; 0 = not known (on paper, or not
        answered), IMPORTED = imported.
    areas: (n, segments) pain 0-10 in the atlas's order; only meaningful where `mapped`.
    mapped: (n,) the body map was answered. tender: (n, segments) touch or light pressure hurt there.
    active_minutes, load: (n,) sum of minutes, and of effort x minutes over activities that have an effort
        (arbitrary units); NaN where no activity (no effort) was logged. An answer to the item `activities`
        without any activity says "none today": 0 and 0.
    strenuous_minutes: (n,) the part of `active_minutes` with an effort of at least STRENUOUS_EFFORT.
    clock_change, change_asleep: (n,) minutes the clock was put forward (negative: back) from into bed to got up,
        and from trying to sleep to waking up, in the night that ended this day.
    naps: (m, 3) naps in the order of days: day number, minutes from the midnight of that day until it began (NaN
        when that is not known; from the day boundary on), minutes it lasted.
    logged: (n,) anything at all was logged. hard, holiday: (n,) the kind of day.
    """

    period: Period
    atlas: Atlas
    values: Mapping[str, Floats]
    late: Mapping[str, Bools]
    copied: Mapping[str, Bools]
    typed: Mapping[str, Minutes]
    areas: Bytes
    mapped: Bools
    tender: Bools
    active_minutes: Floats
    load: Floats
    strenuous_minutes: Floats
    clock_change: Floats
    change_asleep: Floats
    naps: Floats
    logged: Bools
    hard: Bools
    holiday: Bools

    def __len__(self) -> int:
        return len(self.period)

    @cached_property
    def days(self) -> Floats:
        """(n,) the day numbers since 1970-01-01; every series of a table shares them."""
        return day_number(self.period.first) + np.arange(len(self), dtype=np.float64)

    def column(self, item: str) -> Floats:
        """Return the item's values; all NaN when it has no column here (an item of another diary)."""
        found = self.values.get(item)
        return np.full(len(self), np.nan) if found is None else found

    def last(self, days: int) -> "DayTable":
        """Return the last `days` days (all, when there are fewer)."""
        return self.rows(max(0, len(self) - days), len(self))

    def rows(self, start: int, stop: int) -> "DayTable":
        """Return rows `start` to `stop` (exclusive; at least one) as a table of their own; arrays are views."""
        cut = slice(start, stop)
        first = self.period.first + timedelta(days=start)
        begin = day_number(first)
        return DayTable(
            Period(first, first + timedelta(days=stop - start - 1)),
            self.atlas,
            {key: column[cut] for key, column in self.values.items()},
            {key: column[cut] for key, column in self.late.items()},
            {key: column[cut] for key, column in self.copied.items()},
            {key: column[cut] for key, column in self.typed.items()},
            self.areas[cut],
            self.mapped[cut],
            self.tender[cut],
            self.active_minutes[cut],
            self.load[cut],
            self.strenuous_minutes[cut],
            self.clock_change[cut],
            self.change_asleep[cut],
            self.naps[(self.naps[:, 0] >= begin) & (self.naps[:, 0] < begin + stop - start)],
            self.logged[cut],
            self.hard[cut],
            self.holiday[cut],
        )


def join_tables(tables: Sequence[DayTable]) -> DayTable:
    """Join tables (at least one) whose periods follow each other without a gap, oldest first."""
    if len(tables) == 1:
        return tables[0]
    joined: dict[str, object] = {
        "period": Period(tables[0].period.first, tables[-1].period.last),
        "atlas": tables[0].atlas,
    }
    for name in DayTable.__struct_fields__[len(joined) :]:
        parts = [getattr(table, name) for table in tables]
        if isinstance(parts[0], Mapping):
            joined[name] = {key: _join([part[key] for part in parts]) for key in parts[0]}
        else:
            joined[name] = _join(parts)
    return DayTable(**joined)  # type: ignore[arg-type]


def _join(parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """Join arrays; of those that are one value repeated, as where nothing happened, nothing is kept but it."""
    whole = np.concatenate(parts)
    if not whole.size:
        return whole
    repeated = np.broadcast_to(whole.flat[0], whole.shape)
    is_one = np.array_equal(whole, repeated, equal_nan=whole.dtype.kind == "f")
    return repeated if is_one else whole


def empty_table(
    period: Period, items: Iterable[str], atlas: Atlas, answered: Container[str] | None = None
) -> DayTable:
    """Make a table in which nothing is logged, to be filled in place by the caller: the columns of `answered`
    items (None: of all); those of the others take no memory and cannot be written."""
    size = len(period)
    keys = tuple(items)
    judged = (*keys, BODY_MAP)

    def columns(names: Iterable[str], empty: np.generic) -> dict[str, Any]:
        blank = np.broadcast_to(empty, size)
        return {name: blank.copy() if answered is None or name in answered else blank for name in names}

    return DayTable(
        period=period,
        atlas=atlas,
        values=columns(keys, np.float64(np.nan)),
        late=columns(judged, np.False_),
        copied=columns(judged, np.False_),
        typed=columns(judged, np.int32(0)),
        areas=np.zeros((size, len(atlas)), dtype=np.uint8),
        mapped=np.zeros(size, dtype=bool),
        tender=np.zeros((size, len(atlas)), dtype=bool),
        active_minutes=np.full(size, np.nan),
        load=np.full(size, np.nan),
        strenuous_minutes=np.full(size, np.nan),
        clock_change=np.zeros(size),
        change_asleep=np.zeros(size),
        naps=np.zeros((0, 3)),
        logged=np.zeros(size, dtype=bool),
        hard=np.zeros(size, dtype=bool),
        holiday=np.zeros(size, dtype=bool),
    )


def add_activity(table: DayTable, row: int, minutes: int, effort: int | None) -> None:
    """Add one activity to a row of a table that is being built."""
    _add(table.active_minutes, row, minutes)
    if effort is not None:
        _add(table.load, row, effort * minutes)
        _add(table.strenuous_minutes, row, minutes if effort >= STRENUOUS_EFFORT else 0)


def _add(column: Floats, row: int, amount: float) -> None:
    column[row] = amount if np.isnan(column[row]) else column[row] + amount


def mark_clock_change(table: DayTable, row: int, zone: str) -> None:
    """Note in a row that has its clock times how the clock of `zone` was changed during its night."""
    day = table.period.first + timedelta(days=row)
    if not clock_may_change(zone, day):
        return
    clocks = (float(table.column(key)[row]) for key in CLOCK_ITEMS)
    told = (None if np.isnan(clock) else clock for clock in clocks)
    table.clock_change[row], table.change_asleep[row] = clock_changes(zone, day, *told)


WEEK: Final = 7
WEEK_NEEDED: Final = 4
"""Days of a week that must be known before a number of seven days says anything: more than half (ours)."""
SHARE_NEEDED: Final = 7
"""Days needed for "on so many of the days" (ours): of a single day every share is 0 or 100 %."""
MAP_NEEDED: Final = {"week": 3, "month": SHARE_NEEDED, "year": 14}
"""Days with a body map that a small map needs (ours): with fewer, the days without one decide too much."""
NIGHTS_NEEDED: Final = 7
"""Nights needed to say how regular they are (ours)."""
FORTNIGHT: Final = 14
"""Days needed for a number about a usual week."""


def count_known(values: Floats) -> int:
    """Return how many of these are there: NaN is "not answered"."""
    return int(np.isfinite(values).sum())


def rolling_sum(values: npt.NDArray[np.generic], days: int) -> Floats:
    """Sum each row and the `days` - 1 rows before it, along the first axis; NaN counts as 0.

    The first rows have fewer rows to sum.
    """
    numbers = np.nan_to_num(values.astype(np.float64))
    total = np.concatenate([np.zeros((1, *numbers.shape[1:])), np.cumsum(numbers, axis=0)])
    start = np.maximum(0, np.arange(1, len(numbers) + 1) - days)
    sums: Floats = total[1:] - total[start]
    return sums


def rolling_any(flags: Bools, days: int) -> Bools:
    """Return whether any of each row and the `days` - 1 rows before it is true, along the first axis."""
    found = flags.copy()
    for back in range(1, min(days, len(flags))):
        found[back:] |= flags[:-back]
    return found
