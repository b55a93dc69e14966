"""Builds the column beside the charts: the seven factors with their reasons, and at most one tip a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from diary.content.articles import FACTOR_ARTICLES
from diary.content.library import Library
from diary.content.reasons import level_name, reason_sentence
from diary.content.tips import Tip
from diary.domain.factors.look import days_until, look_at_factors
from diary.domain.factors.state import THRESHOLDS, FactorState, Level
from diary.domain.item import RiskFactor
from diary.domain.table import DayTable
from diary.domain.tip_choice import (
    MarkedTip,
    TipMark,
    choose_tip,
    is_hard_stretch,
    last_shown,
    tips_with,
)
from diary.screens.sparkline import Sparkline, build_sparkline


class FactorCard(Struct, frozen=True):
    """One factor: what was found, its level in words, why in the person's own numbers, and today's tip when it is
    about this factor. `article` is what can be read about it; `is_open` whether it begins unfolded: one at most,
    more are too much to read at once."""

    state: FactorState
    title: str
    level_words: str
    reason: str
    sparkline: Sparkline | None
    article: str
    is_open: bool
    tip: Tip | None = None
    is_helpful: bool = False

    @property
    def factor(self) -> RiskFactor:
        return self.state.factor

    @property
    def level(self) -> Level:
        """How much the diary has to say about it."""
        return self.state.level

    @property
    def days(self) -> tuple[date, ...]:
        """The days the reason speaks of."""
        return self.state.days


class SeenTips(Struct, frozen=True):
    """All tips that were shown or marked, in the order of the factors; unwanted ones never come again."""

    helpful: tuple[Tip, ...] = ()
    seen: tuple[Tip, ...] = ()
    unwanted: tuple[Tip, ...] = ()

    def __len__(self) -> int:
        return len(self.helpful) + len(self.seen) + len(self.unwanted)


class FactorsState(Struct, frozen=True):
    """The column beside the charts: all seven factors in their fixed order, never a ranking.

    calm: one line about all of them; is_hard: several hard days in a row, on which nothing is offered; new_tip:
    the key of today's tip while it is not yet stored as shown; has_tips: whether there are tips to list.
    """

    cards: tuple[FactorCard, ...] = ()
    calm: str = ""
    is_hard: bool = False
    new_tip: str | None = None
    has_tips: bool = False


def build_factors(
    table: DayTable,
    library: Library,
    last: date,
    today: date,
    marks: Iterable[MarkedTip] = (),
    began: date | None = None,
) -> FactorsState:
    """Build the factors as of `last`, the day the diary is looked at from; `marks` and `today` choose the tip,
    `began` is the first day of the diary."""
    marks = tuple(marks)
    recent = days_until(table, last, THRESHOLDS.month)
    limits = replace(THRESHOLDS, week_starts=library.language.week_starts)
    states = look_at_factors(recent, last, began, limits)
    is_hard = is_hard_stretch(recent)
    tip = None if is_hard else tip_of_today(states, library, marks, today)
    worth = (state.factor for state in states if state.level is Level.WORTH_A_LOOK and not is_hard)
    opened = next(worth, None) if tip is None else tip.factor
    return FactorsState(
        cards=tuple(_card(state, recent, library, tip, marks, is_open=state.factor is opened) for state in states),
        calm=_calm_line(states, library, is_hard=is_hard),
        is_hard=is_hard,
        new_tip=None if tip is None or last_shown(marks, today).get(tip.key) == today else tip.key,
        has_tips=len(seen_tips(library, marks, today)) > 0,
    )


def tip_of_today(
    states: Sequence[FactorState], library: Library, marks: Iterable[MarkedTip], today: date
) -> Tip | None:
    """Return today's one tip over all factors; the same in the window and on the command line."""
    by_key = {tip.key: tip for tip in library.tips}
    offers = [
        [tip.key for tip in fitting_tips(library.tips, state)]
        for state in states
        if state.level is Level.WORTH_A_LOOK
    ]
    chosen = choose_tip(offers, marks, today)
    return None if chosen is None else by_key[chosen]


def fitting_tips(tips: Iterable[Tip], state: FactorState) -> tuple[Tip, ...]:
    """Return the tips of a factor that fit its reason, and after them those that fit any."""
    own = [tip for tip in tips if tip.factor is state.factor]
    fitting = [tip for tip in own if state.reason in tip.reasons]
    return (*fitting, *(tip for tip in own if not tip.reasons))


def seen_tips(library: Library, marks: Iterable[MarkedTip], today: date) -> SeenTips:
    """Return the tips shown before and their marks; tips that are no longer in the content are left out."""
    marks = tuple(marks)
    helpful, unwanted = tips_with(marks, TipMark.HELPFUL), tips_with(marks, TipMark.NOT_FOR_ME)
    shown: Mapping[str, date] = last_shown(marks, today)
    return SeenTips(
        helpful=tuple(tip for tip in library.tips if tip.key in helpful),
        seen=tuple(tip for tip in library.tips if tip.key in shown.keys() - helpful - unwanted),
        unwanted=tuple(tip for tip in library.tips if tip.key in unwanted),
    )


def _card(
    state: FactorState,
    recent: DayTable,
    library: Library,
    tip: Tip | None,
    marks: Iterable[MarkedTip],
    *,
    is_open: bool,
) -> FactorCard:
    own = tip if tip is not None and tip.factor is state.factor else None
    return FactorCard(
        state=state,
        title=library.words.factors[state.factor].title,
        level_words=level_name(library.language, state.level),
        reason=reason_sentence(library, state),
        sparkline=build_sparkline(recent, state, library),
        article=FACTOR_ARTICLES[state.factor],
        is_open=is_open,
        tip=own,
        is_helpful=own is not None and own.key in tips_with(marks, TipMark.HELPFUL),
    )


def _calm_line(states: Sequence[FactorState], library: Library, *, is_hard: bool) -> str:
    """Write about the factors without a card, so that silence does not look like an omission."""
    language = library.language
    if is_hard:
        return language.t("These are hard days. There is nothing new to read, and nothing you need to do here.")
    levels = {level: sum(state.level is level for state in states) for level in Level}
    days = language.number(THRESHOLDS.month)
    if not levels[Level.QUIET]:
        return language.t(
            "The last {days} days have too few notes to say more. That is fine: not every day needs an answer.",
            days=days,
        )
    if levels[Level.WORTH_A_LOOK]:
        return language.t("Nothing stands out in the rest of your notes.")
    return language.t(
        "Nothing stands out in your notes of the last {days} days. That says nothing about how hard it is.",
        days=days,
    )
