"""Reads the rows of another program's file, whatever its encoding, separators and header: CSV, workbooks and
JSON lists."""

import codecs
import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from io import StringIO, TextIOWrapper
from itertools import islice, zip_longest
from os import SEEK_END
from pathlib import Path
from typing import IO

from msgspec import Struct
from msgspec.structs import replace

from diary.domain.limits import LONGEST_LINE
from diary.domain.refusal import Reason, Refusal
from diary.domain.text import clean_text
from diary.exchange.csv_text import FIXED, CsvForm
from diary.exchange.fields import DateOrder, Format
from diary.exchange.mapping import SourceRule
from diary.exchange.sheets import workbook
from diary.exchange.written_times import read_when
from diary.storage.plain_file import open_plain

LARGEST_SOURCE = 64 * 1024 * 1024
"""Bytes. A hundred years of days is 5 MB, a year of minutes 15 MB."""
LARGEST_JSON = 16 * 1024 * 1024
"""Bytes: it is read as a whole, and takes up to 25 times as much."""
ZIP = b"PK\x03\x04"
HEADER_WITHIN = 30
"""Lines in which the header is looked for: some programs write a title or a version first."""
DELIMITERS = (",", ";", "\t", "|")
EMPTY_LISTS = frozenset({"[]", "{}"})
"""Cells that say nothing, as programs write them; a text of them would be a note nobody wrote."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""What Excel wrote before 2007, and Word too."""
OPEN_SHEET = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
ZIP_NAME = 128
"""Bytes at the beginning of an OpenDocument in which it says what it is."""
ZIP_LIST = 66_000
"""Bytes at the end of a zip in which its list of names ends."""
_JSON = re.compile(rb"[\xef\xbb\xbf\xff\xfe\s]*[\[{]\s*[\"\[{]")
_WORDS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\"A-Za-z]")
_NO_TEXT = re.compile(rb"%PDF|\{\\rtf|\x89PNG|\xff\xd8\xff|GIF8|PK\x03\x04|\xd0\xcf\x11\xe0")
_CONTROL = bytes(sign for sign in range(32) if sign not in b"\t\n\v\f\r\x1a\x1b")
FEW_CONTROL, MOST_CONTROL = 8, 0.02
"""How many signs that no text has a text may have at its beginning: in pictures, sound and programs a tenth."""
SAMPLE = 64 * 1024
FULL = 0.75
"""How much of the fullest line is in a header, at least."""
LARGEST_TURNED = 4 * 1024 * 1024
"""Bytes: a table with a column for each day is read as a whole."""
TOLD_EVERY = 512
CHUNK = 1024 * 1024
MISSING = object()


class SourceRow(Struct, frozen=True):
    """One row: `line` is where it ends in a CSV file, or its place in a JSON list, counted from 1.

    `surplus` is what stands beyond the last column of the header: then any cell may stand in the wrong column.
    `sheet` is the one of a workbook.
    """

    line: int
    cells: Mapping[str, object]
    surplus: str = ""
    sheet: str = ""

    def text(self, column: str) -> str:
        """Return the cell as text without outer blanks; empty when the row has no such cell."""
        return _as_text(find(self.cells, column))

    def parts(self, column: str, separator: str) -> tuple[str, ...]:
        """Return the cell as a list: a JSON list, or text cut at `separator`, with or without brackets."""
        cell = find(self.cells, column)
        if isinstance(cell, list):
            found = [_as_text(part) for part in cell]
        else:
            text = _as_text(cell)
            if text[:1] in "[({" and text[-1:] in "])}":
                text = text[1:-1]
            found = [part.strip().strip("'\"").strip() for part in text.split(separator)]
        return tuple(part for part in found if part)


def find(cells: object, column: str) -> object:
    """Return the cell of a column, MISSING when absent. `a.b` also finds `b` inside `a`."""
    if isinstance(cells, Mapping) and column in cells:
        return cells[column]
    found = cells
    for step in column.split("."):
        if not isinstance(found, Mapping) or step not in found:
            return MISSING
        found = found[step]
    return found


def as_written(path: Path, rule: SourceRule, columns: Sequence[str]) -> SourceRule:
    """Return the rule with a decimal comma for a table of this program with semicolons, which its header tells: no
    other file is guessed at. Raises what `read_records` raises."""
    with _refusing(path):
        if rule.decimal is not None or form_of(path, rule) is not Format.CSV:
            return rule
        delimiter, _, header = _find_header(path, rule, _readable_encoding(path, rule), columns)
    form = CsvForm.SEMICOLON
    is_own = delimiter == form.separator and tuple(header[: len(FIXED)]) == FIXED
    return replace(rule, decimal=form.decimal) if is_own else rule


