"""What stands beside the charts: the factors worth a look, each with one tip that stays a while."""

import itertools
from datetime import date, timedelta

import pytest

from diary.content.library import Library
from diary.domain.day import Day
from diary.domain.item import RiskFactor
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.screens.factor_cards import DAYS_PER_TIP, choose_tip
from diary.screens.trends import (
    FIRST_VIEW_DAYS,
    TrendsState,
    build_trends,
    first_view,
)
from tests.factory import TODAY, a_day, a_table


def trends(days: list[Day], library: Library, added: str | None = None) -> TrendsState:
    table = a_table(days) if days else None
    return build_trends(table, library, table.period if table else None, TODAY, added=added)


def short_nights(count: int) -> list[Day]:
    return [a_day(ago, into_bed=60, got_up=390, sleep_latency=10, awake_in_night=20) for ago in range(count)]


def test_an_empty_diary_has_nothing_to_draw(english: Library) -> None:
    state = trends([], english)
    assert state.is_empty
    assert state.factors.cards == ()


def test_short_nights_are_worth_a_look_in_the_persons_own_numbers_with_one_tip(english: Library) -> None:
    state = trends(short_nights(14), english)
    card = next(card for card in state.factors.cards if card.factor is RiskFactor.SLEEP)
    assert card.title == english.words.factors[RiskFactor.SLEEP].title
    assert card.days
    assert set(card.days) <= set(Period.ending(TODAY, 28))
    assert any(character.isdigit() for character in card.reason)
    assert card.tip is not None
    assert card.tip.factor is RiskFactor.SLEEP


def test_a_few_days_say_that_there_is_too_little_and_that_this_is_fine(english: Library) -> None:
    state = trends(short_nights(2), english)
    assert state.factors.cards == ()
    assert "too little" in state.factors.calm
    assert "fine" in state.factors.calm


def test_quiet_factors_are_a_good_result(english: Library) -> None:
    days = [
        a_day(ago, into_bed=1380, got_up=440, sleep_latency=10, awake_in_night=10, stress=3, worried_damage=0)
        for ago in range(28)
    ]
    state = trends(days, english)
    assert state.factors.cards == ()
    assert state.factors.calm


def test_the_fifth_chart_is_the_item_that_was_asked_for(english: Library) -> None:
    state = trends([a_day(fatigue=6)], english, added="fatigue")
    assert [chart.key for chart in state.all_charts] == ["spread", "sleep", "stress", "activity", "fatigue"]
    assert ("fatigue", english.words.items["fatigue"].name) in state.choices
    with pytest.raises(Refusal):
        trends([a_day()], english, added="nonsense")


@pytest.mark.parametrize("factor", list(RiskFactor))
def test_every_factor_has_a_tip_for_every_reason_and_it_stays_two_weeks(
    english: Library, factor: RiskFactor
) -> None:
    reasons = {reason for tip in english.tips if tip.factor is factor for reason in tip.reasons} | {"anything"}
    for reason in reasons:
        days = [date(2026, 1, 1) + timedelta(days=offset) for offset in range(200)]
        chosen = [choose_tip(english.tips, factor, reason, day) for day in days]
        found = [tip for tip in chosen if tip is not None]
        assert len(found) in (0, len(days))
        fitting = [tip for tip in english.tips if tip.factor is factor and reason in tip.reasons]
        assert not fitting or {tip.key for tip in found} <= {tip.key for tip in fitting}
        changes = sum(one is not other for one, other in itertools.pairwise(chosen))
        assert changes <= len(days) / DAYS_PER_TIP + 1


@pytest.mark.parametrize(
    ("first_ago", "last_ago", "first", "last"),
    [
        (400, 0, FIRST_VIEW_DAYS - 1, 0),
        (400, 20, FIRST_VIEW_DAYS - 1, 0),
        (30, 0, 30, 0),
        (3, 0, 13, 0),
        (0, 0, 13, 0),
        (900, 500, 500 + FIRST_VIEW_DAYS - 1, 500),
    ],
)
def test_the_first_view_is_recent_and_never_shorter_than_two_weeks(
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
    assert [card.factor for card in state.factors.cards] == [RiskFactor.SLEEP]
    assert max(state.factors.cards[0].days) == days[0].date
