"""Explains the columns of exported tables: a row a column, so that nobody has to guess what a number means."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from diary.content.language import Language
from diary.content.library import Library
from diary.content.words import ItemWords, column_name, option_name
from diary.domain.columns import further_columns
from diary.domain.day import Day, DayKind
from diary.domain.item import Item, Kind
from diary.domain.register import Register
from diary.screens.exported import ExportContent
from diary.screens.figure import Plain, PlainTable

CODEBOOK: Final = "codebook"
_ENDS: Final = re.compile(r";(?= |$)|(?<= )=|%(?=[0-9A-F]{2})")
DAYS: Final = "days"
STUDY, _ITEM = "study", "item"
MIDNIGHT: Final = "minutes after midnight"
"""The unit of clock times in the table of many people."""
_COLUMNS: Final = ("table", "column", "name", "kind", "unit", "lowest", "highest", "values", "question")


def build_codebook(content: ExportContent) -> PlainTable:
    """Return a row for every column: what it is called, its unit and range, and what its values mean."""
    return PlainTable(_COLUMNS, (*_fixed(content), *_items(content), *_lists(content)))


def in_words(table: PlainTable, library: Library) -> PlainTable:
    """Return a codebook as people read it: its columns, sheets and kinds by their names instead of their keys."""
    header, kinds = (library.language.phrases(CODEBOOK, part) for part in ("header", "kinds"))
    sheets = _sheet_names(library)
    rows = (
        (sheets.get(str(sheet), sheet), key, name, kinds.get(str(kind), kind), *more)
        for sheet, key, name, kind, *more in table.rows
    )
    return PlainTable(tuple(header[column] for column in table.columns), tuple(rows))


def in_keys(line: Mapping[str, str], library: Library) -> dict[str, str]:
    """Return a row of what `in_words` gave with its keys again; one that has keys, as before, stays."""
    header, kinds = (library.language.phrases(CODEBOOK, part) for part in ("header", "kinds"))
    columns, tables, keys = map(_reversed, (header, _sheet_names(library), kinds))
    found = {columns.get(column, column): cell for column, cell in line.items()}
    return found | {
        column: known.get(found[column], found[column])
        for column, known in (("table", tables), ("kind", keys))
        if column in found
    }


def _sheet_names(library: Library) -> dict[str, str]:
    names = {register.key: library.words.registers[register.key].name for register in library.registers}
    return {DAYS: library.language.t("Days"), **names}


def _reversed(names: Mapping[str, str]) -> dict[str, str]:
    return {name: key for key, name in names.items()}


def build_study_codebook(library: Library, *, dates: bool) -> PlainTable:
    """Return a row for every column of the table of many people, and for every item in it; choices are numbers
    there."""
    columns, counted = (library.language.phrases(CODEBOOK, part) for part in ("columns", "counted"))
    empty = (None,) * 5
    return PlainTable(
        _COLUMNS,
        (
            *(
                (STUDY, column, said, *empty, None)
                for column, said in columns.items()
                if dates or column != "date"
            ),
            *(_study_row(item, library) for item in library.catalogue.numeric if not item.own),
            *((_ITEM, key, said, *empty, None) for key, said in counted.items()),
        ),
    )


def _study_row(item: Item, library: Library) -> tuple[Plain, ...]:
    words = library.words.items[item.key]
    values = _meaning(library.language, item, words)
    if item.kind is Kind.CHOICE:
        values = "; ".join(f"{number} = {words.options.get(key, key)}" for number, key in enumerate(item.options))
    unit = MIDNIGHT if item.kind is Kind.CLOCK else item.unit or None
    return (_ITEM, item.key, words.name, item.kind.value, unit, *_range(item), values, words.question)


def _fixed(content: ExportContent) -> Iterator[tuple[Plain, ...]]:
    language, t = content.library.language, content.library.language.t
    empty = t("empty = not answered")
    kinds = "; ".join(f"{kind.value} = {option_name(language, kind)}" for kind in DayKind)
    fixed = {
        "day": ("date", t("Day"), t("2026-11-22; the night belongs to the day you woke up")),
        "zone": ("text", t("Time zone"), ""),
        "kind": ("choice", t("Kind of day"), kinds),
        "late": ("flag", t("Filled in late"), t("1 = more than two days afterwards")),
        "areas": ("list", t("Body map"), t("area:strength 1-10; none = no pain; {empty}", empty=empty)),
        "tender": ("list", t("Where touch hurt"), t("areas; empty = nowhere noted")),
        "activities": (
            "list",
            t("Activities"),
            t("name:minutes:effort 0-10; none = no activities; {empty}", empty=empty),
        ),
        "moments": ("list", t("Moments"), t("kind and time, [value=2] for an amount; {empty}", empty=empty)),
        "naps": ("list", t("Naps"), t("time/minutes, or /minutes where no time was noted; empty = none noted")),
    }
    for one in further_columns(Day):
        fixed[one.name] = ("text", column_name(language, Day, one.name), "")
    for column, (kind, name, values) in fixed.items():
        yield (DAYS, column, name, kind, None, None, None, values, None)


def _items(content: ExportContent) -> Iterator[tuple[Plain, ...]]:
    for item in content.catalogue.items:
        words = content.library.words.items[item.key]
        if item.is_numeric:
            yield (
                DAYS,
                item.key,
                words.name,
                item.kind.value,
                item.unit or None,
                *_range(item),
                _meaning(content.library.language, item, words),
                words.question,
            )
        elif item.kind is Kind.TEXT and content.has_texts:
            yield (DAYS, item.key, words.name, item.kind.value, None, None, None, None, words.question)


def _range(item: Item) -> tuple[Plain, Plain]:
    return (None, None) if item.kind is Kind.CLOCK else (item.low, item.high)


def _meaning(language: Language, item: Item, words: ItemWords) -> str:
    t = language.t
    match item.kind:
        case Kind.CHOICE:
            said = (f"{_marked(one)} = {_marked(words.options.get(one, one))}" for one in item.options)
            return "; ".join(said)
        case Kind.FLAG:
            return t("1 = yes, 0 = no")
        case Kind.CLOCK:
            return t("time of day")
        case _:
            ends = ((item.low, words.low), (item.high, words.high))
            return "; ".join(f"{value:.15g} = {said}" for value, said in ends if said)


def _marked(option: str) -> str:
    """Write signs that would end an answer or its meaning by their number, as in a web address."""
    return _ENDS.sub(lambda one: f"%{ord(one[0]):02X}", option)


def _lists(content: ExportContent) -> Iterator[tuple[Plain, ...]]:
    for register in content.library.registers:
        if content.records.get(register.key):
            yield from _fields(content, register)


def _fields(content: ExportContent, register: Register) -> Iterator[tuple[Plain, ...]]:
    words = content.library.words.registers[register.key]
    for field in register.fields:
        said = words.field(field.key)
        values = "; ".join(f"{option} = {said.options.get(option, option)}" for option in field.options)
        yield (register.key, field.key, said.name, field.kind.value, None, None, None, values or None, None)
