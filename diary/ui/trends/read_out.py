"""What the line above the plots and their headings say: of the day under the cursor, or of all that is in view."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from diary.content.language import Language
from diary.domain.period import from_day_number
from diary.screens.buckets import View, Width
from diary.screens.happenings import Happenings
from diary.screens.reading import bucket_at, bucket_words, value_words, view_words, when_words
from diary.ui.trends.plot import ChartPlot


@dataclass(frozen=True)
class ReadOut:
    """when: the day or days; note: what happened then, or how to read the points; values: for each plot, the words
    of each of its series."""

    when: str
    note: str
    values: tuple[tuple[str, ...], ...]


def read_out(
    language: Language, plots: Sequence[ChartPlot], view: View, cursor: float | None, happened: Happenings
) -> ReadOut:
    """Everything that is said at `cursor` (a day number), or without one of the days in view."""
    when, happenings = "", ""
    values = []
    for plot in plots:
        words = []
        for series, buckets in plot.buckets():
            index = None if cursor is None else bucket_at(buckets, cursor)
            if index is None:
                words.append(view_words(language, series, view.low, view.high))
                continue
            words.append(value_words(language, series, buckets, index))
            if not when:
                when = when_words(language, buckets, index)
                happenings = "  ·  ".join(happened.on(float(buckets.first[index]), float(buckets.last[index])))
        values.append(tuple(words))
    note = _late_words(language, plots, view) if view.width is Width.DAY else bucket_words(language, view.width)
    return ReadOut(when or _period_words(language, view), happenings or note, tuple(values))


def _late_words(language: Language, plots: Sequence[ChartPlot], view: View) -> str:
    """How late answers are drawn, when there is one in view."""
    for plot in plots:
        for series, _ in plot.buckets():
            start, stop = np.searchsorted(series.days, (view.low, view.high))
            if series.late[start:stop].any():
                return language.t("hollow: filled in later")
    return ""


def _period_words(language: Language, view: View) -> str:
    days = (from_day_number(int(np.round(day))) for day in (view.low + 0.5, view.high - 0.5))
    return " – ".join(language.pattern(day, "d MMM y") for day in days)
