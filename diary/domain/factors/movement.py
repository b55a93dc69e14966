"""Too little movement, or overdoing and paying for it. Days without a logged activity are unknown, never still."""

import numpy as np

from diary.domain import load
from diary.domain.factors import rule
from diary.domain.factors.reason import FactorReason
from diary.domain.factors.rule import Finding
from diary.domain.factors.state import FactorState
from diary.domain.factors.thresholds import THRESHOLDS, Thresholds
from diary.domain.item import RiskFactor
from diary.domain.table import DayTable, Floats


def look_at_movement(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at the swings of the last 14 days, the last two full weeks, and the last 7 days."""
    return rule.conclude(
        RiskFactor.MOVEMENT,
        (_ups_and_downs(table, limits), _few_minutes(table, limits), _still_days(table, limits)),
    )


def _ups_and_downs(table: DayTable, limits: Thresholds) -> Finding:
    monthly = rule.last(np.where(table.holiday, np.nan, table.load), limits.month)
    recent = rule.last(monthly, limits.fortnight)
    variation = load.variation(recent) or 0.0
    swings = load.swings(recent, load.median_load(monthly) or 0.0)
    count = rule.count(rule.known(recent))
    return Finding(
        FactorReason.UPS_AND_DOWNS,
        limits.fortnight,
        count,
        limits.load_needed,
        holds=variation > limits.load_variation and rule.count(swings) >= limits.load_swings,
        days=rule.dates(table, swings),
        numbers={"swings": rule.count(swings), "days": count},
    )


def _few_minutes(table: DayTable, limits: Thresholds) -> Finding:
    end = len(table) - (table.period.last.weekday() + 1)
    weeks = [table.rows(start, start + 7) for start in (end - 14, end - 7) if start >= 0]
    whole = len(weeks) == 2 and not any(week.holiday.any() for week in weeks)
    logged = [rule.count(rule.known(week.active_minutes)) for week in weeks]
    sums = [load.weekly_minutes(load.equivalent_minutes(week))[-1] for week in weeks]
    minutes = [_total(week.active_minutes) for week in weeks]
    days = [day for week in weeks for day in rule.dates(week, rule.known(week.active_minutes))]
    return Finding(
        FactorReason.FEW_ACTIVE_MINUTES,
        limits.week,
        min(logged) if whole else 0,
        limits.week_needed,
        holds=whole and max(sums) < limits.weekly_minutes,
        days=tuple(days),
        numbers={"earlier": minutes[0], "later": minutes[1]} if whole else {},
        tells=False,
    )


def _total(minutes: Floats) -> float:
    return float(minutes[rule.known(minutes)].sum())


def _still_days(table: DayTable, limits: Thresholds) -> Finding:
    minutes = rule.last(np.where(table.holiday, np.nan, table.active_minutes), limits.week)
    still = minutes < limits.still_minutes
    count = rule.count(rule.known(minutes))
    return Finding(
        FactorReason.STILL_DAYS,
        limits.week,
        count,
        limits.week_needed,
        holds=rule.count(still) >= limits.still_days,
        days=rule.dates(table, still),
        numbers={"still": rule.count(still), "days": count, "minutes": limits.still_minutes},
    )
