"""Builds the Where page: where it hurt over a stretch of days, map by map and line by line."""

from collections.abc import Collection, Iterable, Mapping
from itertools import islice

import numpy as np
from msgspec import Struct

from diary.content.amounts import often_words
from diary.content.language import Language
from diary.content.library import Library
from diary.domain.body_map_counts import AreaCounts, count_areas
from diary.domain.day import BODY_MAP
from diary.domain.measures import MEASURES
from diary.domain.period import Period, day_number
from diary.domain.table import SHARE_NEEDED, DayTable, Floats
from diary.screens.area_changes import ChangesState, build_changes
from diary.screens.area_maps import (
    Area,
    AreaMap,
    MapWidth,
    Mode,
    area_list,
    legend_words,
    map_steps,
    small_maps,
    usual_width,
)
from diary.screens.buckets import TimeView, width_for
from diary.screens.chart_figure import buckets_in, chart_figure
from diary.screens.charts import ChartState, SeriesMark, SeriesState, ValueFormat, chart_of
from diary.screens.figure import Cell, Figure, PlainTable, file_stem
from diary.screens.scales import AREAS, Scale

PERCENT = Scale(0, 100, (0, 50, 100))
SCALES = {"wpi7": AREAS, "regions7": Scale(0, 5, (0, 1, 2, 3, 4, 5))}
"""The scales of what is counted; all others are percents."""
POINTS_IN_LINE = 110
KEYS = ("wpi7", "regions7", "extent", "wander", "symmetry")


class SpreadLine(Struct, frozen=True):
    chart: ChartState
    explanation: str


def build_lines(table: DayTable, library: Library) -> tuple[SpreadLine, ...]:
    """Build the five lines over all days of the table; none when the body map was never filled in."""
    if not table.mapped.any():
        return ()
    measures = {measure.key: measure for measure in MEASURES if measure.key in KEYS}
    return tuple(_line(key, measures[key].per_day(table), table, library) for key in KEYS)


def lines_view(table: DayTable) -> TimeView:
    """Return all days of the table, in as many points as a small line can show."""
    first = day_number(table.period.first)
    return TimeView(first - 0.5, first + len(table) - 0.5, width_for(len(table), POINTS_IN_LINE))


def is_empty(line: SpreadLine, view: TimeView) -> bool:
    """Return whether the line has no value on any visible day."""
    return not np.isfinite(buckets_in(line.chart.series[0], view).mean).any()


def _line(key: str, values: Floats, table: DayTable, library: Library) -> SpreadLine:
    language = library.language
    scale, unit, form = SCALES.get(key, PERCENT), "%", ValueFormat.PERCENT
    if key in SCALES:
        unit, form = language.phrase("charts", "spread", key, "unit"), ValueFormat.NUMBER
    title = language.phrase("charts", "spread", key, "title")
    late = table.late[BODY_MAP] & np.isfinite(values)
    series = SeriesState(key, title, unit, "spread", SeriesMark.LINE, table.days, values, late, form)
    about = language.phrase("charts", "spread", key, "about")
    return SpreadLine(chart_of(key, title, scale, (series,), library), about)


MOST_NAMED = 5


class SpreadState(Struct, frozen=True):
    """The page. `whole` is the map of all days of `period`, `parts` the small ones, `changes` against as many days
    before.

    `legend` labels the five steps of the ramp, `hidden` are areas that are not drawn,
    `most` those that hurt on the most days, in words, with their heading.
    """

    period: Period
    mode: Mode
    width: MapWidth
    whole: AreaMap
    legend_title: str
    legend: tuple[str, ...]
    areas: tuple[Area, ...]
    parts: tuple[AreaMap, ...]
    changes: ChangesState
    lines: tuple[SpreadLine, ...]
    view: TimeView
    hidden: frozenset[str]
    most: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.whole.days and not any(area.touched for area in self.areas)


def build_spread(
    table: DayTable,
    period: Period,
    library: Library,
    *,
    began: int = 0,
    mode: Mode = Mode.OFTEN,
    width: MapWidth | None = None,
    hidden: Collection[str] = (),
) -> SpreadState:
    """Build what the page shows of `period`. `table` covers it and as many days before it as there are.

    `began` is the row of the diary's first day in it. `width` of the small maps None = the usual one for so
    many days.
    """
    language = library.language
    start = (period.first - table.period.first).days
    part = table.rows(start, start + len(period))
    counts = count_areas(part)
    left_out = frozenset(hidden) - _marked(part)
    width = width or usual_width(len(period))
    areas = area_list(counts, part, library, left_out)
    return SpreadState(
        period=period,
        mode=mode,
        width=width,
        whole=_whole(part, counts, map_steps(counts, part, mode, left_out), mode, areas, language),
        legend_title=language.phrase("charts", "maps", mode),
        legend=legend_words(language, mode),
        areas=areas,
        parts=small_maps(part, mode, width, library, left_out),
        changes=build_changes(table, period.before(len(period)), period, began, library, left_out),
        lines=build_lines(part, library),
        view=lines_view(part),
        hidden=left_out,
        most=_most(areas, counts.mapped, language),
    )


def _marked(table: DayTable) -> frozenset[str]:
    """Return the areas that are marked: they stay visible, also on an absent limb."""
    marked = ((table.areas > 0) & table.mapped[:, None]) | table.tender
    return frozenset(table.atlas.segments[index].key for index in np.flatnonzero(marked.any(axis=0)))


