"""What can be stacked under each other in Trends: which there are, what they are called, and how each is built.

A pane is one choice of the person: usual pairs (spread with pain), the nights, any item and any derived number.
The choice is a list of keys; keys nobody knows any more (an own item that is gone or archived) are left out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from diary.content.language import Language
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
from diary.screens.night_chart import build_night_chart
from diary.screens.scales import PERCENT, Scale, around_typical_clock, clock_scale, matching_scale, stepped_scale

ITEM, MEASURE = "item.", "measure."
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
        Pane("sleep", t("Time asleep"), Group.USUAL),
        Pane("night", t("Nights, from bed to up"), Group.USUAL),
        Pane("stress", library.words.items["stress"].name, Group.USUAL),
        Pane("activity", t("Activity: minutes and load"), Group.USUAL),
    )
    items = (
        Pane(ITEM + item.key, library.words.items[item.key].name, Group.ITEM)
        for item in library.catalogue.numeric
        if not item.archived and item.key != "stress"
    )
    names = measure_names(library.language)
    return (*usual, *items, *(Pane(MEASURE + key, name, Group.MEASURE) for key, name in names.items()))


def build_stack(table: DayTable, library: Library, chosen: Iterable[str] | None) -> Stack:
    """The charts of the panes with these keys, None = nothing was chosen yet.

    Then the usual ones that have any value; a diary without those (imported steps and happiness, say) shows its
    first few items that have.
    """
    known = {pane.key: pane for pane in pane_choices(library)}
    builder = _Builder(table, library)
    if chosen is None:
        usual = [key for key in USUAL if builder.has_values(key)] or _first_with_values(builder, known)
        return Stack(tuple(builder.chart(key) for key in usual), tuple(usual), ())
    keys = [key for key in chosen if key in known]
    full = [key for key in keys if builder.has_values(key)]
    blank = tuple(known[key].name for key in keys if key not in full)
    return Stack(tuple(builder.chart(key) for key in full), tuple(keys), blank)


def _first_with_values(builder: "_Builder", known: Mapping[str, Pane]) -> list[str]:
    items = (key for key, pane in known.items() if pane.group is Group.ITEM)
    return [key for key in items if builder.has_values(key)][: len(USUAL)]


class _Builder:
    """Builds each pane's chart once, when it is asked for."""

    def __init__(self, table: DayTable, library: Library) -> None:
        self._table = table
        self._library = library
        self._built: dict[str, ChartState] = {}

    def has_values(self, key: str) -> bool:
        """Whether the pane has anything to show."""
        return any(bool(np.isfinite(series.values).any()) for series in self.chart(key).series)

    def chart(self, key: str) -> ChartState:
        """The pane's chart; its key is the pane's."""
        if key not in self._built:
            self._built[key] = replace(self._build(key), key=key)
        return self._built[key]

    def _build(self, key: str) -> ChartState:
        if key.startswith(ITEM):
            return build_item_chart(self._table, self._library, key.removeprefix(ITEM))
        if key.startswith(MEASURE):
            return build_measure_chart(self._table, self._library, key.removeprefix(MEASURE))
        special: dict[str, Callable[[DayTable, Library], ChartState]] = {
            "night": build_night_chart,
            "activity": build_activity_chart,
        }
        if key in special:
            return special[key](self._table, self._library)
        return build_charts(self._table, self._library, (key,))[0]


def measure_names(language: Language) -> dict[str, str]:
    """The derived numbers that can be drawn, by key, as they are called."""
    t = language.t
    return {
        "time_in_bed": t("Time in bed"),
        "efficiency": t("Share of the time in bed asleep"),
        "midpoint": t("Middle of the sleep"),
        "areas_today": t("Painful areas"),
        "wpi7": t("Painful areas in seven days"),
        "regions": t("Body regions with pain"),
        "extent": t("Share of the body with pain"),
        "symmetry": t("Same places left and right"),
        "wander": t("How much the pain moved"),
        "active_minutes7": t("Active minutes in seven days"),
        "load": t("Load (effort × minutes)"),
    }


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
