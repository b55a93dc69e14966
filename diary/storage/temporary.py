"""Names the private folders in which a copy of a diary lies for a moment, so that a copy left behind by an
interrupted program is found again, and never the copy of another diary that has the same name."""

import tempfile
from pathlib import Path
from tempfile import TemporaryDirectory

from diary.storage.faults import refusing


def temporary_folder(diary: Path) -> "TemporaryDirectory[str]":
    """Make a folder for a copy of the diary at this path, readable by its owner only, gone when closed."""
    return TemporaryDirectory(prefix=_prefix(diary))


def left_in_temp(diary: Path) -> tuple[Path, ...]:
    """Return the copies of the diary at this path in such folders. Raises Refusal."""
    folder = Path(tempfile.gettempdir())
    with refusing(folder):
        return tuple(sorted(path for path in folder.glob(f"{_prefix(diary)}*/*") if path.is_file()))


def _prefix(diary: Path) -> str:
    from hashlib import sha256  # loads OpenSSL, which the start does without

    return f"symptom-diary-{sha256(bytes(diary.resolve())).hexdigest()[:16]}-"
