"""How a table made by another program is read: one mapping file, written in TOML, for each kind of source file.

    diary import FILE SOURCE --map MAP.toml

A mapping says which column holds the date, and which column answers which item, on which scale, in which
direction. Nothing is guessed: a column nobody names is not read, an empty cell is "not answered" and never 0,
and what does not fit is refused line by line while the rest goes on.

Every key, in one example; a real mapping needs a few of them::

    [source]                        # optional: what cannot be seen from the file itself
    format = "csv"                  # csv or json; json when the file's name ends in .json
    encoding = "cp1252"             # found by itself: UTF-8, UTF-16, else cp1252
    delimiter = ";"                 # found by itself: comma, semicolon, tab or bar
    decimal = ","                   # "." unless said otherwise
    thousands = "."                 # dropped from numbers; none unless said otherwise
    ignore = ["", "N/A", "-1"]      # cells that say nothing; instead of "", "N/A", "NA", "null"
    records = "activities-steps"    # json: the list of records, when the file holds more than a list

    [date]
    column = "filled_in"            # the date or the moment; or day = "d", month = "m", year = "y" (columns);
                                    # or start = 2020-01-01 with offset = "id" (a column counting days)
    formats = ["iso", "%d-%m-%Y"]   # tried in order: iso, epoch, epoch_ms or strptime; ["iso"] by itself
    stored_in = "UTC"               # zone of times that carry none; the zone below by itself
    zone = "Europe/Amsterdam"       # where the days were lived; the zone of this computer by itself
    boundary = "04:00"              # when a day begins: an entry of 01:30 belongs to the day before
    typed_at = "saved"              # column with the moment of writing; by itself the moment in `column`,
                                    # and when that is only a date, the moment of the import

    [[item]]                        # one for every column that answers an item of the catalogue
    column = "stress"
    item = "stress"
    from = [1, 5]                   # the scale in the file; stretched over the item's own range
    to = [0, 10]                    # another range on our side; seldom needed
    reversed = true                 # in the file, low is what the diary calls high
    several = "max"                 # more rows on one day: last (by itself), first, max, min, mean or sum
    ignore = ["0"]                  # more cells that say nothing, in this column only

    [[item]]
    column = "hours_relaxed"
    item = "relaxation"
    factor = 60                     # instead of `from`: value x factor + offset
    offset = 0

    [[item]]
    column = "company"
    item = "people"                 # a choice or a flag: by its own words, or by these
    values = { alone = "none", "with one" = "some", "with many" = "much" }

    [[item]]
    item = "senses_overload"
    constant = 1                    # instead of a column: the same for every row it applies to
    when = { kind = ["migraine", "headache"] }    # only rows whose column `kind` says so; in every block,
                                    # capitals aside; true and false of JSON are "true" and "false"

    [own.happiness]                 # an item of one's own, made on the way; used as any other item
    kind = "scale"                  # scale, count, minutes, clock, choice or flag
    low = 0
    high = 10                       # kept as written, with decimals
    names = { en = "Happiness", nl = "Geluk" }    # also: unit, factor, options (of a choice)

    [[areas]]                       # the body map
    column = "painful_places"       # a list: "neck, left knee" or "[12, 13]"; or areas = ["front_knee_l"],
                                    # the same areas for every row it applies to
    separator = ","
    codes = "names"                 # names (segment keys, WPI areas and `names`), choir, choir_female, snomed
    names = { nek = ["neck"], "linker knie" = [130] }    # segment keys, WPI areas, or CHOIR numbers
    intensity = "how_bad"           # a column, or one number 1-10 when the file does not tell
    from = [0, 10]                  # scale, reversed, factor, offset, ignore: as for an item
    several = "max"                 # an area in more rows of one day: max by itself
    empty = "not_answered"          # a row without areas says nothing; "no_pain": it says "no pain today"

    [[activity]]
    kind = "walking"                # or kind_column = "sport"
    minutes = "walk_minutes"        # column; factor and ignore as above; 0 minutes is no activity
    effort = "effort"               # optional: a column or a number 0-10
    several = "sum"                 # rows of one kind on one day become one; each its own by itself

    [night]                         # rows are nights, so [date] names no column: every item of such a row
                                    # belongs to the day of waking up
    start = "startTime"             # answers into_bed
    end = "endTime"                 # answers got_up
    main = "isMainSleep"            # column that is true for the night itself; the longest by itself
    shortest = 120                  # without `main`: what is shorter (minutes) is a nap

    [[skip]]                        # rows left alone on purpose; all others that no block reads are listed
    when = { kind = ["weather"] }

A header need not be the first line: the first line that names every column of the mapping is the header. In JSON a
column may be a path, such as `levels.summary.deep.minutes`. Points and counts are rounded to whole ones, half
upwards; own items keep their decimals. An area scale that begins at 0 has 0 for "no pain here"; any other is
stretched over 1-10. A day has one night: naps, and the items beside them, are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from diary.domain.item import OwnItem
from diary.domain.period import DAY_BOUNDARY_MINUTES

Condition = Mapping[str, frozenset[str]]
"""Column -> the texts it may hold; a row fits when every column does."""


class Format(StrEnum):
    """What the source file is."""

    CSV = "csv"
    JSON = "json"


class Several(StrEnum):
    """What becomes of more than one value for the same thing on the same day."""

    LAST = "last"
    FIRST = "first"
    MAX = "max"
    MIN = "min"
    MEAN = "mean"
    SUM = "sum"


class Codes(StrEnum):
    """How the source names areas of the body."""

    NAMES = "names"
    CHOIR = "choir"
    CHOIR_FEMALE = "choir_female"
    SNOMED = "snomed"


class Empty(StrEnum):
    """What a row without painful areas means."""

    NOT_ANSWERED = "not_answered"
    NO_PAIN = "no_pain"


@dataclass(frozen=True, slots=True)
class SourceRule:
    """The form of the source file; None = found by looking at it."""

    format: Format | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str = "."
    thousands: str = ""
    ignore: frozenset[str] = frozenset({"", "N/A", "NA", "null"})
    records: str | None = None


@dataclass(frozen=True, slots=True)
class DateRule:
    """How a row tells its day. One of `column`, `parts` (day, month, year) and `start` is set, or none for nights.

    `zone` is None when the days were lived in the zone of this computer; `boundary` is in minutes after midnight.
    """

    column: str | None = None
    parts: tuple[str, str, str] | None = None
    start: date | None = None
    offset: str | None = None
    formats: tuple[str, ...] = ("iso",)
    stored_in: tzinfo | None = None
    zone: ZoneInfo | None = None
    boundary: int = DAY_BOUNDARY_MINUTES
    typed_at: str | None = None

    @property
    def columns(self) -> Iterator[str]:
        """The columns it reads."""
        yield from (column for column in (self.column, self.offset, self.typed_at) if column)
        yield from self.parts or ()


@dataclass(frozen=True, slots=True)
class Scaling:
    """From the source's numbers to ours: either `source` range onto `target` range, or factor and offset."""

    source: tuple[float, float] | None = None
    target: tuple[float, float] | None = None
    is_reversed: bool = False
    factor: float = 1
    offset: float = 0

    @property
    def is_plain(self) -> bool:
        """Whether a number stays what it is."""
        return self == Scaling()


