"""Chooses today's tip: at most one over all factors, none twice within two weeks, none on hard days in a row.

The choice depends only on what was shown and marked before, not on chance: on one day it is the same at every
opening, in the window and on the command line.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from diary.domain.factors.state import THRESHOLDS

if TYPE_CHECKING:
    from diary.domain.table import DayTable  # numpy, which the start does without


class TipMark(StrEnum):
    """What happened to a tip. The last two replace each other: nobody finds a tip helpful and wants it gone."""

    SHOWN = "shown"
    HELPFUL = "helpful"
    NOT_FOR_ME = "not_for_me"


class MarkedTip(Struct, frozen=True):
    """One stored mark; `tip` is the key of a tip, also of one that is no longer in the content."""

    tip: str
    day: date
    mark: TipMark


def choose_tip(offers: Sequence[Sequence[str]], marks: Iterable[MarkedTip], today: date) -> str | None:
    """Return the key of today's tip; None when every tip was shown lately, or today's is not wanted. An offer is
    the tips that fit what was found about one factor, in the order of their file.

    A tip that was shown today stays today's. Otherwise the factor whose tips were not shown for longest comes
    next, so that the order in which factors are looked at does not decide what a person reads.
    """
    marks = tuple(marks)
    unwanted = tips_with(marks, TipMark.NOT_FOR_ME)
    shown = last_shown(marks, today)
    of_today = sorted(tip for tip, day in shown.items() if day == today)
    if of_today:
        fits = of_today[0] not in unwanted and any(of_today[0] in offer for offer in offers)
        return of_today[0] if fits else None
    turns = sorted(offers, key=lambda offer: max((shown.get(tip, date.min) for tip in offer), default=date.min))
    rest = timedelta(days=THRESHOLDS.tip_rest)
    for offer in turns:
        rested = [tip for tip in offer if tip not in unwanted and today - shown.get(tip, date.min) > rest]
        if rested:
            return min(rested, key=lambda tip: shown.get(tip, date.min))
    return None


def tips_with(marks: Iterable[MarkedTip], mark: TipMark) -> frozenset[str]:
    """Return the tips that carry this mark, whenever it was made."""
    return frozenset(each.tip for each in marks if each.mark is mark)


def last_shown(marks: Iterable[MarkedTip], today: date) -> Mapping[str, date]:
    """Return when each tip was shown last; marks after `today` do not count (made under a wrong clock)."""
    shown: dict[str, date] = {}
    for each in marks:
        if each.mark is TipMark.SHOWN and each.day <= today:
            shown[each.tip] = max(each.day, shown.get(each.tip, date.min))
    return shown


def is_hard_stretch(recent: "DayTable") -> bool:
    """Return whether the days up to the last row, or to the one before while that has nothing yet, were all
    hard.

    Then reading tips is one more thing to do, and nothing is offered.
    """
    end = len(recent) if len(recent) and recent.logged[-1] | recent.hard[-1] else len(recent) - 1
    days = recent.hard[max(0, end - THRESHOLDS.hard_stretch) : max(0, end)]
    return len(days) == THRESHOLDS.hard_stretch and bool(days.all())
