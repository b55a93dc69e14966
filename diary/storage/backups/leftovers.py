"""What a program that was ended half-way left behind: drafts of a diary and of its copies, as readable as those
were. Its lock on the diary is held by whoever asks, so nothing of it can still be under way."""

import glob
import re
import tempfile
from pathlib import Path

from diary.storage.faults import refusing


def left_in(folder: Path, stem: str) -> tuple[Path, ...]:
    """The drafts of the diary called `stem`, or of its copies, in a folder. Raises Refusal."""
    name = re.escape(stem)
    ours = re.compile(
        rf"\.+{name}( \d{{4}}-\d\d-\d\d .*|\.diary.*)?\.\d+\.(copy|new)(-journal)?|\.+{name}\.\d+\.mended.*"
    )
    with refusing(folder):
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return tuple(path for path in found if ours.fullmatch(path.name) and path.is_file())


def left_in_temp(diary: Path) -> tuple[Path, ...]:
    """The copies of a diary that a rescue made for itself. Raises Refusal."""
    folder = Path(tempfile.gettempdir())
    with refusing(folder):
        return tuple(sorted(folder.glob(f"symptom-diary-*/{glob.escape(diary.name)}*")))


def clear(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Take them away; those that stay."""
    return tuple(path for path in paths if not is_gone(path))


def is_gone(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
