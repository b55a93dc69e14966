"""Aligns two series on calendar-adjacent days: what came first beside what followed."""

from functools import cached_property
from typing import Final

import numpy as np
from msgspec import Struct

from diary.domain.links.adjust import Adjusted
from diary.domain.links.link import Factor, LinkState, Outcome
from diary.domain.links.series import DAYS_BEFORE, FACTORS, LEAST_VALUES, OUTCOMES, Series
from diary.domain.table import Floats

LEAST_PAIRS: Final = 42
LEAST_DAYS: Final = 42
LEAST_SPREAD: Final = 0.7
"""A statement only from 42 pairs over six weeks, and only when the outcome's standard deviation is 0.7 points or
places (a convention of this program)."""
MOST_ALIKE: Final = 0.8
"""A series with one and the same answer on more than four of five days has too few other days (ours)."""


Place = tuple[int, slice]


class Aligned(Struct, frozen=True, dict=True):
    """One direction of one pair, over the m day pairs on which both are known.

    `first` and `then` (m,) are the values as noted; `usual` (m,) of what came first, and `news` (2, m) of both,
    are the same after `adjust`; `days` counts the days from the first pair to the last; `spent` and `memory` are
    the arguments of `strength`. The factor's own row is `factor_row`, 0 when it came first and 1 when it followed.
    """

    first: Floats
    then: Floats
    usual: Floats
    news: Floats
    days: int
    spent: float
    memory: Floats
    least_values: int
    factor_row: int

    @property
    def pairs(self) -> int:
        """How many day pairs there are."""
        return len(self.first)

    @cached_property
    def gate(self) -> LinkState | None:
        """Why nothing may be said yet; None when a statement may be made."""
        if self.pairs < LEAST_PAIRS or self.days < LEAST_DAYS:
            return LinkState.TOO_EARLY
        both = (self.first, self.then)
        factor, outcome = both[self.factor_row], both[1 - self.factor_row]
        if _is_alike(factor, self.least_values) or outcome.std(ddof=1) < LEAST_SPREAD or _is_alike(outcome, 3):
            return LinkState.TOO_ALIKE
        return None


def _is_alike(values: Floats, least_values: int) -> bool:
    counts = np.unique(values, return_counts=True)[1]
    return len(counts) < least_values or bool(counts.max() > MOST_ALIKE * len(values))


def align(series: Series, adjusted: Adjusted, factor: Factor, outcome: Outcome, *, reverse: bool) -> Aligned:
    """Lay a factor and an outcome beside each other, the factor first or, in `reverse`, the outcome first."""
    one, other = _placed(factor, outcome, reverse)
    news = np.stack([adjusted.news[one], adjusted.news[other]])
    rows = np.flatnonzero(~np.isnan(news).any(axis=0))
    return Aligned(
        first=series.values[one][rows],
        then=series.values[other][rows],
        usual=adjusted.usual[one][rows],
        news=news[:, rows],
        days=int(rows[-1] - rows[0]) + 1 if rows.size else 0,
        spent=float(max(adjusted.spent[one[0]], adjusted.spent[other[0]])),
        memory=adjusted.memory[one[0]] * adjusted.memory[other[0]],
        least_values=LEAST_VALUES[factor],
        factor_row=int(reverse),
    )


def _placed(factor: Factor, outcome: Outcome, reverse: bool) -> tuple[Place, Place]:
    """Return row and columns, in the (9, n) arrays, of what came first and of what followed, aligned in pairs."""
    x, y = FACTORS.index(factor), len(FACTORS) + OUTCOMES.index(outcome)
    one, other, later = (y, x, 1) if reverse else (x, y, DAYS_BEFORE[factor])
    return (one, slice(0, -later or None)), (other, slice(later, None))
