"""Yields the rows of one file of an export, whatever kind of file it is: a table, a spreadsheet, JSON, a
database."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from io import StringIO, TextIOWrapper
from itertools import islice

import msgspec

from diary.domain.refusal import Reason, Refusal
from diary.exchange.bundle import LARGEST_DATABASE, Member
from diary.exchange.reader_parts import ReaderPart
from diary.exchange.sheets import sheet_rows
from diary.exchange.source_rows import (
    DELIMITERS,
    HEADER_WITHIN,
    MISSING,
    OLD_OFFICE,
    ZIP,
    SourceRow,
    encoding_of,
    find,
    is_workbook,
    lines_of,
    without_nul,
)
from diary.storage.other_database import MARK, open_other_database

BLANK, NO_TABLE = b"\xef\xbb\xbf \r\n\t", (b"{", b"[", b"<", MARK)
"""What JSON, XML and a database begin with: no header is looked for in these."""

Table = Iterator[tuple[int, Sequence[str]]]
PartRow = tuple[ReaderPart | None, SourceRow]
"""A row and the part it belongs to; None for a row of a section that no part knows."""


def fits_part(member: Member, part: ReaderPart, head: bytes) -> bool:
    """Return whether a file looks like one of this kind, by its name and its beginning."""
    if not member.is_called(*part.names):
        return False
    if part.table:
        return head.startswith(MARK)
    if part.columns:
        is_other = head.lstrip(BLANK).startswith(NO_TABLE)
        return not is_other and _header_in(member, part, head) is not None
    return all(key.encode() in head for key in part.keys) and not any(key.encode() in head for key in part.absent)


def rows_of(member: Member, parts: Sequence[ReaderPart]) -> Iterator[PartRow]:
    """Yield the rows of a file that fits these parts. Raises Refusal SOURCE_UNREADABLE, SOURCE_TOO_LARGE."""
    try:
        if parts[0].table:
            yield from _database_rows(member, parts)
        elif parts[0].columns:
            yield from _table_rows(member, parts)
        else:
            yield from _json_rows(member, parts[0])
    except (csv.Error, UnicodeError, ValueError, RecursionError, msgspec.MsgspecError):
        raise Refusal(Reason.SOURCE_UNREADABLE, path=member.name) from None


# ------------------------------------------------------------------ tables


def cells_of(member: Member, delimiter: str | None = None) -> Table:
    """Yield the lines of a table with their numbers."""
    if member.head().startswith((ZIP, OLD_OFFICE)):
        yield from sheet_rows(member.whole())
        return
    with TextIOWrapper(member.opened(), encoding_of(member.opened), newline="") as file:
        reader = csv.reader(without_nul(lines_of(file)), delimiter=delimiter or ",")
        for cells in reader:
            yield reader.line_num, cells


@lru_cache(maxsize=2)
def _sheet_head(member: Member) -> tuple[Sequence[str], ...]:
    with suppress(ValueError):
        return tuple(cells for _, cells in islice(sheet_rows(member.whole()), HEADER_WITHIN))
    return ()


def _header_in(member: Member, part: ReaderPart, head: bytes) -> str | None:
    """Return the delimiter with which a header of this part stands in the beginning of a table; None without
    one."""
    if head.startswith((ZIP, OLD_OFFICE)):
        is_sheet = is_workbook(member.opened)
        return "," if is_sheet and any(_columns(part, cells) for cells in _sheet_head(member)) else None
    text = (
        head.decode(encoding_of(member.opened), "replace")
        if b"\0" in head[:200]
        else head.decode("utf-8-sig", "replace")
    )
    for delimiter in DELIMITERS:
        with suppress(csv.Error):
            for cells in islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), HEADER_WITHIN * 20):
                if _columns(part, cells):
                    return delimiter
    return None


def _columns(part: ReaderPart, cells: Sequence[str]) -> Mapping[str, int] | None:
    """Return the place of each column of the part; None when this is not its header."""
    names = {name.strip().strip("\ufeff").casefold(): place for place, name in reversed(list(enumerate(cells)))}
    found: dict[str, int] = {}
    for wanted, is_needed in ((part.columns, True), (part.more, False)):
        for column, known in wanted.items():
            place = next((names[name.casefold()] for name in (column, *known) if name.casefold() in names), None)
            if place is not None:
                found[column] = place
            elif is_needed:
                return None
    return found


def _table_rows(member: Member, parts: Sequence[ReaderPart]) -> Iterator[PartRow]:
    delimiter = next((found for part in parts if (found := _header_in(member, part, member.head()))), ",")
    current: ReaderPart | None = None
    places: Mapping[str, int] = {}
    has_begun = False
    first = {
        name.casefold() for part in parts for column, known in part.columns.items() for name in (column, *known)
    }
    for line, cells in cells_of(member, delimiter):
        if not any(cells):
            current = current if current and not current.sections else None
            continue
        if any(cell.strip().strip("\ufeff").casefold() in first for cell in cells):
            header = next(((part, columns) for part in parts if (columns := _columns(part, cells))), None)
            if header is not None:
                (current, places), has_begun = header, True
                continue
        if current is not None:
            values = {column: cells[place] for column, place in places.items() if place < len(cells)}
            yield current, SourceRow(line, values)
        elif has_begun:
            yield None, SourceRow(line, {"": cells[0]})


# ------------------------------------------------------------------ JSON and databases


def decode_json(member: Member) -> object:
    """Return what is in a JSON file. Raises Refusal SOURCE_UNREADABLE, also for what is nested without end."""
    try:
        return msgspec.json.decode(member.whole())
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        raise Refusal(Reason.SOURCE_UNREADABLE, path=member.name) from None


def _json_rows(member: Member, part: ReaderPart) -> Iterator[PartRow]:
    found = decode_json(member)
    if part.records:
        inner = find(found, part.records)
        found = found if inner is MISSING else inner
    records = found if isinstance(found, list) else [found]
    for place, cells in enumerate(records, start=1):
        yield (
            (part if isinstance(cells, dict) else None),
            SourceRow(place, cells if isinstance(cells, dict) else {}),
        )


def _database_rows(member: Member, parts: Iterable[ReaderPart]) -> Iterator[PartRow]:
    with member.opened() as file, open_other_database(file, member.name, LARGEST_DATABASE) as database:
        for part in parts:
            columns = (*part.columns, *part.more)
            for place, cells in enumerate(database.rows(part.table, columns), start=1):
                yield part, SourceRow(place, cells)
