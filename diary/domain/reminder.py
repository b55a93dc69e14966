"""Decides when a reminder is due: at hours a person chose, once, and never about what is logged already."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct
from msgspec.structs import replace

DAY_MINUTES: Final = 24 * 60
REFUSALS_IN_A_ROW: Final = 3
QUIET_DAYS: Final = 7
Minute = Annotated[int, Meta(ge=0, lt=DAY_MINUTES)]
"""Minutes after midnight: a file that says anything else is no reminder."""


class Occasion(StrEnum):
    """What a reminder is about: the night that was, or the day."""

    MORNING = "morning"
    EVENING = "evening"


class Reminder(Struct, frozen=True):
    """What a scheduler has to know without opening the diary, and nothing else of it.

    `morning` and `evening` are minutes after midnight, None where nothing is asked for. `logged` holds the newest
    day about which each was filled in, `told` the newest one that was reminded of. `free` are the diary holidays
    to come. `refused` counts "not now" in a row; until `quiet_until` nothing is said. `identity` is what every
    copy of the diary has in common: one that was moved is known by it.
    """

    diary: Annotated[str, Meta(pattern=r"\A[^\0]+\Z")]
    language: str
    morning: Minute | None = None
    evening: Minute | None = None
    is_neutral: bool = False
    day_starts: Minute = 0
    logged: dict[Occasion, date] = {}
    told: dict[Occasion, date] = {}
    free: tuple[date, ...] = ()
    refused: int = 0
    quiet_until: date | None = None
    identity: str = ""

    @property
    def is_on(self) -> bool:
        """Whether there is an hour to remind at."""
        return self.morning is not None or self.evening is not None


def day_of(reminder: Reminder, now: datetime) -> date:
    """Return the day of the diary that it is: one that starts at 04:00 goes on after midnight."""
    return (now - timedelta(minutes=reminder.day_starts)).date()


def due(reminder: Reminder, now: datetime) -> Occasion | None:
    """Return what to remind of now, None when nothing is. The evening comes first: once its hour has struck, the
    morning's is past."""
    day = day_of(reminder, now)
    if day in reminder.free or (reminder.quiet_until is not None and day < reminder.quiet_until):
        return None
    for occasion in _struck(reminder, now):
        return None if day in {reminder.logged.get(occasion), reminder.told.get(occasion)} else occasion
    return None


def is_still_meant(reminder: Reminder, occasion: Occasion, day: date, now: datetime) -> bool:
    """Return whether what is on the screen about a day is still of use: not once that is logged, the next hour has
    struck or the day is over."""
    struck = _struck(reminder, now)
    is_latest = not struck or struck[0] is occasion
    return is_latest and day_of(reminder, now) == day != reminder.logged.get(occasion)


def with_told(reminder: Reminder, occasion: Occasion, now: datetime) -> Reminder:
    """Return it with this reminder given, so that it is not given twice."""
    return replace(reminder, told={**reminder.told, occasion: day_of(reminder, now)})


def with_struck(reminder: Reminder, now: datetime) -> Reminder:
    """Return it with the hours of today that have struck counted as told: who has just chosen an hour is not
    reminded before the next one comes."""
    return replace(
        reminder, told={**reminder.told, **dict.fromkeys(_struck(reminder, now), day_of(reminder, now))}
    )


def with_answer(reminder: Reminder, now: datetime, *, is_welcome: bool) -> Reminder:
    """Return it after a click: "not now" three times in a row makes it quiet for a week."""
    refused = 0 if is_welcome else reminder.refused + 1
    if refused < REFUSALS_IN_A_ROW:
        return replace(reminder, refused=refused)
    return replace(reminder, refused=0, quiet_until=day_of(reminder, now) + timedelta(days=QUIET_DAYS))


def _struck(reminder: Reminder, now: datetime) -> list[Occasion]:
    """Return what an hour was chosen for that has struck by now, the latest first."""
    passed = _since_start(reminder, now.hour * 60 + now.minute)
    hours = ((Occasion.EVENING, reminder.evening), (Occasion.MORNING, reminder.morning))
    return [each for each, at in hours if at is not None and passed >= _since_start(reminder, at)]


def _since_start(reminder: Reminder, minutes: int) -> int:
    return (minutes - reminder.day_starts) % DAY_MINUTES
