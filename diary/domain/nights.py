"""Computes the nights of a table as arrays, and how regular they are."""

import numpy as np
from msgspec import Struct

from diary.domain.item import MINUTES_A_DAY
from diary.domain.sleep import (
    LONGEST_NIGHT,
    NIGHT_ITEMS,
    sleep_efficiency,
    sleep_midpoint,
    sleep_onset,
    time_asleep,
    time_between,
    time_in_bed,
)
from diary.domain.table import Bools, DayTable, Floats

SATURDAY = 5
NOON = MINUTES_A_DAY // 2
LEAST_DAY_PAIRS = 5
"""Fewer pairs of adjacent nights give no Sleep Regularity Index (by convention; more are better)."""


class Nights(Struct, frozen=True):
    """What `domain.sleep.Night` says about each row of a table; (n,) arrays, NaN where Night says None.

    time_in_bed, time_asleep: minutes (asleep only where more is known than bed and rise). efficiency: percent.
    onset, midpoint, woke_up: minutes after midnight. at_most: the time asleep is an upper bound, because minutes
    awake were not answered. late: any of the night's answers was filled in late.
    """

    time_in_bed: Floats
    time_asleep: Floats
    efficiency: Floats
    onset: Floats
    midpoint: Floats
    woke_up: Floats
    at_most: Bools
    late: Bools

    @property
    def is_in_bed(self) -> bool:
        """Whether most nights have only the times of going to bed and getting up: then `length` is the time in
        bed."""
        asleep = ~np.isnan(self.time_asleep)
        return bool((~np.isnan(self.time_in_bed) & ~asleep).sum() > asleep.sum())

    @property
    def length(self) -> Floats:
        """(n,) the time asleep, or the time in bed where `is_in_bed`: never the two mixed."""
        return self.time_in_bed if self.is_in_bed else self.time_asleep


