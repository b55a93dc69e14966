"""Describes charts under each other as one figure: the table and plain numbers of the visible buckets."""

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from diary.content.language import Language
from diary.domain.period import Period, from_day_number
from diary.domain.text import sentence_case
from diary.screens.buckets import Buckets, TimeView, Width
from diary.screens.chart_words import bucket_words, value_words, when_words
from diary.screens.charts import ChartState, SeriesState, ValueFormat, late_rows, summary_between
from diary.screens.figure import Cell, Figure, Plain, PlainTable, file_stem
from diary.screens.series_lines import has_weekly_line, line_through, series_buckets, span_buckets

Column = tuple[SeriesState, Buckets]


def chart_figure(language: Language, charts: Sequence[ChartState], view: TimeView) -> Figure:
    """Describe the visible days of `charts`; the latest come first in the table and last in the plain numbers."""
    period = days_of(view)
    columns = [(series, buckets_in(series, view)) for chart in charts for series in chart.series]
    words = [language.span(period.first, period.last, in_sentence=True) + "."]
    if points := bucket_words(language, view.width):
        words.append(f"{sentence_case(points)}.")
    shown = [(chart.note, summary_between(language, chart, view.low, view.high)) for chart in charts]
    words += [part for parts in shown for part in parts if part]
    return Figure(
        stem=file_stem(language, period.first, period.last),
        title=", ".join(chart.title for chart in charts),
        summary=" ".join(words),
        headers=(language.t("When"), *(series.name for series, _ in columns)),
        rows=_rows(language, columns),
        plain=_plain(columns, view.width),
    )


def days_of(view: TimeView) -> Period:
    """Return the whole visible days."""
    return Period(from_day_number(round(view.low + 0.5)), from_day_number(round(view.high - 0.5)))


def buckets_in(series: SeriesState, view: TimeView) -> Buckets:
    return series_buckets(series, view.width).inside(view.low, view.high)


def _rows(language: Language, columns: Sequence[Column]) -> tuple[tuple[Cell, ...], ...]:
    if not columns:
        return ()
    when = columns[0][1]
    return tuple(
        (
            Cell(when_words(language, when, row, short=True), float(when.first[row])),
            *(_cell(language, series, buckets, row) for series, buckets in columns),
        )
        for row in reversed(range(len(when)))
    )


def _cell(language: Language, series: SeriesState, buckets: Buckets, row: int) -> Cell:
    if not buckets.count[row]:
        return Cell("–")
    return Cell(value_words(language, series, buckets, row), float(buckets.mean[row]))


def _plain(columns: Sequence[Column], width: Width) -> PlainTable:
    """Build the plain numbers: of days the value, whether it was filled in late, and the weekly median; of longer
    buckets median, mean, range and days answered."""
    of_days, of_more = ("", "_late", "_week_median"), ("_median", "_mean", "_lowest", "_highest", "_days")
    parts = of_days if width is Width.DAY else of_more
    columns = [part for column in columns for part in _parts(*column)]
    header = ["first_day", "last_day", *(f"{series.key}{part}" for series, _ in columns for part in parts)]
    if not columns:
        return PlainTable(tuple(header), ())
    when = columns[0][1]
    days = [
        tuple(from_day_number(int(day)).isoformat() for day in ends)
        for ends in zip(when.first, when.last, strict=True)
    ]
    values = [_values(*column) for column in columns]
    rows = ((*ends, *(value for column in values for value in column[row])) for row, ends in enumerate(days))
    return PlainTable(tuple(header), tuple(rows))


def _parts(series: SeriesState, buckets: Buckets) -> list[Column]:
    """Split a series of spans into three columns: when it begins, when it ends, and the middle."""
    spans = span_buckets(series, buckets.width)
    if spans is None or series.begins is None or series.ends is None or not len(buckets):
        return [(series, buckets)]
    low, high = float(buckets.first[0]), float(buckets.first[-1])
    begins, ends = (part.inside(low, high) for part in spans)
    return [
        (replace(series, key=f"{series.key}_begin", values=series.begins), begins),
        (replace(series, key=f"{series.key}_end", values=series.ends), ends),
        (replace(series, key=f"{series.key}_middle"), buckets),
    ]


def _values(series: SeriesState, buckets: Buckets) -> list[tuple[Plain, ...]]:
    if buckets.width is Width.DAY:
        line = line_through(series, buckets) if has_weekly_line(series) else np.full(len(buckets), np.nan)
        late = np.where(buckets.count > 0, late_rows(series, buckets), np.nan)
        return [
            (_value(series, value), _number(is_late), _value(series, middle))
            for value, is_late, middle in zip(buckets.mean, late, line, strict=True)
        ]
    parts = (buckets.median, buckets.mean, buckets.low, buckets.high)
    return [
        (*(_value(series, part[row]) for part in parts), float(buckets.count[row])) for row in range(len(buckets))
    ]


def _value(series: SeriesState, value: float) -> Plain:
    """Return a number without its unit; clock times are 23:10."""
    if series.form is ValueFormat.CLOCK and np.isfinite(value):
        minutes = round(value) % 1440
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return _number(value)


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
