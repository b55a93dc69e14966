"""Reads an export with the reader that knows it: recognises it, gathers its records, and makes days of them.

Every row is used, refused or left alone for a named reason, and counted. Nothing is stored here: the days go
through the journal, where what was typed always stays.
"""

import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import IO, Final
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from msgspec.structs import replace

from diary.domain.day import Day, Moment, Nap
from diary.domain.item import LARGEST_VALUE, Catalogue, OwnItem
from diary.domain.naps import Sleep, main_and_naps, nap_of
from diary.domain.period import DAY_BOUNDARY_MINUTES, Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import LONGEST_NIGHT
from diary.exchange.bundle import Bundle, Member
from diary.exchange.cells import clock_minutes, whole
from diary.exchange.day_collector import AlikeRows, CollectedValue, DayCollector, RefusedRows, combined
from diary.exchange.desk import Desk
from diary.exchange.fields import FIRST_YEAR, Several, quote
from diary.exchange.file_questions import HIGHEST, FileQuestion, QuestionKind
from diary.exchange.part_rows import rows_of
from diary.exchange.reader_parts import (
    Did,
    Faulty,
    Given,
    Happened,
    Passed,
    Reader,
    ReaderPart,
    Record,
    Skip,
    Slept,
    Wrote,
)
from diary.exchange.recognition import Recognised
from diary.exchange.source_rows import Progress

MOST_KINDS: Final = 500
ZERO_OPTIONS: Final = ("not_recorded", "none")
SEVERAL_WAYS: Final = tuple(map(str, (Several.MEAN, Several.MAX, Several.MIN, Several.LAST)))


class Counts(Struct):
    """How many rows there were and what became of them. `skipped` counts by reason and kind, `unknown` by what
    rows or files nobody reads, `several` the days on which an item had more than one value, by the rule that
    made one of them. `sheets` tells of each of several in a workbook whether it is read."""

    rows: int = 0
    used: int = 0
    refused: int = 0
    skipped: Counter[tuple[Skip, str]] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    several: Counter[tuple[Several, str]] = field(default_factory=Counter)
    sheets: Mapping[str, bool] = field(default_factory=dict)


class ReaderContent(Struct, frozen=True):
    """What an export holds for a diary."""

    days: tuple[Day, ...]
    own_items: tuple[OwnItem, ...]
    counts: Counts
    refused: tuple[AlikeRows, ...]
    questions: tuple[FileQuestion, ...]

    @property
    def period(self) -> Period | None:
        """The days it reaches over."""
        return Period(self.days[0].date, self.days[-1].date) if self.days else None


class _Questions:
    """What is asked of days that are read already, with the answers that were given."""

    def __init__(self, answers: Mapping[str, str], known: Mapping[str, FileQuestion]) -> None:
        self._answers = answers
        self.all = dict(known)

    def ask(
        self, kind: QuestionKind, item: str, options: tuple[str, ...], usual: str, facts: Mapping[str, object]
    ) -> str:
        """Return the answer to a question, or what is usual until it is answered."""
        question = FileQuestion(kind, item, options, usual, facts, rereads=False)
        self.all[question.key] = question
        return self._answers.get(question.key, usual)


