"""Reads what another program or computer wrote in a diary that is open here."""

import json
from collections.abc import Collection
from datetime import date

from msgspec import Struct

from diary.domain.period import Period
from diary.domain.three_way import Merged, Verdict
from diary.storage.merge.change_log import entries, past_row
from diary.storage.queries import Connection, read_span
from diary.storage.triggers import RECORDED


class ForeignChanges(Struct, frozen=True):
    """What others wrote. `period` holds every day they changed, None when there is none; `both` are the entries
    that they wrote and that were then written here before that was noticed: the version written here is in the
    diary."""

    period: Period | None
    both: tuple[Merged, ...] = ()


def read_foreign_changes(connection: Connection, since: int, ours: Collection[int]) -> ForeignChanges:
    """Return what the changes after `since` did, apart from `ours`. When there are fewer changes than before, the
    diary was replaced by another state of it, and all of it is new."""
    head = int(connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])
    if head < since:
        return ForeignChanges(read_span(connection))
    theirs = [number for number in range(since + 1, head + 1) if number not in ours]
    if not theirs:
        return ForeignChanges(None)
    among = f"IN ({', '.join(map(str, theirs))})"
    days = [day for (day,) in connection.execute(f"SELECT DISTINCT day FROM history WHERE change {among}")]
    for table, columns in RECORDED.items():
        if "day" in columns:
            found = connection.execute(f"SELECT DISTINCT day FROM {table} WHERE revision {among}")
            days += [day for (day,) in found]
    dates = sorted(date.fromisoformat(day) for day in days if day)
    period = Period(dates[0], dates[-1]) if dates else read_span(connection)
    return ForeignChanges(period, _overwritten(connection, theirs, ours))


def _overwritten(connection: Connection, theirs: list[int], ours: Collection[int]) -> tuple[Merged, ...]:
    """Return the entries in which our changes replaced theirs."""
    found: dict[object, Merged] = {}
    for change in ours:
        for table, old in connection.execute("SELECT tbl, old FROM history WHERE change = ?", (change,)):
            row = json.loads(old)
            if table not in RECORDED or row.get("revision") not in theirs:
                continue
            past = past_row(change, table, row)
            columns = RECORDED[table]
            where = " AND ".join(f"{name} = ?" for name in past.names)
            now = connection.execute(
                f"SELECT {', '.join(columns)}, revision FROM {table} WHERE {where}", past.place[1]
            ).fetchone()
            here = {} if now is None else entries({past.place: (tuple(now[:-1]), now[-1])})
            for key, value in entries({past.place: past.row}).items():
                if here.get(key) != value:
                    found[key] = Merged(key, here.get(key), value, here.get(key), Verdict.OURS)
    return tuple(found.values())
