"""Builds the small chart on the card of a factor: the days the reason speaks of, and the same in words."""

from datetime import timedelta

import numpy as np
from msgspec import Struct

from diary.content.library import Library
from diary.content.words import value_words
from diary.domain.factors.series import FactorMeasure, FactorSeries, series_of_factor
from diary.domain.factors.state import FactorState
from diary.domain.table import DayTable, Floats
from diary.screens.charts import ROLES
from diary.screens.scales import around_typical_clock

ITEMS = frozenset(
    {
        FactorMeasure.STRESS,
        FactorMeasure.SKIPPED,
        FactorMeasure.WORRIED,
        FactorMeasure.PEOPLE,
        FactorMeasure.LONELINESS,
    }
)
"""Measures that go by the name of their item; the others are named in `resources/phrases/charts.toml`."""
FLAGS = (FactorMeasure.SKIPPED, FactorMeasure.WORRIED, FactorMeasure.RESTED)
WHOLE = {FactorMeasure.STRESS: 10, FactorMeasure.LONELINESS: 10, FactorMeasure.PEOPLE: 2}
"""Scales that are always drawn from zero to their end."""
FROM_ZERO = (FactorMeasure.PLACES, FactorMeasure.LOAD, FactorMeasure.ACTIVE_MINUTES)
LEAST_RANGE = {
    FactorMeasure.TIME_ASLEEP: 180.0,
    FactorMeasure.TIME_IN_BED: 180.0,
    FactorMeasure.MIDPOINT: 180.0,
    FactorMeasure.EFFICIENCY: 30.0,
}
"""The least range of the whole height, so that small differences are drawn small."""


class Sparkline(Struct, frozen=True):
    """A small chart.

    caption: what is drawn, over which days; text: what it shows, for screen readers. values: one a day, None where
    there is none; spoken_of: whether the reason means that day; low, high: the values at the bottom and at the
    top; limit: a value to draw as a line, or None; role names the colour.
    """

    caption: str
    text: str
    role: str
    values: tuple[float | None, ...]
    spoken_of: tuple[bool, ...]
    low: float
    high: float
    limit: float | None


def build_sparkline(recent: DayTable, state: FactorState, library: Library) -> Sparkline | None:
    """Build the small chart of a state that was found in `recent`; None when there is nothing to draw."""
    series = series_of_factor(recent, state)
    values = around_typical_clock(series.values) if series.measure is FactorMeasure.MIDPOINT else series.values
    if not np.isfinite(values).any():
        return None
    language = library.language
    caption = language.n(
        "{name}, last day", "{name}, last {count} days", len(values), name=_name(library, series.measure)
    )
    text = _text(library, series.measure, values, caption)
    if series.limit is not None:
        limit = _value(library, series.measure, series.limit)
        caption = language.t("{caption}. The line is at {limit}.", caption=caption, limit=limit)
    low, high = _range(series, values)
    days = [series.first + timedelta(days=row) for row in range(len(values))]
    return Sparkline(
        caption,
        text,
        ROLES[state.factor],
        tuple(float(value) if np.isfinite(value) else None for value in values),
        tuple(day in state.days for day in days),
        low,
        high,
        series.limit,
    )


def _name(library: Library, measure: FactorMeasure) -> str:
    if measure in ITEMS:
        return library.words.items[measure.value].name
    return library.language.phrase("charts", "factors", measure)


def _range(series: FactorSeries, values: Floats) -> tuple[float, float]:
    """Return the values at the bottom and at the top of the picture."""
    if series.measure in FLAGS:
        return 0.0, 1.0
    if series.measure in WHOLE:
        return 0.0, float(WHOLE[series.measure])
    drawn = values if series.limit is None else np.append(values, series.limit)
    low, high = float(np.nanmin(drawn)), float(np.nanmax(drawn))
    if series.measure in FROM_ZERO:
        return 0.0, max(high, 1.0)
    missing = max(0.0, LEAST_RANGE[series.measure] - (high - low)) / 2
    return low - missing, high + missing


def _text(library: Library, measure: FactorMeasure, values: Floats, caption: str) -> str:
    language = library.language
    known = values[np.isfinite(values)]
    if measure in FLAGS:
        return language.n(
            "{caption}: yes on {yes} of {count} day.",
            "{caption}: yes on {yes} of {count} days.",
            known.size,
            caption=caption,
            yes=language.number(known.sum()),
        )
    low, high = (_value(library, measure, float(end)) for end in (known.min(), known.max()))
    if low == high:
        return language.n(
            "{caption}: {value} on the {count} day there is.",
            "{caption}: {value} on each of {count} days.",
            known.size,
            caption=caption,
            value=low,
        )
    days = language.number(known.size)
    return language.t(
        "{caption}: from {low} to {high}, on {days} days.", caption=caption, low=low, high=high, days=days
    )


def _value(library: Library, measure: FactorMeasure, value: float) -> str:
    language = library.language
    match measure:
        case FactorMeasure.TIME_ASLEEP | FactorMeasure.TIME_IN_BED | FactorMeasure.ACTIVE_MINUTES:
            return language.duration(value)
        case FactorMeasure.MIDPOINT:
            return language.clock_minutes(value)
        case FactorMeasure.EFFICIENCY:
            return language.t("{number} %", number=language.number(value))
        case FactorMeasure.PEOPLE:
            item = library.catalogue.item(measure.value)
            return value_words(language, library.words, item, value)
        case _:
            return language.number(value)
