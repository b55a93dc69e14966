"""Detects who else writes in a diary's folder (a sync service, a network drive) and the copies a sync service
makes.

Such a service makes a copy when two computers wrote at once. Only names and marks are read, nothing is asked of
any service.
"""

import os
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from fnmatch import fnmatch
from functools import cache
from pathlib import Path, PurePath
from typing import Final

from msgspec import Struct, convert

from diary.paths import resources
from diary.storage.plain_file import open_plain


class FolderKind(StrEnum):
    """What kind of other writer the folder of a diary has."""

    DROPBOX = "Dropbox"
    ONEDRIVE = "OneDrive"
    NEXTCLOUD = "Nextcloud"
    ICLOUD = "iCloud"
    GOOGLE_DRIVE = "Google Drive"
    SYNCTHING = "Syncthing"
    NETWORK = "network"


class _Signs(Struct, frozen=True):
    """How folders of other writers are known: see `resources/sync_folders.toml`."""

    network: frozenset[str]
    marks: dict[str, FolderKind]
    folders: dict[str, FolderKind]
    settings: dict[str, FolderKind]


@cache
def _signs() -> _Signs:
    return convert(tomllib.loads((resources() / "sync_folders.toml").read_text(encoding="utf-8")), _Signs)


_PLACES_IN_SETTINGS = re.compile(r"""(?:"path":\s*"|localPath=|sync_dir\s*=\s*"?|<folder[^>]*\spath=")([^"\n]+)""")
_MOST_SETTINGS = 1_000_000
MOUNTS: Final = Path("/proc/mounts")
_CONFLICT = re.compile(
    r"""(?:
    \ \(.*(?:conflict|conflicterend|exemplaar).*\)   # Dropbox, Nextcloud; both languages
    | \.sync-conflict-\d{8}-\d{6}.*                  # Syncthing
    | _conflict-\d{8}-\d{6}.*                        # ownCloud
    | \ \(\d+\) | \ \d+                              # Google Drive, iCloud
    | \ (?:-\ )?(?:copy|kopie)(?:\ .*)? | -\w[\w-]*  # Windows, macOS; OneDrive: the name of the computer
    )""",
    re.VERBOSE | re.IGNORECASE,
)
MOST_COPIES = 20


def folder_kind_of(diary: Path, home: Path, mounts: Path = MOUNTS) -> FolderKind | None:
    """Return who else writes in the folder the diary really lies in; None when nobody is known to."""
    real = Path(os.path.realpath(diary))
    if str(real).startswith("\\\\"):
        return FolderKind.NETWORK
    for folder in real.parents:
        found = _named(folder) or _marked(folder)
        if found is not None:
            return found
    return _in_settings(real, home) or (
        FolderKind.NETWORK if _kind_of_mount(real, mounts) in _signs().network else None
    )


def copies_beside(diary: Path) -> tuple[Path, ...]:
    """Return files beside the diary that services call its copies; only their contents show whether they are."""
    try:
        names = sorted(entry.name for entry in diary.parent.iterdir())
    except OSError:
        return ()
    stem, suffix = diary.stem, diary.suffix
    found = [
        diary.with_name(name)
        for name in names
        if name.startswith(stem)
        and name.endswith(suffix)
        and _CONFLICT.fullmatch(name[len(stem) : len(name) - len(suffix)])
    ]
    return tuple(path for path in found if path.is_file())[:MOST_COPIES]


def _named(folder: PurePath) -> FolderKind | None:
    return next((service for pattern, service in _signs().folders.items() if fnmatch(folder.name, pattern)), None)


def _marked(folder: Path) -> FolderKind | None:
    try:
        names = [entry.name for entry in os.scandir(folder) if entry.name.startswith(".")]
    except OSError:
        return None
    for pattern, service in _signs().marks.items():
        if any(fnmatch(name, pattern) for name in names):
            return service
    return None


def _in_settings(real: Path, home: Path) -> FolderKind | None:
    for name, service in _signs().settings.items():
        for place in _places(home / name):
            if real.is_relative_to(Path(os.path.realpath(place.replace("~", str(home), 1)))):
                return service
    return None


def _places(settings: Path) -> Iterator[str]:
    try:
        with open_plain(settings) as file:
            text = file.read(_MOST_SETTINGS).decode("utf-8", "replace")
    except OSError:
        return
    yield from (place.strip() for place in _PLACES_IN_SETTINGS.findall(text) if place.strip() not in {"", "/"})


def _kind_of_mount(real: Path, mounts: Path) -> str:
    """Return the kind of file system of the nearest mount point above the file; empty where it is unknown."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    kind, longest = "", -1
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[1]))
        if real.is_relative_to(point) and len(point.parts) >= longest:
            kind, longest = fields[2], len(point.parts)
    return kind
