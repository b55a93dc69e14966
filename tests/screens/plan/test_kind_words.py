"""Every state of the plan is kind in every language: weeks of use, often and seldom, are lived and heard."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

import pytest
from babel.messages.pofile import read_po

from diary.content.library import Library
from diary.domain.day import Activity, DayKind
from diary.domain.period import Period
from diary.domain.plan.phase import ORDERS
from diary.domain.refusal import Reason
from diary.domain.therapist_mark import PROPOSALS
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.plan.charts import PLAN_CHARTS
from diary.screens.plan.first_page import build_plan_on_paper
from diary.screens.plan.harder import harder_lines
from diary.screens.plan.tools import TOOLS, ask_phase, build_plan, build_today_plan
from tests.factory import Clock, a_day
from tests.screens.plan.conftest import ALL, RealPlan, said_by, unkind

LANGUAGES: Final = ("english", "dutch")
LIFE: Final = 75
"""Days that are lived through: an experiment of eight weeks is over by then."""
LISTENED: Final = 3
"""Every so many days all is heard."""
HARD: Final = frozenset({9, 23, 24, 25, 26, 50})
ORDER: Final[Mapping[str, Any]] = {"length": "eight", "order": "drawn"}
REFUSED: Final = (
    Reason.TRIALS_MISSING,
    Reason.NO_BASELINE,
    Reason.NO_SCHEME,
    Reason.START_MISSING,
    Reason.START_LARGE,
    Reason.STEP_TOO_LARGE,
    Reason.STEP_LARGE,
    Reason.GOAL_BELOW_START,
    Reason.GOALS_ENOUGH,
    Reason.PAST_DAY,
    Reason.TURNS_NEEDED,
    Reason.EXPERIMENT_GOING,
    Reason.FIELD_MISSING,
)
"""What the forms of a plan refuse."""
Use = Callable[[RealPlan, int], None]


def _goals(plan: RealPlan, day: int) -> None:
    if day == 0:
        for number in range(3):
            plan.answer("goals:add", text=f"x{number}")
    if day % 7 == 0:
        plan.answer("goals:week", able=str(day % 11), able_1=str(10 - day % 11))
    if day == 60:
        plan.answer("goals:end")


def _building(plan: RealPlan, day: int) -> None:
    answers = {0: "unsure", 1: "yes", 2: "no", 40: "yes", 43: "no"}
    if day in answers:
        plan.answer("building:effort", worse=answers[day])
    if day == 2:
        plan.answer("building:add", what="x", unit="times")
    if 2 <= day < 6:
        plan.answer("building:trial", day=plan.journal.today.isoformat(), trial=str(1 if day == 3 else 6))
    if day == 6:
        plan.answer("building:steps", start="4", step="0,8", goal="6", begins=plan.journal.today.isoformat())
    plan.answer_if_asked("building:rest" if day % 5 == 0 else "building:done")
    if day == 34:
        plan.answer("building:harder")
    if day == 70:
        plan.answer("building:stop")


def _expected(plan: RealPlan, day: int) -> None:
    plan.answer_if_asked("expected:answer", happened=str((day * 7) % 11))
    plan.answer("expected:add", what="x", expected=str(day % 11), day=plan.journal.today.isoformat())


def _experiment(plan: RealPlan, day: int) -> None:
    plan.journal.import_days([a_day(plan.journal.today, function=day % 5 + 3)])
    plan.answer_if_asked("experiment:look")
    if day in {1, 60}:
        first = plan.journal.today.isoformat()
        plan.answer("experiment:begin", text="x", outcome="function", hope="more", first_day=first, **ORDER)
    plan.answer_if_asked("experiment:done" if day % 4 else "experiment:rest")
    if day == 66:
        plan.answer("experiment:stop")


def _harder(plan: RealPlan, day: int) -> None:
    if day % 20 == 0:
        plan.answer("harder:write", words_1=f"x{day}", words_4="x" if day else "")


def _people(plan: RealPlan, day: int) -> None:
    if day % 30 == 0:
        plan.answer("people:add", name=f"x{day}", role="x", harder="no" if day else "yes")


def _scores(plan: RealPlan, day: int) -> None:
    if day % 7 == 0:
        plan.answer("scores:peg", pain=str(day % 11), enjoyment="5", activity=str(10 - day % 11))
    if day in {20, 48}:
        plan.answer("scores:add", questionnaire="CSI", day=plan.journal.today.isoformat(), score=str(30 + day))


def _breathing(plan: RealPlan, day: int) -> None:
    if day % 25 == 0:
        shape = ("circle", "bar", "words")[day // 25]
        plan.answer("breathing:change", shape=shape, breaths=str(4 + day % 7), out="1,5", minutes="3")


def _even(plan: RealPlan, day: int) -> None:
    minutes = (30, 35, 120, 5)[day % 4]
    plan.journal.import_days([a_day(plan.journal.today, activities=[Activity("x", minutes, 4)])])


def _rising(plan: RealPlan, day: int) -> None:
    plan.journal.import_days([a_day(plan.journal.today, got_up=420 + 45 * (day % 3))])
    if day in {5, 25}:
        plan.answer("rising:set", rise="7.15" if day == 5 else "8:00", wind_down="x")


def _proposals(plan: RealPlan, day: int) -> None:
    if day in {0, 30}:
        plan.journal.add_record(PROPOSALS, {"what": "x", "kind": "goal", "why": "x", "by": "x"})
        plan.journal.add_record(PROPOSALS, {"what": "x", "kind": "building", "start": 5, "step": 1, "goal": 9})
    if day in {10, 45}:
        plan.answer("proposals:no" if day == 10 else "proposals:yes")


USED: Final[Mapping[str, Use]] = {
    "goals": _goals,
    "building": _building,
    "expected": _expected,
    "experiment": _experiment,
    "harder": _harder,
    "people": _people,
    "scores": _scores,
    "breathing": _breathing,
    "even": _even,
    "rising": _rising,
    "proposals": _proposals,
}
"""What somebody does with each tool on each day."""


def heard_today(plan: RealPlan, chosen: tuple[str, ...] = ALL) -> Iterator[str]:
    """All that the page, Today, paper and the charts say of the plan on this day."""
    source = plan.source()
    state = build_plan(source, chosen)
    yield state.phase.words
    yield from (words for pair in (*state.phase.options, *state.on, *state.off) for words in pair)
    yield from (words for card in state.cards for words in said_by(card))
    if state.first is not None:
        yield state.first.words
    today = build_today_plan(source, chosen)
    yield today.see
    for line in (*today.lines, *today.harder):
        yield from (line.name, line.words, line.value, *(f"{ask.words} {ask.hint}" for ask in line.asks))
    period = Period.ending(source.today, 56)
    paper = build_plan_on_paper(source, period)
    if paper is not None:
        yield from (paper.title, paper.about, paper.goals_title, paper.scale)
        yield from (words for fact in paper.facts for words in fact)
        yield from (words for goal in paper.goals for words in (goal.name, goal.words))
    table = plan.journal.table(period)
    for build in PLAN_CHARTS.values():
        yield from (f"{chart.title} {chart.summary}" for chart in build(source, table))


def choose_phase(plan: RealPlan, phase: str) -> None:
    part = ask_phase(plan.source(), phase).parts[0]
    data, _ = plan.library.register("phase").parse(part.given)
    plan.journal.registers.write([("phase", part.record, data, None)])


def is_hard_day(plan: RealPlan) -> bool:
    return plan.journal.day(plan.journal.today).kind is DayKind.HARD


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("every", [1, 6])
def test_a_life_with_every_tool_is_kind_and_on_a_hard_day_there_is_only_the_page_for_it(
    every: int, language: str, request: pytest.FixtureRequest, journal: Journal, clock: Clock
) -> None:
    """`every` sixth day: most ticks, weeks and answers are left out, and the plan says nothing of it."""
    library: Library = request.getfixturevalue(language)
    plan, heard, phases = RealPlan(journal, library), list[str](), tuple(ORDERS)
    for day in range(LIFE):
        if day % 25 == 0:
            choose_phase(plan, phases[day // 25])
        for use in USED.values():
            if day < 7 or day % every == 0 or day in {30, 34, 40, 43, 45, 60, 66, 70}:
                use(plan, day)
        if day in HARD:
            journal.set_kind(journal.today, DayKind.HARD)
        if day % LISTENED == 0 or day in HARD:
            heard += heard_today(plan)
        if is_hard_day(plan):
            today = build_today_plan(plan.source(), ALL)
            assert (today.lines, today.see, today.harder) == ((), "", harder_lines(plan.source()))
            assert build_today_plan(plan.source(), tuple(key for key in ALL if key != "harder")).harder == ()
        clock.forward(days=1)
    assert len(set(heard)) > 150
    assert unkind(heard, library) == set()
    shown = {card.key.partition(":")[0] for card in plan.cards()}
    assert shown >= set(ALL)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tool", ALL)
def test_a_tool_alone_is_kind_before_anything_after_weeks_of_nothing_and_put_away(
    tool: str, language: str, request: pytest.FixtureRequest, journal: Journal, clock: Clock
) -> None:
    library: Library = request.getfixturevalue(language)
    plan, heard = RealPlan(journal, library), list[str]()
    for phase in (None, *ORDERS):
        if phase is not None:
            choose_phase(plan, phase)
        heard += heard_today(plan, (tool,))
    for day in range(8):
        USED[tool](plan, day)
        clock.forward(days=1)
    heard += heard_today(plan, (tool,))
    clock.forward(days=60)
    heard += [*heard_today(plan, (tool,)), *heard_today(plan, ())]
    assert unkind(heard, library) == set()
    for words in heard:
        assert "60" not in re.findall(r"\d+", words), f"nobody counts the days without: {words}"


def english_words(value: object) -> Iterator[str]:
    """Every text of a file of phrases."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from english_words(inner)


