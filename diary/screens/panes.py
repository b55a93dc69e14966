"""What can be stacked under each other in Trends: which there are, what they are called, and how each is built.

A pane is one choice of the person: usual pairs (spread with pain), the nights, any item and any derived number.
The choice is a list of keys; keys nobody knows any more (an own item that is gone or archived) are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice

import numpy as np

from diary.content.library import Library
from diary.domain.measures import CLOCK_UNIT, MEASURES
from diary.domain.table import DayTable, Floats
from diary.screens.charts import (
    ChartState,
    Form,
    Mark,
    answered_late,
    build_charts,
    build_item_chart,
    chart_of,
    measured,
    series_of,
)
from diary.screens.measure_names import measure_names
from diary.screens.night_chart import build_night_chart
from diary.screens.same_pain_charts import LIFE_KEY, build_same_pain
from diary.screens.scales import PERCENT, Scale, around_typical_clock, clock_scale, matching_scale, stepped_scale

ITEM, MEASURE = "item.", "measure."
DRAWN = (
    "time_in_bed",
    "efficiency",
    "midpoint",
    "areas_today",
    "wpi7",
    "regions",
    "extent",
    "symmetry",
    "wander",
    "active_minutes7",
    "load",
)
"""Derived numbers that can be stacked on their own."""
USUAL = ("spread", "sleep", "stress", "activity")
"""What is stacked until somebody chooses."""


class Group(StrEnum):
    """Under which heading a pane is offered."""

    USUAL = "usual"
    ITEM = "item"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Pane:
    """One pane that can be chosen."""

    key: str
    name: str
    group: Group


@dataclass(frozen=True, slots=True)
class Looked:
    """The day the diary is looked at from, and its first day."""

    last: date
    first: date


@dataclass(frozen=True)
class Stack:
    """The charts of the panes that are chosen and have something to show.

    chosen: their keys and those of `blank`, in the person's order; blank: names of chosen panes without any value.
    """

    charts: tuple[ChartState, ...]
    chosen: tuple[str, ...]
    blank: tuple[str, ...]


def pane_choices(library: Library) -> tuple[Pane, ...]:
    """Everything that can be stacked, each once: usual panes, items as in the form, derived numbers."""
    t = library.language.t
    usual = (
        Pane("spread", t("Spread and pain"), Group.USUAL),
        Pane("sleep", t("Sleep"), Group.USUAL),
        Pane("night", t("Nights, from bed to up"), Group.USUAL),
        Pane("stress", library.words.items["stress"].name, Group.USUAL),
        Pane("activity", t("Activity: minutes, and minutes times effort"), Group.USUAL),
        Pane(LIFE_KEY, t("What you did, and your pain"), Group.USUAL),
    )
    items = (
        Pane(ITEM + item.key, library.words.items[item.key].name, Group.ITEM)
        for item in library.catalogue.numeric
        if not item.archived and item.key != "stress"
    )
    names = measure_names(library.language)
    return (*usual, *items, *(Pane(MEASURE + key, names[key], Group.MEASURE) for key in DRAWN))


def build_stack(
    table: DayTable, library: Library, chosen: Iterable[str] | None, looked: Looked | None = None
) -> Stack:
    """The charts of the panes with these keys, None = nothing was chosen yet. `looked`: from when.

    Then the usual ones that have any value, and own items where those leave room (imported steps and happiness,
    say); a diary with neither shows its first few items that have values.
    """
    known = {pane.key: pane for pane in pane_choices(library)}
    builder = _Builder(table, library, looked or Looked(table.period.last, table.period.first))
    if chosen is None:
        usual = [key for key in USUAL if builder.has_values(key)]
        own = (ITEM + item.key for item in library.catalogue.numeric if item.own)
        usual += _with_values(builder, (key for key in own if key in known), len(USUAL) - len(usual))
        usual = usual or _with_values(builder, (key for key in known if key.startswith(ITEM)), len(USUAL))
        return Stack(builder.all_charts(usual), tuple(usual), ())
    keys = [key for key in chosen if key in known]
    full = [key for key in keys if builder.has_values(key)]
    blank = tuple(known[key].name for key in keys if key not in full)
    return Stack(builder.all_charts(full), tuple(keys), blank)


def _with_values(builder: "_Builder", keys: Iterable[str], most: int) -> list[str]:
    return list(islice((key for key in keys if builder.has_values(key)), most))


class _Builder:
    """Builds each pane once, when it is asked for."""

    def __init__(self, table: DayTable, library: Library, looked: Looked) -> None:
        self._table = table
        self._library = library
        self._looked = looked
        self._built: dict[str, tuple[ChartState, ...]] = {}

    def has_values(self, key: str) -> bool:
        """Whether the pane has anything to show."""
        return any(bool(np.isfinite(one.values).any()) for chart in self.charts(key) for one in chart.series)

    def all_charts(self, keys: Iterable[str]) -> tuple[ChartState, ...]:
        """The charts of these panes."""
        return tuple(chart for key in keys for chart in self.charts(key))

    def charts(self, key: str) -> tuple[ChartState, ...]:
        """The pane's charts; the key of the first one is the pane's."""
        if key not in self._built:
            first, *more = (_without_blanks(chart, self._library) for chart in self._build(key))
            self._built[key] = (replace(first, key=key), *more)
        return self._built[key]

    def _build(self, key: str) -> tuple[ChartState, ...]:
        if key == LIFE_KEY:
            return build_same_pain(self._table, self._library, self._looked.last, self._looked.first)
        if key.startswith(ITEM):
            return (build_item_chart(self._table, self._library, key.removeprefix(ITEM)),)
        if key.startswith(MEASURE):
            return (build_measure_chart(self._table, self._library, key.removeprefix(MEASURE)),)
        if key == "night":
            return (build_night_chart(self._table, self._library),)
        if key == "activity":
            return (build_activity_chart(self._table, self._library),)
        return build_charts(self._table, self._library, (key,))


def _without_blanks(chart: ChartState, library: Library) -> ChartState:
    """The chart without series that have no value at all; what was on the right alone moves to the left."""
    full = [series for series in chart.series if np.isfinite(series.values).any()]
    if not full or len(full) == len(chart.series):
        return chart
    left, right = Scale(chart.low, chart.high, chart.ticks), chart.right
    if right is not None and all(series.on_right for series in full):
        left, right = right, None
        full = [replace(series, on_right=False) for series in full]
    elif not any(series.on_right for series in full):
        right = None
    return replace(chart_of(chart.key, chart.title, left, tuple(full), library, right=right), note=chart.note)


_FORMS = {"min": Form.MINUTES, "%": Form.PERCENT, CLOCK_UNIT: Form.CLOCK, "": Form.NUMBER}
_ROLES = {"time_in_bed": "sleep", "efficiency": "sleep", "midpoint": "sleep"}
_ACTIVE = frozenset({"active_minutes7", "load"})
_TOPS = {"regions": 5.0, "areas_today": 20.0, "wpi7": 20.0}


def build_measure_chart(table: DayTable, library: Library, key: str) -> ChartState:
    """One derived number over time; `key` is one of `measure_names`."""
    measure = next(one for one in MEASURES if one.key == key)
    form = Form.NUMBER if key == "load" else _FORMS[measure.unit]
    values = measured(key, table)
    if form is Form.CLOCK:
        values = around_typical_clock(values)
    name = measure_names(library.language)[key]
    series = series_of(
        table,
        key=key,
        name=name,
        unit="",
        role=_ROLES.get(key, "activity" if key in _ACTIVE else "spread"),
        mark=Mark.BARS if key == "load" else Mark.LINE,
        values=values,
        late=answered_late(table),
        form=form,
    )
    return chart_of(key, name, _measure_scale(key, form, values), (series,), library)


def _measure_scale(key: str, form: Form, values: Floats) -> Scale:
    match form:
        case Form.CLOCK:
            return clock_scale(values)
        case Form.PERCENT:
            return PERCENT
        case Form.MINUTES:
            return stepped_scale(values, 15, least=60)
        case _:
            top = _TOPS.get(key)
            return stepped_scale(np.array([top]) if top else values, 1, least=4)


def build_activity_chart(table: DayTable, library: Library) -> ChartState:
    """Minutes as bars, and load as a line on a scale of its own with its lines in the same places."""
    (minutes,) = build_charts(table, library, ("activity",))
    load = table.load
    if not np.isfinite(load).any():
        return minutes
    series = series_of(
        table,
        key="load",
        name=measure_names(library.language)["load"],
        unit="",
        role="activity",
        mark=Mark.LINE,
        values=load,
        late=answered_late(table),
        form=Form.NUMBER,
        on_right=True,
    )
    right = matching_scale(load, len(minutes.ticks) - 1)
    left = Scale(minutes.low, minutes.high, minutes.ticks)
    return chart_of("activity", minutes.title, left, (*minutes.series, series), library, right=right)
