"""Makes two diary files one: both are proven and kept, then one takes in what the other has."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct

from diary.domain.diary_data import ImportResult
from diary.domain.item import OwnItem
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import DiaryRelation
from diary.journal.journal import Journal
from diary.journal.merge import DiarySnapshot, Merging
from diary.journal.merge_files import keep_both
from diary.journal.session import DiaryOpener
from diary.paths import backup_folder
from diary.storage.backups.backup import restore
from diary.storage.health import check
from diary.storage.key import Key


class MergeResult(Struct, frozen=True):
    """What taking in a file did: `merging` when it was a copy of the diary, else `imported`. The texts of both
    need the `own_items`."""

    merging: Merging | None
    imported: ImportResult | None
    own_items: tuple[OwnItem, ...]

    @property
    def has_something(self) -> bool:
        """Whether something comes into the diary."""
        return self.merging is None or bool(self.merging.entries)


def merge_into(
    diary: Path,
    other: Path,
    opener: DiaryOpener,
    *,
    output: Path | None = None,
    dry_run: bool = False,
    as_import: bool = False,
) -> MergeResult:
    """Take into `diary`, or into a copy of it at `output`, what `other` has; both are proven and kept first.

    With `dry_run` nothing is written. A diary that is no copy is only read with `as_import`: what is missing is
    added. Raises Refusal NOT_A_COPY, FILE_EXISTS, and what checking, opening and merging raise.
    """
    key = opener.keys.of(diary)
    other_key = opener.keys.of_other(other, key)
    check(diary, key)
    check(other, other_key)
    with (
        opener.open(other, read_only=True, key=other_key) as offered,
        _written(opener, diary, key, output, dry_run=dry_run) as journal,
    ):
        take = partial(_take_in, diary, journal, offered, offered.history.snapshot(), as_import=as_import)
        tried = take(dry_run=True)  # what is refused leaves no backup of the other diary among this one's
        if dry_run:
            return tried
        if output is None and tried.has_something:
            keep_both(diary, key, other, other_key, opener.now())
        return take(dry_run=False)


def _take_in(
    diary: Path, journal: Journal, offered: Journal, copy: DiarySnapshot, *, as_import: bool, dry_run: bool
) -> MergeResult:
    merging = journal.history.merge(copy, dry_run=dry_run)
    if merging.relation is not DiaryRelation.OTHER:
        return MergeResult(merging, None, (offered if dry_run else journal).own_items)
    if not as_import:
        raise Refusal(Reason.NOT_A_COPY, path=diary, other=offered.path)
    span = offered.span()
    days = offered.days(span) if span else ()
    return MergeResult(None, journal.import_days(days, offered.own_items, dry_run=dry_run), offered.own_items)


@contextmanager
def _written(
    opener: DiaryOpener, diary: Path, key: Key | None, output: Path | None, *, dry_run: bool
) -> Iterator[Journal]:
    """Open the diary that is written in; a third file only stays when all went well."""
    if output is None or dry_run:
        with opener.trial(diary, key=key) if dry_run else opener.open(diary, key=key) as journal:
            yield journal
        return
    if output.exists():
        raise Refusal(Reason.FILE_EXISTS, path=output)
    restore(diary, output, backup_folder(output), opener.now(), key=key)
    try:
        with opener.open(output, key=key) as journal:
            yield journal
    except BaseException:  # interrupted too: half a merge must not look like a diary
        output.unlink(missing_ok=True)
        raise
