"""Reads the pages of a database file without the database engine, to find intact rows in a damaged file.

The engine follows references from page to page and stops at the first one that leads nowhere. Here every page is
looked at by itself, so that a lost page costs its own rows and no others. Nothing is written.
The format: https://sqlite.org/fileformat2.html (1.3 header, 1.6 B-tree pages, 2.1 records).
"""

from collections.abc import Iterator
from struct import error as StructError  # noqa: N812 - the module calls it so
from struct import unpack, unpack_from
from typing import Final

from msgspec import Struct

from diary.storage.header import HEADER_BYTES, MAGIC

USUAL_PAGE_SIZE: Final = 4096

LEAF_TABLE, INNER_TABLE, LEAF_INDEX, INNER_INDEX = 0x0D, 0x05, 0x0A, 0x02
_INNER = frozenset({INNER_TABLE, INNER_INDEX})
_TABLE = frozenset({LEAF_TABLE, INNER_TABLE})
_KINDS = frozenset({LEAF_TABLE, INNER_TABLE, LEAF_INDEX, INNER_INDEX})
_FIXED: Final = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}
_LONGEST_VARINT = 9
_TIMES = 8
"""How often all bytes of a file may be read as rows. In a sound file it is once; in one that was made
to do harm thousands of rows can share their bytes, and would fill the memory."""
_LEAST = 1 << 20

Value = None | int | float | str | bytes


class PageRow(Struct, frozen=True):
    """One row as a page holds it; `rowid` is None in an index and in a table without rowids."""

    rowid: int | None
    values: tuple[Value, ...]


class DatabasePage(Struct, frozen=True):
    """One B-tree page: its rows in their order and the pages below it; None stands for a cell that cannot be read.

    Inside an index, row n stands between the pages n and n + 1 below it.
    """

    number: int
    is_table: bool
    records: tuple[PageRow | None, ...]
    children: tuple[int | None, ...]

    @property
    def rows(self) -> tuple[PageRow, ...]:
        """The rows that could be read."""
        return tuple(record for record in self.records if record is not None)


class DatabasePages:
    """The pages of `content`, numbered from 1. A last page that was cut off is filled up with zeros."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.size = _page_size(content)
        self.count = -(-len(content) // self.size)
        self._allowed = max(_TIMES * len(content), _LEAST)

    def page(self, number: int) -> DatabasePage | None:
        """Return the B-tree page with this number; None when it is none, or cannot be decoded."""
        data = self._data(number)
        start = HEADER_BYTES if number == 1 else 0
        if len(data) < self.size or data[start] not in _KINDS:
            return None
        kind = data[start]
        header = 12 if kind in _INNER else 8
        cells = unpack_from(">H", data, start + 3)[0]
        first = start + header
        if first + 2 * cells > self.size:
            return None
        records, children = [], []
        for at in unpack_from(f">{cells}H", data, first):
            try:
                if at < first + 2 * cells:
                    raise ValueError(at)
                record, child = self._cell(data, kind, at)
            except (ValueError, IndexError, OverflowError, StructError):
                record, child = None, None
            records.append(record)
            children.append(child)
        if kind in _INNER:
            children.append(unpack_from(">I", data, start + 8)[0])
        return DatabasePage(
            number,
            kind in _TABLE,
            () if kind == INNER_TABLE else tuple(records),
            tuple(children) if kind in _INNER else (),
        )

    def pages(self) -> Iterator[DatabasePage]:
        """Yield every B-tree page that can be decoded, in the order of the file."""
        for number in range(1, self.count + 1):
            page = self.page(number)
            if page is not None:
                yield page

    def _data(self, number: int) -> bytes:
        if not 1 <= number <= self.count:
            return b""
        return self._content[(number - 1) * self.size : number * self.size].ljust(self.size, b"\x00")

    def _cell(self, data: bytes, kind: int, at: int) -> tuple[PageRow | None, int | None]:
        child = None
        if kind in _INNER:
            (child,) = unpack(">I", data[at : at + 4])
            at += 4
        if kind == INNER_TABLE:
            return None, child
        length, at = _varint(data, at)
        rowid = None
        if kind == LEAF_TABLE:
            rowid, at = _varint(data, at)
        payload = self._payload(data, at, length, is_table=kind == LEAF_TABLE)
        return PageRow(rowid, _values(payload)), child

    def _payload(self, data: bytes, at: int, length: int, *, is_table: bool) -> bytes:
        """Return a row's bytes, the part that overflowed to other pages included."""
        usable = self.size
        most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
        if not 0 < length <= len(self._content):
            raise ValueError(length)
        if length <= most:
            if at + length > usable:
                raise ValueError(at)
            self._count(length)
            return data[at : at + length]
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= most else least
        parts = [data[at : at + here]]
        (following,) = unpack(">I", data[at + here : at + here + 4])
        missing = length - here
        while missing > 0:
            more = self._data(following)
            if not more:
                raise ValueError(following)
            self._count(self.size)
            parts.append(more[4 : 4 + min(missing, usable - 4)])
            missing -= usable - 4
            (following,) = unpack_from(">I", more)
        if following:
            raise ValueError(following)  # a chain that goes on belongs to another row
        return b"".join(parts)

    def _count(self, read: int) -> None:
        self._allowed -= read
        if self._allowed < 0:
            raise ValueError(read)


def _page_size(content: bytes) -> int:
    if len(content) >= HEADER_BYTES and content.startswith(MAGIC):
        (size,) = unpack_from(">H", content, 16)
        size = 65536 if size == 1 else size
        if size >= 512 and size & (size - 1) == 0:
            return int(size)
    return USUAL_PAGE_SIZE


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count in range(_LONGEST_VARINT):
        byte = data[at + count]
        if count == _LONGEST_VARINT - 1:
            value = value << 8 | byte
            return (value - (1 << 64) if value >> 63 else value), at + count + 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + count + 1
    raise AssertionError


def _values(payload: bytes) -> tuple[Value, ...]:
    """Return the values of a record; ValueError unless every byte of it is accounted for."""
    header, at = _varint(payload, 0)
    if not at <= header <= len(payload):
        raise ValueError(header)
    body, values = header, []
    while at < header:
        serial, at = _varint(payload, at)
        size = _FIXED[serial] if serial in _FIXED else (serial - 12) // 2
        if serial in (10, 11) or serial < 0 or body + size > len(payload):
            raise ValueError(serial)
        values.append(_value(serial, payload[body : body + size]))
        body += size
    if at != header or body != len(payload):
        raise ValueError(body)
    return tuple(values)


def _value(serial: int, data: bytes) -> Value:
    if serial == 0:
        return None
    if serial == 7:
        return float(unpack(">d", data)[0])
    if serial in (8, 9):
        return serial - 8
    if serial < 8:
        return int.from_bytes(data, "big", signed=True)
    return data.decode("utf-8") if serial % 2 else data
