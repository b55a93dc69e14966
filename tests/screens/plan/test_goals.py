"""At most five activities at a time, whatever way the sixth comes; what another program wrote can be rated too."""

from typing import Any

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.screens.plan.goals import weeks_rated
from diary.screens.plan.tools import check_record
from tests.factory import TODAY
from tests.screens.plan.conftest import RealPlan


def test_one_that_counts_again_is_refused_as_a_sixth_and_may_be_changed_while_it_has_ended(
    plan: RealPlan, journal: Journal
) -> None:
    ended = journal.add_record("goal", {"text": "cook"}, TODAY)
    for number in range(4):
        journal.add_record("goal", {"text": f"activity {number}"})
    assert check_record(plan.source(), "goal", ended, ended.data, is_sure=False) == ended.data
    journal.add_record("goal", {"text": "sing"})
    assert check_record(plan.source(), "goal", ended, ended.data, TODAY, is_sure=False) == ended.data
    for is_sure in (False, True):
        with pytest.raises(Refusal) as caught:
            check_record(plan.source(), "goal", ended, ended.data, is_sure=is_sure)
        assert caught.value.reason is Reason.GOALS_ENOUGH


def test_twenty_from_two_copies_are_all_shown_and_rated_and_none_can_be_added(
    plan: RealPlan, journal: Journal
) -> None:
    for number in range(20):
        journal.add_record("goal", {"text": f"activity {number}"})
    card = plan.card("goals")
    assert (len(card.lines), "goals:add" in {ask.key for ask in card.asks}) == (20, False)
    typed: dict[str, Any] = {f"able_{number}" if number else "able": "4" for number in range(20)}
    plan.answer("goals:week", **typed)
    (rated,) = weeks_rated(plan.source()).values()
    assert len(rated) == 20


@pytest.mark.parametrize("text", ["walk " * 900, None, "", 7, ["a"], "two\nlines"])
def test_a_name_no_form_takes_hinders_no_rating_of_the_others(
    plan: RealPlan, journal: Journal, text: object
) -> None:
    for name in (text, "cook"):
        journal.add_record("goal", {"text": name})
    plan.answer("goals:week", able="3", able_1="5")
    assert [line.value for line in plan.card("goals").lines] == ["3", "5"]
    assert all(0 < len(line.name) <= 120 for line in plan.card("goals").lines)


def test_a_number_off_the_scale_is_none(plan: RealPlan, journal: Journal) -> None:
    goal = journal.add_record("goal", {"text": "cook"})
    for week, able in (("2026-11-02", 11), ("2026-11-09", -1), ("2026-11-16", 4)):
        journal.add_record("goal_week", {"goal": "cook", "week": week, "able": able, "of": goal.id})
    assert [*weeks_rated(plan.source()).values()] == [{goal.id: 4}]
