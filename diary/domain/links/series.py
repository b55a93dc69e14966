"""Builds the series that are compared for links, without holidays and answers that were filled in late, copied or
repeated."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import numpy as np
from msgspec import Struct

from diary.domain import spread
from diary.domain.day import BODY_MAP
from diary.domain.links.link import Factor, Outcome
from diary.domain.nights import nights_of
from diary.domain.sleep import NIGHT_ITEMS
from diary.domain.table import Bools, DayTable, Floats, Minutes, count_known

FACTORS: Final = tuple(Factor)
OUTCOMES: Final = tuple(Outcome)
DAYS_BEFORE: Final[Mapping[Factor, int]] = {
    Factor.TIME_ASLEEP: 0,
    Factor.SLEEP_QUALITY: 0,
    Factor.STRESS: 1,
    Factor.ACTIVITY: 1,
    Factor.REST: 1,
    Factor.CONTACT: 1,
}
"""Rows between each factor and the outcome that follows it: a night lies on the day it ends, all else on the day
before. The other way round, everything lies one row after the outcome."""
LEAST_VALUES: Final[Mapping[Factor, int]] = {
    Factor.TIME_ASLEEP: 5,
    Factor.SLEEP_QUALITY: 4,
    Factor.STRESS: 5,
    Factor.ACTIVITY: 5,
    Factor.REST: 3,
    Factor.CONTACT: 3,
}
"""Different values a factor must have shown: five by convention, fewer where few are possible or usual."""
LEAST_REPEATED: Final = 4
"""Known answers from which a day that equals the day before says no more than a copied one (ours)."""
ENOUGH_LOAD: Final = 0.8
"""Share of the days with activities that must have an effort, so that load may stand for activity (ours)."""


Sides = tuple[tuple[str, ...], tuple[str, ...]]
SIDES: Final[Sides] = (FACTORS, OUTCOMES)


class Series(Struct, frozen=True, dict=True):
    """The s = 9 compared series, or more of them around a question. `values` (s, n): six factors, what else may
    come first, three outcomes, what else may follow; NaN where unknown. `measures`: their keys. `typed` (s, n):
    minutes since 1970 when they were typed, 0 = not known. `repeated` (s, n): what was left out as copied or the
    same as the day before. `sides`: what the rows of either side stand for."""

    values: Floats
    measures: tuple[str, ...]
    typed: Minutes
    repeated: Bools
    sides: Sides = SIDES

    @cached_property
    def noted(self) -> Bools:
        """(s, n) what is known or was left out as repeated."""
        return ~np.isnan(self.values) | self.repeated


def series_of(table: DayTable, first: str = "", then: str = "") -> Series:
    """Build the nine series from a table, and what is asked about beside them: any factor, outcome or item.

    Left out: days of a holiday, answers filled in late (several days remembered in one mood look alike, and a link
    that a person expects slips into memory), activities of a day that was filled in late, answers copied from the
    day before, and days on which every answer is that of the day before. Which of two items
    for activity or rest is used is decided by how often it was noted, never by its values.
    """
    activity, rest = _activity(table), _rest(table)
    night = "time_in_bed" if nights_of(table).is_in_bed else "time_asleep"
    factors = (night, "sleep_quality", "stress", activity, rest, "people")
    usual = dict(
        zip(map(str, (*FACTORS, *OUTCOMES)), (*factors, "pain_average", "areas_today", "function"), strict=True)
    )
    sides = _with(FACTORS, first), _with(OUTCOMES, then)
    measures = tuple(usual.get(side, side) for side in (*sides[0], *sides[1]))
    values = np.where(table.holiday, np.nan, np.stack([_values(table, measure) for measure in measures]))
    copied = np.stack([_copied(table, measure) for measure in measures]) & ~np.isnan(values)
    typed = np.stack([_typed(table, measure) for measure in measures])
    values = np.where(copied, np.nan, values)
    each = [measures.index(measure) for measure in dict.fromkeys(measures)]
    repeated = copied | (same_as_before(values[each]) & ~np.isnan(values))
    return Series(np.where(repeated, np.nan, values), measures, typed, repeated, sides)


def _with(usual: tuple[str, ...], asked: str) -> tuple[str, ...]:
    return usual if asked in {"", *usual} else (*usual, asked)


def _values(table: DayTable, measure: str) -> Floats:
    match measure:
        case "time_asleep":
            return time_asleep(table)
        case "time_in_bed":
            return time_in_bed(table)
        case "load" | "active_minutes":
            return np.where(any_late(table), np.nan, getattr(table, measure))
        case "areas_today":
            return areas_today(table)
    return noted(table, measure)


def same_as_before(values: Floats) -> Bools:
    """Return (n,) days on which at least LEAST_REPEATED answers are known, and all are those of the day before: as
    much as if they had been copied."""
    known = ~np.isnan(values)
    same = (values[:, 1:] == values[:, :-1]) | ~(known[:, 1:] | known[:, :-1])
    found = np.zeros(values.shape[1], dtype=bool)
    found[1:] = same.all(axis=0) & (known[:, 1:].sum(axis=0) >= LEAST_REPEATED)
    return found


def _items_of(measure: str) -> tuple[str, ...]:
    if measure in {"time_asleep", "time_in_bed"}:
        return NIGHT_ITEMS
    return (BODY_MAP,) if measure == "areas_today" else (measure,)


def _copied(table: DayTable, measure: str) -> Bools:
    """Return (n,) days on which it was copied; a night only when all of it was."""
    copied, own = np.zeros((2, len(table)), dtype=bool)
    for item in _items_of(measure):
        if item in table.copied:
            copied |= table.copied[item]
            own |= ~table.copied[item] & ~np.isnan(table.column(item))
    return copied & ~own


def _typed(table: DayTable, measure: str) -> Minutes:
    """Return (n,) when it was typed: of a night the latest of its answers. Activities have no time of their own
    and get the latest of their day."""
    found = np.zeros(len(table), dtype=np.int32)
    for item in table.typed if measure in {"load", "active_minutes"} else _items_of(measure):
        if item in table.typed:
            np.maximum(found, table.typed[item], out=found)
    return found


def noted(table: DayTable, item: str) -> Floats:
    """Return (n,) an item's values that were not filled in late."""
    values = table.column(item)
    return np.where(table.late[item], np.nan, values) if item in table.late else values


