"""Makes nights of the stretches of sleep of one or more devices, and counts what is none."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

from diary.exchange.cells import clock_minutes
from diary.exchange.reader_parts import Slept

SHORTEST: Final = timedelta(minutes=10)
JOINED_WITHIN: Final = timedelta(hours=1)
SURELY_MAIN: Final = timedelta(hours=3)


class Piece(Struct, frozen=True):
    """One stretch, with its place in the file."""

    slept: Slept
    line: int
    file: str = ""

    @property
    def order(self) -> tuple[datetime, datetime]:
        """When it began and ended."""
        return self.slept.begin, self.slept.end


class NightFound(Struct, frozen=True):
    """The main sleep of a day: values for items of the diary, and the pieces it was made of."""

    day: date
    answers: Mapping[str, float]
    pieces: tuple[Piece, ...]


def nights_of(pieces: Sequence[Piece]) -> tuple[list[NightFound], list[Piece], list[Piece]]:
    """Return the main sleep of every day, the pieces that are naps, and those that are too short to be sleep."""
    groups = list(_joined(pieces))
    sound = [group for group in groups if _end(group) - group[0].slept.begin >= SHORTEST]
    main: dict[date, list[Piece]] = {}
    for group in sound:
        length, day = _end(group) - group[0].slept.begin, _end(group).date()
        if length >= SURELY_MAIN and (day not in main or length > _end(main[day]) - main[day][0].slept.begin):
            main[day] = group
    taken = [id(group) for group in main.values()]
    worn = Counter(
        piece.slept.device for piece in pieces if piece.slept.asleep_from or piece.slept.awake is not None
    )
    nights = [NightFound(day, _answers(group, worn), tuple(group)) for day, group in sorted(main.items())]
    naps = [piece for group in sound if id(group) not in taken for piece in group]
    return nights, naps, [piece for group in groups if group not in sound for piece in group]


def _joined(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: one.order):
        if group and piece.slept.begin - _end(group) > JOINED_WITHIN:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _end(group: Sequence[Piece]) -> datetime:
    return max(piece.slept.end for piece in group)


def _answers(group: Sequence[Piece], worn: Counter[str]) -> Mapping[str, float]:
    """Return into bed and got up, and what is known between them from the device that measured most nights."""
    begin, end = group[0].slept.begin, max((piece.slept for piece in group), key=lambda slept: slept.end).end
    found: dict[str, float] = {"into_bed": clock_minutes(begin), "got_up": clock_minutes(end)}
    by_device: dict[str, list[Slept]] = defaultdict(list)
    for piece in group:
        by_device[piece.slept.device].append(piece.slept)
    measured = [device for device in by_device if worn[device]]
    told = by_device[max(measured, key=lambda device: worn[device])] if measured else [group[0].slept]
    if (from_ := min((slept.asleep_from for slept in told if slept.asleep_from), default=None)) is not None:
        found["sleep_latency"] = max(0, round((from_ - begin).total_seconds() / 60))
    elif told[0].latency is not None:
        found["sleep_latency"] = told[0].latency
    until = max((slept.asleep_until for slept in told if slept.asleep_until), default=None)
    if until is not None and until < end:
        found["woke_up"] = clock_minutes(until)
    awake = [slept.awake for slept in told if slept.awake is not None]
    gaps = sum(_gaps(told))
    if awake or gaps:
        found["awake_in_night"] = round(sum(awake) + gaps)
    for item, values in (
        ("awakenings", [slept.awakenings for slept in told]),
        ("sleep_quality", [s.quality for s in told]),
    ):
        known = [value for value in values if value is not None]
        if known:
            found[item] = sum(known) if item == "awakenings" else known[-1]
    return found


def _gaps(told: Sequence[Slept]) -> Iterator[float]:
    """Yield the minutes between stretches of one device, which were spent awake."""
    until = told[0].end
    for slept in told[1:]:
        yield max(0.0, (slept.begin - until).total_seconds() / 60)
        until = max(until, slept.end)
