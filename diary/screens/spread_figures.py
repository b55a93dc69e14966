"""Describes what the Where page shows as figures: the whole map, the small maps, the changes and the lines."""

from diary.content.amounts import often_words
from diary.content.language import Language
from diary.content.library import Library
from diary.screens.area_maps import Area
from diary.screens.chart_figure import chart_figure
from diary.screens.figure import Cell, Figure, PlainTable, file_stem
from diary.screens.spread import SpreadState

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
