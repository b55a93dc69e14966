"""Keeps what a therapist writes beside a share in the therapist's own file, and gives it back.

What is given back is a small file that the person's diary takes in, and no other. Nothing is ever written in the
share."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from diary.content.library import Library
from diary.domain.manifest import Manifest
from diary.domain.plan.proposal import TITLES, check_proposal
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RecordData, RegisterRecord
from diary.domain.text import clean_data, clean_line
from diary.domain.therapist_mark import BY, MARKS, PROPOSALS
from diary.journal.journal import Journal
from diary.journal.session import DiaryOpener
from diary.storage.faults import refusing
from diary.storage.header import FORM_OF_MARKS, is_give_back
from diary.storage.plain_file import open_plain
from diary.storage.whole_file import make_folder, write_whole

VERSION: Final = 2
"""The form of the file. A later one that says less or other things gets another number; 1 is that of a file
without proposals, which earlier versions of the program read."""
GIVEN: Final = (MARKS, PROPOSALS)
"""The lists a therapist writes in."""
Given: TypeAlias = tuple[str, RecordData]
"""The list something is for, and what it says."""
ENDING: Final = ".diary-marks"
LARGEST_MEGABYTES: Final = 1
MOST_MARKS: Final = 1_000


class GiveBack(Struct, frozen=True):
    """What is in such a file: marks and proposals by field, for the diary with this mark of its manifests, by whom
    and when. `checksum` is of all else: it shows damage and careless changes, not forgery."""

    form: str
    version: int
    diary: str
    by: str
    made_at: str
    marks: tuple[dict[str, str], ...]
    checksum: str = ""
    proposals: tuple[dict[str, str], ...] | UnsetType = UNSET

    @property
    def digest(self) -> str:
        """What `checksum` is when nothing was changed."""
        return sha256(msgspec.json.encode(replace(self, checksum=""))).hexdigest()


class _Form(Struct, frozen=True):
    form: str
    version: int


class OwnMarks:
    """The files in `folder`, the therapist's own: one for each diary that shares come from, with only
    marks and proposals."""

    def __init__(self, folder: Path, opener: DiaryOpener) -> None:
        self._folder = folder
        self._opener = opener

    def path(self, manifest: Manifest) -> Path:
        """Return the file for a share. What a share tells of itself is no part of its name."""
        return self._folder / f"{sha256(manifest.diary.encode()).hexdigest()[:16]}.diary"

    @contextmanager
    def open(self, manifest: Manifest) -> Iterator[Journal]:
        """Open the file for a share while the block runs, made where there is none; an empty one is dropped.

        Raises Refusal FILE_LOCKED and what opening raises.
        """
        path = self.path(manifest)
        make_folder(path.parent)
        with self._opener.open(path, create=True) as journal:
            yield journal
            is_empty = not journal.drafts.has_any and not any(journal.records(key) for key in GIVEN)
        if is_empty:
            with refusing(path):
                path.unlink(missing_ok=True)

    def records(self, manifest: Manifest, register: str = MARKS) -> tuple[RegisterRecord, ...]:
        """Return the marks (or proposals) for a share; none where there is no file. Raises Refusal as opening
        does."""
        path = self.path(manifest)
        if not path.exists():
            return ()
        with self._opener.open(path, read_only=True) as journal:
            return journal.records(register)

    def given(self, manifest: Manifest) -> tuple[Given, ...]:
        """Return the marks for a share, then the proposals. Raises Refusal as opening does."""
        return tuple((key, record.data) for key in GIVEN for record in self.records(manifest, key))

    def give_back(self, manifest: Manifest, by: str, target: Path) -> int:
        """Write the marks and proposals for a share to a small file, and return how many they are. `by` stands at
        those that do not say who wrote them.

        Raises Refusal NO_MARKS, FILE_EXISTS for a diary in its place, and what `check_proposal` and writing raise.
        """
        by = clean_line(by)
        own = {BY: by} if by else {}
        given = self.given(manifest)
        for key, data in given:
            if key == PROPOSALS:
                check_proposal(data)
        marks, proposals = (
            tuple(
                {**own, **{name: str(value) for name, value in data.items()}}
                for key, data in given
                if key == list_
            )
            for list_ in GIVEN
        )
        if not marks and not proposals:
            raise Refusal(Reason.NO_MARKS)
        made_at = self._opener.now().isoformat(timespec="minutes")
        version = VERSION if proposals else 1
        file = GiveBack(FORM_OF_MARKS, version, manifest.diary, by, made_at, marks, "", proposals or UNSET)
        write_whole(target, msgspec.json.encode(replace(file, checksum=file.digest)))
        return len(given)


def written_by(given: Iterable[Given]) -> str:
    """Return who wrote the last of these that says so; empty where none does."""
    names = [str(data[BY]) for _register, data in given if data.get(BY)]
    return names[-1] if names else ""


def read_give_back(path: Path) -> GiveBack:
    """Return what a file gives back, as it stands there.

    Raises Refusal FILE_MISSING, NOT_MARKS, FILE_NEWER, SHARE_CHANGED, SOURCE_TOO_LARGE and TOO_MANY.
    """
    if not path.exists():
        raise Refusal(Reason.FILE_MISSING, path=path)
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
    if len(given.marks) + len(given.proposals or ()) > MOST_MARKS:
        raise Refusal(Reason.TOO_MANY, most=MOST_MARKS)
    return replace(given, by=clean_line(given.by))


class Known(StrEnum):
    """What became of something that a file gives back: it is there, a proposal waits for an answer, is in the plan
    by its name, or was answered and is not in the plan."""

    KEPT = "kept"
    WAITING = "waiting"
    PLANNED = "planned"
    ANSWERED = "answered"


def look_at_marks(journal: Journal, path: Path, library: Library) -> tuple[tuple[Given, Known | None], ...]:
    """Return the marks and proposals of a file, each once, in their order, as the lists of the diary allow, with
    what became of it; None for what is new.

    Raises Refusal MARKS_ELSEWHERE for those of another diary, what a list or `check_proposal` refuses, and as
    `read_give_back` does.
    """
    given = read_give_back(path)
    if given.diary != journal.identity:
        raise Refusal(Reason.MARKS_ELSEWHERE, path=path)
    texts = (*((MARKS, mark) for mark in given.marks), *((PROPOSALS, one) for one in given.proposals or ()))
    parsed = [(key, dict(library.register(key).parse(clean_data(mark))[0])) for key, mark in texts]
    for key, data in parsed:
        if key == PROPOSALS:
            check_proposal(data)
    planned = {(key, record.data.get(title)) for key, title in TITLES.items() for record in journal.records(key)}
    there = [(record, (key, dict(record.data))) for key in GIVEN for record in journal.records(key)]
    found: list[tuple[Given, Known | None]] = []
    for number, one in enumerate(parsed):
        if one not in parsed[:number]:
            same = [record for record, given_before in there if given_before == one]
            is_planned = one[0] == PROPOSALS and (one[1].get("kind"), one[1].get("what")) in planned
            found.append((one, _known(same, is_proposal=one[0] == PROPOSALS, is_planned=is_planned)))
    return tuple(found)


def _known(same: Sequence[RegisterRecord], *, is_proposal: bool, is_planned: bool) -> Known | None:
    """Return what became of something of which these records say the same."""
    if is_planned:
        return Known.PLANNED
    if not same:
        return None
    if not is_proposal:
        return Known.KEPT
    return Known.WAITING if any(record.ended_on is None for record in same) else Known.ANSWERED


def keep_marks(journal: Journal, marks: Iterable[Given]) -> None:
    """Put these in the diary, as one change that can be undone. Raises Refusal as `Registers.write` does."""
    lines = [(register, None, data, None) for register, data in marks]
    if lines:
        journal.registers.write(lines)
