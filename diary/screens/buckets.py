"""Groups long series into few points: days, weeks, months or quarters with median, lowest, highest and count.

Not the down-sampling of plotting libraries, which drops a whole bin when one day of it is missing. Here a gap is a
bucket without any observation, and nothing else.
"""

from enum import StrEnum

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from diary.domain.table import Bools, Floats

Ints = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int16]

POINTS_IN_VIEW = 220
"""Most points in a view: about as many as a line of 700 pixels shows clearly."""


class Width(StrEnum):
    """How long one bucket is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"

    @property
    def days(self) -> float:
        """Its length in days (on average, for months and quarters)."""
        return _DAYS[self]


_DAYS = {Width.DAY: 1.0, Width.WEEK: 7.0, Width.MONTH: 365.25 / 12, Width.QUARTER: 365.25 / 4}


class Buckets(Struct, frozen=True):
    """A series in buckets of one width; all arrays are (buckets,) and in order of time.

    first, last: day numbers of the first and last day of the series that fall in the bucket; mean, median, low,
    high: of the days that were answered, NaN when there is none (then `count` is 0).
    """

    width: Width
    first: Floats
    last: Floats
    mean: Floats
    median: Floats
    low: Floats
    high: Floats
    count: Counts

    def __len__(self) -> int:
        return len(self.first)

    @property
    def middle(self) -> Floats:
        """Where the bucket is drawn: the middle of its days."""
        return (self.first + self.last) / 2

    @property
    def lonely(self) -> Bools:
        """Observations with a gap on both sides: no line reaches them, so they need a dot."""
        seen = self.count > 0
        alone: Bools = seen & ~np.append(False, seen[:-1]) & ~np.append(seen[1:], False)
        return alone

    def between(self, low: float, high: float) -> "Buckets":
        """Return the buckets that touch the days `low` to `high`, and one more on either side: lines run on."""
        start = max(0, int(np.searchsorted(self.last, low)) - 1)
        return self.rows(start, int(np.searchsorted(self.first, high, side="right")) + 1)

    def inside(self, low: float, high: float) -> "Buckets":
        """Return the buckets that begin between the days `low` and `high`: what a drawing of them may show."""
        start = int(np.searchsorted(self.first, low))
        return self.rows(start, int(np.searchsorted(self.first, high, side="right")))

    def rows(self, start: int, stop: int) -> "Buckets":
        """Return the buckets from `start` to `stop` (exclusive)."""
        cut = slice(start, stop)
        return Buckets(
            self.width,
            self.first[cut],
            self.last[cut],
            self.mean[cut],
            self.median[cut],
            self.low[cut],
            self.high[cut],
            self.count[cut],
        )


class TimeView(Struct, frozen=True):
    """A stretch of time as it is drawn: from `low` to `high` in day numbers (a day reaches half a day to both
    sides of its number), in buckets of one width."""

    low: float
    high: float
    width: Width


def width_for(span_days: float, most: int = POINTS_IN_VIEW) -> Width:
    """Return the shortest bucket with which `span_days` days need at most `most` points, else quarters."""
    return next((width for width in Width if span_days / width.days <= most), Width.QUARTER)


def fill_buckets(days: Floats, values: Floats, width: Width, week_starts: int = 0) -> Buckets:
    """Put a daily series into buckets.

    days: (n,) ascending day numbers since 1970-01-01, at most one a day; values: (n,) NaN = not answered.
    week_starts: the weekday on which a week begins, 0 is Monday.
    """
    if width is Width.DAY or len(days) == 0:
        count = np.isfinite(values).astype(np.int16)
        return Buckets(width, days, days, values, values, values, values, count)
    starts = np.flatnonzero(np.diff(_keys(days, width, week_starts), prepend=np.iinfo(np.int64).min))
    seen = np.isfinite(values)
    count = np.add.reduceat(seen.astype(np.int16), starts)
    total = np.add.reduceat(np.where(seen, values, 0.0), starts)
    low = np.minimum.reduceat(np.where(seen, values, np.inf), starts)
    high = np.maximum.reduceat(np.where(seen, values, -np.inf), starts)
    empty = count == 0
    mean = np.where(empty, np.nan, total / np.maximum(count, 1))
    low[empty] = high[empty] = np.nan
    last = days[np.append(starts[1:], len(days)) - 1]
    return Buckets(width, days[starts], last, mean, _medians(values, starts, count), low, high, count)


def _medians(values: Floats, starts: npt.NDArray[np.intp], count: Counts) -> Floats:
    """Return the median of what is known in each bucket; NaN where nothing is."""
    bucket = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(values))))
    ordered = values[np.lexsort((values, bucket))]  # within a bucket ascending, NaN last
    last = len(values) - 1
    lower = ordered[starts + np.maximum(count - 1, 0) // 2]
    upper = ordered[np.minimum(starts + count // 2, last)]
    found: Floats = np.where(count == 0, np.nan, (lower + upper) / 2)
    return found


def _keys(days: Floats, width: Width, week_starts: int) -> Ints:
    """Return one whole number per bucket; 1970-01-01 was a Thursday."""
    numbers = days.astype(np.int64)
    if width is Width.WEEK:
        return (numbers + 3 - week_starts) // 7
    months = numbers.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months if width is Width.MONTH else months // 3
