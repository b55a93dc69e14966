"""Apple Health: export.zip, or the export.xml in it. Checked on real exports of 2016 to 2024.

A file of gigabytes is read as a stream. Steps and exercise minutes are added up by day and device, with the day
the file's own offset gives; a zone beside a sleep (HKTimeZone) says where the person was. 0 exercise minutes
count on days with active energy: then somebody wore the watch. Routes and clinical records are never read.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from itertools import pairwise
from typing import IO
from xml.parsers import expat

from diary.domain.item import LARGEST_VALUE
from diary.domain.refusal import Reason, Refusal
from diary.exchange.bundle import Member
from diary.exchange.desk import Desk
from diary.exchange.fields import Several
from diary.exchange.reader_parts import Did, Faulty, Given, Passed, Reader, ReaderPart, Record, Skip, Slept, Wrote
from diary.exchange.written_times import read_amount, read_date, read_moment, zone_named

CHUNK = 256 * 1024
LONGEST_SILENCE = 16 * 1024**2
"""Bytes without a single element: no export has that, a field made to fill the memory does."""
STEPS = "HKQuantityTypeIdentifierStepCount"
EXERCISE = "HKQuantityTypeIdentifierAppleExerciseTime"
RESTING = "HKQuantityTypeIdentifierRestingHeartRate"
SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
ADDED = frozenset({STEPS, EXERCISE})
IN_BED, AWAKE, ASLEEP = 0, 1, 2
PACKED = 6
"""Numbers kept of a piece of sleep: its ends, what it is, the offsets of its ends, its zone."""
SYMPTOMS = frozenset({
    "Headache", "LowerBackPain", "PelvicPain", "ChestTightnessOrPain", "Fatigue", "AbdominalCramps",
    "GeneralizedBodyAche", "BreastPain", "Dizziness", "Nausea", "Bloating", "MemoryLapse", "Chills", "HotFlashes",
    "NightSweats", "Diarrhea", "Constipation", "Heartburn",
})  # fmt: skip
SEVERITY = {"NotPresent": 0.0, "Mild": 1.0, "Moderate": 2.0, "Severe": 3.0}
_TWICE = re.compile(rb'( (\w+)="[^"]*")([^<>]*?) \2="[^"]*"')


class _Export:
    """What one export holds, added up while it is read."""

    def __init__(self) -> None:
        self.sums: dict[tuple[str, str, str], list[float]] = {}
        self.sleep: dict[str, array[int]] = defaultdict(lambda: array("q"))
        self.zones: list[str] = [""]
        self.found: list[tuple[str, dict[str, str]]] = []
        self.left: Counter[str] = Counter()
        self.faults: list[Faulty] = []
        self.parser = expat.ParserCreate()
        self.events = 0
        self._slept: dict[str, str] | None = None

    def start(self, name: str, attrs: dict[str, str]) -> None:
        """Take the beginning of an element."""
        self.events += 1
        if name == "Record":
            if self._slept is not None:
                self.finish()
            kind = attrs["type"]
            if kind in ADDED:
                key = kind, attrs["startDate"][:10], attrs.get("sourceName", "")
                try:
                    value = _bounded(float(attrs["value"]))
                except (KeyError, ValueError):
                    self._refuse("value", Refusal(Reason.NOT_A_NUMBER, text=attrs.get("value", "")[:60]))
                    return
                there = self.sums.get(key)
                if there is None:
                    self.sums[key] = [value, 1]
                else:
                    there[0] += value
                    there[1] += 1
            elif kind == SLEEP:
                self._slept = attrs
            elif kind == RESTING or kind[len("HKCategoryTypeIdentifier") :] in SYMPTOMS:
                self.found.append((kind, attrs))
            else:
                self.left[kind] += 1
        elif name == "MetadataEntry":
            if self._slept is not None and attrs.get("key") == "HKTimeZone":
                self._slept["zone"] = attrs.get("value", "")
        elif name in {"Workout", "ActivitySummary"}:
            self.found.append((name, attrs))

    def finish(self) -> None:
        """Keep the sleep that was read last, whose zone may have followed it."""
        attrs, self._slept = self._slept, None
        if attrs is None:
            return
        stage = attrs.get("value", "")
        code = IN_BED if stage.endswith("InBed") else AWAKE if stage.endswith("Awake") else ASLEEP
        try:
            begin, end = read_moment(attrs["startDate"]), read_moment(attrs["endDate"])
        except (KeyError, Refusal):
            self._refuse("startDate", Refusal(Reason.NOT_A_DATE, text=attrs.get("startDate", "")[:60]))
            return
        if (zone := attrs.get("zone", "")) not in self.zones:
            self.zones.append(zone)
        away = [int((edge.utcoffset() or timedelta()).total_seconds()) for edge in (begin, end)]
        packed = int(begin.timestamp()), int(end.timestamp()), code, *away, self.zones.index(zone)
        self.sleep[attrs.get("sourceName", "")].extend(packed)

    def _refuse(self, column: str, refusal: Refusal) -> None:
        self.faults.append(Faulty(self.parser.CurrentLineNumber, column, refusal))


def _bounded(value: float) -> float:
    if not abs(value) <= LARGEST_VALUE:  # NaN too
        raise ValueError(value)
    return value


def _read(member: Member, desk: Desk) -> Iterator[Record]:
    try:
        export = _parsed(member, mends=False)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]:
            raise Refusal(Reason.SOURCE_UNREADABLE, path=member.name) from None
        export = _mended(member)
    yield from export.faults
    yield from _daily(export, desk)
    for source, packed in export.sleep.items():
        yield from _sleeps(source, packed, export.zones)
    for kind, attrs in export.found:
        try:
            yield from _single(kind, attrs, desk)
        except (KeyError, Refusal) as error:
            yield Faulty(0, None, error if isinstance(error, Refusal) else Refusal(Reason.NOT_A_DATE, text=kind))
    for kind, count in export.left.items():
        yield Passed(
            Skip.OTHER,
            kind.removeprefix("HKQuantityTypeIdentifier").removeprefix("HKCategoryTypeIdentifier"),
            count,
        )


def _mended(member: Member) -> _Export:
    """Read it again without its DTD and without attributes that are written twice: iOS 16.0 wrote both wrong."""
    try:
        return _parsed(member, mends=True)
    except expat.ExpatError:
        raise Refusal(Reason.SOURCE_UNREADABLE, path=member.name) from None


def _parsed(member: Member, *, mends: bool) -> _Export:
    export, parser = _Export(), expat.ParserCreate()
    parser.StartElementHandler = export.start
    parser.EntityDeclHandler = partial(_refuse_entity, member)
    export.parser = parser
    silent, seen = 0, -1
    with member.opened() as file:
        for chunk in _chunks(file, mends):
            parser.Parse(chunk, False)
            silent = silent + len(chunk) if export.events == seen else 0
            seen = export.events
            if silent > LONGEST_SILENCE:
                raise Refusal(Reason.SOURCE_UNREADABLE, path=member.name)
        parser.Parse(b"", True)
    export.finish()
    return export


def _refuse_entity(member: Member, *_declared: object) -> None:
    raise Refusal(Reason.SOURCE_UNREADABLE, path=member.name)


def _chunks(file: IO[bytes], mends: bool) -> Iterator[bytes]:
    if not mends:
        yield from iter(lambda: file.read(CHUNK), b"")
        return
    in_dtd = False
    for line in iter(lambda: file.readline(CHUNK), b""):
        in_dtd = in_dtd or line.lstrip().startswith(b"<!DOCTYPE")
        if not in_dtd:
            yield _TWICE.sub(rb"\1\3", line) if b"<Workout" in line else line
        in_dtd = in_dtd and not line.rstrip().endswith(b"]>")


def _daily(export: _Export, desk: Desk) -> Iterator[Record]:
    told = {attrs.get("dateComponents") for name, attrs in export.found if name == "ActivitySummary"}
    for (kind, day, source), (total, rows) in export.sums.items():
        if kind == EXERCISE and day in told:
            yield Passed(Skip.DOUBLE, "AppleExerciseTime", int(rows))
            continue
        item = desk.own("steps" if kind == STEPS else "active_minutes")
        yield Given(read_date(day), item, total, Several.SUM, source, rows=int(rows))


def _single(kind: str, attrs: dict[str, str], desk: Desk) -> Iterator[Record]:
    if kind == "ActivitySummary":
        minutes, energy = (
            read_amount(attrs.get(key, "0"), ".") for key in ("appleExerciseTime", "activeEnergyBurned")
        )
        if minutes or energy:
            yield Given(read_date(attrs["dateComponents"]), desk.own("active_minutes"), minutes)
        else:
            yield Passed(Skip.NOT_WORN, kind)
        return
    begin = read_moment(attrs["startDate"])
    if kind == "Workout":
        name = _words(attrs.get("workoutActivityType", "").removeprefix("HKWorkoutActivityType"))
        factor = {"hr": 60.0, "s": 1 / 60, "sec": 1 / 60}.get(attrs.get("durationUnit", "min"), 1.0)
        yield Did(desk.day_of(begin), name, read_amount(attrs["duration"], ".") * factor, attrs["startDate"])
    elif kind == RESTING:
        rate = round(read_amount(attrs["value"], "."))
        yield Given(begin.date(), desk.own("resting_heart_rate"), rate, at=begin)
    else:
        name = _words(kind.removeprefix("HKCategoryTypeIdentifier"))
        severity = SEVERITY.get(attrs.get("value", "").removeprefix("HKCategoryValueSeverity"))
        if severity is None:
            yield Wrote(desk.day_of(begin), name)
        else:
            yield Given(desk.day_of(begin), desk.own_named(name, 0, 3), severity, Several.MAX, at=begin)


def _words(name: str) -> str:
    """Return a name such as TraditionalStrengthTraining in words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _sleeps(source: str, packed: "array[int]", zones: list[str]) -> Iterator[Slept]:
    """Yield the nights of one device: pieces at most an hour apart are one."""
    pieces = sorted(zip(*(packed[place::PACKED] for place in range(PACKED)), strict=True))
    night: list[tuple[int, ...]] = []
    until = 0
    for piece in pieces:
        if night and piece[0] > until + 3600:
            yield _night(source, night, zones)
            night, until = [], 0
        night.append(piece)
        until = max(until, piece[1])
    if night:
        yield _night(source, night, zones)


