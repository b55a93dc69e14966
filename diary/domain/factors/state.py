"""Describes what was found about one risk factor: a level, the reason, the days meant and the person's own
numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from diary.domain.item import RiskFactor


class Level(StrEnum):
    """How much the diary has to say about a factor. Never a risk, never a score."""

    TOO_LITTLE_DATA = "too_little_data"
    QUIET = "quiet"
    WORTH_A_LOOK = "worth_a_look"


@dataclass(frozen=True)
class FactorState:
    """What was found about one factor. `reason` is a key of `content.reasons`; `numbers` (counts, points, minutes)
    fill its sentence. `days` are the days it speaks of, `areas` the WPI areas, the most often marked first."""

    factor: RiskFactor
    level: Level
    reason: str
    days: tuple[date, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
