"""Reads the sheets of a workbook, in bounded time and memory."""

import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import partial
from io import BytesIO
from itertools import chain, islice
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

CHUNK = 1024 * 1024
MOST_MERGED = 200_000
LARGEST_SHEET = 256 * 1024 * 1024
"""Bytes of a spreadsheet when it is unpacked."""
MOST_CELLS = 4_000_000
"""Cells of a sheet, filled or not: 32 bytes each and more."""
_TAG = re.compile(rb"<(?:\w+:)?(table|table-row|table-cell|covered-table-cell)\b(?![-\w])([^>]*)")
_CELL = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
_ALIKE = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')


Sheet = Callable[[], Iterator[tuple[int, Sequence[str]]]]
"""Gives the rows of a sheet of a spreadsheet with their numbers."""


def sheet_rows(content: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows of a spreadsheet's first sheet of more than one row, with their numbers. Raises what
    `workbook` raises."""
    for sheet in workbook(content).values():
        rows = sheet()
        if len(first := list(islice(rows, 2))) == 2:
            yield from chain(first, rows)
            return


def workbook(content: bytes) -> dict[str, Sheet]:
    """Return the sheets of a spreadsheet by name. Raises ValueError for what is no spreadsheet, or unpacks to more
    than a person wrote; reading a sheet does too."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with suppress(BadZipFile), ZipFile(BytesIO(content)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > LARGEST_SHEET:
                raise ValueError(LARGEST_SHEET)
            for info in infos:
                with archive.open(info) as part:
                    _check_extent(part)
    except (NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise ValueError(str(error)) from None

    def rows(name: str) -> Iterator[tuple[int, Sequence[str]]]:
        try:
            sheet = book.get_sheet_by_name(name)
            lines = sheet.iter_rows() if sheet.height else ()
            merged = _merged(sheet)
            above: list[str] = []
            for number, cells in enumerate(lines, start=1):
                row = [_sheet_cell(cell) for cell in cells]
                for place in merged.get(number, ()):
                    row[place] = above[place]
                yield number, row
                above = row
        except CalamineError as error:
            raise ValueError(str(error)) from None

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return {name: partial(rows, name) for name in book.sheet_names}
    except CalamineError as error:
        raise ValueError(str(error)) from None


def _merged(sheet: "CalamineSheet") -> Mapping[int, Sequence[int]]:
    """Return by row number the places of cells that are one with the cell above: a date beside three rows is that
    of all three. Raises ValueError for more than a person merges."""
    found: dict[int, list[int]] = defaultdict(list)
    count = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and sheet.start and sheet.end and sheet.start[1] <= left <= sheet.end[1]:
            rows = range(top + 1, min(bottom, sheet.end[0]) + 1)
            count += len(rows)
            if count > MOST_MERGED:
                raise ValueError(MOST_MERGED)
            for row in rows:
                found[row + 1].append(left - sheet.start[1])
    return found


def _check_extent(part: IO[bytes]) -> None:
    """Raise ValueError for a sheet that reaches further than a person writes: every cell up to the last one takes
    memory, also where only that one is filled, or where one stands for a million alike."""
    extent, rest = _Extent(), b""
    for chunk in iter(lambda: part.read(CHUNK), b""):
        rest = extent.read(rest[-CHUNK:] + chunk)
        if extent.rows * extent.columns > MOST_CELLS:
            raise ValueError(MOST_CELLS)


class _Extent:
    """How far the filled cells of a sheet reach: in a workbook each says where it is, in an OpenDocument it
    follows the one before it, and may stand for many."""

    def __init__(self) -> None:
        self.rows = self.columns = 1
        self._row = self._column = 0
        self._alike = 1

    def read(self, content: bytes) -> bytes:
        """Read the tags in a part of the sheet; returns what follows the last of them."""
        end = content.rfind(b">") + 1
        if placed := _CELL.findall(content, 0, end):
            columns, rows = map(set, zip(*placed, strict=True))
            self._reach(max(map(int, rows)), max(map(_column_number, columns)))
        for name, told in _TAG.findall(content, 0, end):
            if name == b"table":
                self._row, self._alike = 0, 0
            elif name == b"table-row":
                self._row, self._column, self._alike = self._row + self._alike, 0, _count(told)
            else:
                self._column += _count(told)
                if b"value-type" in told:
                    self._reach(self._row + self._alike, self._column)
        return content[end:]

    def _reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def _count(told: bytes) -> int:
    """Return how many alike a row or a cell of an OpenDocument stands for."""
    found = _ALIKE.search(told)
    return int(found[1]) if found else 1


def _column_number(name: bytes) -> int:
    """Return the number of a column, A is 1."""
    number = 0
    for letter in name:
        number = 26 * number + letter - 64
    return number


def _sheet_cell(cell: object) -> str:
    """Return a cell as a table has it: whole numbers without a point, a length of time as hours and minutes."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (date, datetime, time)):
        return cell.isoformat(*(" ",) if isinstance(cell, datetime) else ())
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(cell)