def _night(source: str, pieces: list[tuple[int, ...]], zones: list[str]) -> Slept:
    zone = zone_named(zones[pieces[0][5]])
    away = {edge: offset for piece in pieces for edge, offset in ((piece[1], piece[4]), (piece[0], piece[3]))}

    def at(edge: int) -> datetime:
        """Return a moment as the clock showed it then: in between it may have been changed."""
        return datetime.fromtimestamp(edge, UTC).astimezone(zone or timezone(timedelta(seconds=away[edge])))

    asleep = _union([(begin, end) for begin, end, code, *_ in pieces if code == ASLEEP])
    begin, end = pieces[0][0], max(piece[1] for piece in pieces)
    if not asleep:
        return Slept(at(begin), at(end), source, rows=len(pieces))
    awake = sum(later[0] - earlier[1] for earlier, later in pairwise(asleep)) / 60
    return Slept(
        at(begin), at(end), source, awake=awake, rows=len(pieces),
        asleep_from=at(asleep[0][0]), asleep_until=at(asleep[-1][1]),
    )  # fmt: skip


def _union(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for begin, end in sorted(pieces):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found


READER = Reader(
    key="apple_health",
    name="Apple Health",
    tried=True,
    parts=(ReaderPart(whole=_read, names=("*.xml",), keys=("<HealthData",)),),
    skipped=("export_cda.xml", "*.gpx", "electrocardiograms*", "ecg*.csv", "*cda*.xml"),
)
