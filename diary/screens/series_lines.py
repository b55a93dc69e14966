"""Computes the bold line of a series: the median of the week around a day, or the average of a longer bucket."""

import numpy as np

from diary.domain.running_median import WINDOW, running_median
from diary.domain.table import Floats
from diary.screens.buckets import Buckets, Width, fill_buckets
from diary.screens.charts import SeriesState, ValueFormat

_BESIDE = WINDOW // 2


def series_buckets(series: SeriesState, width: Width) -> Buckets:
    """Return the values of a series in buckets."""
    return fill_buckets(series.days, series.values, width, series.week_starts)


def typical(series: SeriesState, buckets: Buckets) -> Floats:
    """Return (buckets,) one value for each bucket: of a day its value, of more days their mean, of yes and no the
    share of yes, of choices the one in the middle."""
    return np.floor(buckets.median) if series.form is ValueFormat.OPTION else buckets.mean


def has_weekly_line(series: SeriesState) -> bool:
    """Return whether a median of a week means something: not of yes and no, nor of choices."""
    return series.form not in {ValueFormat.FLAG, ValueFormat.OPTION}


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
    """Return where the spans of a series begin and end, in buckets like those of its values; None when it has
    none."""
    if series.begins is None or series.ends is None:
        return None
    days, starts = series.days, series.week_starts
    return fill_buckets(days, series.begins, width, starts), fill_buckets(days, series.ends, width, starts)
