"""Which days are asked for: one span to look at, or two to compare, as a person says it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from diary.domain.period import Period
from diary.domain.spans import Spans

FOUR_WEEKS = 28
THREE_MONTHS = 92
YEAR = 365
MOST_AROUND = 90
"""Days on either side of a date: further away it is another time of life (ours)."""


class Stretch(StrEnum):
    """One span."""

    FOUR_WEEKS = "four_weeks"
    THREE_MONTHS = "three_months"
    YEAR = "year"
    ALL = "all"
    OWN = "own"


class Preset(StrEnum):
    """Two spans."""

    WEEKS = "weeks"
    MONTHS = "months"
    DATE = "date"
    MOMENT = "moment"
    OWN = "own"


DAYS = {Stretch.FOUR_WEEKS: FOUR_WEEKS, Stretch.THREE_MONTHS: THREE_MONTHS, Stretch.YEAR: YEAR}


@dataclass(frozen=True, slots=True)
class SpanWish:
    """One span; `own` counts for own dates only."""

    stretch: Stretch
    own: Period

    def period(self, span: Period | None, today: date) -> Period:
        """The days meant; never before the first day of the diary, unless those are a person's own dates."""
        if self.stretch is Stretch.OWN:
            return self.own
        last = last_day(span, today)
        whole = Period(min(span.first, last), last) if span is not None else Period(last, last)
        if self.stretch is Stretch.ALL:
            return whole
        return Period(max(whole.first, last - timedelta(days=DAYS[self.stretch] - 1)), last)


@dataclass(frozen=True, slots=True)
class SpansWish:
    """Two spans; `around` is the date or the day of the moment, `own` the person's own dates."""

    preset: Preset
    around: date
    own: Spans

    def spans(self, span: Period | None, today: date) -> Spans:
        """The days meant."""
        last = last_day(span, today)
        match self.preset:
            case Preset.WEEKS:
                after = Period.ending(last, FOUR_WEEKS)
                return Spans(after.before(FOUR_WEEKS), after)
            case Preset.MONTHS:
                after = Period(last.replace(day=1), last)
                end = after.first - timedelta(days=1)
                return Spans(Period(end.replace(day=1), end), after)
            case Preset.OWN:
                return self.own
            case _:
                return _around(self.around, span, last)


def first_wish(span: Period | None, today: date) -> SpanWish:
    """Three months: enough to see which places come back."""
    return SpanWish(Stretch.THREE_MONTHS, Period.ending(last_day(span, today), FOUR_WEEKS))


def first_spans(span: Period | None, today: date) -> SpansWish:
    """The last four weeks and the four before, which are also where own dates begin."""
    last = last_day(span, today)
    after = Period.ending(last, FOUR_WEEKS)
    return SpansWish(Preset.WEEKS, after.first, Spans(after.before(FOUR_WEEKS), after))


def last_day(span: Period | None, today: date) -> date:
    """Up to today; of a diary that ended more than four weeks ago, its own last day."""
    if span is None or (today - span.last).days < FOUR_WEEKS:
        return today
    return span.last


def _around(day: date, span: Period | None, last: date) -> Spans:
    """As many days before as from that day on, as far as the diary reaches on both sides."""
    first = span.first if span is not None else day
    days = max(1, min(MOST_AROUND, (day - first).days, (last - day).days + 1))
    after = Period(day, day + timedelta(days=days - 1))
    return Spans(after.before(days), after)
