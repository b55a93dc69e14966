"""Lists the charts that can be stacked in Trends, with their names, and builds each of them.

One choice of the person is a usual pair (spread with pain), the nights, any item or any derived number. Choices
are stored as a list of keys; unknown keys (an own item that is gone or archived) are left out.

Every item has a chart. A new one is a line in `_USUAL`, of the plan in `PLAN_CHARTS`; that of a derived number is
a line in `DRAWN`. Their names stand under `usual` and `measures` in `resources/phrases/charts.toml`. A page of
Understand may lead to any item and any usual one; on paper one is a row of `summary_rows.py`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from diary.content.library import Library
from diary.domain.form import PAIN_CARD
from diary.domain.measures import CLOCK_UNIT, MEASURES
from diary.domain.nights import mean_clock, nap_of_day, nights_of
from diary.domain.period import Period
from diary.domain.plan.phase import NO_PHASE, PhaseOrder
from diary.domain.same_pain import PAIN, SPAN_DAYS, SamePain, SamePainResult, look_at_same_pain
from diary.domain.table import DayTable, Floats
from diary.screens.charts import (
    NAP_SERIES,
    ChartState,
    SeriesMark,
    SeriesState,
    ValueFormat,
    build_charts,
    build_item_chart,
    chart_of,
    measured,
    series_of,
)
from diary.screens.plan.cards import PlanSource
from diary.screens.plan.charts import PLAN_CHARTS
from diary.screens.scales import (
    PERCENT,
    QUARTER_HOUR,
    SCALE,
    Scale,
    around_typical_clock,
    clock_scale,
    matching_scale,
    night_scale,
    stepped_scale,
)

_NOON, _DAY, _AROUND_NOON = 720.0, 1440.0, 180.0


def build_night_chart(table: DayTable, library: Library) -> ChartState:
    """Build one bar a night, on an axis that begins at noon. An impossible night (up before bed) has no bar."""
    t = library.language.t
    nights = nights_of(table)
    possible = np.isfinite(nights.time_in_bed)
    begins = np.where(possible, after_noon(table.column("into_bed")), np.nan)
    ends = begins + (table.column("got_up") - begins) % _DAY
    middles = begins + (nights.midpoint - begins) % _DAY
    middles = np.where(np.isnan(middles), (begins + ends) / 2, middles)
    series = series_of(
        table,
        key="night",
        name=t("Nights, from bed to up"),
        role="sleep",
        mark=SeriesMark.SPANS,
        values=middles,
        late=nights.late,
        form=ValueFormat.CLOCK,
    )
    series = replace(series, begins=begins, ends=ends)
    naps = [_nap_series(table, library, name, rank) for rank, name in enumerate((t("Naps"), t("Second naps")))]
    shown = (series, *(nap for nap in naps if np.isfinite(nap.values).any()))
    scale = night_scale(np.concatenate([each.ends for each in shown if each.ends is not None]))
    return chart_of("night", series.name, scale, shown, library)


def _nap_series(table: DayTable, library: Library, name: str, rank: int) -> SeriesState:
    """Build one bar a day, after the night on the same axis: the first nap of each day, or the second."""
    begins, ends = nap_of_day(table, rank)
    series = series_of(
        table,
        key=f"{NAP_SERIES}_{rank + 1}",
        name=name,
        role="sleep",
        mark=SeriesMark.SPANS,
        values=(begins + ends) / 2,
        late=np.zeros(len(table), dtype=np.bool_),
        form=ValueFormat.CLOCK,
    )
    return replace(series, begins=begins, ends=ends)


def after_noon(minutes: Floats) -> Floats:
    """Return when somebody went to bed as minutes around midnight, from noon on: 23:00 is -60, 01:00 is 60. Of who
    does so around noon, as minutes after midnight: noon would part their nights."""
    typical = mean_clock(minutes)
    if typical is not None and abs(typical - _NOON) <= _AROUND_NOON:
        return around_typical_clock(minutes)
    placed: Floats = (minutes - _NOON) % _DAY - _NOON
    return placed


LIFE_KEY, PAIN_KEY = "life", "life_pain"


def build_same_pain(table: DayTable, library: Library, last: date, first: date) -> tuple[ChartState, ...]:
    """Build two charts, function and pain, the first one with the sentence; `last` is the day looked from, `first`
    the diary's first."""
    words = same_pain_words(look_at_same_pain(table, last, first, library.catalogue), library)
    return (replace(_life(table, library), note=words), replace(_pain(table, library), key=PAIN_KEY))


def _life(table: DayTable, library: Library) -> ChartState:
    """Build function on the left scale as a line, active minutes on the right one as bars behind it."""
    function = build_item_chart(table, library, "function").series[0]
    (activity,) = build_charts(table, library, ("activity",))
    minutes = replace(activity.series[0], on_right=True)
    right = matching_scale(minutes.values, len(SCALE.ticks) - 1, QUARTER_HOUR)
    series = (minutes, replace(function, role="activity"))
    return chart_of(LIFE_KEY, _say(library, "title"), SCALE, series, library, right=right)


