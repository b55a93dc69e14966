"""Of which days something may be gone when parts of a diary cannot be read.

On a body map an area without a row does not hurt, and the minutes of a day are the sum of its activities. When one
row may be gone the others no longer say what was logged, so such a day has its map or its activities left out.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from diary.storage.older import Row
from diary.storage.salvage import Found, Gap

_FIRST, _LAST = "", "9999-99-99"


def known_days(found: Found) -> list[str]:
    """Every day that any row speaks of, in order."""
    return sorted({str(row["day"]) for rows in found.rows.values() for row in rows if row.get("day")})


def torn_days(found: Found, table: str, days: Sequence[str]) -> set[str]:
    """The days that may miss a row of `table`, a table that holds several rows of a day."""
    if table in found.by_day:
        return _torn_by_index(found, table)
    torn: set[str] = set()
    for left, right in found.gaps[table]:
        torn.update(_between(days, str(left[0]) if left else _FIRST, str(right[0]) if right else _LAST))
    return torn


def days_without_answers(gaps: Iterable[Gap], days: Sequence[str]) -> set[str]:
    """The days that may miss an answer. The key of an answer is its item and its day."""
    torn: set[str] = set()
    for left, right in gaps:
        first = str(left[1]) if left else _FIRST
        last = str(right[1]) if right else _LAST
        if left and right and left[0] == right[0]:
            torn.update(_between(days, first, last) - {first, last})
        else:
            torn.update(_between(days, first, _LAST) | _between(days, _FIRST, last))
    return torn


def in_place(found: Found, table: str, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """The rows whose day is the one their index says, and the others."""
    if table not in found.whole:
        return list(rows), []
    right: list[Row] = []
    wrong: list[Row] = []
    for row in rows:
        (right if (row["day"], row["id"]) in found.by_day[table] else wrong).append(row)
    return right, wrong


def _torn_by_index(found: Found, table: str) -> set[str]:
    there = {row["id"] for row in found.rows[table]}
    torn = {str(day) for day, number in found.by_day[table] if number not in there}
    if table not in found.whole:
        day_of = {row["id"]: str(row["day"]) for row in found.rows[table]}
        edges = (key[0] for gap in found.gaps[table] for key in gap if key)
        torn.update(day_of[edge] for edge in edges if edge in day_of)
    return torn


def _between(days: Sequence[str], first: str, last: str) -> set[str]:
    return set(days[bisect_left(days, first) : bisect_right(days, last)])
