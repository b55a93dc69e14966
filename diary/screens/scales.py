"""Computes the y axes of charts: whole ranges from zero, with a few round lines."""

from collections.abc import Iterator
from itertools import count

import numpy as np
from msgspec import Struct

from diary.domain.item import Item, Kind
from diary.domain.table import Floats


class Scale(Struct, frozen=True):
    """A y axis: its whole range and where its lines are."""

    low: float
    high: float
    ticks: tuple[float, ...]


SCALE = Scale(0, 10, (0, 2, 4, 6, 8, 10))
AREAS = Scale(0, 20, (0, 4, 8, 12, 16, 20))
"""Nineteen areas, drawn up to twenty: the lines then fall on those of 0-10."""

MOST_INTERVALS = 12
QUARTER_HOUR = 15.0
PERCENT = Scale(0, 100, (0, 25, 50, 75, 100))
_NOON, _SIX_HOURS = 720.0, 360.0


def night_scale(ends: Floats) -> Scale:
    """Return a scale from noon to noon in minutes around midnight, and longer when a night ends after that. ends:
    (n,) in the same minutes, NaN = gap."""
    seen = ends[np.isfinite(ends)]
    last = max(_NOON, float(np.ceil(seen.max() / _SIX_HOURS) * _SIX_HOURS) if seen.size else 0.0)
    return _lined(-_NOON, last, _SIX_HOURS)


def matching_scale(values: Floats, intervals: int, unit: float = 1.0) -> Scale:
    """Return a scale from zero to above the highest value with exactly so many equal intervals: its lines fall on
    those of another scale that has as many. They are 1, 2, 5, 10 ... units apart; of quarters of an hour 1, 2, 4,
    8 ..."""
    seen = values[np.isfinite(values)]
    top = float(seen.max()) if seen.size else 0.0
    factors = (2**power for power in count()) if unit == QUARTER_HOUR else _round_factors()
    step = next(unit * factor for factor in factors if top <= intervals * unit * factor)
    return Scale(0.0, intervals * step, tuple(np.arange(intervals + 1) * step))


def around_typical_clock(minutes: Floats) -> Floats:
    """Move clock times by whole days to within twelve hours of their circular mean: 23:30 and 00:30 become
    neighbours. minutes: (n,) after midnight, NaN = gap; same shape back."""
    seen = minutes[np.isfinite(minutes)]
    if seen.size == 0:
        return minutes
    angles = seen * (2 * np.pi / 1440)
    typical = np.arctan2(np.sin(angles).sum(), np.cos(angles).sum()) * 1440 / (2 * np.pi) % 1440
    moved: Floats = (minutes - typical + 720) % 1440 - 720 + typical
    return moved


def item_scale(item: Item, values: Floats) -> Scale:
    match item.kind:
        case Kind.SCALE | Kind.FLAG | Kind.CHOICE:
            step = next(factor for factor in _round_factors() if item.high - item.low < 10 * factor)
            return _lined(item.low, item.high, step)
        case Kind.CLOCK:
            return clock_scale(values)
        case Kind.MINUTES:
            return minutes_scale(values)
        case _:
            return stepped_scale(values, 1, least=4)


def clock_scale(values: Floats) -> Scale:
    seen = values[np.isfinite(values)]
    low, high = (seen.min(), seen.max()) if seen.size else (0.0, 1440.0)
    hours = next(step for step in (1, 2, 3, 4, 6) if step == 6 or (high - low) / 60 <= 4 * step)
    step = hours * 60
    first, last = np.floor(low / step) * step, np.floor(high / step) * step + step
    return _lined(float(first), float(last), step)


def minutes_scale(values: Floats) -> Scale:
    return stepped_scale(values, 15, least=60)


def hours_scale(values: Floats) -> Scale:
    """Return hours asleep from 3 to 12, where nights differ; further when a night was shorter or longer."""
    seen = values[np.isfinite(values)]
    low = 3.0 if not seen.size or seen.min() >= 3 else 0.0
    high = 12.0 if not seen.size or seen.max() <= 12 else float(np.ceil(seen.max() / 3) * 3)
    return _lined(low, high, 3)


def stepped_scale(values: Floats, unit: float, least: float) -> Scale:
    """Return a scale from zero to above the highest value, with at most five lines at multiples of `unit`."""
    seen = values[np.isfinite(values)]
    top = max(least, float(seen.max()) if seen.size else 0.0)
    step = next(unit * factor for factor in _factors() if top <= 5 * unit * factor)
    high = float(np.ceil(top / step) * step)
    return Scale(0.0, high, tuple(np.arange(0, high + step / 2, step).tolist()))


def _lined(low: float, high: float, step: float) -> Scale:
    """Return a scale with a line each `step`, a whole number, or each so many steps that there are few: a file of
    somebody else may say that a night took a million hours."""
    while high - low > MOST_INTERVALS * step:
        step *= 2
    return Scale(low, high, tuple(np.arange(low, high + 0.5, step).tolist()))


def _round_factors() -> Iterator[float]:
    for power in count():
        yield from (factor * 10**power for factor in (1, 2, 5))


def _factors() -> Iterator[float]:
    """Yield parts of hours and days first, then round tens: a day may hold twenty thousand steps."""
    yield from (1, 2, 4, 8, 12, 16, 24, 48, 96)
    for power in count(2):
        yield from (factor * 10**power for factor in (1, 2, 5))