Progress = Callable[[int, int], None]
"""Hears how much was read so far and how much there is; raises to stop."""


def read_records(
    path: Path, rule: SourceRule, columns: Sequence[str], progress: Progress = lambda _done, _all: None
) -> Iterator[SourceRow]:
    """Yield the rows of a file, read one at a time.

    Raises Refusal with `path`: FILE_MISSING, FILE_UNREADABLE, SOURCE_TOO_LARGE (`megabytes`), SOURCE_ENCODING,
    SOURCE_UNREADABLE, SOURCE_NO_TABLE, or SOURCE_COLUMN_MISSING (`column`) when a column of `columns` is nowhere
    in the file.
    """
    with _refusing(path):
        encoding = _readable_encoding(path, rule)
        match form_of(path, rule):
            case Format.JSON:
                rows = _json_records(path, rule, encoding, columns)
            case Format.SHEET:
                rows = _sheet_records(path, rule, columns)
            case Format.CSV:
                rows = _csv_records(path, rule, encoding, columns)
        for place, (row, done, of) in enumerate(rows):
            if place % TOLD_EVERY == 0:
                progress(done(), of)
            yield row


def form_of(path: Path, rule: SourceRule) -> Format:
    """Return what the file is: as the rule says, else by what is in it, whatever its name. Raises OSError."""
    if rule.format is not None:
        return rule.format
    if is_workbook(partial(open_plain, path)):
        return Format.SHEET
    with open_plain(path) as file:
        start = file.read(SAMPLE).replace(b"\0", b"")
    is_json = _JSON.match(start) or (path.suffix.lower() == ".json" and not _WORDS.match(start))
    return Format.JSON if is_json else Format.CSV


def is_workbook(opened: Callable[[], IO[bytes]]) -> bool:
    """Return whether a file is a workbook, by what is in it: any table is called .csv or .xls somewhere."""
    with opened() as file:
        start = file.read(ZIP_NAME)
        if start.startswith(OLD_OFFICE):
            whole = file.read(LARGEST_SOURCE)
            return any(name.encode("utf-16-le") in whole for name in ("Workbook", "Book"))
        if not start.startswith(ZIP):
            return False
        if file.seekable():
            file.seek(max(0, file.seek(0, SEEK_END) - ZIP_LIST))
        return OPEN_SHEET in start or b"xl/" in file.read(LARGEST_SOURCE)


def is_text(start: bytes) -> bool:
    """Return whether a file that begins so may be a text, of which a table is one: no picture, sound or letter."""
    if _NO_TEXT.match(start):
        return False
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    if 4 * start.count(0) > len(start):  # two bytes a letter, of which in most texts one is 0
        start = max(start[::2], start[1::2], key=lambda half: len(half) - half.count(0))
    return len(start) - len(start.translate(None, _CONTROL)) <= max(FEW_CONTROL, MOST_CONTROL * len(start))


def find_columns(path: Path, rule: SourceRule) -> tuple[str, ...]:
    """Return the columns of a file: of a table those of its first line that is as wide as most, of a JSON list
    every path to a plain value. Raises what `read_records` raises."""
    with _refusing(path):
        form, encoding = form_of(path, rule), _readable_encoding(path, rule)
        if form is Format.JSON:
            with TextIOWrapper(open_plain(path), encoding) as file:
                found = _list_in(json.load(file), rule.records) or []
            return tuple(dict.fromkeys(name for cells in found for name in _paths(cells)))
        _, header = _widest(path, rule, encoding)
        return tuple(name for name in header if name)


