"""Computes what follows from the six answers about one night. The formulas take numbers and arrays alike.

Source of the formulas: the Consensus Sleep Diary (Carney 2012, Sleep 35:287). Clock times are local minutes after
midnight, durations are minutes; a difference of clock times is taken round the clock. Without numpy on purpose:
the Today page needs a night at once, long before any chart.
"""

from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from diary.domain.day import Day
from diary.domain.item import MINUTES_A_DAY
from diary.domain.refusal import Reason, Refusal

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


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


Minutes = TypeVar("Minutes", float, "npt.NDArray[np.float64]")

LONGEST_NIGHT = 16 * 60
"""Longer in bed than this is a typing error (AM for PM is the usual one: Shaffer 2023)."""
UNUSUALLY_LONG = 14 * 60
UNUSUALLY_SHORT = 2 * 60
DAY_BEGINS, DAY_ENDS = 6 * 60, 18 * 60
CLOCK_ITEMS = ("into_bed", "tried_to_sleep", "woke_up", "got_up")
NIGHT_ITEMS = ("into_bed", "tried_to_sleep", "sleep_latency", "awake_in_night", "woke_up", "got_up")


def time_between(start: Minutes, end: Minutes) -> Minutes:
    """Return the minutes from one clock time to the next time the clock shows the other, 0 to 1439."""
    return (end - start) % MINUTES_A_DAY


def time_in_bed(into_bed: Minutes, got_up: Minutes, clock_change: Minutes) -> Minutes:
    """Return TIB (Carney 2012): from into bed to out of bed, less what the clock was put forward in between."""
    return time_between(into_bed, got_up) - clock_change


def time_asleep(
    tried_to_sleep: Minutes,
    woke_up: Minutes,
    sleep_latency: Minutes,
    awake_in_night: Minutes,
    clock_change: Minutes,
) -> Minutes:
    """Return TST (Carney 2012): from trying to sleep to the final awakening, less SOL and WASO.

    Diaries overstate it by 31-40 min against actigraphy and EEG (Dietch 2021): a number to compare with oneself.
    """
    return time_between(tried_to_sleep, woke_up) - clock_change - sleep_latency - awake_in_night


def sleep_onset(tried_to_sleep: Minutes, sleep_latency: Minutes) -> Minutes:
    """Return the clock time of falling asleep: when sleep was tried, plus SOL."""
    return (tried_to_sleep + sleep_latency) % MINUTES_A_DAY


def sleep_midpoint(onset: Minutes, woke_up: Minutes) -> Minutes:
    """Return the clock time half-way between falling asleep and the final awakening, as the clock on the wall
    counts.

    The timing a diary knows best: r .92-.99 against actigraphy (Dietch 2021).
    """
    return (onset + time_between(onset, woke_up) / 2) % MINUTES_A_DAY


def sleep_efficiency(asleep: Minutes, in_bed: Minutes) -> Minutes:
    """Return SE: percent of the time in bed that was slept (Carney 2012). `in_bed` must not be 0."""
    return 100 * asleep / in_bed


