"""How fast Plan opens after ten years of using it, beside a bare window (run with --benchmark-only).

Every tool is on; besides the sample's plan there is a number a week for each goal, nine activities that were built
up, and a total and an expectation a week. The ratio to the bare window is in each result's extra information;
nothing here can fail for being slow.
"""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from diary.content.library import Library
from diary.content.theme import load_themes
from diary.journal.journal import Journal
from diary.journal.registers import RecordLine
from diary.paths import resources
from diary.screens.plan.tools import build_today_plan
from diary.ui.pages import Context
from diary.ui.plan.area import AHEAD, preload
from diary.ui.plan.page import PlanPage
from diary.ui.style import apply_look
from tests.bench.test_start_bench import a_diary
from tests.bench.test_trends_bench import floor_seconds, measure, note_ratio, shown
from tests.factory import TODAY, a_journal

YEARS, WEEKS, DAYS_BUILT = 10, 52, 300
TOTAL = {"questionnaire": "PEG", "score": 5, "pain": 5, "enjoyment": 5, "activity": 5}


def used_for_years(journal: Journal) -> Iterator[RecordLine]:
    """What ten years leave in the lists of the plan."""
    monday = TODAY - timedelta(days=TODAY.weekday())
    goals = journal.records("goal")
    for week in range(9, WEEKS * YEARS):
        day = (monday - timedelta(weeks=week)).isoformat()
        for goal in goals:
            said = {"goal": goal.data["text"], "week": day, "able": week % 11, "of": goal.id}
            yield "goal_week", None, said, None
        both = {"what": "shopping", "day": day, "expected": week % 11, "happened": week * 7 % 11}
        yield "expectation", None, {**both, "outcome": "done"}, None
        yield "questionnaire_result", None, {**TOTAL, "day": day}, None
    for year in range(1, YEARS):
        first = TODAY - timedelta(days=365 * year + 60)
        steps = {"what": f"walking {year}", "start": 5, "step": 1, "goal": 30, "begins": first.isoformat()}
        yield "building", None, steps, first + timedelta(days=DAYS_BUILT)
        for number in range(DAYS_BUILT):
            day = (first + timedelta(days=number)).isoformat()
            mark = "done" if number % 3 else "rest"
            yield "building_day", None, {"what": steps["what"], "day": day, "mark": mark}, None


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    journal = a_journal(a_diary(tmp_path_factory.mktemp("plan"), YEARS))
    journal.registers.write(used_for_years(journal))
    preload()
    for name in AHEAD:
        import_module(name)
    yield journal
    journal.close()


@pytest.fixture
def context(dutch: Library, qapp: QApplication) -> Context:
    theme = load_themes(resources())["light"]
    apply_look(qapp, theme)
    return Context(dutch, theme)


@pytest.mark.parametrize("is_whole", [False, True])
def test_plan_opens(context: Context, benchmark: BenchmarkFixture, journal: Journal, is_whole: bool) -> None:
    """The first cards painted, and with all others below them."""

    def work() -> None:
        page = shown(lambda: PlanPage(context, journal, resources()))
        assert isinstance(page, PlanPage)
        if is_whole:
            page.read_rest()
            page.grab()
        page.close()

    floor = floor_seconds(5)
    measure(benchmark, work, rounds=7, warmup_rounds=1)
    note_ratio(benchmark, floor)


def test_today_reads_the_plan(context: Context, benchmark: BenchmarkFixture, journal: Journal) -> None:
    """What Today reads of it, after its first paint."""
    chosen = journal.choices.chosen("plan") or ()
    floor = floor_seconds(5)
    measure(
        benchmark,
        lambda: build_today_plan(journal.plan_source(context.library), chosen),
        rounds=15,
        warmup_rounds=2,
    )
    note_ratio(benchmark, floor)
