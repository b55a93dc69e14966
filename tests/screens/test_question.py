"""One question as a value: in plain words of both languages, kind when there is no answer, its counts behind."""

from datetime import date, timedelta

import numpy as np
import pytest
from msgspec.structs import replace

from diary.content.library import Library, load_library
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.links.link import Factor, Link, LinkState, Outcome
from diary.domain.links.question import AskedQuestion, Counted, Look, Question, Split
from diary.paths import resources
from diary.screens.question import build_questions, firsts, found_state, question_words, questions_after
from tests.factory import TODAY

QUESTION = Question(Factor.TIME_ASLEEP, False, Outcome.FUNCTION, False, TODAY - timedelta(days=100))
FOUND = Look(13, Link(LinkState.PATTERN, 80, 90, 0.4, 0.1, 0.6, 70.0), Split(26, 19, 54, 20))
NOTHING = Look(13, Link(LinkState.NO_CLEAR_PATTERN, 80, 90, 0.1, -0.1, 0.3, 70.0), Split(26, 13, 54, 27))
EARLY = Look(52, Link(LinkState.TOO_EARLY, 1, 40))
COUNTED = Counted(np.array([True, False, True]), 1, 2)


def said(asked: AskedQuestion, library: Library) -> str:
    (found,) = build_questions([asked], None, library).earlier
    return " ".join((found.words, found.result, found.more, found.counts, found.when, found.numbers))


def test_the_open_question_says_what_counts_and_when_it_is_looked_at(english: Library, dutch: Library) -> None:
    asked = AskedQuestion(QUESTION, "?", (NOTHING,))
    state = build_questions([asked], COUNTED, english).current
    assert state is not None
    assert state.found.words == "Is my day harder after a short night?"
    assert state.counted == "2 of 3 days count"
    assert "1 pair was typed in one go" in state.left_out
    assert "2 days were copied" in state.left_out
    assert [mark.is_held for mark in state.marks] == [True, False, False, False]
    assert [mark.is_next for mark in state.marks] == [False, True, False, False]
    assert "too early" in state.found.result
    assert state.marks[1].day in state.found.more
    assert not state.found.counts, "nothing is shown that one could look at in between"
    dutch_state = build_questions([asked], COUNTED, dutch).current
    assert dutch_state is not None
    assert dutch_state.found.words == "Is mijn dag na een korte nacht zwaarder?"
    assert dutch_state.counted == "2 van de 3 dagen tellen mee"


def test_counting_begins_after_the_day_it_was_asked_on_also_where_that_is_still_to_come(english: Library) -> None:
    asked = AskedQuestion(replace(QUESTION, asked=date(2037, 11, 4)), "?")
    state = build_questions([asked], Counted(np.zeros(0, dtype=bool), 0, 0), english).current
    assert state is not None
    assert state.counted == "Counting begins on 5 November 2037."


def test_a_yes_is_a_sentence_with_its_counts_and_no_cause(english: Library) -> None:
    words = said(AskedQuestion(QUESTION, "?", (FOUND,)), english)
    assert "went together more often" in words
    assert "does not say why" in words
    assert "19 of 26 times after a short night, and 20 of 54 times otherwise" in words
    assert "0.40 (0.10 to 0.60" in words


def test_numbers_behind_an_answer_are_rounded_as_all_numbers_are(english: Library, dutch: Library) -> None:
    exact = Look(13, Link(LinkState.PATTERN, 80, 90, 0.375, 0.125, 0.625, 70.5), FOUND.split)
    assert "0.38 (0.13 to 0.63" in said(AskedQuestion(QUESTION, "?", (exact,)), english)
    assert "0,38 (0,13 tot 0,63" in said(AskedQuestion(QUESTION, "?", (exact,)), dutch)
    nearly = Look(13, Link(LinkState.PATTERN, 80, 90, 0.4, -0.004, 0.6, 70.0), FOUND.split)
    assert "0.40 (0.00 to" in said(AskedQuestion(QUESTION, "?", (nearly,)), english)


def test_no_clear_answer_is_said_kindly_and_too_few_days_are_no_answer(english: Library) -> None:
    last = Look(52, NOTHING.link, NOTHING.split)
    assert "usually ends" in said(AskedQuestion(QUESTION, "?", (last,)), english)
    few = said(AskedQuestion(QUESTION, "?", (EARLY,)), english)
    assert "Too few days counted" in few
    assert "1 pair of days" in few
    left = said(AskedQuestion(QUESTION, "?", (), left=TODAY), english)
    assert "another question" in left


@pytest.mark.parametrize("code", ["en", "nl"])
def test_every_question_has_words_of_its_own(code: str) -> None:
    own = OwnItem(Item("own_swim", Kind.FLAG, "own", 0, 1, own=True), {"en": "{Swim}"})
    clock = OwnItem(Item("own_tea", Kind.CLOCK, "own", 0, 1439, own=True), {"en": "Tea"})
    library = load_library(resources(), code, [own, clock])
    sides = [side for side, _ in firsts(library)]
    assert sides[0] == Outcome.FUNCTION
    assert sides[-3:] == ["own_swim", Outcome.SPREAD, Outcome.PAIN]
    words = [text for side in sides for _, _, text in questions_after(side, TODAY, library)]
    assert len(words) == len(set(words)) == 10 * 18
    assert all(text.endswith("?") for text in words)
    assert any(("“{Swim}”" if code == "en" else "‘{Swim}’") in text for text in words)


def test_a_question_keeps_the_name_its_item_had_when_it_was_asked() -> None:
    renamed = OwnItem(Item("own_swim", Kind.FLAG, "own", 0, 1, own=True), {"en": "Diving"})
    about_it = Question("own_swim", True, Outcome.PAIN, True, date(2026, 1, 1))
    built_in = Question("stress", True, Outcome.PAIN, True, date(2026, 1, 1))
    library = load_library(resources(), "en", [renamed])
    own, other = (
        found_state(AskedQuestion(one, "As it was asked?"), library).words for one in (about_it, built_in)
    )
    assert own == "As it was asked?"
    assert other != own, "in the language of the window"


def test_a_question_about_an_item_that_is_gone_reads_as_it_was_asked(english: Library) -> None:
    gone = Question("own_swim", True, Outcome.PAIN, True, date(2026, 1, 1))
    assert "Do I have" in said(AskedQuestion(gone, "Do I have more pain after swimming?"), english)
    assert question_words(gone, english) == ""
    assert "19 of 26" not in said(AskedQuestion(gone, "As asked?", (FOUND,)), english)


def test_nothing_can_be_asked_about_itself(english: Library) -> None:
    for first, _ in firsts(english):
        assert first not in {one.then for one, _, _ in questions_after(first, TODAY, english)}
