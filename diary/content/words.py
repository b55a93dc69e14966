"""The words for things the domain names by key: items, cards, factors, body segments, activities, moments."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from diary.domain.body import Region
from diary.domain.day import MomentKind
from diary.domain.item import RiskFactor


@dataclass(frozen=True, slots=True)
class ItemWords:
    """`name` labels a chart or column, `question` the form; `low` and `high` name the ends of a scale."""

    name: str
    question: str
    low: str = ""
    high: str = ""
    unit: str = ""
    hint: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CardWords:
    """Heading of a card and one quiet line below it (may be empty)."""

    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FactorWords:
    """Name of a risk factor and one sentence about it, neutral enough for paper."""

    title: str
    about: str


@dataclass(frozen=True)
class Words:
    """Everything the domain names by key, in one language."""

    items: Mapping[str, ItemWords]
    cards: Mapping[str, CardWords]
    factors: Mapping[RiskFactor, FactorWords]
    segments: Mapping[str, str]
    areas: Mapping[str, str]
    regions: Mapping[Region, str]
    moments: Mapping[MomentKind, str]
    activities: tuple[str, ...] = ()
    limbs: Mapping[str, str] = field(default_factory=dict)
