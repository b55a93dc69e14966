"""Registers the derived numbers: what the diary computes for each day and for a period, by name.

Each is a `Measure` whose formula has its source in its docstring; to draw one, see `screens/chart_stack.py`.
"""

import statistics
from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np
from msgspec import Struct

from diary.domain import load, spread
from diary.domain.nights import (
    Nights,
    clock_spread,
    mean_clock,
    nap_moments,
    nights_of,
    sleep_regularity,
    weekend_shift,
)
from diary.domain.table import Bools, DayTable, Floats

CLOCK_UNIT = "clock"


class Derived:
    """What several measures of one table have in common, computed once, on first use."""

    def __init__(self, table: DayTable) -> None:
        self.table = table

    @cached_property
    def nights(self) -> Nights:
        """The nights of all rows."""
        return nights_of(self.table)

    @cached_property
    def marks(self) -> Bools:
        """(n, areas) which WPI areas were marked on each day."""
        return spread.day_marks(self.table)

    @cached_property
    def week_marks(self) -> Bools:
        """(n, areas) which WPI areas were marked in the seven days up to each day."""
        return spread.week_marks(self.marks)


class Measure(Struct, frozen=True):
    """One derived number per day. `unit` is "clock" for minutes after midnight, otherwise the unit itself ("" for
    counts); `of` gives (n,) values, NaN where the day has none."""

    key: str
    unit: str
    of: Callable[[Derived], Floats]

    def per_day(self, table: DayTable) -> Floats:
        """Return the values of every day of a table; for several measures `per_day` takes less time."""
        return self.of(Derived(table))


class Overview(Struct, frozen=True):
    """Known values of one column: how many, and None for what too few values cannot say."""

    count: int
    mean: float | None
    median: float | None


def overview(values: Floats) -> Overview:
    """Return count, mean and median of the values that are known; not for clock times."""
    known = values[~np.isnan(values)]
    if not known.size:
        return Overview(0, None, None)
    return Overview(int(known.size), float(known.mean()), statistics.median(known.tolist()))


def _today(count: Callable[[Bools], Floats | Bools]) -> Callable[[Derived], Floats]:
    return lambda derived: spread.only(derived.table.mapped, count(derived.marks))


def _week(count: Callable[[Bools], Floats | Bools]) -> Callable[[Derived], Floats]:
    return lambda derived: spread.only(spread.has_week(derived.table), count(derived.week_marks))


MEASURES: tuple[Measure, ...] = (
    Measure("time_asleep", "min", lambda derived: derived.nights.time_asleep),
    Measure("nap_minutes", "min", lambda derived: derived.nights.nap_minutes),
    Measure("asleep_in_all", "min", lambda derived: derived.nights.asleep_in_all),
    Measure("time_in_bed", "min", lambda derived: derived.nights.time_in_bed),
    Measure("efficiency", "%", lambda derived: derived.nights.efficiency),
    Measure("midpoint", CLOCK_UNIT, lambda derived: derived.nights.midpoint),
    Measure("areas_today", "", _today(spread.count_areas)),
    Measure("wpi7", "", _week(spread.count_areas)),
    Measure("regions", "", _today(spread.count_regions)),
    Measure("regions7", "", _week(spread.count_regions)),
    Measure("sites", "", _today(spread.count_sites)),
    Measure("many_regions7", "", _week(spread.is_widespread)),
    Measure("extent", "%", lambda derived: spread.extent(derived.table)),
    Measure("symmetry", "%", _today(lambda marks: 100 * spread.symmetry(marks))),
    Measure("wander", "%", lambda derived: 100 * spread.wander(derived.marks, derived.table.mapped)),
    Measure("active_minutes", "min", lambda derived: derived.table.active_minutes),
    Measure("active_minutes7", "min", lambda derived: load.weekly_minutes(derived.table.active_minutes)),
    Measure("equivalent_minutes", "min", lambda derived: load.equivalent_minutes(derived.table)),
    Measure("load", "min", lambda derived: derived.table.load),
)


def per_day(table: DayTable) -> dict[str, Floats]:
    """Return every derived number of every day, by key."""
    derived = Derived(table)
    return {measure.key: measure.of(derived) for measure in MEASURES}


def of_period(table: DayTable) -> dict[str, float | None]:
    """Return every derived number of the whole period; None where too little is known.

    For each measure `<key>_count`, `_mean` and `_median` (of clock times a circular mean, and no median), then how
    regular sleep was, how load swung and how completely the diary was kept (`days_...`).
    """
    columns = per_day(table)
    found: dict[str, float | None] = {}
    for measure in MEASURES:
        found.update(_of_measure(measure, columns[measure.key]))
    nights = nights_of(table)
    middle = load.median_load(table.load)
    return {
        **found,
        "time_in_bed_only_count": int((~np.isnan(nights.time_in_bed) & np.isnan(nights.time_asleep)).sum()),
        "time_asleep_at_most_count": int(nights.at_most.sum()),
        "midpoint_sd": clock_spread(nights.midpoint),
        "sleep_regularity": sleep_regularity(nights.onset, nights.woke_up, naps=nap_moments(table)),
        "days_with_nap": int((~np.isnan(nights.nap_minutes)).sum()),
        "weekend_shift": weekend_shift(table, nights.midpoint),
        "load_variation": load.variation(table.load),
        "load_swings": None if middle is None else int(load.swings(table.load, middle).sum()),
        **coverage(table),
    }


def _of_measure(measure: Measure, values: Floats) -> Mapping[str, float | None]:
    known = overview(values)
    if measure.unit == CLOCK_UNIT:
        return {f"{measure.key}_count": known.count, f"{measure.key}_mean": mean_clock(values)}
    return {
        f"{measure.key}_count": known.count,
        f"{measure.key}_mean": known.mean,
        f"{measure.key}_median": known.median,
    }


def coverage(table: DayTable) -> dict[str, float | None]:
    """Return how completely the diary was kept: days in all, logged, with a late answer, mapped, hard and
    holiday."""
    late = np.zeros(len(table), dtype=bool)
    for column in table.late.values():
        late |= column
    return {
        "days": len(table),
        "days_logged": int(table.logged.sum()),
        "days_late": int(late.sum()),
        "days_mapped": int(table.mapped.sum()),
        "days_hard": int(table.hard.sum()),
        "days_holiday": int(table.holiday.sum()),
    }
