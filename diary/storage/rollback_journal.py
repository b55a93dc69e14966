"""Checks whether the rollback journal beside a diary belongs to it.

An interrupted program leaves `<file>-journal`, and the driver then restores the pages in that journal. It does so
with any journal of the right name: when somebody put another copy of the diary in its place by hand, the old
journal would be rolled into it and damage it. The format: https://sqlite.org/fileformat2.html#the_rollback_journal
"""

from contextlib import closing
from pathlib import Path
from struct import unpack_from
from tempfile import TemporaryDirectory
from typing import BinaryIO

import sqlcipher3.dbapi2 as driver
from msgspec import Struct

from diary.domain.refusal import Reason, Refusal
from diary.storage.header import PAGE_BYTES
from diary.storage.key import SALT_BYTES, Key
from diary.storage.plain_file import open_plain
from diary.storage.queries import Connection
from diary.storage.version import APPLICATION_ID


class PageOne(Struct, frozen=True):
    """What distinguishes one state of an encrypted diary from another: its salt, and the schema cookie, which
    every change of such a diary increases (see `Store.change`)."""

    salt: bytes
    cookie: int


def read_page_one(page: bytes, key: Key, size: int) -> PageOne | None:
    """Decrypt this page 1 of a file of `size` bytes; None when it was encrypted with another key, was torn by a
    power cut, or is no diary's. Still encrypted it lies in a private folder for a moment. Raises OSError."""
    with TemporaryDirectory(prefix="symptom-diary-") as folder:
        alone = Path(folder) / "page"
        with alone.open("wb") as file:
            file.write(page)
            file.truncate(max(size, len(page)))
        try:
            with closing(connect_untouched(alone, key)) as connection:
                (application,) = connection.execute("PRAGMA application_id").fetchone()
                (cookie,) = connection.execute("PRAGMA schema_version").fetchone()
        except driver.DatabaseError:
            return None
    return PageOne(page[:SALT_BYTES], cookie) if application == APPLICATION_ID else None


def is_key_of(path: Path, key: Key) -> bool:
    """Return whether page 1 of the file at `path` can be read with this key. Not for a file this process has open
    (see `storage.header`). Raises OSError."""
    with open_plain(path) as file:
        return read_page_one(file.read(PAGE_BYTES), key, path.stat().st_size) is not None


def connect_untouched(path: Path, key: Key) -> Connection:
    """Open a connection that reads the bytes at `path` as they are: no lock, no journal, nothing is written."""
    connection = driver.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA cipher_log_level = none")  # or what cannot be read is reported on the error stream
    connection.execute(f'PRAGMA key = "{key.spelled}"')
    return connection


_MAGIC = bytes.fromhex("d9d505f920a163d7")
_UNTIL_THE_END = 0xFFFFFFFF
_CHANGES = 24
_FRACTIONS = bytes((64, 32, 32))
"""Bytes 21-23 of every database."""


def journal_of(path: Path) -> Path:
    """Return where the driver keeps the rollback journal of `path`."""
    return path.with_name(path.name + "-journal")


def is_own_journal(path: Path, page: bytes, key: Key | None = None) -> bool:
    """Return whether a journal beside `path`, if there is one, was begun on this very state of it. `page` is what
    `path` begins with: its first page when it is encrypted with `key`, else at least 100 bytes.

    Page 1 is in the journal of every change, as it was before. Its change counter (bytes 24-27) is that of the
    file, or one less when the new page 1 was written already. In an encrypted file those bytes are random (the
    driver makes them from the encrypted page), so every change increases the schema cookie (bytes 40-43, see
    `Store.change`). A page 1 that was torn by a power cut cannot be decrypted; the journal's own can, and restores
    it. Raises OSError, and Refusal WRONG_PASSPHRASE when neither can be: nothing may be rolled back then.
    """
    try:
        with open_plain(journal_of(path)) as journal:
            start = journal.read(28)
            if len(start) < 28 or not start.startswith(_MAGIC):
                return True  # nothing in it will be put back
            records, _, pages, _, page_size = unpack_from(">5I", start, 8)
            size = path.stat().st_size
            first = _first_page(journal, page_size) if records else None
    except FileNotFoundError:
        return True
    length = pages * page_size
    if key is not None:
        return page_size == PAGE_BYTES and _fits(path, page, first, key, (size, length, records))
    if page_size % 65536 != unpack_from(">H", page, 16)[0] & ~1:  # 65536 is written as 1
        return False
    if first is None:
        return _has_not_begun(size, length, records)
    counters = unpack_from(">I", page, _CHANGES)[0], unpack_from(">I", first, _CHANGES)[0]
    return _is_plain_diary(first) and _follows(*counters)


def _fits(path: Path, page: bytes, first: bytes | None, key: Key, sizes: tuple[int, int, int]) -> bool:
    """Decide as `is_own_journal` does, for an encrypted diary; `sizes` are the bytes of the file now and before
    the change, and the journal's number of records."""
    size, length, records = sizes
    now = read_page_one(page, key, max(size, length))
    before = None if first is None else read_page_one(first, key, max(size, length))
    if now is None and before is None:
        raise Refusal(Reason.WRONG_PASSPHRASE, path=path)
    if first is None:
        return _has_not_begun(size, length, records)
    if now is None:  # torn while it was written
        return page[:SALT_BYTES] == first[:SALT_BYTES]
    return before is not None and _follows(now.cookie, before.cookie)


def _has_not_begun(size: int, length: int, records: int) -> bool:
    """Return whether, without page 1 in the journal, no page was changed yet, at most some added at the end."""
    grown = size - length
    return grown >= 0 if records else grown == 0


def _follows(now: int, then: int) -> bool:
    """Return whether a change that counted `then` before has led to `now`, or had not counted yet."""
    return now in (then, (then + 1) % (1 << 32))


def _is_plain_diary(page: bytes) -> bool:
    return page[21:24] == _FRACTIONS and int.from_bytes(page[68:72], "big") == APPLICATION_ID


def _first_page(journal: BinaryIO, page_size: int) -> bytes | None:
    """Return page 1 as the journal holds it, from whichever of its segments it is in."""
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
