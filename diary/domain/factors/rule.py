"""Evaluates the rules of one risk factor and concludes its state.

In all tables here the last row is today. Answers filled in late (from memory) and everything on a holiday are left
out.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np
from msgspec import Struct, field

from diary.domain.factors.state import FactorReason, FactorState, Level
from diary.domain.item import RiskFactor
from diary.domain.table import Bools, DayTable, Floats


class Finding(Struct, frozen=True):
    """What one rule found in `window` days, of which `usable` had the answer and `needed` are enough; `holds` is
    whether it is worth a look. `tells` is false when a rule that compares two stretches of days lacks days in
    either of them, which `usable` alone does not show. The rest is as in `FactorState`."""

    reason: FactorReason
    window: int
    usable: int
    needed: int
    holds: bool
    days: tuple[date, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
    tells: bool = True

    @property
    def is_enough(self) -> bool:
        """Whether there were enough usable days to say anything."""
        return self.usable >= self.needed


class Window(Struct, frozen=True):
    """The last `days` rows of a column, `values` (n,) being NaN before them; `needed` known values are enough."""

    table: DayTable
    values: Floats
    days: int
    needed: int

    @property
    def mean(self) -> float:
        """The mean of the known values; see `mean`."""
        return mean(self.values)

    def found(
        self, reason: FactorReason, rows: Bools, holds: bool, numbers: Mapping[str, float], counted: str = "days"
    ) -> Finding:
        """Return what a rule found in the window; `rows` (n,) are the days it speaks of. The number `counted` says
        how many values are known."""
        there = count(known(self.values))
        told = {**numbers, counted: there}
        return Finding(reason, self.days, there, self.needed, holds, dates(self.table, rows), told)

    def counted(self, reason: FactorReason, rows: Bools, least: float, name: str, **numbers: float) -> Finding:
        """Return what holds on at least so many days: `rows` (n,), whose number is called `name`."""
        times = count(rows)
        return self.found(reason, rows, times >= least, {name: times, **numbers})


def window(table: DayTable, values: Floats, span: tuple[int, int]) -> Window:
    """Return the last days of a column; `span` is how many, and how many known values are enough."""
    return Window(table, last(values, span[0]), *span)


def conclude(factor: RiskFactor, findings: Sequence[Finding]) -> FactorState:
    """Return the state for the first finding that holds; otherwise quiet when any rule had enough days; otherwise
    too little data."""
    enough = [finding for finding in findings if finding.is_enough]
    for found in enough:
        if found.holds:
            numbers = {"window": found.window, **found.numbers}
            return FactorState(factor, Level.WORTH_A_LOOK, found.reason, found.days, numbers, found.areas)
    level = Level.QUIET if enough else Level.TOO_LITTLE_DATA
    reason = FactorReason.QUIET if enough else FactorReason.TOO_LITTLE_DATA
    told = min(findings, key=lambda finding: (not finding.tells, finding.needed - finding.usable))
    numbers = {"usable": told.usable, "needed": told.needed, "window": told.window}
    return FactorState(factor, level, reason, numbers=numbers)


def usable(table: DayTable, item: str) -> Floats:
    """Return (n,) the item's answers without late ones and holidays."""
    late = table.late.get(item, np.zeros(len(table), dtype=bool))
    return np.where(late | table.holiday, np.nan, table.column(item))


def ticks(table: DayTable, item: str) -> Floats:
    """Return (n,) 1 ticked, 0 not, NaN unknown. A tick is often only written when it applies: in a table where it
    was answered at least once, a logged day without an answer counts as not ticked; in any other nothing is
    known."""
    answers = usable(table, item)
    if np.isnan(answers).all():
        return answers
    unticked = np.isnan(answers) & table.logged & ~table.holiday & np.isnan(table.column(item))
    return np.where(unticked, 0.0, answers)


def last(values: Floats, days: int) -> Floats:
    """Return the column with everything before the last `days` rows set to NaN."""
    recent = np.where(np.arange(len(values)) < len(values) - days, np.nan, values)
    return np.asarray(recent, dtype=np.float64)


def count(known: Bools) -> int:
    """Count the rows that are true."""
    return int(known.sum())


def known(values: Floats) -> Bools:
    """Return (n,) whether a value is there."""
    there: Bools = ~np.isnan(values)
    return there


def mean(values: Floats) -> float:
    """Return the mean of the known values, 0 without any (a rule with too few usable days does not use it)."""
    there = values[known(values)]
    return float(there.mean()) if there.size else 0.0


def holds_without_any(values: Floats, holds: Callable[[Floats], bool]) -> bool:
    """Return whether something holds of the values (n,), and would without any single one of them: one night or
    day out of the ordinary is nothing to say about two weeks."""
    rows = np.arange(len(values))
    return holds(values) and all(
        holds(np.where(rows == left_out, np.nan, values)) for left_out in np.flatnonzero(known(values))
    )


def dates(table: DayTable, rows: Bools) -> tuple[date, ...]:
    """Return the calendar days of the rows that are true."""
    return tuple(table.period.first + timedelta(days=int(row)) for row in np.flatnonzero(rows))
