"""Replaces a diary that cannot be read by a new one, and keeps the old one under another name.

The old file becomes `my 2026-11-26 03.10 damaged.diary`, with its rollback journal; it is never overwritten or
deleted.
"""

import os
import re
import shutil
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from diary.storage.faults import refusing
from diary.storage.plain_file import open_plain
from diary.storage.rollback_journal import journal_of
from diary.storage.whole_file import make_durable


def replace(new: Path, path: Path, now: datetime) -> Path | None:
    """Give the finished diary `new` the name `path` in one step; `now` is local time.

    Returns where what was there is kept, None when there was nothing. At every moment there is a file at `path`:
    the old one or the new one. Raises Refusal DISK_FULL, NO_PERMISSION and the like, and then nothing has changed.
    """
    path = Path(os.path.realpath(path))
    with refusing(path):
        kept = _keep(path, now) if path.exists() else None
        try:
            make_durable(new)
            new.replace(path)
        except OSError:  # only this: the kept file must stay once the new one has its name
            for copied in (kept, kept and journal_of(kept)):
                if copied is not None:
                    copied.unlink(missing_ok=True)
            raise
        with suppress(FileNotFoundError):
            journal_of(path).unlink()  # it belonged to what was there, and is kept with it
        make_durable(path.parent)
    return kept


def put_journal_aside(path: Path, now: datetime) -> Path:
    """Rename a rollback journal that does not belong to the diary at `path`; returns where it is kept."""
    journal = journal_of(Path(os.path.realpath(path)))
    with refusing(path):
        kept = journal_of(_free_name(path, now, "leftover"))
        _copy(journal, kept)
        journal.unlink()
        make_durable(path.parent)
    return kept


def kept_beside(path: Path) -> tuple[Path, ...]:
    """Return everything that was put aside here when the diary at `path` was rescued. Raises Refusal."""
    path = Path(os.path.realpath(path))
    stem, suffix = re.escape(path.stem), re.escape(path.suffix)
    named = re.compile(rf"{stem} \d{{4}}-\d\d-\d\d \d\d\.\d\d (damaged|leftover)( \(\d+\))?{suffix}(-journal)?")
    with refusing(path.parent):
        found = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
        return tuple(each for each in found if named.fullmatch(each.name) and each.is_file())


def _keep(path: Path, now: datetime) -> Path:
    """Give the file a second name (a copy where a file system has no hard links), and copy its journal."""
    kept = _free_name(path, now, "damaged")
    try:
        os.link(path, kept)
    except FileExistsError:
        raise
    except OSError:
        _copy(path, kept)
    try:
        if journal_of(path).is_file():
            _copy(journal_of(path), journal_of(kept))
        make_durable(path.parent)
    except BaseException:  # interrupted too: half a copy must not look like what was kept
        kept.unlink(missing_ok=True)
        raise
    return kept


def _free_name(path: Path, now: datetime, word: str) -> Path:
    for number in count(1):
        again = f" ({number})" if number > 1 else ""
        name = path.with_name(f"{path.stem} {now:%Y-%m-%d %H.%M} {word}{again}{path.suffix}")
        if not name.exists() and not journal_of(name).exists():
            return name
    raise AssertionError


def _copy(path: Path, copy: Path) -> None:
    handle = os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as target, open_plain(path) as source:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
    except BaseException:  # interrupted too: half a copy must not look like what was kept
        copy.unlink(missing_ok=True)
        raise
