"""Tells the main sleep of a day from its naps, and which naps cannot be.

One rule for every device and file, because they disagree: some join a broken night, some write each piece of it,
and what they call the main sleep is not always there. The limits are ours.

1. Pieces belong together when they overlap or the gap between them is at most an hour; at most three hours when it
   begins between 21:00 and 05:00: a long time awake in the night does not end it. Never beyond 16 hours in all.
2. Less than ten minutes of sleep then is no sleep that counts; what is longer than 16 hours is a fault.
3. Of what ends on one calendar date, the longest is the main sleep of that day, the earlier one among equals. It
   lasts at least three hours, or at least one hour with its middle between 22:00 and 08:00.
4. All else are naps, each of the day in which it began; a day ends at the day boundary. Who was awake for ten
   minutes took another nap, which counts from ten minutes on too. The minutes of a nap are minutes asleep, as
   those of a night are: they can be added up.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from diary.domain.day import NAPS, Nap
from diary.domain.entry import parse_clock, parse_minutes
from diary.domain.item import MINUTES_A_DAY
from diary.domain.period import DAY_BOUNDARY_MINUTES, diary_day, minutes_into_day
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import LONGEST_NIGHT, Night, clock_change, time_between

GAP: Final = timedelta(hours=1)
NIGHT_GAP: Final = timedelta(hours=3)
GAP_FROM, GAP_UNTIL = 21 * 60, 5 * 60
SHORTEST: Final = timedelta(minutes=10)
_SURELY_A_TIME: Final = 5 * 60
"""Minutes from which `h:mm` alone is no length of a nap, but when it was."""
LONGEST: Final = timedelta(minutes=LONGEST_NIGHT)
SURELY_MAIN: Final = timedelta(hours=3)
MAIN_AT_NIGHT: Final = timedelta(hours=1)
NIGHT_FROM, NIGHT_UNTIL = 22 * 60, 8 * 60


class Sleep(Struct, frozen=True):
    """One stretch of sleep: its two instants as the clock on the wall showed them, both with their offset from UTC
    or both without one, and for how long it was broken by being awake."""

    begin: datetime
    end: datetime
    awake: timedelta = timedelta(0)

    @property
    def length(self) -> timedelta:
        """The time that went by, whatever happened to the clock in between."""
        return _instant(self.end) - _instant(self.begin)

    @property
    def asleep(self) -> timedelta:
        return self.length - self.awake


class SleepsOfDay(Struct, frozen=True):
    """The main sleep of a day, in its pieces (empty when there is none), and its naps; oldest first."""

    main: tuple[Sleep, ...] = ()
    naps: tuple[Sleep, ...] = ()

    @property
    def night(self) -> Sleep | None:
        """The main sleep from its first to its last moment."""
        return _whole(self.main) if self.main else None


def main_and_naps(
    sleeps: Iterable[Sleep], boundary_minutes: int = DAY_BOUNDARY_MINUTES
) -> tuple[Mapping[date, SleepsOfDay], tuple[Sleep, ...]]:
    """Return by day the main sleep and the naps, and the sleeps that are neither: see the rule above."""
    sleeps = tuple(sleeps)
    joined = _joined((sleep for sleep in sleeps if sleep.length > timedelta(0)), _belongs)
    sound = [pieces for pieces in joined if _whole(pieces).asleep >= SHORTEST and _whole(pieces).length <= LONGEST]
    main: dict[date, tuple[Sleep, ...]] = {}
    for pieces in sound:
        day = _whole(pieces).end.date()
        if _may_be_main(_whole(pieces)) and (day not in main or _length(pieces) > _length(main[day])):
            main[day] = pieces
    naps: dict[date, list[Sleep]] = {}
    taken = set(main.values())
    counted = {piece for pieces in taken for piece in pieces}
    for nap in (nap for pieces in sound if pieces not in taken for nap in _joined(pieces, _goes_on)):
        if _whole(nap).asleep >= SHORTEST:
            naps.setdefault(diary_day(nap[0].begin, boundary_minutes), []).append(_whole(nap))
            counted.update(nap)
    days = {day: SleepsOfDay(main.get(day, ()), tuple(naps.get(day, ()))) for day in sorted({*main, *naps})}
    return days, tuple(sorted({sleep for sleep in sleeps if sleep not in counted}, key=_order))


def nap_of(sleep: Sleep) -> Nap:
    """Return a sleep as a diary keeps a nap."""
    return Nap(sleep.begin.hour * 60 + sleep.begin.minute, max(1, round(sleep.asleep.total_seconds() / 60)))


def nap_minutes(begin: int, end: int, zone: str, day: date, boundary_minutes: int = DAY_BOUNDARY_MINUTES) -> int:
    """Return how long a nap of this diary day lasted, from one clock time to the other in `zone`."""
    woke = day + timedelta(days=placed_at(begin, boundary_minutes) + time_between(begin, end) >= MINUTES_A_DAY)
    return round(time_between(begin, end) - clock_change(zone, woke, begin, end))


def parse_naps(text: str, zone: str, day: date, boundary_minutes: int = DAY_BOUNDARY_MINUTES) -> tuple[Nap, ...]:
    """Parse `14:10/25, 16:00-16:20, 40`: from a time so many minutes, from one time to another, minutes without a
    time; empty is none. Raises Refusal NOT_A_TIME or NOT_A_DURATION."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        begin, slash, length = part.partition("/")
        start, dash, end = part.partition("-")
        if slash and begin.strip():
            found.append(Nap(parse_clock(begin), parse_minutes(length)))
        elif dash:
            begun = parse_clock(start)
            found.append(Nap(begun, nap_minutes(begun, parse_clock(end), zone, day, boundary_minutes)))
        else:
            minutes = parse_minutes(length or part)
            if ":" in part and not slash and minutes >= _SURELY_A_TIME:
                raise Refusal(Reason.NOT_A_DURATION, text=part)
            found.append(Nap(None, minutes))
    return tuple(found)


