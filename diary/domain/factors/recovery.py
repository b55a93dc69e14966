"""Too few moments to recover, while much was asked."""

import numpy as np

from diary.domain import load
from diary.domain.factors import rule
from diary.domain.factors.reason import FactorReason
from diary.domain.factors.rule import Finding
from diary.domain.factors.state import FactorState
from diary.domain.factors.thresholds import THRESHOLDS, Thresholds
from diary.domain.item import RiskFactor
from diary.domain.table import DayTable


def look_at_recovery(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at breaks and relaxation in the last 14 days, beside the load of those days."""
    breaks, relaxation = rule.usable(table, "breaks"), rule.usable(table, "relaxation")
    told = rule.known(breaks) | rule.known(relaxation)
    rest = np.where(told, np.nan_to_num(breaks) + np.nan_to_num(relaxation), np.nan)
    recent = rule.last(rest, limits.fortnight)
    without = recent == 0
    count = rule.count(rule.known(recent))
    finding = Finding(
        FactorReason.FEW_BREAKS,
        limits.fortnight,
        count,
        limits.fortnight_needed,
        holds=rule.count(without) >= limits.days_without_breaks and _asks_more(table, limits),
        days=rule.dates(table, without),
        numbers={"without": rule.count(without), "days": count},
    )
    return rule.conclude(RiskFactor.RECOVERY, (finding,))


def _asks_more(table: DayTable, limits: Thresholds) -> bool:
    monthly = rule.last(np.where(table.holiday, np.nan, table.load), limits.month)
    recent = rule.last(monthly, limits.fortnight)
    usual = load.median_load(monthly)
    if usual is None or rule.count(rule.known(recent)) < limits.fortnight_needed:
        return False
    return rule.mean(recent) > usual
