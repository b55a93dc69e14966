"""The Trends page as a value: which days it begins with, and what stands beside the charts."""

from datetime import timedelta

import pytest

from diary.content.library import Library
from diary.domain.day import Day, DayKind
from diary.domain.factors.state import Level
from diary.domain.item import RiskFactor
from diary.domain.period import Period
from diary.screens.trends import (
    FIRST_VIEW_DAYS,
    TrendsState,
    build_trends,
    first_view,
)
from tests.factory import TODAY, a_day, a_table


def trends(days: list[Day], library: Library, chosen: list[str] | None = None) -> TrendsState:
    table = a_table(days) if days else None
    return build_trends(table, library, table.period if table else None, TODAY, chosen=chosen)


def short_nights(count: int) -> list[Day]:
    return [a_day(ago, into_bed=60, got_up=390, sleep_latency=10, awake_in_night=20) for ago in range(count)]


def test_an_empty_diary_has_nothing_to_draw(english: Library) -> None:
    state = trends([], english)
    assert state.is_empty
    assert state.factors.cards == ()


def test_a_hard_day_without_an_answer_is_nothing_to_draw_yet(english: Library) -> None:
    hard = a_day(kind=DayKind.HARD)
    assert trends([hard], english).is_empty
    assert not trends([a_day(1, stress=3), hard], english).is_empty


@pytest.mark.parametrize(
    ("first_ago", "last_ago", "first", "last"),
    [
        (400, 0, FIRST_VIEW_DAYS - 1, 0),
        (400, 20, FIRST_VIEW_DAYS - 1, 0),
        (30, 0, 30, 0),
        (7, 0, 7, 0),
        (3, 0, 4, 0),
        (0, 0, 4, 0),
        (900, 500, 500 + FIRST_VIEW_DAYS - 1, 500),
    ],
)
def test_the_first_view_is_recent_and_of_a_young_diary_the_days_there_are(
    first_ago: int, last_ago: int, first: int, last: int
) -> None:
    span = Period(TODAY - timedelta(days=first_ago), TODAY - timedelta(days=last_ago))
    assert first_view(span, TODAY) == Period(TODAY - timedelta(days=first), TODAY - timedelta(days=last))


def test_everything_that_is_logged_or_shown_first_can_be_scrolled_to(english: Library) -> None:
    state = trends(short_nights(3), english)
    assert state.span.first <= state.view.first
    assert state.view.last <= state.span.last
    assert TODAY in state.span


def test_an_old_diary_is_looked_at_as_it_was_when_it_ended(english: Library) -> None:
    days = [a_day(ago, into_bed=60, got_up=6 * 60, sleep_latency=5, awake_in_night=5) for ago in range(400, 430)]
    table = a_table(days)
    state = build_trends(table, english, table.period, TODAY)
    worth = [card for card in state.factors.cards if card.level is Level.WORTH_A_LOOK]
    assert [card.factor for card in worth] == [RiskFactor.SLEEP]
    assert max(worth[0].days) == days[0].date