@dataclass(frozen=True, slots=True)
class ItemRule:
    """One column, or a constant, that answers one item. `where` is its place in the mapping file."""

    where: str
    item: str
    column: str | None
    constant: str | None
    scaling: Scaling
    values: Mapping[str, str]
    ignore: frozenset[str]
    several: Several
    when: Condition


@dataclass(frozen=True, slots=True)
class AreaRule:
    """Painful areas: listed in `column`, or always `areas`; `intensity` is a column's name or 1-10."""

    where: str
    column: str | None
    areas: tuple[str | int, ...]
    separator: str
    codes: Codes
    names: Mapping[str, tuple[str | int, ...]]
    intensity: str | float
    scaling: Scaling
    ignore: frozenset[str]
    several: Several
    empty: Empty
    when: Condition


@dataclass(frozen=True, slots=True)
class ActivityRule:
    """An activity of `kind`, or named by `kind_column`; without `several` every row is one of its own."""

    where: str
    kind: str | None
    kind_column: str | None
    minutes: str
    scaling: Scaling
    effort: str | float | None
    ignore: frozenset[str]
    several: Several | None
    when: Condition


@dataclass(frozen=True, slots=True)
class NightRule:
    """Columns with the two ends of a night, and how a night is told from a nap."""

    start: str
    end: str
    main: str | None = None
    shortest: float = 0

    @property
    def columns(self) -> Iterator[str]:
        """The columns it reads."""
        yield from (column for column in (self.start, self.end, self.main) if column)


Rule = ItemRule | AreaRule | ActivityRule


@dataclass(frozen=True, slots=True)
class ImportMap:
    """A whole mapping file, checked as far as it can be without a catalogue and a body map. `path` names it."""

    path: str
    source: SourceRule
    date: DateRule
    night: NightRule | None
    rules: tuple[Rule, ...]
    skip: tuple[Condition, ...]
    own: tuple[OwnItem, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the source must have, each once, in the order of the mapping."""
        found = dict.fromkeys(self.date.columns)
        found |= dict.fromkeys(self.night.columns if self.night else ())
        for rule in self.rules:
            found |= dict.fromkeys(_columns_of(rule))
        for condition in self.skip:
            found |= dict.fromkeys(condition)
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
