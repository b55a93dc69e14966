"""Little time with others, or feeling alone."""

from diary.domain.factors import rule
from diary.domain.factors.reason import FactorReason
from diary.domain.factors.rule import Finding
from diary.domain.factors.state import FactorState
from diary.domain.factors.thresholds import THRESHOLDS, Thresholds
from diary.domain.item import RiskFactor
from diary.domain.table import DayTable

NONE = 0
"""The first option of the item `people`."""


def look_at_isolation(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at time with others in the last 14 days and at loneliness in the last 7."""
    return rule.conclude(RiskFactor.ISOLATION, (_time_alone(table, limits), _lonely_days(table, limits)))


def _time_alone(table: DayTable, limits: Thresholds) -> Finding:
    people = rule.last(rule.usable(table, "people"), limits.fortnight)
    alone = people == NONE
    count = rule.count(rule.known(people))
    return Finding(
        FactorReason.TIME_ALONE,
        limits.fortnight,
        count,
        limits.fortnight_needed,
        holds=rule.count(alone) >= limits.days_alone,
        days=rule.dates(table, alone),
        numbers={"alone": rule.count(alone), "days": count},
    )


def _lonely_days(table: DayTable, limits: Thresholds) -> Finding:
    loneliness = rule.last(rule.usable(table, "loneliness"), limits.week)
    lonely = loneliness >= limits.lonely
    count = rule.count(rule.known(loneliness))
    return Finding(
        FactorReason.LONELY_DAYS,
        limits.week,
        count,
        limits.week_needed,
        holds=rule.count(lonely) >= limits.lonely_days,
        days=rule.dates(table, lonely),
        numbers={"lonely": rule.count(lonely), "days": count, "limit": limits.lonely},
    )
