"""Describes what only the person can know about an export and is asked, and keeps the answers in a file, so that
the next export of the same program asks nothing:

    reader = "fitbit"

    [answers]
    "device.steps" = "Watch"
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct, field

from diary.content.decoding import Problem, Wrong, decoded
from diary.domain.refusal import Reason, Refusal
from diary.exchange.mapping import LARGEST_MAP
from diary.exchange.toml_text import toml_text
from diary.storage.plain_file import open_plain


class QuestionKind(StrEnum):
    """What only the person can know. The words of each are in `resources/phrases/readers.toml`."""

    DATE_ORDER = "date_order"
    ZONE = "zone"
    MEANING = "meaning"
    """What a word of the file is on our scale."""
    ZERO = "zero"
    """Whether 0 means none, or not recorded."""
    DIRECTION = "direction"
    """Whether a high number is good or bad."""
    DEVICE = "device"
    SEVERAL = "several"


LEAVE_OUT = "leave_out"
HIGHEST = "highest"


class FileQuestion(Struct, frozen=True):
    """One thing to ask. `subject` is the item, or the word in the file; `facts` fill the places of its example.

    `rereads` says that another answer needs the file to be read again; else only the days are made again.
    """

    kind: QuestionKind
    subject: str
    options: tuple[str, ...]
    usual: str
    facts: Mapping[str, object] = field(default_factory=dict)
    rereads: bool = True

    @property
    def key(self) -> str:
        """Its name in a file of answers."""
        return f"{self.kind}.{self.subject}" if self.subject else str(self.kind)


class SavedAnswers(Struct, frozen=True, forbid_unknown_fields=True):
    """Which reader an export was read with (none for a table with a mapping), and the answers by the keys of the
    questions."""

    reader: str = ""
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
    return toml_text({"reader": saved.reader, "answers": saved.answers})
