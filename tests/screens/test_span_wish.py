"""What a person asks for, as days."""

from datetime import date, timedelta

import pytest

from diary.domain.period import Period
from diary.domain.spans import Spans
from diary.screens.span_wish import (
    Preset,
    SpansWish,
    SpanWish,
    Stretch,
    first_spans,
    first_wish,
)
from tests.factory import TODAY

SPAN = Period.ending(TODAY, 200)
OWN = Period.ending(TODAY, 3)


@pytest.mark.parametrize(
    ("stretch", "days"),
    [
        (Stretch.FOUR_WEEKS, 28),
        (Stretch.THREE_MONTHS, 92),
        (Stretch.YEAR, 200),
        (Stretch.ALL, 200),
        (Stretch.OWN, 3),
    ],
)
def test_one_span_ends_today_and_stays_inside_the_diary(stretch: Stretch, days: int) -> None:
    period = SpanWish(stretch, OWN).period(SPAN, TODAY)
    assert (period.last, len(period)) == (TODAY, days)


def test_a_diary_that_ended_is_looked_at_where_it_ended() -> None:
    old = Period.ending(TODAY - timedelta(days=400), 60)
    assert first_wish(old, TODAY).period(old, TODAY) == old
    assert first_spans(old, TODAY).spans(old, TODAY).after.last == old.last


def test_an_empty_diary_has_spans_too() -> None:
    assert len(first_wish(None, TODAY).period(None, TODAY)) == 1
    assert first_spans(None, TODAY).spans(None, TODAY).after.last == TODAY


def wish(preset: Preset, around: date = TODAY) -> SpansWish:
    return SpansWish(preset, around, Spans(OWN.before(3), OWN))


def test_weeks_and_months_lie_side_by_side() -> None:
    weeks = wish(Preset.WEEKS).spans(SPAN, TODAY)
    assert (len(weeks.before), len(weeks.after), weeks.overlap) == (28, 28, False)
    months = wish(Preset.MONTHS).spans(SPAN, TODAY)
    assert months.after == Period(date(2026, 11, 1), TODAY)
    assert months.before == Period(date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize("preset", [Preset.DATE, Preset.MOMENT])
def test_around_a_day_both_sides_are_as_long_as_the_shorter_one(preset: Preset) -> None:
    spans = wish(preset, TODAY - timedelta(days=39)).spans(SPAN, TODAY)
    assert (len(spans.before), len(spans.after)) == (40, 40)
    assert spans.after.first == TODAY - timedelta(days=39)
    far = wish(preset, TODAY - timedelta(days=99)).spans(SPAN, TODAY)
    assert len(far.after) == 90
    assert len(wish(preset, SPAN.first).spans(SPAN, TODAY).before) == 1


def test_own_dates_are_taken_as_they_are() -> None:
    assert wish(Preset.OWN).spans(SPAN, TODAY) == Spans(OWN.before(3), OWN)
