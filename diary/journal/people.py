"""Reads the list of people from shares, and keeps it in the therapist's own folder, to be there at once.

Kept rows go by what a file is, never by its name; nothing is ever written beside the shares. Of a share that has a
passphrase nothing is kept.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Final

import msgspec

from diary.content.library import Library
from diary.domain.manifest import Manifest
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.journal.shares import open_share
from diary.paths import VERSION
from diary.screens.appointment import APPOINTMENT, last_visit
from diary.screens.review import PersonRow, build_person, made_on
from diary.storage.faults import reading, refusing
from diary.storage.header import PAGE_BYTES, is_encrypted
from diary.storage.key import Key
from diary.storage.plain_file import open_plain
from diary.storage.store import Store
from diary.storage.whole_file import make_folder, write_whole

_FORM: Final = "4"
"""The form of what is kept; another one is read anew."""

Found = PersonRow | Refusal


class KeptRow(msgspec.Struct, frozen=True):
    """Holds a row with the digest of the whole file it was read from, which was proven then."""

    row: PersonRow
    digest: str


class PeopleFolder:
    """The people of some files and folders. `folder` is where rows are kept; `open_journal` makes the journal of
    an open share, with the clock at the moment it was made."""

    def __init__(
        self,
        places: Iterable[Path],
        folder: Path,
        open_journal: Callable[[Store, Manifest], Journal],
        library: Library,
        since: date | None = None,
    ) -> None:
        self._open_journal = open_journal
        self._library = library
        self._since = since
        named = repr((sorted(str(place.absolute()) for place in places), since))
        self._file = folder / f"people-{sha256(named.encode()).hexdigest()[:16]}.json"
        self._rows = self._kept()
        self._used: dict[str, KeptRow] = {}

    def look(
        self, paths: Iterable[Path], find_key: Callable[[Path], Key | None] = lambda _path: None
    ) -> Iterator[tuple[Path, Found]]:
        """Yield what is known of each share, or why it cannot be shown; what was seen before is not opened."""
        for path in paths:
            try:
                yield path, self.person(path, find_key(path))
            except Refusal as refusal:
                yield path, refusal

    def person(self, path: Path, key: Key | None = None) -> PersonRow:
        """Return the row of a share. Raises Refusal as `open_share` does, FILE_ENCRYPTED without its key."""
        mark = _mark(path)
        kept = self._rows.get(mark)
        if kept is None:
            if is_encrypted(path):
                if key is None:
                    raise Refusal(Reason.FILE_ENCRYPTED, path=path)
                return self._read(path, key)
            kept = KeptRow(digest=_digest(path), row=self._read(path, None))
        self._used[mark] = kept
        return kept.row

    def is_proven(self, path: Path) -> bool:
        """Return whether the share is, to the last byte, what it was when its row was read: digesting a file takes
        a tenth of the time in which its rows are proven. Raises Refusal."""
        kept = self._used.get(_mark(path))
        return kept is not None and kept.digest == _digest(path)

    def _read(self, path: Path, key: Key | None) -> PersonRow:
        with open_share(path, self._open_journal, key) as (journal, manifest), reading(path):
            since = self._since or last_visit(journal.records(APPOINTMENT), made_on(manifest).date())
            return build_person(journal.table, journal.span(), manifest, self._library, since, journal.began())

    def keep(self) -> None:
        """Keep the rows that were asked for, where the folder takes them: it only makes the next look quick."""
        if self._used != self._rows:
            with suppress(Refusal):
                make_folder(self._file.parent)
                write_whole(self._file, msgspec.json.encode(self._used), is_ours=True)

    def forget(self) -> None:
        """Take away what is kept of all lists on this computer; the shares stay. Raises Refusal."""
        self._rows = {}
        with refusing(self._file):
            for file in self._file.parent.glob("people-*.json"):
                file.unlink(missing_ok=True)

    def _kept(self) -> dict[str, KeptRow]:
        try:
            with open_plain(self._file) as file:
                return msgspec.json.decode(file.read(), type=dict[str, KeptRow])
        except (OSError, msgspec.MsgspecError, RecursionError, UnicodeError):
            return {}  # it is only made to be quick


def _mark(path: Path) -> str:
    """Return what changes when the file does, as far as its first page and the computer's own times tell. Raises
    Refusal."""
    with refusing(path), open_plain(path) as file:
        found = path.stat()
        start = file.read(PAGE_BYTES)
    told = (_FORM, VERSION, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, start)
    return sha256(repr(told).encode()).hexdigest()


def _digest(path: Path) -> str:
    with refusing(path), open_plain(path) as file:
        return file_digest(file, "sha256").hexdigest()
