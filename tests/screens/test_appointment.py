"""What is prepared for an appointment: proposed by Compare's rule, never rewritten, handed on to the next."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from diary.content.library import Library
from diary.domain.register import RecordData, RegisterRecord
from diary.journal.journal import Journal
from diary.report.html import make_html
from diary.screens.appointment import (
    APPOINTMENT,
    about_words,
    build_proposal,
    build_talk,
    handed_on,
    is_past,
    newest,
)
from diary.screens.compare import USUAL
from diary.screens.period_request import first_two_periods
from diary.screens.share import (
    build_pages,
    chosen_blocks,
    kept_request,
    language_in_use,
    page_blocks,
    request_keys,
    with_block,
)
from diary.screens.summary import USUAL_BLOCKS
from tests.factory import NOW, TODAY, a_day, a_journal


def an_appointment(number: int = 1, **data: object) -> RegisterRecord:
    return RegisterRecord(number, APPOINTMENT, data, NOW + timedelta(minutes=number), None, 0)


def stressed(tmp_path: Path, now: int, before: int, begin: int = 90) -> Journal:
    days = [
        a_day(ago, stress=(now if ago < 28 else before) + ago % 2, function=5 + ago % 2) for ago in range(begin)
    ]
    return a_journal(tmp_path / "a.diary", days=days)


def talk_of(journal: Journal, library: Library, *records: RegisterRecord) -> object:
    return build_talk(records, TODAY, journal.span(), library, journal.table, None)


def test_the_newest_appointment_is_prepared_and_the_one_before_is_known() -> None:
    first, second = an_appointment(1), an_appointment(2)
    assert newest([second, first]) == (second, first)
    assert newest([first]) == (first, None)
    assert newest([]) == (None, None)


@pytest.mark.parametrize(
    ("when", "past"),
    [(None, False), ("2026", False), ("2026-11", False), ("2026-11-22", False), ("2026-11-21", True)],
)
def test_an_appointment_is_past_the_day_after(when: str | None, past: bool) -> None:
    assert is_past(an_appointment(when=when), TODAY) is past


def test_the_next_begins_with_the_last_but_not_with_its_date_or_what_had_changed() -> None:
    data: RecordData = {"with": "GP", "when": "2026-11-01", "questions": ["one"], "hope": "x", "changed": "less"}
    assert handed_on(an_appointment(**data)) == {"with": "GP", "questions": ["one"], "hope": "x"}


def test_what_changed_is_what_compare_says_since_the_last_appointment(tmp_path: Path, english: Library) -> None:
    journal = stressed(tmp_path, 2, 7)
    previous = an_appointment(when=(TODAY - timedelta(days=28)).isoformat())
    found = build_proposal(previous, TODAY, journal.span(), english, journal.table, None)
    assert found.title == "Since 25 October 2026"  # the day of the appointment itself, as review counts
    assert "less stress" in found.words
    assert found.about == "25 October – 22 November 2026, compared with 26 September – 24 October 2026"
    assert "stress" in USUAL


@pytest.mark.parametrize("ago", [20, 60, 150])
def test_the_same_days_are_compared_on_paper_as_in_review(tmp_path: Path, english: Library, ago: int) -> None:
    journal = a_journal(tmp_path / "a.diary", days=[a_day(back, stress=back % 5) for back in range(300)])
    span, visit = journal.span(), TODAY - timedelta(days=ago)
    assert span is not None
    spans = first_two_periods(span, TODAY, visit).spans(span, TODAY)
    found = build_proposal(an_appointment(when=visit.isoformat()), TODAY, span, english, journal.table, None)
    before, after = (english.language.span(period.first, period.last) for period in (spans.before, spans.after))
    assert found.about == f"{after}, compared with {before}"
    assert found.title.startswith("Since ") is (ago < 90)  # it does not go on until today otherwise


def test_without_a_difference_it_says_so_kindly_and_with_too_few_days_nothing(
    tmp_path: Path, english: Library
) -> None:
    same = stressed(tmp_path, 4, 4)
    assert "no clear difference" in build_proposal(None, TODAY, same.span(), english, same.table, None).words
    young = a_journal(tmp_path / "b.diary", days=[a_day(ago, stress=4) for ago in range(20)])
    assert build_proposal(None, TODAY, young.span(), english, young.table, None).words == ""
    empty = a_journal(tmp_path / "c.diary")
    assert build_proposal(None, TODAY, empty.span(), english, empty.table, None).words == ""


@pytest.mark.parametrize("when", ["2026-11-22", "2027-01-01", "1990-01-01", "2026-11-20"])
def test_any_date_of_the_last_one_is_compared_without_fail(tmp_path: Path, english: Library, when: str) -> None:
    journal = stressed(tmp_path, 2, 7)
    found = build_proposal(an_appointment(when=when), TODAY, journal.span(), english, journal.table, None)
    assert found.title.startswith("Since ")


def test_own_words_stand_even_when_the_diary_says_something_else(tmp_path: Path, english: Library) -> None:
    journal = stressed(tmp_path, 2, 7)
    for own in ("I sleep worse", ""):
        talk = build_talk([an_appointment(changed=own)], TODAY, journal.span(), english, journal.table, None)
        assert talk is not None
        assert talk.changed == own
    talk = build_talk([an_appointment()], TODAY, journal.span(), english, journal.table, None)
    assert talk is not None
    assert "less stress" in talk.changed


def test_nothing_stands_on_the_page_without_an_appointment_or_after_it(tmp_path: Path, english: Library) -> None:
    journal = stressed(tmp_path, 2, 7)
    assert talk_of(journal, english) is None
    assert talk_of(journal, english, an_appointment(when="2026-11-21", questions=["x"])) is None


def test_when_and_with_whom_read_as_one_line(english: Library) -> None:
    said: dict[str, Any] = {"with": "GP", "when": "2026-12-01", "time": "10:20"}
    record = an_appointment(**said)
    assert about_words(record, english) == "1 December 2026, 10:20, GP"


def test_it_is_on_the_page_in_a_browser_and_can_be_heard_unless_it_is_not_wanted(
    tmp_path: Path, english: Library, resources: Path
) -> None:
    journal = stressed(tmp_path, 2, 7)
    data = {"with": "GP", "when": "2026-12-01", "questions": ["Why <b>me</b>?", "And now?"], "hope": "to cook"}
    journal.add_record(APPOINTMENT, data)
    period = kept_request(None, journal.span(), TODAY).period(journal.span(), TODAY)
    state = build_pages(journal, english, period, USUAL_BLOCKS)
    heard = language_in_use(state)
    assert "1. Why <b>me</b>? 2. And now?" in heard
    assert "What I hope for: to cook" in heard
    html = make_html(state, english, resources)
    assert "Why &lt;b&gt;me&lt;/b&gt;?" in html
    without = build_pages(journal, english, period, USUAL_BLOCKS[1:])
    assert without.talk is None


def test_the_days_that_were_chosen_are_remembered() -> None:
    for days in (("own", "2026-01-01", "2026-02-01"), ("three_months",), ("four_weeks",)):
        assert request_keys(kept_request(days, None, TODAY)) == days
    first = kept_request(None, None, TODAY)
    for broken in (("never",), ("own", "2026-13-01", "x"), ("own", "2026-01-01"), ()):
        assert kept_request(broken, None, TODAY) == first


def test_own_words_are_given_no_first_day_that_the_person_did_not_name(english: Library, tmp_path: Path) -> None:
    own = {"when": "2026-12-01", "changed": "Stopped a tablet in spring"}
    before = {"when": (TODAY - timedelta(days=40)).isoformat()}

    def title(name: str, *made: RecordData) -> str:
        journal = a_journal(tmp_path / name, days=[a_day(ago, stress=4) for ago in range(60)])
        for data in made:
            journal.add_record("appointment", data)
        said = build_talk(journal.records("appointment"), TODAY, journal.span(), english, journal.table, None)
        assert said is not None
        return said.changed_title

    assert title("proposed.diary", {"when": "2026-12-01"}).startswith("Since ")
    assert title("before.diary", before, own).startswith("Since ")
    assert title("own.diary", own) == english.words.registers["appointment"].field("changed").name


def test_one_block_is_put_on_the_page_or_taken_off_and_the_others_stay(english: Library) -> None:
    known = tuple(page_blocks(english))
    on = with_block(None, known, "medicine", is_on=True)
    assert on.index("spread") < on.index("medicine") < on.index("nights")
    off = with_block(on, known, "medicine", is_on=False)
    assert "-medicine" in off
    assert chosen_blocks(known, off) == tuple(key for key in chosen_blocks(known, on) if key != "medicine")


def test_a_clock_change_or_a_date_without_time_changes_nothing() -> None:
    late = datetime.combine(date(2026, 10, 25), datetime.min.time(), NOW.tzinfo)
    assert newest([an_appointment(1), RegisterRecord(2, APPOINTMENT, {}, late, None, 0)])[0] == an_appointment(1)
