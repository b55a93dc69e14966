"""Describes how a table made by another program is read: one mapping file in TOML for each kind of source file.

What such a file can say, every key of it, is in `resources/exchange/mapping.toml`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Meta, field
from msgspec.structs import force_setattr, replace

from diary.content.decoding import HIDDEN, TOML_PLACE, Finite, Hook, Problem, Text, Wrong, decoded
from diary.domain.item import LARGEST_VALUE, MINUTES_A_DAY, NUMERIC_KINDS, Item, Kind, OwnItem, RiskFactor
from diary.domain.refusal import Reason, Refusal
from diary.exchange.fields import (
    FIRST_YEAR,
    LAST_YEAR,
    SAYS_NOTHING,
    Clock,
    Codes,
    Condition,
    Empty,
    Format,
    Name,
    Places,
    Several,
    Span,
    Table,
    Texts,
    Word,
    folded,
    is_date_format,
    is_text_encoding,
    made_of,
)
from diary.storage.plain_file import open_plain


class SourceRule(Table, frozen=True):
    """The form of the source file; None = found by looking at it."""

    format: Format | None = None
    encoding: Name | None = None
    delimiter: Name | None = None
    decimal: Name | None = None
    thousands: str = ""
    ignore: Texts = Texts(
        ("NaN", *(way(text) for text in SAYS_NOTHING for way in (str, str.upper, str.capitalize)))
    )
    records: Name | None = None
    has_header: bool = field(default=True, name="header")
    is_turned: bool = field(default=False, name="turned")

    def __post_init__(self) -> None:
        marks, delimiter = self.thousands, self.delimiter
        self.need(delimiter is None or (len(delimiter) == 1 and delimiter not in '"\r\n\0'), "delimiter")
        decimal = self.decimal or "."
        self.need(len(decimal) == 1 and not decimal.isalnum(), "decimal")
        self.need(not marks or (len(marks) == 1 and not marks.isalnum() and marks != decimal), "thousands")
        self.need(self.encoding is None or is_text_encoding(self.encoding), "encoding")
        force_setattr(self, "ignore", Texts(("", *self.ignore)))


class DateRule(Table, frozen=True):
    """Where a row has its day. One of `column`, `parts` (day, month, year) and `start` is set; none for nights.

    `zone` is None when the days were lived in the zone of this computer; `boundary`
    is in minutes after midnight, None as in the diary.
    """

    column: Name | None = None
    day: Name | None = None
    month: Name | None = None
    year: Name | None = None
    start: date | None = None
    offset: Name | None = None
    time: Name | None = None
    formats: tuple[str, ...] = ("iso",)
    first_year: Annotated[int, Meta(gt=FIRST_YEAR, lt=LAST_YEAR)] | None = None
    is_carried: bool = field(default=False, name="carried")
    is_on_sheet: bool = field(default=False, name="month_on_sheet")
    stored_in: ZoneInfo | None = None
    zone: ZoneInfo | None = None
    boundary: Clock | None = None
    typed_at: Name | None = None

    def __post_init__(self) -> None:
        parts = {name: getattr(self, name) for name in ("day", "month", "year")}
        for name, column in parts.items():
            self.need(column is not None or not any(parts.values()), name, Problem.MISSING)
        ways = (self.column, self.day, self.start)
        self.need(sum(way is not None for way in ways) < 2, "column", Problem.TWICE)
        self.need(self.offset is None or self.start is not None, "start", Problem.MISSING)
        self.need(self.time is None or self.column is not None, "column", Problem.MISSING)
        self.need(all(is_date_format(form) for form in self.formats), "formats")
        if not self.formats:
            force_setattr(self, "formats", ("iso",))

    @property
    def parts(self) -> tuple[str, str, str] | None:
        """The columns with day, month and year."""
        return (self.day, self.month, self.year) if self.day and self.month and self.year else None

    @property
    def is_told(self) -> bool:
        """Whether rows have their day in any way."""
        return (self.column or self.parts or self.start) is not None

    @property
    def columns(self) -> Iterator[str]:
        """The columns it reads."""
        yield from (column for column in (self.column, self.offset, self.time, self.typed_at) if column)
        yield from self.parts or ()


class Scaling(Table, frozen=True):
    """Converts the source's numbers to ours: either `source` range onto `target` range, or factor and offset."""

    source: Span | None = field(default=None, name="from")
    target: Span | None = field(default=None, name="to")
    is_reversed: bool = field(default=False, name="reversed")
    factor: Finite = 1
    offset: Finite = 0

    def __post_init__(self) -> None:
        for name, span in (("from", self.source), ("to", self.target)):
            self.need(span is None or span[0] < span[1], name)
        has_more = self.is_reversed or self.target is not None
        self.need(self.source is not None or not has_more, "from", Problem.MISSING)
        self.need(self.source is None or (self.factor == 1 and self.offset == 0), "factor")

    @property
    def is_plain(self) -> bool:
        """Whether a number stays what it is."""
        return self.source is None and self.factor == 1 and self.offset == 0


