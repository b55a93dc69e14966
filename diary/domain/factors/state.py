"""Describes what was found about one risk factor: a level, the reason, the days and the person's own numbers."""

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


class Thresholds(Struct, frozen=True):
    """Thresholds for suggesting something to read, not limits of health. Windows and gates are in days, durations
    in minutes. "Ours" marks a choice of this program without a published cut-off."""

    week_starts: int = 0
    """The weekday on which a full week begins, as the person counts them: 0 is Monday."""
    week: int = 7
    week_needed: int = 5
    """A seven-day rule needs five usable days (ours)."""
    fortnight: int = 14
    fortnight_needed: int = 7
    """A fourteen-day rule needs seven usable days (ours)."""
    month: int = 28

    month_needed: int = 10
    persistent_share: float = 0.8
    """The same place on four of every five of at least ten mapped days (ours)."""
    extra_sites: float = 2
    """Two places more than in the two weeks before, and more than chance could have made (ours)."""
    compared_together: int = 5
    """About how many changes one page can report: the allowed chance of a false one is divided by it."""

    short_night: float = 7 * 60
    """Adults do best with seven hours or more (AASM and SRS 2015, Sleep 38:843)."""
    good_efficiency: float = 85
    """National Sleep Foundation (Ohayon 2017, Sleep Health 3:6)."""
    midpoint_spread: float = 60
    """A convention without a published cut-off (Sletten 2023 gives none)."""
    weekend_shift: float = 60
    """A convention for social jetlag, here for weekends as an approximation."""

    high_stress: float = 7
    """Of 0-10 (ours)."""
    skipped_days: int = 3
    """Days of a week on which something was left out of fear (ours)."""

    load_needed: int = 10
    load_variation: float = 0.6
    load_swings: int = 2
    """Ours; that such swings go together with more pain was seen with activity meters (Andrews 2015)."""
    weekly_minutes: float = 150
    """WHO 2020 aims at 150-300 moderate minutes a week, as far as one can (Bull 2020, Br J Sports Med 54:1451)."""
    still_minutes: float = 10
    still_days: int = 5
    """Five days of a week under ten minutes (ours)."""

    worried_days: int = 4
    """Days of a fortnight (ours)."""

    days_without_breaks: int = 10
    """Days of a fortnight on which there were activities (ours)."""

    days_alone: int = 10
    """Days of a fortnight (ours)."""
    lonely: float = 6
    lonely_days: int = 5
    """Of 0-10, and days of a week (ours)."""

    tip_rest: int = 14
    """Days in which a tip that was shown is not shown again (ours)."""
    hard_stretch: int = 3
    """Hard days in a row on which no tip is offered (ours)."""

    @property
    def in_a_week(self) -> tuple[int, int]:
        """The days of a seven-day rule, and how many of them are enough."""
        return self.week, self.week_needed

    @property
    def in_a_fortnight(self) -> tuple[int, int]:
        """The days of a fourteen-day rule, and how many of them are enough."""
        return self.fortnight, self.fortnight_needed


THRESHOLDS = Thresholds()
