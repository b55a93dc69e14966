"""The plan on the first printed page: what is there, as of the last day that is printed, and nothing else."""

from datetime import date, timedelta

import pytest

from diary.content.library import Library
from diary.domain.day import DayKind
from diary.domain.period import Period
from diary.domain.plan.goals import week_of
from diary.journal.journal import Journal
from diary.screens.plan.first_page import PLAN, PlanOnPaper
from diary.screens.share import build_pages, language_in_use
from tests.factory import TODAY

BEGINS = TODAY - timedelta(days=20)


def printed(journal: Journal, library: Library, days: int = 28, last: date = TODAY) -> PlanOnPaper | None:
    return build_pages(journal, library, Period.ending(last, days), (PLAN,)).plan


def with_building(journal: Journal, worse: str = "no") -> None:
    journal.add_record("after_effort", {"worse": worse})
    scheme = {"start": 10.0, "step": 1.0, "goal": 20.0, "begins": BEGINS.isoformat()}
    building = journal.add_record("building", {"what": "walking", "unit": "minutes", **scheme})
    for number in range(20):
        day = (BEGINS + timedelta(days=number)).isoformat()
        mark = "rest" if number % 7 == 3 else "done"
        journal.add_record("building_day", {"what": "walking", "day": day, "mark": mark, "of": building.id})


def test_without_a_plan_nothing_is_there(journal: Journal, english: Library) -> None:
    assert printed(journal, english) is None
    assert build_pages(journal, english, Period.ending(TODAY, 28), ()).plan is None


def test_the_phase_the_amount_of_this_week_and_what_was_done(journal: Journal, english: Library) -> None:
    journal.add_record("phase", {"phase": "build", "since": "2026-09-21"})
    with_building(journal)
    found = printed(journal, english)
    assert found is not None
    assert found.about == "as it is on 22 November 2026"
    assert found.facts == (
        ("Where I am now", "Build up, since 21 September 2026"),
        (
            "Building up: walking",
            "12 minutes a day now, up to 20 minutes; done on 17 of 20 planned days in this time.",
        ),
    )
    assert found.goals == ()


def test_only_the_planned_days_that_are_printed_count(journal: Journal, english: Library) -> None:
    with_building(journal)
    found = printed(journal, english, days=7)
    assert found is not None
    assert "done on 5 of 6 planned days" in found.facts[0][1]


@pytest.mark.parametrize(("ahead", "is_told"), [(1, True), (7, True), (8, False)])
def test_what_begins_within_a_week_is_told(journal: Journal, english: Library, ahead: int, is_told: bool) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    begins = (TODAY + timedelta(days=ahead)).isoformat()
    journal.add_record("building", {"what": "cycling", "unit": "minutes", "start": 5.0, "begins": begins})
    found = printed(journal, english)
    assert (found is not None) is is_told
    if found is not None and ahead == 1:
        assert found.facts == (("Building up: cycling", "Begins on 23 November 2026 with 5 minutes a day."),)


@pytest.mark.parametrize("worse", ["yes", "unsure"])
def test_who_gets_more_ill_after_effort_is_given_no_amount_on_paper_either(
    journal: Journal, english: Library, worse: str
) -> None:
    with_building(journal, worse)
    assert printed(journal, english) is None


def test_a_harder_time_is_seen_in_the_amount(journal: Journal, english: Library) -> None:
    with_building(journal)
    journal.set_kinds([TODAY - timedelta(days=ago) for ago in (8, 9, 10)], DayKind.HARD)
    found = printed(journal, english)
    assert found is not None
    assert found.facts[0][1].startswith("10 minutes a day now")


def test_goals_have_the_numbers_of_the_printed_weeks_on_one_axis(journal: Journal, english: Library) -> None:
    monday = week_of(TODAY)
    walk, cook = (journal.add_record("goal", {"text": text}) for text in ("walk the dog", "cook"))
    journal.add_record("goal", {"text": "sing"})
    for goal, back, able in ((walk, 9, 1), (walk, 3, 3), (walk, 1, 5), (cook, 0, 4)):
        week = (monday - timedelta(weeks=back)).isoformat()
        journal.add_record("goal_week", {"goal": "", "week": week, "able": able, "of": goal.id})
    state = build_pages(journal, english, Period.ending(TODAY, 28), (PLAN,))
    assert state.plan is not None
    courses = [None if goal.weeks is None else goal.weeks.points for goal in state.plan.goals]
    assert courses == [(3, None, 5, None), (None, None, None, 4), None]
    assert [goal.words for goal in state.plan.goals] == [
        "from 3 to 5 of 10, 2 weeks filled in",
        "4 of 10, 1 week filled in",
        "",
    ]
    assert state.plan.scale == "0 not at all, 10 as before"
    spoken = language_in_use(state)
    assert "What I want to be able to do again: walk the dog: from 3 to 5 of 10, 2 weeks filled in." in spoken


def test_an_earlier_stretch_tells_nothing_that_came_later(journal: Journal, english: Library) -> None:
    journal.add_record("phase", {"phase": "life", "since": TODAY.isoformat()})
    with_building(journal)
    assert printed(journal, english, last=TODAY - timedelta(days=60)) is None


def test_a_finished_goal_is_gone_and_twenty_goals_are_five(journal: Journal, english: Library) -> None:
    for number in range(20):
        journal.add_record("goal", {"text": f"activity {number} " + "and more " * 12})
    first = journal.records("goal")[0]
    journal.registers.write([("goal", first, first.data, TODAY)])
    found = printed(journal, english)
    assert found is not None
    assert [goal.name.split()[1] for goal in found.goals] == ["1", "2", "3", "4", "5"]
    assert all(len(goal.name) <= 60 for goal in found.goals)


def test_what_another_program_wrote_breaks_nothing(journal: Journal, english: Library) -> None:
    journal.add_record("phase", {"phase": "other", "since": 7})
    journal.add_record("after_effort", {"worse": "no"})
    journal.add_record("building", {"what": 4, "start": "x", "begins": "soon"})
    journal.add_record("goal_week", {"goal": None, "week": "then", "able": "much"})
    assert printed(journal, english) is None