class Night(Struct, frozen=True):
    """The answers about one night; None = not answered.

    `clock_change` is how many minutes the clock was put forward from into bed to got up (60 in spring, -60 in
    autumn), `change_asleep` how many of these from trying to sleep to waking up.
    A night that cannot be (`refusal` is not None) has no derived numbers.
    """

    into_bed: float | None = None
    tried_to_sleep: float | None = None
    sleep_latency: float | None = None
    awake_in_night: float | None = None
    woke_up: float | None = None
    got_up: float | None = None
    clock_change: float = 0
    change_asleep: float = 0

    @property
    def began(self) -> float | None:
        """When sleep was tried; into bed when that was not answered."""
        return self.into_bed if self.tried_to_sleep is None else self.tried_to_sleep

    @property
    def ended(self) -> float | None:
        """The final awakening; out of bed when that was not answered."""
        return self.got_up if self.woke_up is None else self.woke_up

    @property
    def time_in_bed(self) -> float | None:
        """TIB in minutes, or None when into bed or got up was not answered."""
        return None if self.refusal else self._in_bed

    @property
    def time_asleep(self) -> float | None:
        """TST in minutes, an upper bound when `is_at_most`; None when a clock time is missing, and when only the
        times of going to bed and getting up are known."""
        return None if self.refusal or not self._tells_sleep else self._asleep

    @property
    def is_at_most(self) -> bool:
        """Whether minutes awake were not answered; they count as 0, so the time asleep is an upper bound."""
        return self.sleep_latency is None or self.awake_in_night is None

    @property
    def efficiency(self) -> float | None:
        """SE in percent; None when anything it needs was not answered."""
        asleep, in_bed = self.time_asleep, self.time_in_bed
        if asleep is None or in_bed is None or self.is_at_most:
            return None
        return sleep_efficiency(asleep, in_bed)

    @property
    def midpoint(self) -> float | None:
        """The middle of the sleep in minutes after midnight; None when a clock time is missing."""
        if self.began is None or self.ended is None or self.refusal:
            return None
        return sleep_midpoint(sleep_onset(self.began, self.sleep_latency or 0.0), self.ended)

    @property
    def is_unusual(self) -> bool:
        """Whether it is worth asking "is that right?": more than 14 or less than 2 hours in bed."""
        in_bed = self.time_in_bed
        return in_bed is not None and not UNUSUALLY_SHORT <= in_bed <= UNUSUALLY_LONG

    @property
    def refusal(self) -> Refusal | None:
        """Why this night is impossible, or None: NIGHT_ORDER, NIGHT_TOO_LONG or NIGHT_AWAKE_TOO_LONG. Its fact
        `item` names the answer to look at first."""
        return self._wrong_order() or self._too_long() or self._too_long_awake()

    @property
    def _tells_sleep(self) -> bool:
        told = (self.tried_to_sleep, self.sleep_latency, self.awake_in_night, self.woke_up)
        return any(answer is not None for answer in told)

    @property
    def _in_bed(self) -> float | None:
        if self.into_bed is None or self.got_up is None:
            return None
        return time_in_bed(self.into_bed, self.got_up, self.clock_change)

    @property
    def _asleep(self) -> float | None:
        if self.began is None or self.ended is None:
            return None
        latency, awake = self.sleep_latency or 0.0, self.awake_in_night or 0.0
        return time_asleep(self.began, self.ended, latency, awake, self.change_asleep)

    def _wrong_order(self) -> Refusal | None:
        clocks = [(item, getattr(self, item)) for item in CLOCK_ITEMS]
        answered = [(item, clock) for item, clock in clocks if clock is not None]
        if not answered:
            return None
        start = answered[0][1]
        since = [(item, time_between(start, clock)) for item, clock in answered]
        end = since[-1][1]
        for (_, earlier), (item, later) in pairwise(since):
            if later < earlier or later > end:
                return Refusal(Reason.NIGHT_ORDER, item=item)
        return None

    def _too_long(self) -> Refusal | None:
        span = self._in_bed
        if span is None and self.began is not None and self.ended is not None:
            span = time_between(self.began, self.ended) - self.change_asleep
        if span is None or span <= LONGEST_NIGHT:
            return None
        start = "into_bed" if self.into_bed is not None else "tried_to_sleep"
        end = "got_up" if self.got_up is not None else "woke_up"
        item = start if DAY_BEGINS <= getattr(self, start) < DAY_ENDS else end
        return Refusal(Reason.NIGHT_TOO_LONG, item=item, minutes=span, limit=LONGEST_NIGHT)

    def _too_long_awake(self) -> Refusal | None:
        asleep = self._asleep
        if asleep is None or asleep > 0:
            return None
        latency, awake = self.sleep_latency or 0.0, self.awake_in_night or 0.0
        if not latency + awake:
            return Refusal(Reason.NIGHT_ORDER, item="got_up" if self.woke_up is None else "woke_up")
        item = "awake_in_night" if awake >= latency else "sleep_latency"
        return Refusal(
            Reason.NIGHT_AWAKE_TOO_LONG, item=item, awake=latency + awake, minutes=asleep + latency + awake
        )


def night_of(day: Day) -> Night | None:
    """Return the night that ended on this day; None when nothing about its times was answered."""
    if not any(item in day.answers for item in NIGHT_ITEMS):
        return None
    in_bed, asleep = clock_changes(day.zone, day.date, *(day.value(item) for item in CLOCK_ITEMS))
    return Night(
        into_bed=day.value("into_bed"),
        tried_to_sleep=day.value("tried_to_sleep"),
        sleep_latency=day.value("sleep_latency"),
        awake_in_night=day.value("awake_in_night"),
        woke_up=day.value("woke_up"),
        got_up=day.value("got_up"),
        clock_change=in_bed,
        change_asleep=asleep,
    )


def clock_changes(
    zone: str, day: date, into_bed: float | None, tried: float | None, woke_up: float | None, got_up: float | None
) -> tuple[float, float]:
    """Return by how many minutes a clock change shortened the time in bed and the time asleep, each by what fell
    into it."""
    until = woke_up if got_up is None else got_up
    began = into_bed if tried is None else tried
    ended = got_up if woke_up is None else woke_up
    in_bed = 0.0 if into_bed is None or got_up is None else clock_change(zone, day, into_bed, got_up)
    asleep = 0.0 if began is None or ended is None else clock_change(zone, day, began, ended, until)
    return in_bed, asleep
