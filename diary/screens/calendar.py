"""Builds the Calendar page: a month of days, the year around it, and one item as a tint."""

import itertools
from calendar import Calendar, monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from diary.content.language import Language
from diary.content.library import Library
from diary.content.words import in_a_sentence, value_words
from diary.domain.day import Day, DayKind, MomentKind
from diary.domain.form import Form
from diary.domain.item import MINUTES_A_DAY, Catalogue, Item, Kind, Preset
from diary.domain.period import Period
from diary.domain.text import sentence_case

DEFAULT_ITEM = "function"
STEPS = 5
"""Strengths of the tint."""
FIRST_MONTH, LAST_MONTH = date(1900, 1, 1), date(2199, 12, 1)
SKIPPABLE_CARD = "pain"
"""How often pain is asked is the person's choice: a day without it is complete."""
_THURSDAY = 3
_WHOLE_RANGE = frozenset({Kind.SCALE, Kind.CHOICE, Kind.FLAG})


class DaySign(StrEnum):
    """The one small sign that says what was filled in on a day."""

    COMPLETE = "complete"
    PARTLY = "partly"
    LATE = "late"
    HARD = "hard"
    HOLIDAY = "holiday"


class DayState(Struct, frozen=True):
    """One day of the month. `name` says all of it for screen readers; `step` is the tint, 0 (none) to STEPS.

    `sign` is None for a day on which nothing was logged. Days of the months before and after are not `in_month`.
    """

    day: date
    name: str
    sign: DaySign | None = None
    is_holiday: bool = False
    step: int = 0
    value: str = ""
    moments: tuple[MomentKind, ...] = ()
    in_month: bool = True
    is_today: bool = False
    is_future: bool = False


class WeekState(Struct, frozen=True):
    """Seven days in a row; `number` is the ISO week of their Thursday."""

    number: int
    days: tuple[DayState, ...]


class DotState(Struct, frozen=True):
    """One day in the year strip."""

    day: date
    is_logged: bool
    is_holiday: bool
    step: int
    is_future: bool


class MonthState(Struct, frozen=True):
    """One month of the year strip; `name` says all of it for screen readers, `column` is the weekday of its first
    day."""

    first: date
    title: str
    short: str
    name: str
    column: int
    dots: tuple[DotState, ...]


class TintState(Struct, frozen=True):
    """The legend of the chosen item: what its lightest and its strongest tint stand for, in words."""

    item: str
    name: str
    low: str
    high: str


class CalendarState(Struct, frozen=True):
    """A month and its year, ready to be painted. `weekdays` are (short, full), from the day weeks start on."""

    month: date
    title: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[WeekState, ...]
    months: tuple[MonthState, ...]
    tint: TintState | None
    choices: tuple[tuple[str, str], ...]

    @property
    def days(self) -> tuple[DayState, ...]:
        """All visible days, in order."""
        return tuple([day for week in self.weeks for day in week.days])


def month_of(day: date) -> date:
    return day.replace(day=1)


