"""Describes what was found about one risk factor: a level, the reason, the days meant and the person's own
numbers."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from diary.domain.item import RiskFactor


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


class Level(StrEnum):
    """How much the diary has to say about a factor. Never a risk, never a score."""

    TOO_LITTLE_DATA = "too_little_data"
    QUIET = "quiet"
    WORTH_A_LOOK = "worth_a_look"


class FactorState(Struct, frozen=True):
    """What was found about one factor. `reason` is a key of `content.reasons`; `numbers` (counts, points, minutes)
    fill its sentence. `days` are the days it speaks of, `areas` the WPI areas, the most often marked first."""

    factor: RiskFactor
    level: Level
    reason: str
    days: tuple[date, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
