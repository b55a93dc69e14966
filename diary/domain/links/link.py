"""Describes what was found about links: fixed pairs of a factor and an outcome, in both directions."""

from enum import StrEnum

from msgspec import Struct

WEEKS_NEEDED = 6
"""About so many weeks of a diary have enough days to say something."""


class Factor(StrEnum):
    """What is compared as coming before: last night's sleep, and what yesterday was like."""

    TIME_ASLEEP = "time_asleep"
    SLEEP_QUALITY = "sleep_quality"
    STRESS = "stress"
    ACTIVITY = "activity"
    REST = "rest"
    CONTACT = "contact"


class Outcome(StrEnum):
    """What of today is compared with the day before."""

    PAIN = "pain"
    SPREAD = "spread"
    FUNCTION = "function"


class LinkState(StrEnum):
    """How much may be said about one pair in one direction. No clear pattern is the usual result; typed together
    means too early, although enough was noted: what came first was typed in one go with what followed."""

    TOO_EARLY = "too_early"
    TYPED_TOGETHER = "typed_together"
    TOO_ALIKE = "too_alike"
    NO_CLEAR_PATTERN = "no_clear_pattern"
    PATTERN = "pattern"


class Third(Struct, frozen=True):
    """A third of the pairs: how many, the mean of what came first and of what followed, in the person's units."""

    count: int
    first: float
    then: float


class Link(Struct, frozen=True):
    """One direction of a pair.

    `pairs` calendar-adjacent pairs were used, from the first to the last of them `days` days; `together` more were
    left out, because both answers were typed at one sitting. Once something may be said: the correlation `r` of
    what is left after drift, weekly rhythm and own memory are taken out, its simultaneous interval `low` to `high`
    (without what a common rhythm explains), and how many independent pairs these `effective` ones are worth.
    `lower` and `upper` are the thirds of the pairs in which what came first was lowest and highest for that time
    and weekday.
    """

    state: LinkState
    pairs: int
    days: int
    r: float | None = None
    low: float | None = None
    high: float | None = None
    effective: float | None = None
    lower: Third | None = None
    upper: Third | None = None
    together: int = 0


class LinkPair(Struct, frozen=True):
    """A factor and an outcome: `forward` from factor to outcome, `reverse` from outcome to the factor afterwards.

    `factor_measure` and `outcome_measure` are the keys of the items or measures that were compared (activity may
    be `load` or `active_minutes`, rest `breaks` or `relaxation`).
    """

    factor: Factor
    outcome: Outcome
    factor_measure: str
    outcome_measure: str
    forward: Link
    reverse: Link


class LinksReport(Struct, frozen=True):
    """Every pair in the fixed order, also those that were hardly noted; `compared` directions were corrected for
    together. On `repeated` days an answer was copied, or all of them were those of the day before: left out."""

    pairs: tuple[LinkPair, ...]
    compared: int
    repeated: int = 0

    @property
    def has_pattern(self) -> bool:
        """Whether anything at all is claimed: at one look true for at most one in twenty diaries without a
        real link; looks at many times add up (packaging/CALIBRATION.md)."""
        return any(LinkState.PATTERN in (pair.forward.state, pair.reverse.state) for pair in self.pairs)

    @property
    def gate(self) -> LinkState | None:
        """Why nothing can be said about any pair yet; None when something can be said about at least one."""
        states = {link.state for pair in self.pairs for link in (pair.forward, pair.reverse)}
        early = {LinkState.TOO_EARLY, LinkState.TYPED_TOGETHER}
        if states <= early:
            return max(states, default=LinkState.TOO_EARLY)
        return LinkState.TOO_ALIKE if states <= {*early, LinkState.TOO_ALIKE} else None

    @property
    def together(self) -> int:
        """The day pairs left out as typed together, of the pair that has most of them."""
        return max((link.together for pair in self.pairs for link in (pair.forward, pair.reverse)), default=0)

    @property
    def most_pairs(self) -> int:
        """The day pairs of the pair that has most of them, in the direction that is asked about."""
        return max((pair.forward.pairs for pair in self.pairs), default=0)
