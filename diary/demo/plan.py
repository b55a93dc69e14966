"""Generates the plan of the sample diary: goals that move a little, steps with a harder week, a mixed book of
expectations, a change that made no difference and one that is going on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from diary.content.sample_words import SamplePlan
from diary.demo.sample import NUMBERS, USUAL, Life, number_of

PLAN: Final = NUMBERS.plan
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
    used, person = PLAN.tools[life.phase], number_of(life)
    if person:
        aims = words.lives[person - 1]
        words = replace(words, goals=aims.goals, building=aims.building)
    every = enumerate(_records(last, words, life, PLAN.able[person]))
    return {number: one for number, one in every if PLAN.of_tool.get(one.register, used[0]) in used}


def _records(last: date, words: SamplePlan, life: Life, able: Sequence[Sequence[int]]) -> tuple[SampleRecord, ...]:
    """Generate all of it; goals and the building up come first."""
    monday = last - timedelta(days=last.weekday())
    begins = monday - timedelta(weeks=len(PLAN.done) - 1)
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
    for back, amount in enumerate(reversed(PLAN.trials), start=3):
        day = (begins - timedelta(days=back)).isoformat()
        yield SampleRecord("building_day", {"what": words.building, "day": day, "trial": amount}, of)
    for number, mark in enumerate("".join(PLAN.done)[: (last - begins).days + 1]):
        day = (begins + timedelta(days=number)).isoformat()
        said = "done" if mark == "x" else "rest"
        yield SampleRecord("building_day", {"what": words.building, "day": day, "mark": said}, of)


def _experiments(last: date, words: SamplePlan) -> Iterator[SampleRecord]:
    """Return an experiment that is over, in which nothing was found, and one that is going on."""
    for text, (outcome, hope, order, days), found in zip(
        words.changes, (PLAN.tried, PLAN.trying), (PLAN.found, None), strict=True
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
    _, _, order, days = PLAN.trying
    for number in range(days):
        if order[number // 7] == "c" and number % 7 not in {2, 5}:
            day = (last - timedelta(days=days - number)).isoformat()
            yield SampleRecord("experiment_day", {"what": words.changes[1], "day": day, "mark": "done"}, of)


def _others(last: date, words: SamplePlan) -> Iterator[SampleRecord]:
    for back, (what, (expected, happened)) in enumerate(zip(words.expected, PLAN.expected, strict=False)):
        day = (last - timedelta(days=5 * (len(PLAN.expected) - back))).isoformat()
        data = {"what": what, "day": day, "expected": expected, "happened": happened, "outcome": "done"}
        yield SampleRecord("expectation", data)
    for part, said in words.harder.items():
        yield SampleRecord("harder_plan", {"part": part, "words": said})
    for number, person in enumerate(words.people):
        yield SampleRecord("contact", {**person, "harder": not number})
    for back, answers in enumerate(reversed(PLAN.peg)):
        day = (last - timedelta(weeks=back, days=1)).isoformat()
        score = round(sum(answers) / len(answers), 1)
        pain, enjoyment, activity = answers
        parts = {"pain": pain, "enjoyment": enjoyment, "activity": activity}
        yield SampleRecord("questionnaire_result", {"questionnaire": "PEG", "day": day, "score": score, **parts})