def translated(words: set[str], code: str) -> Iterator[str]:
    """The same in another language, all its plurals."""
    with (resources() / "locale" / code / "LC_MESSAGES" / "diary.po").open("rb") as file:
        for message in read_po(file):
            keys = message.id if isinstance(message.id, tuple) else (message.id,)
            if words & {*keys}:
                yield from [message.string] if isinstance(message.string, str) else message.string or ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_plan_is_unkind_also_where_no_life_above_comes(
    language: str, request: pytest.FixtureRequest
) -> None:
    library: Library = request.getfixturevalue(language)
    plan, refusals = (
        tomllib.loads((resources() / "phrases" / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("plan", "refusals")
    )
    said = {*english_words(plan), *(refusals[reason] for reason in REFUSED)}
    if library.language.code != "en":
        said = set(translated(said, library.language.code))
    for register in library.registers:
        if register.page == "plan" or register.key == PROPOSALS:
            own = library.words.registers[register.key]
            said |= {own.name, own.hint, own.add, own.end, own.ended}
            for field in (own.field(one.key) for one in register.fields):
                said |= {field.name, field.hint, field.low, field.high, *field.options.values()}
    assert len(said) > 200
    assert unkind(said, library) == set()


def test_every_tool_is_lived_with() -> None:
    unused = {tool.key for tool in TOOLS} ^ (set(USED) - {"proposals"})
    assert unused == set(), "here: a line in USED, with what somebody does with it on a day"
    assert timedelta(days=LIFE) > timedelta(weeks=8)
