"""Sums over the last days of each row."""

import numpy as np
import numpy.typing as npt

from diary.domain.table import Bools, Floats


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
