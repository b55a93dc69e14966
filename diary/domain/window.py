"""Sums over the last days of each row, and how many days are enough to say something: one place for both."""

from typing import Final

import numpy as np
import numpy.typing as npt

from diary.domain.table import Bools, Floats

WEEK: Final = 7
WEEK_NEEDED: Final = 4
"""Days of a week that must be known before a number of seven days says anything: more than half (ours)."""
SHARE_NEEDED: Final = 7
"""Days before "on so many of the days" says anything (ours): of one day everything is 100 %."""
MAP_NEEDED: Final = {"week": 3, "month": SHARE_NEEDED, "year": 14}
"""Days with a map a small map needs (ours): fewer say more about the days that were left out."""
NIGHTS_NEEDED: Final = 7
"""Fewer nights say nothing about how regular they are (ours)."""
FORTNIGHT: Final = 14
"""Shorter stretches have no usual week."""


def rolling_sum(values: npt.NDArray[np.generic], days: int) -> Floats:
    """Sums over each row and the `days` - 1 rows before it, along the first axis; NaN counts as nothing.

    The first rows have fewer rows to sum.
    """
    numbers = np.nan_to_num(values.astype(np.float64))
    total = np.concatenate([np.zeros((1, *numbers.shape[1:])), np.cumsum(numbers, axis=0)])
    start = np.maximum(0, np.arange(1, len(numbers) + 1) - days)
    sums: Floats = total[1:] - total[start]
    return sums


def rolling_any(flags: Bools, days: int) -> Bools:
    """Whether any of each row and the `days` - 1 rows before it is true, along the first axis."""
    found = flags.copy()
    for back in range(1, min(days, len(flags))):
        found[back:] |= flags[:-back]
    return found
