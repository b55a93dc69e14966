"""Estimates what the days around the lag that is asked about explain: rhythms, patterns that change, and moods.

A cycle of four weeks, shifts, weeks that alternate or a mood that colours a whole sitting move two series together
without one following the other. It shows in their cross-correlation at all other lags, which a link from one day
to the next leaves alone. Whatever is found there is taken for common movement, and only ever against a pattern.
"""

from collections.abc import Sequence
from functools import cached_property
from statistics import NormalDist
from typing import Final

import numpy as np
from msgspec import Struct

from diary.domain.links.adjust import WEEK, Adjusted, lag_memory
from diary.domain.links.aligned import Aligned, PairPlace
from diary.domain.links.series import FACTORS
from diary.domain.table import Bools, Floats

MOST_OFFSETS: Final = 92
"""Days to either side over which two series are crossed; in a short diary a third of its days."""
BESIDE: Final = 4
"""Offsets from here on count as distant: a link and what is carried on from it lie nearer."""
LEAST_CROSSED: Final = 10
NOISE: Final = 2.4
"""Variance of a squared standard normal number, 2, and a fifth for offsets that are not independent (measured)."""
CLEAR: Final = 2.0
"""Standard errors from which a neighbouring lag counts."""
SHORTEST, LONGEST = 4, 46
"""Periods in days that are looked for: up to a cycle of six weeks; drift takes out the longer ones."""
TEETH: Final = 4
"""Periods to either side that tell the height of a rhythm: of one that changes the near ones are right."""
REGULAR_ERROR: Final = 0.82
"""Standard error of `Crossing.regular` in diaries without any rhythm (measured at 90 to 365 days)."""
BY_CHANCE: Final = 18
"""Over the days of a diary: the share of diaries without any rhythm in which some period seems to be one. Long
ones tell rhythms well enough to be stricter."""
HINT: Final = 1.0
"""Standard errors from which a period of the diary counts in a pair."""
NEARBY: Final = 13
"""Days to either side over which weeks are looked at that change."""
CHANGING: Final = 1.0
"""Standard errors from which they do: passed by one in a hundred diaries in which nothing changes, and by nineteen
of twenty with a pattern of half a standard deviation that changes four times in 90 days (measured)."""
COMB: Final = 3.5
"""Standard errors from which a period of this pair alone counts."""
NEAR: Final = 5
"""Days to either side that tell what changes slowly and was no drift: the rest of a cycle of six weeks."""
RHYTHMS: Final = 2
"""Rhythms that are taken off, one after the other."""


class Crossing(Struct, frozen=True, dict=True):
    """How series go together at other days. `r` and `pairs` (6, 3, 2 * reach + 1): correlation, and number of
    known day pairs, of a factor with the outcome -reach to reach days later; more of them around a question.
    `memory` (9,): the lag-1 autocorrelations that were taken out."""

    r: Floats
    pairs: Floats
    reach: int
    memory: Floats

    @cached_property
    def z(self) -> Floats:
        """The correlations in standard errors; 0 where too few days are known."""
        return np.where(self.pairs > LEAST_CROSSED, self.r * np.sqrt(self.pairs), 0.0)

    @cached_property
    def regular(self) -> Bools:
        """(p,) for each of `_periods`: whether all pairs repeat themselves after it; what lies near the lags that
        are asked about is left aside."""
        z = self.z.copy()
        z[..., self.reach - BESIDE + 1 : self.reach + BESIDE] = 0
        known = (z != 0).astype(np.float64)
        size = (z**2).sum() / max(1.0, known.sum())
        found = []
        for period in _periods(self.reach):
            shared = (z[..., period:] * z[..., :-period]).sum()
            both = (known[..., period:] * known[..., :-period]).sum()
            found.append(shared / max(1.0, both * size))
        clear: Bools = np.array(found) * np.sqrt(self._days) > REGULAR_ERROR * self._limit(len(found))
        return clear

    def alike_around(self, later: int) -> Bools:
        """Return (p,) for each of `_periods`: whether all pairs are alike one period before and after this lag,
        which tells a rare hard day at half the length that `regular` needs."""
        periods, centre = np.array(_periods(self.reach)), self.reach + later
        inside = (periods <= centre) & (centre + periods < self.z.shape[-1])
        fits = np.where(inside, periods, 0)
        products = np.where(inside, self.z[..., centre - fits] * self.z[..., centre + fits], 0.0)
        scale = np.sqrt(np.maximum(1, (products != 0).sum(axis=(0, 1)))) * (self.z**2).sum()
        found = products.sum(axis=(0, 1)) * max(1, int((self.z != 0).sum()))
        clear: Bools = found > scale * self._limit(len(periods))
        return clear

    @property
    def _days(self) -> float:
        return max(2.0 * BY_CHANCE, float(self.pairs.max()))

    def _limit(self, periods: int) -> float:
        """Return the standard errors from which one of so many periods is clear."""
        return NormalDist().inv_cdf(1 - BY_CHANCE / self._days / max(1, periods))

    @cached_property
    def has_changing_weeks(self) -> bool:
        """Whether all pairs taken together repeat themselves a week later nearby: weekdays whose pattern changes,
        of which `adjust` could take out no more than the mean."""
        nearby = min(NEARBY, self.reach)
        z = self.z[..., self.reach - nearby : self.reach + nearby + 1]
        products, squares = z[..., WEEK:] * z[..., :-WEEK], z**2
        count, known = int((products != 0).sum()), int((squares != 0).sum())
        if not count:
            return False
        return float(products.sum() / np.sqrt(count)) > CHANGING * float(squares.sum()) / known


