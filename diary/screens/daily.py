"""The four numbers a day that are charted but not typed: areas, time asleep, active minutes, and what was late."""

import numpy as np

from diary.domain.table import Bools, DayTable, Floats


def painful_areas(table: DayTable) -> Floats:
    """(n,) WPI areas marked that day, 0-19; NaN where the map was not filled in (facts: clinical 2.8)."""
    columns: dict[str, list[int]] = {}
    for index, segment in enumerate(table.atlas.segments):
        if segment.wpi is not None:
            columns.setdefault(segment.wpi, []).append(index)
    total = np.zeros(len(table))
    for indices in columns.values():
        total += table.areas[:, indices].any(axis=1)
    return np.where(table.mapped, total, np.nan)


def hours_asleep(table: DayTable) -> Floats:
    """(n,) hours asleep in the night that ended that day; NaN without a start and an end.

    TST = (final awakening - tried to sleep) - latency - awake in between (Carney 2012; facts: clinical 5.2).
    In the short form, into bed and got up stand in for the first two.
    """
    start = _first_answered(table, "tried_to_sleep", "into_bed")
    end = _first_answered(table, "woke_up", "got_up")
    awake = np.nan_to_num(table.column("sleep_latency")) + np.nan_to_num(table.column("awake_in_night"))
    minutes = (end - start) % 1440 - awake
    return np.where(minutes > 0, minutes, np.nan) / 60


def answered_late(table: DayTable) -> Bools:
    """(n,) days of which everything that was answered was answered late: for numbers made of several answers."""
    answered = np.zeros(len(table), dtype=np.int64)
    late = np.zeros(len(table), dtype=np.int64)
    for key, column in table.values.items():
        answered += np.isfinite(column)
        late += table.late[key]
    whole: Bools = (answered > 0) & (late == answered)
    return whole


def _first_answered(table: DayTable, item: str, instead: str) -> Floats:
    column = table.column(item)
    return np.where(np.isfinite(column), column, table.column(instead))
