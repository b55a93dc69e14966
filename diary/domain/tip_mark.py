"""What is remembered of the tips: when one was shown, and what the person said of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TipMark(StrEnum):
    """The last two replace each other: nobody finds a tip helpful and wants it gone."""

    SHOWN = "shown"
    HELPFUL = "helpful"
    NOT_FOR_ME = "not_for_me"


@dataclass(frozen=True, slots=True)
class MarkedTip:
    """One remembered mark; `tip` is the key of a tip, also of one that is not written any more."""

    tip: str
    day: date
    mark: TipMark
