"""Keeps what a therapist writes beside a share in the therapist's own file, and gives it back.

What is given back is a small file that the person's diary takes in, and no other. Nothing is ever written in the
share."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from diary.domain.manifest import Manifest
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RecordData, Register, RegisterRecord
from diary.domain.text import clean_data, clean_line
from diary.domain.therapist_mark import BY, MARKS
from diary.journal.journal import Journal
from diary.journal.session import DiaryOpener
from diary.storage.faults import refusing
from diary.storage.header import FORM_OF_MARKS, is_give_back
from diary.storage.plain_file import open_plain
from diary.storage.whole_file import write_whole

VERSION: Final = 1
"""The form of the file. A later one that says less or other things gets another number."""
ENDING: Final = ".diary-marks"
LARGEST_MEGABYTES: Final = 1
MOST_MARKS: Final = 1_000


class GiveBack(Struct, frozen=True):
    """What is in such a file: marks by field, for the diary with this mark of its manifests, by whom and when.
    `checksum` is of all else: it shows damage and careless changes, not forgery."""

    form: str
    version: int
    diary: str
    by: str
    made_at: str
    marks: tuple[dict[str, str], ...]
    checksum: str = ""

    @property
    def digest(self) -> str:
        """What `checksum` is when nothing was changed."""
        return sha256(msgspec.json.encode(replace(self, checksum=""))).hexdigest()


class _Form(Struct, frozen=True):
    form: str
    version: int


class OwnMarks:
    """The files in `folder`, the therapist's own: one for each diary that shares come from, with only marks."""

    def __init__(self, folder: Path, opener: DiaryOpener) -> None:
        self._folder = folder
        self._opener = opener

    def path(self, manifest: Manifest) -> Path:
        """Return the file for a share. What a share tells of itself is no part of its name."""
        return self._folder / f"{sha256(manifest.diary.encode()).hexdigest()[:16]}.diary"

    @contextmanager
    def open(self, manifest: Manifest) -> Iterator[Journal]:
        """The file for a share while the block runs, made when there is none; one without a mark does not stay.

        Raises Refusal FILE_LOCKED and what opening raises.
        """
        path = self.path(manifest)
        with refusing(path):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._opener.open(path, create=True) as journal:
            yield journal
            is_empty = not journal.records(MARKS)
        if is_empty:
            with refusing(path):
                path.unlink(missing_ok=True)

    def records(self, manifest: Manifest) -> tuple[RegisterRecord, ...]:
        """Return the marks for a share; none where there is no file. Raises Refusal as opening does."""
        path = self.path(manifest)
        if not path.exists():
            return ()
        with self._opener.open(path, read_only=True) as journal:
            return journal.records(MARKS)

    def give_back(self, manifest: Manifest, by: str, target: Path) -> int:
        """Write the marks for a share to a small file, and return how many they are. `by` stands at those that do
        not say who wrote them.

        Raises Refusal NO_MARKS, FILE_EXISTS for a diary in its place, and what writing raises.
        """
        by = clean_line(by)
        own = {BY: by} if by else {}
        marks = tuple(
            {**own, **{key: str(value) for key, value in one.data.items()}} for one in self.records(manifest)
        )
        if not marks:
            raise Refusal(Reason.NO_MARKS)
        made_at = self._opener.now().isoformat(timespec="minutes")
        given = GiveBack(FORM_OF_MARKS, VERSION, manifest.diary, by, made_at, marks)
        write_whole(target, msgspec.json.encode(replace(given, checksum=given.digest)))
        return len(marks)


def read_give_back(path: Path, register: Register) -> GiveBack:
    """Return what a file gives back, its texts clean and every mark as the `register` allows.

    Raises Refusal NOT_MARKS, FILE_NEWER, SHARE_CHANGED, SOURCE_TOO_LARGE, TOO_MANY, and what a list refuses.
    """
    if not is_give_back(path):
        raise Refusal(Reason.NOT_MARKS, path=path)
    with refusing(path), open_plain(path) as file:
        text = file.read((LARGEST_MEGABYTES << 20) + 1)
    if len(text) > LARGEST_MEGABYTES << 20:
        raise Refusal(Reason.SOURCE_TOO_LARGE, path=path, megabytes=LARGEST_MEGABYTES)
    try:
        if msgspec.json.decode(text, type=_Form).version > VERSION:
            raise Refusal(Reason.FILE_NEWER, path=path)
        given = msgspec.json.decode(text, type=GiveBack)
        is_whole = given.digest == given.checksum
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Refusal(Reason.SHARE_CHANGED, path=path) from error
    if not is_whole:
        raise Refusal(Reason.SHARE_CHANGED, path=path)
    if len(given.marks) > MOST_MARKS:
        raise Refusal(Reason.TOO_MANY, most=MOST_MARKS)
    marks = tuple(dict(register.parse(clean_data(mark))[0]) for mark in given.marks)
    return replace(given, by=clean_line(given.by), marks=marks)


def new_marks(journal: Journal, path: Path, register: Register) -> tuple[RecordData, ...]:
    """Return the marks of a file that the diary has not yet, each once, in their order.

    Raises Refusal MARKS_ELSEWHERE for those of another diary, and as `read_give_back` does.
    """
    given = read_give_back(path, register)
    if given.diary != journal.identity:
        raise Refusal(Reason.MARKS_ELSEWHERE, path=path)
    there = [dict(record.data) for record in journal.records(MARKS)]
    new: list[RecordData] = []
    for mark in given.marks:
        if mark not in there and mark not in new:
            new.append(mark)
    return tuple(new)


def keep_marks(journal: Journal, marks: tuple[RecordData, ...]) -> None:
    """Put these in the diary, as one change that can be undone. Raises Refusal as `Registers.write` does."""
    if marks:
        journal.registers.write((MARKS, None, mark, None) for mark in marks)
