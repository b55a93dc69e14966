"""Writes what a chart shows at one point of time, for the read-out, the table and screen readers."""

import numpy as np

from diary.content.language import Language
from diary.domain.period import from_day_number
from diary.domain.text import sentence_case
from diary.screens.buckets import Buckets, Width
from diary.screens.charts import SeriesState, ValueFormat, average_of, write_value
from diary.screens.series_lines import typical


def bucket_at(buckets: Buckets, day: float) -> int | None:
    """Return the bucket `day` (a day number, 0.5 = noon) falls in or lies nearest to; None when there is none."""
    if len(buckets) == 0:
        return None
    found = int(np.searchsorted(buckets.first - 0.5, day, side="right")) - 1
    return min(max(found, 0), len(buckets) - 1)


def when_words(language: Language, buckets: Buckets, index: int, *, short: bool = False) -> str:
    """Write the days a bucket stands for: Sunday 22 November 2026 (Sun 22 Nov 2026 when `short`), Week of 16
    November 2026, November 2026."""
    first = from_day_number(int(buckets.first[index]))
    match buckets.width:
        case Width.DAY:
            words = language.pattern(first, "ccc d MMM y") if short else language.long_date(first)
        case Width.WEEK:
            words = language.t("Week of {day}", day=language.day(first))
        case Width.MONTH:
            words = language.pattern(first, "LLLL y")
        case Width.QUARTER:
            last = from_day_number(int(buckets.last[index]))
            words = language.through(language.month(first), language.month(last))
    return sentence_case(words)


def bucket_words(language: Language, width: Width) -> str:
    """Say what one point stands for; empty for single days."""
    return "" if width is Width.DAY else language.phrase("charts", "buckets", width)


def value_words(language: Language, series: SeriesState, buckets: Buckets, index: int) -> str:
    """Write the value of a bucket: 6 h 40; for more than one day the average with lowest and highest, or with how
    many days it is of where these are less than half."""
    count = int(buckets.count[index])
    if count == 0:
        return language.t("not answered")
    if buckets.width is Width.DAY:
        row = int(buckets.first[index] - series.days[0])
        value = _span_words(language, series, row, row + 1) or write_value(
            language, series, buckets.mean[index], exact=True
        )
        return language.t("{value} (filled in later)", value=value) if series.late[row] else value
    if series.form is ValueFormat.FLAG:
        return _yes_words(language, round(buckets.mean[index] * count), count)
    if series.begins is not None:
        first, last = (int(day - series.days[0]) for day in (buckets.first[index], buckets.last[index]))
        return _span_words(language, series, first, last + 1)
    middle = float(typical(series, buckets.rows(index, index + 1))[0])
    ends = buckets.low[index], buckets.high[index]
    low, high = (
        language.number(end, 1) if series.form is ValueFormat.NUMBER else write_value(language, series, end)
        for end in ends
    )
    is_option, between = series.form is ValueFormat.OPTION, low if low == high else f"{low} – {high}"
    mean = between if is_option else write_value(language, series, middle)
    if 2 * count <= buckets.last[index] - buckets.first[index]:
        return language.n("on {count} day: {value}", "on {count} days: {value}", count, value=mean)
    return mean if is_option or count == 1 else f"{mean} ({low} – {high})"


def view_words(language: Language, series: SeriesState, low: float, high: float) -> str:
    """Summarise a series between the days `low` and `high`: its average, or how often."""
    start, stop = np.searchsorted(series.days, (low, high))
    values = series.values[start:stop]
    seen = values[np.isfinite(values)]
    if seen.size == 0:
        return language.t("not answered")
    if series.form is ValueFormat.FLAG:
        return _yes_words(language, int(seen.sum()), seen.size)
    if series.begins is not None and series.form is ValueFormat.CLOCK:
        return language.t("average {value}", value=_span_words(language, series, int(start), int(stop)))
    return average_of(language, series, seen)


def _span_words(language: Language, series: SeriesState, start: int, stop: int) -> str:
    """Write from when to when, of several days the averages; empty for a series without spans."""
    if series.begins is None or series.ends is None:
        return ""
    begin, end = (float(np.nanmean(part[start:stop])) for part in (series.begins, series.ends))
    return f"{write_value(language, series, begin)} – {write_value(language, series, end)}"


def _yes_words(language: Language, yes: int, days: int) -> str:
    return language.n("{yes} of {count} day", "{yes} of {count} days", days, yes=language.number(yes))