def placed_at(begin: int, boundary_minutes: int) -> int:
    """Return the minutes from the midnight of a diary day to the moment its clock shows `begin`: 01:00 comes after
    22:00 on a day that ends at 04:00."""
    return boundary_minutes + minutes_into_day(begin, boundary_minutes)


def check_naps(
    naps: Iterable[Nap],
    night: Night | None,
    following: Night | None = None,
    boundary_minutes: int = DAY_BOUNDARY_MINUTES,
) -> None:
    """Raise Refusal OUT_OF_RANGE, NOT_A_TIME, NAPS_OVERLAP or NAP_IN_NIGHT when these naps of one day cannot be;
    `night` ended on that day, `following` on the next. Two naps without a time are one too many."""
    naps = tuple(naps)
    for nap in naps:
        if not 1 <= nap.minutes <= LONGEST_NIGHT:
            raise Refusal(Reason.OUT_OF_RANGE, item=NAPS, low=1, high=LONGEST_NIGHT)
        if nap.begin is not None and not 0 <= nap.begin < MINUTES_A_DAY:
            raise Refusal(Reason.NOT_A_TIME, item=NAPS, text=str(nap.begin))
    timed = sorted((placed_at(nap.begin, boundary_minutes), nap.minutes) for nap in naps if nap.begin is not None)
    if len(naps) - len(timed) > 1 or any(a + minutes > b for (a, minutes), (b, _) in pairwise(timed)):
        raise Refusal(Reason.NAPS_OVERLAP, item=NAPS)
    for begin, minutes in timed:
        if _is_in(night, begin, minutes, round_the_clock=True) or _is_in(
            following, begin - MINUTES_A_DAY, minutes
        ):
            raise Refusal(Reason.NAP_IN_NIGHT, item=NAPS)


def _is_in(night: Night | None, begin: float, minutes: float, *, round_the_clock: bool = False) -> bool:
    """Return whether a nap overlaps with a night that ended on the day from whose midnight `begin` counts. Round
    the clock 02:00 is within 23:00 to 07:00, also where it may have been meant for the night after."""
    if night is None or night.began is None or night.ended is None or night.refusal is not None:
        return False
    slept = time_between(night.began, night.ended)
    began = night.ended - slept
    if round_the_clock:
        return time_between(began, begin) < slept or time_between(begin, began) < minutes
    return begin < night.ended and began < begin + minutes


def _joined(sleeps: Iterable[Sleep], belongs: Callable[[Sleep, Sleep], bool]) -> list[tuple[Sleep, ...]]:
    """Return the sleeps in groups, oldest first: each sleep `belongs` to the whole of its group before it."""
    groups: list[list[Sleep]] = []
    whole: Sleep | None = None
    for sleep in sorted(set(sleeps), key=_order):
        joined = None if whole is None else Sleep(whole.begin, max(whole.end, sleep.end, key=_instant))
        if whole is not None and joined is not None and belongs(whole, sleep) and joined.length <= LONGEST:
            groups[-1].append(sleep)
            whole = joined
        else:
            groups.append([sleep])
            whole = sleep
    return list(map(tuple, groups))


def _goes_on(before: Sleep, sleep: Sleep) -> bool:
    return _instant(sleep.begin) - _instant(before.end) < SHORTEST


def _belongs(before: Sleep, sleep: Sleep) -> bool:
    at_night = time_between(GAP_FROM, _minutes(before.end)) < time_between(GAP_FROM, GAP_UNTIL)
    return _instant(sleep.begin) - _instant(before.end) <= (NIGHT_GAP if at_night else GAP)


def _may_be_main(sleep: Sleep) -> bool:
    middle = _minutes(sleep.begin + sleep.length / 2)
    at_night = time_between(NIGHT_FROM, middle) <= time_between(NIGHT_FROM, NIGHT_UNTIL)
    return sleep.length >= (MAIN_AT_NIGHT if at_night else SURELY_MAIN)


def _whole(pieces: tuple[Sleep, ...]) -> Sleep:
    """Return the sleep from its first to its last moment; two devices may tell of the same minutes."""
    until, asleep = _instant(pieces[0].begin), timedelta(0)
    for piece in pieces:
        asleep += max(timedelta(0), _instant(piece.end) - max(until, _instant(piece.begin)))
        until = max(until, _instant(piece.end))
    whole = Sleep(pieces[0].begin, max((piece.end for piece in pieces), key=_instant))
    return replace(whole, awake=whole.length - asleep)


def _length(pieces: tuple[Sleep, ...]) -> timedelta:
    return _whole(pieces).length


def _minutes(moment: datetime) -> float:
    return moment.hour * 60 + moment.minute


def _order(sleep: Sleep) -> tuple[datetime, datetime]:
    return _instant(sleep.begin), _instant(sleep.end)


def _instant(moment: datetime) -> datetime:
    """Return a moment that can be compared and subtracted: Python subtracts within one zone as the wall clock
    shows."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)
