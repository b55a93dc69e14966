"""Generates the plan of the sample diary: goals that move a little, steps with a harder week, a mixed book of
expectations, a change that made no difference and one that is going on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from diary.content.sample_words import SamplePlan
from diary.demo.sample import USUAL, Life, number_of

TOOLS: Final[Mapping[str, tuple[str, ...]]] = {
    "understand": ("goals", "expected", "harder", "people", "breathing", "rising"),
    "build": (
        "goals",
        "building",
        "expected",
        "harder",
        "people",
        "scores",
        "breathing",
        "even",
        "rising",
        "experiment",
    ),
    "life": ("goals", "expected", "harder", "people", "even", "experiment"),
}
"""The tools somebody uses, by the phase they are in."""
OF_TOOL: Final = {
    "building": "building",
    "building_day": "building",
    "after_effort": "building",
    "experiment": "experiment",
    "experiment_day": "experiment",
    "questionnaire_result": "scores",
}
"""The lists that stay empty without their tool."""
ABLE = ((3, 3, 3, 4, 4, 4, 5, 5), (2, 2, 3, 3, 4, 3, 4, 4), (1, 1, 1, 2, 2, 2, 2, 3))
LIVES = (
    ((3, 3, 3, 3, 4, 3, 4, 4), (2, 2, 2, 3, 2, 3, 3, 3), (4, 4, 5, 4, 5, 5, 5, 5)),
    ((3, 3, 4, 4, 4, 5, 5, 6), (2, 2, 3, 3, 4, 4, 5, 5), (1, 2, 2, 2, 3, 3, 3, 4)),
    ((2, 2, 3, 2, 2, 3, 2, 3), (1, 2, 2, 2, 1, 2, 2, 2), (3, 3, 3, 4, 3, 3, 4, 4)),
    ((2, 3, 4, 5, 5, 4, 3, 3), (3, 4, 5, 5, 6, 5, 4, 4), (2, 2, 3, 4, 4, 4, 3, 3)),
    ((7, 7, 8, 7, 8, 8, 8, 8), (6, 6, 6, 7, 7, 7, 7, 7), (5, 5, 6, 6, 6, 7, 7, 7)),
)
"""How well each goal went, by week: of the usual sample, and of the five who differ."""
DONE = ("xxxxx.x", "xxx.x.x", "x..xx..", "xxxxx..", "xx.xxxx", "x.xx.xx", "xx")
"""What was done of each week's amount; a point is a day on which it was left."""
TRIALS = (12, 15, 9, 14, 10)
EXPECTED = ((7, 4), (8, 6), (5, 5), (6, 7), (5, 7), (6, 5), (4, 6), (7, 5), (5, 5), (6, 6))
PEG = ((6, 6, 7), (6, 5, 6), (5, 5, 6), (6, 5, 5), (5, 4, 5))
TRIED = ("sleep_quality", "more", "ucuccuuc", 84)
TRYING = ("function", "more", "uccucucu", 24)
"""What was looked at, what was hoped for, the order of the weeks and the days since it began."""
FOUND = {"end": "none", "answered": 51, "done": 23, "changed_days": 28}
BOUNDS = {"usual": 3.1, "changed": 3.3, "low": -0.3, "high": 0.6}
DAYS = 60
"""A shorter sample has no plan yet."""


class SampleRecord(Struct, frozen=True):
    """A record to write; `of` is the number of an earlier one it belongs to, from 0, or None; `ended_on` the first
    day it no longer counts."""

    register: str
    data: dict[str, Any]
    of: int | None = None
    ended_on: date | None = None


def sample_plan(last: date, words: SamplePlan, life: Life = USUAL) -> Mapping[int, SampleRecord]:
    """Generate the plan of somebody who began some weeks before `last`, by number, without that of the tools they
    do not use."""
    used, able, person = TOOLS[life.phase], ABLE, number_of(life)
    if person:
        aims, able = words.lives[person - 1], LIVES[person - 1]
        words = replace(words, goals=aims.goals, building=aims.building)
    every = enumerate(_records(last, words, life, able))
    return {number: one for number, one in every if OF_TOOL.get(one.register, used[0]) in used}


