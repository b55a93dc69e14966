"""Reads the first bytes of a file: whether it is a diary, an encrypted one, or something else.

It uses Python's own `open`, which must not be used for a file this process has open through the driver: closing it
would drop the locks the driver holds for the whole process.
"""

import re
from pathlib import Path
from typing import Final

from diary.domain.refusal import Reason, Refusal
from diary.storage.faults import reading
from diary.storage.plain_file import open_plain
from diary.storage.version import is_shared

MAGIC: Final = b"SQLite format 3\x00"
"""The first bytes of every database that is not encrypted."""
HEADER_BYTES: Final = 100
PAGE_BYTES: Final = 4096
START_BYTES: Final = 8 * PAGE_BYTES
"""Bytes of a file that are read to decide whether it is encrypted."""
FORM_OF_MARKS: Final = "symptom-diary-marks"
"""What a file of marks of a therapist says that it is, first of all."""
_SALT_BYTES = 16
_TOLD: Final = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff...(?:JFIF|Exif)|%PDF-\d|PK\x03\x04[\x0a-\x3f]\0", re.DOTALL
)
"""What pictures, pages and zips begin with, which look random too. The salt that an encrypted diary begins with is
so once in a million million."""
_FEWEST_VALUES = 240
"""Different byte values in 4,096 random bytes: all 256, but for once in thirty thousand; in texts and most
pictures far fewer. A page that is half overwritten still has them."""


def is_encrypted(path: Path) -> bool:
    """Return whether the file at `path` looks like an encrypted diary; without its key nothing in it proves
    that.

    A file that is not there is not encrypted. Raises Refusal FILE_UNREADABLE, NO_PERMISSION.
    """
    with reading(path):
        return path.is_file() and looks_encrypted(_start(path, START_BYTES))


def looks_encrypted(start: bytes) -> bool:
    """Return whether a file with this first page, or these first pages, may be an encrypted diary. Of several
    pages most must look random: in a diary that is not encrypted only the first may, when it was overwritten."""
    if start.startswith(MAGIC) or _TOLD.match(start):
        return False
    pages = [start[at : at + PAGE_BYTES] for at in range(0, len(start) - PAGE_BYTES + 1, PAGE_BYTES)]
    noise = [len(set(page)) >= _FEWEST_VALUES for page in pages]
    return noise[:1] == [True] and 2 * sum(noise) > len(noise)


def is_share(path: Path) -> bool:
    """Return whether the file at `path` is a share without a passphrase. Raises Refusal as `is_encrypted` does."""
    with reading(path):
        start = _start(path, HEADER_BYTES) if path.is_file() else b""
        return start.startswith(MAGIC) and is_shared(int.from_bytes(start[60:64], "big"))


def is_give_back(path: Path) -> bool:
    """Return whether the file at `path` begins as marks of a therapist do (`journal.give_back`). Raises Refusal
    as `is_encrypted` does."""
    start = f'{{"form":"{FORM_OF_MARKS}",'.encode()
    with reading(path):
        return path.is_file() and _start(path, len(start)) == start


def holds_a_diary(path: Path) -> bool:
    """Return whether the file is a database, encrypted or not: such a file is never replaced by something else.
    Raises OSError."""
    start = _start(path, PAGE_BYTES)
    return start.startswith(MAGIC) or (path.stat().st_size % PAGE_BYTES == 0 and looks_encrypted(start))


def salt_of(path: Path) -> bytes:
    """Return the salt of an encrypted diary. Raises Refusal FILE_MISSING, FILE_NOT_A_DIARY, FILE_UNREADABLE."""
    with reading(path):
        if not path.exists():
            raise Refusal(Reason.FILE_MISSING, path=path)
        if not path.is_file():
            raise Refusal(Reason.FILE_NOT_A_DIARY, path=path)
        salt = _start(path, _SALT_BYTES)
        if len(salt) < _SALT_BYTES:
            raise Refusal(Reason.FILE_DAMAGED, path=path)
        return salt


def _start(path: Path, length: int) -> bytes:
    with open_plain(path) as file:
        return file.read(length)