def step_months(month: date, by: int) -> date:
    """Return the first day of the month that many months on (or back), within what the calendar shows."""
    index = month.year * 12 + month.month - 1 + by
    found = date(min(max(index // 12, 1), 9999), index % 12 + 1, 1)
    return min(max(found, FIRST_MONTH), LAST_MONTH)


def days_in(month: date) -> int:
    return monthrange(month.year, month.month)[1]


def same_day(day: date, month: date) -> date:
    """Return the day with this number in another month, or that month's last day."""
    return month.replace(day=min(day.day, days_in(month)))


def weeks_of(month: date, language: Language) -> list[list[date]]:
    """Return the weeks that touch the month, each seven dates from the day weeks start on."""
    return Calendar(language.week_starts).monthdatescalendar(month.year, month.month)


def period_in_sight(month: date, language: Language) -> Period:
    """Return all days that have to be read for a month: its year, and days of other years in the same weeks."""
    weeks = weeks_of(month, language)
    return Period(date(month.year, 1, 1), date(month.year, 12, 31)).union(Period(weeks[0][0], weeks[-1][-1]))


def needed_items(catalogue: Catalogue, form: Form) -> frozenset[str]:
    """Return the items that make a day complete: the short form's questions as far as this form asks them, without
    free text, lists and what may be skipped."""
    return frozenset(
        item.key
        for item in catalogue.items
        if Preset.SHORT in item.presets
        and form.shows(item)
        and (item.is_numeric or item.kind is Kind.BODY_MAP)
        and item.card != SKIPPABLE_CARD
    )


def build_calendar(
    days: Iterable[Day], library: Library, form: Form, month: date, today: date, item: str | None = DEFAULT_ITEM
) -> CalendarState:
    """Build the state of a month. `days` are those of `period_in_sight`; `item` is None when no tint is wanted.

    Raises Refusal UNKNOWN_ITEM.
    """
    language = library.language
    chosen = None if item is None else library.catalogue.item(item)
    logged = {day.date: day for day in days}
    ruler = _Ruler(chosen, tuple(logged.values()))
    reader = _Reader(library, needed_items(library.catalogue, form), chosen, ruler, month, today)
    weeks = weeks_of(month, language)
    return CalendarState(
        month=month,
        title=month_words(month, language),
        weekdays=tuple(
            (language.pattern(day, "ccc", dots=False), language.pattern(day, "cccc")) for day in weeks[0]
        ),
        weeks=tuple(
            WeekState(_week_number(week), tuple(reader.day(day, logged.get(day)) for day in week))
            for week in weeks
        ),
        months=tuple(reader.month(date(month.year, number, 1), logged) for number in range(1, 13)),
        tint=None if chosen is None else ruler.tint(library, chosen),
        choices=tuple((each.key, library.words.items[each.key].name) for each in library.catalogue.numeric),
    )


class _Ruler:
    """Maps a value to a step of the tint: by the item's own range, or by the visible values where it is wide."""

    def __init__(self, item: Item | None, days: Sequence[Day]) -> None:
        self._item = item
        self._after = 0.0
        self.low, self.high = (0.0, 1.0) if item is None else (item.low, item.high)
        if item is None or item.kind in _WHOLE_RANGE:
            return
        values = [value for day in days for value in [day.value(item.key)] if value is not None]
        if item.kind is Kind.CLOCK:
            self._after = widest_gap_end(values)
            values = [self._unwrapped(value) for value in values]
        if values:
            self.low, self.high = min(values), max(values)

    def step(self, value: float | None) -> int:
        """Return 1 to STEPS, or 0 for no tint: no answer, or the answer no."""
        if value is None or (self._item is not None and self._item.kind is Kind.FLAG and not value):
            return 0
        if self.high <= self.low:
            return (STEPS + 1) // 2
        share = (self._unwrapped(value) - self.low) / (self.high - self.low)
        return 1 + min(max(int(share * STEPS), 0), STEPS - 1)

    def tint(self, library: Library, item: Item) -> TintState:
        """Return the legend: the words of a scale's ends after their numbers."""
        words = library.words.items[item.key]
        ends = []
        for value, word in ((self.low, words.low), (self.high, words.high)):
            number = value_words(
                library.language, library.words, item, value % MINUTES_A_DAY if self._after else value
            )
            ends.append(f"{number} {word}".strip())
        return TintState(item.key, words.name, *ends)

    def _unwrapped(self, value: float) -> float:
        return value + MINUTES_A_DAY if value < self._after else value


def widest_gap_end(clocks: Sequence[float]) -> float:
    """Return where the day begins for these clock times: after the longest stretch without any, so that 23:50 and
    00:10 lie side by side. Minutes after midnight; 0 when there are none."""
    times = sorted(set(clocks))
    if not times:
        return 0.0
    gaps = [(times[0] + MINUTES_A_DAY - times[-1], times[0])]
    gaps += [(late - early, late) for early, late in itertools.pairwise(times)]
    return max(gaps, key=lambda gap: (gap[0], -gap[1]))[1]


class _Reader(Struct, frozen=True):
    """Builds the states of days, for one item, one month and one present day."""

    _library: Library
    _needed: frozenset[str]
    _item: Item | None
    _ruler: _Ruler
    _month: date
    _today: date

    def day(self, day: date, logged: Day | None) -> DayState:
        """Build one day of the month."""
        if logged is None:
            logged = Day(day)
        number = None if self._item is None else logged.value(self._item.key)
        kinds = {moment.kind for moment in logged.moments}
        return DayState(
            day=day,
            name=self._name(logged),
            sign=sign_of(logged, self._needed),
            is_holiday=logged.kind is DayKind.HOLIDAY,
            step=self._ruler.step(number),
            value=self._words(number),
            moments=tuple(kind for kind in MomentKind if kind in kinds),
            in_month=month_of(day) == self._month,
            is_today=day == self._today,
            is_future=day > self._today,
        )

    def month(self, first: date, logged: Mapping[date, Day]) -> MonthState:
        """Build one month of the year strip."""
        language = self._library.language
        dots = tuple(self._dot(first + timedelta(days=offset), logged) for offset in range(days_in(first)))
        count = sum(dot.is_logged for dot in dots)
        title = month_words(first, language)
        return MonthState(
            first=first,
            title=title,
            short=language.pattern(first, "LLL", dots=False),
            name=language.n(
                "{month}: {count} day in the diary", "{month}: {count} days in the diary", count, month=title
            ),
            column=(first.weekday() - language.week_starts) % 7,
            dots=dots,
        )

    def _dot(self, day: date, logged: Mapping[date, Day]) -> DotState:
        found = logged.get(day)
        if found is None:
            return DotState(day, is_logged=False, is_holiday=False, step=0, is_future=day > self._today)
        number = None if self._item is None else found.value(self._item.key)
        is_holiday = found.kind is DayKind.HOLIDAY
        is_logged = sign_of(found, self._needed) not in {None, DaySign.HOLIDAY}
        return DotState(day, is_logged, is_holiday, self._ruler.step(number), day > self._today)

    def _words(self, value: float | None) -> str:
        if value is None or self._item is None:
            return ""
        return value_words(self._library.language, self._library.words, self._item, value)

    def _name(self, day: Day) -> str:
        language = self._library.language
        facts = [*status_words(day, self._needed, self._today, language)]
        if day.date == self._today:
            facts.insert(0, language.t("today"))
        if self._item is not None and day.value(self._item.key) is not None:
            name = in_a_sentence(self._library.words.items[self._item.key].name)
            facts.append(f"{name} {self._words(day.value(self._item.key))}")
        facts += moment_words(day, language)
        return f"{language.long_date(day.date)}: {', '.join(facts)}"


def month_words(month: date, language: Language) -> str:
    """Format a month as November 2026, for a heading."""
    return sentence_case(language.pattern(month, "LLLL y"))


def sign_of(day: Day, needed: frozenset[str]) -> DaySign | None:
    """Return the sign of a day; None when there is nothing in it."""
    if day.kind is DayKind.HARD:
        return DaySign.HARD
    if day.is_empty:
        return DaySign.HOLIDAY if day.kind is DayKind.HOLIDAY else None
    if day.is_late:
        return DaySign.LATE
    return DaySign.COMPLETE if needed <= day.answers.keys() else DaySign.PARTLY


def status_words(day: Day, needed: frozenset[str], today: date, language: Language) -> list[str]:
    """Say what kind of day it was and how much is filled in, without praise or blame."""
    t = language.t
    words = []
    if day.kind is DayKind.HARD:
        words.append(t("hard day"))
    if day.kind is DayKind.HOLIDAY:
        words.append(t("diary holiday"))
    if not day.is_empty and day.kind is not DayKind.HARD:
        words.append(t("complete") if needed <= day.answers.keys() else t("partly filled in"))
    if day.is_late:
        words.append(t("filled in later"))
    if day.date > today:
        words.append(t("still to come"))
    return words or [t("empty")]


def moment_words(day: Day, language: Language) -> list[str]:
    """Say which moments the day has: one harder time, 2 treatments."""
    n = language.n
    counts = Counter(moment.kind for moment in day.moments)
    words = {
        MomentKind.FLARE: n("one harder time", "{count} harder times", counts[MomentKind.FLARE]),
        MomentKind.TREATMENT: n("one treatment", "{count} treatments", counts[MomentKind.TREATMENT]),
        MomentKind.MEDICINE: n("medicine once", "medicine {count} times", counts[MomentKind.MEDICINE]),
        MomentKind.LIFE_EVENT: n("one life event", "{count} life events", counts[MomentKind.LIFE_EVENT]),
    }
    return [words[kind] for kind in MomentKind if counts[kind]]


def _week_number(week: Sequence[date]) -> int:
    """Return the ISO week most of these days belong to: that of their Thursday, whatever day weeks begin on."""
    return next(day for day in week if day.weekday() == _THURSDAY).isocalendar().week
