"""How many false patterns a small sample may hold before the promise is in doubt."""

from math import comb
from typing import Final

PROMISED: Final = 0.05
"""The share of diaries without any link that may show one."""
ONCE_IN_A_MILLION: Final = 1e-6


def most_by_chance(count: int, share: float) -> int:
    """The largest number out of `count` that a share of at most `share` does not pass but once in a million."""
    above, number = 1.0, -1
    while above > ONCE_IN_A_MILLION:
        number += 1
        above -= comb(count, number) * share**number * (1 - share) ** (count - number)
    return number
