"""A list as it is read: on its page, on the command line and on paper, and the form to fill in a line of it, where
a day is read as people type it: in words, without a year, by its weekday alone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from diary.content.language import EXACT, Language
from diary.content.library import Library
from diary.content.words import FieldWords
from diary.domain.period import FIRST_DAY, LAST_DAY, Period
from diary.domain.register import (
    DAY,
    NO,
    YES,
    FieldKind,
    RecordData,
    Register,
    RegisterField,
    RegisterRecord,
    date_written,
    parse_when,
    written,
)
from diary.domain.text import shorten
from diary.domain.therapist_mark import MARKS, is_of_one_day
from diary.screens.card_lines import joined

DAYS_ASIDE: Final = 28
"""A day without a year is the one to come, unless it was so few days ago; for what has been the reverse."""
YEARS: Final = range(-1, 9)
"""Years from this one in which a day may be found: 29 February comes every four, and not in every hundredth."""
LEAST_LETTERS: Final = 2
"""Of the name of a day or month."""
_WORD = r"[^\W\d_]+\.?"
WRITTEN: Final = "ccc d MMM y"
"""How a day stands in a field that is read again: short, and read back by what reads what is typed."""
_SPOKEN = re.compile(
    rf"(?:{_WORD},?\s+)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|e|ste|de)?[-/. ]+(?P<month>\d{{1,2}}|{_WORD})"
    rf"|(?P<first>{_WORD})\s+(?P<second>\d{{1,2}})(?:st|nd|rd|th)?)(?:[-/., ]+(?P<year>\d{{4}}|\d\d))?\.?",
    re.I,
)


class RecordLine(Struct, frozen=True):
    """One line: its name, the rest of what it says in a few words (may be empty), and its number in the list,
    from 1. `data` holds the plain values by field, every field, None for what was not filled in."""

    record: RegisterRecord
    number: int
    name: str
    words: str
    data: RecordData


class RegisterState(Struct, frozen=True):
    """A whole list in its order: what counts now (`lines`) and what does not any more (`ended`)."""

    name: str
    hint: str
    add: str
    end: str
    ended_name: str
    empty: str
    can_end: bool
    lines: tuple[RecordLine, ...]
    ended: tuple[RecordLine, ...]


class RecordField(Struct, frozen=True):
    """One field of the form: what is asked, its answers (key and words; empty where something is typed), and what
    is filled in, as it would be typed. It is asked with one answer of a choice where `asked_with` names both;
    `is_needed`: it may not stay empty."""

    key: str
    name: str
    hint: str
    kind: FieldKind
    options: tuple[tuple[str, str], ...]
    text: str
    asked_with: tuple[str, str] | None = None
    is_needed: bool = False


def title_of(record: RegisterRecord, library: Library) -> str:
    """Return what a line of a list is called, as long as a form takes it: other programs write too."""
    register = library.register(record.register)
    said = record.data.get(register.title)
    return shorten(said, register.field(register.title).longest) if isinstance(said, str) and said.strip() else "–"


def build_register(register: Register, records: Iterable[RegisterRecord], library: Library) -> RegisterState:
    """Return the list as it stands. Records nobody can read the fields of still show what they say."""
    t, words = library.language.t, library.words.registers[register.key]
    lines = [_line(register, record, number, library) for number, record in enumerate(records, start=1)]
    return RegisterState(
        words.name,
        words.hint,
        words.add or t("Add a line"),
        words.end or t("No longer"),
        words.ended or t("Before"),
        t("There is nothing in this list yet."),
        bool(register.ends),
        tuple(line for line in lines if line.record.ended_on is None),
        tuple(line for line in lines if line.record.ended_on is not None),
    )


def build_fields(
    register: Register, library: Library, record: RegisterRecord | None = None
) -> tuple[RecordField, ...]:
    """Return the form of a new line or of one that is there. When something ended is asked of what has ended."""
    words = library.words.registers[register.key]
    values = {} if record is None else plain_values(register, record.data, record.ended_on)
    return tuple(
        _field(
            field,
            words.field(field.key),
            values.get(field.key),
            library.language,
            is_end=field.key == register.ends,
        )
        for field in register.fields
        if field.key != register.ends or values.get(field.key) is not None
    )


def plain_values(register: Register, data: RecordData, ended_on: object) -> dict[str, object]:
    """Return every field with its value: texts (lines as one, with line ends), numbers, booleans, dates as 2019,
    2019-03 or 2019-03-22, or as they were typed."""
    ended = None if ended_on is None else data.get(register.ends) or str(ended_on)
    values = {field.key: ended if field.key == register.ends else data.get(field.key) for field in register.fields}
    return {key: written(value) if isinstance(value, list) else value for key, value in values.items()}


def values_said(register: Register, data: RecordData, ended_on: object, library: Library) -> tuple[str, str]:
    """Return what a record says: its name (may be empty), and all else that was filled in, on one line."""
    words, values = library.words.registers[register.key], plain_values(register, data, ended_on)
    said = {
        field.key: value_said(field, words.field(field.key), value, library.language)
        for field in register.fields
        if (value := values[field.key]) is not None
    }
    name = said.pop(register.title, "")
    parts = {key: words.field(key).said(value) for key, value in said.items()}
    if register.key == MARKS and is_of_one_day(data):
        parts |= {"from": library.language.t("on {day}", day=said["from"]), "until": ""}
    return name, joined(parts.values())


def value_said(field: RegisterField, words: FieldWords, value: object, language: Language) -> str:
    """Return a value in words. What another version wrote and this one cannot read is shown as it is."""
    if field.kind is FieldKind.CHOICE:
        return words.options.get(str(value), str(value))
    if isinstance(value, bool):
        return _yes_no(language)[value]
    if isinstance(value, (int, float)):
        said = language.number(value, EXACT)
        if field.kind is not FieldKind.SCALE:
            return said
        return language.t("{value} of {high}", value=said, high=language.number(field.high))
    if field.kind is FieldKind.LINES:
        lines = str(value).splitlines()
        return " ".join(f"{place}. {line}" for place, line in enumerate(lines, start=1))
    return _date(str(value), language) if field.kind is FieldKind.DATE else " ".join(str(value).split())


def _line(register: Register, record: RegisterRecord, number: int, library: Library) -> RecordLine:
    name, words = values_said(register, record.data, record.ended_on, library)
    values = plain_values(register, record.data, record.ended_on)
    return RecordLine(record, number, name or library.language.t("(without a name)"), words, values)


def _field(
    field: RegisterField, words: FieldWords, value: object, language: Language, *, is_end: bool
) -> RecordField:
    options: tuple[tuple[str, str], ...] = ()
    hint = words.hint
    if field.kind is FieldKind.CHOICE:
        options = tuple((key, words.options.get(key, key)) for key in field.options)
    elif field.kind is FieldKind.FLAG:
        options = (YES, _yes_no(language)[True]), (NO, _yes_no(language)[False])
    elif field.kind is FieldKind.SCALE:
        steps = range(int(field.low), int(field.high) + 1)
        options = tuple((str(step), language.number(step)) for step in steps)
        hint = hint or words.ends
    elif field.kind is FieldKind.DATE:
        t = language.t
        any_date = t("A year, a month or a day: 2019, 3-2019 or 22-3-2019")
        if field.rough:
            hint = hint or t("As far as you know: 2019, 3-2019, 22-3-2019, or words like spring 2019")
        hint = hint or (t("Day, month and year, like 22-3-2019") if is_end else any_date)
    text = date_written(written(value)) if field.kind is FieldKind.DATE else written(value)
    if isinstance(value, float):
        text = language.typed(value)
    return RecordField(
        field.key,
        words.name,
        hint,
        field.kind,
        options,
        text,
        field.asked_with,
        field.required,
    )


def _yes_no(language: Language) -> Mapping[bool, str]:
    return {True: language.t("yes"), False: language.t("no")}


def _date(text: str, language: Language) -> str:
    """Write as much of a date as is known: 22 March 2019, March 2019, 2019."""
    try:
        day = date.fromisoformat(f"{text}-01" if len(text) < DAY else text)
    except ValueError:
        return text
    return language.day(day) if len(text) == DAY else language.pattern(day, "LLLL y")


def days_read(texts: Mapping[str, str], register: Register, today: date, language: Language) -> dict[str, str]:
    """Return what was typed by field, a day in words written as `parse_when` reads it; all else stays as it is.

    Raises Refusal UNKNOWN_FIELD.
    """
    read = dict(texts)
    for key, text in texts.items():
        field = register.field(key)
        if field.kind is FieldKind.DATE and parse_when(text.strip()) is None:
            day = read_typed_day(text, today, language, is_coming=field.coming)
            read[key] = text if day is None else day.isoformat()
    return read


def read_typed_day(text: str, today: date, language: Language, *, is_coming: bool) -> date | None:
    """Read a day in the words of the language, the weekday before a date counting for nothing; None for what is
    none, or no whole day. A weekday alone is the next one, or the last for what is not `is_coming`; so is a day
    without a year, which may also lie at most DAYS_ASIDE days on the other side."""
    said, t = " ".join(text.casefold().split()), language.t
    near = (t("the day before yesterday"), t("yesterday"), t("today"), t("tomorrow"), t("the day after tomorrow"))
    if said in near:
        return _moved(today, near.index(said) - near.index(t("today")))
    if (weekday := _named(said, language, "cccc", "ccc")) is not None:
        ahead = weekday - today.weekday()
        return _moved(today, (ahead - 1) % 7 + 1 if is_coming else -((-ahead - 1) % 7 + 1))
    found = _SPOKEN.fullmatch(said)
    if found is None:
        return _written_day(said, language)
    named = found["month"] or found["first"]
    month = int(named) - 1 if named.isdecimal() else _named(named, language, "LLLL", "LLL", "MMM")
    if month is None:
        return None
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0) if found["year"] else None
    return _first(int(found["day"] or found["second"]), month + 1, year, today, is_coming=is_coming)


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


def _first(day: int, month: int, year: int | None, today: date, *, is_coming: bool) -> date | None:
    ahead = 1 if is_coming else -1
    for one in (year,) if year is not None else (today.year + ahead * step for step in YEARS):
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        aside = (today - found).days * ahead
        if FIRST_DAY <= found <= LAST_DAY and (year is not None or aside <= DAYS_ASIDE):
            return found
    return None


def _moved(today: date, by: int) -> date | None:
    found = today + timedelta(days=by)
    return found if FIRST_DAY <= found <= LAST_DAY else None
