"""Finds which program exported a file: every module of `diary.exchange.readers` is a reader, and there is no other
list. A reader says how it is recognised, what it yields and what it asks; `tests/exchange/test_readers.py` has a
made-up file of each, and the README names it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from msgspec import Struct

import diary.exchange.readers as package
from diary.domain.refusal import Reason, Refusal
from diary.exchange.bundle import HEAD, Bundle, Member
from diary.exchange.part_rows import BLANK, fits_part
from diary.exchange.reader_parts import Reader, ReaderPart

TABLES: Final = ("*.csv", "*.txt", "*.tsv")
NOTHING: Final = (b"", b"[]", b"{}")
EMPTY_ZIP: Final = b"PK\x05\x06"
READABLE: Final = (
    *TABLES,
    "*.json",
    "*.xml",
    "*.db",
    "*.sqlite*",
    "*.xlsx",
    "*.ods",
    "*.xls",
    "*.xlsm",
)


@cache
def all_readers() -> Mapping[str, Reader]:
    """Return every reader by its key."""
    names = sorted(module.name for module in iter_modules(package.__path__))
    found: list[Reader] = [import_module(f"{package.__name__}.{name}").READER for name in names]
    return {reader.key: reader for reader in found}


class Recognised(Struct, frozen=True):
    """What a bundle is thought to be: a reader, and for each file it knows the parts that fit."""

    reader: Reader
    files: tuple[tuple[Member, tuple[ReaderPart, ...]], ...]

    @property
    def signs(self) -> tuple[str, ...]:
        """By what it was recognised: column names or words in the first file, and its name."""
        member, parts = self.files[0]
        signs = tuple(parts[0].columns or parts[0].keys or (parts[0].table,))
        return (*signs[:4], member.base)


def recognise(bundle: Bundle, readers: Iterable[Reader] | None = None) -> tuple[Recognised, ...]:
    """Return what the bundle can be, the likeliest first: the reader that knows most of its bytes."""
    candidates = tuple(all_readers().values() if readers is None else readers)
    found: dict[str, list[tuple[Member, tuple[ReaderPart, ...]]]] = defaultdict(list)
    for member in bundle.members:
        if len(bundle.members) > 1 and not member.is_called(*READABLE):
            continue
        head = member.head()
        for reader in candidates:
            parts = tuple(part for part in reader.parts if fits_part(member, part, head))
            if parts:
                found[reader.key].append((member, parts))
    known = [Recognised(reader, tuple(found[reader.key])) for reader in candidates if reader.key in found]
    return tuple(
        sorted(
            known,
            key=lambda one: (
                -len(one.files),
                -sum(len(part.columns) + len(part.keys) for part in one.files[0][1]),
            ),
        )
    )


def recognised(bundle: Bundle, key: str | None = None) -> Recognised:
    """Return what the bundle is, or is said to be. Raises Refusal UNKNOWN_FORMAT for a reader there is not,
    SOURCE_EMPTY (`path`) when nothing is in it, and SOURCE_UNKNOWN (`path`, `formats`) when no reader knows it."""
    known = all_readers()
    if key is not None and key not in known:
        raise Refusal(Reason.UNKNOWN_FORMAT, format=key, formats=tuple(known))
    found = recognise(bundle, None if key is None else (known[key],))
    if not found and all(map(_says_nothing, bundle.members)):
        raise Refusal(Reason.SOURCE_EMPTY, path=str(bundle.path))
    if not found:
        raise Refusal(Reason.SOURCE_UNKNOWN, path=str(bundle.path), formats=tuple(known))
    return found[0]


def _says_nothing(member: Member) -> bool:
    """Return whether a file is empty, or a table without any row below its header."""
    head = member.head().strip(BLANK)
    has_header_only = member.is_called(*TABLES) and member.size < HEAD and len(head.splitlines()) < 2
    return has_header_only or head in NOTHING or head.startswith(EMPTY_ZIP)
