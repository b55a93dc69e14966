"""Registers: lists that belong to no day, such as medicines. What a record may say is declared and checked here.

What a person writes is kept as they wrote it: nothing is reckoned with it or read into it.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, TypeAlias

from msgspec import Struct

from diary.domain.entry import parse_flag, parse_number
from diary.domain.item import LARGEST_VALUE
from diary.domain.period import FIRST_DAY, LAST_DAY, read_date
from diary.domain.refusal import Reason, Refusal

RecordData: TypeAlias = Mapping[str, Any]
"""What a record says, by field: texts, numbers, booleans, None, and lists and dictionaries of these."""


class RegisterRecord(Struct, frozen=True):
    """One line of a register. `id` is unique over all copies of the diary; `created_at` is aware UTC; `ended_on`
    is the first day it no longer counts, None while it does; `position` orders the register, ties by `id`."""

    id: int
    register: str
    data: RecordData
    created_at: datetime
    ended_on: date | None
    position: int


def newest_record(records: Iterable[RegisterRecord]) -> RegisterRecord | None:
    """Return the record that counts where a list holds one answer: the newest; None of an empty list."""
    return max(records, key=lambda record: (record.created_at, record.position), default=None)


YES: Final = "yes"
NO: Final = "no"
DAY: Final = len("2019-03-22")
"""Letters of a date that knows its day."""
FORWARD: Final = r"(?P<year>\d{4})(?:[-/. ](?P<month>\d{1,2})(?:[-/. ](?P<day>\d{1,2}))?)?"
YEAR: Final = r"(?<!\d)(?:19|20)\d\d(?!\d)"
LONGEST_ROUGH: Final = 60
BACKWARD: Final = r"(?:(?:(?P<day>\d{1,2})[-/. ])?(?P<month>\d{1,2})[-/. ])?(?P<year>\d{4})"


class FieldKind(StrEnum):
    """How a field of a record is filled in: a line, some lines of text, a few lines in order, one of a few
    answers, points, a date, a number, or yes and no."""

    TEXT = "text"
    NOTE = "note"
    LINES = "lines"
    CHOICE = "choice"
    SCALE = "scale"
    DATE = "date"
    NUMBER = "number"
    FLAG = "flag"


LONGEST: Final[Mapping[FieldKind, int]] = {FieldKind.TEXT: 200, FieldKind.NOTE: 2000, FieldKind.LINES: 200}
MOST_LINES: Final = 5
"""Lines of a field that holds a few in order: the first ones are what there is time for."""


_HELD: Final[Mapping[FieldKind, type | tuple[type, ...]]] = {
    FieldKind.LINES: list,
    FieldKind.SCALE: (int, float),
    FieldKind.NUMBER: (int, float),
    FieldKind.FLAG: bool,
}
"""What JSON gives for a field; a text where nothing is said."""


class RegisterField(Struct, frozen=True):
    """One field: `longest` counts characters of a text or line, `low` and `high` are the inclusive range of a
    number.

    A value is a text, a list of texts for lines, a number, a boolean for a flag, an option's key for a choice, and
    for a date a year, a month or a day as `2019`, `2019-03` or `2019-03-22`: nobody has to know the day. A `rough`
    date may be in words with a year in them (spring 2019), which are kept as they were typed; a `coming` one is
    looked for in the days ahead when it is typed without a year. A field is asked with one answer of a choice of
    the list where `asked_with` names both.
    """

    key: str
    kind: FieldKind
    required: bool = False
    longest: int = 0
    low: float = 0
    high: float = LARGEST_VALUE
    options: tuple[str, ...] = ()
    rough: bool = False
    coming: bool = False
    asked_with: tuple[str, str] | None = None

    def holds(self, value: object) -> bool:
        """Return whether the value is of the kind of this field, whatever it says."""
        if isinstance(value, bool) and self.kind is not FieldKind.FLAG:
            return False
        if isinstance(value, list) and not all(isinstance(line, str) for line in value):
            return False
        if isinstance(value, int | float) and not -LARGEST_VALUE <= value <= LARGEST_VALUE:
            return False
        return isinstance(value, _HELD.get(self.kind, str))


class Register(Struct, frozen=True):
    """A declared list. `title` is the field that names a record, `ends` the date field that is `ended_on` of a
    record (may be empty), and not before the date field `begins`; of a rough one `ended_on` is the first day it
    may be, and what was typed is in the data. `page` is the page it is a section of; `on_paper` says whether it
    may be printed."""

    key: str
    fields: tuple[RegisterField, ...]
    title: str
    ends: str = ""
    begins: str = ""
    page: str = ""
    on_paper: bool = False

    def field(self, key: str) -> RegisterField:
        """Return the field with this key. Raises Refusal UNKNOWN_FIELD."""
        found = next((field for field in self.fields if field.key == key), None)
        if found is None:
            options = tuple(field.key for field in self.fields)
            raise Refusal(Reason.UNKNOWN_FIELD, register=self.key, field=key, options=options)
        return found

    def holds(self, data: RecordData) -> bool:
        """Return whether each declared field, where something is said, is of its kind: other programs write files
        too."""
        return all(field.holds(data[field.key]) for field in self.fields if data.get(field.key) is not None)

    def parse(
        self, texts: Mapping[str, str], data: RecordData | None = None, ended_on: date | None = None
    ) -> tuple[RecordData, date | None]:
        """Return what was typed by field, over what the record says already; an empty text takes a field away.

        Gives the new data and the first day the record no longer counts. Raises Refusal UNKNOWN_FIELD,
        FIELD_MISSING, FIELD_TOO_LONG or another of a field, with the facts `register` and `field`.
        """
        new = dict(data or {})
        for key, text in texts.items():
            value = self.value(key, text)
            is_day = key == self.ends and value is not None and parse_when(value) == value and len(value) == DAY
            if key == self.ends:
                ended_on = date.fromisoformat(value) if is_day else None
            if value is None or is_day:
                new.pop(key, None)
            else:
                new[key] = value
        for field in self.fields:
            if field.required and field.key not in new:
                raise Refusal(Reason.FIELD_MISSING, register=self.key, field=field.key)
        return new, self._ended(new, ended_on)

    def _ended(self, data: RecordData, ended_on: date | None) -> date | None:
        """Return the first day it no longer counts. Raises Refusal FIELD_BEFORE_BEGIN."""
        begin = known_date(data.get(self.begins)) or ""
        end = known_date(data.get(self.ends)) or (str(ended_on) if ended_on else "")
        known = min(len(begin), len(end))  # a year or a month may end in itself
        if end[:known] < begin[:known]:
            facts = {"register": self.key, "field": self.ends, "other": self.begins}
            raise Refusal(Reason.FIELD_BEFORE_BEGIN, **facts)
        return max(first_day(end), first_day(begin or end)) if end else None

    def value(self, key: str, text: str) -> Any:  # noqa: ANN401 - whatever a record can hold
        """Return what was typed for one field, as a record holds it; None for nothing. Raises Refusal as
        `parse`."""
        field, text = self.field(key), text.strip()
        if not text:
            return None
        match field.kind:
            case FieldKind.TEXT | FieldKind.NOTE | FieldKind.LINES:
                return self._text(field, text)
            case FieldKind.DATE:
                return self._date(field, text)
            case FieldKind.SCALE | FieldKind.NUMBER:
                return self._number(field, text)
            case FieldKind.FLAG:
                with suppress(Refusal):
                    return bool(parse_flag(text))
                options: tuple[str, ...] = (YES, NO)
            case FieldKind.CHOICE:
                if text.casefold() in field.options:
                    return text.casefold()
                options = field.options
        raise Refusal(Reason.FIELD_NOT_A_CHOICE, register=self.key, field=field.key, text=text, options=options)

    def _text(self, field: RegisterField, text: str) -> str | list[str]:
        lines = [text] if field.kind is FieldKind.NOTE else [" ".join(line.split()) for line in text.splitlines()]
        if field.kind is FieldKind.TEXT:
            lines = [" ".join(text.split())]
        if max(map(len, lines)) > field.longest:
            raise Refusal(Reason.FIELD_TOO_LONG, register=self.key, field=field.key, longest=field.longest)
        if field.kind is not FieldKind.LINES:
            return lines[0]
        if len(asked := [line for line in lines if line]) > MOST_LINES:
            raise Refusal(Reason.FIELD_TOO_MANY, register=self.key, field=field.key, most=MOST_LINES)
        return asked

    def _date(self, field: RegisterField, text: str) -> str:
        found = parse_when(text)
        if field.rough:
            found = found or rough_date(text)
        if found is None:
            raise Refusal(Reason.FIELD_NOT_A_DATE, register=self.key, field=field.key, text=text)
        if field.key == self.ends and len(found) < DAY and not field.rough:
            raise Refusal(Reason.FIELD_NOT_A_DAY, register=self.key, field=field.key, text=text)
        return found

    def _number(self, field: RegisterField, text: str) -> float | int:
        try:
            number = parse_number(text)
        except Refusal:
            raise Refusal(Reason.FIELD_NOT_A_NUMBER, register=self.key, field=field.key, text=text) from None
        if field.kind is FieldKind.SCALE and number % 1:
            raise Refusal(Reason.FIELD_NOT_WHOLE, register=self.key, field=field.key)
        if not field.low <= number <= field.high:
            raise Refusal(
                Reason.FIELD_OUT_OF_RANGE, register=self.key, field=field.key, low=field.low, high=field.high
            )
        return int(number) if number % 1 == 0 else number


def parse_when(text: str) -> str | None:
    """Return a year, a month or a day as `2019`, `2019-03` or `2019-03-22`; None for what is no date or no date a
    diary can hold. Day and month come in the order of both languages: 22-3-2019, or 2019-3-22 when the year is
    first."""
    found = re.fullmatch(FORWARD, text) or re.fullmatch(BACKWARD, text)
    if found is None:
        return None
    year, month, day = (found[part] for part in ("year", "month", "day"))
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not FIRST_DAY <= whole <= LAST_DAY:
        return None
    return "-".join(part for part in (year, month and f"{whole.month:02d}", day and f"{whole.day:02d}") if part)


def rough_date(text: str) -> str | None:
    """Return a date in words, on one line; None without one year in it, or where numbers alone make no date."""
    words = " ".join(text.split())
    rest = re.sub(YEAR, "", words, count=1)
    is_number = not any(letter.isalpha() for letter in rest) and any(letter.isdecimal() for letter in rest)
    return words if re.search(YEAR, words) and not is_number and len(words) <= LONGEST_ROUGH else None


def known_date(value: object) -> str | None:
    """Return as much of a date as is in what was typed: `2019-03-22`, `2019-03`, or the year in words; None
    without."""
    text = value if isinstance(value, str) else ""
    year = re.search(YEAR, text)
    return parse_when(text) or (year and year[0])


def read_day(data: RecordData, field: str) -> date | None:
    """Return the day a field holds; None where it holds no whole day: other programs write too."""
    return read_date(str(data.get(field, "")))


def first_day(known: str) -> date:
    """Return the first day of a year or a month, and a day itself."""
    return date.fromisoformat(known + "-01-01"[len(known) - 4 :] if len(known) < DAY else known)


def written(value: object) -> str:
    """Write a value as somebody would type it, so that `parse` gives the same value again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float):
        return f"{value:.15g}"
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def date_written(value: str) -> str:
    """Write a stored date in the order people write it: 22-3-2019, 3-2019, 2019."""
    if parse_when(value) is None:
        return value
    return "-".join(str(int(part)) for part in reversed(value.split("-")))
