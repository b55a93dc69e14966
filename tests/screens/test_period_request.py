"""What a person asks for, as days."""

from datetime import date, timedelta

import pytest

from diary.domain.period import Period
from diary.domain.two_periods import TwoPeriods
from diary.screens.period_request import (
    THREE_MONTHS,
    PeriodKind,
    PeriodRequest,
    TwoPeriodsKind,
    TwoPeriodsRequest,
    first_period_request,
    first_two_periods,
    spans_since,
)
from tests.factory import TODAY

SPAN = Period.ending(TODAY, 200)
OWN = Period.ending(TODAY, 3)


@pytest.mark.parametrize(
    ("stretch", "days"),
    [
        (PeriodKind.FOUR_WEEKS, 28),
        (PeriodKind.THREE_MONTHS, 92),
        (PeriodKind.YEAR, 200),
        (PeriodKind.ALL, 200),
        (PeriodKind.OWN, 3),
    ],
)
def test_one_span_ends_today_and_stays_inside_the_diary(stretch: PeriodKind, days: int) -> None:
    period = PeriodRequest(stretch, OWN).period(SPAN, TODAY)
    assert (period.last, len(period)) == (TODAY, days)


def test_a_diary_that_ended_is_looked_at_where_it_ended() -> None:
    old = Period.ending(TODAY - timedelta(days=400), 60)
    assert first_period_request(old, TODAY).period(old, TODAY) == old
    assert first_two_periods(old, TODAY).spans(old, TODAY).after.last == old.last


def test_an_empty_diary_has_spans_too() -> None:
    assert len(first_period_request(None, TODAY).period(None, TODAY)) == 1
    assert first_two_periods(None, TODAY).spans(None, TODAY).after.last == TODAY


def request(preset: TwoPeriodsKind, around: date = TODAY) -> TwoPeriodsRequest:
    return TwoPeriodsRequest(preset, around, TwoPeriods(OWN.before(3), OWN))


def test_weeks_and_months_lie_side_by_side() -> None:
    weeks = request(TwoPeriodsKind.WEEKS).spans(SPAN, TODAY)
    assert (len(weeks.before), len(weeks.after), weeks.overlap) == (28, 28, False)
    months = request(TwoPeriodsKind.MONTHS).spans(SPAN, TODAY)
    assert months.after == Period(date(2026, 11, 1), TODAY)
    assert months.before == Period(date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize("preset", [TwoPeriodsKind.DATE, TwoPeriodsKind.MOMENT])
def test_around_a_day_there_are_as_many_days_before_as_from_it_on(preset: TwoPeriodsKind) -> None:
    spans = request(preset, TODAY - timedelta(days=39)).spans(SPAN, TODAY)
    assert (len(spans.before), len(spans.after)) == (40, 40)
    assert spans.after.first == TODAY - timedelta(days=39)
    far = request(preset, TODAY - timedelta(days=99)).spans(SPAN, TODAY)
    assert len(far.after) == THREE_MONTHS
    assert len(request(preset, SPAN.first).spans(SPAN, TODAY).before) == 1


def test_since_a_day_in_a_young_diary_the_newest_days_count_though_there_are_fewer_before() -> None:
    """Cut to the length of what came before, "since 12 October" left out the last nine days, a harder time."""
    young = Period.ending(TODAY, 91)
    spans = spans_since(TODAY - timedelta(days=49), young, TODAY)
    assert spans.after == Period.ending(TODAY, 50)
    assert spans.before == Period(young.first, TODAY - timedelta(days=50))


def test_own_dates_are_taken_as_they_are() -> None:
    assert request(TwoPeriodsKind.OWN).spans(SPAN, TODAY) == TwoPeriods(OWN.before(3), OWN)
