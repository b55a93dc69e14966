"""Defines what the keys of a mapping file may hold: choices, and types of their own. See `mapping`."""

import codecs
import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

from diary.content.decoding import Finite, Problem, Wrong
from diary.domain.entry import parse_clock
from diary.domain.refusal import Refusal

Name = Annotated[str, Meta(min_length=1)]
"""A column's name, which may be blank but not empty."""
Span = tuple[Finite, Finite]


class DateOrder(StrEnum):
    """In which order a file writes the parts of a date."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


_ORDERS = frozenset(map(str, DateOrder))
NAMED_FORMATS = frozenset({"iso", "epoch", "epoch_ms", "excel"}) | _ORDERS
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Earlier dates are programs' ways of saying "none"."""
LONGEST_QUOTE = 60
SAYS_NOTHING = frozenset({
    "", "-", "--", "---", "\u2013", "\u2014", "?", "n/a", "na", "n.a.", "nvt", "n.v.t.", "nb", "null", "nan",
    "#n/a", "#n/b", "#ref!", "#verw!", "#value!", "#waarde!", "#div/0!", "#deel/0!",
})  # fmt: skip
"""Cells that say nothing, as programs, people and spreadsheets write them, capitals aside."""


class Format(StrEnum):
    """What the source file is."""

    CSV = "csv"
    JSON = "json"
    SHEET = "sheet"


class Several(StrEnum):
    """How several values for the same thing on the same day are combined."""

    LAST = "last"
    FIRST = "first"
    MAX = "max"
    MIN = "min"
    MEAN = "mean"
    SUM = "sum"


class Codes(StrEnum):
    """How the source names areas of the body."""

    NAMES = "names"
    WORDS = "words"
    CHOIR = "choir"
    CHOIR_FEMALE = "choir_female"
    SNOMED = "snomed"


class Empty(StrEnum):
    """What a row without painful areas means."""

    NOT_ANSWERED = "not_answered"
    NO_PAIN = "no_pain"


class Texts(frozenset[str]):
    """One text or whole number, or a list of them, as texts; empty ones too."""


class Places(tuple[str | int, ...]):
    """One text or whole number, or a list of them, as they were written."""

    __slots__ = ()


class Word(str):
    """A text, or a number as one."""

    __slots__ = ()


class Clock(int):
    """A clock time, in minutes after midnight."""


Condition = dict[str, Texts]
"""Column -> the texts it may hold, capitals aside; a row fits when every column does."""


def made_of(kind: Any, written: Any) -> Any:  # noqa: ANN401 - the hook of msgspec
    """Convert what a mapping file wrote to one of the types above or a time zone. Raises Wrong."""
    try:
        if kind is ZoneInfo:
            return ZoneInfo(_text(written))
        if kind is Clock:
            return Clock(parse_clock(_text(written)))
    except (LookupError, OSError, ValueError, Refusal) as error:
        raise error if isinstance(error, Wrong) else Wrong("", Problem.NOT_ALLOWED) from None
    if kind is Word and isinstance(written, (str, int, float)) and not isinstance(written, bool):
        return Word(f"{written:.15g}" if isinstance(written, float) else written)
    listed = written if isinstance(written, list) else [written]
    if kind is Word or any(isinstance(one, bool) or not isinstance(one, (str, int)) for one in listed):
        raise Wrong("", Problem.WRONG_TYPE)
    return Texts(map(str, listed)) if kind is Texts else Places(listed)


def _text(written: object) -> str:
    if not isinstance(written, str):
        raise Wrong("", Problem.NO_TEXT)
    return written


class Table(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of a mapping file. An unknown key is refused: a typing error never silently drops an answer."""

    def need(self, is_right: bool, name: str, problem: Problem = Problem.NOT_ALLOWED) -> None:
        """Raise Wrong at a key of this table unless that is right."""
        if not is_right:
            raise Wrong(name, problem)

    def need_one(self, name: str, *ways: object) -> None:
        """Raise Wrong unless exactly one of the ways is written."""
        count = sum(way is not None and way != () for way in ways)
        self.need(count > 0, name, Problem.MISSING)
        self.need(count < 2, name, Problem.TWICE)


def quote(text: str) -> str:
    """Shorten the text to what fits in a sentence."""
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"


def folded(written: Condition) -> Condition:
    """Return the condition without capitals."""
    return {column: Texts(text.strip().casefold() for text in texts) for column, texts in written.items()}


def is_text_encoding(name: str) -> bool:
    """Return whether Python knows it as a text encoding."""
    try:
        codecs.lookup(name)
        return isinstance(b"".decode(name), str) and isinstance("".encode(name), bytes)
    except (LookupError, ValueError):
        return False


def order_of(form: str) -> DateOrder | None:
    """Return which of day and month comes first in a date format that writes both as numbers."""
    if form in _ORDERS:
        return DateOrder(form)
    day, month = form.find("%d"), form.find("%m")
    if min(day, month) < 0 or -1 < form.find("%Y") < min(day, month):
        return None
    return DateOrder.DAY_FIRST if day < month else DateOrder.MONTH_FIRST


def is_date_format(form: str) -> bool:
    """Return whether it has a name here, or is a strptime format that contains a whole date."""
    if form in NAMED_FORMATS:
        return True
    sample = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
    try:
        read = datetime.strptime(sample.strftime(form), form)  # noqa: DTZ007 - only the date is looked at
    except (ValueError, OverflowError, re.error):
        return False
    return read.date() == sample.date()
