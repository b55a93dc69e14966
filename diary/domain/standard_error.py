"""Estimates the standard error of a difference of two means when days resemble the days before.

How long a diary remembers cannot be known from some weeks of it: a little memory for long (long memory) and much
of it for a short while (a first-order autoregression) look alike. So every pair of both on a grid is weighted by
how well it explains the spectrum seen within the stretches (Whittle 1953, Ark. Mat. 2:423), and the difference is
judged by all of them with these weights. What was measured stands in `packaging/CALIBRATION.md`.
"""

from functools import lru_cache
from math import erfc, pi, sqrt
from typing import Final

import numpy as np
from msgspec import Struct

from diary.domain.table import Floats

SHORT: Final = (0.0, 0.2, 0.4, 0.6, 0.75, 0.88, 0.95)
"""Coefficients of the first-order autoregressions on the grid: how much of a day is left in the next one."""
LONG: Final = (0.0, 0.15, 0.3, 0.4, 0.45)
"""Orders of fractional differencing on the grid, the long memory (Hosking 1981, Biometrika 68:165)."""
PRIOR_WEIGHTS: Final = (1.5, 1.0, 1.0, 1.0, 1.5)
"""Prior weights of LONG, chosen by calibration."""
WAVES: Final = 24
"""How many of the slowest waves of a stretch are used at most; faster ones say nothing about a mean."""
MOST_DAYS: Final = 1500
"""Longer series are averaged in blocks."""
ROOM: Final = 4
"""Frequencies over which a spectrum is summed, per day of the series."""
PART: Final = 256
"""Frequencies that are multiplied at a time: numpy spreads larger products over threads, and on a busy computer
these wait for each other a hundred times as long as the work takes."""
HALVINGS: Final = 40
WIDEST: Final = 60.0
FINE: Final = 1e-12
TINY: Final = 1e-12


class Errors(Struct, frozen=True):
    """One entry per pair of memories: its weight, and the standard error it gives the difference of means, with
    `freedom` degrees of freedom. `independent` is the error of as many independent days."""

    weight: Floats
    error: Floats
    freedom: int
    independent: float

    @property
    def inflation(self) -> float:
        """How many days are worth one independent day, at least 1."""
        return max(1.0, float(self.weight @ self.error**2) / self.independent**2)

    def reach(self, chance: float) -> float:
        """Return the half width of the interval around zero that chance leaves with this probability: by Newton's
        steps, or by halving where one would leave what is known to hold it."""
        low, high = 0.0, WIDEST * float(self.error.max())
        guess = float(self.error.max())
        for _ in range(HALVINGS):
            beyond, slope = self.beyond(guess)
            low, high = (guess, high) if beyond > chance else (low, guess)
            step = (beyond - chance) / slope if slope else high
            if abs(step) < FINE * guess:
                break
            guess = guess + step if low < guess + step < high else (low + high) / 2
        return guess

    def beyond(self, reach: float) -> tuple[float, float]:
        """Return the chance of more than `reach`, and how fast it falls there: Student's t of each memory (Wallace
        1959, Ann. Math. Stat. 30)."""
        n = self.freedom
        spread = (reach / self.error) ** 2 / n
        logs = np.log1p(spread)
        normal = (8 * n + 1) / (8 * n + 3) * np.sqrt(n * logs)
        falls = np.exp(-(normal**2) / 2) * normal * spread / ((1 + spread) * logs * reach)
        chance = float(self.weight @ [erfc(score / sqrt(2)) for score in normal.tolist()])
        return chance, sqrt(2 / pi) * float(self.weight @ falls)


