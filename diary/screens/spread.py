"""Builds the Where page: where it hurt over a stretch of days, map by map and line by line."""

from collections.abc import Collection, Iterable

import numpy as np
from msgspec import Struct

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.body_map_counts import AreaCounts, count_areas
from diary.domain.period import Period
from diary.domain.table import SHARE_NEEDED, DayTable
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
    span_title,
    usual_width,
)
from diary.screens.buckets import TimeView
from diary.screens.spread_lines import SpreadLine, build_lines, lines_view

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
    return SpreadState(
        period=period,
        mode=mode,
        width=width,
        whole=_whole(part, counts, mode, library, left_out),
        legend_title=_legend_title(language, mode),
        legend=legend_words(language, mode),
        areas=area_list(counts, part, library, left_out),
        parts=small_maps(part, mode, width, library, left_out),
        changes=build_changes(table, period.before(len(period)), period, began, library, left_out),
        lines=build_lines(part, library),
        view=lines_view(part),
        hidden=left_out,
        most=_most(area_list(counts, part, library, left_out), counts.mapped, language),
    )


def _marked(table: DayTable) -> frozenset[str]:
    """Return the areas that are marked: they stay visible, also on an absent limb."""
    marked = ((table.areas > 0) & table.mapped[:, None]) | table.tender
    return frozenset(table.atlas.segments[index].key for index in np.flatnonzero(marked.any(axis=0)))


def _whole(part: DayTable, counts: AreaCounts, mode: Mode, library: Library, hidden: Collection[str]) -> AreaMap:
    language = library.language
    caption = language.n(
        "The body map was filled in on {count} of {days} days.",
        "The body map was filled in on {count} of {days} days.",
        counts.mapped,
        days=language.number(len(part)),
    )
    steps = map_steps(counts, part, mode, hidden)
    return AreaMap(
        span_title(part.period, language),
        caption,
        counts.mapped,
        steps,
        f"{caption} {_language_in_use(part, counts, library, hidden)}",
    )


def _language_in_use(part: DayTable, counts: AreaCounts, library: Library, hidden: Collection[str]) -> str:
    """Name the areas that hurt most often, in a sentence."""
    listed = sorted(area_list(counts, part, library, hidden), key=lambda area: -area.hurt)[:MOST_NAMED]
    named = [f"{area.name}: {area.words}" for area in listed if area.hurt]
    if not named:
        return library.language.t("Nothing was marked.")
    return library.language.t("Most often: {areas}.", areas="; ".join(named))


def _most(areas: Iterable[Area], days: int, language: Language) -> tuple[str, ...]:
    """Return the areas that hurt on the most days, one line each under a heading; while there are few days, only
    that."""
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
    return (language.t("On the most days:"), *lines) if lines else ()


def _legend_title(language: Language, mode: Mode) -> str:
    t = language.t
    return {
        Mode.OFTEN: t("Hurt on this part of the days"),
        Mode.STRONG: t("Strength on the days it hurt, 0–10"),
        Mode.TOUCH: t("Touch hurt on this part of the days"),
    }[mode]
