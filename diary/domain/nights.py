"""Computes the nights of a table as arrays, and how regular they are."""

import numpy as np
from msgspec import Struct

from diary.domain.item import MINUTES_A_DAY
from diary.domain.period import day_number
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
    nap_minutes: minutes of all naps that were logged of the day. asleep_in_all: minutes asleep in 24 hours,
    time_asleep and the naps of the day (none where none was logged); NaN everywhere in a table without naps.
    """

    time_in_bed: Floats
    time_asleep: Floats
    efficiency: Floats
    onset: Floats
    midpoint: Floats
    woke_up: Floats
    at_most: Bools
    late: Bools
    nap_minutes: Floats
    asleep_in_all: Floats

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
    naps = nap_minutes(table)
    return Nights(
        time_in_bed=in_bed,
        time_asleep=asleep,
        efficiency=efficiency,
        onset=np.where(slept, onset, np.nan),
        midpoint=sleep_midpoint(onset, ended),
        woke_up=np.where(slept, ended, np.nan),
        at_most=at_most & slept,
        late=_any_late(table),
        nap_minutes=naps,
        asleep_in_all=asleep + np.nan_to_num(naps) if len(table.naps) else np.full(len(table), np.nan),
    )


def nap_minutes(table: DayTable) -> Floats:
    """Return (n,) the minutes of each day's naps; NaN where none was logged, which may mean that nobody asked."""
    minutes = np.full(len(table), np.nan)
    rows = table.naps[:, 0].astype(np.int64) - day_number(table.period.first)
    minutes[rows] = 0
    np.add.at(minutes, rows, table.naps[:, 2])
    return minutes


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


def sleep_regularity(
    onset: Floats, woke_up: Floats, least_pairs: int = LEAST_DAY_PAIRS, naps: Floats | None = None
) -> float | None:
    """Return the Sleep Regularity Index of adjacent rows: -100 + 200 * P, P the share of minutes, from noon to
    noon, spent in the same state (asleep or awake) 24 hours apart (Phillips 2017, Sci Rep 7:3216). 100 is
    perfectly regular, 0 is random. `naps` are asleep too: (m, 2) minutes from the midnight of the first row's day
    until each began, and how many it lasted.

    On diary nights, where being awake in between has no clock time, it is higher than from an activity meter.
    None with fewer than `least_pairs` pairs of adjacent known nights.
    """
    known = ~np.isnan(onset) & ~np.isnan(woke_up)
    pairs = known[1:] & known[:-1]
    if pairs.sum() < max(1, least_pairs):
        return None
    asleep = _asleep_by_minute(onset, woke_up, np.zeros((0, 2)) if naps is None else naps)
    return float(200 * (asleep[1:] == asleep[:-1])[pairs].mean() - 100)


def nap_of_day(table: DayTable, rank: int) -> tuple[Floats, Floats]:
    """Return (n,) when the first (`rank` 0) or a later nap with a time began and ended, in minutes from
    the midnight of its day; NaN without."""
    begins, ends = np.full(len(table), np.nan), np.full(len(table), np.nan)
    timed = table.naps[~np.isnan(table.naps[:, 1])]
    timed = timed[np.lexsort((timed[:, 1], timed[:, 0]))]
    place = np.arange(len(timed)) - np.searchsorted(timed[:, 0], timed[:, 0])
    chosen = timed[place == rank]
    rows = (chosen[:, 0] - day_number(table.period.first)).astype(np.int64)
    begins[rows], ends[rows] = chosen[:, 1], chosen[:, 1] + chosen[:, 2]
    return begins, ends


def nap_moments(table: DayTable) -> Floats:
    """Return the naps with a time as `sleep_regularity` takes them."""
    begun = (table.naps[:, 0] - day_number(table.period.first)) * MINUTES_A_DAY + table.naps[:, 1]
    return np.column_stack([begun, table.naps[:, 2]])[~np.isnan(begun)]


def _asleep_by_minute(onset: Floats, woke_up: Floats, naps: Floats) -> Bools:
    """Return (n, 1440) whether asleep, for every minute from noon of the day before to noon of each row's day."""
    edges = np.zeros((len(onset) + 1) * MINUTES_A_DAY + 1, dtype=np.int8)
    ends = np.arange(len(onset)) * MINUTES_A_DAY + NOON + woke_up
    known = ~np.isnan(ends + onset)
    begins = ends - time_between(onset, woke_up)
    dozed = NOON + naps[:, 0]
    for moments, step in ((begins[known], 1), (ends[known], -1), (dozed, 1), (dozed + naps[:, 1], -1)):
        np.add.at(edges, np.clip(np.round(moments), 0, len(edges) - 1).astype(np.int64), step)
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
