"""Computes how a clock change lengthens or shortens a night, in the time zone in which the night was lived."""

from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from diary.domain.item import MINUTES_A_DAY


def clock_change(zone: str, day: date, begin: float, end: float, until: float | None = None) -> float:
    """Return by how many minutes the clock was put forward (negative: back) from `begin` to `end`, in the night
    that ended on `day`.

    All are clock times of this zone in minutes after midnight; `until` is when the night ended (`end` when None).
    A time that is later on the clock than the one that follows it belongs to the day before.
    """
    if not clock_may_change(zone, day):
        return 0.0
    found = ZoneInfo(zone)
    last = end if until is None else until
    since = last - (last - end) % MINUTES_A_DAY
    started, ended = _instant(day, since - (end - begin) % MINUTES_A_DAY, found), _instant(day, since, found)
    change = (ended.utcoffset() or timedelta()) - (started.utcoffset() or timedelta())
    return change.total_seconds() / 60


def clock_may_change(zone: str, day: date) -> bool:
    """Return whether the zone's clock is changed on this day or the day before; False for an unknown zone."""
    changes = _change_dates(zone, day.year)
    return bool(changes) and (day in changes or day - timedelta(days=1) in changes)


def _instant(day: date, minutes: float, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minutes)


@lru_cache(maxsize=512)
def _change_dates(zone: str, year: int) -> frozenset[date]:
    """Return the dates of `year`, and the last of the year before, on which the zone's clock is changed."""
    try:
        found = ZoneInfo(zone)
    except (LookupError, OSError, ValueError):
        return frozenset()
    if not MINYEAR < year < MAXYEAR:
        return frozenset()
    first = date(year, 1, 1) - timedelta(days=1)
    weeks = [first + timedelta(days=offset) for offset in range(0, 371, 7)]
    changed = [
        week
        for week, following in pairwise(weeks)
        if _instant(week, 0, found).utcoffset() != _instant(following, 0, found).utcoffset()
    ]
    return frozenset(
        day
        for week in changed
        for day in (week + timedelta(days=offset) for offset in range(7))
        if _instant(day, 0, found).utcoffset() != _instant(day + timedelta(days=1), 0, found).utcoffset()
    )
