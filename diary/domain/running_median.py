"""Smooths a series of days with the median of the week around each day."""

from typing import Final

import numpy as np

from diary.domain.table import WEEK, WEEK_NEEDED, Floats

WINDOW: Final = WEEK
"""Days around one day, itself included: a week, so that working days and weekends weigh the same everywhere."""


def running_median(values: Floats, window: int = WINDOW, least: int = WEEK_NEEDED) -> Floats:
    """Return (n,) the median of the `window` (odd) days centred on each day; NaN with fewer than `least` values.

    values: (n,) one a day, NaN = not answered. A median, because one bad day must not bend the line (Tukey,
    Exploratory Data Analysis, 1977, chapter 7: running medians). It bridges single missing days and never a gap of
    more than `window` - `least` days; near the ends the window has fewer days, and the line stops when they do not
    suffice.
    """
    if not len(values):
        return values.copy()
    room = np.full(window // 2, np.nan)
    around = np.lib.stride_tricks.sliding_window_view(np.concatenate([room, values, room]), window)
    ordered = np.sort(around, axis=1)  # NaN comes last
    count = np.isfinite(around).sum(axis=1)
    rows = np.arange(len(values))
    lower = ordered[rows, np.maximum(count - 1, 0) // 2]
    upper = ordered[rows, np.minimum(count // 2, window - 1)]
    enough: Floats = np.where(count >= least, (lower + upper) / 2, np.nan)
    return enough
