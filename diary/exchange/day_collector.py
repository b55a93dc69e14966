"""Collects what a file says day by day, and makes the days after its last row. Rows that do not fit are counted: a
thousand alike refusals are one entry, with three examples."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from statistics import fmean

from msgspec import Struct

from diary.domain.day import Activity, Answer, AnswerSource, Day, Moment, Nap
from diary.domain.item import MINUTES_A_DAY, Catalogue
from diary.domain.limits import LONGEST_NOTE
from diary.domain.refusal import Reason, Refusal
from diary.exchange.cells import settled, whole
from diary.exchange.fields import Several

HIGHEST_INTENSITY = 10
MOST_EXAMPLES = 3
MOST_KINDS = 200


class RefusedRow(Struct, frozen=True):
    """A row, or one column of it, that did not fit; everything else of the file was read.

    `line` is the row's line in the file (its place in the list, for JSON). `column` is None when the whole row was
    refused, else the column, or the item when several rows together did not fit. `file` is named where there are
    more.
    """

    line: int
    column: str | None
    reason: Reason
    facts: Mapping[str, object]
    file: str = ""

    @property
    def refusal(self) -> Refusal:
        """Return the reason as a Refusal, for making its sentence."""
        return Refusal(self.reason, **self.facts)


class AlikeRows(Struct):
    """Refusals for one reason in one column: how many, and the first ones."""

    column: str | None
    reason: Reason
    count: int
    examples: list[RefusedRow]


class RefusedRows:
    """Refusals, gathered while a file is read. `file` is the one that is read now."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str | None, Reason], AlikeRows] = {}
        self.file = ""
        self.count = 0

    def add(self, line: int, column: str | None, refusal: Refusal) -> None:
        """Note a row, or a cell of it."""
        self.take(RefusedRow(line, column, refusal.reason, refusal.facts, self.file))

    def take(self, row: RefusedRow) -> None:
        """Note a row that was refused."""
        self.count += 1
        column = row.column if len(self._kinds) < MOST_KINDS else None
        alike = self._kinds.setdefault((column, row.reason), AlikeRows(column, row.reason, 0, []))
        alike.count += 1
        if len(alike.examples) < MOST_EXAMPLES:
            alike.examples.append(row)

    def add_all(self, alike: AlikeRows) -> None:
        """Note rows that were counted elsewhere."""
        self.count += alike.count
        self._kinds[alike.column, alike.reason] = AlikeRows(
            alike.column, alike.reason, alike.count, [*alike.examples]
        )

    def __iter__(self) -> Iterator[AlikeRows]:
        return iter(sorted(self._kinds.values(), key=lambda alike: -alike.count))


def alike(rows: Iterable[RefusedRow]) -> tuple[AlikeRows, ...]:
    """Return refused rows by reason and column, the most frequent first."""
    found = RefusedRows()
    for row in rows:
        found.take(row)
    return tuple(found)


class CollectedValue(Struct, frozen=True):
    value: float
    written: datetime
    line: int


def combined(entries: list[CollectedValue], several: Several) -> CollectedValue:
    """Return the one value for several rows of a day; first and last go by the moment of writing, then by row."""
    last = max(entries, key=lambda entry: (entry.written, entry.line))
    match several:
        case Several.LAST:
            return last
        case Several.FIRST:
            return min(entries, key=lambda entry: (entry.written, entry.line))
        case Several.MAX:
            value = max(entry.value for entry in entries)
        case Several.MIN:
            value = min(entry.value for entry in entries)
        case Several.MEAN:
            value = fmean(entry.value for entry in entries)
        case Several.SUM:
            value = sum(entry.value for entry in entries)
    return CollectedValue(value, last.written, last.line)


