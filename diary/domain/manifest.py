"""Says what a share, a diary file made for somebody else, tells of itself."""

from datetime import date, datetime
from typing import Final

from msgspec import Struct, field

VERSION: Final = 1
"""The form of a manifest. A later one that says less or other things gets another number."""


class LeftOut(Struct, frozen=True):
    """What a diary has and its share has not: how many items and days, whether free texts, and which lists."""

    items: int = 0
    days: int = 0
    texts: bool = False
    lists: tuple[str, ...] = ()


class Manifest(Struct, frozen=True):
    """What a share tells of itself. `name` is the name or the pseudonym, empty where the person gave none; `diary`
    is the same in every share of one diary and says nothing about it; `made_at` is local time with its offset.

    It may come from anybody: ValueError without an id, for a moment without
    its offset and for a stretch that ends before it begins.

    `checksum` is of every row of the share and of the rest of the manifest: it shows damage and careless changes,
    not forgery.
    """

    diary: str
    made_at: str
    program: str = ""
    name: str = ""
    is_pseudonym: bool = False
    for_whom: str = ""
    first: date | None = None
    last: date | None = None
    items: tuple[str, ...] = ()
    texts: bool = False
    left_out: LeftOut = field(default_factory=LeftOut)
    version: int = VERSION
    checksum: str = ""

    def __post_init__(self) -> None:
        if not self.diary or datetime.fromisoformat(self.made_at).tzinfo is None:
            raise ValueError(self.made_at)
        if self.first and self.last and self.first > self.last:
            raise ValueError(self.first)
