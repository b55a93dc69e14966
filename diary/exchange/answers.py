"""Reads and writes the answers a person gave about an export, so that the next one asks nothing.

reader = "fitbit"

[answers]
"device.steps" = "Watch"
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from diary.content.decoding import Problem, Wrong, decoded
from diary.domain.refusal import Reason, Refusal
from diary.exchange.mapping import LARGEST_MAP
from diary.storage.plain_file import open_plain


class SavedAnswers(Struct, frozen=True, forbid_unknown_fields=True):
    """Which reader an export was read with, and the answers by the keys of the questions."""

    reader: str
    answers: Mapping[str, str] = field(default_factory=dict)


def load_answers(path: Path) -> SavedAnswers:
    """Return the answers in a file. Raises Refusal FILE_MISSING, FILE_UNREADABLE, MAP_INVALID."""
    try:
        with open_plain(path) as file:
            content = file.read(LARGEST_MAP + 1)
        if len(content) > LARGEST_MAP:
            raise Wrong("TOML", Problem.NOT_TOML)
        return decoded(tomllib.loads(content.decode("utf-8-sig")), SavedAnswers)
    except Wrong as wrong:
        raise Refusal(Reason.MAP_INVALID, path=str(path), key=wrong.field, problem=wrong.problem) from None
    except FileNotFoundError:
        raise Refusal(Reason.FILE_MISSING, path=str(path)) from None
    except OSError:
        raise Refusal(Reason.FILE_UNREADABLE, path=str(path)) from None
    except (ValueError, RecursionError):
        raise Refusal(Reason.MAP_INVALID, path=str(path), key="TOML", problem=Problem.NOT_TOML) from None


def answers_text(saved: SavedAnswers) -> str:
    """Return the answers as they are written to a file."""
    lines = [f"reader = {_quoted(saved.reader)}", "", "[answers]"]
    lines += [f"{_quoted(key)} = {_quoted(answer)}" for key, answer in saved.answers.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    signs = {"\\": "\\\\", '"': '\\"'}
    return (
        '"'
        + "".join(signs.get(sign, sign if sign.isprintable() else f"\\u{ord(sign):04x}") for sign in text)
        + '"'
    )
