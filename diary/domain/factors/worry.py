"""Uncertainty and worrying thoughts about the body."""

from diary.domain.factors import rule
from diary.domain.factors.reason import FactorReason
from diary.domain.factors.rule import Finding
from diary.domain.factors.state import FactorState
from diary.domain.factors.thresholds import THRESHOLDS, Thresholds
from diary.domain.item import RiskFactor
from diary.domain.table import DayTable


def look_at_worry(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at how often the worry was ticked in the last 14 days."""
    worried = rule.last(rule.ticks(table, "worried_damage"), limits.fortnight)
    count = rule.count(rule.known(worried))
    times = rule.count(worried > 0)
    finding = Finding(
        FactorReason.WORRIED_ABOUT_DAMAGE,
        limits.fortnight,
        count,
        limits.fortnight_needed,
        holds=times >= limits.worried_days,
        days=rule.dates(table, worried > 0),
        numbers={"times": times, "days": count},
    )
    return rule.conclude(RiskFactor.WORRY, (finding,))
