"""What stands beside the charts: seven factors in their order, one tip a day, nothing on hard days."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from diary.content.articles import load_article
from diary.content.library import Library
from diary.domain.day import Day, DayKind
from diary.domain.factors.state import FactorReason, Level
from diary.domain.item import RiskFactor
from diary.domain.tip_choice import MarkedTip, TipMark
from diary.paths import resources
from diary.screens.factor_cards import (
    FactorCard,
    FactorsState,
    build_factors,
    fitting_tips,
    seen_tips,
)
from tests.domain.factors.diaries import CASES, EMPTY, FACTOR_OF, LONG_AGO, diary
from tests.factory import TODAY, a_day, a_table


def factors(
    days: Iterable[Day], library: Library, marks: Iterable[MarkedTip] = (), today: date = TODAY
) -> FactorsState:
    days = tuple(days)
    return build_factors(a_table(days) if days else EMPTY, library, today, today, marks, LONG_AGO)


def card_of(state: FactorsState, factor: RiskFactor) -> FactorCard:
    return next(card for card in state.cards if card.factor is factor)


def short_nights(count: int) -> list[Day]:
    return [a_day(ago, into_bed=60, got_up=390, sleep_latency=10, awake_in_night=20) for ago in range(count)]


def busy_month(kind: DayKind = DayKind.ORDINARY) -> list[Day]:
    """Days on which several factors are worth a look."""
    return [
        a_day(
            ago,
            kind=kind,
            into_bed=60,
            got_up=390,
            sleep_latency=10,
            awake_in_night=20,
            stress=8,
            worried_damage=1,
            people=0,
            loneliness=8,
        )
        for ago in range(28)
    ]


@pytest.mark.parametrize("days", [[], [a_day()], short_nights(14), busy_month()], ids=len)
def test_all_seven_are_there_in_their_fixed_order(english: Library, days: list[Day]) -> None:
    state = factors(days, english)
    assert [card.factor for card in state.cards] == list(RiskFactor)
    assert all(card.reason and card.level_words and card.title for card in state.cards)


def test_short_nights_are_worth_a_look_in_the_persons_own_numbers_with_one_tip(english: Library) -> None:
    state = factors(short_nights(14), english)
    card = card_of(state, RiskFactor.SLEEP)
    assert card.is_open
    assert card.level_words == "worth a look"
    assert "7 of 7" in card.reason
    assert card.tip is not None
    assert card.tip.factor is RiskFactor.SLEEP
    assert [other for other in state.cards if other.tip is not None] == [card]
    assert not any(other.is_open for other in state.cards if other is not card)


def test_of_many_factors_only_the_one_with_the_tip_begins_open(english: Library) -> None:
    state = factors(busy_month(), english)
    assert sum(card.level is Level.WORTH_A_LOOK for card in state.cards) > 1
    (opened,) = (card for card in state.cards if card.is_open)
    assert opened.tip is not None
    assert sum(card.tip is not None for card in state.cards) == 1


def test_a_tip_is_new_until_it_is_remembered_and_stays_all_day(english: Library) -> None:
    days = busy_month()
    first = factors(days, english)
    assert first.new_tip is not None
    marks = [MarkedTip(first.new_tip, TODAY, TipMark.SHOWN)]
    again = factors(days, english, marks)
    assert again.new_tip is None
    assert [card.tip for card in again.cards] == [card.tip for card in first.cards]
    tomorrow = factors(days, english, marks, TODAY + timedelta(days=1))
    assert tomorrow.new_tip not in (None, first.new_tip)


def test_after_not_for_me_there_is_no_other_tip_today(english: Library) -> None:
    tip = factors(busy_month(), english).new_tip
    assert tip is not None
    marks = [MarkedTip(tip, TODAY, TipMark.SHOWN), MarkedTip(tip, TODAY, TipMark.NOT_FOR_ME)]
    state = factors(busy_month(), english, marks)
    assert all(card.tip is None for card in state.cards)
    assert [each.key for each in seen_tips(english, marks, TODAY).unwanted] == [tip]


def test_helpful_tips_are_kept_in_a_list(english: Library) -> None:
    marks = [
        MarkedTip("busy_head", TODAY, TipMark.SHOWN),
        MarkedTip("busy_head", TODAY, TipMark.HELPFUL),
        MarkedTip("seven_hours", TODAY - timedelta(days=40), TipMark.SHOWN),
        MarkedTip("written_no_more", TODAY, TipMark.HELPFUL),
    ]
    found = seen_tips(english, marks, TODAY)
    assert [tip.key for tip in found.helpful] == ["busy_head"]
    assert [tip.key for tip in found.seen] == ["seven_hours"]
    assert len(found) == 2
    stressed = factors(diary(stress=[9.0] * 7), english, marks)
    assert card_of(stressed, RiskFactor.STRESS).is_helpful


def test_on_hard_days_in_a_row_nothing_is_offered_and_the_line_is_calm(english: Library, dutch: Library) -> None:
    for library in (english, dutch):
        state = factors(busy_month(DayKind.HARD), library)
        assert state.is_hard
        assert state.new_tip is None
        assert not any(card.is_open or card.tip for card in state.cards)
        assert state.calm != factors(busy_month(), library).calm


def test_a_few_days_say_that_there_is_too_little_and_that_this_is_fine(english: Library) -> None:
    state = factors(short_nights(2), english)
    assert not any(card.is_open for card in state.cards)
    assert "too few notes" in state.calm
    assert "fine" in state.calm


def test_that_nothing_stands_out_does_not_make_light_of_it(english: Library) -> None:
    days = [
        a_day(ago, into_bed=1380, got_up=440, sleep_latency=10, awake_in_night=10, stress=3, worried_damage=0)
        for ago in range(28)
    ]
    state = factors(days, english)
    assert state.calm.endswith("That says nothing about how hard it is.")
    assert "good" not in state.calm
    assert card_of(state, RiskFactor.SLEEP).level_words == "nothing stands out"


@pytest.mark.parametrize("reason", CASES)
def test_every_reason_has_tips_that_fit_it_a_small_chart_and_words_for_it(
    english: Library, dutch: Library, reason: FactorReason
) -> None:
    for library in (english, dutch):
        card = card_of(factors(CASES[reason], library), FACTOR_OF[reason])
        assert card.state.reason == reason
        tips = fitting_tips(library.tips, card.state)
        assert reason in tips[0].reasons
        assert {tip.factor for tip in tips} == {card.factor}
        spark = card.sparkline
        assert spark is not None
        assert spark.text.startswith(spark.caption.split(".")[0])
        assert (spark.limit is None) is (spark.caption.count(".") == 0)
        seen = [value for value in spark.values if value is not None]
        assert spark.low <= min(seen) <= max(seen) <= spark.high
        assert spark.low < spark.high
        assert sum(spark.spoken_of) == len(card.days)
        assert spark.limit is None or spark.low <= spark.limit <= spark.high


@pytest.mark.parametrize("value", [0.0, 5.0])
def test_constants_gaps_and_holidays_are_drawn_or_left_out(english: Library, value: float) -> None:
    still = diary(stress=[value, None] * 14, people=[0.0] * 28, loneliness=[value] * 28)
    for card in factors(still, english).cards:
        if card.sparkline is not None:
            assert card.sparkline.low < card.sparkline.high
            assert " from " not in card.sparkline.text
    away = [a_day(ago, stress=value, kind=DayKind.HOLIDAY) for ago in range(28)]
    assert all(card.sparkline is None for card in factors(away, english).cards)


@pytest.mark.parametrize("factor", list(RiskFactor))
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_factor_can_be_read_about_with_sources(english: Library, factor: RiskFactor, language: str) -> None:
    article = load_article(resources(), language, card_of(factors([], english), factor).article)
    assert len(article.sections) >= 3
    assert article.summary
    sources = article.sections[-1]
    assert all(any(character.isdigit() for character in line) for line in sources.bullets)
