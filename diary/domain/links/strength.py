"""How strongly two adjusted series go together, and how sure that is."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from diary.domain.table import Floats

WEEKDAYS_SPENT: Final = 6
LEAST_EFFECTIVE: Final = 4.0
MOST_R: Final = 0.999999
HALFWAY: Final = 0.5


@dataclass(frozen=True, slots=True)
class Strength:
    """A correlation and how many independent pairs it is worth."""

    r: float
    effective: float

    def interval(self, width: float) -> tuple[float, float]:
        """Fisher's interval, `width` standard errors to either side."""
        centre, reach = np.arctanh(self.r), width / np.sqrt(self.effective - 3)
        return float(np.tanh(centre - reach)), float(np.tanh(centre + reach))


def strength(first: Floats, then: Floats, spent: float, memory: Floats) -> Strength | None:
    """The correlation of two (n,) series without gaps; None when one of them does not vary.

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
    """How much more a correlation varies by chance because both series are restless in the same weeks; 1 = evenly.

    The ratio of White's variance to the usual one (White 1980, Econometrica 48:817), taken at half the slope: at
    the full slope it is too low by chance when r is high by chance, at none a strong real link would count as
    unevenness.
    """
    ratios = []
    for x, y in ((first, then), (then, first)):
        rest = y - HALFWAY * (x @ y) / (x @ x) * x
        ratios.append(len(x) * (x**2 @ rest**2) / ((x @ x) * (rest @ rest)))
    return float(np.mean(ratios))
