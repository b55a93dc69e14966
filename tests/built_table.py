"""Days put into a table one by one, as its columns are defined: what the reader of rows is judged by."""

from collections.abc import Iterable, Mapping

import numpy as np
from msgspec.structs import replace

from diary.domain.body import Atlas
from diary.domain.day import ACTIVITIES, WRITTEN_BEFORE, AnswerSource, Day, DayKind, Nap
from diary.domain.period import DAY_BOUNDARY_MINUTES, Period, day_number
from diary.domain.table import IMPORTED, DayTable, add_activity, empty_table, mark_clock_change


def build_table(days: Iterable[Day], period: Period, items: Iterable[str], atlas: Atlas) -> DayTable:
    """Put days into a table over `period`; days outside it are left out.

    `items` are the keys of the numeric items, one column each.
    """
    table = empty_table(period, items, atlas)
    order = {segment.key: index for index, segment in enumerate(atlas.segments)}
    days = [day for day in days if day.date in period]
    for day in days:
        _fill(table, (day.date - period.first).days, day, order)
    naps = [(day_number(day.date), nan_or_placed(nap), nap.minutes) for day in days for nap in day.naps]
    return replace(table, naps=np.array(naps, dtype=float).reshape(-1, 3))


def nan_or_placed(nap: Nap) -> float:
    return np.nan if nap.begin is None else nap.begin + 1440 * (nap.begin < DAY_BOUNDARY_MINUTES)


def _fill(table: DayTable, row: int, day: Day, order: Mapping[str, int]) -> None:
    for key, answer in day.answers.items():
        if key in table.values:
            table.values[key][row] = answer.value
        if key in table.late:
            table.late[key][row] = answer.is_late(day.date)
            table.copied[key][row] = answer.source is AnswerSource.COPIED
            if answer.source is AnswerSource.IMPORTED:
                table.typed[key][row] = IMPORTED
            elif answer.source not in WRITTEN_BEFORE:
                table.typed[key][row] = int(answer.typed_at.timestamp()) // 60
    for area, intensity in day.areas.items():
        table.areas[row, order[area]] = intensity
    table.mapped[row] = day.is_mapped
    for area in day.tender:
        table.tender[row, order[area]] = True
    if ACTIVITIES in day.answers:
        table.active_minutes[row] = table.load[row] = table.strenuous_minutes[row] = 0
    for activity in day.activities:
        add_activity(table, row, activity.minutes, activity.effort)
    mark_clock_change(table, row, day.zone)
    table.logged[row] = not day.is_empty
    table.hard[row] = day.kind is DayKind.HARD
    table.holiday[row] = day.kind is DayKind.HOLIDAY