def _widest(path: Path, rule: SourceRule, encoding: str) -> tuple[str, list[str]]:
    """Return the delimiter with which most of the first lines have one width, and the columns of the first that is
    so wide and as full as the others: its names, or where the table has none, numbers."""
    if form_of(path, rule) is Format.SHEET:
        samples = {"": [cells for _, cells in islice(_main_sheet(path, rule), HEADER_WITHIN)]}
    else:
        with TextIOWrapper(open_plain(path), encoding, newline="") as file:
            sample = file.read(None if rule.is_turned else SAMPLE)
        readers = {one: _cells_of(StringIO(sample, newline=""), one, rule) for one in _delimiters(rule)}
        samples = {one: [cells for _, cells in islice(rows, HEADER_WITHIN)] for one, rows in readers.items()}
    heads, often = {}, {}
    for one, rows in samples.items():
        widths = Counter(len(cells) for cells in rows if any(cells))
        count, wide = max(((count, wide) for wide, count in widths.items() if wide > 1), default=(0, 1))
        heads[one] = _header_among([cells for cells in rows if len(cells) >= wide and any(cells)])
        often[one] = (not _is_cut_by_another(heads[one], one), count, wide)
    best = max(often, key=often.__getitem__)
    first = heads[best]
    return best, column_names(first) if rule.has_header else [f"{number}" for number in range(1, len(first) + 1)]


def _is_cut_by_another(header: Sequence[str], delimiter: str) -> bool:
    """Return whether another delimiter cuts the header into more cells: the comma is then that of decimals."""
    others = (other for other in DELIMITERS if delimiter and other != delimiter)
    return any(sum(cell.count(other) for cell in header) >= len(header) for other in others) and len(header) > 1


