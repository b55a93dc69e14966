"""Counts per body segment how often and how strongly it hurt and where touch hurt, and compares two stretches of
days.

Only days on which the body map was filled in count. How often and how strongly are two numbers and never mixed: an
area that hurt seldom and strongly is not the same as one that hurt often and little.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from diary.domain.comparison import CHANCE, ComparisonStatus, compare, gate, settled
from diary.domain.day import BODY_MAP
from diary.domain.table import Bools, DayTable, Floats
from diary.domain.two_periods import SHARE

Ints = npt.NDArray[np.int64]

LEAST_MAPPED: Final = 14
"""Days with a body map each of two stretches needs before their maps are compared, as for all comparisons."""
NOTEWORTHY: Final = 0.2
"""The least difference of two shares that is drawn (ours): one day in five."""


class AreaCounts(Struct, frozen=True):
    """One number per segment, in the atlas's order.

    mapped: days with a body map. hurt: days on which the area was marked. strength: mean 1-10 of those days, NaN
    without any. touch_days: days with a body map or any mark of touch; touched: days on which touch hurt there.
    """

    mapped: int
    hurt: Ints
    strength: Floats
    touch_days: int
    touched: Ints

    @property
    def share(self) -> Floats:
        """Per segment, the part of the mapped days on which it hurt (persistence); NaN without any such day."""
        return _shares(self.hurt, self.mapped)

    @property
    def touch_share(self) -> Floats:
        """Per segment, the part of the days on which touch hurt there; NaN without any such day."""
        return _shares(self.touched, self.touch_days)


def count_areas(table: DayTable) -> AreaCounts:
    """Count over all days of a table, per segment."""
    marks = (table.areas > 0) & table.mapped[:, None]
    hurt = marks.sum(axis=0)
    total = np.where(marks, table.areas, 0).sum(axis=0, dtype=np.float64)
    strength = np.divide(total, hurt, out=np.full(len(hurt), np.nan), where=hurt > 0)
    touch_days = table.mapped | table.tender.any(axis=1)
    return AreaCounts(int(table.mapped.sum()), hurt, strength, int(touch_days.sum()), table.tender.sum(axis=0))


class AreaChange(Struct, frozen=True):
    """How the share of days changed for one segment; `is_clear`: by more than chance, all areas together."""

    segment: int
    difference: float
    is_clear: bool


def compare_areas(table: DayTable, before: Bools, after: Bools, began: int) -> tuple[AreaChange, ...] | None:
    """Return the segments that hurt on noticeably more or fewer days `after` than `before` (rows of the table);
    None when either has too few days with a body map.

    Days filled in late and the first two weeks of a diary do not count; `began` is the row of its first day. The
    chance of a false difference is corrected for all segments that hurt at all.
    """
    usable = table.mapped & ~table.late[BODY_MAP] & ~table.holiday & settled(began, len(table))
    parts = [np.flatnonzero(rows) for rows in (before, after)]
    if any(not len(part) or int(usable[part].sum()) < LEAST_MAPPED for part in parts):
        return None
    columns = [_days(table, usable, part) for part in parts]
    found = [(segment, columns[0][:, segment], columns[1][:, segment]) for segment in range(columns[0].shape[1])]
    chance = CHANCE / max(1, sum(gate(one, other) is None for _, one, other in found))
    return tuple(_changes(found, chance))


def _days(table: DayTable, usable: Bools, rows: npt.NDArray[np.intp]) -> Floats:
    """Return (days, segments) 1 where it hurt, 0 where not, NaN without a usable map, over whole calendar days."""
    cut = slice(int(rows[0]), int(rows[-1]) + 1)
    kept = np.zeros(len(table), dtype=bool)
    kept[rows] = True
    known = (usable & kept)[cut, None]
    return np.where(known, table.areas[cut] > 0, np.nan)


def _changes(found: Iterable[tuple[int, Floats, Floats]], chance: float) -> Iterable[AreaChange]:
    for segment, before, after in found:
        difference = float(np.nanmean(after) - np.nanmean(before))
        if round(abs(difference), 9) >= NOTEWORTHY:
            status = compare(before, after, SHARE, chance).status
            yield AreaChange(segment, difference, status is ComparisonStatus.CLEAR)


def _shares(counts: Ints, days: int) -> Floats:
    return counts / days if days else np.full(len(counts), np.nan)