def nights_of(table: DayTable) -> Nights:
    """Compute the nights of all rows at once; a night that cannot be has no numbers, as in `Night`."""
    into_bed, tried = table.column("into_bed"), table.column("tried_to_sleep")
    woke_up, got_up = table.column("woke_up"), table.column("got_up")
    latency, awake = table.column("sleep_latency"), table.column("awake_in_night")
    began = np.where(np.isnan(tried), into_bed, tried)
    ended = np.where(np.isnan(woke_up), got_up, woke_up)
    in_bed = time_in_bed(into_bed, got_up, table.clock_change)
    asleep = time_asleep(began, ended, np.nan_to_num(latency), np.nan_to_num(awake), table.change_asleep)
    span = np.where(np.isnan(in_bed), time_between(began, ended) - table.change_asleep, in_bed)
    possible = _in_order(into_bed, tried, woke_up, got_up) & ~(span > LONGEST_NIGHT) & ~(asleep <= 0)
    at_most = np.isnan(latency) | np.isnan(awake)
    onset = sleep_onset(began, np.nan_to_num(latency))
    in_bed, asleep, onset, ended = (np.where(possible, part, np.nan) for part in (in_bed, asleep, onset, ended))
    told = ~np.isnan([tried, latency, awake, woke_up]).all(axis=0)
    asleep = np.where(told, asleep, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        efficiency = np.where(at_most, np.nan, sleep_efficiency(asleep, in_bed))
    slept = ~np.isnan(asleep)
    return Nights(
        time_in_bed=in_bed,
        time_asleep=asleep,
        efficiency=efficiency,
        onset=np.where(slept, onset, np.nan),
        midpoint=sleep_midpoint(onset, ended),
        woke_up=np.where(slept, ended, np.nan),
        at_most=at_most & slept,
        late=_any_late(table),
    )


def _in_order(into_bed: Floats, *later: Floats) -> Bools:
    """Return whether the answered clock times follow each other within 24 hours."""
    start, reached = into_bed, np.zeros(len(into_bed))
    in_order = np.ones(len(into_bed), dtype=bool)
    for clock in later:
        start = np.where(np.isnan(start), clock, start)
        since = time_between(start, clock)
        in_order &= ~(since < reached)
        reached = np.fmax(reached, since)
    return in_order


def _any_late(table: DayTable) -> Bools:
    late = np.zeros(len(table), dtype=bool)
    for item in NIGHT_ITEMS:
        if item in table.late:
            late |= table.late[item]
    return late


def mean_clock(clocks: Floats) -> float | None:
    """Return the circular mean of clock times in minutes after midnight; None without, or when they cancel out."""
    known = clocks[~np.isnan(clocks)]
    if not known.size:
        return None
    angles = known * (2 * np.pi / MINUTES_A_DAY)
    east, north = float(np.cos(angles).mean()), float(np.sin(angles).mean())
    if np.hypot(east, north) < 1e-9:
        return None
    return float(np.arctan2(north, east) * MINUTES_A_DAY / (2 * np.pi)) % MINUTES_A_DAY


def clock_spread(clocks: Floats) -> float | None:
    """Return the sample SD in minutes of clock times, each taken within half a day of their circular mean.

    Circular-safe form of the midpoint SD: 23:50 and 00:10 are 20 minutes apart. None for
    fewer than two times, or when they are so spread that they have no mean.
    """
    known = clocks[~np.isnan(clocks)]
    centre = mean_clock(known)
    if known.size < 2 or centre is None:
        return None
    around = (known - centre + NOON) % MINUTES_A_DAY - NOON
    return float(around.std(ddof=1))


def sleep_regularity(onset: Floats, woke_up: Floats, least_pairs: int = LEAST_DAY_PAIRS) -> float | None:
    """Return the Sleep Regularity Index of adjacent rows: -100 + 200 * P, P the share of minutes, from noon to
    noon, spent in the same state (asleep or awake) 24 hours apart (Phillips 2017, Sci Rep 7:3216). 100 is
    perfectly regular, 0 is random.

    On diary nights, where being awake in between has no clock time, it is higher than from an activity meter.
    None with fewer than `least_pairs` pairs of adjacent known nights.
    """
    known = ~np.isnan(onset) & ~np.isnan(woke_up)
    pairs = known[1:] & known[:-1]
    if pairs.sum() < max(1, least_pairs):
        return None
    asleep = _asleep_by_minute(onset, woke_up)
    return float(200 * (asleep[1:] == asleep[:-1])[pairs].mean() - 100)


def _asleep_by_minute(onset: Floats, woke_up: Floats) -> Bools:
    """Return (n, 1440) whether asleep, for every minute from noon of the day before to noon of each row's day."""
    edges = np.zeros((len(onset) + 1) * MINUTES_A_DAY + 1, dtype=np.int8)
    ends = np.arange(len(onset)) * MINUTES_A_DAY + NOON + woke_up
    known = ~np.isnan(ends + onset)
    begins = ends - time_between(onset, woke_up)
    for moments, step in ((begins, 1), (ends, -1)):
        np.add.at(edges, np.clip(np.round(moments[known]), 0, None).astype(np.int64), step)
    asleep: Bools = np.cumsum(edges, dtype=np.int8)[: len(onset) * MINUTES_A_DAY] > 0
    return asleep.reshape(len(onset), MINUTES_A_DAY)


def weekend_shift(table: DayTable, midpoint: Floats, least: int = 2) -> float | None:
    """Return by how many minutes the middle of sleep lies later on Saturdays and Sundays than on other days
    (negative: earlier).

    An approximation of social jetlag, which compares free days with working days (Roenneberg 2012); a diary does
    not know which days were free. None with fewer than `least` nights of either kind.
    """
    first = table.period.first.weekday()
    weekend = (np.arange(len(table)) + first) % 7 >= SATURDAY
    known = ~np.isnan(midpoint)
    if min((known & weekend).sum(), (known & ~weekend).sum()) < least:
        return None
    free, other = mean_clock(midpoint[weekend]), mean_clock(midpoint[~weekend])
    if free is None or other is None:
        return None
    return (free - other + NOON) % MINUTES_A_DAY - NOON
