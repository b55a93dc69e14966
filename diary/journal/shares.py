"""Finds the shares in folders and opens them one by one, only to read."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from diary.domain.manifest import Manifest
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.storage.faults import refusing
from diary.storage.header import is_encrypted
from diary.storage.key import Key
from diary.storage.share_file import read_manifest
from diary.storage.store import Store

SUFFIX: Final = ".diary"
MOST_NAMES: Final = 100_000
"""Names that are looked at in all folders together: a practice has some thousands of shares."""
DEEPEST: Final = 8
LARGEST_MEGABYTES: Final = 200
"""A hundred fully logged years are 16 MB."""


def find_shares(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that are named, and the diaries in the folders that are, by name. Links and pipes in
    a folder are passed over.

    Raises Refusal FILE_MISSING, NO_PERMISSION, and FOLDER_TOO_FULL for one with more than a practice has.
    """
    left = [MOST_NAMES]
    for place in places:
        with refusing(place):
            if place.is_dir():
                yield from sorted(_in_folder(place, left, 0))
            elif place.exists() or place.is_symlink():
                yield place
            else:
                raise Refusal(Reason.FILE_MISSING, path=place)


def _in_folder(folder: Path, left: list[int], depth: int) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            left[0] -= 1
            if left[0] < 0:
                raise Refusal(Reason.FOLDER_TOO_FULL, path=folder, most=MOST_NAMES)
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False) and depth < DEEPEST:
                yield from _in_folder(Path(entry.path), left, depth + 1)
            elif entry.name.endswith(SUFFIX) and entry.is_file(follow_symlinks=False):
                yield Path(entry.path)


@contextmanager
def open_share(
    path: Path, open_journal: Callable[[Store, Manifest], Journal], key: Key | None = None, *, prove: bool = True
) -> Iterator[tuple[Journal, Manifest]]:
    """Open the share at `path` while the block runs, with its manifest; with `prove` compared with its checksum.

    Raises Refusal NOT_A_SHARE, SHARE_CHANGED, SHARE_TOO_LARGE, and what opening raises.
    """
    with refusing(path):
        is_large = path.is_file() and path.stat().st_size > LARGEST_MEGABYTES << 20
    if is_large:
        raise Refusal(Reason.SHARE_TOO_LARGE, path=path, megabytes=LARGEST_MEGABYTES)
    try:
        with Store(path, True, key) as store:
            manifest = read_manifest(store, prove=prove)
            yield open_journal(store, manifest), manifest
    except Refusal as refusal:
        if refusal.reason is Reason.FILE_DAMAGED:  # of a share there is no backup to go back to
            raise Refusal(Reason.SHARE_CHANGED, path=path) from refusal
        raise


def key_of_share(path: Path, passphrase: str | None) -> Key | None:
    """Return the key of a share by this passphrase; None for one that has none. Raises Refusal FILE_ENCRYPTED
    where there is no passphrase to try."""
    if not is_encrypted(path):
        return None
    if passphrase is None:
        raise Refusal(Reason.FILE_ENCRYPTED, path=path)
    return Key.of(path, passphrase)