def _records(last: date, words: SamplePlan, life: Life, able: Sequence[Sequence[int]]) -> tuple[SampleRecord, ...]:
    """Generate all of it; goals and the building up come first."""
    monday = last - timedelta(days=last.weekday())
    begins = monday - timedelta(weeks=len(DONE) - 1)
    first = (begins - timedelta(weeks=2)).isoformat()
    whys = [{}] * len(words.goals) if number_of(life) else [{"why": words.why}, *[{}] * (len(words.goals) - 1)]
    goals = [
        SampleRecord("goal", {"text": text, "first_day": first, **why})
        for text, why in zip(words.goals, whys, strict=True)
    ]
    steps = {"unit": "minutes", "start": 9.6, "step": 1.2, "goal": 20, "begins": begins.isoformat()}
    return (
        *goals,
        SampleRecord("building", {"what": words.building, **steps}),
        *_experiments(last, words),
        *_weeks(monday, words, able),
        *_building(begins, last, words, len(goals)),
        *_changed_days(last, words, len(goals) + 2),
        *_others(last, words),
        SampleRecord("phase", {"phase": life.phase, "since": first}),
        SampleRecord("after_effort", {"worse": "no", "day": first}),
    )


def _weeks(monday: date, words: SamplePlan, able_by_week: Sequence[Sequence[int]]) -> Iterator[SampleRecord]:
    for number, (text, ables) in enumerate(zip(words.goals, able_by_week, strict=False)):
        for back, able in enumerate(reversed(ables), start=1):
            week = (monday - timedelta(weeks=back)).isoformat()
            yield SampleRecord("goal_week", {"goal": text, "week": week, "able": able}, number)


def _building(begins: date, last: date, words: SamplePlan, of: int) -> Iterator[SampleRecord]:
    for back, amount in enumerate(reversed(TRIALS), start=3):
        day = (begins - timedelta(days=back)).isoformat()
        yield SampleRecord("building_day", {"what": words.building, "day": day, "trial": amount}, of)
    for number, mark in enumerate("".join(DONE)[: (last - begins).days + 1]):
        day = (begins + timedelta(days=number)).isoformat()
        said = "done" if mark == "x" else "rest"
        yield SampleRecord("building_day", {"what": words.building, "day": day, "mark": said}, of)


def _experiments(last: date, words: SamplePlan) -> Iterator[SampleRecord]:
    """Return an experiment that is over, in which nothing was found, and one that is going on."""
    for text, (outcome, hope, order, days), found in zip(
        words.changes, (TRIED, TRYING), ({**FOUND, **BOUNDS}, None), strict=True
    ):
        begun = last - timedelta(days=days)
        first = begun.isoformat()
        asks = {"outcome": outcome, "more": hope == "more", "order": order, "first": first, "seed": 0}
        said = {"text": text, "hope": hope, "length": "eight", "order": "drawn", "first_day": first, "asks": asks}
        if found is None:
            yield SampleRecord("experiment", said)
        else:
            yield SampleRecord("experiment", {**said, "result": found}, None, begun + timedelta(weeks=len(order)))


def _changed_days(last: date, words: SamplePlan, of: int) -> Iterator[SampleRecord]:
    """Return the ticks of the one that is going on: done on five of seven days."""
    _, _, order, days = TRYING
    for number in range(days):
        if order[number // 7] == "c" and number % 7 not in {2, 5}:
            day = (last - timedelta(days=days - number)).isoformat()
            yield SampleRecord("experiment_day", {"what": words.changes[1], "day": day, "mark": "done"}, of)


def _others(last: date, words: SamplePlan) -> Iterator[SampleRecord]:
    for back, (what, (expected, happened)) in enumerate(zip(words.expected, EXPECTED, strict=False)):
        day = (last - timedelta(days=5 * (len(EXPECTED) - back))).isoformat()
        data = {"what": what, "day": day, "expected": expected, "happened": happened, "outcome": "done"}
        yield SampleRecord("expectation", data)
    for part, said in words.harder.items():
        yield SampleRecord("harder_plan", {"part": part, "words": said})
    for number, person in enumerate(words.people):
        yield SampleRecord("contact", {**person, "harder": not number})
    for back, answers in enumerate(reversed(PEG)):
        day = (last - timedelta(weeks=back, days=1)).isoformat()
        score = round(sum(answers) / len(answers), 1)
        pain, enjoyment, activity = answers
        parts = {"pain": pain, "enjoyment": enjoyment, "activity": activity}
        yield SampleRecord("questionnaire_result", {"questionnaire": "PEG", "day": day, "score": score, **parts})
