"""Converts stored rows to the arrays that derived numbers are computed from, without a value per answer."""

from collections.abc import Iterable

import numpy as np
from msgspec.structs import replace

from diary.domain.body import Atlas
from diary.domain.day import ACTIVITIES, BODY_MAP, LATE_AFTER, DayKind
from diary.domain.naps import placed_at
from diary.domain.period import DAY_BOUNDARY_MINUTES, Period, day_number
from diary.domain.table import IMPORTED, DayTable, add_activity, empty_table, mark_clock_change
from diary.storage.queries import Columns

_DAY_SECONDS = 86_400
_MINUTE = 60
_IMPORTED, _COPIED, _PAPER = 1, 2, 3
STRUCTURED = (BODY_MAP, ACTIVITIES)
"""Items whose answer only says that they were answered; what was answered is in rows of its own."""


def table_from(
    columns: Columns,
    period: Period,
    items: Iterable[str],
    atlas: Atlas,
    boundary_minutes: int = DAY_BOUNDARY_MINUTES,
) -> DayTable:
    """Build the table of the columns over `period`; `items` are the keys of the numeric items, one column each."""
    start = day_number(period.first)
    naps = [
        (day, np.nan if begin is None else placed_at(begin, boundary_minutes), minutes)
        for day, begin, minutes in columns.naps
    ]
    table = empty_table(period, items, atlas, columns.answers)
    table = replace(table, naps=np.array(naps, dtype=np.float64).reshape(-1, 3))
    if not columns.tender:
        table = replace(table, tender=np.broadcast_to(np.False_, table.tender.shape))
    table.logged[[day - start for day, *_ in naps]] = True
    _fill_answers(table, columns, start)
    _fill_areas(table, columns, start)
    _fill_tender(table, columns, start)
    for day, minutes, effort in columns.activities:
        add_activity(table, day - start, minutes, effort)
        table.logged[day - start] = True
    for (day,) in columns.busy:
        table.logged[day - start] = True
    for day, kind, zone in columns.days:
        table.hard[day - start] = kind == DayKind.HARD
        table.holiday[day - start] = kind == DayKind.HOLIDAY
        mark_clock_change(table, day - start, zone)
    return table


def _fill_answers(table: DayTable, columns: Columns, start: int) -> None:
    for item, (days, values, typed_at, source) in columns.answers.items():
        numbers = np.asarray(days)
        rows = numbers - start
        table.logged[rows] = True
        if item in table.values:
            table.values[item][rows] = values
        if item in table.late:
            typed, sources = np.asarray(typed_at), np.asarray(source)
            age, is_elsewhere = typed - numbers * _DAY_SECONDS, np.isin(sources, (_IMPORTED, _PAPER))
            table.late[item][rows] = (age > LATE_AFTER.total_seconds()) & ~is_elsewhere
            table.copied[item][rows] = sources == _COPIED
            table.typed[item][rows] = np.where(is_elsewhere, 0, typed // _MINUTE)
            table.typed[item][rows[sources == _IMPORTED]] = IMPORTED
        if item == BODY_MAP:
            table.mapped[rows] = True
        if item == ACTIVITIES:
            table.active_minutes[rows] = table.load[rows] = table.strenuous_minutes[rows] = 0


def _fill_areas(table: DayTable, columns: Columns, start: int) -> None:
    order = {segment.key: index for index, segment in enumerate(table.atlas.segments)}
    for area, (days, pains) in columns.areas.items():
        if area in order:
            table.areas[np.asarray(days) - start, order[area]] = pains


def _fill_tender(table: DayTable, columns: Columns, start: int) -> None:
    order = {segment.key: index for index, segment in enumerate(table.atlas.segments)}
    for day, area in columns.tender:
        table.logged[day - start] = True
        if area in order:
            table.tender[day - start, order[area]] = True
