"""Lists the keys of everything that can be found about the seven risk factors."""

from enum import StrEnum


class FactorReason(StrEnum):
    """What was found: `content.reasons` holds one sentence for each, `Tip.reasons` names those a tip fits best.

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