def _whole(
    part: DayTable,
    counts: AreaCounts,
    steps: Mapping[str, int],
    mode: Mode,
    areas: Iterable[Area],
    language: Language,
) -> AreaMap:
    caption = language.n(
        "The body map was filled in on {mapped} of {count} day.",
        "The body map was filled in on {mapped} of {count} days.",
        len(part),
        mapped=language.number(counts.mapped),
    )
    return AreaMap(
        language.span(part.period.first, part.period.last),
        caption,
        counts.mapped,
        steps,
        f"{caption} {_language_in_use(steps, areas, mode, language)}",
    )


def _language_in_use(steps: Iterable[str], areas: Iterable[Area], mode: Mode, language: Language) -> str:
    """Name the areas that are shown most, which `steps` begin with, in a sentence."""
    by_key = {area.key: area for area in areas}
    shown = (by_key[key] for key in islice(steps, MOST_NAMED))
    named = "; ".join(f"{area.name}: {area.words}" for area in shown)
    if not named:
        return language.t("Nothing was marked.")
    if mode is Mode.STRONG:
        return language.t("Most: {areas}.", areas=named)
    return language.t("Most often: {areas}.", areas=named)


def _most(areas: Iterable[Area], days: int, language: Language) -> tuple[str, ...]:
    """Return the areas that hurt on the most days, one line each under a heading; of few days only that."""
    if not days:
        return ()
    if days < SHARE_NEEDED:
        return (
            language.t(
                "From {least} days with a body map on, this says where it hurt most often. There is no hurry.",
                least=language.number(SHARE_NEEDED),
            ),
        )
    listed = sorted((area for area in areas if area.hurt), key=lambda area: -area.hurt)[:MOST_NAMED]
    lines = [
        language.t("{area}: {percent}", area=area.name, percent=language.percent(area.share)) for area in listed
    ]
    return (language.t("On the most days, left and right apart:"), *lines) if lines else ()


AREA_COLUMNS = ("area", "days_with_map", "days_hurt", "share", "mean_strength", "days_touch_hurt")
MAP_COLUMNS = ("stretch", "days_with_map", "area", "step")
CHANGE_COLUMNS = ("area", "change", "more_than_chance")


def areas_figure(language: Language, state: SpreadState) -> Figure:
    """Describe the map of the whole stretch with the table of all areas."""
    t = language.t
    return Figure(
        stem=file_stem(language, state.period.first, state.period.last),
        title=t("Where it hurt: {days}", days=state.whole.title),
        summary=state.whole.language_in_use,
        headers=(
            t("Area"),
            t("Side"),
            t("Days it hurt"),
            t("Part of the days"),
            t("Strength then"),
            t("Days touch hurt"),
        ),
        rows=tuple(_cells(language, area, state.whole.days) for area in state.areas),
        plain=PlainTable(
            AREA_COLUMNS,
            tuple(
                (
                    area.key,
                    float(state.whole.days),
                    float(area.hurt),
                    round(area.share, 4),
                    area.strength,
                    float(area.touched),
                )
                for area in state.areas
            ),
        ),
    )


def _cells(language: Language, area: Area, days: int) -> tuple[Cell, ...]:
    often = often_words(language, area.hurt, days) if days else "–"
    strength = "–" if area.strength is None else language.fixed(area.strength, 1)
    return (
        Cell(area.name, area.name),
        Cell(area.view, area.view),
        Cell(language.number(area.hurt), float(area.hurt)),
        Cell(often, area.share),
        Cell(strength, area.strength or 0.0),
        Cell(language.number(area.touched), float(area.touched)),
    )


def small_figure(language: Language, state: SpreadState) -> Figure:
    """Describe the small maps: which step of the legend each area had."""
    return Figure(
        stem=file_stem(language, state.period.first, state.period.last),
        title=language.t("Small maps: {days}", days=state.whole.title),
        summary=" ".join(part.language_in_use for part in state.parts),
        headers=(language.t("When"), language.t("Days"), language.t("What it shows")),
        rows=tuple(
            (Cell(part.title), Cell(part.caption, float(part.days)), Cell(part.language_in_use))
            for part in state.parts
        ),
        plain=PlainTable(
            MAP_COLUMNS,
            tuple(
                (part.title, float(part.days), key, float(step + 1))
                for part in state.parts
                for key, step in part.steps.items()
            ),
        ),
    )


def changes_figure(library: Library, state: SpreadState) -> Figure:
    """List the areas that hurt more often or less often than before."""
    t = library.language.t
    signs = state.changes.signs
    return Figure(
        stem=file_stem(library.language, state.period.first, state.period.last),
        title=t("More often and less often than before"),
        summary=state.changes.words,
        headers=(t("Area"), t("Difference")),
        rows=tuple((Cell(library.words.segments[key], key), Cell(sign.words)) for key, sign in signs.items()),
        plain=PlainTable(
            CHANGE_COLUMNS,
            tuple((key, round(sign.difference, 4), float(sign.is_clear)) for key, sign in signs.items()),
        ),
    )


def lines_figure(language: Language, state: SpreadState) -> Figure:
    """Describe the lines, as charts under each other."""
    return chart_figure(language, [line.chart for line in state.lines], state.view)
