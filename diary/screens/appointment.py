"""Builds what a person prepares for an appointment: questions in order, what they hope for, what has changed.

What has changed is proposed by Compare's rule, until the person writes it in their own words; those are never
rewritten. What was typed for one appointment is the start of the next.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from diary.content.library import Library
from diary.domain.comparison import LEAST_DAYS
from diary.domain.period import Period
from diary.domain.register import RecordData, RegisterRecord, read_day
from diary.domain.table import DayTable
from diary.screens.compare import USUAL, build_compare, of_nights
from diary.screens.period_request import last_day, spans_since
from diary.screens.register import value_said

APPOINTMENT: Final = "appointment"
"""The key of the list, and of the block on paper."""
KEPT: Final = ("with", "questions", "hope")
"""What an appointment hands on to the next."""


class ChangeProposal(Struct, frozen=True):
    """What Compare says of the days since the last appointment; `about` names both stretches, `title` the first
    day. `words` are empty where there is too little to say."""

    title: str
    words: str
    about: str


class TalkState(Struct, frozen=True):
    """What stands on top of the page: a title and lines each, empty ones left out."""

    title: str
    about: str
    questions: tuple[str, ...]
    hope_title: str
    hope: str
    changed_title: str
    changed: str


def newest(records: Sequence[RegisterRecord]) -> tuple[RegisterRecord | None, RegisterRecord | None]:
    """Return the appointment that is prepared, which is the last one made, and the one before it."""
    made = sorted(records, key=lambda record: (record.created_at, record.position, record.id))
    return (made[-1] if made else None), (made[-2] if len(made) > 1 else None)


def day_of(record: RegisterRecord | None) -> date | None:
    """Return the day of an appointment; None as long as it is not known to the day."""
    return None if record is None else read_day(record.data, "when")


def last_visit(records: Iterable[RegisterRecord], today: date) -> date | None:
    """Return the day of the last appointment before today, as far as one is known to the day."""
    days = (day for record in records if (day := day_of(record)) is not None)
    return max((day for day in days if day < today), default=None)


def is_past(record: RegisterRecord | None, today: date) -> bool:
    """Return whether its day has been."""
    day = day_of(record)
    return day is not None and day < today


def handed_on(record: RegisterRecord) -> RecordData:
    """Return what the next appointment begins with."""
    return {key: record.data[key] for key in KEPT if record.data.get(key)}


def build_proposal(
    previous: RegisterRecord | None,
    today: date,
    span: Period | None,
    library: Library,
    table_of: Callable[[Period], DayTable],
    began: date | None,
) -> ChangeProposal:
    """Compare the days from the previous appointment on with as many before, as `spans_since` tells. The diary
    `began` on the first day of `span`, or before."""
    library = library.for_others()
    language = library.language
    known = Period(today, today) if span is None else span
    spans = spans_since(day_of(previous), known, today)
    about = language.t(
        "{after}, compared with {before}",
        after=language.span(spans.after.first, spans.after.last),
        before=language.span(spans.before.first, spans.before.last),
    )
    title = language.t("Since {day}", day=language.day(spans.after.first))
    if (last_day(span, today) - spans.after.last).days >= LEAST_DAYS:
        title = language.span(spans.after.first, spans.after.last)
    if span is None or span.last < spans.before.first:
        return ChangeProposal(title, "", about)
    table = table_of(spans.whole)
    row = ((began or span.first) - spans.whole.first).days
    found = build_compare(table, spans, row, of_nights(table, USUAL), library)
    return ChangeProposal(title, found.headline if any(row.reach for row in found.rows) else "", about)


def build_talk(
    records: Sequence[RegisterRecord],
    today: date,
    span: Period | None,
    library: Library,
    table_of: Callable[[Period], DayTable],
    began: date | None,
) -> TalkState | None:
    """Build the top of the page for the appointment to come; None without one, and after its day."""
    record, previous = newest(records)
    if record is None or is_past(record, today):
        return None
    t, data, words = library.language.t, record.data, library.words.registers[APPOINTMENT]
    title, changed = words.field("changed").name, str(data.get("changed") or "")
    if "changed" not in data:
        proposal = build_proposal(previous, today, span, library, table_of, began)
        title, changed = proposal.title, proposal.words
    elif (since := day_of(previous)) is not None and since < today:
        title = t("Since {day}", day=library.language.day(since))
    return TalkState(
        t("What I want to talk about"),
        about_words(record, library),
        tuple(str(line) for line in data.get("questions") or ()),
        t("What I hope for"),
        str(data.get("hope") or ""),
        title,
        changed,
    )


def about_words(record: RegisterRecord, library: Library) -> str:
    """Write when and with whom: 1 December 2026, 10:20, GP."""
    register, words = library.register(APPOINTMENT), library.words.registers[APPOINTMENT]
    said = (
        value_said(register.field(key), words.field(key), record.data[key], library.language)
        for key in ("when", "time", "with")
        if record.data.get(key)
    )
    return ", ".join(said)