def _pain(table: DayTable, library: Library) -> ChartState:
    return build_item_chart(table, library, PAIN)


def _pain_beside_it(now: float | None, before: float | None, library: Library) -> str:
    """Say that pain was not higher, only where the two rounded numbers say so too."""
    shown = {name: library.language.number(value or 0.0, 1) for name, value in (("now", now), ("before", before))}
    return _say(library, "lower" if (now or 0.0) <= (before or 0.0) else "alike", **shown)


def _say(library: Library, key: str, **facts: object) -> str:
    return library.language.phrase("charts", "same_pain", key, **facts)


def same_pain_words(found: SamePain, library: Library) -> str:
    """Write one sentence or two: the good news in the person's own numbers, or what the two charts are for."""
    if found.news is SamePainResult.MORE_LIFE and found.life is not None and found.pain is not None:
        life, pain = found.life, found.pain
        said = {
            "now": life.after.mean,
            "before": life.before.mean,
            "pain_now": pain.after.mean,
            "pain_before": pain.before.mean,
        }
        numbers = {name: library.language.number(value or 0.0, 1) for name, value in said.items()}
        grew = "function" if found.grew == "function" else "active_minutes"
        more = _say(library, grew, days=SPAN_DAYS, **numbers)
        return f"{more} {_pain_beside_it(said['pain_now'], said['pain_before'], library)}"
    return _say(library, "too_few" if found.news is SamePainResult.TOO_FEW else "apart")


ITEM, MEASURE = "item.", "measure."


class DrawnMeasure(Struct, frozen=True):
    """How a derived number is drawn: the `role` of its colour, and the `top` of its scale and its `form` where
    they do not follow from its values and its unit."""

    role: str = "spread"
    mark: SeriesMark = SeriesMark.LINE
    top: float | None = None
    form: ValueFormat | None = None


DRAWN: Final[Mapping[str, DrawnMeasure]] = {
    "nap_minutes": DrawnMeasure("sleep", SeriesMark.BARS),
    "asleep_in_all": DrawnMeasure("sleep"),
    "time_in_bed": DrawnMeasure("sleep"),
    "efficiency": DrawnMeasure("sleep"),
    "midpoint": DrawnMeasure("sleep"),
    "areas_today": DrawnMeasure(top=20.0),
    "wpi7": DrawnMeasure(top=20.0),
    "regions": DrawnMeasure(top=5.0),
    "extent": DrawnMeasure(),
    "symmetry": DrawnMeasure(),
    "wander": DrawnMeasure(),
    "active_minutes7": DrawnMeasure("activity"),
    "load": DrawnMeasure("activity", SeriesMark.BARS, form=ValueFormat.NUMBER),
}
"""Derived numbers that can be stacked on their own."""
USUAL = ("spread", "sleep", "stress", "activity")
"""The charts that are stacked while nothing was chosen."""


class ChartGroup(StrEnum):
    """The heading under which a chart is offered."""

    USUAL = "usual"
    ITEM = "item"
    MEASURE = "measure"


class ChartKind(Struct, frozen=True):
    """One chart that can be chosen."""

    key: str
    name: str
    group: ChartGroup


class ChartStack(Struct, frozen=True):
    """The charts that are chosen and have something to show.

    chosen: their keys and those of `blank`, in the person's order; blank: names of chosen charts without any
    value.
    """

    charts: tuple[ChartState, ...]
    chosen: tuple[str, ...]
    blank: tuple[str, ...]


def chart_kind_choices(library: Library) -> tuple[ChartKind, ...]:
    """Return everything that can be stacked, each once: usual charts, items of the person's own, the others as in
    the form, derived numbers."""
    phrase = library.language.phrase
    usual = (ChartKind(key, phrase("charts", "usual", key), ChartGroup.USUAL) for key in (*_USUAL, *PLAN_CHARTS))
    items = (
        ChartKind(ITEM + item.key, library.words.items[item.key].name, ChartGroup.ITEM)
        for item in sorted(library.catalogue.numeric, key=lambda item: not item.own)
        if not item.archived and item.key != "stress"
    )
    derived = (ChartKind(MEASURE + key, phrase("charts", "measures", key), ChartGroup.MEASURE) for key in DRAWN)
    return (*usual, *items, *derived)


def build_stack(
    table: DayTable,
    library: Library,
    chosen: Iterable[str] | None,
    looked: Period | None = None,
    order: PhaseOrder = NO_PHASE,
    plan: PlanSource | None = None,
) -> ChartStack:
    """Build the charts with these keys, None = nothing was chosen yet. `looked`: from the first day of the diary
    to that it is looked at from. Without the `plan` there are no charts of it.

    With None: the usual ones, as `order` has them, that have any value, and where those leave room items that
    have: own ones first (imported steps and happiness, say), then the others in the order of the form.
    """
    known = {chart_kind.key: chart_kind for chart_kind in chart_kind_choices(library)}
    builder = _Builder(table, library, looked or table.period, plan)
    if chosen is None:
        wanted = order.charts or USUAL
        usual = [key for key in wanted if builder.has_values(key)]
        folded = library.catalogue.on_card(PAIN_CARD) if order.folds_pain else ()
        taken = {*usual, *(ITEM + item.key for item in folded)}
        items = [key for key in known if key.startswith(ITEM) and key not in taken]
        usual += islice((key for key in items if builder.has_values(key)), len(wanted) - len(usual))
        return ChartStack(builder.all_charts(usual), tuple(usual), ())
    keys = [key for key in chosen if key in known]
    full = [key for key in keys if builder.has_values(key)]
    blank = tuple(known[key].name for key in keys if key not in full)
    return ChartStack(builder.all_charts(full), tuple(keys), blank)


