"""Reads which lists (registers) there are, from one file with their English words, and the words of a language. A
page that lists are sections of is a member of `PageOfLists` and of `ui/areas.py`."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct

from diary.content.block import ContentFile, Report, part_of, refuse
from diary.content.catalogue import Key
from diary.content.decoding import Finite, Problem, Text, forbid
from diary.content.language import SOURCE_LANGUAGE
from diary.content.words import FieldWords, RegisterWords
from diary.domain.item import LARGEST_VALUE
from diary.domain.register import LONGEST, FieldKind, Register, RegisterField

RESERVED = frozenset({"id"})
"""What a line has beside its fields when programs read it."""
RANGED = frozenset({FieldKind.SCALE, FieldKind.NUMBER})
NAMING = frozenset({FieldKind.TEXT, FieldKind.CHOICE})


class PageOfLists(StrEnum):
    """The pages a list can be a section of."""

    SHARE = "share"
    PLAN = "plan"


class WordedRegisters(Struct, frozen=True):
    """The registers in the order of their file, and their words in one language; `missing` stayed English."""

    registers: tuple[Register, ...]
    words: Mapping[str, RegisterWords]
    missing: tuple[str, ...] = ()


class _FieldBlock(FieldWords, frozen=True, kw_only=True):
    """One field as it is written, with its English words; its fields are described at the top of the file."""

    key: Key
    kind: FieldKind
    required: bool = False
    rough: bool = False
    coming: bool = False
    longest: int | None = None
    range: tuple[Finite, Finite] | None = None
    options: dict[Key, Text] = msgspec.field(default_factory=dict)
    asked_with: dict[Key, Key] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        is_choice = self.kind is FieldKind.CHOICE
        forbid(self.key in RESERVED, "key")
        forbid(is_choice and len(self.options) < 2, "options", Problem.MISSING)
        forbid(self.options and not is_choice, "options", Problem.UNKNOWN)
        forbid(self.kind is FieldKind.SCALE and self.range is None, "range", Problem.MISSING)
        forbid(self.rough and self.kind is not FieldKind.DATE, "rough")
        forbid(self.coming and self.kind is not FieldKind.DATE, "coming")
        forbid(self.range is not None and self.kind not in RANGED, "range", Problem.UNKNOWN)
        forbid(self.range is not None and not _is_range(self.kind, *self.range), "range")
        forbid(len(self.asked_with) > 1 or (self.asked_with and self.required), "asked_with")
        forbid(self.longest is not None and self.kind not in LONGEST, "longest", Problem.UNKNOWN)
        forbid(self.longest is not None and not 1 <= self.longest <= LONGEST[FieldKind.NOTE], "longest")

    @property
    def field(self) -> RegisterField:
        """The field without its words."""
        low, high = self.range or (0, LARGEST_VALUE)
        longest = self.longest or LONGEST.get(self.kind, 0)
        return RegisterField(
            self.key,
            self.kind,
            self.required,
            longest,
            low,
            high,
            tuple(self.options),
            self.rough,
            self.coming,
            next(iter(self.asked_with.items()), None),
        )


class _RegisterBlock(Struct, frozen=True, forbid_unknown_fields=True):
    key: Key
    name: Text
    title: Key
    field: tuple[_FieldBlock, ...]
    ends: str = ""
    begins: str = ""
    page: PageOfLists | None = None
    on_paper: bool = False
    hint: Text = ""
    add: Text = ""
    end: Text = ""
    ended: Text = ""

    def __post_init__(self) -> None:
        fields = {field.key: field for field in self.field}
        forbid(len(fields) < len(self.field), "field", Problem.TWICE)
        forbid(self.title not in fields, "title", Problem.NOT_ALLOWED, tuple(fields))
        forbid(fields[self.title].kind not in NAMING or not fields[self.title].required, "title")
        for choice, answer in (pair for field in self.field for pair in field.asked_with.items()):
            forbid(choice not in fields or answer not in fields[choice].options, "field")
        dates = tuple(field.key for field in self.field if field.kind is FieldKind.DATE)
        for name in ("ends", "begins"):
            forbid(getattr(self, name) and getattr(self, name) not in dates, name, Problem.NOT_ALLOWED, dates)

    @property
    def register(self) -> Register:
        fields = tuple(block.field for block in self.field)
        return Register(self.key, fields, self.title, self.ends, self.begins, self.page or "", self.on_paper)

    @property
    def words(self) -> RegisterWords:
        """Its English words."""
        fields = {block.key: part_of(block, FieldWords) for block in self.field}
        return RegisterWords(self.name, self.hint, self.add, self.end, self.ended, fields)


def load_registers(resources: Path, language: str, report: Report = refuse) -> WordedRegisters:
    """Return all registers with their words in `language`, English where there are none.

    Raises Refusal CONTENT_INVALID with `file`, `key`, `field` and `problem`.
    """
    file = ContentFile(resources / "content" / "registers.toml", report, ("register",))
    blocks = file.listed(_RegisterBlock, "register")
    registers = tuple(block.register for block in blocks.values())
    english = {key: block.words for key, block in blocks.items()}
    if language == SOURCE_LANGUAGE:
        return WordedRegisters(registers, english)
    own = ContentFile(resources / "content" / language / "registers.toml", report, optional=True)
    missing: list[str] = []
    words = own.over("", english, missing, "registers")
    return WordedRegisters(registers, words, tuple(missing))


def _is_range(kind: FieldKind, low: float, high: float) -> bool:
    return low < high and (kind is not FieldKind.SCALE or (low % 1 == 0 and high % 1 == 0 and high - low <= 10))
