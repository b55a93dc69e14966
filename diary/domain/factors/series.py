"""Returns the series that is drawn beside a finding about a risk factor: one measure over the days the rule looked
at."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import numpy as np
from msgspec import Struct

from diary.domain import spread
from diary.domain.day import BODY_MAP
from diary.domain.factors import rule
from diary.domain.factors.state import THRESHOLDS, FactorReason, FactorState
from diary.domain.item import RiskFactor
from diary.domain.nights import nights_of
from diary.domain.table import DayTable, Floats


class FactorMeasure(StrEnum):
    """What can be drawn for a factor. Those that are items carry the item's key."""

    PLACES = "places"
    TIME_ASLEEP = "time_asleep"
    TIME_IN_BED = "time_in_bed"
    EFFICIENCY = "efficiency"
    MIDPOINT = "midpoint"
    STRESS = "stress"
    SKIPPED = "skipped_fear"
    LOAD = "load"
    ACTIVE_MINUTES = "active_minutes"
    WORRIED = "worried_damage"
    RESTED = "rested"
    PEOPLE = "people"
    LONELINESS = "loneliness"


class FactorSeries(Struct, frozen=True):
    """The values drawn for one factor, one a day: `values` (n,) from the day `first` on, NaN where nothing is
    known or it does not count (filled in late, a holiday). Places, minutes, percent, minutes after midnight,
    points, or 1 and 0 for yes and no. `limit`: what the rule compares a day with, if anything."""

    measure: FactorMeasure
    first: date
    values: Floats
    limit: float | None = None


MEASURES: Mapping[FactorReason, FactorMeasure] = {
    FactorReason.MORE_PLACES: FactorMeasure.PLACES,
    FactorReason.SAME_PLACES: FactorMeasure.PLACES,
    FactorReason.SHORT_NIGHTS: FactorMeasure.TIME_ASLEEP,
    FactorReason.AWAKE_IN_BED: FactorMeasure.EFFICIENCY,
    FactorReason.IRREGULAR_NIGHTS: FactorMeasure.MIDPOINT,
    FactorReason.WEEKEND_SHIFT: FactorMeasure.MIDPOINT,
    FactorReason.HIGH_STRESS: FactorMeasure.STRESS,
    FactorReason.SKIPPED_OUT_OF_FEAR: FactorMeasure.SKIPPED,
    FactorReason.UPS_AND_DOWNS: FactorMeasure.LOAD,
    FactorReason.FEW_ACTIVE_MINUTES: FactorMeasure.ACTIVE_MINUTES,
    FactorReason.STILL_DAYS: FactorMeasure.ACTIVE_MINUTES,
    FactorReason.WORRIED_ABOUT_DAMAGE: FactorMeasure.WORRIED,
    FactorReason.FEW_BREAKS: FactorMeasure.RESTED,
    FactorReason.TIME_ALONE: FactorMeasure.PEOPLE,
    FactorReason.LONELY_DAYS: FactorMeasure.LONELINESS,
}
"""What is drawn beside each reason."""
USUAL: Mapping[RiskFactor, FactorMeasure] = {
    RiskFactor.PERSISTENT_PAIN: FactorMeasure.PLACES,
    RiskFactor.SLEEP: FactorMeasure.TIME_ASLEEP,
    RiskFactor.STRESS: FactorMeasure.STRESS,
    RiskFactor.MOVEMENT: FactorMeasure.ACTIVE_MINUTES,
    RiskFactor.WORRY: FactorMeasure.WORRIED,
    RiskFactor.RECOVERY: FactorMeasure.RESTED,
    RiskFactor.ISOLATION: FactorMeasure.PEOPLE,
}
"""What is drawn of a factor while there is nothing to tell."""
_LIMITS: Mapping[FactorReason, float] = {
    FactorReason.SHORT_NIGHTS: THRESHOLDS.short_night,
    FactorReason.AWAKE_IN_BED: THRESHOLDS.good_efficiency,
    FactorReason.HIGH_STRESS: THRESHOLDS.high_stress,
    FactorReason.LONELY_DAYS: THRESHOLDS.lonely,
    FactorReason.STILL_DAYS: THRESHOLDS.still_minutes,
}
"""The line that is drawn through a series, with the reason it goes with."""


def series_of_factor(recent: DayTable, state: FactorState) -> FactorSeries:
    """Return the series for a state that was found in `recent`, the days that end on the day of the look."""
    reason = FactorReason(state.reason)
    measure = MEASURES.get(reason, USUAL[state.factor])
    if measure is FactorMeasure.TIME_ASLEEP and nights_of(recent).is_in_bed:
        measure = FactorMeasure.TIME_IN_BED
    last = recent.period.last
    spoken_of = (last - min(state.days)).days + 1 if state.days else 0
    days = min(len(recent), max(spoken_of, round(state.numbers.get("window", THRESHOLDS.fortnight))))
    window = recent.last(days)
    return FactorSeries(measure, window.period.first, _values(recent, measure)[-days:], _LIMITS.get(reason))


def _values(table: DayTable, measure: FactorMeasure) -> Floats:
    match measure:
        case FactorMeasure.PLACES:
            late = table.late.get(BODY_MAP, np.zeros(len(table), dtype=bool))
            mapped = table.mapped & ~late & ~table.holiday
            return spread.only(mapped, spread.count_sites(spread.day_marks(table)))
        case (
            FactorMeasure.TIME_ASLEEP
            | FactorMeasure.TIME_IN_BED
            | FactorMeasure.EFFICIENCY
            | FactorMeasure.MIDPOINT
        ):
            return _night(table, measure)
        case FactorMeasure.LOAD | FactorMeasure.ACTIVE_MINUTES:
            values: Floats = table.load if measure is FactorMeasure.LOAD else table.active_minutes
            return np.where(table.holiday, np.nan, values)
        case FactorMeasure.SKIPPED | FactorMeasure.WORRIED:
            return rule.ticks(table, measure.value)
        case FactorMeasure.RESTED:
            breaks, relaxation = rule.usable(table, "breaks"), rule.usable(table, "relaxation")
            told = rule.known(breaks) | rule.known(relaxation)
            return np.where(told, (np.nan_to_num(breaks) + np.nan_to_num(relaxation)) > 0, np.nan)
        case _:
            return rule.usable(table, measure.value)


def _night(table: DayTable, measure: FactorMeasure) -> Floats:
    nights = nights_of(table)
    values: Floats = getattr(nights, measure.value)
    return np.where(nights.late | table.holiday, np.nan, values)
