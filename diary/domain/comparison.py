"""Compares two stretches of a diary: their means, the difference, and the interval that chance alone could
explain.

Days resemble the day before, so 28 days carry far less information than 28 independent ones: the interval is
weighted over all models of how long a series remembers (`standard_error`). What is called lower or higher follows
a rule for ratings (after Farrar 2001, Dworkin 2008 and Suzuki 2020).
"""

from enum import StrEnum
from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from diary.domain.item import MINUTES_A_DAY
from diary.domain.nights import NOON, mean_clock
from diary.domain.period import LEAST_SHARE
from diary.domain.standard_error import errors_of
from diary.domain.table import Bools, Floats, count_known

LEAST_DAYS: Final = 14
LEAST_RATINGS: Final = 10
"""Two stretches of at least 14 days with at least 10 values each; single days are never judged."""
SETTLING_DAYS: Final = 14
"""Days at the start of a diary that are not compared: many begin one in a bad time, and improve without cause."""
CHANCE: Final = 0.04
"""Allowed chance that any interval of one comparison misses: under the promised 0.05, because the variance is an
approximation."""
LEAST_FREEDOM: Final = 4.0
"""Degrees of freedom an interval needs; with fewer it is wider than any scale."""
FEWEST_WAVES: Final = 3
"""Degrees of freedom left at least where one stretch alone tells how much days differ."""
LEAST_TURNS: Final = 6
"""How often a value differs at least from the one before it, within both stretches together. Who answers yes for
weeks and then no for weeks shows too few waves to tell how long they are: eight such questions made a change on 10
of 100 pages."""
LONGEST_RUN: Final = 0.5
"""Share of a stretch from which one answer without a break says too little, where there are more than two: who
writes the same for weeks, and then the same of another, was told a change on 9 to 11 of 100 pages."""
BRIEF_ERRORS: Final = 2.0
"""Standard errors of independent days: under any interval that CHANCE gives (2.05 at the least)."""
TINY: Final = 1e-12


class ChangeDirection(StrEnum):
    """How the later mean compares with the earlier one. Neither direction is called better."""

    LOWER = "lower"
    A_LITTLE_LOWER = "a_little_lower"
    SAME = "same"
    A_LITTLE_HIGHER = "a_little_higher"
    HIGHER = "higher"


class ComparisonStatus(StrEnum):
    """What may be said: nothing, for want of values, of any variation, of values on most days of both stretches
    alike (who writes on bad days only, and later on all, seems to get better), of one way of measuring (imported
    and typed), or of independent days (the values stay the same for long, or change more slowly than the periods
    are long); that chance could explain the difference; or that it is beyond chance, in the words of a
    `ChangeDirection`."""

    TOO_FEW = "too_few"
    TOO_ALIKE = "too_alike"
    UNEVEN = "uneven"
    IMPORTED = "imported"
    TOO_SLOW = "too_slow"
    UNCLEAR = "unclear"
    CLEAR = "clear"


class Margin(Struct, frozen=True):
    """The least differences that are worth a word, in the unit of the values: `little` and also `little_share` of
    the earlier mean (above `low`, the least possible value) for "a little", `plain` and `plain_share` for "lower"
    or "higher"."""

    little: float = 0.0
    plain: float = 0.0
    little_share: float = 0.0
    plain_share: float = 0.0
    low: float = 0.0


class Mean(Struct, frozen=True):
    """The mean of one stretch: of how many values (None without any), and how many independent days they are
    worth (None where that is not known)."""

    count: int
    mean: float | None = None
    effective: float | None = None


class Comparison(Struct, frozen=True):
    """The result of comparing two stretches. `difference` is later minus earlier, `low` to `high` its interval;
    None unless `status` is UNCLEAR or CLEAR. `change` is what the difference may be called: None where chance
    could have made it."""

    status: ComparisonStatus
    before: Mean
    after: Mean
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    change: ChangeDirection | None = None


def rating_margin(low: float, high: float) -> Margin:
    """Return the margin of a scale from `low` to `high`: on 0-10 one point and 10 %, two points and 30 %."""
    tenth = (high - low) / 10
    return Margin(tenth, 2 * tenth, 0.1, 0.3, low)


def change(before: float, after: float, margin: Margin) -> ChangeDirection:
    """Return what a difference of two means is called, without regard to chance."""
    size, base = round(abs(after - before), 9), abs(before - margin.low)
    up = after > before
    if size and size >= margin.plain and size >= round(margin.plain_share * base, 9):
        return ChangeDirection.HIGHER if up else ChangeDirection.LOWER
    if size and size >= margin.little and size >= round(margin.little_share * base, 9):
        return ChangeDirection.A_LITTLE_HIGHER if up else ChangeDirection.A_LITTLE_LOWER
    return ChangeDirection.SAME


