"""Too little or irregular sleep."""

import numpy as np

from diary.domain.factors import rule
from diary.domain.factors.reason import FactorReason
from diary.domain.factors.rule import Finding
from diary.domain.factors.state import FactorState
from diary.domain.factors.thresholds import THRESHOLDS, Thresholds
from diary.domain.item import RiskFactor
from diary.domain.nights import Nights, clock_spread, nights_of, weekend_shift
from diary.domain.table import Bools, DayTable, Floats


def look_at_sleep(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at the length of the last 7 nights and at the restlessness and timing of the last 14."""
    nights = nights_of(table)
    left_out = nights.late | table.holiday
    midpoint = rule.last(np.where(left_out, np.nan, nights.midpoint), limits.fortnight)
    return rule.conclude(
        RiskFactor.SLEEP,
        (
            _short_nights(table, nights, left_out, limits),
            _awake_in_bed(table, nights, left_out, limits),
            _irregular_nights(table, midpoint, limits),
            _weekend_shift(table, midpoint, limits),
        ),
    )


def _short_nights(table: DayTable, nights: Nights, left_out: Bools, limits: Thresholds) -> Finding:
    asleep = rule.last(np.where(left_out, np.nan, nights.length), limits.week)
    short = asleep < limits.short_night
    count = rule.count(rule.known(asleep))
    return Finding(
        FactorReason.SHORT_NIGHTS,
        limits.week,
        count,
        limits.week_needed,
        holds=rule.mean(asleep) < limits.short_night,
        days=rule.dates(table, short),
        numbers={
            "short": rule.count(short),
            "nights": count,
            "mean": rule.mean(asleep),
            "limit": limits.short_night,
            "in_bed": float(nights.is_in_bed),
            "at_most": float((nights.at_most & rule.known(asleep)).any()),
        },
    )


def _awake_in_bed(table: DayTable, nights: Nights, left_out: Bools, limits: Thresholds) -> Finding:
    efficiency = rule.last(np.where(left_out, np.nan, nights.efficiency), limits.fortnight)
    restless = efficiency < limits.good_efficiency
    count = rule.count(rule.known(efficiency))
    awake = np.where(rule.known(efficiency), nights.time_in_bed - nights.time_asleep, np.nan)
    return Finding(
        FactorReason.AWAKE_IN_BED,
        limits.fortnight,
        count,
        limits.fortnight_needed,
        holds=rule.mean(efficiency) < limits.good_efficiency,
        days=rule.dates(table, restless),
        numbers={
            "restless": rule.count(restless),
            "nights": count,
            "efficiency": rule.mean(efficiency),
            "awake": rule.mean(awake),
        },
    )


def _irregular_nights(table: DayTable, midpoint: Floats, limits: Thresholds) -> Finding:
    spread = clock_spread(midpoint)
    count = rule.count(rule.known(midpoint))
    return Finding(
        FactorReason.IRREGULAR_NIGHTS,
        limits.fortnight,
        count,
        limits.fortnight_needed,
        holds=spread is not None and spread > limits.midpoint_spread,
        days=rule.dates(table, rule.known(midpoint)),
        numbers={"nights": count, "spread": spread or 0.0},
    )


def _weekend_shift(table: DayTable, midpoint: Floats, limits: Thresholds) -> Finding:
    shift = weekend_shift(table, midpoint)
    count = rule.count(rule.known(midpoint))
    return Finding(
        FactorReason.WEEKEND_SHIFT,
        limits.fortnight,
        count,
        limits.fortnight_needed,
        holds=shift is not None and abs(shift) >= limits.weekend_shift,
        days=rule.dates(table, rule.known(midpoint)),
        numbers={"nights": count, "shift": shift or 0.0},
    )
