"""Finds what was usual in a stretch of a diary: between which values most days were, and which places hurt most.

What changed within it is found by `two_periods.compare_halves`, the rule of Compare, and by nothing else.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from msgspec import Struct

from diary.domain.table import SHARE_NEEDED, Bools, DayTable, Floats

MOST: Final = 0.6
"""The least share of the known days that is called most of them (ours)."""
TOP_DAYS: Final = 3
"""The least days on which a place hurt that is named as one that hurt most often (ours)."""
NEARLY: Final = 1e-9
MOST_STEPS: Final = 1_000_000
"""Between values that are further apart nothing is looked for: a file of somebody else may say anything."""


class UsualRange(Struct, frozen=True):
    """The shortest range that holds most of the known values: from `low` to `high`, both included. `inside`: (n,)
    the days within it; known: how many days have a value."""

    low: float
    high: float
    inside: Bools
    known: int


def usual_range(values: Floats, step: float, widest: float) -> UsualRange | None:
    """Return between which multiples of `step` at least MOST of the values (n,) lie, NaN = unknown; of ranges of
    one length the one that holds most. None of too few values, and where it would be wider than `widest`."""
    seen = np.sort(values[np.isfinite(values)])
    if seen.size < SHARE_NEEDED or seen[-1] - seen[0] > MOST_STEPS * step:
        return None
    ends = np.arange(np.floor(seen[0] / step), np.ceil(seen[-1] / step) + 1) * step
    before, upto = np.searchsorted(seen, ends - NEARLY), np.searchsorted(seen, ends + NEARLY, side="right")
    for length in range(min(len(ends), int(widest / step) + 1)):
        count = upto[length:] - before[: len(ends) - length]
        place = int(count.argmax())
        if count[place] >= MOST * seen.size:
            low, high = float(ends[place]), float(ends[place + length])
            inside = (values >= low - NEARLY) & (values <= high + NEARLY)
            return UsualRange(low, high, inside, seen.size)
    return None


def place_marks(table: DayTable) -> Mapping[str, Bools]:
    """Return (n,) on which days each place was marked. Front and back of one area count as one place; the head,
    which is no area, by segment."""
    columns: dict[str, list[int]] = {}
    for index, segment in enumerate(table.atlas.segments):
        columns.setdefault(segment.wpi or segment.key, []).append(index)
    marked: Bools = (table.areas > 0) & table.mapped[:, None]
    return {place: np.any(marked[:, found], axis=1) for place, found in columns.items()}


class TopPlaces(Struct, frozen=True):
    """The place that hurt on most days, and perhaps the next one. `counts`: on how many of `days` with a body map
    each did; `marked`: (n,) the days of the first."""

    places: tuple[str, ...]
    counts: tuple[int, ...]
    days: int
    marked: Bools

    @property
    def alike(self) -> bool:
        """Whether both places hurt on equally many days."""
        return len(set(self.counts)) < len(self.counts)


def top_places(table: DayTable) -> TopPlaces | None:
    """Return which places hurt most often: two at most, and none that is chosen among equals. None of too few
    days, and where more than two places share the first rank."""
    days = int(table.mapped.sum())
    marks = place_marks(table)
    often = {place: int(np.count_nonzero(marked)) for place, marked in marks.items()}
    ranked = sorted(often, key=lambda place: -often[place])
    counts = [often[place] for place in ranked]
    if days < SHARE_NEEDED or not counts or counts[0] < TOP_DAYS:
        return None
    named = next((rank for rank in (2, 1) if counts[rank - 1] > (counts[rank : rank + 1] or [0])[0]), 0)
    if named == 2 and counts[1] < max(TOP_DAYS, counts[0] / 2):
        named = 1
    if not named:
        return None
    return TopPlaces(tuple(ranked[:named]), tuple(counts[:named]), days, marks[ranked[0]])
