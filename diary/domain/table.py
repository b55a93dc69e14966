"""A stretch of days as arrays, one row a day: what every derived number and every chart is computed from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from diary.domain.body import Atlas
from diary.domain.day import Day, DayKind
from diary.domain.period import Period

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class DayTable:
    """Arrays with one row per calendar day of `period`, gaps included; n = len(period).

    values: item key -> (n,) floats in the item's unit, NaN = not answered. Every numeric item has a column.
    late: item key -> (n,) true where that answer was filled in late.
    areas: (n, segments) pain 0-10 in the atlas's order; only meaningful where `mapped`.
    mapped: (n,) the body map was answered.
    active_minutes, load: (n,) sum of minutes, and of effort x minutes over activities that have an effort
        (arbitrary units); NaN where no activity (no effort) was logged.
    logged: (n,) anything at all was logged. hard, holiday: (n,) the kind of day.
    """

    period: Period
    atlas: Atlas
    values: Mapping[str, Floats]
    late: Mapping[str, Bools]
    areas: Bytes
    mapped: Bools
    active_minutes: Floats
    load: Floats
    logged: Bools
    hard: Bools
    holiday: Bools

    def __len__(self) -> int:
        return len(self.period)

    def column(self, item: str) -> Floats:
        """The item's values; all NaN when it has no column here (an item of another diary)."""
        found = self.values.get(item)
        return np.full(len(self), np.nan) if found is None else found

    def last(self, days: int) -> "DayTable":
        """The last `days` days (all, when there are fewer)."""
        return self.rows(max(0, len(self) - days), len(self))

    def rows(self, start: int, stop: int) -> "DayTable":
        """Rows `start` to `stop` (exclusive; at least one) as a table of their own; arrays are views."""
        cut = slice(start, stop)
        first = self.period.first + timedelta(days=start)
        return DayTable(
            Period(first, first + timedelta(days=stop - start - 1)),
            self.atlas,
            {key: column[cut] for key, column in self.values.items()},
            {key: column[cut] for key, column in self.late.items()},
            self.areas[cut],
            self.mapped[cut],
            self.active_minutes[cut],
            self.load[cut],
            self.logged[cut],
            self.hard[cut],
            self.holiday[cut],
        )


def build_table(days: Iterable[Day], period: Period, items: Iterable[str], atlas: Atlas) -> DayTable:
    """Put days into a table over `period`; days outside it are left out.

    `items` are the keys of the numeric items, one column each.
    """
    table = empty_table(period, items, atlas)
    order = {segment.key: index for index, segment in enumerate(atlas.segments)}
    for day in days:
        if day.date in period:
            _fill(table, (day.date - period.first).days, day, order)
    return table


def empty_table(period: Period, items: Iterable[str], atlas: Atlas) -> DayTable:
    """A table in which nothing is logged, to be filled in place by whoever builds it."""
    size = len(period)
    keys = tuple(items)
    no_flags = np.zeros((len(keys) + 4, size), dtype=bool)
    return DayTable(
        period=period,
        atlas=atlas,
        values={key: np.full(size, np.nan) for key in keys},
        late={key: no_flags[index] for index, key in enumerate(keys)},
        areas=np.zeros((size, len(atlas)), dtype=np.uint8),
        mapped=no_flags[-4],
        active_minutes=np.full(size, np.nan),
        load=np.full(size, np.nan),
        logged=no_flags[-3],
        hard=no_flags[-2],
        holiday=no_flags[-1],
    )


def _fill(table: DayTable, row: int, day: Day, order: Mapping[str, int]) -> None:
    for key, answer in day.answers.items():
        if key in table.values:
            table.values[key][row] = answer.value
            table.late[key][row] = answer.is_late(day.date)
    for area, intensity in day.areas.items():
        table.areas[row, order[area]] = intensity
    table.mapped[row] = day.is_mapped
    if day.activities:
        table.active_minutes[row] = sum(activity.minutes for activity in day.activities)
    efforts = [a.effort * a.minutes for a in day.activities if a.effort is not None]
    if efforts:
        table.load[row] = sum(efforts)
    table.logged[row] = not day.is_empty
    table.hard[row] = day.kind is DayKind.HARD
    table.holiday[row] = day.kind is DayKind.HOLIDAY
