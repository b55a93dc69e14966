"""What every copy looked like when it was proven: one checksum a file, in a list beside the copies.

The list is called `<diary>.sha256` and has the form that `sha256sum --check` reads. A number or a word that
changed by itself in an unencrypted copy still reads as one; only the checksum tells.
"""

import hashlib
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from diary.storage.faults import refusing
from diary.storage.plain_file import open_plain
from diary.storage.whole_file import write_whole

_LINE = re.compile(r"(?P<sum>[0-9a-f]{64}) [ *](?P<name>[^/\\]+)")


def checksum(path: Path) -> str:
    """The SHA-256 of a file's bytes, as 64 hexadecimal digits. Raises Refusal."""
    with refusing(path), open_plain(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_checksums(folder: Path, stem: str) -> dict[str, str]:
    """File name -> checksum of the copies of one diary. A line nobody can read counts as not written."""
    try:
        with open_plain(_list_of(folder, stem)) as file:
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return {}
    lines = (_LINE.fullmatch(line) for line in text.splitlines())
    return {found["name"]: found["sum"] for found in lines if found}


def is_as_made(copy: Path) -> bool | None:
    """Whether a copy is byte for byte what it was when it was proven; None where that was never written down."""
    for file in sorted(copy.parent.glob("*.sha256")):
        noted = read_checksums(copy.parent, file.stem).get(copy.name)
        if noted is not None:
            return checksum(copy) == noted
    return None


def note_checksums(folder: Path, stem: str, new: Mapping[str, str], gone: Collection[str] = ()) -> None:
    """Add some copies to the list and take others off it. Raises Refusal."""
    known = read_checksums(folder, stem)
    wanted = {name: value for name, value in {**known, **new}.items() if name not in gone}
    if wanted != known:
        lines = [f"{value}  {name}\n" for name, value in sorted(wanted.items())]
        write_whole(_list_of(folder, stem), "".join(lines).encode())


def _list_of(folder: Path, stem: str) -> Path:
    return folder / f"{stem}.sha256"
