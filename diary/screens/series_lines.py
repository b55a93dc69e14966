"""Computes the bold line of a series: the median of the week around a day, or the average of a longer bucket."""

from typing import Final

import numpy as np
from msgspec.structs import replace

from diary.domain.table import WEEK, WEEK_NEEDED, Floats
from diary.screens.buckets import Buckets, Width, fill_buckets
from diary.screens.charts import ChartState, SeriesState, ValueFormat
from diary.screens.scales import matching_scale, minutes_scale, stepped_scale

WINDOW: Final = WEEK
"""Days around one day, itself included: a week, so that working days and weekends weigh the same everywhere."""
_BESIDE: Final = WINDOW // 2


def running_median(values: Floats) -> Floats:
    """Return (n,) the median of the `WINDOW` (odd) days centred on each day; NaN with fewer than `WEEK_NEEDED`.

    values: (n,) one a day, NaN = not answered. A median, because one bad day must not bend the line (Tukey,
    Exploratory Data Analysis, 1977, chapter 7: running medians). It bridges single missing days and never a gap
    of more than `WINDOW` - `WEEK_NEEDED` days; near the ends the window has fewer days, and the line stops when
    they do not suffice.
    """
    if not len(values):
        return values.copy()
    room = np.full(_BESIDE, np.nan)
    around = np.lib.stride_tricks.sliding_window_view(np.concatenate([room, values, room]), WINDOW)
    ordered = np.sort(around, axis=1)  # NaN comes last
    count = np.isfinite(around).sum(axis=1)
    rows = np.arange(len(values))
    lower = ordered[rows, np.maximum(count - 1, 0) // 2]
    upper = ordered[rows, np.minimum(count // 2, WINDOW - 1)]
    enough: Floats = np.where(count >= WEEK_NEEDED, (lower + upper) / 2, np.nan)
    return enough


def series_buckets(series: SeriesState, width: Width) -> Buckets:
    return fill_buckets(series.days, series.values, width, series.week_starts)


OPEN_ENDED: Final = frozenset({ValueFormat.MINUTES, ValueFormat.NUMBER})
"""Forms of numbers without a fixed range; `FIXED` are counts that have one: there are nineteen areas."""
FIXED: Final = frozenset({"areas", "areas_today", "wpi7", "regions", "regions7"})


def fitted(chart: ChartState, width: Width) -> ChartState:
    """Return the chart with the range that its means of weeks or longer need, in whole round steps: the highest
    single day would leave them flat. The lines of a right scale stay in the places of the left one's."""
    left = [one for one in chart.series if not one.on_right]
    if width is Width.DAY or not all(one.form in OPEN_ENDED and one.key not in FIXED for one in left):
        return chart
    values = np.concatenate([series_buckets(one, width).mean for one in left])
    minutes = all(one.form is ValueFormat.MINUTES for one in left)
    scale = minutes_scale(values) if minutes else stepped_scale(values, 1, least=4)
    right = chart.right
    beside = [series_buckets(one, width).mean for one in chart.series if one.on_right and one.form in OPEN_ENDED]
    if right is not None and beside:
        right = matching_scale(np.concatenate(beside), len(scale.ticks) - 1)
    return replace(chart, low=scale.low, high=scale.high, ticks=scale.ticks, right=right)


def typical(series: SeriesState, buckets: Buckets) -> Floats:
    """Return (buckets,) one value for each bucket: of a day its value, of more days their mean, of yes and no the
    share of yes, of choices the one in the middle."""
    return np.floor(buckets.median) if series.form is ValueFormat.OPTION else buckets.mean


def has_weekly_line(series: SeriesState) -> bool:
    """Return whether a median of a week means something: not of yes and no, nor of choices, nor of a plan."""
    return not series.is_plain and series.form not in {ValueFormat.FLAG, ValueFormat.OPTION}


def line_through(series: SeriesState, buckets: Buckets) -> Floats:
    """Return (buckets,) where the bold line of a series runs, NaN where it stops.

    Through single days it is the running median of a week, which is smooth where days vary; in longer buckets it
    is their mean.
    """
    if buckets.width is not Width.DAY or not has_weekly_line(series) or not len(buckets):
        return typical(series, buckets)
    start = int(buckets.first[0] - series.days[0])
    before = min(start, _BESIDE)
    around = running_median(series.values[start - before : start + len(buckets) + _BESIDE])
    return around[before : before + len(buckets)]


def span_buckets(series: SeriesState, width: Width) -> tuple[Buckets, Buckets] | None:
    """Return where the spans of a series begin and end, in buckets like its values; None when it has none."""
    if series.begins is None or series.ends is None:
        return None
    days, starts = series.days, series.week_starts
    return fill_buckets(days, series.begins, width, starts), fill_buckets(days, series.ends, width, starts)
