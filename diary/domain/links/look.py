"""Looks for links between fixed pairs of factors and outcomes, in both directions, corrected together.

The promise, measured in `packaging/CALIBRATION.md`: of diaries in which nothing is linked, at most one in twenty
shows any pattern at all. "Goes together with" is all that is ever claimed.
"""

from collections.abc import Iterable
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from diary.domain.links.adjust import adjust
from diary.domain.links.aligned import WEEKDAYS_SPENT, Aligned, align
from diary.domain.links.link import Link, LinkPair, LinksReport, LinkState, Third
from diary.domain.links.rhythm import Crossing, cross, explained, inflations
from diary.domain.links.series import FACTORS, OUTCOMES, series_of
from diary.domain.table import DayTable, Floats

LEAST_EFFECTIVE: Final = 4.0
MOST_R: Final = 0.999999
HALFWAY: Final = 0.5


class Strength(Struct, frozen=True):
    """A correlation and how many independent pairs it is worth."""

    r: float
    effective: float

    @property
    def sign(self) -> float:
        """-1 or 1."""
        return float(np.copysign(1.0, self.r))

    def interval(self, width: float) -> tuple[float, float]:
        """Return Fisher's interval, `width` standard errors to either side."""
        centre, reach = np.arctanh(self.r), width / np.sqrt(self.effective - 3)
        return float(np.tanh(centre - reach)), float(np.tanh(centre + reach))


def strength(first: Floats, then: Floats, spent: float, memory: Floats) -> Strength | None:
    """Return the correlation of two (n,) series without gaps; None when one of them does not vary.

    `spent` is the share of days used up by following the drift, `memory` the products of the autocorrelations both
    series still have. The effective number is what is left of the pairs after drift and weekdays, divided by
    1 + 2 * sum(memory) (Bartlett 1935; Pyper and Peterman 1998) and by `unevenness`; both only ever lower it.
    """
    first, then = first - first.mean(), then - then.mean()
    size = float(np.sqrt((first @ first) * (then @ then)))
    if size < 1e-9:
        return None
    r = min(MOST_R, max(-MOST_R, float(first @ then) / size))
    left = len(first) * (1 - spent) - WEEKDAYS_SPENT
    inflation = max(1.0, unevenness(first, then)) + max(0.0, 2 * float(memory.sum()))
    return Strength(r, max(LEAST_EFFECTIVE, left / inflation))


def unevenness(first: Floats, then: Floats) -> float:
    """Return how much more a correlation varies by chance because both series vary most in the same weeks; 1 =
    evenly.

    The ratio of White's variance to the usual one (White 1980, Econometrica 48:817), taken at half the slope: at
    the full slope it is too low by chance when r is high by chance; at slope zero a strong real link would count
    as unevenness.
    """
    ratios = []
    for x, y in ((first, then), (then, first)):
        rest = y - HALFWAY * (x @ y) / (x @ x) * x
        ratios.append(len(x) * (x**2 @ rest**2) / ((x @ x) * (rest @ rest)))
    return float(np.mean(ratios))


def students(width: float, freedom: float) -> float:
    """Return nearly the quantile of Student's t that is as rare as `width` of the normal distribution (Cornish and
    Fisher 1938): how uneven and how rhythmic a short diary is has been estimated from the same few days."""
    return width + (width**3 + width) / (4 * max(1.0, freedom))


Rows = npt.NDArray[np.intp]

CHANCE: Final = 0.035
"""Allowed chance of any false pattern: under the promised 0.05, because the corrections are approximations."""
FORWARD_SHARE: Final = 0.75
"""Part of CHANCE for the direction asked about, factor before outcome; the rest is for the other (weighted
Bonferroni)."""
LEAST_R: Final = 0.1
"""Weakest correlation that is called a pattern (ours): years of days show even links too weak to matter."""


