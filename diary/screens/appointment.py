"""Builds what a person prepares for an appointment: questions in order, what they hope for, what has changed.

What has changed is proposed by Compare's rule, until the person writes it in their own words; those are never
rewritten. What was typed for one appointment is the start of the next.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.comparison import LEAST_DAYS
from diary.domain.period import FIRST_DAY, LAST_DAY, Period
from diary.domain.register import RecordData, RegisterRecord, read_day
from diary.domain.table import DayTable
from diary.screens.compare import USUAL, build_compare, of_nights
from diary.screens.period_request import last_day, spans_since
from diary.screens.register import value_said

APPOINTMENT: Final = "appointment"
"""The key of the list, and of the block on paper."""
KEPT: Final = ("with", "questions", "hope")
"""What an appointment hands on to the next."""
DAYS_BACK: Final = 28
"""A day without a year is the one to come, unless it was so few days ago."""
YEARS: Final = range(-1, 9)
"""Years from this one in which a day may be found: 29 February comes every four, and not in every hundredth."""
LEAST_LETTERS: Final = 2
"""Of the name of a day or month."""
_WORD = r"[^\W\d_]+\.?"
WRITTEN: Final = "ccc d MMM y"
"""How the day of an appointment stands in its field: short, and read back by what reads what is typed."""
_SPOKEN = re.compile(
    rf"(?:{_WORD},?\s+)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|e|ste|de)?[-/. ]+(?P<month>\d{{1,2}}|{_WORD})"
    rf"|(?P<first>{_WORD})\s+(?P<second>\d{{1,2}})(?:st|nd|rd|th)?)(?:[-/., ]+(?P<year>\d{{4}}|\d\d))?\.?",
    re.I,
)


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


def read_coming_day(text: str, today: date, language: Language) -> date | None:
    """Read a day in the words of the language, the weekday before a date counting for nothing; None for what is
    none, or no whole day. A weekday alone is the next one. Without a year it is the first that comes, or was at
    most DAYS_BACK days ago."""
    said, t = " ".join(text.casefold().split()), language.t
    near = (t("today"), t("tomorrow"), t("the day after tomorrow"))
    if said in near:
        return today + timedelta(days=near.index(said))
    if (weekday := _named(said, language, "cccc", "ccc")) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    found = _SPOKEN.fullmatch(said)
    if found is None:
        return _written_day(said, language)
    named = found["month"] or found["first"]
    month = int(named) - 1 if named.isdecimal() else _named(named, language, "LLLL", "LLL", "MMM")
    if month is None:
        return None
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0) if found["year"] else None
    return _first(int(found["day"] or found["second"]), month + 1, year, today)


def _written_day(said: str, language: Language) -> date | None:
    """Read back what the field itself shows, in whichever order its language has the parts."""
    year = re.search(r"\d{4}", said)
    if year is None or not FIRST_DAY.year <= int(year[0]) <= LAST_DAY.year:
        return None
    days = Period(date(int(year[0]), 1, 1), date(int(year[0]), 12, 31))
    return next((day for day in days if language.pattern(day, WRITTEN).casefold() == said), None)


def _named(text: str, language: Language, *fields: str) -> int | None:
    """Return which name begins with this text, from 0; None where none does, or several."""
    word = text.rstrip(".")
    names: Sequence[Sequence[str]] = [language.conventions.names[field] for field in fields]
    exact = [place for listed in names for place, name in enumerate(listed) if name.casefold().rstrip(".") == word]
    begun = {place for place, name in enumerate(names[0]) if name.casefold().startswith(word)}
    if exact:
        return exact[0]
    return begun.pop() if len(begun) == 1 and len(word) >= LEAST_LETTERS else None


def _first(day: int, month: int, year: int | None, today: date) -> date | None:
    for one in (year,) if year is not None else (today.year + step for step in YEARS):
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if FIRST_DAY <= found <= LAST_DAY and (year is not None or (today - found).days <= DAYS_BACK):
            return found
    return None