def errors_of(before: Floats, after: Floats) -> Errors:
    """Return the errors of the difference of the means of two series of adjacent days that vary; NaN = unknown."""
    known = [part[np.isfinite(part)] for part in (before, after)]
    left = sum(float(((part - part.mean()) ** 2).sum()) for part in known) / (sum(map(len, known)) - 2)
    independent = sqrt(left * sum(1 / len(part) for part in known))
    step = -(-(len(before) + len(after)) // MOST_DAYS)
    before, after = _in_blocks(before, step), _in_blocks(after, step)
    whole = np.concatenate([before, after])
    rows = np.flatnonzero(np.isfinite(whole))
    waves, expected = _expected(np.isfinite(whole).tobytes(), len(before))
    seen = (waves @ whole[rows]) ** 2
    ratio = (seen / expected[:, :-1]).sum(axis=1)
    likely = np.log(expected[:, :-1]).sum(axis=1) + len(seen) * np.log(np.maximum(ratio, TINY))
    weight = np.tile(PRIOR_WEIGHTS, len(SHORT)) * np.exp((likely.min() - likely) / 2)
    error = np.sqrt(np.maximum(ratio / len(seen) * expected[:, -1], TINY))
    return Errors(weight / weight.sum(), error, len(seen), independent)


@lru_cache(maxsize=16)
def _expected(known: bytes, cut: int) -> tuple[Floats, Floats]:
    """Return (waves, days) the slow waves over the days that are `known`, of which `cut` are before, and (pairs,
    waves + 1) how strong each pair of memories makes them, and last the difference of means. What was asked on the
    same days shares both."""
    flags = np.frombuffer(known, dtype=bool)
    rows = np.flatnonzero(flags)
    later = rows >= cut
    waves = np.concatenate([_waves(rows, 0, cut), _waves(rows, cut, len(flags))])
    contrast = np.where(later, 1 / later.sum(), -1 / (~later).sum())
    size = 1 << (ROOM * len(flags) - 1).bit_length()
    filters = np.zeros((len(waves) + 1, size))
    filters[:, rows] = np.concatenate([waves, contrast[None, :]])
    passed = np.abs(np.fft.rfft(filters, axis=1)[:, 1:]) ** 2
    return waves, _product(_spectra(size), passed) * 2 / size


def _product(left: Floats, right: Floats) -> Floats:
    """Return `left @ right.T` of arrays with as many columns, PART of them at a time."""
    total = np.zeros((len(left), len(right)))
    for start in range(0, left.shape[1], PART):
        total += left[:, start : start + PART] @ right[:, start : start + PART].T
    return total


def _in_blocks(values: Floats, step: int) -> Floats:
    """Return the means of every `step` days: over decades, single days add nothing about a mean."""
    if step == 1:
        return values
    blocks = np.append(values, np.full(-len(values) % step, np.nan)).reshape(-1, step)
    count = np.isfinite(blocks).sum(axis=1)
    return np.where(count > 0, np.nansum(blocks, axis=1) / np.maximum(count, 1), np.nan)


def _waves(rows: np.ndarray[tuple[int], np.dtype[np.intp]], start: int, stop: int) -> Floats:
    """Return (waves, days) cosines over the known days of one stretch, without their mean, all of the same
    size."""
    inside = (rows >= start) & (rows < stop)
    count = min(WAVES, (stop - start) // 2, int(inside.sum()) - 1)
    numbers = np.arange(1, count + 1)[:, None]
    waves = np.where(inside, np.cos(np.pi * numbers * (rows - start + 0.5) / (stop - start)), 0.0)
    waves -= np.where(inside, waves.sum(axis=1, keepdims=True) / max(1, inside.sum()), 0.0)
    sized: Floats = waves / np.sqrt(np.maximum((waves**2).sum(axis=1, keepdims=True), TINY))
    return sized


@lru_cache(maxsize=4)
def _spectra(size: int) -> Floats:
    """Return (pairs, frequencies) the spectrum of each pair of memories, LONG varying fastest."""
    turn = 2 * np.pi * np.arange(1, size // 2 + 1) / size
    fading = np.array([(2 * np.sin(turn / 2)) ** (-2 * long) for long in LONG])
    resembling = np.array([1 / (1 - 2 * short * np.cos(turn) + short**2) for short in SHORT])
    pairs: Floats = (resembling[:, None] * fading[None]).reshape(-1, len(turn))
    return pairs
