"""The look at all seven risk factors, as of one day."""

from datetime import date

from diary.domain.factors.isolation import look_at_isolation
from diary.domain.factors.movement import look_at_movement
from diary.domain.factors.persistent_pain import look_at_persistent_pain
from diary.domain.factors.recovery import look_at_recovery
from diary.domain.factors.sleep import look_at_sleep
from diary.domain.factors.state import FactorState
from diary.domain.factors.stress import look_at_stress
from diary.domain.factors.thresholds import THRESHOLDS, Thresholds
from diary.domain.factors.worry import look_at_worry
from diary.domain.period import Period
from diary.domain.table import DayTable, empty_table

FACTORS = (
    look_at_sleep,
    look_at_stress,
    look_at_movement,
    look_at_worry,
    look_at_recovery,
    look_at_isolation,
)
COLUMNS = (
    "areas",
    "mapped",
    "active_minutes",
    "load",
    "strenuous_minutes",
    "clock_change",
    "change_asleep",
    "logged",
    "hard",
    "holiday",
)


def look_at_factors(
    table: DayTable, today: date, began: date | None = None, limits: Thresholds = THRESHOLDS
) -> tuple[FactorState, ...]:
    """One state per factor, in the article's order, as seen on `today`; never a judgement of a single day.

    Only the 28 days that end on `today` are looked at; `table` may hold more, fewer or other days than those.
    `began` is the first day of the diary: nothing is called a change of its first weeks, nor when it is not told.
    """
    recent = days_until(table, today, limits.month)
    row = (began - recent.period.first).days if began else 0
    return (
        look_at_persistent_pain(recent, limits, row),
        *(look_at(recent, limits) for look_at in FACTORS),
    )


def days_until(table: DayTable, last: date, days: int) -> DayTable:
    """The `days` days that end on `last`, empty where `table` has no row for them."""
    period = Period.ending(last, days)
    window = empty_table(period, table.values, table.atlas)
    start, stop = max(period.first, table.period.first), min(period.last, table.period.last)
    if stop < start:
        return window
    known = table.rows((start - table.period.first).days, (stop - table.period.first).days + 1)
    rows = slice((start - period.first).days, (stop - period.first).days + 1)
    for item, values in known.values.items():
        window.values[item][rows] = values
    for item, late in known.late.items():
        window.late[item][rows] = late
    for column in COLUMNS:
        getattr(window, column)[rows] = getattr(known, column)
    return window