class DayCollector:
    """Days that are being collected. How several rows of one day are combined is passed with every call."""

    def __init__(self, catalogue: Catalogue, zone: str) -> None:
        self._catalogue = catalogue
        self._zone = zone
        self._answers: dict[date, dict[str, list[CollectedValue]]] = defaultdict(lambda: defaultdict(list))
        self._several: dict[str, Several] = {}
        self._areas: dict[date, dict[tuple[str, Several], list[CollectedValue]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._mapped: dict[date, datetime] = {}
        self._activities: dict[date, list[Activity]] = defaultdict(list)
        self._minutes: dict[date, dict[tuple[str, int | None, Several], list[CollectedValue]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._notes: dict[date, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._moments: dict[date, dict[Moment, None]] = defaultdict(dict)
        self._naps: dict[date, tuple[Nap, ...]] = {}
        self._lines: dict[date, int] = {}
        self.refused: list[RefusedRow] = []
        self.sheet = ""
        """The sheet that is read now, where there are more."""
        self.taken = 0
        """How many values were added."""
        self.several: Counter[tuple[Several, str]] = Counter()
        """On how many days an item had more than one value, by the rule that made one of them."""

    def add_answer(self, day: date, item: str, entry: CollectedValue, several: Several) -> None:
        """Add a value for an item, not yet rounded."""
        self.taken += 1
        self._answers[day][item].append(entry)
        self._several[item] = several

    def add_areas(self, day: date, areas: Iterable[str], entry: CollectedValue, several: Several) -> None:
        """Add painful areas with one intensity, above 0 to 10; none at all means "no pain"."""
        self.taken += 1
        self._mapped[day] = max(self._mapped.get(day, entry.written), entry.written)
        for area in areas:
            self._areas[day][area, several].append(entry)

    def add_activity(
        self, day: date, kind: str, effort: int | None, entry: CollectedValue, several: Several | None
    ) -> None:
        """Add minutes of an activity; without `several` it is an activity of its own."""
        self.taken += 1
        if several is None:
            self._activities[day].append(Activity(kind, _minutes(entry.value), effort))
        else:
            self._minutes[day][kind, effort, several].append(entry)

    def add_moment(self, day: date, moment: Moment) -> None:
        """Add a moment; the same one again is one."""
        self._moments[day][moment] = None

    def add_naps(self, day: date, naps: tuple[Nap, ...]) -> None:
        self._naps[day] = (*self._naps.get(day, ()), *naps)

    def add_note(self, day: date, item: str, text: str, line: int) -> None:
        """Add a text; several of one day are joined in order."""
        self.taken += 1
        self._lines[day] = line
        if text not in self._notes[day][item]:
            self._notes[day][item].append(text)

    def refuse(self, line: int, column: str | None, refusal: Refusal) -> None:
        """Store what did not fit."""
        self.refused.append(RefusedRow(line, column, refusal.reason, refusal.facts, self.sheet))

    def days(self) -> tuple[Day, ...]:
        """Return the days in order; rows that do not fit together are refused now."""
        dates = {
            *self._answers,
            *self._mapped,
            *self._activities,
            *self._minutes,
            *self._notes,
            *self._moments,
            *self._naps,
        }
        days = (self._day(day) for day in sorted(dates))
        return tuple(day for day in days if not day.is_empty)

    def _day(self, day: date) -> Day:
        answers = self._settled_answers(self._answers.get(day, {}))
        mapped = self._mapped.get(day)
        if mapped is not None:
            answers["body_map"] = _imported(1, mapped)
        return Day(
            date=day,
            zone=self._zone,
            answers=answers,
            areas=_intensities(self._areas.get(day, {})),
            activities=(*self._activities.get(day, ()), *self._merged_activities(self._minutes.get(day, {}))),
            naps=self._naps.get(day, ()),
            moments=tuple(self._moments.get(day, ())),
            notes=dict(self._settled_notes(day)),
        )

    def _settled_answers(self, gathered: Mapping[str, list[CollectedValue]]) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for key, entries in gathered.items():
            entry = combined(entries, self._several[key])
            if len({one.value for one in entries}) > 1:
                self.several[self._several[key], key] += 1
            try:
                value = settled(entry.value, self._catalogue.item(key))
            except Refusal as refusal:
                self.refuse(entry.line, key, refusal)
            else:
                answers[key] = _imported(value, entry.written)
        average, worst = answers.get("pain_average"), answers.get("pain_worst")
        if average is not None and worst is not None and worst.value < average.value:
            del answers["pain_worst"]
            below = Refusal(Reason.WORST_BELOW_AVERAGE, average=average.value, worst=worst.value)
            self.refuse(gathered["pain_worst"][-1].line, "pain_worst", below)
        return answers

    def _merged_activities(
        self, gathered: Mapping[tuple[str, int | None, Several], list[CollectedValue]]
    ) -> Iterator[Activity]:
        for (kind, effort, several), entries in gathered.items():
            entry = combined(entries, several)
            try:
                yield Activity(kind, _minutes(entry.value), effort)
            except Refusal as refusal:
                self.refuse(entry.line, "activities", refusal)

    def _settled_notes(self, day: date) -> Iterator[tuple[str, str]]:
        for item, texts in self._notes.get(day, {}).items():
            text = "\n".join(texts)
            if len(text) > LONGEST_NOTE:
                self.refuse(self._lines[day], item, Refusal(Reason.TEXT_TOO_LONG, longest=LONGEST_NOTE))
            else:
                yield item, text


def _imported(value: float, written: datetime) -> Answer:
    return Answer(value, written.astimezone(UTC), AnswerSource.IMPORTED)


def _intensities(gathered: Mapping[tuple[str, Several], list[CollectedValue]]) -> dict[str, int]:
    """Return whole intensities 1-10 of every area, half upwards; pain is never rounded away."""
    found: dict[str, int] = {}
    for (area, several), entries in gathered.items():
        intensity = min(HIGHEST_INTENSITY, max(1, whole(combined(entries, several).value)))
        found[area] = max(intensity, found.get(area, 1))
    return found


def _minutes(value: float) -> int:
    """Return whole minutes of an activity, 1-1440; raises Refusal OUT_OF_RANGE."""
    minutes = whole(value) if 0 < value <= MINUTES_A_DAY else 0
    if not minutes:
        raise Refusal(Reason.OUT_OF_RANGE, item="activities", low=1, high=MINUTES_A_DAY)
    return minutes
