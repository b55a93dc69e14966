"""Stores the checksum of every backup as it was when it was proven, in a list beside the backups.

The list is called `<diary>.sha256` and has the form that `sha256sum --check` reads. A number or a word that
changed by itself in an unencrypted backup is still readable; only the checksum shows it.
"""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from diary.storage.faults import refusing
from diary.storage.plain_file import open_plain
from diary.storage.whole_file import write_whole

_LINE = re.compile(r"(?P<sum>[0-9a-f]{64}) [ *](?P<name>[^/\\]+)")


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as 64 hexadecimal digits. Raises Refusal."""
    from hashlib import file_digest

    with refusing(path), open_plain(path) as file:
        return file_digest(file, "sha256").hexdigest()


def read_checksums(folder: Path, stem: str) -> dict[str, str]:
    """Return file name -> checksum of the backups of one diary. A line that cannot be parsed is skipped."""
    try:
        with open_plain(_list_of(folder, stem)) as file:
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return {}
    lines = (_LINE.fullmatch(line) for line in text.splitlines())
    return {found["name"]: found["sum"] for found in lines if found}


def is_unchanged(copy: Path) -> bool | None:
    """Return whether a backup is byte for byte what it was when it was proven; None when it has no checksum."""
    for file in sorted(copy.parent.glob("*.sha256")):
        noted = read_checksums(copy.parent, file.stem).get(copy.name)
        if noted is not None:
            return checksum(copy) == noted
    return None


def note_checksums(folder: Path, stem: str, new: Mapping[str, str], gone: Collection[str] = ()) -> None:
    """Add some backups to the list and remove others from it. Raises Refusal."""
    known = read_checksums(folder, stem)
    wanted = {name: value for name, value in {**known, **new}.items() if name not in gone}
    if wanted != known:
        lines = [f"{value}  {name}\n" for name, value in sorted(wanted.items())]
        write_whole(_list_of(folder, stem), "".join(lines).encode(), is_ours=True)


def _list_of(folder: Path, stem: str) -> Path:
    return folder / f"{stem}.sha256"
