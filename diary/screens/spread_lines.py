"""Builds five lines of how far pain spread, day by day, each with one sentence that says what it is."""

import numpy as np
from msgspec import Struct

from diary.content.library import Library
from diary.domain.day import BODY_MAP
from diary.domain.measures import MEASURES
from diary.domain.period import day_number
from diary.domain.table import DayTable, Floats
from diary.screens.buckets import TimeView, width_for
from diary.screens.chart_figure import buckets_in
from diary.screens.charts import ChartState, SeriesMark, SeriesState, ValueFormat, chart_of
from diary.screens.scales import AREAS, Scale

PERCENT = Scale(0, 100, (0, 50, 100))
REGIONS = Scale(0, 5, (0, 1, 2, 3, 4, 5))
POINTS_IN_LINE = 110
KEYS = ("wpi7", "regions7", "extent", "wander", "symmetry")


class SpreadLine(Struct, frozen=True):
    """One line and what it is."""

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
    t = library.language.t
    title, explanation, scale, unit = {
        "wpi7": (
            t("Areas within seven days (WPI)"),
            t("How many of 19 areas hurt at any time in seven days. It says how widespread, not how strong."),
            AREAS,
            t("of 19"),
        ),
        "regions7": (
            t("Regions within seven days"),
            t("In how many of five parts of the body it hurt: left and right, above and below, and the middle."),
            REGIONS,
            t("of 5"),
        ),
        "extent": (
            t("Part of the body with pain"),
            t("How much of the drawn body was marked."),
            PERCENT,
            "%",
        ),
        "wander": (
            t("How much the pain moved"),
            t("How different the areas were from the day before: 0 % the same areas, 100 % all others."),
            PERCENT,
            "%",
        ),
        "symmetry": (
            t("Left and right alike"),
            t("How much of what hurt, hurt on both sides: 100 % is left and right alike."),
            PERCENT,
            "%",
        ),
    }[key]
    days = day_number(table.period.first) + np.arange(len(table), dtype=np.float64)
    late = table.late[BODY_MAP] & np.isfinite(values)
    series = SeriesState(key, title, unit, "spread", SeriesMark.LINE, days, values, late, ValueFormat.NUMBER)
    return SpreadLine(chart_of(key, title, scale, (series,), library), explanation)
