"""Writes a workbook with typed cells, a sheet for each table: no text in it is taken for a formula or a link."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from enum import Enum
from io import BytesIO
from typing import Any, Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from diary.content.language import Language
from diary.content.words import column_name, option_name
from diary.domain.columns import further_columns, plain
from diary.domain.day import ACTIVITIES, Activity, Day, Moment, Nap
from diary.domain.item import Item, Kind
from diary.domain.register import Register
from diary.exchange.codebook import build_codebook, in_words
from diary.screens.exported import ExportContent
from diary.screens.register import plain_values

Workbook: TypeAlias = Any
Worksheet: TypeAlias = Any
"""The library ships no types."""
Typed: TypeAlias = date | time | bool | float | str | None
LONGEST_CELL: Final = 16_000
"""Letters of a cell: a spreadsheet takes 32,767, and counts a letter such as an emoji as two. What is longer goes
on in the rows below, in the same column."""
_WIDE: Final = 60


class _Sheet(Struct, frozen=True):
    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Typed]]


def xlsx_files(content: ExportContent) -> dict[str, bytes]:
    """Return the one workbook: days, what belongs to them, the lists that are taken, and what explains it all."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    out = BytesIO()
    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(out, plain) as book:
        book.set_properties({"created": content.made_at.replace(tzinfo=None)})
        forms = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            time: book.add_format({"num_format": "hh:mm"}),
        }
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for sheet in _sheets(content):
            _write(book, sheet, forms, head)
    return {"": out.getvalue()}


def _sheets(content: ExportContent) -> Iterator[_Sheet]:
    """Yield the tables; of the rows of days only those that have any."""
    t, names = content.library.language.t, content.library.words.items
    day = t("Day")
    header = (
        day,
        t("Kind of day"),
        t("Time zone"),
        t("Filled in late"),
        *(names[one.key].name for one in content.items),
        *(column_name(content.library.language, Day, column.name) for column in further_columns(Day)),
    )
    yield _Sheet(t("Days"), header, (_day(one, content) for one in content.days))
    yield from _of_days(content)
    for register in content.library.registers:
        if content.records.get(register.key):
            yield _list(register, content)
    book = in_words(build_codebook(content), content.library)
    yield _Sheet(t("Explanation"), book.columns, book.rows)


def _of_days(content: ExportContent) -> Iterator[_Sheet]:
    """Yield what a day has several of, where there is any."""
    t, names = content.library.language.t, content.library.words.items
    segments, kinds = content.library.words.segments, content.library.words.moments
    marked = [
        (one.date, segments.get(key, key), _number(one.areas.get(key)), key in one.tender)
        for one in content.days
        for key in sorted({*one.areas, *one.tender})
    ]
    marked += [(one.date, t("No pain"), 0.0, False) for one in content.days if one.is_mapped and not one.areas]
    minutes = {t("Minutes"): lambda each: _number(each.minutes)}
    effort = {t("Effort"): lambda each: _number(each.effort)}
    moment = {
        t("Time"): lambda each: _clock(each.at),
        t("Kind"): lambda each: kinds[each.kind],
        t("Words"): lambda each: each.text,
        column_name(content.library.language, Moment, "value"): lambda each: each.value,
    }
    notes = [
        (one.date, names[key].name if key in names else key, text)
        for one in content.days
        for key, text in one.notes.items()
    ]
    done = _listed(content, "activities", Activity, {t("Activity"): lambda each: each.kind, **minutes, **effort})
    none = [
        (one.date, t("no activities"), 0.0)
        for one in content.days
        if ACTIVITIES in one.answers and not one.activities
    ]
    sheets = (
        _Sheet(t("Body map"), (t("Day"), t("Place"), t("Strength"), t("Touch hurt")), marked),
        replace(done, rows=[*done.rows, *none]),
        _listed(content, "naps", Nap, {t("Time"): lambda each: _clock(each.begin), **minutes}),
        _listed(content, "moments", Moment, moment),
        _Sheet(t("Notes"), (t("Day"), t("Kind"), t("Words")), notes),
    )
    yield from (sheet for sheet in sheets if sheet.rows)


