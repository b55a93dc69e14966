"""Made-up diaries for the comparison of two spans: in `WITHOUT_CHANGE` nothing differs but by chance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.domain.comparison import SETTLING_DAYS, ChangeDirection, Comparison
from diary.domain.period import Period
from diary.domain.table import Bools, DayTable, Floats, empty_table
from diary.domain.two_periods import TwoPeriods, compare_spans, span_days
from diary.paths import resources
from tests.calibration.diaries import LIVES, PAIN, SERIES, WITHOUT_LINK, Cell, Chance, Hidden, Notebook, persistent
from tests.factory import TODAY

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
    "the same answers for weeks",
    "each answer the same for weeks",
)
CATALOGUE: Final = load_catalogue(resources())
ATLAS: Final = load_atlas(resources())
MOVING_LEVEL: Final = ("persistent 0.9, noted imprecisely", "shared wandering")
"""Diaries whose level itself comes and goes within weeks: a difference there is real, and has no reason."""


Made = Callable[[int], Cell]


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
    **{name: {**WITHOUT_LINK, **LIVES}[name] for name in SAME_LEVEL},
    "slow drift, the same mean in both": Cell("slow drift, the same mean in both", _drifting),
}
MOVING: Mapping[str, Cell] = {name: WITHOUT_LINK[name] for name in MOVING_LEVEL}


RESTLESS, CALM = 1.6, 0.5
FLARE_EVERY: Final = 30
WEEKEND: Final = (1.6, 1.6, -0.64, -0.64, -0.64, -0.64, -0.64)


def _restless(at_first: float, later: float) -> Made:
    """The same mean; days vary more in one of the spans."""

    def made(before: int) -> Cell:
        def hidden(chance: Chance, days: int) -> Floats:
            cut = np.arange(days) < SETTLING_DAYS + before
            return persistent(chance, days, 0.3) * np.where(cut, at_first, later)

        return Cell(f"restless {at_first:g} {later:g}", hidden)

    return made


def _rare_flares(_before: int) -> Cell:
    """Nothing on most days; some days of much about once a month."""

    def hidden(chance: Chance, days: int) -> Floats:
        values = np.full((SERIES, days), -0.8)
        for row in values:
            start = int(chance.geometric(1 / FLARE_EVERY))
            while start < days:
                length = int(chance.integers(2, 8))
                row[start : start + length] = chance.uniform(2, 4)
                start += length + int(chance.geometric(1 / FLARE_EVERY))
        return values

    return Cell("rare flares", hidden, floors=True)


def _noted_on(hidden: Hidden, is_noted: Callable[[Floats], Bools]) -> Made:
    """At first only some days are noted, later all."""

    def made(before: int) -> Cell:
        def missing(_chance: Chance, values: Floats) -> Bools:
            early: Bools = np.arange(values.shape[1]) < SETTLING_DAYS + before
            return early & ~is_noted(values)

        return Cell("noted on some days at first", hidden, missing)

    return made


def _with_weekends(chance: Chance, days: int) -> Floats:
    values: Floats = persistent(chance, days, 0.3) + np.resize(WEEKEND, days)
    return values


UNLIKE_SPANS: Mapping[str, Made] = {
    "days vary three times as much later": _restless(CALM, RESTLESS),
    "days vary three times as much at first": _restless(RESTLESS, CALM),
    "some days of much a month": _rare_flares,
    "only bad days noted at first": _noted_on(
        lambda chance, days: persistent(chance, days, 0.5), lambda values: values[PAIN] > 0
    ),
    "only weekends noted at first": _noted_on(
        _with_weekends, lambda values: np.resize(WEEKEND, values.shape[1]) > 0
    ),
}
"""Diaries in which nothing changed, made for an earlier span of so many days: the spans differ in how much days
vary, or in which of them are noted."""


@dataclass(frozen=True)
class Book:
    """Diaries of two weeks to settle in, `before` days (as many as then, where None) and `length` days."""

    length: int
    before: int | None = None

    @property
    def days(self) -> int:
        return SETTLING_DAYS + self.length + (self.before or self.length)

    def found(self, cell: Cell, seed: int, count: int) -> list[tuple[Comparison, ...]]:
        """What is said of every item of KEYS, diary by diary."""
        tables = Notebook(self.days).tables(cell, seed, count)
        return [look(table, self.length, self.before) for table in tables]


def look(table: DayTable, length: int, before: int | None = None) -> tuple[Comparison, ...]:
    """The last two spans of a table compared as the page does it."""
    after = Period.ending(table.period.last, length)
    spans = TwoPeriods(after.before(before or length), after)
    return compare_spans(table, spans, span_days(table, spans, 0), KEYS, CATALOGUE)


FLAGS: Final = (
    "worried_damage",
    "skipped_fear",
    "touch_hurt",
    "senses_overload",
    "pain_aching",
    "pain_burning",
    "pain_stabbing",
    "pain_pressing",
)
"""Questions answered with yes or no, eight on one page."""


def look_at_flags(chance: Chance, length: int, phi: float, shares: tuple[float, float]) -> tuple[Comparison, ...]:
    """What is said of questions answered with yes on one part of the days, and of the others in the later span;
    from one day to the next an answer stays as it is with probability `phi`, and is drawn anew else."""
    days = SETTLING_DAYS + 2 * length
    table = empty_table(Period.ending(TODAY, days), FLAGS, ATLAS)
    share = np.where(np.arange(days) < SETTLING_DAYS + length, *shares)
    for flag in FLAGS:
        stays = np.cumsum(chance.random(days) >= phi)
        drawn = chance.random(days + 1)[stays]
        table.values[flag][:] = drawn < share
    after = Period.ending(TODAY, length)
    spans = TwoPeriods(after.before(length), after)
    return compare_spans(table, spans, span_days(table, spans, 0), FLAGS, CATALOGUE)


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
