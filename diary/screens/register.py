"""A list as it is read: on its page, on the command line and on paper, and the form to fill in a line of it."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from diary.content.language import EXACT, Language
from diary.content.library import Library
from diary.content.words import FieldWords
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
    written,
)
from diary.domain.text import shorten
from diary.domain.therapist_mark import MARKS, is_of_one_day
from diary.screens.card_lines import joined


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
