"""One factory for everything tests are made of: days, tables and journals, with a fixed clock."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.domain.body import Atlas
from diary.domain.day import Activity, Answer, AnswerSource, Day, DayKind, Moment, Nap
from diary.domain.form import Form
from diary.domain.item import Catalogue
from diary.domain.period import Period
from diary.domain.table import DayTable
from diary.journal.journal import Journal
from diary.paths import resources
from diary.storage.diary_file import create_file
from diary.storage.key import KEY_BYTES, SALT_BYTES, Key
from diary.storage.store import Store
from tests.built_table import build_table

ZONE = "Europe/Amsterdam"
NOW = datetime(2026, 11, 22, 21, 4, tzinfo=ZoneInfo(ZONE))
TODAY = NOW.date()
SHARED = Path(__file__).parent.parent.parent / "shared"
"""Real files to learn from; tests that read them skip where the folder is absent."""


FEW = Form(None, frozenset({"stress", "into_bed", "note"}))
"""A form for the windows of tests that look at something else: all questions take three times as long to build."""


def a_day(
    day: date | int = TODAY,
    *,
    areas: Mapping[str, int] | None = None,
    tender: Iterable[str] = (),
    activities: Iterable[Activity] = (),
    moments: Iterable[Moment] = (),
    notes: Mapping[str, str] | None = None,
    kind: DayKind = DayKind.ORDINARY,
    zone: str = ZONE,
    typed_after_days: int = 0,
    source: AnswerSource = AnswerSource.TYPED,
    naps: Iterable[Nap] = (),
    **answers: float,
) -> Day:
    """A day with these answers; an int counts days before the fixed today.

    `areas` (also empty) means that the body map was filled in.
    """
    when = TODAY - timedelta(days=day) if isinstance(day, int) else day
    typed_at = datetime(when.year, when.month, when.day, 20, tzinfo=UTC) + timedelta(days=typed_after_days)
    values = dict(answers) if areas is None else {**answers, "body_map": 1}
    return Day(
        date=when,
        zone=zone,
        kind=kind,
        answers={item: Answer(value, typed_at, source) for item, value in values.items()},
        areas=dict(areas or {}),
        tender=frozenset(tender),
        activities=tuple(activities),
        moments=tuple(moments),
        notes=dict(notes or {}),
        naps=tuple(replace(nap, typed_at=typed_at, source=source) for nap in naps),
    )


def a_table(days: Iterable[Day], period: Period | None = None, catalogue: Catalogue | None = None) -> DayTable:
    """The days as a table, over exactly their own stretch unless a period is given."""
    days = tuple(days)
    dates = [day.date for day in days]
    period = period or Period(min(dates), max(dates))
    known, atlas = _content()
    items = (catalogue or known).numeric
    return build_table(days, period, (item.key for item in items), atlas)


@cache
def _content() -> tuple[Catalogue, Atlas]:
    """What every diary is opened with; reading it takes longer than opening."""
    return load_catalogue(resources()), load_atlas(resources())


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        """Move on by days, hours, minutes or seconds."""
        self.now += timedelta(**by)


def a_key(letter: str = "k", salt: str = "s") -> Key:
    """A key that costs no derivation; another letter is another key."""
    return Key(letter.encode() * KEY_BYTES, salt.encode() * SALT_BYTES)


@cache
def _empty_diary() -> bytes:
    """What `create_file` writes: every new diary is the same, and making one costs more than most tests."""
    with TemporaryDirectory() as folder:
        create_file(Path(folder, "empty.diary"))
        return Path(folder, "empty.diary").read_bytes()


def a_journal(path: Path, clock: Clock | None = None, days: Iterable[Day] = (), key: Key | None = None) -> Journal:
    """A journal on a real file, made when it is not there yet, with these days in it; with a key encrypted."""
    if not path.exists() and key is None:
        path.write_bytes(_empty_diary())
        path.chmod(0o600)
    elif not path.exists():
        create_file(path, key)
    journal = Journal(Store(path, key=key), *_content(), clock or Clock(), ZONE)
    if days := tuple(days):
        journal.import_days(days)
    return journal
