"""General information beside the charts: one fact, one small option, and where it comes from."""

from dataclasses import dataclass

from diary.domain.item import RiskFactor


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from, as a reader can find it (authors, journal, year)."""

    text: str


@dataclass(frozen=True, slots=True)
class Tip:
    """A tip belongs to one risk factor. `reasons` are the keys of the factor reasons it fits best (may be
    empty: fits all); `fact` and `option` are one or two sentences each."""

    key: str
    factor: RiskFactor
    reasons: tuple[str, ...]
    title: str
    fact: str
    option: str
    source: Source