def _periods(reach: int) -> range:
    return range(SHORTEST, min(LONGEST, reach + 1) + 1)


def cross(adjusted: Adjusted, split: int = len(FACTORS)) -> Crossing:
    """Correlate each of the first `split` series with each of the others at all offsets within reach, by way of
    their spectra."""
    known = ~np.isnan(adjusted.innovations)
    counts = np.maximum(1, known.sum(axis=1, keepdims=True))
    innovations = np.nan_to_num(adjusted.innovations)
    innovations = np.where(known, innovations - innovations.sum(axis=1, keepdims=True) / counts, 0.0)
    spread = np.sqrt((innovations**2).sum(axis=1, keepdims=True) / counts)
    innovations = innovations / np.where(spread > 0, spread, 1.0)
    reach = min(MOST_OFFSETS, known.shape[1] // 3)
    size = 2 ** int(np.ceil(np.log2(known.shape[1] + reach + 1)))
    spectra = np.fft.rfft(np.stack([innovations, known]), size)
    crossed = np.fft.irfft(spectra[:, :split, None].conj() * spectra[:, None, split:], size)
    shared, pairs = crossed[..., np.arange(-reach, reach + 1)]
    pairs = np.rint(pairs)
    return Crossing(shared / np.maximum(1, pairs), pairs, reach, lag_memory(adjusted.usual))


def inflations(crossing: Crossing, ways: Sequence[Aligned]) -> Floats:
    """Return for each way by how much common movement makes its correlation vary more than independent pairs do.

    The mean of n r^2 at distant offsets (Bartlett 1935 in its empirical form), drawn towards the mean over all
    ways as far as they differ by chance (James and Stein 1961).
    """
    if not ways:
        return np.ones(0)
    own, noise = zip(*(_distant(crossing, way) for way in ways), strict=True)
    found, pooled = np.array(own), float(np.mean(own))
    differ = float(found.var())
    share = max(0.0, 1 - float(np.mean(noise)) * pooled**2 / differ) if differ > 0 else 0.0
    return np.maximum(1, pooled + share * (found - pooled))


def _distant(crossing: Crossing, way: Aligned) -> tuple[float, float]:
    """Return the mean of n r^2 at distant offsets, per pair that drift and weekdays left, and its variance by
    chance."""
    z = crossing.z[way.place.factor, way.place.outcome]
    distant = (np.abs(_away(crossing, way.place)) >= BESIDE) & (z != 0)
    count = max(1, int(distant.sum()))
    return float((z[distant] ** 2).sum()) / count * way.left / max(1, way.pairs), NOISE / count


def _away(crossing: Crossing, place: PairPlace) -> Floats:
    return np.arange(-crossing.reach, crossing.reach + 1, dtype=np.float64) - place.later


def explained(crossing: Crossing, place: PairPlace, sign: float, inflation: float) -> tuple[float, float]:
    """Return how much of a correlation of that sign its surroundings explain, and by how much its interval widens
    because that is estimated too."""
    height, widening = _combs(crossing, place, sign, inflation)
    leaked, uncertain = _leaked(crossing, place, sign)
    return max(height, leaked), max(widening, uncertain)


def _leaked(crossing: Crossing, place: PairPlace, sign: float) -> tuple[float, float]:
    """Return what taking out each series' own memory makes of a correlation one day beside, -phi times it (Box,
    Jenkins and Reinsel 2008, 12.2), and the widening: both were estimated from as many days as the link."""
    outcome = len(crossing.r) + place.outcome
    leaked, error = 0.0, 1.0
    for beside, memory in ((-1, crossing.memory[outcome]), (1, crossing.memory[place.factor])):
        where = (place.factor, place.outcome, crossing.reach + place.later + beside)
        if abs(crossing.z[where]) > CLEAR:
            leaked += max(0.0, -sign * float(memory * crossing.r[where]))
            error += float(memory**2 + crossing.r[where] ** 2)
    return leaked, float(np.sqrt(error))


def _combs(crossing: Crossing, place: PairPlace, sign: float, inflation: float) -> tuple[float, float]:
    """Return the height of the rhythms that reach their peak at this lag, the highest first, and the widening.

    A rhythm of P days shows as equal correlations at the lag and P, 2 P, ... days beside it. It counts when P is a
    period of the diary, or is very clear in this pair. A week that is another one every few weeks falls off with
    the distance, in a straight line; at the lag itself it is as high as the line from two weeks to one leads.
    """
    away = _away(crossing, place)
    teeth = _teeth(away)
    pairs = crossing.pairs[place.factor, place.outcome]
    rest = sign * crossing.r[place.factor, place.outcome]
    weights = teeth @ pairs
    limits = np.where(teeth.sum(axis=1) > 1, COMB, np.inf)
    limits[2:][crossing.regular | crossing.alike_around(place.later)] = HINT
    weeks = [1, 2 + WEEK - SHORTEST][: 1 + (crossing.reach >= WEEK)]
    limits[weeks] = np.minimum(limits[weeks], CLEAR)
    if crossing.has_changing_weeks:
        limits[1] = 0.0
    total, widening = 0.0, 1.0
    for _ in range(RHYTHMS):
        heights = teeth @ (pairs * rest) / np.maximum(1, weights)
        counts = heights * np.sqrt(weights / inflation) > limits
        if not counts.any():
            break
        best = int(np.argmax(np.where(counts, heights, 0.0)))
        height, left = heights[best], rest - teeth[best] * heights[best]
        if best in weeks:
            height = max(height, 2 * heights[1] - _mean(rest, pairs, np.abs(away) == 2 * WEEK))
            left[(np.abs(away) == WEEK) | (np.abs(away) == 2 * WEEK)] = 0.0
        total += float(height)
        widening = max(widening, float(np.sqrt(1 + 1 / max(1, teeth[best].sum()))))
        rest = left
    return total, widening


def _mean(rest: Floats, pairs: Floats, where: Bools) -> float:
    return float((pairs * rest)[where].sum() / max(1.0, float(pairs[where].sum())))


def _teeth(away: Floats) -> Bools:
    """Return (2 + p, offsets) which offsets lie near the lag, for what changes slowly; a week beside it, for weeks
    that change; and whole periods beside it, for each of `_periods`."""
    periods = np.array(_periods(len(away) // 2))[:, None]
    teeth = (away % periods == 0) & (away != 0) & (np.abs(away) <= TEETH * periods)
    near: Bools = (np.abs(away) > 1) & (np.abs(away) <= NEAR)
    return np.concatenate([[near, np.abs(away) == WEEK], teeth])
