"""Persistent or repeated pain: the same places again and again, or more places than before."""

import numpy as np

from diary.domain import spread
from diary.domain.comparison import (
    CHANCE,
    LEAST_RATINGS,
    SETTLING_DAYS,
    Change,
    Standing,
    compare,
    rating_margin,
    settled,
)
from diary.domain.day import BODY_MAP
from diary.domain.factors import rule
from diary.domain.factors.reason import FactorReason
from diary.domain.factors.rule import Finding
from diary.domain.factors.state import FactorState
from diary.domain.factors.thresholds import THRESHOLDS, Thresholds
from diary.domain.item import RiskFactor
from diary.domain.table import Bools, DayTable


def look_at_persistent_pain(
    table: DayTable, limits: Thresholds = THRESHOLDS, began: int = -SETTLING_DAYS
) -> FactorState:
    """Look at where pain was marked in the last 28 days; `began` is the row of the diary's first day."""
    marks = spread.day_marks(table)
    late = table.late.get(BODY_MAP, np.zeros(len(table), dtype=bool))
    mapped = table.mapped & ~late & ~table.holiday
    return rule.conclude(
        RiskFactor.PERSISTENT_PAIN,
        (
            _more_places(table, marks, mapped & settled(began, len(table)), limits),
            _same_places(table, marks, mapped, limits),
        ),
    )


def _more_places(table: DayTable, marks: Bools, mapped: Bools, limits: Thresholds) -> Finding:
    """Only what Compare would call higher is told: the last two weeks against the two before."""
    sites = rule.last(spread.only(mapped, spread.count_sites(marks)), limits.month)
    before, recent = sites[-limits.month : -limits.fortnight], sites[-limits.fortnight :]
    found = compare(before, recent, rating_margin(0, spread.SITES), CHANCE / limits.told_together)
    enough = found.standing is not Standing.TOO_FEW
    risen = found.change in {Change.A_LITTLE_HIGHER, Change.HIGHER}
    return Finding(
        FactorReason.MORE_PLACES,
        limits.fortnight,
        rule.count(rule.known(recent)) if enough else 0,
        LEAST_RATINGS,
        holds=risen and rule.mean(recent) - rule.mean(before) >= limits.extra_sites,
        days=rule.dates(table, rule.known(rule.last(sites, limits.fortnight))),
        numbers={"recent": rule.mean(recent), "before": rule.mean(before)},
        tells=False,
    )


def _same_places(table: DayTable, marks: Bools, mapped: Bools, limits: Thresholds) -> Finding:
    looked_at = rule.known(rule.last(spread.only(mapped, mapped), limits.month))
    days = rule.count(looked_at)
    times = marks[looked_at].sum(axis=0)
    often = times >= max(1, limits.persistent_share * days)
    order = [index for index in np.argsort(-times, kind="stable") if often[index]]
    return Finding(
        FactorReason.SAME_PLACES,
        limits.month,
        days,
        limits.month_needed,
        holds=bool(order),
        days=rule.dates(table, looked_at & marks[:, often].any(axis=1)),
        numbers={"places": len(order), "most": float(times.max(initial=0)), "mapped": days},
        areas=tuple(spread.WPI_AREAS[index] for index in order),
    )
