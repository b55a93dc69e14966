"""Describes what only the person can know about an export and is asked, and keeps the answers in a file, so that
the next export of the same program asks nothing:

    reader = "fitbit"

    [answers]
    "device.steps" = "Watch"
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import NODEFAULT, Struct, field
from msgspec.structs import fields

from diary.content.decoding import HIDDEN
from diary.exchange.fields import Clock
from diary.exchange.mapping import read_toml


class QuestionKind(StrEnum):
    """What only the person can know. The words of each are in `resources/phrases/readers.toml`."""

    DATE_ORDER = "date_order"
    ZONE = "zone"
    MEANING = "meaning"
    """What a word of the file is on our scale."""
    ZERO = "zero"
    """Whether 0 means none, or not recorded."""
    DEVICE = "device"
    SEVERAL = "several"


_ESCAPED: Final = {"\\": "\\\\", '"': '\\"'}

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
    return read_toml(path, SavedAnswers)


def answers_text(saved: SavedAnswers) -> str:
    """Return the answers as they are written to a file."""
    return toml_text({"reader": saved.reader, "answers": saved.answers})


# ------------------------------------------------------------------ writing TOML


def toml_text(table: Struct | Mapping[str, object]) -> str:
    """Return a table as TOML: structs and mappings in it become tables, tuples of structs arrays of tables; what
    is inside those stands on one line. Fields of a struct that are None or at their default are left out."""
    plain, lines = [], []
    for key, value in _told(table).items():
        if isinstance(value, tuple) and all(isinstance(one, Struct) for one in value):
            lines += [line for one in value for line in ("", f"[[{_key(key)}]]", *_pairs(one))]
        elif isinstance(value, Mapping) and all(isinstance(one, Struct) for one in value.values()):
            lines += [
                line for name, one in value.items() for line in ("", f"[{_key(key)}.{_key(name)}]", *_pairs(one))
            ]
        elif isinstance(value, (Struct, Mapping)):
            lines += ["", f"[{_key(key)}]", *_pairs(value)]
        else:
            plain.append(f"{_key(key)} = {_value(value)}")
    return "\n".join([*plain, *lines]).lstrip("\n") + "\n"


def _told(table: Struct | Mapping[str, object]) -> dict[str, object]:
    """Return what is to be written of a table, by its name in a file."""
    if isinstance(table, Mapping):
        return dict(table)
    found: dict[str, object] = {}
    for told in fields(table):
        usual = told.default if told.default_factory is NODEFAULT else told.default_factory()
        value = getattr(table, told.name)
        if told.encode_name != HIDDEN and value is not None and value != usual:
            found[told.encode_name] = value
    return found


def _pairs(table: Struct | Mapping[str, object]) -> Iterator[str]:
    return (f"{_key(key)} = {_value(value)}" for key, value in _told(table).items())


def _value(value: object) -> str:
    said = ""
    match value:
        case bool():
            said = str(value).lower()
        case Clock():
            said = f'"{value // 60:02d}:{value % 60:02d}"'
        case ZoneInfo():
            said = _quoted(value.key)
        case str():
            said = _quoted(str(value))
        case float():
            said = str(int(value)) if value.is_integer() and abs(value) < LARGEST_WHOLE else repr(value)
        case int() | date():
            said = str(value)
        case Mapping():
            said = f"{{ {', '.join(f'{_key(key)} = {_value(one)}' for key, one in value.items())} }}"
        case Collection():
            said = f"[{', '.join(map(_value, sorted(value) if isinstance(value, frozenset) else value))}]"
    return said


LARGEST_WHOLE: Final = 2**53


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").isalnum() else _quoted(key)


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPED.get(sign, _plain(sign)) for sign in text) + '"'


def _plain(sign: str) -> str:
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"
