"""Describes what only the person can know about an export, and is asked."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field


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


class Question(Struct, frozen=True):
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
