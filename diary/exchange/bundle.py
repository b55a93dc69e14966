"""Opens what another program exported, safely: one file, a folder, or a zip. Nothing is ever unpacked onto a disk.

Limits keep a hostile or broken file from taking all memory or hours; what breaks one is refused in a sentence.
"""

import os
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from fnmatch import fnmatchcase
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from msgspec import Struct

from diary.domain.refusal import Reason, Refusal
from diary.exchange.source_rows import ZIP, is_workbook
from diary.storage.plain_file import open_plain

MOST_FILES: Final = 50_000
MOST_DIRECTORY: Final = 24 * 1024**2
"""Bytes of the list of contents of a zip: some 250,000 names, read before they are counted."""
LARGEST_MEMBER: Final = 16 * 1024**3
"""Bytes, read as a stream. The largest Apple export heard of is 3.2 GB."""
LARGEST_WHOLE: Final = 64 * 1024**2
"""Bytes of a file that is read as a whole (JSON, a spreadsheet)."""
LARGEST_DATABASE: Final = 2 * 1024**3
HIGHEST_RATIO: Final = 200
"""Text shrinks to a twentieth; only what was made to burst shrinks to less than this."""
RATIO_COUNTS_FROM: Final = 16 * 1024**2
HEAD: Final = 16 * 1024
LEFT_ALONE: Final = ("__MACOSX/*", "*/.*", ".*")


class Member(Struct, frozen=True):
    """One file of a bundle: its name with folders, its size in bytes, and how it is opened."""

    name: str
    size: int
    opened: Callable[[], IO[bytes]]

    @property
    def base(self) -> str:
        """Its name without folders."""
        return PurePosixPath(self.name).name

    def is_called(self, *globs: str) -> bool:
        """Return whether its name without folders fits one of the patterns, capitals aside."""
        return any(fnmatchcase(self.base.casefold(), glob.casefold()) for glob in globs)

    def head(self, size: int = HEAD) -> bytes:
        """Return its first bytes."""
        with self.opened() as file:
            return file.read(size)

    def whole(self, largest: int = LARGEST_WHOLE) -> bytes:
        """Return all of it. Raises Refusal SOURCE_TOO_LARGE."""
        with self.opened() as file:
            content = file.read(largest + 1)
        if len(content) > largest:
            raise Refusal(Reason.SOURCE_TOO_LARGE, path=self.name, megabytes=largest // 1024**2)
        return content


class Bundle(Struct, frozen=True):
    """All files somebody brought, as they were chosen."""

    path: Path
    members: tuple[Member, ...]


@contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """Give the files at `path` while the block runs.

    Raises Refusal with `path`: FILE_MISSING, FILE_UNREADABLE, SOURCE_UNREADABLE for a zip that is damaged,
    locked or names places outside itself, SOURCE_BURSTS for one that was made to burst, SOURCE_TOO_MANY
    (`most`).
    """
    try:
        with _opened(path) as bundle:
            yield bundle
    except FileNotFoundError:
        raise Refusal(Reason.FILE_MISSING, path=str(path)) from None
    except (BadZipFile, zlib.error, LZMAError, EOFError, NotImplementedError):
        raise Refusal(Reason.SOURCE_UNREADABLE, path=str(path)) from None
    except OSError:
        raise Refusal(Reason.FILE_UNREADABLE, path=str(path)) from None


def _opened(path: Path) -> AbstractContextManager[Bundle]:
    if path.is_dir():
        return _folder(path)
    with open_plain(path) as file:
        is_zip = file.read(4) == ZIP
    return _zip(path) if is_zip and not is_workbook(_opener(path)) else _file(path)


@contextmanager
def _file(path: Path) -> Iterator[Bundle]:
    yield Bundle(path, (Member(path.name, path.stat().st_size, lambda: open_plain(path)),))


@contextmanager
def _folder(path: Path) -> Iterator[Bundle]:
    found: list[Member] = []
    for folder, _, names in os.walk(path):
        for name in sorted(names):
            place = Path(folder, name)
            relative = place.relative_to(path).as_posix()
            if place.is_symlink() or not place.is_file() or _is_left_alone(relative):
                continue
            if len(found) >= MOST_FILES:
                raise Refusal(Reason.SOURCE_TOO_MANY, path=str(path), most=MOST_FILES)
            found.append(Member(relative, place.stat().st_size, _opener(place)))
    yield Bundle(path, tuple(found))


def _opener(place: Path) -> Callable[[], IO[bytes]]:
    return lambda: open_plain(place)


@contextmanager
def _zip(path: Path) -> Iterator[Bundle]:
    with open_plain(path) as file:
        if _directory_size(file) > MOST_DIRECTORY:
            raise Refusal(Reason.SOURCE_TOO_MANY, path=str(path), most=MOST_FILES)
        with ZipFile(file) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_FILES:
                raise Refusal(Reason.SOURCE_TOO_MANY, path=str(path), most=MOST_FILES)
            for info in infos:
                _check(info, path)
            _check_all(infos, path)
            yield Bundle(
                path, tuple(_zipped(archive, info) for info in infos if not _is_left_alone(info.filename))
            )


def _zipped(archive: ZipFile, info: ZipInfo) -> Member:
    return Member(info.filename, info.file_size, lambda: archive.open(info))


def _check(info: ZipInfo, path: Path) -> None:
    steps = info.filename.replace("\\", "/").split("/")
    if ".." in steps or not steps[0] or ":" in steps[0] or info.flag_bits & 1:
        raise Refusal(Reason.SOURCE_UNREADABLE, path=str(path))
    bursts = info.file_size > RATIO_COUNTS_FROM and info.file_size > info.compress_size * HIGHEST_RATIO
    if bursts or info.file_size > LARGEST_MEMBER:
        raise Refusal(Reason.SOURCE_BURSTS, path=str(path), file=info.filename)


def _check_all(infos: list[ZipInfo], path: Path) -> None:
    """Raise Refusal for what becomes far larger than its file: many small ones, or one told many times."""
    size = sum(info.file_size for info in infos)
    bursts = size > RATIO_COUNTS_FROM and size > path.stat().st_size * HIGHEST_RATIO
    if bursts or size > LARGEST_MEMBER:
        raise Refusal(Reason.SOURCE_BURSTS, path=str(path), file=infos[0].filename)


def _is_left_alone(name: str) -> bool:
    return any(fnmatchcase(name, glob) for glob in LEFT_ALONE)


def _directory_size(file: IO[bytes]) -> int:
    """Return how many bytes the list of contents of a zip says it has; 0 when it says nothing readable."""
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - 66_000))
    tail = file.read()
    file.seek(0)
    large, usual = tail.rfind(b"PK\x06\x06"), tail.rfind(b"PK\x05\x06")
    if large >= 0 and len(tail) >= large + 48:
        return int(struct.unpack_from("<Q", tail, large + 40)[0])
    if usual >= 0 and len(tail) >= usual + 16:
        return int(struct.unpack_from("<L", tail, usual + 12)[0])
    return 0
