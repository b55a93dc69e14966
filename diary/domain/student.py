"""Student's t: how far a mean may lie from the truth when its own variance had to be estimated from few days."""

from math import atan, cos, pi, sin, sqrt
from statistics import NormalDist
from typing import Final

NEARLY_NORMAL: Final = 400
"""Degrees of freedom from which the normal distribution serves: the quantiles then differ by under one percent."""
WIDEST: Final = 1e4
HALVINGS: Final = 60


def inside(reach: float, freedom: int) -> float:
    """The chance that t lies within `reach` on either side of 0 (Abramowitz and Stegun 1964, 26.7.3-4)."""
    angle = atan(reach / sqrt(freedom))
    odd = freedom % 2
    term = total = cos(angle) if odd else 1.0
    for step in range(2 + odd, freedom - 1, 2):
        term *= cos(angle) ** 2 * (step - 1) / step
        total += term
    if not odd:
        return sin(angle) * total
    return 2 / pi * (angle + (sin(angle) * total if freedom > 1 else 0.0))


def width(chance: float, freedom: float) -> float:
    """Standard errors to either side of an interval that misses with this chance (between 0 and 1).

    `freedom` are the degrees of freedom, at least 1; parts of one are left out, which only widens the interval.
    """
    whole = int(freedom)
    if whole >= NEARLY_NORMAL:
        return NormalDist().inv_cdf(1 - chance / 2)
    low, high = 0.0, WIDEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if inside(middle, whole) < 1 - chance else (low, middle)
    return high
