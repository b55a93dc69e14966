"""Lists every tool of the page Plan in one table, and makes the page from those a person switched on. The words of
a tool are in `resources/phrases/plan.toml`, its list in `resources/content/registers.toml`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from diary.domain.plan.phase import PHASE, order_of
from diary.domain.plan.proposal import accepted
from diary.domain.refusal import Refusal
from diary.domain.register import RecordData, RegisterRecord
from diary.domain.therapist_mark import PROPOSALS
from diary.screens.card_lines import joined
from diary.screens.plan.building import (
    BUILDING,
    ask_effort,
    build_building,
    build_steps_told,
    check_building,
    is_offered,
    not_offered,
    today_building,
)
from diary.screens.plan.cards import (
    CardAsk,
    CardLine,
    Filled,
    FormPart,
    PlanCard,
    PlanSource,
    RecordDraft,
    check_day_been,
)
from diary.screens.plan.expected import build_book, build_expected, check_expectation, today_expected
from diary.screens.plan.experiment import (
    build_experiments,
    build_tried,
    check_experiment,
    today_experiment,
)
from diary.screens.plan.goals import ask_first, build_goals, check_goal, today_goals
from diary.screens.plan.harder import (
    build_harder,
    build_people,
    harder_lines,
    is_hard_day,
    is_harder_time,
    newest_of,
)
from diary.screens.plan.rhythms import build_breathing, build_even, build_rising, check_rising
from diary.screens.plan.scores import build_scores, check_score
from diary.screens.register import values_said

CHOSEN: Final = "plan"
"""The name under which a diary remembers which tools are on."""
GOALS, HARDER, ROAD = "goals", "harder", "road"


RecordCheck: TypeAlias = Callable[[RecordDraft], RecordData]
"""Checks what a record would say, and completes it. Raises Refusal."""


class Tool(Struct, frozen=True):
    """A tool: `build` makes its cards and `today` its lines of Today; `checks` are those of its registers. Others
    read what `others` makes of it, on paper as the block `block`. Its words: `resources/phrases/plan.toml`."""

    key: str
    build: Callable[[PlanSource], tuple[PlanCard, ...]]
    today: Callable[[PlanSource], tuple[CardLine, ...]] | None = None
    checks: Mapping[str, RecordCheck] = {}
    block: str = ""
    others: Callable[[PlanSource], PlanCard] | None = None


def first_of(build: Callable[[PlanSource], tuple[PlanCard, ...]]) -> Callable[[PlanSource], PlanCard]:
    """Return the first card of a tool, where that says all of it."""
    return lambda source: build(source)[0]


TOOLS: Final = (
    Tool(GOALS, build_goals, today_goals, {"goal": check_goal}, "goal", first_of(build_goals)),
    Tool(
        "building",
        build_building,
        today_building,
        {"building": check_building, "building_day": partial(check_day_been, "building_day")},
        "building",
        build_steps_told,
    ),
    Tool(
        "expected", build_expected, today_expected, {"expectation": check_expectation}, "expectation", build_book
    ),
    Tool(
        "experiment",
        build_experiments,
        today_experiment,
        {"experiment": check_experiment, "experiment_day": partial(check_day_been, "experiment_day")},
        "experiment",
        build_tried,
    ),
    Tool(HARDER, build_harder, block="harder_plan", others=first_of(build_harder)),
    Tool("people", build_people, block="contact", others=first_of(build_people)),
    Tool(
        "scores",
        build_scores,
        None,
        {"questionnaire_result": check_score},
        "questionnaire_result",
        first_of(build_scores),
    ),
    Tool("breathing", build_breathing),
    Tool("even", build_even),
    Tool("rising", build_rising, None, {"rising": check_rising}),
)
"""In the order of the page."""


class Phase(Struct, frozen=True):
    """The three phases by key and name, the one chosen (None: none yet), and what it means."""

    options: tuple[tuple[str, str], ...]
    chosen: str | None
    words: str


class PlanState(Struct, frozen=True):
    """The page: `first` is the question it begins with, None once there is a goal; `off` are tools to add, by
    key, name and what they are for; `on` those that can be put away."""

    phase: Phase
    first: CardAsk | None
    cards: tuple[PlanCard, ...]
    on: tuple[tuple[str, str], ...]
    off: tuple[tuple[str, str, str], ...]


class TodayPlan(Struct, frozen=True):
    """What Today shows of the plan: lines to answer, on a hard day none; and the plan for a harder time, whole on
    a hard day, or the sentence `see` that it is there."""

    lines: tuple[CardLine, ...] = ()
    harder: tuple[CardLine, ...] = ()
    see: str = ""


def build_plan(
    source: PlanSource, chosen: Iterable[str], road: Sequence[tuple[str, str]] = (), most: int | None = None
) -> PlanState:
    """Return the page as it stands; `road` are the first pages of Understand, by title and address. With `most`
    only the first cards, about so many, and what they read. On a hard day the page for it stands first."""
    phase, order = build_phase(source), order_of(source.records(PHASE))
    is_on = frozenset(chosen)
    names = {tool.key: source.say("tools", tool.key, "name") for tool in TOOLS}
    has_goal = GOALS in is_on or bool(source.records("goal"))
    cards: list[PlanCard] = []
    for tool in in_order((HARDER, *order.tools) if is_hard_day(source) else order.tools):
        if tool.key in is_on and (most is None or len(cards) < most):
            cards += (with_lists(card, source) for card in tool.build(source))
    return PlanState(
        phase,
        None if has_goal else ask_first(source),
        (*_road(source, road if order.has_road else ()), *build_proposals(source), *cards),
        tuple((tool.key, names[tool.key]) for tool in TOOLS if tool.key in is_on),
        tuple(
            (tool.key, names[tool.key], source.say("tools", tool.key, "about"))
            for tool in TOOLS
            if tool.key not in is_on
        ),
    )


def build_plan_for_others(source: PlanSource) -> tuple[PlanCard, ...]:
    """Return what somebody else reads of each tool in which there is anything: there is nothing to press, and of a
    course also the words."""
    cards = (tool.others(source) for tool in TOOLS if tool.others is not None)
    return tuple(
        replace(
            card,
            lines=tuple(
                replace(line, asks=(), words=line.words if line.weeks is None else line.weeks.words)
                for line in card.lines
            ),
            notes=(),
            asks=(),
            lists=(),
            links=(),
            has_paper=False,
        )
        for card in cards
        if card.lines
    )


def build_proposals(source: PlanSource) -> tuple[PlanCard, ...]:
    """Return the card, while something waits for an answer."""
    records = [record for record in source.records(PROPOSALS) if record.ended_on is None]
    if not records:
        return ()
    lines = tuple(_proposal(record, source) for record in records)
    return (PlanCard("proposals", source.say("proposals", "title"), source.say("proposals", "aside"), lines),)


def _proposal(record: RegisterRecord, source: PlanSource) -> CardLine:
    name, words = values_said(source.register(PROPOSALS), record.data, None, source.library)
    gone = FormPart(PROPOSALS, record=record, ends=source.today)
    asks = [CardAsk(f"proposals:no:{record.id}", source.say("proposals", "no"), (gone,))]
    with suppress(Refusal):  # of what a later version wrote only a no is understood
        register, texts = accepted(record.data, source.today)
        if register == BUILDING and not is_offered(source):
            asks.insert(0, ask_effort(source, f"proposals:effort:{record.id}"))
            words = joined((words, not_offered(source)))
        else:
            yes = FormPart(register, given=texts)
            words_yes = source.say("proposals", "yes")
            asks.insert(0, CardAsk(f"proposals:yes:{record.id}", words_yes, (yes, gone), is_main=True))
    return CardLine(name, words, asks=tuple(asks))


def in_order(first: Sequence[str]) -> list[Tool]:
    """Return all tools, these first."""
    return sorted(TOOLS, key=lambda tool: first.index(tool.key) if tool.key in first else len(first))


def _road(source: PlanSource, road: Sequence[tuple[str, str]]) -> tuple[PlanCard, ...]:
    words = source.say("phases", "understand_link")
    return (PlanCard(ROAD, words, links=tuple(road)),) if road else ()


def with_lists(card: PlanCard, source: PlanSource) -> PlanCard:
    """Return the card with the lists in which there is a line: an empty one has nothing to see."""
    return replace(card, lists=tuple(each for each in card.lists if source.records(each[0])))


def build_phase(source: PlanSource) -> Phase:
    """Return the phase a person chose for themselves."""
    options = source.words(PHASE).field(PHASE).options
    record = newest_of(source, PHASE)
    chosen = None if record is None else str(record.data.get(PHASE))
    if chosen not in options:
        chosen = None
    hint = source.words(PHASE).hint
    words = hint if chosen is None else f"{source.say('phases', chosen)} {hint}"
    return Phase(tuple(options.items()), chosen, words)


def ask_phase(source: PlanSource, phase: str) -> CardAsk:
    """Return what choosing a phase writes."""
    given = {PHASE: phase, "since": source.today.isoformat()}
    return CardAsk("phase", "", (FormPart(PHASE, record=newest_of(source, PHASE), given=given),))


def build_today_plan(source: PlanSource, chosen: Sequence[str]) -> TodayPlan:
    own = harder_lines(source) if HARDER in chosen else ()
    if is_hard_day(source):
        return TodayPlan(harder=own)
    first = order_of(source.records(PHASE)).tools
    tools = [tool for tool in in_order(first) if tool.key in chosen and tool.today is not None]
    lines = tuple(line for tool in tools if tool.today is not None for line in tool.today(source))
    see = source.say("harder", "three_days") if own and is_harder_time(source) else ""
    return TodayPlan(lines, see=see)


def tools_for(ask: CardAsk) -> frozenset[str]:
    """Return the tools that show what an answered proposal makes."""
    made = {part.register for part in ask.parts if part.ends is None}
    return frozenset(tool.key for tool in TOOLS if made & tool.checks.keys())


def checked(source: PlanSource, filled: Sequence[Filled], *, is_sure: bool) -> tuple[Filled, ...]:
    """Return what is to be written of a form, checked by its tools. Raises Refusal of a check."""
    return tuple(
        one
        if one.data is None
        else replace(
            one, data=check_record(source, one.register, one.record, one.data, one.ended_on, is_sure=is_sure)
        )
        for one in filled
    )


def check_record(
    source: PlanSource,
    register: str,
    record: RegisterRecord | None,
    data: RecordData,
    ended_on: date | None = None,
    *,
    is_sure: bool,
) -> RecordData:
    """Return what is to be written of a record of any list, checked by the tool it is of: what had ended and
    counts again as something new is. Raises Refusal of a check."""
    if record is not None and record.ended_on is not None and ended_on is None:
        record = None
    check = next((tool.checks[register] for tool in TOOLS if register in tool.checks), None)
    return data if check is None else check(RecordDraft(source, record, data, is_sure))