def look_at_links(table: DayTable) -> LinksReport:
    """Look at all pairs of a diary; the same table always gives the same report."""
    series = series_of(table)
    adjusted = adjust(series.values)
    couples = [(factor, outcome) for factor in FACTORS for outcome in OUTCOMES]
    forward, reverse = (
        [align(series, adjusted, factor, outcome, reverse=way) for factor, outcome in couples]
        for way in (False, True)
    )
    forward_width, reverse_width = widths(_ready(forward), _ready(reverse))
    ready = [way for way in (*forward, *reverse) if way.gate is None]
    crossing = cross(adjusted)
    inflation = dict(zip((way.place for way in ready), inflations(crossing, ready), strict=True))

    def link(way: Aligned, width: float) -> Link:
        if way.gate is not None:
            return Link(way.gate, way.pairs, way.days, together=way.together)
        return judged(way, width, crossing, float(inflation[way.place]))

    pairs = [
        LinkPair(
            factor,
            outcome,
            series.measures[FACTORS.index(factor)],
            series.measures[len(FACTORS) + OUTCOMES.index(outcome)],
            link(there, forward_width),
            link(back, reverse_width),
        )
        for (factor, outcome), there, back in zip(couples, forward, reverse, strict=True)
    ]
    return LinksReport(tuple(pairs), len(ready), int(series.repeated.any(axis=0).sum()))


def _ready(ways: Iterable[Aligned]) -> int:
    return sum(way.gate is None for way in ways)


def widths(forward: int, reverse: int) -> tuple[float, float]:
    """Return the standard errors to either side of an interval so that, with this many intervals each way, the
    chance that any of them misses is at most CHANCE: Bonferroni, weighted towards the direction that is asked
    about (Holm 1979)."""
    if not (forward and reverse):
        return _width(1, forward), _width(1, reverse)
    return _width(FORWARD_SHARE, forward), _width(1 - FORWARD_SHARE, reverse)


def _width(share: float, count: int) -> float:
    return NormalDist().inv_cdf(1 - CHANCE * share / (2 * max(1, count)))


def judged(way: Aligned, width: float, crossing: Crossing, inflation: float) -> Link:
    """Return what may be said about one way, by an interval of `width` standard errors to either side."""
    found = strength(way.innovations[0], way.innovations[1], way.spent, way.memory)
    if found is None:
        return Link(LinkState.TOO_ALIKE, way.pairs, way.days, together=way.together)
    found = replace(found, effective=max(LEAST_EFFECTIVE, min(found.effective, way.left / inflation)))
    low, high = _interval(found, students(width, found.effective - 3), crossing, way)
    lower, upper = thirds(way)
    is_clear = (low > 0 or high < 0) and abs(found.r) >= LEAST_R
    agrees = (upper.then - lower.then) * found.r > 0
    return Link(
        LinkState.PATTERN if is_clear and agrees else LinkState.NO_CLEAR_PATTERN,
        way.pairs,
        way.days,
        found.r,
        low,
        high,
        found.effective,
        lower,
        upper,
        way.together,
    )


def _interval(found: Strength, width: float, crossing: Crossing, way: Aligned) -> tuple[float, float]:
    """Return the interval of the link; where zero lies outside it, without what common rhythms explain."""
    low, high = found.interval(width)
    if low <= 0 <= high:
        return low, high
    part, widening = explained(crossing, way.place, found.sign, way.pairs / found.effective)
    low, high = found.interval(width * widening)
    return (max(-1.0, low - part), high) if found.r > 0 else (low, min(1.0, high + part))


def thirds(way: Aligned) -> tuple[Third, Third]:
    """Return the thirds of the pairs in which what came first was lowest and highest for that time and weekday.

    Sorted by the adjusted values, so that both thirds come from all of the diary and a slow change on its own puts
    no difference between them; the means are of the values as they were noted.
    """
    order = np.argsort(way.usual[0], kind="stable")
    count = way.pairs // 3
    return _third(way, order[:count]), _third(way, order[way.pairs - count :])


def _third(way: Aligned, rows: Rows) -> Third:
    return Third(len(rows), float(way.first[rows].mean()), float(way.then[rows].mean()))
