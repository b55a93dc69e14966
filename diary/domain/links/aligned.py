"""Aligns two series on calendar-adjacent days: what came first beside what followed."""

from functools import cached_property
from typing import Final

import numpy as np
from msgspec import Struct

from diary.domain.links.adjust import Adjusted
from diary.domain.links.link import Factor, LinkState, Outcome
from diary.domain.links.series import DAYS_BEFORE, FACTORS, LEAST_VALUES, OUTCOMES, Series
from diary.domain.table import Bools, Floats, Minutes

LEAST_PAIRS: Final = 42
LEAST_DAYS: Final = 42
LEAST_SPREAD: Final = 0.7
"""A statement only from 42 pairs over six weeks, and only when the outcome's standard deviation is 0.7 points or
places (a convention of this program)."""
LEAST_OUTCOMES: Final = 3
LEAST_OWN: Final = 2
"""Different values an outcome needs, and an own item, which may be yes or no."""
MOST_ALIKE: Final = 0.8
"""A series with one and the same answer on more than four of five days has too few other days (ours)."""


NIGHTS: Final = frozenset(str(factor) for factor, before in DAYS_BEFORE.items() if not before)
"""What is about the night that ends a day."""
WEEKDAYS_SPENT: Final = 6
TOGETHER: Final = 120
"""Minutes: answers typed within two hours of each other are of one sitting and one mood (ours)."""


class Need(Struct, frozen=True):
    """How much a series must vary: its different `values`, and its standard deviation."""

    values: int
    spread: float = 0.0

    def is_met(self, noted: Floats) -> bool:
        """Return whether these values vary enough to compare."""
        counts = np.unique(noted, return_counts=True)[1]
        is_alike = len(counts) < self.values or bool(counts.max() > MOST_ALIKE * len(noted))
        return not is_alike and float(noted.std(ddof=1)) >= self.spread


class PairPlace(Struct, frozen=True):
    """A factor and an outcome by their rows on either side, and how many days the outcome lies `later`; -1 =
    before."""

    factor: int
    outcome: int
    later: int

    @property
    def is_reverse(self) -> bool:
        """Whether the outcome came first."""
        return self.later < 0


class Aligned(Struct, frozen=True, dict=True):
    """One direction of one pair, over the m day pairs on which both are known.

    `first` and `then` (m,) are the values as noted; `usual` and `innovations` (2, m) of both are the same after
    `adjust`; `days` counts the days from the first pair to the last; `spent` and `memory` are the arguments of
    `strength`. `together` pairs are left out, because both answers were typed at one sitting, and `repeated` ones,
    because an answer was copied or the whole day was as the day before.
    """

    place: PairPlace
    first: Floats
    then: Floats
    usual: Floats
    innovations: Floats
    days: int
    spent: float
    memory: Floats
    needs: tuple[Need, Need]
    together: int
    repeated: int

    @property
    def pairs(self) -> int:
        """How many day pairs there are."""
        return len(self.first)

    @property
    def left(self) -> float:
        """How many of the pairs drift and weekdays left."""
        return self.pairs * (1 - self.spent) - WEEKDAYS_SPENT

    @cached_property
    def gate(self) -> LinkState | None:
        """Return why nothing may be said yet; None when a statement may be made."""
        if self.pairs < LEAST_PAIRS or self.days < LEAST_DAYS:
            return self._shortage()
        noted = zip(self.needs, (self.first, self.then), strict=True)
        return None if all(need.is_met(values) for need, values in noted) else LinkState.TOO_ALIKE

    def _shortage(self) -> LinkState:
        if self.pairs + self.together >= LEAST_PAIRS and self.together:
            return LinkState.TYPED_TOGETHER
        enough = self.pairs + self.together + self.repeated >= LEAST_PAIRS
        return LinkState.TOO_ALIKE if self.repeated and enough else LinkState.TOO_EARLY


def align(series: Series, adjusted: Adjusted, factor: Factor, outcome: Outcome, *, reverse: bool) -> Aligned:
    """Lay a factor and an outcome beside each other, the factor first or, in `reverse`, the outcome first."""
    return align_at(series, adjusted, _placed(factor, outcome, reverse))


def place_of(series: Series, first: str, then: str) -> PairPlace:
    """Return the place of any two sides: the night before a day is of the same row, all else of the row before."""
    later = 0 if first in NIGHTS and then not in NIGHTS else 1
    return PairPlace(series.sides[0].index(first), series.sides[1].index(then), later)


def align_at(series: Series, adjusted: Adjusted, place: PairPlace) -> Aligned:
    """Lay what stands at a place beside each other."""
    one, other = slices(place, len(series.sides[0]))
    innovations = np.stack([adjusted.innovations[one], adjusted.innovations[other]])
    known = ~np.isnan(innovations).any(axis=0)
    at_once = known & at_one_sitting(series.typed[one], series.typed[other])
    rows = np.flatnonzero(known & ~at_once)
    return Aligned(
        place,
        first=series.values[one][rows],
        then=series.values[other][rows],
        usual=np.stack([adjusted.usual[one], adjusted.usual[other]])[:, rows],
        innovations=innovations[:, rows],
        days=int(rows[-1] - rows[0]) + 1 if rows.size else 0,
        spent=float(max(adjusted.spent[one[0]], adjusted.spent[other[0]])),
        memory=adjusted.memory[one[0]] * adjusted.memory[other[0]],
        needs=(_need(series, one[0]), _need(series, other[0])),
        together=int(at_once.sum()),
        repeated=int((series.noted[one] & series.noted[other] & ~known).sum()),
    )


def at_one_sitting(first: Minutes, then: Minutes) -> Bools:
    """Return which answers were typed together; times that are not known never were."""
    at_once: Bools = (first > 0) & (then > 0) & (np.abs(first - then) <= TOGETHER)
    return at_once


def _placed(factor: Factor, outcome: Outcome, reverse: bool) -> PairPlace:
    return PairPlace(FACTORS.index(factor), OUTCOMES.index(outcome), -1 if reverse else DAYS_BEFORE[factor])


def _need(series: Series, row: int) -> Need:
    side = (*series.sides[0], *series.sides[1])[row]
    return (
        Need(LEAST_OUTCOMES, LEAST_SPREAD)
        if side in OUTCOMES
        else Need(LEAST_VALUES[Factor(side)] if side in FACTORS else LEAST_OWN)
    )


def slices(place: PairPlace, split: int = len(FACTORS)) -> tuple[tuple[int, slice], tuple[int, slice]]:
    """Return row and columns of what came first and of what followed in the (s, n) arrays, of which `split` may
    come first, so that pairs are aligned."""
    x, y, apart = place.factor, split + place.outcome, abs(place.later)
    one, other = (y, x) if place.is_reverse else (x, y)
    return (one, slice(0, -apart or None)), (other, slice(apart, None))
