"""Defines everything a person put into a diary as one value, which a complete export holds and an import takes in,
and what became of it there."""

from collections.abc import Mapping
from datetime import date, datetime

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
        """Raise Refusal for what no diary holds and types do not tell, but for days: of those see `check_rows`."""
        for own in self.own_items:
            item = own.item
            if item.kind not in NUMERIC_KINDS or not item.own or not own.names:
                raise Refusal(Reason.NOT_LOGGABLE, item=item.key)
            for number in (item.low, item.high, item.high - item.low):
                if not -LARGEST_VALUE <= number <= LARGEST_VALUE or item.low > item.high:
                    raise Refusal(Reason.NOT_A_NUMBER, text=f"{number:g}")
        for number in [number for one in self.records for number in (one.id, one.position + 1)]:
            if not 0 < number < LARGEST_NUMBER:
                raise Refusal(Reason.NOT_A_NUMBER, text=f"{number:g}")
        for record in self.records:
            _check_instant(record.created_at)


def check_rows(day: Day) -> None:
    """Raise Refusal NOT_A_NUMBER or NOT_A_DATE for what no row of a day holds and types do not tell."""
    for row in (*day.answers.values(), *day.activities, *day.moments, *day.naps):
        for said in asdict(row).values():
            if isinstance(said, float) and said > LARGEST_VALUE:
                raise Refusal(Reason.NOT_A_NUMBER, text=f"{said:g}")
            if isinstance(said, datetime):
                _check_instant(said)


def _check_instant(instant: datetime) -> None:
    if instant.tzinfo is None:
        raise Refusal(Reason.NOT_A_DATE, text=instant.isoformat())


class ImportConflict(Struct, frozen=True):
    """An imported value that differs from an existing answer; the diary kept its own, unless it says otherwise.

    Of a body map `kept` and `offered` count the areas, of a text its characters, of naps they are all minutes kept
    and those of the nap that does not fit.
    """

    day: date
    item: str
    kept: float
    offered: float


class RefusedDay(Struct, frozen=True):
    """A day that no diary can hold, and why; it was left out of an import."""

    day: date
    refusal: Refusal


class ImportResult(Struct, frozen=True):
    """The result of an import: `added` new values, `same` that were there already, `kept` differences.

    Activities, naps and moments count as values. `new_items` are the keys of own items that were made. `updated`
    are values of days that were not over when the device's own earlier export was made; `kept` is the one before.
    """

    days: int
    added: int
    same: int
    kept: tuple[ImportConflict, ...]
    new_items: tuple[str, ...]
    updated: tuple[ImportConflict, ...] = ()
    refused: tuple[RefusedDay, ...] = ()
