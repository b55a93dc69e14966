"""The look at what goes together: fixed pairs, both directions, one correction for all of them.

The promise, measured in `packaging/CALIBRATION.md`: of diaries in which nothing is linked, at most one in twenty
shows any pattern at all. "Goes together with" is all that is ever claimed.
"""

from collections.abc import Iterable
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

from diary.domain.links.adjust import adjust
from diary.domain.links.aligned import Aligned, align
from diary.domain.links.link import Link, LinkPair, LinksReport, LinkState, Third
from diary.domain.links.series import FACTORS, OUTCOMES, series_of
from diary.domain.links.strength import strength
from diary.domain.table import DayTable

Rows = npt.NDArray[np.intp]

CHANCE: Final = 0.04
"""Allowed chance of any false pattern: under the promised 0.05, because the corrections are approximations."""
FORWARD_SHARE: Final = 0.75
"""The question is what comes before; the way back is asked so that the picture is fair (weighted Bonferroni)."""
LEAST_R: Final = 0.1
"""With years of days even a link too weak to matter would be found; below this it is not called a pattern
(ours)."""


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
    pairs = [
        LinkPair(
            factor,
            outcome,
            series.measures[FACTORS.index(factor)],
            series.measures[len(FACTORS) + OUTCOMES.index(outcome)],
            _link(there, forward_width),
            _link(back, reverse_width),
        )
        for (factor, outcome), there, back in zip(couples, forward, reverse, strict=True)
    ]
    return LinksReport(tuple(pairs), _ready(forward) + _ready(reverse))


def _ready(ways: Iterable[Aligned]) -> int:
    return sum(way.gate is None for way in ways)


def widths(forward: int, reverse: int) -> tuple[float, float]:
    """Standard errors to either side of an interval so that, with this many intervals each way, the chance that
    any of them misses is at most CHANCE: Bonferroni, weighted towards the way that is asked about (Holm
    1979)."""
    if not (forward and reverse):
        return _width(1, forward), _width(1, reverse)
    return _width(FORWARD_SHARE, forward), _width(1 - FORWARD_SHARE, reverse)


def _width(share: float, count: int) -> float:
    return NormalDist().inv_cdf(1 - CHANCE * share / (2 * max(1, count)))


def _link(way: Aligned, width: float) -> Link:
    state = way.gate
    if state is not None:
        return Link(state, way.pairs, way.days)
    found = strength(way.news[0], way.news[1], way.spent, way.memory)
    if found is None:
        return Link(LinkState.TOO_ALIKE, way.pairs, way.days)
    low, high = found.interval(width)
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
    )


def thirds(way: Aligned) -> tuple[Third, Third]:
    """The thirds of the pairs in which what came first was lowest and highest for that time and weekday.

    Sorted by the adjusted values, so that both thirds come from all of the diary and a slow change on its own
    puts no difference between them; told in the values as they were noted.
    """
    order = np.argsort(way.usual, kind="stable")
    count = way.pairs // 3
    return _third(way, order[:count]), _third(way, order[way.pairs - count :])


def _third(way: Aligned, rows: Rows) -> Third:
    return Third(len(rows), float(way.first[rows].mean()), float(way.then[rows].mean()))
