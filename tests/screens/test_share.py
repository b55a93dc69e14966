"""What can be shared: the right days, told beforehand, under a name that gives nothing away."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from diary.content.language import load_language
from diary.content.library import Library, load_library
from diary.domain.day import Moment, MomentKind
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.paths import resources
from diary.report.html import make_html
from diary.report.pdf import render_pages
from diary.screens.figure import file_stem
from diary.screens.period_request import PeriodKind
from diary.screens.share import (
    USUAL_SECOND,
    ReportRequest,
    build_pages,
    chosen_blocks,
    first_report_request,
    language_in_use,
    page_blocks,
)
from diary.screens.summary import USUAL_BLOCKS, build_summary
from tests.factory import TODAY, a_day, a_journal, a_table

LONG_AGO = TODAY - timedelta(days=800)


@pytest.mark.parametrize(("stretch", "days"), [(PeriodKind.FOUR_WEEKS, 28), (PeriodKind.THREE_MONTHS, 92)])
def test_a_stretch_ends_today(stretch: PeriodKind, days: int) -> None:
    for span in (None, Period(LONG_AGO, TODAY)):
        assert ReportRequest(stretch, LONG_AGO, LONG_AGO).period(span, TODAY) == Period.ending(TODAY, days)


@pytest.mark.parametrize("stretch", [PeriodKind.FOUR_WEEKS, PeriodKind.THREE_MONTHS])
@pytest.mark.parametrize(("began_ago", "days"), [(6, 7), (0, 1), (-3, 1)])
def test_the_last_weeks_of_a_new_diary_begin_with_it(stretch: PeriodKind, began_ago: int, days: int) -> None:
    span = Period(TODAY - timedelta(days=began_ago), TODAY + timedelta(days=3))
    assert ReportRequest(stretch, LONG_AGO, LONG_AGO).period(span, TODAY) == Period.ending(TODAY, days)


def test_own_dates_are_taken_as_they_are_and_refused_in_the_wrong_order() -> None:
    assert ReportRequest(PeriodKind.OWN, LONG_AGO, TODAY).period(None, TODAY) == Period(LONG_AGO, TODAY)
    with pytest.raises(Refusal) as refused:
        ReportRequest(PeriodKind.OWN, TODAY, LONG_AGO).period(None, TODAY)
    assert refused.value.reason is Reason.NOT_A_PERIOD


@pytest.mark.parametrize("last_ago", [0, 50])
def test_four_weeks_are_offered_first_and_own_dates_begin_with_the_whole_diary(last_ago: int) -> None:
    span = Period(LONG_AGO, TODAY - timedelta(days=last_ago))
    assert first_report_request(span, TODAY) == ReportRequest(PeriodKind.FOUR_WEEKS, span.first, span.last)


@pytest.mark.parametrize(
    ("ago", "days"), [(5, 28), (27, 28), (28, 92), (91, 92), (92, 28)], ids=lambda one: f"{one} days"
)
def test_the_page_reaches_back_to_the_last_visit_of_these_three_months(ago: int, days: int) -> None:
    span = Period(LONG_AGO, TODAY)
    request = first_report_request(span, TODAY, TODAY - timedelta(days=ago))
    assert request.period(span, TODAY) == Period.ending(TODAY, days)


def test_a_diary_that_ended_long_ago_offers_its_last_weeks() -> None:
    span = Period(LONG_AGO, LONG_AGO + timedelta(days=300))
    request = first_report_request(span, TODAY)
    assert request.stretch is PeriodKind.OWN
    assert request.period(span, TODAY) == Period.ending(span.last, 28)


def test_an_empty_diary_offers_four_weeks() -> None:
    assert first_report_request(None, TODAY).period(None, TODAY) == Period.ending(TODAY, 28)


def test_free_texts_lists_and_what_is_not_asked_any_more_are_printed_only_when_chosen(english: Library) -> None:
    blocks = page_blocks(english)
    usual = chosen_blocks(blocks, None)
    assert usual == (*USUAL_BLOCKS, *USUAL_SECOND)
    lists = {one.key for one in english.registers if one.on_paper} - {"treatment", "goal"}
    texts = {"moment_words", "notes", "all_moments"}
    assert not (lists | texts | {"own_not_asked"}) & set(usual)
    assert blocks.keys() >= lists | texts | set(usual)


def test_a_choice_keeps_its_order_and_a_newer_block_joins_it(english: Library) -> None:
    off = (f"-{key}" for key in ("appointment", "function", "activity", "sleep", "also", "own", "looks"))
    assert chosen_blocks(page_blocks(english), ("stress", "notes", *off, "gone")) == (
        "stress",
        "notes",
        "plan",
        "spread",
        "marks_drawn",
        "places",
        "moments",
    )


def test_the_page_holds_the_chosen_blocks_in_their_order(tmp_path: Path) -> None:
    place = resources()
    items = [Item(key, Kind.COUNT, "own", 0, 9, own=True, archived=key == "tea") for key in ("tea", "wool")]
    library = load_library(place, "en", [OwnItem(item, {"en": item.key.title()}) for item in items])
    period, moment = Period.ending(TODAY, 28), Moment(MomentKind.FLARE, text="rain")
    days = [
        a_day(ago, function=6, stress=3, fatigue=4, tea=2, wool=1, areas={"front_knee_l": 4}, moments=[moment])
        for ago in range(20)
    ]
    days = [*days[1:], replace(days[0], notes={"note": "a calm day"})]
    table = a_table(days, period, library.catalogue)
    usual = build_summary(days, table, library, period, TODAY, {})
    printed = {one.key for one in usual.also.items} | {item for row in usual.rows for item in row.items}
    assert {"wool", "fatigue"} <= printed
    assert "tea" not in printed
    blocks = ("moments", "stress", "function", "own_not_asked", "notes")
    journal = a_journal(tmp_path / "a.diary")
    for item in items:
        journal.save_own_item(OwnItem(item, {"en": item.key.title()}))
    journal.import_days(days)
    chosen = build_pages(journal, library, period, blocks)
    assert [row.key for row in chosen.rows][:2] == ["stress", "function"]
    assert "tea" in {one.key for one in chosen.also.items} | {item for row in chosen.rows for item in row.items}
    assert not {"wool", "fatigue"} & {item for row in chosen.rows for item in row.items}
    assert (chosen.column, chosen.looks, chosen.blank) == (("moments",), (), "")
    assert [row[1] for block in chosen.second for row in block.rows] == ["a calm day"]
    assert usual.looks_title not in language_in_use(chosen)
    html = make_html(chosen, library, place)
    assert "a calm day" in html
    assert usual.looks_title not in html
    assert usual.places.title not in html
    assert len(render_pages(chosen, library, place)) == 1  # the one note stands below the rows
    for column in ((), ("looks",), ("moments", "places", "looks")):
        state = build_summary(days, table, library, period, TODAY, {}, blocks=("function", *column))
        assert len(render_pages(state, library, place)) == 1


def test_the_page_can_be_heard(english: Library) -> None:
    period = Period.ending(TODAY, 28)
    days = [a_day(ago, function=6, stress=3) for ago in range(20)]
    words = language_in_use(build_summary(days, a_table(days, period), english, period, TODAY, {}))
    assert "26 October to 22 November 2026" in words
    assert "20 of 28 days" in words


def test_the_file_name_says_when_and_nothing_about_health() -> None:
    names = [file_stem(load_language(code, resources()), date(2026, 11, 22)) for code in ("en", "nl")]
    assert names == ["diary-2026-11-22", "dagboek-2026-11-22"]


def test_a_clock_that_is_behind_begins_with_the_days_there_are() -> None:
    span = Period(TODAY, TODAY + timedelta(days=5))
    request = first_report_request(span, TODAY - timedelta(days=3000))
    assert request.period(span, TODAY - timedelta(days=3000)) == Period(TODAY, TODAY)