class _Builder:
    """Builds each chart once, on first use."""

    def __init__(self, table: DayTable, library: Library, looked: Period, plan: PlanSource | None) -> None:
        self._table = table
        self._library = library
        self._looked = looked
        self._plan = plan
        self._built: dict[str, tuple[ChartState, ...]] = {}

    def has_values(self, key: str) -> bool:
        """Return whether the chart has anything to show."""
        return any(bool(np.isfinite(one.values).any()) for chart in self.charts(key) for one in chart.series)

    def all_charts(self, keys: Iterable[str]) -> tuple[ChartState, ...]:
        return tuple(chart for key in keys for chart in self.charts(key))

    def charts(self, key: str) -> tuple[ChartState, ...]:
        """Return the charts of one key, the key of the first one is that key; none of a plan without it."""
        if key not in self._built:
            built = [_without_blanks(chart, self._library) for chart in self._build(key)]
            self._built[key] = (*(replace(first, key=key) for first in built[:1]), *built[1:])
        return self._built[key]

    def _build(self, key: str) -> tuple[ChartState, ...]:
        if key in PLAN_CHARTS:
            return () if self._plan is None else PLAN_CHARTS[key](self._plan, self._table)
        if key in _USUAL:
            return _USUAL[key](self._table, self._library, self._looked)
        build = build_item_chart if key.startswith(ITEM) else build_measure_chart
        return (build(self._table, self._library, key.removeprefix(ITEM).removeprefix(MEASURE)),)


def _without_blanks(chart: ChartState, library: Library) -> ChartState:
    """Return the chart without series that have no value at all; what was on the right alone moves to the left."""
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


_FORMS = {
    "min": ValueFormat.MINUTES,
    "%": ValueFormat.PERCENT,
    CLOCK_UNIT: ValueFormat.CLOCK,
    "": ValueFormat.NUMBER,
}


def build_measure_chart(table: DayTable, library: Library, key: str) -> ChartState:
    """Build one derived number over time; `key` is one of `DRAWN`."""
    measure = next(one for one in MEASURES if one.key == key)
    drawn = DRAWN[key]
    form = drawn.form or _FORMS[measure.unit]
    values = measured(key, table)
    if form is ValueFormat.CLOCK:
        values = around_typical_clock(values)
    name = library.language.phrase("charts", "measures", key)
    series = series_of(
        table,
        key=key,
        name=name,
        role=drawn.role,
        mark=drawn.mark,
        values=values,
        form=form,
    )
    return chart_of(key, name, _measure_scale(drawn.top, form, values), (series,), library)


def _measure_scale(top: float | None, form: ValueFormat, values: Floats) -> Scale:
    match form:
        case ValueFormat.CLOCK:
            return clock_scale(values)
        case ValueFormat.PERCENT:
            return PERCENT
        case ValueFormat.MINUTES:
            return stepped_scale(values, 15, least=60)
        case _:
            return stepped_scale(np.array([top]) if top else values, 1, least=4)


def build_activity_chart(table: DayTable, library: Library) -> ChartState:
    """Build minutes as bars, and load as a line on a scale of its own whose lines are in the same places."""
    (minutes,) = build_charts(table, library, ("activity",))
    load = table.load
    if not np.isfinite(load).any():
        return minutes
    series = series_of(
        table,
        key="load",
        name=library.language.phrase("charts", "measures", "load"),
        role="activity",
        values=load,
        form=ValueFormat.NUMBER,
        on_right=True,
    )
    right = matching_scale(load, len(minutes.ticks) - 1)
    left = Scale(minutes.low, minutes.high, minutes.ticks)
    return chart_of("activity", minutes.title, left, (*minutes.series, series), library, right=right)


def _usual(key: str) -> Callable[[DayTable, Library, Period], tuple[ChartState, ...]]:
    return lambda table, library, _looked: build_charts(table, library, (key,))


_USUAL: Final[Mapping[str, Callable[[DayTable, Library, Period], tuple[ChartState, ...]]]] = {
    "spread": _usual("spread"),
    "sleep": _usual("sleep"),
    "night": lambda table, library, _looked: (build_night_chart(table, library),),
    "stress": _usual("stress"),
    "activity": lambda table, library, _looked: (build_activity_chart(table, library),),
    LIFE_KEY: lambda table, library, looked: build_same_pain(table, library, looked.last, looked.first),
}
"""What builds a chart that is more than one item, by the key it is chosen by, in the order they are offered."""
