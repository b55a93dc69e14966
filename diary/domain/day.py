"""Describes one day: what was answered, when it was typed and where it came from."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct, field

from diary.domain.period import DAY_BOUNDARY_MINUTES, minutes_into_day

NAPS = "naps"
"""The item of the form that asks for naps; they are rows of their own."""
BODY_MAP = "body_map"
"""The item that says the body map was filled in; the areas are rows of their own."""
ACTIVITIES = "activities"
"""The item that says, with 0, that nothing was done; activities are rows of their own."""

LATE_AFTER = timedelta(hours=84)
"""Today and the two days before are remembered well (Broderick 2008, Stone 2010). Half a day of grace makes the
rule independent of the time zone: an answer is late when typed more than 84 h after 00:00 UTC of its day."""


class AnswerSource(StrEnum):
    """Where an answer came from; paper is a filled week sheet that was typed in later."""

    TYPED = "typed"
    IMPORTED = "imported"
    COPIED = "copied"
    PAPER = "paper"


WRITTEN_BEFORE = frozenset({AnswerSource.IMPORTED, AnswerSource.PAPER})
"""Sources of what was written down elsewhere, in time as far as anybody knows: when it was typed says nothing."""


class Ago(StrEnum):
    """How far a day lies before today, as far as the wording of questions depends on it."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    EARLIER = "earlier"


def ago(day: date, today: date) -> Ago:
    """Return how far a day lies before today."""
    if day >= today:
        return Ago.TODAY
    return Ago.YESTERDAY if day == today - timedelta(days=1) else Ago.EARLIER


class DayKind(StrEnum):
    """An ordinary day, a hard day (a partial entry is complete), or a deliberately empty day."""

    ORDINARY = "ordinary"
    HARD = "hard"
    HOLIDAY = "holiday"


class MomentKind(StrEnum):
    """What happened at a time of the day."""

    FLARE = "flare"
    TREATMENT = "treatment"
    MEDICINE = "medicine"
    LIFE_EVENT = "life_event"


class Answer(Struct, frozen=True, gc=False):
    """One logged value, in its item's unit; `typed_at` is an aware instant in UTC."""

    value: float
    typed_at: datetime
    source: AnswerSource = AnswerSource.TYPED

    def is_late(self, day: date) -> bool:
        """Return whether it was filled in from memory, more than two days afterwards; what was written down
        elsewhere never is."""
        if self.source in WRITTEN_BEFORE:
            return False
        return self.typed_at - _midnight(day) > LATE_AFTER


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


class Activity(Struct, frozen=True, gc=False):
    """One activity of a day: free kind, whole minutes 1-1440, effort 0-10 or not answered."""

    kind: str
    minutes: int
    effort: int | None = None


class Nap(Struct, frozen=True, gc=False):
    """Sleep besides the main sleep of the night: whole minutes from `begin`, which is minutes after midnight, or
    None when only its length is known. `typed_at` is an aware instant in UTC; None until it is stored."""

    begin: int | None
    minutes: int
    typed_at: datetime | None = None
    source: AnswerSource = AnswerSource.TYPED


class Moment(Struct, frozen=True, gc=False):
    """An event at `at` minutes after midnight (None = some time that day)."""

    kind: MomentKind
    at: int | None = None
    value: float | None = None
    text: str = ""


Happening = TypeVar("Happening", bound=Moment | Nap)


def in_order(
    happenings: Iterable[Happening], boundary_minutes: int = DAY_BOUNDARY_MINUTES
) -> tuple[Happening, ...]:
    """Return the moments or naps of one day as they followed each other: those without a time first, then
    from the day boundary on, so that 01:15 comes after 22:00."""

    def place(one: Happening) -> int:
        at = one.at if isinstance(one, Moment) else one.begin
        return -1 if at is None else minutes_into_day(at, boundary_minutes)

    return tuple(sorted(happenings, key=place))


class Day(Struct, frozen=True):
    """All that was logged for one local calendar date. An item that is not in `answers` was not answered.

    `areas` maps body segments to pain 1-10; it only says something when the item `body_map` is answered (1, and no
    areas, means "no pain today"). `tender` are the segments where touch or light pressure hurt. `zone` is the IANA
    zone the day was lived in.
    """

    date: date
    zone: str = "UTC"
    kind: DayKind = DayKind.ORDINARY
    answers: Mapping[str, Answer] = field(default_factory=dict)
    areas: Mapping[str, int] = field(default_factory=dict)
    tender: frozenset[str] = frozenset()
    activities: tuple[Activity, ...] = ()
    moments: tuple[Moment, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    naps: tuple[Nap, ...] = ()

    def value(self, item: str) -> float | None:
        """Return the answer's value, or None when it was not answered."""
        answer = self.answers.get(item)
        return None if answer is None else answer.value

    @property
    def is_mapped(self) -> bool:
        """Whether the body map was filled in; only then do empty areas mean "no pain"."""
        return BODY_MAP in self.answers

    @property
    def is_empty(self) -> bool:
        return not (self.answers or self.tender or self.activities or self.moments or self.notes or self.naps)

    @property
    def is_late(self) -> bool:
        """Whether any of its answers was filled in late."""
        begun = _midnight(self.date)  # once: the calendar asks it of every day of a year
        late = [answer for answer in self.answers.values() if answer.typed_at - begun > LATE_AFTER]
        return any(answer.source not in WRITTEN_BEFORE for answer in late)
