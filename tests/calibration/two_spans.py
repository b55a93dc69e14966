"""Made-up diaries for the comparison of two spans: in `WITHOUT_CHANGE` nothing differs but by chance."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from diary.content.catalogue import load_catalogue
from diary.domain.comparison import SETTLING_DAYS, ChangeDirection, Comparison
from diary.domain.period import Period
from diary.domain.table import DayTable, Floats
from diary.domain.two_periods import TwoPeriods, compare_spans, span_days
from diary.paths import resources
from tests.calibration.diaries import WITHOUT_LINK, Cell, Chance, Notebook, persistent

KEYS: Final = (
    "function",
    "active_minutes",
    "load",
    "breaks",
    "time_asleep",
    "sleep_quality",
    "stress",
    "areas_today",
    "pain_average",
)
"""What a made-up diary holds and the page shows."""
SAME_LEVEL: Final = (
    "every day for itself",
    "persistent 0.3",
    "persistent 0.6",
    "persistent 0.8",
    "shared weekly rhythm",
    "shared restless weeks",
    "30 % of days missing",
    "missing more on bad days",
    "floors and ceilings",
    "map copied on half the days",
    "pain asked three days a week",
)
CATALOGUE: Final = load_catalogue(resources())
MOVING_LEVEL: Final = ("persistent 0.9, noted imprecisely", "shared wandering")
"""Diaries whose level itself comes and goes within weeks: a difference there is real, and has no reason."""


def _drifting(chance: Chance, days: int) -> Floats:
    """A slow course as large as the differences between days, with the same mean in both spans."""
    time = np.linspace(0, 1, days)
    shapes = np.array([time, np.sin(np.pi * time), np.sin(2 * np.pi * time), np.cos(2 * np.pi * time)])
    course = (chance.standard_normal(4) * [2, 1.5, 1, 1]) @ shapes
    half = (days - SETTLING_DAYS) // 2
    for span in (slice(None, -half), slice(-half, None)):
        course[span] -= course[span][-half:].mean()
    drifting: Floats = persistent(chance, days, 0.3) + course / course.std()
    return drifting


WITHOUT_CHANGE: Mapping[str, Cell] = {
    **{name: WITHOUT_LINK[name] for name in SAME_LEVEL},
    "slow drift, the same mean in both": Cell("slow drift, the same mean in both", _drifting),
}
MOVING: Mapping[str, Cell] = {name: WITHOUT_LINK[name] for name in MOVING_LEVEL}


@dataclass(frozen=True)
class Book:
    """Diaries of two weeks to settle in and two spans of `length` days each."""

    length: int

    @property
    def days(self) -> int:
        return SETTLING_DAYS + 2 * self.length

    def found(self, cell: Cell, seed: int, count: int) -> list[tuple[Comparison, ...]]:
        """What is said of every item of KEYS, diary by diary."""
        return [look(table, self.length) for table in Notebook(self.days).tables(cell, seed, count)]


def look(table: DayTable, length: int) -> tuple[Comparison, ...]:
    """The last two spans of a table compared as the page does it."""
    after = Period.ending(table.period.last, length)
    spans = TwoPeriods(after.before(length), after)
    return compare_spans(table, spans, span_days(table, spans, 0), KEYS, CATALOGUE)


def is_different(found: Comparison) -> bool:
    """Whether anything but "about the same" or "no clear difference" is said."""
    return found.change not in {None, ChangeDirection.SAME}


def changed(cell: Cell, length: int, size: float) -> Cell:
    """The same diaries, in which every hidden series is `size` standard deviations higher in the second span."""

    def hidden(chance: Chance, days: int) -> Floats:
        values = cell.hidden(chance, days)
        values[:, -length:] += size
        return values

    return replace(cell, hidden=hidden)
