"""What a therapist proposes: a yes makes an ordinary record, a no ends it, and nothing happens before that."""

import pytest

from diary.domain.plan.proposal import FIELDS
from diary.domain.refusal import Reason, Refusal
from diary.domain.therapist_mark import PROPOSALS
from diary.journal.journal import Journal
from diary.screens.plan.building import courses_of
from tests.factory import TODAY
from tests.screens.plan.conftest import RealPlan

GOAL = {"what": "cook for friends", "kind": "goal", "why": "you said so", "by": "K. de Wit"}
STEPS = {"what": "walking", "kind": "building", "unit": "minutes", "start": 9.6, "step": 1, "goal": 20}


def waiting(journal: Journal) -> list[str]:
    return [str(record.data["what"]) for record in journal.records(PROPOSALS) if record.ended_on is None]


def test_nothing_waits_without_a_proposal_and_nothing_is_in_the_plan_before_a_yes(
    plan: RealPlan, journal: Journal
) -> None:
    assert all(card.key != "proposals" for card in plan.cards())
    journal.add_record(PROPOSALS, GOAL)
    card = plan.cards()[0]
    assert (card.key, [line.name for line in card.lines]) == ("proposals", ["cook for friends"])
    assert "written by K. de Wit" in card.lines[0].words
    assert journal.records("goal") == ()


def test_a_yes_makes_a_goal_and_is_taken_back_in_one_step(plan: RealPlan, journal: Journal) -> None:
    journal.add_record(PROPOSALS, GOAL)
    plan.answer("proposals:yes")
    (goal,) = journal.records("goal")
    assert goal.data == {"text": "cook for friends", "why": "you said so", "first_day": TODAY.isoformat()}
    assert waiting(journal) == []
    journal.history.undo()
    assert journal.records("goal") == ()
    assert waiting(journal) == ["cook for friends"]


def test_before_a_yes_to_steps_comes_the_question_about_effort(plan: RealPlan, journal: Journal) -> None:
    journal.add_record(PROPOSALS, STEPS)
    (line,) = plan.card("proposals").lines
    assert [ask.key.split(":")[1] for ask in line.asks] == ["effort", "no"]
    assert "clearly more ill" in line.words
    plan.answer("proposals:effort", worse="unsure")
    (line,) = plan.card("proposals").lines
    assert [ask.key.split(":")[1] for ask in line.asks] == ["effort", "no"]
    assert "Talk with your doctor" in line.words
    plan.answer("proposals:effort", worse="no")
    assert len(journal.records("after_effort")) == 1
    plan.answer("proposals:yes")
    (course,) = courses_of(plan.source())
    assert course.scheme is not None
    assert (course.scheme.start, course.scheme.goal, course.scheme.begins) == (9.6, 20, TODAY)


def test_a_no_ends_it_alone_and_can_be_taken_back(plan: RealPlan, journal: Journal) -> None:
    for data in (GOAL, STEPS):
        journal.add_record(PROPOSALS, data)
    plan.answer("proposals:no")
    assert waiting(journal) == ["walking"]
    assert journal.records("goal") == ()
    journal.history.undo()
    assert waiting(journal) == ["cook for friends", "walking"]


def test_a_sixth_goal_is_refused_as_a_typed_one_is(plan: RealPlan, journal: Journal) -> None:
    for number in range(5):
        journal.add_record("goal", {"text": f"activity {number}"})
    journal.add_record(PROPOSALS, GOAL)
    with pytest.raises(Refusal) as caught:
        plan.answer("proposals:yes")
    assert caught.value.reason is Reason.GOALS_ENOUGH
    assert len(journal.records(PROPOSALS)) == 1


@pytest.mark.parametrize("kind", ["medicine", 7, None])
def test_what_is_no_goal_and_no_steps_can_only_be_declined(plan: RealPlan, journal: Journal, kind: object) -> None:
    journal.add_record(PROPOSALS, {**GOAL, "kind": kind})
    (line,) = plan.card("proposals").lines
    assert [ask.key.split(":")[1] for ask in line.asks] == ["no"]


def test_every_field_goes_somewhere_in_its_list(plan: RealPlan) -> None:
    for register, fields in FIELDS.items():
        assert set(fields.values()) <= {field.key for field in plan.library.register(register).fields}
        assert set(fields) <= {field.key for field in plan.library.register(PROPOSALS).fields}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"step": 2}, Reason.STEP_LARGE),
        ({"step": 9.6}, Reason.STEP_TOO_LARGE),
        ({"goal": 9}, Reason.GOAL_BELOW_START),
        ({"start": 0}, Reason.START_MISSING),
    ],
)
def test_a_yes_is_asked_what_typing_is_asked_and_nothing_is_written(
    plan: RealPlan, journal: Journal, changed: dict[str, float], reason: Reason
) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    journal.add_record(PROPOSALS, {**STEPS, **changed})
    with pytest.raises(Refusal) as caught:
        plan.answer("proposals:yes")
    assert caught.value.reason is reason
    assert (journal.records("building"), len(journal.records(PROPOSALS))) == ((), 1)
    if reason is Reason.STEP_LARGE:
        plan.answer("proposals:yes", is_sure=True)
        assert len(journal.records("building")) == 1


def test_accepted_steps_are_changed_without_trial_days_and_held_to_the_first_week(
    plan: RealPlan, journal: Journal
) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    journal.add_record(PROPOSALS, STEPS)
    plan.answer("proposals:yes")
    typed = {"start": "10", "step": "1", "goal": "20", "begins": "22-3-2019"}
    plan.answer("building:steps", is_sure=False, **typed)
    with pytest.raises(Refusal) as caught:
        plan.answer("building:steps", is_sure=False, **{**typed, "step": "10"})
    assert caught.value.reason is Reason.STEP_TOO_LARGE


@pytest.mark.parametrize("step", [9.6, 1000, -1])
def test_a_step_no_form_takes_makes_no_amount_however_it_came_and_can_be_typed_anew(
    plan: RealPlan, journal: Journal, step: float
) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    steps = {key: value for key, value in STEPS.items() if key != "kind"}
    journal.add_record("building", {**steps, "step": step, "begins": TODAY.isoformat()})
    (course,) = courses_of(plan.source())
    assert (course.scheme, course.weeks) == (None, ())
    assert all(not card.picture for card in plan.cards() if card.key.startswith("building"))
