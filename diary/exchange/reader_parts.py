"""Describes what a reader of another program's export is. A reader is one module in `diary.exchange.readers` that
holds `READER`; it is found by being there.

A reader declares *parts*: kinds of files of an export. A part says how such a file is recognised (by what is in
it) and has a function that makes *records* of one row. Opening, counting, refusing, asking, joining several
devices and choosing the main sleep are done for it, in `diary.exchange.intake`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct, field

from diary.domain.day import MomentKind
from diary.domain.refusal import Refusal
from diary.exchange.bundle import Member
from diary.exchange.desk import Desk
from diary.exchange.fields import Several
from diary.exchange.source_rows import SourceRow


class Skip(StrEnum):
    """Why a row was left alone on purpose."""

    OTHER = "other"
    """It holds nothing a diary asks about."""
    EMPTY = "empty"
    """It says nothing: its cells are empty."""
    DOUBLE = "double"
    """The same sleep or the same moment stands elsewhere in the export."""
    TOO_SHORT = "too_short"
    """A sleep that is no sleep: under ten minutes."""
    NOT_WORN = "not_worn"
    """0 that means nobody counted."""
    OTHER_FILE = "other_file"
    """A file that is known to hold nothing for a diary."""
    LIST = "list"
    """A list of a diary, of which a table is not read back."""
    UNANSWERED = "unanswered"
    """A question about it was not answered yet, or answered with "leave out"."""


class Given(Struct, frozen=True, gc=False):
    """A value for an item. Several of one day from one `device` are combined; None asks the person how.

    With `worn_by`, 0 counts on days on which that item is above 0: then somebody wore the device. Where the
    export has no such item at all, the person is asked.
    """

    day: date
    item: str
    value: float
    several: Several | None = Several.LAST
    device: str = ""
    at: datetime | None = None
    worn_by: str = ""
    rows: int = 1


def moved(
    desk: Desk, day: date, key: str, count: float, several: Several = Several.LAST, device: str = ""
) -> Given:
    """Return the `steps` or `active_minutes` of a day; 0 counts on days with steps."""
    return Given(day, desk.own(key), count, several, device, worn_by="steps")


class Slept(Struct, frozen=True, gc=False):
    """One stretch of sleep or a piece of it, with local times. `awake` and `latency` are minutes, `asleep_from`
    and `asleep_until` when sleep itself began and ended where the file tells it apart from lying in bed."""

    begin: datetime
    end: datetime
    device: str = ""
    latency: float | None = None
    awake: float | None = None
    awakenings: float | None = None
    asleep_from: datetime | None = None
    asleep_until: datetime | None = None
    quality: float | None = None
    rows: int = 1


class Did(Struct, frozen=True, gc=False):
    """An activity of some minutes; `key` tells the same activity in another file of the export."""

    day: date
    kind: str
    minutes: float
    key: object = None


class Happened(Struct, frozen=True, gc=False):
    """Something that happened at `at` minutes after midnight (None: some time that day)."""

    day: date
    kind: MomentKind
    at: int | None = None
    value: float | None = None
    text: str = ""


class Wrote(Struct, frozen=True, gc=False):
    day: date
    text: str
    item: str = "note"


class Passed(Struct, frozen=True, gc=False):
    """A row (or many) left alone on purpose; `name` says of what kind it is, in the words of the file."""

    why: Skip
    name: str = ""
    rows: int = 1


class Faulty(Struct, frozen=True, gc=False):
    """A row of a file that is read as a stream, with why it does not fit."""

    line: int
    column: str | None
    refusal: Refusal


Record = Given | Slept | Did | Happened | Wrote | Passed | Faulty


class ReaderPart(Struct, frozen=True, kw_only=True):
    """One kind of file. It is recognised when its name fits `names`, and in its beginning stand all `keys` (JSON,
    XML), or its header has all `columns` (a table), or it has the table `table` (a database).

    A blank line ends a section of the table when it has `sections`. `columns` and `more` give each column the
    name it has here, and the headers it can have, in any language; `more` may be absent. `dates` are columns
    with dates whose order (day or month first) the whole file decides. `records` is where the list stands in a
    JSON document. A part either takes rows one by one (`take`) or a `whole` file.
    """

    take: Callable[[SourceRow, Desk], Iterable[Record]] | None = None
    whole: Callable[[Member, Desk], Iterator[Record]] | None = None
    names: tuple[str, ...] = ("*",)
    keys: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    more: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    table: str = ""
    sections: bool = False
    records: str = ""
    dates: tuple[str, ...] = ()


class Reader(Struct, frozen=True, kw_only=True):
    """How exports of one program are read. `name` is the program's own; `tried` is whether it was checked on a
    real file: else its documentation was all there was, and the person hears that. Files that fit `skipped` are
    known to hold nothing for a diary."""

    key: str
    name: str
    tried: bool
    parts: tuple[ReaderPart, ...]
    skipped: tuple[str, ...] = ()
