"""Made-up body maps of which the truth is known: how often an area hurts does not change, except where told to."""

from statistics import NormalDist
from typing import Final

import numpy as np

from diary.content.bodymap import load_atlas
from diary.domain.body_map_counts import AreaChange, compare_areas
from diary.domain.comparison import SETTLING_DAYS
from diary.domain.period import Period
from diary.domain.table import DayTable, Floats, empty_table
from diary.paths import resources
from tests.calibration.diaries import Chance, persistent
from tests.calibration.pages import long_memory
from tests.factory import TODAY

AREAS: Final = 24
"""Areas that ever hurt in one diary; they share half of their ups and downs."""
MISSING: Final = 0.15
CHANGED: Final = 30
"""The area that hurts on one part of the days and then on another."""
ATLAS: Final = load_atlas(resources())


def body_maps(
    chance: Chance, length: int, phi: float | None, shares: tuple[float, float] | None = None
) -> tuple[DayTable, tuple[AreaChange, ...]]:
    """A diary of two weeks to settle in and two spans of `length` days, with what is said of them. With `shares`
    the area CHANGED hurts on the first part of the days, and from the second span on of the second part. Without
    `phi` it is a long memory."""
    days = SETTLING_DAYS + 2 * length
    table = empty_table(Period.ending(TODAY, days), (), ATLAS)
    hidden = (_series(chance, days, phi, AREAS) + _series(chance, days, phi, 1)) / np.sqrt(2)
    often = chance.uniform(0.05, 0.95, AREAS)[:, None]
    table.areas[:, :AREAS] = 5 * _hurts(hidden, often).T
    after = np.arange(days) >= SETTLING_DAYS + length
    if shares is not None:
        own = _series(chance, days, phi, 1)
        table.areas[:, CHANGED] = 5 * _hurts(own, np.where(after, shares[1], shares[0])[None, :])[0]
    table.mapped[:] = chance.random(days) >= MISSING
    before = ~after & (np.arange(days) >= SETTLING_DAYS)
    return table, compare_areas(table, before, after, 0) or ()


def _series(chance: Chance, days: int, phi: float | None, count: int) -> Floats:
    return long_memory(chance, days, count) if phi is None else persistent(chance, days, phi, count)


def _hurts(hidden: Floats, share: Floats) -> Floats:
    limits = np.vectorize(NormalDist().inv_cdf)(1 - share)
    found: Floats = (hidden > limits).astype(np.float64)
    return found
