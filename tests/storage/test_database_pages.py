"""Pages read without the engine: a file that was made to do harm cannot fill the memory."""

import struct

from diary.storage.database_pages import DatabasePages

SIZE = 4096
AT, LENGTH = 100, 3900
"""Where the one row of the page begins, and how long it is."""


def a_page_whose_cells_are_all_the_same_row() -> bytes:
    header = bytes([3]) + _varint(2 * (LENGTH - 3) + 12)
    row = _varint(LENGTH) + _varint(1) + header + bytes(LENGTH - len(header))
    cells = (AT - 8) // 2
    page = bytearray(SIZE)
    page[0] = 0x0D
    page[3:5] = struct.pack(">H", cells)
    page[8 : 8 + 2 * cells] = struct.pack(">H", AT) * cells
    page[AT : AT + len(row)] = row
    return bytes(page)


def test_rows_that_share_their_bytes_are_read_only_so_often() -> None:
    content = bytes(SIZE) + a_page_whose_cells_are_all_the_same_row() * 400
    pages = DatabasePages(content)
    read = LENGTH * sum(len(page.rows) for page in pages.pages())
    assert len(content) < read < 9 * len(content)


def test_a_sound_page_is_read_in_full() -> None:
    page = DatabasePages(bytes(SIZE) + a_page_whose_cells_are_all_the_same_row()).page(2)
    assert page is not None
    assert None not in page.records


def _varint(number: int) -> bytes:
    return bytes([number >> 7 | 0x80, number & 0x7F])
