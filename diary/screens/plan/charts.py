"""The plan as charts of Trends: how well each activity could be done, and what was planned with what was done."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

import numpy as np
from msgspec.structs import replace

from diary.domain.plan.building import WEEK
from diary.domain.plan.goals import MOST_GOALS
from diary.domain.register import RegisterRecord
from diary.domain.table import DayTable, Floats
from diary.screens.charts import ChartState, SeriesMark, SeriesState, ValueFormat, chart_of, series_of
from diary.screens.plan.building import BUILDING, Course, courses_of, is_offered, unit_of, words_of_steps
from diary.screens.plan.cards import PlanSource
from diary.screens.plan.goals import GOAL, weeks_rated, words_of_course
from diary.screens.scales import SCALE, stepped_scale

MOST_CHARTS: Final = 2 * MOST_GOALS
"""So many of each at most: those that go on first, then the newest that ended."""


def build_goal_charts(source: PlanSource, table: DayTable) -> tuple[ChartState, ...]:
    """Build a chart for each activity that was rated in these days: the number of a week holds on all its days."""
    rated, language, charts = weeks_rated(source), source.library.language, []
    for record in _going_first(source.records(GOAL)):
        mine = {week: found[record.id] for week, found in rated.items() if record.id in found}
        days = {week + timedelta(days=day): able for week, able in mine.items() for day in range(WEEK)}
        name = source.title(record)
        series = _series(table, f"{GOAL}.{record.id}", name, days, unit="0–10")
        chart = chart_of(GOAL, name, SCALE, (series,), source.library)
        if np.isfinite(series.values).any():
            charts.append(replace(chart, summary=f"{name}: {words_of_course([*mine.values()], language)}."))
    return tuple(charts[:MOST_CHARTS])


def build_step_charts(source: PlanSource, table: DayTable) -> tuple[ChartState, ...]:
    """Build a chart for each activity that is or was built up: the amount of each day, and where it was done, as
    on the page Plan."""
    if not is_offered(source):
        return ()
    courses = {course.record.id: course for course in courses_of(source, with_ended=True) if course.weeks}
    records = _going_first([course.record for course in courses.values()])
    charts = (_steps(courses[record.id], source, table) for record in records)
    return tuple(chart for chart in charts if chart is not None)[:MOST_CHARTS]


PLAN_CHARTS: Final[Mapping[str, Callable[[PlanSource, DayTable], tuple[ChartState, ...]]]] = {
    "goals": build_goal_charts,
    "building": build_step_charts,
}
"""What builds them, by the key they are chosen by."""


def _steps(course: Course, source: PlanSource, table: DayTable) -> ChartState | None:
    library = source.library
    days = {each.first + timedelta(days=day): each for each in course.weeks for day in range(WEEK)}
    planned = {day: float(each.shown) for day, each in days.items() if each.asks_on(day)}
    done = {day: float(each.shown) for each in course.weeks for day in each.done}
    unit, phrase = unit_of(course, source), library.language.phrase
    form = ValueFormat.MINUTES if unit == "minutes" else ValueFormat.NUMBER
    words = "" if unit == "minutes" else library.words.registers[BUILDING].field("unit").options[unit]
    series = tuple(
        _series(
            table,
            f"{key}.{course.record.id}",
            f"{course.name}: {phrase('plan', 'building', key)}",
            amounts,
            unit=words,
            form=form,
            mark=mark,
        )
        for key, amounts, mark in (("was_done", done, SeriesMark.BARS), ("planned", planned, SeriesMark.LINE))
    )
    values = np.concatenate([each.values for each in series])
    if not np.isfinite(values).any():
        return None
    scale = stepped_scale(values, 1, least=4)
    title = phrase("plan", "building", "title", what=course.name)
    return replace(chart_of(BUILDING, title, scale, series, library), summary=words_of_steps(course, source))


def _series(
    table: DayTable,
    key: str,
    name: str,
    days: Mapping[date, float],
    unit: str = "",
    form: ValueFormat = ValueFormat.POINTS,
    mark: SeriesMark = SeriesMark.LINE,
) -> SeriesState:
    """Build a series of numbers that were typed for their days, without a line of the week."""
    values: Floats = np.full(len(table), np.nan)
    for day, value in days.items():
        if day in table.period:
            values[(day - table.period.first).days] = value
    late = np.zeros(len(table), dtype=np.bool_)
    series = series_of(
        table, key=key, name=name, role="activity", values=values, late=late, unit=unit, form=form, mark=mark
    )
    return replace(series, is_plain=True)


def _going_first(records: list[RegisterRecord] | tuple[RegisterRecord, ...]) -> list[RegisterRecord]:
    """Order them: those that go on as in their list, then the ended ones, the newest first."""
    ended = sorted((one for one in records if one.ended_on), key=lambda one: str(one.ended_on), reverse=True)
    return [*(one for one in records if one.ended_on is None), *ended]
