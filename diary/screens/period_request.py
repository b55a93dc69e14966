"""Works out which days are asked for: one span to look at, or two to compare."""

from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from diary.domain.period import Period
from diary.domain.two_periods import TwoPeriods

FOUR_WEEKS = 28
THREE_MONTHS = 92
YEAR = 365
MOST_AROUND = THREE_MONTHS
"""Most days on either side of a date (ours): further away too much else may have changed."""


class PeriodKind(StrEnum):
    FOUR_WEEKS = "four_weeks"
    THREE_MONTHS = "three_months"
    YEAR = "year"
    ALL = "all"
    OWN = "own"


class TwoPeriodsKind(StrEnum):
    """How the two stretches to compare are chosen."""

    WEEKS = "weeks"
    MONTHS = "months"
    DATE = "date"
    MOMENT = "moment"
    OWN = "own"


DAYS = {PeriodKind.FOUR_WEEKS: FOUR_WEEKS, PeriodKind.THREE_MONTHS: THREE_MONTHS, PeriodKind.YEAR: YEAR}


class PeriodRequest(Struct, frozen=True):
    """One span; `own` counts for own dates only."""

    stretch: PeriodKind
    own: Period

    def period(self, span: Period | None, today: date) -> Period:
        """Return the days meant; never before the first day of the diary, unless by a person's own dates."""
        if self.stretch is PeriodKind.OWN:
            return self.own
        last = last_day(span, today)
        whole = Period(min(span.first, last), last) if span is not None else Period(last, last)
        if self.stretch is PeriodKind.ALL:
            return whole
        return Period(max(whole.first, last - timedelta(days=DAYS[self.stretch] - 1)), last)


class TwoPeriodsRequest(Struct, frozen=True):
    """Two spans; `around` is the date or the day of the moment, `own` the person's own dates."""

    preset: TwoPeriodsKind
    around: date
    own: TwoPeriods

    def spans(self, span: Period | None, today: date) -> TwoPeriods:
        """Return the two stretches, as far as the diary reaches up to `today`."""
        last = last_day(span, today)
        match self.preset:
            case TwoPeriodsKind.WEEKS:
                after = Period.ending(last, FOUR_WEEKS)
                return TwoPeriods(after.before(FOUR_WEEKS), after)
            case TwoPeriodsKind.MONTHS:
                after = Period(last.replace(day=1), last)
                end = after.first - timedelta(days=1)
                return TwoPeriods(Period(end.replace(day=1), end), after)
            case TwoPeriodsKind.OWN:
                return self.own
            case _:
                return _around(self.around, span, last)


def first_period_request(span: Period | None, today: date) -> PeriodRequest:
    """Return the request a page begins with: three months, enough to see which places come back."""
    return PeriodRequest(PeriodKind.THREE_MONTHS, Period.ending(last_day(span, today), FOUR_WEEKS))


def first_two_periods(span: Period | None, today: date, visit: date | None = None) -> TwoPeriodsRequest:
    """Return the request Compare begins with: before a visit and from its day on, else the last four weeks and the
    four before; own dates too."""
    last = last_day(span, today)
    after = Period.ending(last, FOUR_WEEKS)
    kind = TwoPeriodsKind.WEEKS if visit is None else TwoPeriodsKind.DATE
    return TwoPeriodsRequest(kind, visit or after.first, TwoPeriods(after.before(FOUR_WEEKS), after))


def is_visit(span: Period, day: date | None) -> bool:
    """Return whether what changed can be counted from this day."""
    return day is not None and span.first < day <= span.last


def spans_since(visit: date | None, span: Period, today: date) -> TwoPeriods:
    """Return what is compared since a visit, in review and on paper: from its day on and as many days before, as
    far as the diary has these and at most MOST_AROUND; without a visit in the diary what Compare
    begins with, the last four weeks and the four before."""
    return first_two_periods(span, today, visit if is_visit(span, visit) else None).spans(span, today)


def last_day(span: Period | None, today: date) -> date:
    """Return today; for a diary that ended more than four weeks ago, its own last day."""
    if span is None or (today - span.last).days < FOUR_WEEKS:
        return today
    return span.last


def _around(day: date, span: Period | None, last: date) -> TwoPeriods:
    """Return all days from `day` on, and as many before as the diary has: what came last is never left out for
    want of days before."""
    first = span.first if span is not None else day
    days = max(1, min(MOST_AROUND, (last - day).days + 1))
    after = Period(day, day + timedelta(days=days - 1))
    return TwoPeriods(after.before(max(1, min(days, (day - first).days))), after)
