"""Formats means and differences, and words a change, by the kind of number."""

from enum import StrEnum

from msgspec import Struct

from diary.content.language import NO_BREAK, Language, rounded
from diary.domain.comparison import ChangeDirection
from diary.domain.table import SHARE_NEEDED

MINUS = "\u2212"
LARGE = 100
"""From this value on numbers are shown without decimals."""


class Amount(StrEnum):
    """What kind of number a mean is."""

    POINTS = "points"
    NUMBER = "number"
    MINUTES = "minutes"
    CLOCK = "clock"
    SHARE = "share"
    PERCENT = "percent"


class AmountWords(Struct, frozen=True):
    """Formats one kind of number in one language."""

    language: Language
    amount: Amount

    def mean(self, value: float) -> str:
        """Format a mean: 5.2, 6 h 40, 23:10 or 40 %."""
        match self.amount:
            case Amount.CLOCK:
                return self.language.clock_minutes(value)
            case Amount.MINUTES:
                return self.language.duration(value)
            case Amount.SHARE | Amount.PERCENT:
                return self.language.percent(value if self.amount is Amount.SHARE else value / 100)
            case _:
                return self.language.fixed(value, self.decimals(value))

    def difference(self, value: float, decimals: int | None = None) -> str:
        """Format a difference with its sign: +0.8, −25 min, +12 in 100 days. Numbers get so many decimals, by
        themselves as many as their size asks for."""
        decimals = self.decimals(value) if decimals is None else decimals
        match self.amount:
            case Amount.CLOCK | Amount.MINUTES:
                size = self.language.duration(abs(value))
            case Amount.SHARE:
                percent = self.language.number(abs(value) * 100)
                size = self.language.t("{number} in 100 days", number=percent)
            case Amount.PERCENT:
                percent = self.language.number(abs(value))
                size = self.language.t("{percent} %", percent=percent)
            case _:
                size = self.language.fixed(abs(value), decimals)
        sign = MINUS if value < 0 else "+"
        if not rounded(value, decimals):
            sign = ""
        return f"{sign}{size}"

    def between(self, before: float, after: float) -> str:
        """Format the difference of two means as they are rounded beside it: of 6.5 and 6.2 always −0.3."""
        decimals = min(self.decimals(before), self.decimals(after))
        first, then = (rounded(value, decimals) for value in (before, after))
        return self.difference(then - first, decimals)

    def change(self, change: ChangeDirection) -> str:
        """Return what a change of this kind of number is called."""
        if change is ChangeDirection.SAME:
            return self.language.phrase("changes", change)
        table = self.amount if self.amount in {Amount.MINUTES, Amount.CLOCK, Amount.SHARE} else "other"
        return self.language.phrase("changes", table, change)

    def decimals(self, value: float) -> int:
        """Return with how many decimals a mean of this size is written."""
        match self.amount:
            case Amount.SHARE:
                return 2
            case Amount.POINTS | Amount.NUMBER:
                return 0 if abs(value) >= LARGE else 1
            case _:
                return 0


def often_words(language: Language, yes: int, days: int) -> str:
    """Say on how many of the days: 40 %, and plain counts while the days are too few for a share (of one day all
    is 100 %)."""
    if days >= SHARE_NEEDED:
        return language.percent(yes / days)
    return language.n("{yes} of {count} day", "{yes} of {count} days", days, yes=language.number(yes))


def filled_words(language: Language, logged: int, days: int) -> str:
    """Say on how many of the days something was filled in: 18 of 28, All 28, 1 day."""
    if logged == days:
        return language.n("{count} day filled in", "All {count} days filled in", days)
    return language.n(
        "{logged} of {count} day filled in",
        "{logged} of {count} days filled in",
        days,
        logged=language.number(logged),
    )


def range_words(words: AmountWords, low: float, high: float, *means: float) -> str:
    """Format an interval without a line break: −2.4 to −0.2. Beside large `means` it has no decimals either."""
    decimals = min(words.decimals(value) for value in (low, high, *means))
    ends = {"low": words.difference(low, decimals), "high": words.difference(high, decimals)}
    return words.language.t("{low} to {high}", **ends).replace(" ", NO_BREAK)
