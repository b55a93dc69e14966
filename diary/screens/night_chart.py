"""The nights as bars from bed to up, with a line through the middle of the sleep."""

from dataclasses import replace

import numpy as np

from diary.content.library import Library
from diary.domain.nights import nights_of
from diary.domain.table import DayTable, Floats
from diary.screens.charts import ChartState, Form, Mark, chart_of, series_of
from diary.screens.scales import night_scale

_NOON, _DAY = 720.0, 1440.0


def build_night_chart(table: DayTable, library: Library) -> ChartState:
    """One bar a night, on an axis from noon to noon. A night that cannot be (up before bed) has no bar."""
    t = library.language.t
    nights = nights_of(table)
    possible = np.isfinite(nights.time_in_bed)
    begins = np.where(possible, _after_noon(table.column("into_bed")), np.nan)
    ends = begins + (table.column("got_up") - begins) % _DAY
    middles = begins + (nights.midpoint - begins) % _DAY
    middles = np.where(np.isnan(middles), (begins + ends) / 2, middles)
    series = series_of(
        table,
        key="night",
        name=t("Nights, from bed to up"),
        unit="",
        role="sleep",
        mark=Mark.SPANS,
        values=middles,
        late=nights.late,
        form=Form.CLOCK,
    )
    series = replace(series, begins=begins, ends=ends)
    return chart_of("night", series.name, night_scale(ends), (series,), library)


def _after_noon(minutes: Floats) -> Floats:
    """Clock times as minutes around midnight, from noon on: 23:00 is -60, 01:00 is 60."""
    placed: Floats = (minutes - _NOON) % _DAY - _NOON
    return placed
