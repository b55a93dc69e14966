"""Questions in a diary: asked once, looked at on their days, frozen then, kept whatever happens to the file."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from diary.domain.day import Day, DayKind
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.links.link import Factor, LinkState, Outcome
from diary.domain.links.question import AskedQuestion, Question, Stage
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.journal.questions import QUESTION
from tests.factory import TODAY, Clock, a_day, a_journal
from tests.journal.two_copies import Pair

ASKED = Question(Factor.STRESS, True, Outcome.FUNCTION, False, date.min)
OTHER = Question(Factor.STRESS, True, Outcome.PAIN, True, date.min)


def days(first: int, last: int, *, linked: bool = True) -> list[Day]:
    """Days from now on: a day after much stress is harder, or as any other."""
    chance = np.random.default_rng(4)
    stress = chance.integers(0, 11, last + 2)
    noise = chance.integers(-2, 3, last + 2)
    function = [5 - (stress[at - 1] - 5) // 2 * linked + noise[at] for at in range(last + 2)]
    return [a_day(-at, stress=float(stress[at]), function=float(function[at])) for at in range(first, last + 1)]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    made = a_journal(tmp_path / "my.diary", clock, [a_day(5, stress=3)])
    yield made
    made.close()


def the_one(journal: Journal) -> AskedQuestion:
    return journal.questions.look()[0]


def test_a_question_counts_from_the_day_after_it_was_asked(journal: Journal, clock: Clock) -> None:
    journal.questions.ask(ASKED, "Is my day harder?")
    asked = the_one(journal)
    assert (asked.words, asked.question.asked, asked.stage) == ("Is my day harder?", TODAY, Stage.COUNTING)
    assert len(journal.questions.counted(asked).used) == 0
    clock.forward(days=1)
    assert journal.questions.counted(the_one(journal)).used.tolist() == [False]
    clock.forward(days=2)
    journal.import_days(days(0, 3))
    assert journal.questions.counted(the_one(journal)).used.tolist() == [False, True, True]


def test_days_that_were_there_when_it_was_asked_never_count(journal: Journal, clock: Clock) -> None:
    clock.forward(days=100)
    journal.import_days(days(1, 100))
    clock.forward(days=-90)  # set back, as computers are
    journal.questions.ask(ASKED, "?")
    assert the_one(journal).question.asked == TODAY + timedelta(days=100)


def test_a_day_typed_years_ahead_by_mistake_does_not_move_the_start(journal: Journal, clock: Clock) -> None:
    clock.forward(days=2000)
    journal.answer(TODAY + timedelta(days=2000), "stress", 3)
    clock.forward(days=-2000)
    journal.questions.ask(ASKED, "?")
    assert the_one(journal).question.asked == TODAY


def test_it_is_looked_at_on_its_day_and_frozen(journal: Journal, clock: Clock) -> None:
    journal.questions.ask(ASKED, "?")
    clock.forward(days=90)
    journal.import_days(days(1, 90))
    assert the_one(journal).stage is Stage.COUNTING
    clock.forward(days=1)
    found = the_one(journal)
    assert found.stage is Stage.YES
    assert found.looks[0].weeks == 13
    for at in range(1, 91):
        journal.answer(TODAY + timedelta(days=at), "function", 5)
    assert the_one(journal) == found
    clock.forward(days=-40)
    assert the_one(journal) == found, "a clock that is set back takes no answer away"


def test_a_look_uses_the_days_before_its_date_however_late_the_diary_is_opened(
    journal: Journal, clock: Clock
) -> None:
    journal.questions.ask(ASKED, "?")
    clock.forward(days=150)
    journal.import_days(days(1, 149))
    late = the_one(journal)
    assert late.stage is Stage.YES
    assert [one.weeks for one in late.looks] == [13]
    assert late.looks[0].link.pairs <= 90


def test_undo_takes_back_what_was_typed_and_no_look(journal: Journal, clock: Clock) -> None:
    journal.questions.ask(ASKED, "?")
    clock.forward(days=91)
    journal.import_days(days(1, 90))
    journal.answer(journal.today, "stress", 7)
    found = the_one(journal)
    journal.history.undo()
    assert journal.day(journal.today).value("stress") is None
    assert journal.records(QUESTION)[0].data["answer"] == "yes"
    assert the_one(journal) == found


def test_asking_can_be_undone(journal: Journal) -> None:
    journal.questions.ask(ASKED, "?")
    journal.questions.ask(OTHER, "??")
    journal.history.undo()
    assert [one.stage for one in journal.questions.look()] == [Stage.COUNTING]


def test_asking_that_was_looked_at_since_is_refused_and_not_said_to_be_undone(
    journal: Journal, clock: Clock
) -> None:
    journal.answer(TODAY, "stress", 7)
    journal.questions.ask(ASKED, "?")
    clock.forward(days=91)
    found = the_one(journal)
    assert found.looks
    with pytest.raises(Refusal) as refused:
        journal.history.undo()
    assert refused.value.reason is Reason.NOTHING_TO_UNDO
    assert the_one(journal) == found
    journal.history.undo()
    assert journal.day(TODAY).value("stress") is None, "what is older can still be taken back"


def test_another_question_ends_the_one_before_it_and_both_are_kept(journal: Journal, clock: Clock) -> None:
    journal.questions.ask(ASKED, "?")
    clock.forward(days=60)
    journal.import_days(days(1, 60))
    journal.questions.ask(OTHER, "??")
    clock.forward(days=40)
    assert [one.stage for one in journal.questions.look()] == [Stage.COUNTING, Stage.LEFT]
    assert journal.questions.look()[1].looks == ()


def test_a_look_that_was_due_is_held_before_another_question_is_asked(journal: Journal, clock: Clock) -> None:
    journal.questions.ask(ASKED, "?")
    clock.forward(days=95)
    journal.import_days(days(1, 94))
    journal.questions.ask(OTHER, "??")
    assert [one.stage for one in journal.questions.look()] == [Stage.COUNTING, Stage.YES]


def test_a_year_without_a_link_ends_without_a_clear_answer(journal: Journal, clock: Clock) -> None:
    journal.questions.ask(ASKED, "?")
    clock.forward(days=364)
    journal.import_days(days(1, 363, linked=False))
    found = the_one(journal)
    assert found.stage is Stage.NOT_CLEAR
    assert [one.weeks for one in found.looks] == [13, 26, 39, 52]
    assert journal.records(QUESTION)[0].data["weeks"] == 52


def test_an_own_item_that_is_deleted_leaves_the_question_and_its_words(journal: Journal, clock: Clock) -> None:
    journal.save_own_item(OwnItem(Item("own_swim", Kind.FLAG, "own", 0, 1, own=True), {"en": "Swim"}))
    question = Question("own_swim", True, Outcome.FUNCTION, True, date.min)
    journal.questions.ask(question, "Is my day easier after a day with much of “Swim”?")
    journal.delete_own_item("own_swim")
    clock.forward(days=364)
    found = the_one(journal)
    assert found.stage is Stage.NOT_CLEAR
    assert "Swim" in found.words
    assert found.looks[-1].link.state is LinkState.TOO_EARLY


def test_a_diary_that_cannot_be_written_is_looked_at_all_the_same(journal: Journal, clock: Clock) -> None:
    journal.questions.ask(ASKED, "?")
    clock.forward(days=91)
    journal.import_days(days(1, 90))
    journal.path.chmod(0o400)
    before = journal.records(QUESTION)
    journal.path.rename(journal.path.with_suffix(".gone"))
    assert the_one(journal).stage is Stage.YES
    assert journal.records(QUESTION) == before


def test_two_copies_that_each_asked_have_one_open_question(tmp_path: Path) -> None:
    pair = Pair(tmp_path, [a_day(3, stress=4)])
    pair.one.questions.ask(ASKED, "?")
    pair.two.questions.ask(OTHER, "??")
    pair.one.history.merge(pair.two.history.snapshot())
    stages = [one.stage for one in pair.one.questions.look()]
    pair.close()
    assert stages == [Stage.COUNTING, Stage.LEFT]


def test_an_answer_goes_along_when_copies_are_merged_and_stays_when_old_days_come_in(tmp_path: Path) -> None:
    pair = Pair(tmp_path, [a_day(3, stress=4)])
    pair.one.questions.ask(ASKED, "?")
    pair.two.history.merge(pair.one.history.snapshot())
    pair.tick(days=91)
    pair.one.import_days(days(1, 90))
    found = the_one(pair.one)
    assert found.stage is Stage.YES
    pair.two.import_days(days(1, 60, linked=False))
    pair.one.history.merge(pair.two.history.snapshot())
    kept = the_one(pair.one)
    pair.two.history.merge(pair.one.history.snapshot())
    taken = the_one(pair.two)
    pair.close()
    assert (kept, taken) == (found, found)


def test_an_answer_survives_another_day_boundary_and_a_holiday(journal: Journal, clock: Clock) -> None:
    journal.questions.ask(ASKED, "?")
    clock.forward(days=91)
    journal.import_days(days(1, 90))
    found = the_one(journal)
    journal.set_kind(TODAY + timedelta(days=20), DayKind.HOLIDAY)
    journal.set_form(replace(journal.form(), boundary_minutes=0))
    assert the_one(journal) == found


def test_holidays_are_left_out_of_a_look(journal: Journal, clock: Clock) -> None:
    journal.questions.ask(ASKED, "?")
    clock.forward(days=91)
    journal.import_days(days(1, 90))
    for at in range(10, 70):
        journal.set_kind(TODAY + timedelta(days=at), DayKind.HOLIDAY)
    assert the_one(journal).looks[0].link.state is LinkState.TOO_EARLY
    assert journal.questions.counted(the_one(journal)).used.sum() < 40
