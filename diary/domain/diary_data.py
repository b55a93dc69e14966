"""Everything a person put into a diary, as one value: what a complete export holds and an import takes in."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import asdict

from diary.domain.day import Day
from diary.domain.item import LARGEST_VALUE, NUMERIC_KINDS, OwnItem
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RegisterRecord
from diary.domain.tip_choice import MarkedTip

LARGEST_NUMBER = 1 << 53
"""What every program reads exactly; no record has a larger number."""


class DiaryData(Struct, frozen=True, kw_only=True):
    """Days, own items, lines of lists, what is printed about the person, how they want their form, and marks of
    tips and pages. What was half typed and what was changed before is not in it."""

    days: tuple[Day, ...] = ()
    own_items: tuple[OwnItem, ...] = ()
    records: tuple[RegisterRecord, ...] = ()
    profile: Mapping[str, str] = {}
    settings: Mapping[str, str] = {}
    marks: tuple[MarkedTip, ...] = ()

    def check(self) -> None:
        """Raise Refusal NOT_A_TEXT or NOT_A_NUMBER for what no diary holds and types do not tell."""
        for own in self.own_items:
            item = own.item
            if item.kind not in NUMERIC_KINDS or not item.own or not own.names:
                raise Refusal(Reason.NOT_LOGGABLE, item=item.key)
            for number in (item.low, item.high, item.high - item.low):
                if not -LARGEST_VALUE <= number <= LARGEST_VALUE or item.low > item.high:
                    raise Refusal(Reason.NOT_A_NUMBER, text=f"{number:g}")
        numbers = [number for one in self.records for number in (one.id, one.position + 1)]
        rows = [
            row for day in self.days for row in (*day.answers.values(), *day.activities, *day.moments, *day.naps)
        ]
        said = [each for row in rows for each in asdict(row).values()]
        for found in (
            *(n for n in numbers if not 0 < n < LARGEST_NUMBER),
            *(each for each in said if isinstance(each, float) and each > LARGEST_VALUE),
        ):
            raise Refusal(Reason.NOT_A_NUMBER, text=f"{found:g}")
        instants = [each for each in said if isinstance(each, datetime)]
        for instant in (*instants, *(one.created_at for one in self.records)):
            if instant.tzinfo is None:
                raise Refusal(Reason.NOT_A_DATE, text=instant.isoformat())
