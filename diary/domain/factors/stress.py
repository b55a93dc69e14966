"""Long-lasting stress, or leaving things out of fear."""

from diary.domain.factors import rule
from diary.domain.factors.reason import FactorReason
from diary.domain.factors.rule import Finding
from diary.domain.factors.state import FactorState
from diary.domain.factors.thresholds import THRESHOLDS, Thresholds
from diary.domain.item import RiskFactor
from diary.domain.table import DayTable


def look_at_stress(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at the stress points of the last 7 days and at what was skipped in them."""
    return rule.conclude(RiskFactor.STRESS, (_high_stress(table, limits), _skipped(table, limits)))


def _high_stress(table: DayTable, limits: Thresholds) -> Finding:
    stress = rule.last(rule.usable(table, "stress"), limits.week)
    high = stress >= limits.high_stress
    count = rule.count(rule.known(stress))
    return Finding(
        FactorReason.HIGH_STRESS,
        limits.week,
        count,
        limits.week_needed,
        holds=rule.mean(stress) >= limits.high_stress,
        days=rule.dates(table, high),
        numbers={"high": rule.count(high), "days": count, "mean": rule.mean(stress), "limit": limits.high_stress},
    )


def _skipped(table: DayTable, limits: Thresholds) -> Finding:
    skipped = rule.last(rule.ticks(table, "skipped_fear"), limits.week)
    count = rule.count(rule.known(skipped))
    times = rule.count(skipped > 0)
    return Finding(
        FactorReason.SKIPPED_OUT_OF_FEAR,
        limits.week,
        count,
        limits.week_needed,
        holds=times >= limits.skipped_days,
        days=rule.dates(table, skipped > 0),
        numbers={"times": times, "days": count},
    )
