"""Means and differences as people write them, and what a change is called, by the kind of number it is of."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from diary.content.language import NO_BREAK, Language
from diary.domain.comparison import Change

MINUS = "\u2212"
LARGE = 100
"""From here on a decimal says nothing."""


class Amount(StrEnum):
    """What kind of number a mean is."""

    POINTS = "points"
    NUMBER = "number"
    MINUTES = "minutes"
    CLOCK = "clock"
    SHARE = "share"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class AmountWords:
    """Writes one kind of number."""

    language: Language
    amount: Amount

    def mean(self, value: float) -> str:
        """5.2, 6 h 40, 23:10 or 40 %."""
        match self.amount:
            case Amount.CLOCK:
                return self.language.clock_minutes(value)
            case Amount.MINUTES:
                return self.language.duration(value)
            case Amount.SHARE | Amount.PERCENT:
                percent = value * 100 if self.amount is Amount.SHARE else value
                return self.language.t("{percent} %", percent=self.language.number(percent))
            case _:
                return self._number(value)

    def difference(self, value: float) -> str:
        """With its sign: +0.8, −25 min, +12 in 100 days."""
        match self.amount:
            case Amount.CLOCK | Amount.MINUTES:
                size, is_none = self.language.duration(abs(value)), round(abs(value)) == 0
            case Amount.SHARE:
                percent, is_none = self.language.number(abs(value) * 100), round(abs(value) * 100) == 0
                size = self.language.t("{number} in 100 days", number=percent)
            case Amount.PERCENT:
                percent, is_none = self.language.number(abs(value)), round(abs(value)) == 0
                size = self.language.t("{percent} %", percent=percent)
            case _:
                size, is_none = self._number(abs(value)), round(abs(value), 1) == 0
        sign = "" if is_none else MINUS if value < 0 else "+"
        return f"{sign}{size}"

    def change(self, change: Change) -> str:
        """What a change of this kind of number is called."""
        return _changes(self.language, self.amount)[change]

    def _number(self, value: float) -> str:
        if abs(value) >= LARGE:
            return self.language.number(value)
        return self.language.fixed(value, 1)


def range_words(words: AmountWords, low: float, high: float) -> str:
    """−2.4 to −0.2, on one line."""
    return words.language.t("{low} to {high}", low=words.difference(low), high=words.difference(high)).replace(
        " ", NO_BREAK
    )


def _changes(language: Language, amount: Amount) -> Mapping[Change, str]:
    t = language.t
    same = {Change.SAME: t("About the same.")}
    match amount:
        case Amount.MINUTES:
            return same | {
                Change.LOWER: t("Less."),
                Change.A_LITTLE_LOWER: t("A little less."),
                Change.A_LITTLE_HIGHER: t("A little more."),
                Change.HIGHER: t("More."),
            }
        case Amount.CLOCK:
            return same | {
                Change.LOWER: t("Earlier."),
                Change.A_LITTLE_LOWER: t("A little earlier."),
                Change.A_LITTLE_HIGHER: t("A little later."),
                Change.HIGHER: t("Later."),
            }
        case Amount.SHARE:
            return same | {
                Change.LOWER: t("Less often."),
                Change.A_LITTLE_LOWER: t("A little less often."),
                Change.A_LITTLE_HIGHER: t("A little more often."),
                Change.HIGHER: t("More often."),
            }
        case _:
            return same | {
                Change.LOWER: t("Lower."),
                Change.A_LITTLE_LOWER: t("A little lower."),
                Change.A_LITTLE_HIGHER: t("A little higher."),
                Change.HIGHER: t("Higher."),
            }
