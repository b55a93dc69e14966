"""Finds out whether somebody did more while pain did not rise. Only this good news is looked for.

Function and what mattered come first in treatment, and they can grow while pain stays as it is (clinical goals of
function before pain: for instance Nielson 2013). The reverse is nothing to announce, so it has no member here.
"""

from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct

from diary.domain.comparison import ChangeDirection, Comparison, ComparisonStatus, rating_margin
from diary.domain.item import Catalogue
from diary.domain.period import Period
from diary.domain.table import DayTable
from diary.domain.two_periods import TwoPeriods, compare_spans, span_days

SPAN_DAYS: Final = 28
"""Four weeks and the four weeks before: a good spell of some days is no news."""
LIFE: Final = ("function", "active_minutes")
PAIN: Final = "pain_average"
ONE_POINT: Final = rating_margin(0, 10).little
"""The least difference in a pain rating that is worth a word."""


class SamePainResult(StrEnum):
    """What can be said: too few days, nothing, or that function or activity grew and pain did not."""

    TOO_FEW = "too_few"
    NONE = "none"
    MORE_LIFE = "more_life"


class SamePain(Struct, frozen=True):
    """Whether somebody did more with the same pain: `grew` is the key of what there was more of, `life` and `pain`
    are the comparisons of that and of pain."""

    news: SamePainResult
    spans: TwoPeriods
    grew: str = ""
    life: Comparison | None = None
    pain: Comparison | None = None


def look_at_same_pain(table: DayTable, last: date, first: date, catalogue: Catalogue) -> SamePain:
    """Compare the 28 days up to `last` with the 28 before; `first` is the first day of the diary.

    MORE_LIFE needs a rise of function, or of active minutes, that chance did not make and that is worth a word,
    while the whole interval of the difference in pain stays under one point.
    """
    after = Period.ending(last, SPAN_DAYS)
    spans = TwoPeriods(after.before(SPAN_DAYS), after)
    days = span_days(table, spans, (first - table.period.first).days)
    if not days.is_enough:
        return SamePain(SamePainResult.TOO_FEW, spans)
    *lives, pain = compare_spans(table, spans, days, (*LIFE, PAIN), catalogue)
    if pain.status is ComparisonStatus.TOO_FEW or all(life.status is ComparisonStatus.TOO_FEW for life in lives):
        return SamePain(SamePainResult.TOO_FEW, spans)
    if pain.high is not None and pain.high < ONE_POINT:
        for key, life in zip(LIFE, lives, strict=True):
            if life.change in {ChangeDirection.HIGHER, ChangeDirection.A_LITTLE_HIGHER}:
                return SamePain(SamePainResult.MORE_LIFE, spans, key, life, pain)
    return SamePain(SamePainResult.NONE, spans)
