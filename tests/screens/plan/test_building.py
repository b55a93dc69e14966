"""Steps of building up are for who answered no, on every way in; what another program wrote never stops a card."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.screens.plan.building import courses_of, round_ticks
from diary.screens.plan.first_page import build_plan_on_paper
from diary.screens.plan.tools import build_plan_for_others, build_today_plan, check_record
from tests.factory import TODAY
from tests.screens.plan.conftest import ALL, RealPlan

STEPS: dict[str, Any] = {"what": "walking", "unit": "minutes", "start": 10, "step": 1, "goal": 20}


@pytest.mark.parametrize("answer", [None, "yes", "unsure"])
def test_a_list_takes_no_steps_before_a_no(plan: RealPlan, journal: Journal, answer: str | None) -> None:
    old = journal.add_record("building", STEPS)
    ended = journal.add_record("building", {"what": "stairs"}, TODAY)
    if answer is not None:
        journal.add_record("after_effort", {"worse": answer})
    for record, data in ((None, STEPS), (old, {**STEPS, "step": 2}), (ended, ended.data)):
        with pytest.raises(Refusal) as caught:
            check_record(plan.source(), "building", record, data, is_sure=True)
        assert caught.value.reason is Reason.NO_SCHEME
    begun = journal.add_record("building", {**STEPS, "begins": TODAY.isoformat()})
    renamed = {**begun.data, "what": "a walk"}
    assert check_record(plan.source(), "building", begun, renamed, is_sure=False) == renamed
    assert check_record(plan.source(), "building", begun, begun.data, TODAY, is_sure=False) == begun.data


@pytest.mark.parametrize("answer", [None, "yes", "unsure"])
def test_imported_steps_have_no_amount_anywhere_before_a_no(
    plan: RealPlan, journal: Journal, answer: str | None
) -> None:
    journal.add_record("building", {**STEPS, "begins": TODAY.isoformat()})
    if answer is not None:
        journal.add_record("after_effort", {"worse": answer})
    assert [ask.key for ask in plan.card("building").asks] == ["building:effort"]
    assert build_today_plan(plan.source(), ALL).lines == ()
    assert build_plan_on_paper(plan.source(), Period.ending(TODAY, 28)) is None


def test_steps_that_were_handed_over_without_the_answer_are_read(plan: RealPlan, journal: Journal) -> None:
    journal.add_record("building", {**STEPS, "begins": TODAY.isoformat()})
    source = replace(plan.source(), is_part=True)
    assert [card.key for card in build_plan_for_others(source)] == ["building"]
    assert build_plan_on_paper(source, Period.ending(TODAY, 28)) is not None
    journal.add_record("after_effort", {"worse": "yes"})
    assert build_plan_for_others(replace(plan.source(), is_part=True)) == ()


@pytest.mark.parametrize(("unit", "said"), [("minutes", "Minutes a day"), ("metres", "Metres a day")])
def test_a_trial_day_says_in_what_it_is_counted(plan: RealPlan, journal: Journal, unit: str, said: str) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    journal.add_record("building", {"what": "walking", "unit": unit})
    assert plan.ask("building:trial").hint == said


@pytest.mark.parametrize("trials", [(-5, -5, -5), (0, 0, 0), (10**400, 1, 1)])
def test_trial_days_that_nobody_can_type_give_no_steps_and_stop_no_card(
    plan: RealPlan, journal: Journal, trials: tuple[float, ...]
) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    made = journal.add_record("building", {"what": "walking"})
    for back, amount in enumerate(trials, start=1):
        day = (TODAY - timedelta(days=back)).isoformat()
        journal.add_record("building_day", {"what": "walking", "day": day, "trial": amount, "of": made.id})
    assert all("steps" not in ask.key for ask in plan.card(f"building:{made.id}").asks)


def test_a_goal_below_the_first_week_holds_at_the_first_week_however_it_came(
    plan: RealPlan, journal: Journal
) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    journal.add_record("building", {**STEPS, "goal": 4, "begins": (TODAY - timedelta(days=20)).isoformat()})
    (course,) = courses_of(plan.source())
    assert {week.shown for week in course.weeks} == {10}
    assert plan.card("building:").sentences == ("This is your goal: 10 minutes a day. It stays at this.",)


@pytest.mark.parametrize("begins", [date(1926, 11, 22), date(2016, 3, 1), date(2000, 2, 29)])
def test_a_beginning_long_ago_still_has_a_week_that_holds_today(
    plan: RealPlan, journal: Journal, begins: date
) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    journal.add_record("building", {**STEPS, "begins": begins.isoformat()})
    (course,) = courses_of(plan.source())
    assert course.weeks[-1].asks_on(TODAY)
    assert (course.weeks[-1].first - begins).days % 7 == 0
    assert plan.card("building:").sentences[0].startswith("This week: 10 minutes a day.")


def test_a_page_of_text_as_a_name_from_elsewhere_is_cut_and_its_days_can_be_ticked(
    plan: RealPlan, journal: Journal
) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    journal.add_record("building", {**STEPS, "what": "walk " * 900, "begins": TODAY.isoformat()})
    assert len(plan.card("building:").title) < 150
    plan.answer("building:done")
    (line,) = build_today_plan(plan.source(), ("building",)).lines
    assert (line.value, len(line.name) < 150) == ("Done today", True)


@pytest.mark.parametrize(
    ("top", "ticks"),
    [
        (14, (0, 5, 10, 15)),
        (20, (0, 10, 20)),
        (1, (0, 1)),
        (0.4, (0, 1)),
        (3, (0, 1, 2, 3)),
        (450, (0, 200, 400, 600)),
    ],
)
def test_the_lines_of_the_steps_are_round_and_few(top: float, ticks: tuple[float, ...]) -> None:
    assert round_ticks(top) == ticks
