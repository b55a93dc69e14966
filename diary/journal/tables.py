"""Stored rows as the arrays that derived numbers are computed from, without a value per answer in between."""

from collections.abc import Iterable

import numpy as np

from diary.domain.body import Atlas
from diary.domain.day import LATE_AFTER
from diary.domain.period import Period, day_number
from diary.domain.table import DayTable, empty_table
from diary.storage.reading import Columns

_DAY_SECONDS = 86_400


def table_from(columns: Columns, period: Period, items: Iterable[str], atlas: Atlas) -> DayTable:
    """The same table `domain.table.build_table` makes from days, built from columns."""
    table = empty_table(period, items, atlas)
    start = day_number(period.first)
    for item, (days, values, typed_at, imported) in columns.answers.items():
        numbers = np.asarray(days)
        rows = numbers - start
        table.logged[rows] = True
        if item == "body_map":
            table.mapped[rows] = True
        if item in table.values:
            age = np.asarray(typed_at) - numbers * _DAY_SECONDS
            table.values[item][rows] = values
            table.late[item][rows] = (age > LATE_AFTER.total_seconds()) & (np.asarray(imported) == 0)
    order = {segment.key: index for index, segment in enumerate(atlas.segments)}
    known = [(day - start, order[area], pain) for day, area, pain in columns.areas if area in order]
    if known:
        rows, places, pains = np.asarray(known).T
        table.areas[rows, places] = pains
    for day, minutes, effort in columns.activities:
        row = day - start
        table.active_minutes[row] = np.nan_to_num(table.active_minutes[row]) + minutes
        if effort is not None:
            table.load[row] = np.nan_to_num(table.load[row]) + effort * minutes
        table.logged[row] = True
    for (day,) in columns.busy:
        table.logged[day - start] = True
    for day, kind in columns.days:
        table.hard[day - start] = kind == "hard"
        table.holiday[day - start] = kind == "holiday"
    return table
