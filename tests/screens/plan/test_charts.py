"""The plan in Trends: a chart for each activity that was rated or built up, as far as there is anything."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from diary.domain.period import Period
from diary.exchange.formats import find_format
from diary.journal.journal import Journal
from diary.report.html import html_files
from diary.screens.chart_figure import chart_figure
from diary.screens.chart_stack import build_stack, chart_kind_choices
from diary.screens.charts import ChartState
from diary.screens.exported import parts_asked
from diary.screens.plan.charts import MOST_CHARTS, PLAN_CHARTS
from diary.screens.trends import build_trends, sentences_of
from tests.exchange.test_formats import a_content
from tests.factory import TODAY, a_day
from tests.screens.plan.conftest import RealPlan
from tests.screens.test_chart_figure import view_of

DAYS = Period.ending(TODAY, 56)
STEPS: dict[str, Any] = {"what": "walking", "unit": "minutes", "start": 10, "step": 1, "goal": 12}


def built(plan: RealPlan, key: str) -> tuple[ChartState, ...]:
    table = plan.journal.table(DAYS)
    return build_stack(table, plan.library, (key,), plan=plan.source()).charts


def rated(journal: Journal, text: str, *ables: int, ended_on: date | None = None) -> int:
    goal = journal.add_record("goal", {"text": text}, ended_on)
    monday = TODAY - timedelta(days=TODAY.weekday())
    for back, able in enumerate(reversed(ables)):
        week = (monday - timedelta(weeks=back)).isoformat()
        journal.add_record("goal_week", {"goal": text, "week": week, "able": able, "of": goal.id})
    return goal.id


def walked(journal: Journal, marks: str, ended_on: date | None = None) -> None:
    """Marks end today: x done, a point not that day, a space nothing noted."""
    journal.add_record("after_effort", {"worse": "no"})
    begins = TODAY - timedelta(days=len(marks) - 1)
    made = journal.add_record("building", {**STEPS, "begins": begins.isoformat()}, ended_on)
    for number, mark in enumerate(marks):
        if mark != " ":
            day = (begins + timedelta(days=number)).isoformat()
            said = {"what": "walking", "day": day, "mark": "done" if mark == "x" else "rest", "of": made.id}
            journal.add_record("building_day", said)


def test_they_can_be_chosen_and_without_anything_in_them_they_are_blank(plan: RealPlan) -> None:
    names = {kind.key: kind.name for kind in chart_kind_choices(plan.library)}
    assert names["goals"] == "What I want to be able to do again"
    assert names["building"] == "Building up: planned and done"
    stack = build_stack(plan.journal.table(DAYS), plan.library, tuple(PLAN_CHARTS), plan=plan.source())
    assert (stack.charts, stack.chosen, len(stack.blank)) == ((), ("goals", "building"), 2)
    assert build_stack(plan.journal.table(DAYS), plan.library, ("goals",)).charts == ()


def test_the_number_of_a_week_holds_on_all_its_days_and_a_week_without_one_is_a_gap(
    plan: RealPlan, journal: Journal
) -> None:
    number = rated(journal, "cook", 3, 5)
    (chart,) = built(plan, "goals")
    assert (chart.key, chart.title, chart.low, chart.high) == ("goals", "cook", 0, 10)
    assert chart.summary == "cook: from 3 to 5 of 10, 2 weeks filled in."
    (series,) = chart.series
    assert series.key == f"goal.{number}"
    assert series.values[-14:].tolist() == [3.0] * 7 + [5.0] * 7
    assert not np.isfinite(series.values[:-14]).any()


def test_ended_goals_come_after_those_that_go_on_and_there_is_an_end_to_it(
    plan: RealPlan, journal: Journal
) -> None:
    rated(journal, "sing", 2, ended_on=TODAY)
    rated(journal, "cook", 3)
    journal.add_record("goal", {"text": "never rated"})
    assert [chart.title for chart in built(plan, "goals")] == ["cook", "sing"]
    for number in range(MOST_CHARTS):
        rated(journal, f"merged {number}", 4)
    assert len(built(plan, "goals")) == MOST_CHARTS


def test_planned_stands_beside_done_and_a_day_it_was_not_done_is_a_gap(plan: RealPlan, journal: Journal) -> None:
    walked(journal, "xxxxx. xx")
    (chart,) = built(plan, "building")
    assert chart.title == "Building up: walking"
    assert chart.summary == "Planned a day, by week: 10, 11. Done on 7 days."
    done, planned = chart.series
    assert (done.name, planned.name) == ("walking: done", "walking: planned")
    assert planned.values[-9:].tolist() == [10.0] * 7 + [11.0] * 2
    assert done.values[-9:].tolist() == pytest.approx([10] * 5 + [np.nan] * 2 + [11] * 2, nan_ok=True)


def test_what_was_stopped_is_drawn_up_to_its_last_day(plan: RealPlan, journal: Journal) -> None:
    walked(journal, "xxxxxxx  ", ended_on=TODAY - timedelta(days=1))
    (chart,) = built(plan, "building")
    assert chart.series[1].values[-9:-2].tolist() == [10.0] * 7
    assert chart.summary == "Planned a day, by week: 10. Done on 7 days."


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_who_may_get_more_ill_after_effort_sees_no_steps(plan: RealPlan, journal: Journal, answer: str) -> None:
    walked(journal, "xxxxxxx")
    journal.registers.change(journal.records("after_effort")[0], {"worse": answer})
    assert built(plan, "building") == ()


def test_no_line_of_the_week_and_no_sentence_of_what_was_usual_comes_of_a_plan(
    plan: RealPlan, journal: Journal
) -> None:
    rated(journal, "cook", *[5] * 8)
    walked(journal, "x" * 40)
    journal.import_days([a_day(back, stress=4) for back in range(40)])
    table, chosen = journal.table(DAYS), ("goals", "building")
    state = build_trends(table, plan.library, DAYS, TODAY, chosen=chosen, plan=plan.source())
    assert len(state.charts) == 2
    said = sentences_of(state, plan.library, DAYS)
    assert [sentence for sentence in said.sentences if sentence.kind == "usual"] == []
    figure = chart_figure(plan.library.language, state.charts, view_of(28))
    assert figure.headers[1:] == ("cook", "walking: done", "walking: planned")


def test_a_page_for_a_browser_draws_them_when_their_lists_were_taken(
    plan: RealPlan, journal: Journal, tmp_path: Path
) -> None:
    rated(journal, "cook", 3, 5)
    walked(journal, "xxxxx.x")
    journal.import_days([a_day(back, stress=4) for back in range(10)])
    content, holds = a_content(journal), find_format(tmp_path / "a.html").holds
    shown = {}
    for texts in (True, False):
        taken = content.only(parts_asked(content.library, holds, texts=texts))
        (shown[texts],) = html_files(taken).values()
    assert b"<h2>cook</h2>" in shown[True]
    assert b"<h2>Building up: walking</h2>" in shown[True]
    assert b"cook" not in shown[False]
    assert b"walking" not in shown[False]
