"""Computes how far pain is spread over the body: counts of places, never a measure of how strong it is.

All functions work on boolean marks, one column per WPI area in the order of `WPI_AREAS`: those of one day
(`day_marks`), or of a week (`week_marks`). Days without a body map have no number (NaN), not 0.
Facts: clinical 2.1, 2.5, 2.8. These are descriptions; no criteria for any condition are computed here.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from diary.domain.body import UNCOUNTED_AREAS, Region
from diary.domain.table import WEEK, WEEK_NEEDED, Bools, DayTable, Floats, rolling_any, rolling_sum

LIMBS: Final = ("jaw", "shoulder_girdle", "upper_arm", "lower_arm", "hip", "upper_leg", "lower_leg")
_UPPER: Final = LIMBS[:4]
_LOWER: Final = LIMBS[4:]
AREA_REGIONS: Final[Mapping[str, Region]] = {
    **{f"{limb}_l": Region.LEFT_UPPER for limb in _UPPER},
    **{f"{limb}_r": Region.RIGHT_UPPER for limb in _UPPER},
    **{f"{limb}_l": Region.LEFT_LOWER for limb in _LOWER},
    **{f"{limb}_r": Region.RIGHT_LOWER for limb in _LOWER},
    **dict.fromkeys(("neck", "upper_back", "lower_back", "chest", "abdomen"), Region.AXIAL),
}
"""The 19 areas of the Widespread Pain Index and their regions (Wolfe 2016, Semin Arthritis Rheum 46:319)."""
WPI_AREAS: Final = tuple(AREA_REGIONS)

WIDESPREAD_REGIONS = 4
WIDESPREAD_SITES = 7
SITES = 15
"""WP2019: at least 4 of 5 regions and 7 of 15 sites (Wolfe 2019, Scand J Pain)."""

_COUNTED: Final = np.array([area not in UNCOUNTED_AREAS for area in WPI_AREAS])
_IN_REGION: Final = [
    [index for index, area in enumerate(WPI_AREAS) if AREA_REGIONS[area] is region and area not in UNCOUNTED_AREAS]
    for region in Region
]
_LEFT: Final = np.array([WPI_AREAS.index(f"{limb}_l") for limb in LIMBS])
_RIGHT: Final = np.array([WPI_AREAS.index(f"{limb}_r") for limb in LIMBS])


def day_marks(table: DayTable) -> Bools:
    """Return (n, 19) which WPI areas were marked on each day; all false on a day without a body map."""
    marks = np.zeros((len(table), len(WPI_AREAS)), dtype=bool)
    painful = (table.areas > 0) & table.mapped[:, None]
    for index, area in enumerate(WPI_AREAS):
        columns = [place for place, segment in enumerate(table.atlas.segments) if segment.wpi == area]
        marks[:, index] = painful[:, columns].any(axis=1)
    return marks


def week_marks(marks: Bools) -> Bools:
    """Return (n, 19) which areas were marked on any of the 7 days that end on each row."""
    return rolling_any(marks, WEEK)


def has_week(table: DayTable) -> Bools:
    """Return (n,) whether enough of the 7 days that end on each row have a body map."""
    enough: Bools = rolling_sum(table.mapped, WEEK) >= WEEK_NEEDED
    return enough


def count_areas(marks: Bools) -> Floats:
    """Count (n,) distinct WPI areas, 0-19: "areas today" for one day, the WPI proper for a week."""
    return _counts(marks)


def count_sites(marks: Bools) -> Floats:
    """Count (n,) areas without jaws, chest and abdomen, 0-15."""
    return _counts(marks[:, _COUNTED])


def region_marks(marks: Bools) -> Bools:
    """Return (n, 5) which regions have at least one counted area, in the order of `Region`."""
    return np.stack([marks[:, columns].any(axis=1) for columns in _IN_REGION], axis=1)


def count_regions(marks: Bools) -> Floats:
    """Count (n,) how many of the 5 regions have at least one counted area."""
    return _counts(region_marks(marks))


def is_widespread(marks: Bools) -> Bools:
    """Return (n,) whether pain is in as many regions and sites as WP2019 asks; a description, never a verdict."""
    many: Bools = (count_regions(marks) >= WIDESPREAD_REGIONS) & (count_sites(marks) >= WIDESPREAD_SITES)
    return many


def symmetry(marks: Bools) -> Floats:
    """Return (n,) the share of marked left and right areas whose partner is marked too, 0-1; NaN when none is
    marked.

    Twice the shared pairs over all marked areas of the limbs (Dice coefficient).
    """
    left, right = marks[:, _LEFT], marks[:, _RIGHT]
    either = _counts(left) + _counts(right)
    return _ratio(2 * _counts(left & right), either)


def wander(marks: Bools, mapped: Bools) -> Floats:
    """Return (n,) how much the set of areas differs from the day before, 0 (the same) to 1 (none the same).

    Jaccard distance between calendar-adjacent days that both have a body map; NaN for the others and when neither
    has a marked area.
    """
    distance = np.full(len(marks), np.nan)
    today, before = marks[1:], marks[:-1]
    kept = 1 - _ratio(_counts(today & before), _counts(today | before))
    distance[1:] = np.where(mapped[1:] & mapped[:-1], kept, np.nan)
    return distance


def extent(table: DayTable) -> Floats:
    """Return (n,) percent of the drawn body that is marked (pain extent); NaN on a day without a body map."""
    shares = np.array([segment.extent for segment in table.atlas.segments])
    return np.where(table.mapped, np.einsum("ij,j->i", table.areas > 0, shares), np.nan)


def persistence(marks: Bools, mapped: Bools) -> Floats:
    """Return per column the share of days with a body map on which it was marked; NaN without any such day.

    `marks` are WPI areas (`day_marks`) or segments (`table.areas > 0`).
    """
    days = int(mapped.sum())
    return marks[mapped].sum(axis=0) / days if days else np.full(marks.shape[1], np.nan)


def only(known: Bools, values: Floats | Bools) -> Floats:
    """Return the values where `known`, NaN for all others."""
    return np.where(known, values, np.nan)


def _counts(marks: Bools) -> Floats:
    counts: Floats = marks.sum(axis=1, dtype=np.float64)
    return counts


def _ratio(part: Floats, whole: Floats) -> Floats:
    ratio: Floats = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return ratio
