"""One question of one's own: which days decide about it, when it is looked at, and what a yes is worth."""

from datetime import date, timedelta

import numpy as np
import pytest
from msgspec.structs import replace

from diary.domain.links.link import Factor, Link, LinkState, Outcome
from diary.domain.links.question import (
    CHANCE,
    LOOK_WEEKS,
    SPENDING,
    AskedQuestion,
    Look,
    Question,
    Stage,
    boundaries,
    count,
    look,
    read_question,
    record_data,
)
from diary.domain.table import DayTable
from tests.calibration.diaries import Cell, Notebook, linked

NOTEBOOK = Notebook(420)
LINKED = Cell("linked", lambda chance, days: linked(chance, days, 0.6, 0.3))
BEFORE = 56
"""Days of each diary that lie before its question."""


@pytest.fixture
def table() -> DayTable:
    return next(NOTEBOOK.tables(LINKED, 5, 1))


def asked_of(table: DayTable, then: str = Outcome.PAIN, *, more: bool = True) -> Question:
    return Question(Factor.TIME_ASLEEP, False, then, more, table.period.first + timedelta(days=BEFORE - 1))


def late(question: Question) -> date:
    return question.look_day(LOOK_WEEKS[-1]) + timedelta(days=9)


def found_in(table: DayTable, question: Question) -> AskedQuestion:
    return AskedQuestion(question, "?").held(table, late(question))


def test_the_chance_is_shared_out_as_published() -> None:
    pocock = boundaries([1, 2, 3, 4], [0.0192, 0.0321, 0.0421, 0.05])
    assert pocock == pytest.approx([2.07] * 4, abs=0.02)


@pytest.mark.parametrize("pairs", [[90, 181, 272, 363], [43, 60, 64, 300], [300, 301, 302, 303]])
def test_all_looks_together_err_as_often_as_allowed_however_the_days_fall(pairs: list[float]) -> None:
    limits = boundaries(pairs, [CHANCE * (weeks / 52) ** SPENDING for weeks in LOOK_WEEKS])
    steps = np.random.default_rng(1).standard_normal((200_000, 4)) * np.sqrt(np.diff(pairs, prepend=0))
    scores = np.cumsum(steps, axis=1) / np.sqrt(pairs)
    assert (scores > limits).any(axis=1).mean() == pytest.approx(CHANCE, abs=0.002)


def test_a_link_is_found_only_in_the_direction_that_was_asked(table: DayTable) -> None:
    more_pain, less_pain = (found_in(table, asked_of(table, more=more)) for more in (True, False))
    assert more_pain.stage is Stage.YES
    assert less_pain.stage is Stage.NOT_CLEAR
    assert [one.weeks for one in less_pain.looks] == list(LOOK_WEEKS)
    assert [one.weeks for one in more_pain.looks] == [13], "after a yes nobody looks again"
    split = more_pain.looks[0].split
    assert split is not None
    assert split.agrees
    assert split.first + split.other == more_pain.looks[0].link.pairs


def test_neither_days_before_it_was_asked_nor_days_after_a_look_decide(table: DayTable) -> None:
    question = asked_of(table)
    pain = table.values["pain_average"]
    for weeks in (13, 26):
        before = look(table, question, weeks, ())
        kept = pain.copy()
        pain[:BEFORE] = np.arange(BEFORE) % 11
        pain[BEFORE + 7 * weeks - 1 :] = 3
        assert look(table, question, weeks, ()) == before
        pain[BEFORE + 7 * weeks - 2] = 10 - pain[BEFORE + 7 * weeks - 2]
        assert look(table, question, weeks, ()) != before, "the last day before a look decides"
        pain[:] = kept


def test_a_look_that_could_say_nothing_uses_up_no_chance(table: DayTable) -> None:
    question = asked_of(table)
    alone, after_early = (
        look(table, question, 26, earlier).link for earlier in ((), (Look(13, Link(LinkState.TOO_EARLY, 20, 40)),))
    )
    after_one = look(table, question, 26, (Look(13, Link(LinkState.NO_CLEAR_PATTERN, 90, 90, r=0.1)),)).link
    assert alone == after_early
    assert alone.low is not None
    assert after_one.low is not None
    assert after_one.low != alone.low


def test_too_few_days_are_no_answer(table: DayTable) -> None:
    question = asked_of(table)
    table.values["pain_average"][BEFORE + 30 :] = np.nan
    found = found_in(table, question)
    assert found.stage is Stage.NOT_CLEAR
    assert all(one.link.state is LinkState.TOO_EARLY for one in found.looks)
    elsewhere = replace(question, asked=question.asked + timedelta(days=4000))
    assert look(table, elsewhere, 13, ()).link.pairs == 0