def _header_among(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """Return the header: a title above it fills fewer cells, also as Excel writes it."""
    filled = [sum(map(bool, map(str.strip, cells))) for cells in rows]
    place = next((at for at, count in enumerate(filled) if count >= FULL * max(filled)), 0)
    tells = any(is_date(cell) or cell.strip().isdecimal() for cell in rows[place]) if rows else False
    is_above = tells and place > 0 and filled[place - 1] > 1
    return rows[place - is_above] if rows else ()


def is_date(text: str) -> bool:
    """Return whether a text is a date, in any order of day and month."""
    for order in DateOrder:
        with suppress(ValueError, OverflowError):
            read_when(text, order)
            return True
    return False


def _delimiters(rule: SourceRule) -> tuple[str, ...]:
    return (rule.delimiter,) if rule.delimiter else DELIMITERS


def _cells_of(file: Iterable[str], delimiter: str, rule: SourceRule) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the lines of a table with their numbers; its columns where those are the days."""
    reader = csv.reader(without_nul(file), delimiter=delimiter)
    rows = ((reader.line_num, cells) for cells in reader)
    return _turned(rows) if rule.is_turned else rows


def _turned(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, Sequence[str]]]:
    return enumerate(zip_longest(*(cells for _, cells in rows), fillvalue=""), start=1)


def _paths(cells: object, before: str = "") -> Iterator[str]:
    for name, cell in cells.items() if isinstance(cells, dict) else ():
        if isinstance(cell, dict):
            yield from _paths(cell, f"{before}{name}.")
        elif name:
            yield f"{before}{name}"


def _readable_encoding(path: Path, rule: SourceRule) -> str:
    """Return the encoding of a file that is neither too large nor something else than a file."""
    size = path.stat().st_size
    if not path.is_file():
        raise Refusal(Reason.FILE_UNREADABLE, path=str(path))
    form = form_of(path, rule)
    of_text = LARGEST_TURNED if rule.is_turned and form is Format.CSV else LARGEST_SOURCE
    largest = LARGEST_JSON if form is Format.JSON else of_text
    if size > largest:
        raise Refusal(Reason.SOURCE_TOO_LARGE, path=str(path), megabytes=largest // 1024**2)
    if form is Format.SHEET:
        return ""
    with open_plain(path) as file:
        if not is_text(file.read(SAMPLE)):
            raise Refusal(Reason.SOURCE_NO_TABLE, path=str(path))
    return rule.encoding or encoding_of(lambda: open_plain(path))


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn errors of reading a file into the Refusal for them."""
    try:
        yield
    except FileNotFoundError:
        raise Refusal(Reason.FILE_MISSING, path=str(path)) from None
    except OSError:
        raise Refusal(Reason.FILE_UNREADABLE, path=str(path)) from None
    except UnicodeError:
        raise Refusal(Reason.SOURCE_ENCODING, path=str(path)) from None
    except (csv.Error, ValueError, RecursionError):
        raise Refusal(Reason.SOURCE_UNREADABLE, path=str(path)) from None


def encoding_of(opened: Callable[[], IO[bytes]]) -> str:
    """Return UTF-8 or UTF-16 by a file's mark or its bytes; else cp1252, as Excel writes in western Europe. Raises
    ValueError for a zip."""
    with opened() as file:
        start = file.read(4096)
        if start.startswith(ZIP):
            raise ValueError("a zip is no text")
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if b"\0" in start:
            even, odd = start[0::2].count(0), start[1::2].count(0)
            return "utf-16-le" if odd > even else "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(start)
            for chunk in iter(lambda: file.read(CHUNK), b""):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


_ToldRow = tuple[SourceRow, Callable[[], int], int]
"""A row, how much was read with it, and how much there is."""


def _csv_records(path: Path, rule: SourceRule, encoding: str, columns: Sequence[str]) -> Iterator[_ToldRow]:
    size = path.stat().st_size
    delimiter, place, header = _find_header(path, rule, encoding, columns)
    with TextIOWrapper(open_plain(path), encoding, newline="") as file:
        for line, cells in islice(_cells_of(lines_of(file), delimiter, rule), place + 1, None):
            names = [cell.strip() for cell in cells]
            if any(names) and not _is_again(names, header):
                row = dict(zip(header, cells, strict=False))
                surplus = " ".join(filter(None, names[len(header) :]))
                yield SourceRow(line, row, surplus), file.buffer.tell, size


def unique_names(header: Iterable[str]) -> list[str]:
    """Return the names of the columns; a name that is there already gets its number behind it, so that none hides
    another."""
    seen: Counter[str] = Counter()
    names = []
    for cell in header:
        name = cell.strip()
        seen[name] += 1
        names.append(name if seen[name] < 2 or not name else f"{name} ({seen[name]})")
    return names


def column_names(header: Iterable[str]) -> list[str]:
    """Return unique names; a column without one is called by its number."""
    return unique_names(cell.strip() or f"{number}" for number, cell in enumerate(header, start=1))


def _sheets_of(path: Path, rule: SourceRule) -> Iterator[tuple[str, list[tuple[int, Sequence[str]]]]]:
    """Yield the sheets with more than one row, or the one that the rule names. Raises ValueError without it."""
    with open_plain(path) as file:
        sheets = workbook(file.read(LARGEST_SOURCE + 1))
    if rule.records is not None and rule.records not in sheets:
        raise ValueError(rule.records)
    for name, sheet in sheets.items():
        rows = list(sheet()) if rule.records in {None, name} else []
        if len(rows) > 1:
            yield name, list(_turned(rows)) if rule.is_turned else rows


def _main_sheet(path: Path, rule: SourceRule) -> list[tuple[int, Sequence[str]]]:
    """Return the rows of the sheet with the most of the days: the one with most cells that has a date in it."""

    def weight(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[bool, int]:
        has_date = any(is_date(cell) for _, cells in rows[:HEADER_WITHIN] for cell in cells)
        return has_date, sum(bool(cell) for _, cells in rows for cell in cells)

    return max((rows for _, rows in _sheets_of(path, rule)), key=weight, default=[])


def _sheet_records(path: Path, rule: SourceRule, columns: Sequence[str]) -> Iterator[_ToldRow]:
    """Yield the rows of every sheet that has all these columns."""
    found = [(name, rows, _header_in(rows, columns)) for name, rows in _sheets_of(path, rule)]
    if not any(cell for _, rows, _ in found for _, cells in rows for cell in cells):
        raise Refusal(Reason.SOURCE_EMPTY, path=str(path))
    if not rule.has_header:
        header, rows = _widest(path, rule, "")[1], _main_sheet(path, rule)
        found = [(name, one, (-1, header)) for name, one, _ in found if one == rows]
    known = max((header for _, _, (_, header) in found), key=lambda header: len(set(columns) & set(header)))
    _check_columns(path, columns, set(known))
    whole = [one for one in found if set(columns) <= set(one[2][1])]
    for name, rows, (place, header) in whole:
        for line, cells in rows[place + 1 :]:
            if any(cells) and not _is_again(cells, header):
                row = SourceRow(line, dict(zip(header, cells, strict=False)), sheet=name)
                yield row, lambda line=line: line, len(rows)  # type: ignore[misc]


def _header_in(rows: Sequence[tuple[int, Sequence[str]]], columns: Sequence[str]) -> tuple[int, list[str]]:
    """Return the place and the names of the first line that has most of the columns."""
    heads = [column_names(cells) for _, cells in rows[:HEADER_WITHIN]]
    place = max(range(len(heads)), key=lambda place: (sum(name in heads[place] for name in columns), -place))
    return place, heads[place]


def sheets_read(path: Path, rule: SourceRule, columns: Sequence[str]) -> Mapping[str, bool]:
    """Return of each sheet of a workbook with several whether it has all the columns, and so is read."""
    if form_of(path, rule) is not Format.SHEET or not rule.has_header or rule.records is not None:
        return {}
    with _refusing(path), open_plain(path) as file:
        sheets = list(_sheets_of(path, rule)) if len(workbook(file.read(LARGEST_SOURCE + 1))) > 1 else []
    return {name: set(columns) <= set(_header_in(rows, columns)[1]) for name, rows in sheets}


def _is_again(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Return whether the header stands there once more."""
    return cells[0].strip() in {header[0], ""} and column_names(cells) == header


def _find_header(
    path: Path, rule: SourceRule, encoding: str, columns: Sequence[str]
) -> tuple[str, int, list[str]]:
    """Return the delimiter, the header's place among the rows and its names: where most columns are found."""
    if not rule.has_header:
        delimiter, header = _widest(path, rule, encoding)
        _check_columns(path, columns, set(header))
        return delimiter, -1, header
    with TextIOWrapper(open_plain(path), encoding, newline="") as file:
        sample = file.read(None if rule.is_turned else SAMPLE)
    best: tuple[int, str, int, list[str]] | None = None
    for delimiter in _delimiters(rule):
        rows = _cells_of(StringIO(sample, newline=""), delimiter, rule)
        for place, (_, cells) in enumerate(islice(rows, HEADER_WITHIN)):
            names = column_names(cells)
            known = sum(column in names for column in columns)
            if any(cells) and (best is None or known > best[0]):
                best = known, delimiter, place, names
    if best is None:
        raise Refusal(Reason.SOURCE_EMPTY, path=str(path))
    _, delimiter, place, header = best
    _check_columns(path, columns, set(header))
    return delimiter, place, header


def lines_of(file: TextIOWrapper) -> Iterator[str]:
    """Return the lines of a file; one without end comes in parts, of which `without_nul` refuses the first."""
    return iter(partial(file.readline, LONGEST_LINE + 1), "")


def without_nul(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines; raises UnicodeError for what is no text, ValueError for a line without end."""
    for line in lines:
        if "\0" in line:
            raise UnicodeError("NUL in a text file")
        if len(line) > LONGEST_LINE:
            raise ValueError(LONGEST_LINE)
        yield line


def _json_records(path: Path, rule: SourceRule, encoding: str, columns: Sequence[str]) -> Iterator[_ToldRow]:
    with TextIOWrapper(open_plain(path), encoding) as file:
        found = _list_in(json.load(file), rule.records)
    if found is None:
        raise Refusal(Reason.SOURCE_UNREADABLE, path=str(path))
    if found:
        _check_columns(path, columns, {name for name in columns if _is_in_any(found, name)})
    for place, cells in enumerate(found, start=1):
        row = SourceRow(place, cells if isinstance(cells, dict) else {})
        yield row, lambda place=place: place, len(found)  # type: ignore[misc]


def _is_in_any(records: list[object], column: str) -> bool:
    return any(find(cells, column) is not MISSING for cells in records)


def _list_in(document: object, name: str | None) -> list[object] | None:
    """Return the list of records: the document, its part `name`, or the only list in it."""
    if name is not None:
        whole, *steps = [name] if find(document, name) is not MISSING else name.split(".")
        document = find(document, whole)
        for step in steps:
            inner = (find(one, step) for one in (document if isinstance(document, list) else [document]))
            document = [cells for found in inner if isinstance(found, list) for cells in found]
    if isinstance(document, dict):
        lists = [part for part in document.values() if isinstance(part, list)]
        document = lists[0] if len(lists) == 1 else None
    return document if isinstance(document, list) else None


def _check_columns(path: Path, columns: Sequence[str], known: set[str]) -> None:
    missing = [column for column in columns if column not in known]
    if missing:
        raise Refusal(Reason.SOURCE_COLUMN_MISSING, path=str(path), column=", ".join(missing))


def _as_text(cell: object) -> str:
    """Return a cell as text that any file and any screen can hold: as a diary keeps it, and no half letters."""
    if cell is None or cell is MISSING:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list) and not any(isinstance(part, (list, dict)) for part in cell):
        return ", ".join(filter(None, map(_as_text, cell)))
    text = str(cell) if isinstance(cell, (str, int, float)) else "{…}"
    return clean_text(text).encode("utf-8", "replace").decode("utf-8").strip()
