"""What this computer has arranged about the copies of a diary: the second place, and when a copy was last tried.

Not in the diary, because it goes along to other computers; not in the window's preferences, because the
command line needs it too, which has no Qt. Nothing of what the diary holds is in it.
"""

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from diary.storage.faults import refusing
from diary.storage.whole_file import write_whole


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`second` is our own folder in the place the person chose. `tried` is the name of the copy that was last
    put back on trial, on `tried_on`, and whether that went well."""

    second: Path | None = None
    tried: str = ""
    tried_on: date | None = None
    went_well: bool = False


def read_arrangement(file: Path, diary: Path) -> Arrangement:
    """What is arranged for the diary at `diary`; what is missing or broken reads as nothing arranged."""
    found = _read(file).get(_key(diary))
    if not isinstance(found, dict):
        return Arrangement()
    second, tried, on = (_text(found, name) for name in ("second", "tried", "tried_on"))
    return Arrangement(Path(second) if second else None, tried, _date(on), found.get("went_well") is True)


def write_arrangement(file: Path, diary: Path, arrangement: Arrangement) -> None:
    """Store it beside what is arranged for other diaries. Raises Refusal."""
    with refusing(file):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    stored = {
        "second": str(arrangement.second or ""),
        "tried": arrangement.tried,
        "tried_on": arrangement.tried_on.isoformat() if arrangement.tried_on else "",
        "went_well": arrangement.went_well,
    }
    content = json.dumps({**_read(file), _key(diary): stored}, indent=1, sort_keys=True)
    write_whole(file, content.encode())


def forget_arrangement(file: Path, diary: Path) -> None:
    """Take away what is arranged for this diary, and the file with it when nothing else is in it. Raises
    Refusal."""
    left = {key: value for key, value in _read(file).items() if key != _key(diary)}
    if left:
        write_whole(file, json.dumps(left, indent=1, sort_keys=True).encode())
    else:
        with refusing(file):
            file.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _key(diary: Path) -> str:
    return os.path.realpath(diary)


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) and "\0" not in value else ""


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
