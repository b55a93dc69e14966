"""Builds what stands under a finished day: today's one tip, or a calm line, and at most one thing one could do."""

from collections.abc import Iterable
from datetime import date

import numpy as np
from msgspec import Struct

from diary.content.articles import FACTOR_ARTICLES
from diary.content.library import Library
from diary.content.tips import Tip
from diary.domain.factors.state import THRESHOLDS
from diary.domain.form import FIRST_WEEK_DAYS, Form
from diary.domain.item import Preset
from diary.domain.period import FIRST_DAYS, LONGEST_YOUTH
from diary.domain.table import DayTable
from diary.domain.tip_choice import MarkedTip
from diary.screens.factor_cards import build_factors

READ_DAYS = THRESHOLDS.month
"""How many days the tip is chosen from."""
LAST_OFFER_DAYS = 28
"""After so many days the form of the first week is not spoken of any more: five answers are enough for good."""


class NextStep(Struct, frozen=True):
    """A sentence and one thing to do: the words of a link and the page it leads to."""

    said: str
    link: str
    address: str


class FinishedDay(Struct, frozen=True):
    """`calm` stands alone, on hard days; else today's `tip`, and what one could do. `new_tip` is its key as long
    as it is not stored as shown."""

    calm: str = ""
    tip: Tip | None = None
    steps: tuple[NextStep, ...] = ()
    new_tip: str | None = None


def build_finished_day(
    table: DayTable, library: Library, form: Form, marks: Iterable[MarkedTip], today: date, began: date
) -> FinishedDay:
    """Build it from the last weeks up to today, with the tip of Trends; `began` is the first day of the diary."""
    factors = build_factors(table, library, today, today, marks, began)
    if factors.is_hard or table.hard[-1]:
        return FinishedDay(calm=factors.calm if factors.is_hard else "")
    tip = next((card.tip for card in factors.cards if card.tip is not None), None)
    t, days = library.language.t, (today - began).days
    steps = []
    if tip is not None:
        title = library.words.factors[tip.factor].title
        steps.append(NextStep("", t("Read on: {page}", page=title), f"understand/{FACTOR_ARTICLES[tip.factor]}"))
    elif days < LONGEST_YOUTH and int(table.logged.sum()) < FIRST_DAYS:
        said = t("Each day you fill in shows a little more.")
        steps.append(NextStep(said, t("What comes when"), "trends/lines"))
    if form.preset is Preset.ESSENTIALS and FIRST_WEEK_DAYS <= _days_asked(table, days) < LAST_OFFER_DAYS:
        said = t("Five answers are enough, for as long as you like. If you want to be asked more, you can.")
        steps.append(NextStep(said, t("Choose my questions"), "settings"))
    return FinishedDay("", tip, tuple(steps), factors.new_tip)


def _days_asked(table: DayTable, days: int) -> int:
    """Return for how many days somebody has filled in this diary, of the `days` that it reaches back: what was
    imported was answered elsewhere, and who did that has just begun here."""
    by_hand = np.any([typed > 0 for typed in table.typed.values()], axis=0)
    first = int(by_hand.argmax()) if by_hand.any() else len(table)
    is_imported = any(np.isfinite(column[:first]).any() for column in table.values.values())
    return len(table) - 1 - first if is_imported else days
