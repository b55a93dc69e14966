"""A hard day is two clicks, one change, and enough."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from diary.domain.day import DayKind
from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.program import application
from diary.ui.style import apply_look
from tests.factory import TODAY
from tests.ui.today.opened import opened

LEFT = Qt.MouseButton.LeftButton


def test_two_clicks_note_a_hard_day_and_how_much_could_be_done(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        qtbot.mouseClick(page.header.hard, LEFT)
        assert journal.day(TODAY).is_empty
        words = context.library.words.items["function"]
        assert (page.hard_day.low.text(), page.hard_day.high.text()) == (words.low, words.high) != ("", "")
        qtbot.mouseClick(page.hard_day.keys.keys[2], LEFT)
        day = journal.day(TODAY)
        assert day.kind is DayKind.HARD
        assert {key: answer.value for key, answer in day.answers.items()} == {"function": 2}
        assert not page.hard_day.isVisible()
        assert page.header.hard.isChecked()
        assert "enough" in page.sheet.calm.text()
        page.undo()
        assert journal.day(TODAY).is_empty
        assert journal.day(TODAY).kind is DayKind.ORDINARY
        assert not page.header.hard.isChecked()


def test_a_hard_day_may_stay_without_any_answer(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        page.header.hard.click()
        page.hard_day.only_this.click()
        assert journal.day(TODAY).kind is DayKind.HARD
        assert journal.day(TODAY).is_empty


@pytest.mark.parametrize("way", ["only this", "an answer", "not now", "escape"])
def test_the_keyboard_goes_on_with_the_day_after_it(
    context: Context, journal: Journal, qtbot: QtBot, way: str
) -> None:
    with opened(context, journal, qtbot) as page:
        page.header.hard.click()
        card = page.hard_day
        if way == "escape":
            qtbot.keyClick(card.keys, Qt.Key.Key_Escape)
        else:
            parts = {"only this": card.only_this, "an answer": card.keys.keys[3], "not now": card.not_now}
            parts[way].setFocus()
            qtbot.mouseClick(parts[way], LEFT)
        focus, first = page.focusWidget(), page.sheet.first_control()
        assert focus is not None
        assert first is not None
        assert focus in {first, *first.findChildren(QAbstractButton)}
        assert focus.hasFocus()


def test_a_hard_day_by_keyboard(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        page.header.hard.setFocus()
        qtbot.keyClick(page.header.hard, Qt.Key.Key_Space)
        qtbot.keyClicks(page.hard_day.keys, "10")
        qtbot.keyClick(page.hard_day.keys, Qt.Key.Key_Return)
        assert journal.day(TODAY).kind is DayKind.HARD
        assert journal.day(TODAY).value("function") == 10


def test_what_was_typed_without_enter_is_kept_when_another_day_is_shown(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        page.header.hard.click()
        qtbot.keyClicks(page.hard_day.keys, "2")
        page.go_by(-1)
        assert not page.hard_day.isVisible()
        assert journal.day(TODAY).kind is DayKind.HARD
        assert journal.day(TODAY).value("function") == 2


@pytest.mark.parametrize("way", ["button", "escape", "other day"])
def test_one_can_think_better_of_it(context: Context, journal: Journal, qtbot: QtBot, way: str) -> None:
    with opened(context, journal, qtbot) as page:
        page.header.hard.click()
        if way == "button":
            page.hard_day.not_now.click()
        elif way == "escape":
            qtbot.keyClick(page.hard_day.keys, Qt.Key.Key_Escape)
        else:
            page.go_by(-1)
        assert not page.hard_day.isVisible()
        assert journal.day(TODAY).kind is DayKind.ORDINARY
        assert not page.header.hard.isChecked()


def test_that_it_was_no_hard_day_after_all_is_one_click_and_keeps_the_answers(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.answer_all(TODAY, {"function": 3}, kind=DayKind.HARD)
    with opened(context, journal, qtbot) as page:
        page.header.hard.click()
        assert journal.day(TODAY).kind is DayKind.ORDINARY
        assert journal.day(TODAY).value("function") == 3
        assert not page.sheet.calm.isVisible()


@pytest.mark.parametrize("way", ["an answer", "not now", "other day"])
def test_the_question_stands_there_once(context: Context, journal: Journal, qtbot: QtBot, way: str) -> None:
    with opened(context, journal, qtbot) as page:
        below = page.sheet.fields["function"]
        page.header.hard.click()
        assert page.hard_day.question.text() == below.question.text()
        assert not below.isVisible()
        near = page.sheet.question_near(below)
        assert near is not below.control
        if way == "other day":
            page.go_by(-1)
        else:
            (page.hard_day.keys.keys[3] if way == "an answer" else page.hard_day.not_now).click()
        assert page.sheet.fields["function"].isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_card_keeps_its_height_on_a_small_screen(
    context: Context, journal: Journal, qtbot: QtBot, percent: int
) -> None:
    apply_look(application(), context.theme, percent / 100)
    with opened(context, journal, qtbot) as page:
        page.resize(850, 560)
        page.header.hard.click()
        qtbot.waitUntil(lambda: page.hard_day.height() >= page.hard_day.heightForWidth(page.hard_day.width()))
        assert not page.hard_day.only_this.geometry().intersects(page.hard_day.keys.geometry())
        assert page.hard_day.keys.height() >= page.hard_day.keys.minimumSizeHint().height()
        assert page.sheet.sheets.verticalScrollBar().value() == 0
