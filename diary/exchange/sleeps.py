"""Makes nights and naps of the stretches of sleep of one or more devices."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from diary.domain.day import Nap
from diary.domain.naps import Sleep, main_and_naps, nap_of
from diary.domain.period import DAY_BOUNDARY_MINUTES
from diary.exchange.cells import clock_minutes, whole
from diary.exchange.reader_parts import Slept

LONGEST_ALONE: Final = timedelta(hours=1)
"""A piece that is neither a night nor a nap is too short; one that is longer than this was too long, or part of
what was."""


class Piece(Struct, frozen=True):
    """One stretch, with its place in the file."""

    slept: Slept
    line: int


class SleepsFound(Struct, frozen=True):
    """What stretches of sleep are: by day the answers about the main sleep, with the piece it began with, and the
    naps; and the pieces that are neither, because they are too short or too long."""

    nights: Mapping[date, tuple[Piece, Mapping[str, float]]]
    naps: Mapping[date, tuple[Nap, ...]]
    short: tuple[Piece, ...]
    long: tuple[Piece, ...]


def sleeps_of(pieces: Sequence[Piece], boundary: int = DAY_BOUNDARY_MINUTES) -> SleepsFound:
    """Tell main sleeps from naps by the rule of `diary.domain.naps`."""
    by_span: dict[Sleep, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_span[Sleep(piece.slept.begin, piece.slept.end)].append(piece)
    days, neither = main_and_naps(by_span, boundary)
    worn = Counter(
        piece.slept.device for piece in pieces if piece.slept.asleep_from or piece.slept.awake is not None
    )
    nights = {}
    for day, found in days.items():
        if found.main:
            group = [piece for sleep in found.main for piece in by_span[sleep]]
            nights[day] = group[0], _answers(group, worn)
    naps = {day: tuple(nap_of(sleep) for sleep in found.naps) for day, found in days.items() if found.naps}
    left = [piece for sleep in neither for piece in by_span[sleep]]
    short = tuple(piece for piece in left if piece.slept.end - piece.slept.begin < LONGEST_ALONE)
    return SleepsFound(nights, naps, short, tuple(piece for piece in left if piece not in short))


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
        found["sleep_latency"] = max(0, whole((from_ - begin).total_seconds() / 60))
    elif told[0].latency is not None:
        found["sleep_latency"] = told[0].latency
    until = max((slept.asleep_until for slept in told if slept.asleep_until), default=None)
    if until is not None and until < end:
        found["woke_up"] = clock_minutes(until)
    awake = [slept.awake for slept in told if slept.awake is not None]
    gaps = sum(_gaps(told))
    if awake or gaps:
        found["awake_in_night"] = whole(sum(awake) + gaps)
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