class Gathered:
    """All records of an export. `content` makes days of them, again and again as questions are answered."""

    def __init__(self, desk: Desk, catalogue: Catalogue) -> None:
        self.desk = desk
        self.counts = Counts()
        self._catalogue = catalogue
        self._values: dict[str, dict[date, dict[str, list[CollectedValue]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(list))
        )
        self._several: dict[str, Several | None] = {}
        self._worn_by: dict[str, str] = {}
        self._zero_rows: dict[tuple[str, date], list[tuple[int, int]]] = defaultdict(list)
        self._said: dict[int, int] = {}
        self._left_alone: list[Passed] | None = None
        self._sleeps: dict[tuple[datetime, datetime, str], Piece] = {}
        self._sleep_rows: dict[Piece, int] = {}
        self._done: dict[tuple[date, object], tuple[Did, int]] = {}
        self._moments: list[Happened] = []
        self._notes: list[tuple[Wrote, int]] = []

    def take(self, record: Record, line: int) -> int:
        """Add a record; returns how many rows it used. Raises Refusal for a day there cannot be."""
        for number in _numbers(record):
            if number is not None and not abs(number) <= LARGEST_VALUE:
                raise Refusal(Reason.NOT_A_NUMBER, text=quote(f"{number}"))
        match record:
            case Given():
                self._check(record.day)
                self._give(record, line)
                return record.rows
            case Slept():
                return self._sleep(record, line)
            case Passed():
                self.skip(record)
                return 0
            case Faulty():
                raise record.refusal
            case Did():
                self._check(record.day)
                key = record.key if record.key is not None else len(self._done)
                is_new = self._done.setdefault((record.day, key), (record, line)) == (record, line)
                if not is_new:
                    self.skip(Passed(Skip.DOUBLE, rows=0))
            case Happened():
                self._check(record.day)
                self._moments.append(record)
            case Wrote():
                self._check(record.day)
                self._notes.append((record, line))
        return 1

    def take_row(self, records: Iterable[Record], line: int) -> None:
        """Add what one row says, and count the row once: as used when some of it is, else by why it is left alone.
        Raises Refusal."""
        alone: list[Passed] = []
        self._left_alone = alone
        try:
            used = sum(1 for record in records if self.take(record, line))
        finally:
            self._left_alone = None
        waiting = [passed for passed in alone if passed.why is Skip.UNANSWERED]
        if used:
            self.counts.used += 1
        if waiting or not used:  # what waits for an answer is told too where the rest of the row is used
            self.skip([*waiting, *alone, Passed(Skip.EMPTY)][0])
        if used > 1:  # some may turn out to say nothing
            self._said[self.counts.rows] = used

    def skip(self, passed: Passed) -> None:
        """Count what was left alone."""
        if self._left_alone is not None:
            self._left_alone.append(passed)
            return
        name = passed.name if len(self.counts.skipped) < MOST_KINDS else ""
        self.counts.skipped[passed.why, name] += passed.rows

    def _check(self, day: date) -> None:
        if day.year <= FIRST_YEAR:
            raise Refusal(Reason.NOT_A_DATE, text=day.isoformat())
        if day > self.desk.today:
            raise Refusal(Reason.FUTURE_DAY, day=day)

    def _give(self, given: Given, line: int) -> None:
        entries = self._values[given.item][given.day][given.device]
        self._several.setdefault(given.item, given.several)
        if given.worn_by:
            self._worn_by[given.item] = given.worn_by
            is_sum, key = given.several is Several.SUM, (given.item, given.day)
            if given.value and is_sum:
                self._zero_rows.pop(key, None)
            elif not given.value and not (is_sum and any(entry.value for entry in entries)):
                self._zero_rows[key].append((self.counts.rows, given.rows))
        entry = CollectedValue(given.value, given.at or self.desk.now, line)
        if entries and given.several is Several.SUM:
            entries[0] = replace(entries[0], value=entries[0].value + given.value)
        else:
            entries.append(entry)

    def _sleep(self, slept: Slept, line: int) -> int:
        self._check(slept.end.date())
        if slept.end <= slept.begin:
            if slept.end == slept.begin:
                self.skip(Passed(Skip.TOO_SHORT, rows=slept.rows))
                return 0
            raise Refusal(Reason.NIGHT_ORDER, item="got_up")
        key = (slept.begin, slept.end, slept.device)
        if key in self._sleeps:
            self.skip(Passed(Skip.DOUBLE, rows=slept.rows))
            return 0
        self._sleeps[key] = piece = Piece(slept, line)
        self._sleep_rows[piece] = self.counts.rows
        return slept.rows

    # ------------------------------------------------------------------ making days

    def content(self, answers: Mapping[str, str]) -> ReaderContent:
        """Return the days under these answers, and the questions there are."""
        own = tuple(self.desk.own_items.values())
        catalogue = self._catalogue.with_own(one.item for one in own if one.item.key not in self._catalogue)
        into, refused = DayCollector(catalogue, self.desk.zone.key), RefusedRows()
        for alike in self.desk.refused:
            refused.add_all(alike)
        questions = _Questions(answers, self.desk.questions)
        counts = replace(
            self.counts,
            skipped=Counter(self.counts.skipped),
            unknown=Counter(self.counts.unknown),
            several=Counter(),
        )
        left: dict[int, int] = {}
        for item in sorted(self._values):
            self._settle(item, into, questions, counts, left)
        self._settle_nights(into, counts, left)
        self._settle_rest(into)
        days = into.days()
        if not days:
            questions.all.pop(str(QuestionKind.ZONE), None)
        for row in into.refused:
            refused.take(row)
        used = {key for day in days for key in day.answers}
        made = tuple(one for one in own if one.item.key in used)
        return ReaderContent(days, made, counts, tuple(refused), tuple(questions.all.values()))

    def _settle(
        self, item: str, into: DayCollector, questions: _Questions, counts: Counts, left: dict[int, int]
    ) -> None:
        days = self._values[item]
        zeros_count = self._zeros(item, questions)
        order = _by_use(days)
        chosen = self._device(item, order, questions)
        several = self._several[item] or self._asked_several(item, questions)
        for day, by_device in days.items():
            counts_zero = zeros_count(day)
            if not counts_zero:
                self._count_not_worn(item, day, counts, left)
            told = {
                device: combined(kept, several)
                for device, entries in by_device.items()
                if (kept := [entry for entry in entries if entry.value or counts_zero])
            }
            if any(len({entry.value for entry in entries}) > 1 for entries in by_device.values()):
                counts.several[several, item] += 1
            if chosen == HIGHEST and told:
                into.add_answer(day, item, max(told.values(), key=lambda entry: entry.value), Several.LAST)
            elif (device := next((device for device in (chosen, *order) if device in told), None)) is not None:
                into.add_answer(day, item, told[device], Several.LAST)

    def _count_not_worn(self, item: str, day: date, counts: Counts, left: dict[int, int]) -> None:
        """Count a row (or many that came as one) as used no more when nothing of it is left."""
        for row, rows in self._zero_rows.get((item, day), ()):
            if self._is_left(row, left):
                counts.skipped[Skip.NOT_WORN, ""] += rows
                counts.used -= rows

    def _is_left(self, row: int, left: dict[int, int]) -> bool:
        """Return whether nothing of a row counts any more, now that one thing it says does not."""
        left[row] = left.get(row, self._said.get(row, 1)) - 1
        return not left[row]

    def _zeros(self, item: str, questions: _Questions) -> Callable[[date], bool]:
        """Return whether 0 is an answer on a day."""
        sign = self._worn_by.get(item)
        if sign is None:
            return lambda _day: True
        worn = {
            day
            for day, by_device in self._values.get(sign, {}).items()
            if any(entry.value > 0 for entries in by_device.values() for entry in entries)
        }
        if worn:
            return worn.__contains__
        days = [
            day
            for day, by_device in self._values[item].items()
            if any(not e.value for es in by_device.values() for e in es)
        ]
        if not days:
            return lambda _day: True
        facts = {"day": days[0], "count": len(days)}
        answer = questions.ask(QuestionKind.ZERO, item, ZERO_OPTIONS, ZERO_OPTIONS[0], facts)
        return lambda _day: answer == ZERO_OPTIONS[1]

    def _device(self, item: str, order: list[str], questions: _Questions) -> str:
        if len(order) < 2:
            return order[0] if order else ""
        examples = [
            (day, by_device)
            for day, by_device in self._values[item].items()
            if len({round(sum(entry.value for entry in entries), 3) for entries in by_device.values()}) > 1
        ]
        if not examples:
            return order[0]
        day, by_device = max(examples, key=lambda one: (len(one[1]), one[0]))
        facts = {"day": day} | {name: sum(entry.value for entry in entries) for name, entries in by_device.items()}
        return questions.ask(QuestionKind.DEVICE, item, (*order, HIGHEST), order[0], {"seen": facts})

    def _asked_several(self, item: str, questions: _Questions) -> Several:
        for day, by_device in self._values[item].items():
            for entries in by_device.values():
                if len({entry.value for entry in entries}) > 1:
                    facts = {"day": day, "values": [entry.value for entry in entries]}
                    answer = questions.ask(QuestionKind.SEVERAL, item, SEVERAL_WAYS, Several.MEAN, facts)
                    return Several(answer) if answer in SEVERAL_WAYS else Several.MEAN
        return Several.LAST

    def _settle_nights(self, into: DayCollector, counts: Counts, left: dict[int, int]) -> None:
        found = sleeps_of(list(self._sleeps.values()), self.desk.boundary)
        for day, (piece, answers) in found.nights.items():
            for item, value in answers.items():
                into.add_answer(day, item, CollectedValue(value, self.desk.now, piece.line), Several.LAST)
        for day, naps in found.naps.items():
            into.add_naps(day, naps)
        short = [piece.slept.rows for piece in found.short if self._is_left(self._sleep_rows[piece], left)]
        if rows := sum(short):
            counts.skipped[Skip.TOO_SHORT, ""] += rows
            counts.used -= rows
        for piece in found.long:
            minutes = (piece.slept.end - piece.slept.begin).total_seconds() / 60
            into.refuse(
                piece.line,
                None,
                Refusal(Reason.NIGHT_TOO_LONG, item="got_up", minutes=minutes, limit=LONGEST_NIGHT),
            )
            if self._is_left(self._sleep_rows[piece], left):
                counts.refused += piece.slept.rows
                counts.used -= piece.slept.rows

    def _settle_rest(self, into: DayCollector) -> None:
        for did, line in self._done.values():
            try:
                into.add_activity(did.day, did.kind, None, CollectedValue(did.minutes, self.desk.now, line), None)
            except Refusal as refusal:
                into.refuse(line, None, refusal)
        for moment in self._moments:
            into.add_moment(moment.day, Moment(moment.kind, moment.at, moment.value, moment.text))
        for wrote, line in self._notes:
            into.add_note(wrote.day, wrote.item, wrote.text, line)


def _numbers(record: Record) -> tuple[float | None, ...]:
    """Return the numbers that a record brings."""
    match record:
        case Given() | Happened():
            return (record.value,)
        case Slept():
            return record.latency, record.awake, record.awakenings, record.quality
        case Did():
            return (record.minutes,)
    return ()


def _by_use(days: Mapping[date, Mapping[str, list[CollectedValue]]]) -> list[str]:
    """Return the devices, the one of most days first, of equals the one that counted most."""
    used: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for by_device in days.values():
        for device, entries in by_device.items():
            used[device] += 1
            total[device] += round(sum(entry.value for entry in entries))
    return sorted(used, key=lambda device: (-used[device], -total[device], device))


def read_export(
    bundle: Bundle,
    found: Recognised,
    answers: Mapping[str, str],
    catalogue: Catalogue,
    now: datetime,
    progress: Progress = lambda _done, _all: None,
    boundary: int = DAY_BOUNDARY_MINUTES,
) -> Gathered:
    """Read all files of an export. `now` is the local moment, aware through a `ZoneInfo`; `boundary` is the day
    boundary of the diary, in minutes after midnight.

    Raises Refusal for a file that cannot be read at all; rows that do not fit are counted in what is returned.
    """
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    desk = Desk(found.reader.key, answers, now, catalogue, zone, boundary)
    gathered = Gathered(desk, catalogue)
    run = _ExportReader(found, gathered, progress)
    for member, parts in found.files:
        run.read(member, parts)
    read = {member.name for member, _ in found.files}
    _count_unread([member for member in bundle.members if member.name not in read], found.reader, gathered)
    return gathered


def _count_unread(members: list[Member], reader: Reader, gathered: Gathered) -> None:
    """Count files that are not read; those whose names differ in numbers only go by the name of the first one."""
    names: dict[str, str] = {}
    for member in members:
        name = names.setdefault(re.sub(r"\d+(?:[-_.]\d+)*", "*", member.base), member.base)
        if member.is_called(*reader.skipped):
            gathered.skip(Passed(Skip.OTHER_FILE, name))
        elif len(gathered.counts.unknown) < MOST_KINDS:
            gathered.counts.unknown[name] += 1


class _ExportReader:
    def __init__(self, found: Recognised, gathered: Gathered, progress: Progress) -> None:
        self._found = found
        self._gathered = gathered
        self._progress = progress
        self._all = sum(member.size for member, _ in found.files)
        self._before = 0

    def read(self, member: Member, parts: tuple[ReaderPart, ...]) -> None:
        desk = self._gathered.desk
        desk.place = member.name
        desk.refused.file = member.name if len(self._found.files) > 1 else ""
        desk.use_order(tuple(map(id, parts)), lambda: self._dates(parts))
        watched = Member(member.name, member.size, lambda: self._watched(member))
        whole = parts[0].whole
        if whole is not None:
            for record in whole(watched, desk):
                self._stream(record)
        else:
            self._rows(watched, parts)
        self._before += member.size
        self._progress(self._before, self._all)

    def _watched(self, member: Member) -> IO[bytes]:
        return io.BufferedReader(_Watched(member.opened(), self._seen), 1024 * 128)

    def _seen(self, read: int) -> None:
        self._progress(min(self._all, self._before + read), self._all)

    def _stream(self, record: Record) -> None:
        gathered = self._gathered
        line = record.line if isinstance(record, Faulty) else 0
        try:
            rows = record.rows if isinstance(record, (Given, Slept, Passed)) else 1
            gathered.counts.rows += rows
            gathered.counts.used += gathered.take(record, line)
        except Refusal as refusal:
            gathered.counts.refused += rows
            gathered.desk.refused.add(line, record.column if isinstance(record, Faulty) else None, refusal)

    def _rows(self, member: Member, parts: tuple[ReaderPart, ...]) -> None:
        gathered = self._gathered
        for part, row in rows_of(member, parts):
            gathered.counts.rows += 1
            if part is None or part.take is None:
                gathered.skip(Passed(Skip.OTHER))
                continue
            try:
                gathered.take_row(part.take(row, gathered.desk), row.line)
            except Refusal as refusal:
                gathered.counts.refused += 1
                gathered.desk.refused.add(row.line, None, refusal)

    def _dates(self, kind: tuple[ReaderPart, ...]) -> Iterator[str]:
        """Yield the dates of all files of a kind, which are all in one order."""
        if any(part.dates for part in kind):
            for member, parts in self._found.files:
                for part, row in rows_of(member, parts) if parts == kind else ():
                    yield from filter(None, (row.text(column) for column in (part.dates if part else ())))


class _Watched(io.RawIOBase):
    """A file that tells how far it was read."""

    def __init__(self, file: IO[bytes], tell: Callable[[int], None]) -> None:
        self._file, self._tell, self._read = file, tell, 0

    def readable(self) -> bool:
        """Return True: it can be read."""
        return True

    def readinto(self, buffer: "io.WriteableBuffer") -> int:  # type: ignore[name-defined]
        """Read the next bytes."""
        found = self._file.read(len(buffer))
        buffer[: len(found)] = found
        self._read += len(found)
        self._tell(self._read)
        return len(found)

    def close(self) -> None:
        """Close the file too."""
        self._file.close()
        super().close()


# ------------------------------------------------------------------ sleep

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