def _listed(
    content: ExportContent, field: str, kind: type[Struct], told: Mapping[str, Callable[[Any], Typed]]
) -> _Sheet:
    """Return the values in a field of every day as a sheet: what is `told` by column, and what else they say."""
    t, language = content.library.language.t, content.library.language
    names = {"activities": t("Activities"), "naps": t("Naps"), "moments": t("Moments")}
    further_names = (column_name(language, kind, column.name) for column in further_columns(kind))
    rows = [
        (one.date, *(tell(each) for tell in told.values()), *_further(language, each))
        for one in content.days
        for each in getattr(one, field)
    ]
    return _Sheet(names[field], (t("Day"), *told, *further_names), rows)


def _day(day: Day, content: ExportContent) -> tuple[Typed, ...]:
    answers = (_value(item, day.value(item.key), content) for item in content.items)
    language = content.library.language
    kind = option_name(language, day.kind)
    return (day.date, kind, day.zone, day.is_late, *answers, *_further(language, day))


def _further(language: Language, value: Struct) -> Iterator[Typed]:
    for column in further_columns(type(value)):
        said = getattr(value, column.name)
        words = option_name(language, said) if isinstance(said, Enum) else plain(said)
        yield said if isinstance(said, bool | date) else words


def _value(item: Item, value: float | None, content: ExportContent) -> Typed:
    if value is None:
        return None
    match item.kind:
        case Kind.CLOCK:
            return _clock(value)
        case Kind.FLAG:
            return bool(value)
        case Kind.CHOICE if value < len(item.options):
            option = item.options[int(value)]
            return content.library.words.items[item.key].options.get(option, option)
        case _:
            return float(value)


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _clock(minutes: float | None) -> time | None:
    if minutes is None:
        return None
    hour, minute = divmod(int(minutes), 60)
    return time(hour % 24, minute)


def _list(register: Register, content: ExportContent) -> _Sheet:
    words = content.library.words.registers[register.key]
    header = [words.field(field.key).name for field in register.fields]
    said = {field.key: words.field(field.key).options for field in register.fields if field.options}

    def cell(key: str, value: object) -> Typed:
        known = value if isinstance(value, (bool, int, float, str)) else None
        return said[key].get(str(known), known) if key in said else known

    rows = (
        [cell(key, value) for key, value in plain_values(register, record.data, record.ended_on).items()]
        for record in content.records[register.key]
    )
    return _Sheet(words.name, header, rows)


def _write(book: Workbook, sheet: _Sheet, forms: dict[type, Any], head: object) -> None:
    """Write a sheet whose header stays in view; columns are as wide as their names."""
    page: Worksheet = book.add_worksheet(_sheet_name(book, sheet.name))
    page.freeze_panes(1, 1)
    for place, name in enumerate(sheet.header):
        page.write_string(0, place, name[:LONGEST_CELL], head)
        page.set_column(place, place, min(max(len(name) + 2, 11), _WIDE))
    number = 1
    for row in sheet.rows:
        number += max((_cell(page, number, place, value, forms) for place, value in enumerate(row)), default=1)
    page.autofilter(0, 0, 0, max(len(sheet.header) - 1, 0))


def _cell(page: Worksheet, row: int, place: int, value: Typed, forms: dict[type, Any]) -> int:
    """Write a value; returns how many rows it takes."""
    if isinstance(value, bool):
        page.write_boolean(row, place, value)
    elif isinstance(value, (date, time)):
        page.write_datetime(row, place, value, forms[time if isinstance(value, time) else date])
    elif isinstance(value, (int, float)):
        page.write_number(row, place, value)
    elif value:
        parts = [value[begin : begin + LONGEST_CELL] for begin in range(0, len(value), LONGEST_CELL)]
        for below, part in enumerate(parts):
            page.write_string(row + below, place, part)
        return len(parts)
    return 1


def _sheet_name(book: Workbook, name: str) -> str:
    """Return a name a spreadsheet can have: 31 letters, none of the signs of its formulas, and not there yet."""
    plain = "".join(sign for sign in name if sign not in "[]:*?/\\'")[:28] or "-"
    there = {page.get_name().casefold() for page in book.worksheets()}
    return next(
        f"{plain}{more}" for more in ("", *map(str, range(2, 99))) if f"{plain}{more}".casefold() not in there
    )
