"""Small diaries that end on the fixed today: building blocks, and one diary for every reason a factor can give."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from msgspec.structs import replace

from diary.domain.day import Activity, Answer, Day
from diary.domain.factors.state import FactorReason
from diary.domain.item import RiskFactor
from tests.factory import NOW, TODAY, a_day, a_table

Values = Sequence[float | None]

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
"""What makes each factor worth a look: every reason but the two all factors share."""
FACTOR_OF = {reason: factor for factor, reasons in REASONS_OF.items() for reason in reasons}


def diary(**columns: Values) -> list[Day]:
    """Days up to today; each column holds one item's answers, the last one today's, None = not answered."""
    length = max(len(values) for values in columns.values())
    answers: list[dict[str, Answer]] = [{} for _ in range(length)]
    for item, values in columns.items():
        for back, value in enumerate(reversed(values)):
            if value is not None:
                answers[length - 1 - back][item] = Answer(value, NOW - timedelta(days=back))
    return [
        Day(TODAY - timedelta(days=length - 1 - row), "UTC", answers=given_then)
        for row, given_then in enumerate(answers)
        if given_then
    ]


def nights(bedtimes: Values, hours: float = 8, awake: int = 0) -> list[Day]:
    up = [None if bed is None else (bed + hours * 60) % 1440 for bed in bedtimes]
    zero = [None if bed is None else 0 for bed in bedtimes]
    lying = [None if bed is None else awake for bed in bedtimes]
    return diary(into_bed=bedtimes, got_up=up, sleep_latency=zero, awake_in_night=lying)


def loads(values: Values, effort: int = 5) -> list[Day]:
    return [
        a_day(len(values) - 1 - row, activities=[Activity("walk", int(value), effort)])
        for row, value in enumerate(values)
        if value is not None
    ]


def mapped(table_of: Iterable[Iterable[str] | None]) -> list[Day]:
    days = [None if areas is None else {segment_of(area): 4 for area in areas} for areas in table_of]
    return [a_day(len(days) - 1 - row, areas=areas) for row, areas in enumerate(days) if areas is not None]


def segment_of(area: str) -> str:
    return next(segment.key for segment in EMPTY.atlas.segments if segment.wpi == area)


EMPTY = a_table([Day(TODAY)])
ARM = ("shoulder_girdle_l", "upper_arm_l", "lower_arm_l")
LONG_AGO = TODAY - timedelta(days=400)
WALK_AND_GARDEN = [30.0, 90, 30, 10, 30, 90, 10] * 4


CASES: dict[FactorReason, list[Day]] = {
    FactorReason.MORE_PLACES: mapped(
        [["neck"], ["neck", "hip_r"]] * 7 + [["neck", *ARM, "hip_l"], ["lower_back", *ARM]] * 7
    ),
    FactorReason.SAME_PLACES: mapped([["neck", "jaw_l"], ["neck"]] * 5),
    FactorReason.SHORT_NIGHTS: nights([60.0] * 7, hours=6),
    FactorReason.AWAKE_IN_BED: nights([1380.0] * 7, hours=9.5, awake=100),
    FactorReason.IRREGULAR_NIGHTS: nights([1320.0, 60] * 4),
    FactorReason.WEEKEND_SHIFT: nights(([1380.0] * 5 + [0, 0]) * 2),
    FactorReason.HIGH_STRESS: diary(stress=[7.0] * 5),
    FactorReason.SKIPPED_OUT_OF_FEAR: diary(stress=[2.0] * 7, skipped_fear=[1, None, 1, None, 1, None, None]),
    FactorReason.UPS_AND_DOWNS: loads(WALK_AND_GARDEN),
    FactorReason.FEW_ACTIVE_MINUTES: loads([20.0] * 21),
    FactorReason.STILL_DAYS: loads([9.0, 40, 9, 9, 40, 9, 9]),
    FactorReason.WORRIED_ABOUT_DAMAGE: diary(stress=[2.0] * 14, worried_damage=[1, None, 1, None, 1, None, 1]),
    FactorReason.FEW_BREAKS: [
        replace(day, answers={"breaks": Answer(0, NOW - timedelta(days=row))})
        for row, day in enumerate(reversed(loads([30.0] * 14 + [60.0] * 14)))
    ],
    FactorReason.TIME_ALONE: diary(people=[0.0] * 10 + [1.0] * 4),
    FactorReason.LONELY_DAYS: diary(loneliness=[6.0] * 5),
}
