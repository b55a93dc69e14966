"""Marks of a therapist: a day or a stretch beside the charts, and a few words.

They go from the therapist's own file to the person's diary, where they are the person's."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from msgspec import Struct

from diary.domain.period import LAST_DAY, Period
from diary.domain.register import RecordData, RegisterRecord, parse_when

MARKS: Final = "therapist_mark"
"""The list that holds them."""
PROPOSALS: Final = "plan_proposal"
"""The list that holds what a therapist proposes for a plan until the person says yes or no."""
TEXT, BY = "text", "by"
_KIND, _FROM, _UNTIL, _PHASE = "kind", "from", "until", "phase"
_LAST_MONTH: Final = 12


class TherapistMark(Struct, frozen=True):
    """One mark: its days, whether it is a phase of a treatment (else a remark), its words and who wrote it (may be
    empty). A phase that began on a day and has no end goes on."""

    period: Period
    is_phase: bool
    words: str
    by: str = ""


def marks_of(records: Iterable[RegisterRecord]) -> tuple[TherapistMark, ...]:
    """Return the marks that have a day, the earliest first, alike ones once."""
    found = {mark for record in records if (mark := _mark(record.data)) is not None}
    return tuple(sorted(found, key=lambda mark: (mark.period.first, mark.period.last, mark.words, mark.by)))


def is_of_one_day(data: RecordData) -> bool:
    """Return whether a mark is about a single day."""
    mark = _mark(data)
    return mark is not None and mark.period.first == mark.period.last


def _mark(data: RecordData) -> TherapistMark | None:
    begin = _days(data.get(_FROM))
    if begin is None:
        return None
    is_phase = data.get(_KIND) == _PHASE
    goes_on = is_phase and len(begin) == 1 and not data.get(_UNTIL)
    end = Period(LAST_DAY, LAST_DAY) if goes_on else _days(data.get(_UNTIL)) or begin
    period = Period(min(begin.first, end.first), max(begin.last, end.last))
    return TherapistMark(period, is_phase, str(data.get(TEXT, "")), str(data.get(BY, "")))


def _days(value: object) -> Period | None:
    """Return all days of a year, a month or a day; None for what is none of them."""
    from calendar import monthrange  # every start names this module, few diaries hold a mark

    text = parse_when(value) if isinstance(value, str) else None
    if text is None:
        return None
    year, *rest = map(int, text.split("-"))
    first, last = (rest[0], rest[0]) if rest else (1, _LAST_MONTH)
    days = (rest[1], rest[1]) if len(rest) > 1 else (1, monthrange(year, last)[1])
    return Period(date(year, first, days[0]), date(year, last, days[1]))
