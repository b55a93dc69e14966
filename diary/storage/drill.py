"""Trying a copy before it is needed: it is really put back, into a file that is thrown away afterwards."""

from datetime import date, datetime, timedelta
from pathlib import Path

from diary.domain.refusal import Reason, Refusal
from diary.storage.backup import prepare_folder, put_back_into
from diary.storage.checksums import checksum, read_checksums
from diary.storage.copies import stem_of
from diary.storage.duplicate import draft_in
from diary.storage.health import Health
from diary.storage.key import Key

EVERY = timedelta(days=30)


def is_drill_due(last: date | None, now: datetime) -> bool:
    """Whether a month has gone by, or the clock was ahead when a copy was tried last."""
    return last is None or not timedelta(0) <= now.date() - last < EVERY


def try_copy(copy: Path, folder: Path, now: datetime, key: Key | None = None) -> Health:
    """Put a copy back into a file of its own in the private `folder`; what it then holds.

    It is opened, every row is read and compared with the copy's, and the copy with its own checksum. Raises
    Refusal: COPY_CHANGED and whatever `health.check` finds.
    """
    prepare_folder(folder, now)
    noted = read_checksums(copy.parent, stem_of(copy)).get(copy.name)
    with draft_in(folder, f"{copy.stem} tried") as draft:
        _key, health = put_back_into(draft, copy, key)
        if noted is not None and checksum(copy) != noted:
            raise Refusal(Reason.COPY_CHANGED, path=copy)
    return health