def test_looks_are_due_on_their_days_and_only_while_the_question_is_open(table: DayTable) -> None:
    asked = AskedQuestion(asked_of(table, more=False), "?")
    first = asked.question.look_day(13)
    assert first - asked.question.asked == timedelta(weeks=13)
    assert asked.due_weeks(first - timedelta(days=1)) == ()
    assert asked.due_weeks(first) == (13,)
    assert asked.due_weeks(first + timedelta(days=200)) == (13, 26, 39)
    assert replace(asked, left=first).due_weeks(first + timedelta(days=200)) == (13,)
    assert asked.stage is Stage.COUNTING
    held = asked.held(table, first)
    assert held.stage is Stage.NOT_YET
    assert held.due_weeks(first) == ()
    assert replace(held, left=first).stage is Stage.LEFT


def test_days_count_that_can_be_used_and_those_left_out_are_told(table: DayTable) -> None:
    days = table.rows(BEFORE, BEFORE + 60)
    question = asked_of(table)
    assert count(days, question).used.all(), "a night and its day"
    by_day = count(days, replace(question, first=Factor.STRESS))
    assert by_day.used.tolist() == [False, *[True] * 59], "a day needs the one before it"
    days.holiday[10:15] = True
    days.values["pain_average"][20] = np.nan
    days.copied["pain_average"][30:32] = True
    for item in ("pain_average", "into_bed", "got_up"):
        days.typed[item][40:43] = np.arange(40, 43) * 1440 + 1
    counted = count(days, question)
    assert np.flatnonzero(~counted.used).tolist() == [*range(10, 15), 20, 30, 31, 40, 41, 42]
    assert (counted.together, counted.repeated) == (3, 2)


def test_any_two_things_can_be_asked_about_and_own_items_too(table: DayTable) -> None:
    first = Question(Factor.ACTIVITY, True, Factor.TIME_ASLEEP, False, asked_of(table).asked)
    assert look(table, first, 26, ()).link.r is not None
    table.values["swim"] = (table.values["pain_average"] < 5).astype(np.float64)  # type: ignore[index]
    own = replace(first, first=Factor.TIME_ASLEEP, first_more=True, then="swim", then_more=True)
    assert look(table, own, 52, ()).is_yes
    gone = replace(own, then="nothing")
    assert look(table, gone, 52, ()).link.state is LinkState.TOO_EARLY


def test_a_record_keeps_a_question_and_its_looks_as_they_were(table: DayTable) -> None:
    found = found_in(table, asked_of(table, more=False))
    created = found.question.asked
    assert read_question(record_data(found), created) == found
    assert record_data(found)["answer"] == "not_clear"


def test_a_question_counts_from_the_day_it_was_written_down_on(table: DayTable) -> None:
    data = record_data(AskedQuestion(asked_of(table), "?"))
    created = asked_of(table).asked + timedelta(days=100)
    for asked in ("2001-01-01", "2001", "soon", ""):
        read = read_question({**data, "asked": asked}, created)
        assert read is not None
        assert read.question.asked >= created - timedelta(days=1)


@pytest.mark.parametrize("broken", [{"first": ""}, {"then": None}, {"then": "time_asleep"}, {"first_more": 7}])
def test_a_record_that_asks_nothing_is_passed_over(table: DayTable, broken: dict[str, object]) -> None:
    data = record_data(AskedQuestion(asked_of(table), "?"))
    wrong: list[object] = [{**data["asks"], **broken}, {}, [], "all", None]
    for asks in wrong:
        assert read_question({**data, "asks": asks}, date(2026, 1, 1)) is None
    assert read_question({"question": "?"}, date(2026, 1, 1)) is None


def test_looks_nobody_can_read_are_held_again(table: DayTable) -> None:
    data = record_data(found_in(table, asked_of(table)))
    read = read_question({**data, "looks": [{"weeks": "many"}]}, date(2026, 1, 1))
    assert read is not None
    assert read.looks == ()


@pytest.mark.parametrize(
    "weeks", [(-5,), (0,), (7,), (14,), (52,), (13, 13), (26, 13), (10**9,), (13, 26, 39, 52, 52)]
)
def test_looks_of_other_weeks_than_those_that_were_fixed_are_held_again(
    table: DayTable, weeks: tuple[int, ...]
) -> None:
    data = record_data(found_in(table, asked_of(table)))
    forged = [{"weeks": each, "link": {"state": "too_early", "pairs": 1, "days": 1}} for each in weeks]
    read = read_question({**data, "looks": forged}, date(2026, 1, 1))
    assert read is not None
    assert read.looks == ()


@pytest.mark.parametrize(
    "forged",
    [
        {"pairs": -4},
        {"pairs": 10**30},
        {"r": 1e308},
        {"r": None},
        {"low": -(10**40)},
        {"high": float("nan")},
        {"effective": 10**400},
        {"split": None},
        {"first": 10**30},
        {"first_then": -3},
        {"other_then": 10**30},
    ],
)
def test_looks_that_nobody_can_have_counted_are_held_again(table: DayTable, forged: dict[str, object]) -> None:
    data = record_data(found_in(table, asked_of(table)))
    held = data["looks"][0]
    held["split"] = held["split"] if "split" not in forged else None
    for part in (held["link"], held["split"] or {}):
        part.update({key: value for key, value in forged.items() if key in part})
    read = read_question(data, date(2026, 1, 1))
    assert read is not None
    assert read.looks == ()