def time_asleep(table: DayTable) -> Floats:
    """Return (n,) minutes asleep of nights of one kind only, with or without minutes awake: mixed, the incomplete
    ones would seem longer."""
    nights = nights_of(table)
    asleep = np.where(nights.late, np.nan, nights.time_asleep)
    complete, known = ~nights.at_most, ~np.isnan(asleep)
    kind = complete if (known & complete).sum() >= (known & ~complete).sum() else ~complete
    return np.where(kind, asleep, np.nan)


def time_in_bed(table: DayTable) -> Floats:
    """Return (n,) minutes in bed of nights that were not filled in late: compared instead of `time_asleep` where
    most nights have only the times of going to bed and getting up."""
    nights = nights_of(table)
    return np.where(nights.late, np.nan, nights.time_in_bed)


def areas_today(table: DayTable) -> Floats:
    """Return (n,) how many areas hurt on days whose map was not filled in late."""
    areas = spread.only(table.mapped, spread.count_areas(spread.day_marks(table)))
    return np.where(table.late[BODY_MAP], np.nan, areas)


def _activity(table: DayTable) -> str:
    has_load = count_known(table.load) >= ENOUGH_LOAD * max(1, count_known(table.active_minutes))
    return "load" if has_load else "active_minutes"


def _rest(table: DayTable) -> str:
    return max(("breaks", "relaxation"), key=lambda key: count_known(table.column(key)))


def any_late(table: DayTable) -> Bools:
    """Return (n,) days on which any answer was filled in late: activities have no time of typing of their own."""
    late = np.zeros(len(table), dtype=bool)
    for column in table.late.values():
        late |= column
    return late
