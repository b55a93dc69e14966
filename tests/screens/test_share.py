"""What can be shared: the right days, told beforehand, under a name that gives nothing away."""

from datetime import date, timedelta

import pytest

from diary.content.language import load_language
from diary.content.library import Library
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.paths import resources
from diary.screens.figure import file_stem
from diary.screens.period_request import PeriodKind
from diary.screens.share import ReportRequest, contents, first_report_request, language_in_use
from diary.screens.summary import build_summary
from tests.factory import TODAY, a_day, a_table

LONG_AGO = TODAY - timedelta(days=800)


@pytest.mark.parametrize(("stretch", "days"), [(PeriodKind.FOUR_WEEKS, 28), (PeriodKind.THREE_MONTHS, 92)])
def test_a_stretch_ends_today(stretch: PeriodKind, days: int) -> None:
    assert ReportRequest(stretch, LONG_AGO, LONG_AGO).period(TODAY) == Period.ending(TODAY, days)


def test_own_dates_are_taken_as_they_are_and_refused_in_the_wrong_order() -> None:
    assert ReportRequest(PeriodKind.OWN, LONG_AGO, TODAY).period(TODAY) == Period(LONG_AGO, TODAY)
    with pytest.raises(Refusal) as refused:
        ReportRequest(PeriodKind.OWN, TODAY, LONG_AGO).period(TODAY)
    assert refused.value.reason is Reason.NOT_A_PERIOD


@pytest.mark.parametrize("last_ago", [0, 50])
def test_four_weeks_are_offered_first_and_own_dates_begin_with_the_whole_diary(last_ago: int) -> None:
    span = Period(LONG_AGO, TODAY - timedelta(days=last_ago))
    assert first_report_request(span, TODAY) == ReportRequest(PeriodKind.FOUR_WEEKS, span.first, span.last)


def test_a_diary_that_ended_long_ago_offers_its_last_weeks() -> None:
    span = Period(LONG_AGO, LONG_AGO + timedelta(days=300))
    request = first_report_request(span, TODAY)
    assert request.stretch is PeriodKind.OWN
    assert request.period(TODAY) == Period.ending(span.last, 28)


def test_an_empty_diary_offers_four_weeks() -> None:
    assert first_report_request(None, TODAY).period(TODAY) == Period.ending(TODAY, 28)


def test_the_page_is_reported_before_it_is_made_and_free_text_only_when_asked(english: Library) -> None:
    plain = contents(english.language, ReportRequest(PeriodKind.FOUR_WEEKS, TODAY, TODAY))
    wordy = contents(english.language, ReportRequest(PeriodKind.FOUR_WEEKS, TODAY, TODAY, with_texts=True))
    assert len(plain) == len(wordy)
    assert "your words" not in " ".join(plain)
    assert "your words" in " ".join(wordy)
    assert "your notes" in plain[-1]


def test_the_page_can_be_heard(english: Library) -> None:
    period = Period.ending(TODAY, 28)
    days = [a_day(ago, function=6, stress=3) for ago in range(20)]
    words = language_in_use(build_summary(days, a_table(days, period), english, period, TODAY, {}))
    assert "26 October 2026" in words
    assert "20 of 28 days" in words


def test_the_file_name_says_when_and_nothing_about_health() -> None:
    names = [file_stem(load_language(code, resources()), date(2026, 11, 22)) for code in ("en", "nl")]
    assert names == ["diary-2026-11-22", "dagboek-2026-11-22"]


def test_a_clock_that_is_behind_begins_with_the_days_there_are() -> None:
    span = Period(TODAY, TODAY + timedelta(days=5))
    request = first_report_request(span, TODAY - timedelta(days=3000))
    assert request.period(TODAY - timedelta(days=3000)) == Period(TODAY, TODAY)
