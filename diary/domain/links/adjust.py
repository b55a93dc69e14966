"""Removes from each series what would make unlinked series look linked: slow drift, the weekly rhythm,
autocorrelation.

Two series that both improve over months, or both differ at weekends, go up and down together without any link;
and two that each resemble their own yesterday do so by chance far more often than independent days would. All
functions work on (series, n) arrays over calendar days, NaN where unknown; nothing is filled in.
"""

from statistics import NormalDist
from typing import Final

import numpy as np
from msgspec import Struct

from diary.domain.table import Floats

DRIFT_DAYS: Final = 17
"""Half-width of the window that follows slow drift: 35 days, chosen by calibration between 21 and 57."""
MOST_LEVERAGE: Final = 0.9
"""A day whose own value has more than this weight in its local line says little about its distance from it."""
MOST_MEMORY: Final = 0.95
LEAST_ADJACENT: Final = 10
"""Adjacent days a series needs before its autocorrelation is estimated; with fewer it is taken as 0."""
MEMORY_LAGS: Final = 5
WEEK: Final = 7


class Adjusted(Struct, frozen=True):
    """Adjusted series. `usual` (s, n): how far each day was above or below what was usual for that time and
    weekday, in normal scores. `innovations` (s, n): the part of it that the series' own past did not predict, with
    equal variance. `spent` (s,): the share of days that following the drift used up. `memory` (s, MEMORY_LAGS):
    the autocorrelations of `innovations`."""

    usual: Floats
    innovations: Floats
    spent: Floats
    memory: Floats


def adjust(values: Floats) -> Adjusted:
    """Return normal scores, minus slow drift, minus the weekly rhythm, then prewhitened (Haugh 1976, JASA
    71:378)."""
    level, spent = without_drift(normal_scores(values))
    usual = without_week(level)
    innovations = without_memory(usual)
    return Adjusted(usual, innovations, spent, autocorrelation(innovations))


def normal_scores(values: Floats) -> Floats:
    """Return van der Waerden scores per series: ranks, ties shared, through the inverse normal distribution.

    A scale with a floor and a single very busy day then have no more weight than their rank.
    """
    scores = np.full(values.shape, np.nan)
    inverse = NormalDist().inv_cdf
    for row, series in enumerate(values):
        known = ~np.isnan(series)
        _, order, counts = np.unique(series[known], return_inverse=True, return_counts=True)
        ranks = np.cumsum(counts) - (counts - 1) / 2
        of_value = np.array([inverse(rank / (known.sum() + 1)) for rank in ranks])
        if of_value.size:
            scores[row, known] = of_value[order]
    return scores


def without_drift(values: Floats, reach: int = DRIFT_DAYS) -> tuple[Floats, Floats]:
    """Return the residuals from a local straight line (tricube weights over 2 * reach + 1 days; Cleveland 1979,
    JASA 74:829), and per series the mean weight of a day in its own line: the share of degrees of freedom this
    used up."""
    known = ~np.isnan(values)
    away = np.arange(-reach, reach + 1)
    weight = (1 - np.abs(away / (reach + 1)) ** 3) ** 3
    powers = np.stack([weight, weight * away, weight * away**2], axis=1)
    s0, s1, s2 = np.moveaxis(_windows(known.astype(np.float64), reach) @ powers, -1, 0)
    t0, t1 = np.moveaxis(_windows(np.nan_to_num(values), reach) @ powers[:, :2], -1, 0)
    spread = s0 * s2 - s1**2
    usable = known & (s2 < MOST_LEVERAGE * spread)
    safe = np.where(usable, spread, 1.0)
    residuals = np.where(usable, values - (s2 * t0 - s1 * t1) / safe, np.nan)
    spent = np.where(usable, s2 / safe, 0.0).sum(axis=1) / np.maximum(1, usable.sum(axis=1))
    return residuals, spent


def _windows(values: Floats, reach: int) -> Floats:
    padded = np.pad(values, ((0, 0), (reach, reach)))
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=1)


def without_week(values: Floats) -> Floats:
    """Return the deviations from the series' own mean on that weekday."""
    rest = np.empty_like(values)
    for weekday in range(WEEK):
        days = values[:, weekday::WEEK]
        known = np.maximum(1, (~np.isnan(days)).sum(axis=1))
        rest[:, weekday::WEEK] = days - (np.nansum(days, axis=1) / known)[:, None]
    return rest


def without_memory(values: Floats) -> Floats:
    """Return the innovations of a first-order autoregression, exact across gaps: after k days without a value the
    last one predicts phi ** k of the next, and the innovation is divided by its own spread (Jones 1980,
    Technometrics 22:389)."""
    innovations = np.full(values.shape, np.nan)
    for row, series in enumerate(values):
        days = np.flatnonzero(~np.isnan(series))
        if not days.size:
            continue
        known = series[days]
        kept = _memory(series) ** np.diff(days)
        innovations[row, days[0]] = known[0]
        innovations[row, days[1:]] = (known[1:] - kept * known[:-1]) / np.sqrt(1 - kept**2)
    return innovations


def _memory(series: Floats) -> float:
    """Return the lag-1 autocorrelation on calendar-adjacent days."""
    before, after = series[:-1], series[1:]
    both = ~np.isnan(before) & ~np.isnan(after)
    if both.sum() < LEAST_ADJACENT:
        return 0.0
    before, after = before[both], after[both]
    size = float(np.sqrt((before @ before) * (after @ after)))
    return min(MOST_MEMORY, float(before @ after) / size) if size > 0 else 0.0


def lag_memory(values: Floats) -> Floats:
    """Return (s,) the memory of a day that `without_memory` takes out of each series."""
    return np.array([_memory(series) for series in values])


def autocorrelation(values: Floats) -> Floats:
    """Return (s, MEMORY_LAGS) at lags of 1, 2, ... days over the pairs of days that are known; 0 with too few."""
    known, numbers = ~np.isnan(values), np.nan_to_num(values)
    variance = (numbers**2).sum(axis=1) / np.maximum(1, known.sum(axis=1))
    found = np.zeros((len(values), MEMORY_LAGS))
    for lag in range(1, min(MEMORY_LAGS, values.shape[1] - 1) + 1):
        both = (known[:, lag:] & known[:, :-lag]).sum(axis=1)
        shared = (numbers[:, lag:] * numbers[:, :-lag]).sum(axis=1)
        enough = (both > LEAST_ADJACENT) & (variance > 0)
        found[:, lag - 1] = np.divide(shared, both * variance, out=np.zeros(len(values)), where=enough)
    return found
