"""Charts under each other as one figure: the table and the plain numbers of exactly the buckets in view."""

from collections.abc import Sequence

from diary.content.language import Language
from diary.domain.period import Period, from_day_number
from diary.screens.buckets import Buckets, View, Width, fill_buckets
from diary.screens.charts import ChartState, Form, SeriesState, late_rows
from diary.screens.figure import Cell, Figure, Plain, PlainTable
from diary.screens.reading import bucket_words, value_words, when_words

STEM = "symptom-diary-{first}-{last}"

Column = tuple[SeriesState, Buckets]


def chart_figure(language: Language, charts: Sequence[ChartState], view: View) -> Figure:
    """What `charts` show of the days in view; the latest come first in the table and last in the plain numbers."""
    period = days_of(view)
    columns = [(series, buckets_in(series, view)) for chart in charts for series in chart.series]
    first, last = language.day(period.first), language.day(period.last)
    words = [language.t("{first} to {last}", first=first, last=last) + "."]
    words += [f"{part[:1].upper()}{part[1:]}." for part in (bucket_words(language, view.width),) if part]
    words += [chart.summary for chart in charts]
    return Figure(
        stem=STEM.format(first=period.first, last=period.last),
        title=", ".join(chart.title for chart in charts),
        summary=" ".join(words),
        headers=(language.t("When"), *(series.name for series, _ in columns)),
        rows=_rows(language, columns),
        plain=_plain(columns, view.width),
    )


def days_of(view: View) -> Period:
    """The whole days in view."""
    return Period(from_day_number(round(view.low + 0.5)), from_day_number(round(view.high - 0.5)))


def buckets_in(series: SeriesState, view: View) -> Buckets:
    """The buckets of a series that are in view."""
    return fill_buckets(series.days, series.values, view.width).inside(view.low, view.high)


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
    """Of days: the value and whether it was filled in late. Of longer buckets: mean, range and days answered."""
    parts = ("", "_late") if width is Width.DAY else ("_mean", "_lowest", "_highest", "_days")
    header = ["first_day", "last_day", *(f"{series.key}{part}" for series, _ in columns for part in parts)]
    when = columns[0][1] if columns else None
    rows: list[tuple[Plain, ...]] = []
    for row in range(len(when) if when is not None else 0):
        assert when is not None
        days = (from_day_number(int(day[row])).isoformat() for day in (when.first, when.last))
        rows.append((*days, *(value for column in columns for value in _values(*column, row, width))))
    return PlainTable(tuple(header), tuple(rows))


def _values(series: SeriesState, buckets: Buckets, row: int, width: Width) -> tuple[Plain, ...]:
    count = int(buckets.count[row])
    if width is Width.DAY:
        return (
            (_value(series, buckets.mean[row]), float(late_rows(series, buckets)[row])) if count else (None, None)
        )
    numbers = (buckets.mean[row], buckets.low[row], buckets.high[row])
    return (*(_value(series, number) if count else None for number in numbers), float(count))


def _value(series: SeriesState, value: float) -> Plain:
    """A number without its unit; clock times are 23:10."""
    if series.form is Form.CLOCK:
        minutes = round(value) % 1440
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return float(value)
