"""Whether the rollback journal beside a diary is its own.

A program that was stopped half-way leaves `<file>-journal`, and the driver then puts back what the journal holds.
It does so with any journal of the right name: when somebody put another copy of the diary in its place by hand,
the old journal would be rolled into it and spoil it. The format: https://sqlite.org/fileformat2.html#the_rollback_journal
"""

from pathlib import Path
from struct import unpack_from
from typing import BinaryIO

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_UNTIL_THE_END = 0xFFFFFFFF


def journal_of(path: Path) -> Path:
    """Where the driver keeps a change of `path` that is under way."""
    return path.with_name(path.name + "-journal")


def is_own_journal(path: Path, header: bytes) -> bool:
    """Whether a journal beside `path`, if there is one, was begun on this very state of it. `header` is the first
    100 bytes of `path`. Raises OSError.

    Page 1 is in the journal of every change, as it was before. Its change counter (bytes 24-27) is that of the
    file, or one less when the new page 1 was written already.
    """
    try:
        with journal_of(path).open("rb") as journal:
            start = journal.read(28)
            if len(start) < 28 or not start.startswith(_MAGIC):
                return True  # nothing in it will be put back
            records, _, pages, _, page_size = unpack_from(">5I", start, 8)
            size = path.stat().st_size
            if page_size % 65536 != unpack_from(">H", header, 16)[0] & ~1:  # 65536 is written as 1
                return False
            if not records:
                return bool(pages * page_size == size)  # the change had not reached the file
            first = _first_page(journal, page_size)
    except FileNotFoundError:
        return True
    if first is None:
        return bool(pages * page_size <= size)
    (now,), (before,) = unpack_from(">I", header, 24), unpack_from(">I", first, 24)
    return first[68:72] == header[68:72] and now in (before, (before + 1) % (1 << 32))


def _first_page(journal: BinaryIO, page_size: int) -> bytes | None:
    """Page 1 as the journal holds it, from whichever of its segments it is in."""
    at = 0
    while True:
        journal.seek(at)
        start = journal.read(28)
        if len(start) < 28 or not start.startswith(_MAGIC):
            return None
        records, _, _, sector, _ = unpack_from(">5I", start, 8)
        sector = max(sector, 28)
        at += sector
        while records:
            journal.seek(at)
            record = journal.read(4 + page_size)
            if len(record) < 4 + page_size:
                return None
            if unpack_from(">I", record)[0] == 1:
                return record[4:]
            at += page_size + 8
            records -= records != _UNTIL_THE_END
        at = -(-at // sector) * sector
