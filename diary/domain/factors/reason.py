"""The keys of everything the look at the seven risk factors can say."""

from collections.abc import Mapping
from enum import StrEnum

from diary.domain.item import RiskFactor


class FactorReason(StrEnum):
    """`content.reasons` holds one sentence for each, `Tip.reasons` names those a tip fits best.

    The first two are shared by all factors; each other one belongs to exactly one factor.
    """

    TOO_LITTLE_DATA = "too_little_data"
    QUIET = "quiet"
    MORE_PLACES = "more_places"
    SAME_PLACES = "same_places"
    SHORT_NIGHTS = "short_nights"
    AWAKE_IN_BED = "awake_in_bed"
    IRREGULAR_NIGHTS = "irregular_nights"
    WEEKEND_SHIFT = "weekend_shift"
    HIGH_STRESS = "high_stress"
    SKIPPED_OUT_OF_FEAR = "skipped_out_of_fear"
    UPS_AND_DOWNS = "ups_and_downs"
    FEW_ACTIVE_MINUTES = "few_active_minutes"
    STILL_DAYS = "still_days"
    WORRIED_ABOUT_DAMAGE = "worried_about_damage"
    FEW_BREAKS = "few_breaks"
    TIME_ALONE = "time_alone"
    LONELY_DAYS = "lonely_days"


REASONS_OF: Mapping[RiskFactor, tuple[FactorReason, ...]] = {
    RiskFactor.PERSISTENT_PAIN: (FactorReason.MORE_PLACES, FactorReason.SAME_PLACES),
    RiskFactor.SLEEP: (
        FactorReason.SHORT_NIGHTS,
        FactorReason.AWAKE_IN_BED,
        FactorReason.IRREGULAR_NIGHTS,
        FactorReason.WEEKEND_SHIFT,
    ),
    RiskFactor.STRESS: (FactorReason.HIGH_STRESS, FactorReason.SKIPPED_OUT_OF_FEAR),
    RiskFactor.MOVEMENT: (
        FactorReason.UPS_AND_DOWNS,
        FactorReason.FEW_ACTIVE_MINUTES,
        FactorReason.STILL_DAYS,
    ),
    RiskFactor.WORRY: (FactorReason.WORRIED_ABOUT_DAMAGE,),
    RiskFactor.RECOVERY: (FactorReason.FEW_BREAKS,),
    RiskFactor.ISOLATION: (FactorReason.TIME_ALONE, FactorReason.LONELY_DAYS),
}
"""What makes each factor worth a look, in the order in which it is looked at: the first one found is told."""