class ItemRule(Scaling, frozen=True, kw_only=True):
    """One column, or a constant, that answers one item. `where` is its place in the mapping file."""

    item: Name
    column: Name | None = None
    constant: Word | None = None
    has: Name | None = None
    separator: Name = ","
    values: dict[str, Word] = field(default_factory=dict)
    ignore: Texts = Texts()
    several: Several = Several.LAST
    is_next: bool = field(default=False, name="next_day")
    when: Condition = field(default_factory=dict)
    where: str = field(default="", name=HIDDEN)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.need_one("column", self.column, self.constant)
        self.need(self.constant != "", "constant", Problem.MISSING)
        self.need(self.has is None or self.column is not None, "column", Problem.MISSING)
        force_setattr(self, "values", {name.casefold(): value for name, value in self.values.items()})
        force_setattr(self, "when", folded(self.when))


class AreaRule(Scaling, frozen=True, kw_only=True):
    """Painful areas: listed in `column`, or always `areas`; `intensity` is a column's name or 1-10."""

    intensity: Name | Annotated[float, Meta(ge=1, le=10, multiple_of=1)]
    column: Name | None = None
    areas: Places = Places()
    separator: Name = ","
    codes: Codes = Codes.NAMES
    names: dict[str, Places] = field(default_factory=dict)
    ignore: Texts = Texts()
    several: Several = Several.MAX
    empty: Empty = Empty.NOT_ANSWERED
    when: Condition = field(default_factory=dict)
    where: str = field(default="", name=HIDDEN)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.need_one("column", self.column, self.areas)
        force_setattr(self, "names", {name.strip().casefold(): places for name, places in self.names.items()})
        force_setattr(self, "when", folded(self.when))


class ActivityRule(Table, frozen=True):
    """One activity: of `kind`, or named by `kind_column`; without `several` every row is one of its own."""

    minutes: Name
    kind: Name | None = None
    kind_column: Name | None = None
    factor: Finite = 1
    offset: Finite = 0
    effort: Name | Annotated[float, Meta(ge=0, le=10, multiple_of=1)] | None = None
    ignore: Texts = Texts()
    several: Several | None = None
    when: Condition = field(default_factory=dict)
    where: str = field(default="", name=HIDDEN)

    def __post_init__(self) -> None:
        self.need_one("kind", self.kind, self.kind_column)
        force_setattr(self, "when", folded(self.when))

    @property
    def scaling(self) -> Scaling:
        """The conversion of the source's numbers to minutes."""
        return Scaling(factor=self.factor, offset=self.offset)


class NightRule(Table, frozen=True):
    """Columns with the two ends of a night, and how a night is distinguished from a nap."""

    start: Name
    end: Name
    main: Name | None = None
    shortest: Annotated[float, Meta(ge=0, lt=MINUTES_A_DAY)] = 0

    @property
    def columns(self) -> Iterator[str]:
        """The columns it reads."""
        yield from (column for column in (self.start, self.end, self.main) if column)


class SkipRule(Table, frozen=True):
    """Rows that are left alone on purpose."""

    when: Condition

    def __post_init__(self) -> None:
        self.need(bool(self.when), "when", Problem.MISSING)
        force_setattr(self, "when", folded(self.when))


class OwnRule(Table, frozen=True):
    """An item of one's own that the mapping makes."""

    names: Annotated[dict[str, Text], Meta(min_length=1)]
    kind: Kind = Kind.SCALE
    low: Finite = 0
    high: Finite | None = None
    unit: str = ""
    factor: RiskFactor | None = None
    options: tuple[Name, ...] = ()

    def __post_init__(self) -> None:
        self.need(self.kind in NUMERIC_KINDS, "kind")
        self.need((self.kind is Kind.CHOICE) is (len(set(self.options)) >= 2), "options")
        self.need(-LARGEST_VALUE <= self.low < self.highest <= LARGEST_VALUE, "high")

    @property
    def highest(self) -> float:
        """The highest answer, also when it is not written."""
        usual = {
            Kind.SCALE: 10,
            Kind.MINUTES: MINUTES_A_DAY,
            Kind.COUNT: 1_000_000,
            Kind.CLOCK: MINUTES_A_DAY - 1,
            Kind.CHOICE: len(self.options) - 1,
            Kind.FLAG: 1,
        }
        return usual[self.kind] if self.high is None else self.high

    def item(self, key: str) -> OwnItem:
        low, high = self.low, self.highest
        item = Item(key, self.kind, "own", low, high, self.unit, self.factor, options=self.options, own=True)
        return OwnItem(item, self.names)


