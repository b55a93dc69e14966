"""Computes active minutes, load and their swings. Load is personal and never compared between people.

Only days on which activities were logged have numbers. The ratio of acute to chronic load is left out on purpose:
it has no predictive value (Impellizzeri 2020).
"""

import statistics

import numpy as np

from diary.domain.table import WEEK, WEEK_NEEDED, Bools, DayTable, Floats, rolling_sum

SWING_HIGH = 1.5
SWING_LOW = 0.5
SWING_WITHIN_DAYS = 2


def equivalent_minutes(table: DayTable) -> Floats:
    """Return (n,) active minutes, strenuous ones counted twice, as WHO 2020 adds up moderate and vigorous
    activity.

    An upper bound: a diary does not know which of the other minutes were moderate.
    """
    return table.active_minutes + np.nan_to_num(table.strenuous_minutes)


def weekly_minutes(minutes: Floats) -> Floats:
    """Return (n,) seven times the mean of what was logged in the 7 days that end on each row: a gap is not a day
    without activity. NaN where fewer than WEEK_NEEDED of them were logged."""
    logged = rolling_sum(~np.isnan(minutes), WEEK)
    return np.where(logged >= WEEK_NEEDED, WEEK * rolling_sum(minutes, WEEK) / np.maximum(logged, 1), np.nan)


def variation(load: Floats) -> float | None:
    """Return the CV: sample SD over mean of the loads that are known; None for fewer than two or a mean of 0."""
    known = load[~np.isnan(load)]
    if known.size < 2 or not known.mean():
        return None
    return float(known.std(ddof=1) / known.mean())


def median_load(load: Floats) -> float | None:
    """Return the median of the loads that are known; None without any."""
    known = load[~np.isnan(load)]
    return statistics.median(known.tolist()) if known.size else None


def swings(load: Floats, median: float) -> Bools:
    """Return (n,) days with at least 1.5 times one's own median load, followed within two days by at most half of
    it.

    The "boom and bust" pattern (Andrews 2015) has no agreed index; this one is ours. A day
    without a logged load is neither high nor low.
    """
    if median <= 0:
        return np.zeros(len(load), dtype=bool)
    high, low = load >= SWING_HIGH * median, load <= SWING_LOW * median
    followed = np.zeros(len(load), dtype=bool)
    for ahead in range(1, SWING_WITHIN_DAYS + 1):
        followed[:-ahead] |= low[ahead:]
    swung: Bools = high & followed
    return swung
