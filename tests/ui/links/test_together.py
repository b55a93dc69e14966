"""What goes together in the window: one question first, by mouse and keyboard, and all pairs behind it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.links.link import Factor, Outcome
from diary.domain.links.question import Question, Stage
from diary.journal.journal import Journal
from diary.ui.links.question import ChoiceCard, DatesLine, DaysStrip, Folded, QuestionCard, TogetherPage
from diary.ui.pages import Context
from diary.ui.widgets.buttons import SureButton
from tests.factory import TODAY, Clock, a_journal
from tests.journal.test_questions import days

ASKED = Question(Factor.STRESS, True, Outcome.FUNCTION, False, date.min)
Open = Callable[[], TogetherPage]
Part = TypeVar("Part", bound=QWidget)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    journal = a_journal(tmp_path / "links.diary", clock)
    yield journal
    journal.close()


@pytest.fixture
def open_page(context: Context, kept: Journal, qtbot: QtBot) -> Open:
    def open_it() -> TogetherPage:
        page = TogetherPage(context, kept)
        qtbot.addWidget(page)
        page.resize(1206, 640)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return open_it


def words(page: TogetherPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def shown(page: TogetherPage, kind: type[Part]) -> Part:
    found = [one for one in page.findChildren(kind) if one.isVisibleTo(page)]
    assert len(found) == 1
    return found[0]


def test_a_question_is_chosen_by_keyboard_and_asked(open_page: Open, kept: Journal, qtbot: QtBot) -> None:
    page = open_page()
    card = shown(page, ChoiceCard)
    card.first.setFocus()
    assert card.question.currentText() == "Is my day harder …?"
    assert card.words.text() == "Is my day harder after a short night?"
    qtbot.keyClick(card.first, Qt.Key.Key_Down)
    qtbot.keyClick(card.first, Qt.Key.Key_Down)
    assert card.words.text() == "Is my day harder after a day with much stress?"
    qtbot.keyClick(card.ask, Qt.Key.Key_Space)
    (asked,) = kept.questions.look()
    assert asked.words == "Is my day harder after a day with much stress?"
    assert f"Counting begins on {TODAY.day + 1} November" in words(page)
    assert shown(page, QuestionCard).other.hasFocus()


def test_the_open_question_is_told_to_the_eye_and_to_a_screen_reader(
    open_page: Open, kept: Journal, clock: Clock
) -> None:
    kept.questions.ask(ASKED, "?")
    clock.forward(days=30)
    kept.import_days(days(1, 30))
    page = open_page()
    assert "29 of 30 days count" in words(page)
    for part, spoken in ((DaysStrip, "29 of 30 days count"), (DatesLine, "21 February 2027, 13 weeks")):
        assert spoken in shown(page, part).accessibleName()
    page.grab()


def test_another_question_is_asked_only_after_it_was_said_what_that_means(
    open_page: Open, kept: Journal, qtbot: QtBot
) -> None:
    kept.questions.ask(ASKED, "?")
    page = open_page()
    shown(page, QuestionCard).other.click()
    assert "not looked at any more" in words(page)
    card = shown(page, ChoiceCard)
    assert [one.stage for one in kept.questions.look()] == [Stage.COUNTING]
    card.ask.click()
    assert [one.stage for one in kept.questions.look()] == [Stage.COUNTING, Stage.LEFT]
    assert "You chose another question" in words(page)


def test_an_answer_is_told_once_with_its_numbers_behind_how_sure(
    open_page: Open, kept: Journal, clock: Clock
) -> None:
    kept.questions.ask(ASKED, "?")
    clock.forward(days=91)
    kept.import_days(days(1, 90))
    page = open_page()
    assert "Yes: in your diary" in words(page)
    assert "r = " not in words(page)
    sure = next(one for one in page.findChildren(Folded) if isinstance(one.head, SureButton))
    sure.head.click()
    assert "r = " in words(page)


def test_a_change_is_counted_when_the_page_is_next_seen(open_page: Open, kept: Journal, clock: Clock) -> None:
    kept.questions.ask(ASKED, "?")
    clock.forward(days=3)
    page = open_page()
    assert "0 of 3 days count" in words(page)
    page.hide()
    kept.import_days(days(1, 3))
    page.on_day(kept.today)
    page.show()
    assert "2 of 3 days count" in words(page)


def test_all_pairs_stand_behind_the_question_and_lead_back(
    open_page: Open, context: Context, kept: Journal
) -> None:
    page = open_page()
    page.question.all_pairs.click()
    assert "Off until you ask for it" in words(page)
    again = TogetherPage(context, kept)
    again.recall(page.memory())
    assert again.pairs.isVisibleTo(again)
    page.back.click()
    assert "One question of your own" in words(page)


def test_what_cannot_be_stored_is_said(open_page: Open, kept: Journal) -> None:
    page = open_page()
    kept.path.rename(kept.path.with_suffix(".gone"))
    shown(page, ChoiceCard).ask.click()
    assert page.question.refused.isVisibleTo(page)
    assert page.question.refused.text()


def test_what_is_chosen_and_not_asked_yet_survives_a_change_and_another_language(
    open_page: Open, kept: Journal
) -> None:
    page = open_page()
    shown(page, ChoiceCard).show_places(2, 1)
    kept.answer(TODAY, "stress", 4)
    page.question._fill()
    assert shown(page, ChoiceCard).places == (2, 1)
    again = open_page()
    again.recall(page.memory())
    again.question._fill()
    assert shown(again, ChoiceCard).places == (2, 1)
    shown(again, ChoiceCard).ask.click()
    again.question._choose(is_choosing=True)
    assert shown(again, ChoiceCard).places == (1, 0)
