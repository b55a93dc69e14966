"""Describes the marks of tips: when one was shown, and what the person thought of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TipMark(StrEnum):
    """What happened to a tip. The last two replace each other: nobody finds a tip helpful and wants it gone."""

    SHOWN = "shown"
    HELPFUL = "helpful"
    NOT_FOR_ME = "not_for_me"


@dataclass(frozen=True, slots=True)
class MarkedTip:
    """One stored mark; `tip` is the key of a tip, also of one that is no longer in the content."""

    tip: str
    day: date
    mark: TipMark
