"""What a search finds in one's own words."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from diary.domain.register import RegisterRecord


class TextSource(StrEnum):
    """Where something was written on a day."""

    NOTE = "note"
    MOMENT = "moment"
    ACTIVITY = "activity"
    DAY = "day"


class FoundText(Struct, frozen=True):
    """A text of a day: `key` is the item of a note and the kind of a moment or of the day; `at` is in
    minutes after midnight, None where there is none."""

    day: date
    source: TextSource
    key: str
    text: str
    at: int | None = None


class Found(Struct, frozen=True):
    """What has all of the `words`: texts of days, the latest first (`is_more` when there are more than these),
    and records of lists, any of whose texts have them."""

    words: tuple[str, ...] = ()
    texts: tuple[FoundText, ...] = ()
    records: tuple[RegisterRecord, ...] = ()
    is_more: bool = False
