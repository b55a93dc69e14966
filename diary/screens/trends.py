"""The Trends page as a value: the charts, and beside them what is worth a look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from diary.content.library import Library
from diary.content.reasons import reason_sentence
from diary.content.tip import Tip
from diary.domain.factors.look import look_at_factors
from diary.domain.factors.state import FactorState, Level
from diary.domain.item import RiskFactor
from diary.domain.period import Period
from diary.domain.table import DayTable
from diary.screens.charts import ChartState, build_charts, build_item_chart, chartable_items

FIRST_VIEW_DAYS = 92
SHORTEST_VIEW_DAYS = 14
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
class TrendsState:
    """Everything the page shows. No charts = nothing is logged yet.

    span: all days that can be scrolled to; view: those shown first; added: one more chart the person chose;
    choices: (key, name) of the items it can be; calm: one line below the cards about the other factors.
    """

    charts: tuple[ChartState, ...]
    span: Period
    view: Period
    cards: tuple[FactorCard, ...]
    calm: str
    choices: tuple[tuple[str, str], ...]
    added: ChartState | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw yet."""
        return not self.charts

    @property
    def all_charts(self) -> tuple[ChartState, ...]:
        """The four charts and the one that was added."""
        return self.charts if self.added is None else (*self.charts, self.added)


def build_trends(
    table: DayTable | None, library: Library, span: Period | None, today: date, *, added: str | None = None
) -> TrendsState:
    """What Trends shows of a diary. `table` covers `span`, the whole diary; both are None when nothing is logged.

    `added` is the key of the item shown in a fifth chart. Raises Refusal UNKNOWN_ITEM when there is no such item.
    """
    if table is None or span is None:
        return TrendsState((), Period(today, today), Period(today, today), (), "", ())
    view = first_view(span, today)
    states = look_at_factors(table, view.last)
    return TrendsState(
        charts=build_charts(table, library),
        span=span.union(view),
        view=view,
        cards=tuple(_card(state, library, today) for state in states if state.level is Level.WORTH_A_LOOK),
        calm=_calm_line(states, library),
        choices=chartable_items(library),
        added=None if added is None else build_item_chart(table, library, added),
    )


def first_view(span: Period, today: date) -> Period:
    """The last three months of the diary (less of a younger one), up to today or to where it ended before that."""
    last = today if (today - span.last).days < FIRST_VIEW_DAYS else span.last
    last = max(last, span.first)
    days = (last - span.first).days + 1
    return Period.ending(last, min(max(days, SHORTEST_VIEW_DAYS), FIRST_VIEW_DAYS))


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