def compare(
    before: Floats,
    after: Floats,
    margin: Margin,
    chance: float = CHANCE,
    *,
    days: tuple[int, int] | None = None,
    briefly: bool = False,
) -> Comparison:
    """Compare two series of daily values, one row per calendar day, NaN = unknown or not to be used.

    `chance` is how often the interval may miss: CHANCE over the number of comparisons that are shown together.
    `days` of either stretch could have had a value: all, where None.
    `briefly`: without an interval, which is most of the work, where the means are too near for a word, or for days
    that would not remember each other at all.
    """
    first, second = mean_of(before), mean_of(after)
    status = gate(before, after, days)
    if status is not None or first.mean is None or second.mean is None:
        return Comparison(status or ComparisonStatus.TOO_FEW, first, second)
    if briefly and not _may_be_told(before, after, margin):
        return Comparison(ComparisonStatus.UNCLEAR, first, second)
    errors = errors_of(before, after)
    if (first.count + second.count) / errors.inflation - 2 < LEAST_FREEDOM:
        return Comparison(ComparisonStatus.TOO_SLOW, first, second)
    wider = _unevenly_spread(before, after)
    reach = replace(errors, freedom=max(FEWEST_WAVES, int(errors.freedom / wider))).reach(chance) * wider**0.5
    difference = second.mean - first.mean
    low, high = difference - reach, difference + reach
    called = _called(first.mean, second.mean, (low, high), margin)
    return Comparison(
        ComparisonStatus.UNCLEAR if called is None else ComparisonStatus.CLEAR,
        replace(first, effective=first.count / errors.inflation),
        replace(second, effective=second.count / errors.inflation),
        difference,
        low,
        high,
        called,
    )


def _may_be_told(before: Floats, after: Floats, margin: Margin) -> bool:
    """Return whether the means differ enough for a word, and by more than BRIEF_ERRORS of independent days."""
    first, second = float(np.nanmean(before)), float(np.nanmean(after))
    apart = _variance((before - first, after - second)) * (1 / count_known(before) + 1 / count_known(after))
    named = change(first, second, margin) is not ChangeDirection.SAME
    return named and abs(second - first) > BRIEF_ERRORS * apart**0.5


def _unevenly_spread(before: Floats, after: Floats) -> float:
    """Return how many times as much the difference of means varies as with one variance for all days: more than
    once where the shorter stretch has the larger one (Welch 1938, Biometrika 29:350)."""
    parts = [part[np.isfinite(part)] for part in (before, after)]
    own = sum(float(part.var(ddof=1)) / part.size for part in parts)
    together = _variance((parts[0] - parts[0].mean(), parts[1] - parts[1].mean()))
    return max(1.0, own / (together * sum(1 / part.size for part in parts)))


def gate(before: Floats, after: Floats, days: tuple[int, int] | None = None) -> ComparisonStatus | None:
    """Return why nothing may be said about two series; None when they can be compared. `days` as in `compare`."""
    if not (_is_enough(before) and _is_enough(after)):
        return ComparisonStatus.TOO_FEW
    known = [part[np.isfinite(part)] for part in (before, after)]
    if _variance((known[0] - known[0].mean(), known[1] - known[1].mean())) < TINY:
        return ComparisonStatus.TOO_ALIKE
    of = days or (len(before), len(after))
    shares = sorted(part.size / count for part, count in zip(known, of, strict=True))
    if shares[0] < LEAST_SHARE * shares[1]:
        return ComparisonStatus.UNEVEN
    return ComparisonStatus.TOO_SLOW if _stays_the_same(known) else None


def _stays_the_same(known: list[Floats]) -> bool:
    """Return whether LEAST_TURNS or LONGEST_RUN say that values stay the same for too long."""
    starts = [np.append(np.flatnonzero(np.diff(part, prepend=np.nan)), part.size) for part in known]
    if sum(map(len, starts)) - 2 * len(known) < LEAST_TURNS:
        return True
    longest = max(int(np.diff(each).max()) / part.size for each, part in zip(starts, known, strict=True))
    return longest >= LONGEST_RUN and np.unique(np.concatenate(known)).size > 2


def around_common_mean(before: Floats, after: Floats) -> tuple[Floats, Floats]:
    """Move clock times in minutes after midnight by whole days to within twelve hours of the circular mean of all:
    23:50 and 00:10 are then 20 minutes apart. NaN when the times have no circular mean."""
    centre = mean_clock(np.concatenate([before, after]))
    if centre is None:
        return np.full(len(before), np.nan), np.full(len(after), np.nan)
    return _around(before, centre), _around(after, centre)


def settled(first_row: int, days: int) -> Bools:
    """Return (days,) flags that are true from the fifteenth day of a diary on; `first_row` is the row of its first
    day and may be negative."""
    later: Bools = np.arange(days) - first_row >= SETTLING_DAYS
    return later


def _around(clocks: Floats, centre: float) -> Floats:
    moved: Floats = (clocks - centre + NOON) % MINUTES_A_DAY - NOON + centre
    return moved


def mean_of(values: Floats) -> Mean:
    known = values[np.isfinite(values)]
    return Mean(int(known.size), float(known.mean()) if known.size else None)


def _is_enough(values: Floats) -> bool:
    return len(values) >= LEAST_DAYS and count_known(values) >= LEAST_RATINGS


def _variance(rest: tuple[Floats, Floats]) -> float:
    return sum(float(np.nansum(part**2)) for part in rest) / (count_known(rest[0]) + count_known(rest[1]) - 2)


def _called(left: float, right: float, interval: tuple[float, float], margin: Margin) -> ChangeDirection | None:
    """Return what a difference beyond chance is called; None when chance could have made it, unless even the whole
    interval is not worth a word."""
    low, high = interval
    called = change(left, right, margin)
    if low <= 0 <= high:
        small = all(change(left, left + end, margin) is ChangeDirection.SAME for end in interval)
        return ChangeDirection.SAME if small else None
    return called