Rule = ItemRule | AreaRule | ActivityRule


class ImportMap(Table, frozen=True):
    """A whole mapping file, checked as far as it can be without a catalogue and a body map. `path` names it."""

    source: SourceRule = SourceRule()
    date: DateRule = DateRule()
    night: NightRule | None = None
    item: tuple[ItemRule, ...] = ()
    areas: tuple[AreaRule, ...] = ()
    activity: tuple[ActivityRule, ...] = ()
    skip: tuple[SkipRule, ...] = ()
    own: dict[str, OwnRule] = field(default_factory=dict)
    path: str = field(default="", name=HIDDEN)

    def __post_init__(self) -> None:
        for name, listed in (("item", self.item), ("areas", self.areas), ("activity", self.activity)):
            for place, rule in enumerate(listed, start=1):
                force_setattr(rule, "where", f"{name} {place}")
        self.need(bool(self.rules) or self.night is not None, "item", Problem.MISSING)
        self.need(self.night is not None or self.date.is_told, "date.column", Problem.MISSING)
        self.need(self.night is None or not self.date.is_told, "date.column")
        for key in self.own:
            self.need(key.isascii() and key.isidentifier() and key == key.lower(), f"own.{key}")
        several: dict[str, Several] = {}
        for rule in self.item:
            self.need(several.setdefault(rule.item, rule.several) is rule.several, f"{rule.where}.several")

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules for the columns, in the order of the file, items first."""
        return (*self.item, *self.areas, *self.activity)

    @property
    def own_items(self) -> tuple[OwnItem, ...]:
        return tuple(own.item(key) for key, own in self.own.items())

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the source must have, each once, in the order of the mapping."""
        found = dict.fromkeys(self.date.columns)
        found |= dict.fromkeys(self.night.columns if self.night else ())
        for rule in self.rules:
            found |= dict.fromkeys(_columns_of(rule))
        for skipped in self.skip:
            found |= dict.fromkeys(skipped.when)
        return tuple(found)


def _columns_of(rule: Rule) -> Iterator[str]:
    yield from rule.when
    match rule:
        case ItemRule(column=column) if column:
            yield column
        case AreaRule(column=column, intensity=intensity):
            yield from (name for name in (column, intensity) if isinstance(name, str))
        case ActivityRule(kind_column=kind, minutes=minutes, effort=effort):
            yield from (name for name in (kind, minutes, effort) if isinstance(name, str))
        case _:
            pass


LARGEST_MAP = 20_000
"""Bytes; a mapping file is a page or two."""


T = TypeVar("T")


def load_mapping(path: Path) -> ImportMap:
    """Return the mapping in a TOML file. Raises what `read_toml` raises."""
    return replace(read_toml(path, ImportMap, made_of), path=str(path))


def read_toml(path: Path, kind: type[T], hook: Hook | None = None) -> T:
    """Return what a small TOML file says, as a value of this `kind`.

    Raises Refusal FILE_MISSING or FILE_UNREADABLE with `path`, or MAP_INVALID with `path`, `key` and `problem`.
    """
    try:
        return decoded(_read(path), kind, hook)
    except Wrong as wrong:
        facts = {"options": wrong.options} if wrong.options else {}
        raise Refusal(
            Reason.MAP_INVALID, path=str(path), key=wrong.field, problem=wrong.problem, **facts
        ) from None


def _read(path: Path) -> Mapping[str, object]:
    try:
        with open_plain(path) as file:
            content = file.read(LARGEST_MAP + 1)
    except FileNotFoundError:
        raise Refusal(Reason.FILE_MISSING, path=str(path)) from None
    except (OSError, ValueError):
        raise Refusal(Reason.FILE_UNREADABLE, path=str(path)) from None
    try:
        if len(content) > LARGEST_MAP:
            raise ValueError("too large")
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        place = re.search(TOML_PLACE, str(error))
        raise Wrong(place.group() if place else "TOML", Problem.NOT_TOML) from None
