"""What stands beside the charts, as a value: what is worth a look, why, and one piece of general information."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from diary.content.library import Library
from diary.content.reasons import reason_sentence
from diary.content.tip import Tip
from diary.domain.factors.look import look_at_factors
from diary.domain.factors.state import FactorState, Level
from diary.domain.item import RiskFactor
from diary.domain.table import DayTable

DAYS_PER_TIP = 14
"""A tip stays for two weeks before another one of its factor takes its place (a convention of this program)."""


@dataclass(frozen=True)
class FactorCard:
    """One factor that is worth a look: why in the person's own numbers, one tip, and the days it speaks of."""

    factor: RiskFactor
    title: str
    reason: str
    tip: Tip | None
    days: tuple[date, ...]


@dataclass(frozen=True)
class FactorsState:
    """The column beside the charts. calm: one line below the cards about the other factors."""

    cards: tuple[FactorCard, ...] = ()
    calm: str = ""


def build_factors(table: DayTable, library: Library, last: date, today: date) -> FactorsState:
    """The factors as of `last`, the day the diary is looked at from; `today` chooses the tips."""
    states = look_at_factors(table, last)
    return FactorsState(
        cards=tuple(_card(state, library, today) for state in states if state.level is Level.WORTH_A_LOOK),
        calm=_calm_line(states, library),
    )


def choose_tip(tips: Sequence[Tip], factor: RiskFactor, reason: str, today: date) -> Tip | None:
    """The tip for a factor: one that fits the reason, else one that fits all; the same one for two weeks."""
    own = [tip for tip in tips if tip.factor is factor]
    fitting = [tip for tip in own if reason in tip.reasons] or [tip for tip in own if not tip.reasons]
    return fitting[today.toordinal() // DAYS_PER_TIP % len(fitting)] if fitting else None


def _card(state: FactorState, library: Library, today: date) -> FactorCard:
    return FactorCard(
        factor=state.factor,
        title=library.words.factors[state.factor].title,
        reason=reason_sentence(library, state),
        tip=choose_tip(library.tips, state.factor, state.reason, today),
        days=state.days,
    )


def _calm_line(states: Sequence[FactorState], library: Library) -> str:
    """What there is to say about the factors without a card, so that silence is not taken for forgetting."""
    language = library.language
    levels = {level: sum(state.level is level for state in states) for level in Level}
    few = language.t("There is too little in the diary yet to say more. That is fine: fill in what suits you.")
    if not levels[Level.QUIET]:
        return few
    if levels[Level.WORTH_A_LOOK]:
        return language.t("The rest is quiet.")
    return language.t("Nothing stands out. That is a good result.")
