"""What can be shared: the right days, told beforehand, under a name that gives nothing away."""

from datetime import date, timedelta

import pytest

from diary.content.library import Library
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.screens.share import Wish, contents, file_name, first_wish, spoken
from diary.screens.span_wish import Stretch
from diary.screens.summary import build_summary
from tests.factory import TODAY, a_day, a_table

LONG_AGO = TODAY - timedelta(days=800)


@pytest.mark.parametrize(("stretch", "days"), [(Stretch.FOUR_WEEKS, 28), (Stretch.THREE_MONTHS, 92)])
def test_a_stretch_ends_today(stretch: Stretch, days: int) -> None:
    assert Wish(stretch, LONG_AGO, LONG_AGO).period(TODAY) == Period.ending(TODAY, days)


def test_own_dates_are_taken_as_they_are_and_refused_in_the_wrong_order() -> None:
    assert Wish(Stretch.OWN, LONG_AGO, TODAY).period(TODAY) == Period(LONG_AGO, TODAY)
    with pytest.raises(Refusal) as refused:
        Wish(Stretch.OWN, TODAY, LONG_AGO).period(TODAY)
    assert refused.value.reason is Reason.NOT_A_PERIOD


@pytest.mark.parametrize("last_ago", [0, 50])
def test_four_weeks_are_offered_first_and_own_dates_begin_with_the_whole_diary(last_ago: int) -> None:
    span = Period(LONG_AGO, TODAY - timedelta(days=last_ago))
    assert first_wish(span, TODAY) == Wish(Stretch.FOUR_WEEKS, span.first, span.last)


def test_a_diary_that_ended_long_ago_offers_its_last_weeks() -> None:
    span = Period(LONG_AGO, LONG_AGO + timedelta(days=300))
    wish = first_wish(span, TODAY)
    assert wish.stretch is Stretch.OWN
    assert wish.period(TODAY) == Period.ending(span.last, 28)


def test_an_empty_diary_offers_four_weeks() -> None:
    assert first_wish(None, TODAY).period(TODAY) == Period.ending(TODAY, 28)


def test_the_page_is_told_before_it_is_made_and_free_text_only_when_asked(english: Library) -> None:
    plain = contents(english.language, Wish(Stretch.FOUR_WEEKS, TODAY, TODAY))
    wordy = contents(english.language, Wish(Stretch.FOUR_WEEKS, TODAY, TODAY, with_texts=True))
    assert len(plain) == len(wordy)
    assert "your words" not in " ".join(plain)
    assert "your words" in " ".join(wordy)
    assert "your notes" in plain[-1]


def test_the_page_can_be_heard(english: Library) -> None:
    period = Period.ending(TODAY, 28)
    days = [a_day(ago, function=6, stress=3) for ago in range(20)]
    words = spoken(build_summary(days, a_table(days, period), english, period, TODAY, {}))
    assert "26 October 2026" in words
    assert "20 of 28 days" in words


def test_the_file_name_says_when_and_nothing_about_health() -> None:
    assert file_name(date(2026, 11, 22)) == "symptom-diary-2026-11-22.pdf"
