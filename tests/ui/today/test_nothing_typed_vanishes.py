"""A key that means nothing is said to mean nothing, or is heard where it can count."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.day import Answer
from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from diary.ui.widgets.keys import KeyRow, ScaleKeys
from diary.ui.widgets.typed import TypedField
from tests.factory import NOW, TODAY, a_day
from tests.ui.today.opened import opened

YESTERDAY = TODAY - timedelta(days=1)
EVENING = {"function": 6, "breaks": 3, "stress": 4, "fatigue": 5, "sleep_quality": 4, "pain_average": 3}


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def second_day(journal: Journal) -> Journal:
    day = a_day(1, areas={"front_knee_l": 4})
    more = {
        key: Answer(value, NOW - timedelta(days=1))
        for key, value in {**EVENING, "into_bed": 1390, "people": 1}.items()
    }
    journal.import_days([replace(day, answers={**day.answers, **more})])
    return journal


def test_tab_on_the_second_day_goes_from_question_to_question(
    context: Context, second_day: Journal, qtbot: QtBot
) -> None:
    with opened(context, second_day, qtbot) as page:
        page.setFocus()
        typed: dict[str, int] = {}
        for _ in range(60):
            focus = _focused()
            key = next((key for key, field in page.sheet.fields.items() if field.control is focus), None)
            assert (
                key is not None
                or page.sheet.body is None
                or page.sheet.body.isAncestorOf(focus)
                or any(field.isAncestorOf(focus) for field in page.sheet.fields.values())
            ), focus.accessibleName()
            if key in EVENING and isinstance(focus, ScaleKeys | TypedField):
                qtbot.keyClicks(focus, str(EVENING[key]))
                typed[key] = EVENING[key]
            if len(typed) == len(EVENING):
                break
            qtbot.keyClick(focus, Qt.Key.Key_Tab)
        page.flush()
        stored = {key: second_day.day(TODAY).value(key) for key in EVENING}
        assert stored == EVENING


def test_what_helps_is_reached_after_the_last_question(
    context: Context, second_day: Journal, qtbot: QtBot
) -> None:
    with opened(context, second_day, qtbot) as page:
        page.setFocus()
        reached = [_focused()]
        for _ in range(120):
            qtbot.keyClick(_focused(), Qt.Key.Key_Tab)
            reached.append(_focused())
        last = max(
            reached.index(field.control) for field in page.sheet.fields.values() if field.control in reached
        )
        helpers = [helper for each in page.sheet.cards for helper in each.helpers if helper.isVisible()]
        assert helpers
        assert all(reached.index(helper) > last for helper in helpers if helper in reached)
        assert any(helper in reached for helper in helpers)


@pytest.mark.parametrize("place", ["before", "hard", "as_before", "offer of another card"])
def test_a_digit_typed_on_a_button_goes_to_the_nearest_open_question(
    context: Context, second_day: Journal, qtbot: QtBot, place: str
) -> None:
    with opened(context, second_day, qtbot) as page:
        sleep = next(each for each in page.sheet.cards if "sleep_quality" in each.fields)
        button = {
            "before": page.header.before,
            "hard": page.header.hard,
            "as_before": sleep.as_before,
            "offer of another card": page.sheet.cards[-1].fold,
        }[place]
        button.setFocus()
        qtbot.keyClicks(button, "2")
        page.flush()
        stored = second_day.day(TODAY)
        assert len(stored.answers) == 1
        assert _focused() in [field.control for field in page.sheet.fields.values()]
        if place == "as_before":
            assert sleep.isAncestorOf(_focused())


def test_a_letter_on_a_button_answers_nothing_far_away(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        page.header.before.setFocus()
        qtbot.keyClicks(page.header.before, "n")
        assert "n" in QToolTip.text()
        QToolTip.hideText()
        assert journal.day(TODAY).is_empty


def test_a_digit_on_a_button_changes_no_answer_that_is_there(
    context: Context, second_day: Journal, qtbot: QtBot
) -> None:
    with opened(context, second_day, qtbot) as page:
        stress = page.sheet.fields["stress"].control
        assert isinstance(stress, KeyRow)
        stress.choose(9)
        helper = next(each for each in page.sheet.cards if "stress" in each.fields).as_before
        helper.setFocus()
        qtbot.keyClicks(helper, "2")
        assert second_day.day(TODAY).value("stress") == 9


def test_with_nothing_open_it_is_said_that_it_was_no_answer(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        for each in page.sheet.cards:
            each.set_folded(True)
        page.header.before.setFocus()
        qtbot.keyClicks(page.header.before, "7")
        assert "7" in QToolTip.text()
        QToolTip.hideText()
        assert journal.day(TODAY).is_empty


@pytest.mark.parametrize(("key", "typed"), [("sleep_quality", "7"), ("stress", "x"), ("worried_damage", "q")])
def test_what_a_row_does_not_know_is_said_beside_it(
    context: Context, journal: Journal, qtbot: QtBot, key: str, typed: str
) -> None:
    with opened(context, journal, qtbot) as page:
        field = page.sheet.fields[key]
        assert isinstance(field.control, KeyRow)
        field.control.setFocus()
        qtbot.keyClicks(field.control, typed)
        assert journal.day(TODAY).is_empty
        said = field.notice
        assert typed in said.text()
        assert field.control.keys_in_words in said.text()
        qtbot.keyClicks(field.control, "1")
        assert said.isHidden()
        assert journal.day(TODAY).value(key) is not None


def test_a_digit_on_the_body_s_buttons_is_said_to_be_none(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        body = page.sheet.body
        assert body is not None
        body.pain_free.setFocus()
        qtbot.keyClicks(body.pain_free, "5")
        assert "5" in body.notice.text()
        assert journal.day(TODAY).is_empty


def test_the_hard_day_s_question_hears_what_is_typed_on_its_buttons(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        page.header.hard.click()
        page.hard_day.not_now.setFocus()
        qtbot.keyClicks(page.hard_day.not_now, "2")
        assert page.hard_day.keys.value == 2
        assert page.hard_day.keys.hasFocus()


@pytest.mark.parametrize("way", ["button", "keys"])
def test_another_day_begins_at_its_first_open_question(
    context: Context, second_day: Journal, qtbot: QtBot, way: str
) -> None:
    second_day.answer(YESTERDAY - timedelta(days=1), "function", 3)
    with opened(context, second_day, qtbot) as page:
        page.header.before.setFocus()
        if way == "button":
            qtbot.keyClick(page.header.before, Qt.Key.Key_Space)
        else:
            page.go_by(-1)
        assert not page.header.before.hasFocus()
        page.go_by(-1)
        _types_in_the_first_open(page, second_day, qtbot)


def _types_in_the_first_open(page: TodayPage, journal: Journal, qtbot: QtBot) -> None:
    fields = page.sheet.fields
    focus = _focused()
    key = next(key for key, field in fields.items() if field.control is focus)
    assert key != "function"
    assert not fields[key].is_answered
    qtbot.keyClicks(focus, "3")
    page.flush()
    assert journal.day(page.day).value(key) is not None


def test_ctrl_r_fills_in_a_card_as_the_day_before(context: Context, second_day: Journal, qtbot: QtBot) -> None:
    with opened(context, second_day, qtbot) as page:
        control = page.sheet.fields["sleep_quality"].control
        control.setFocus()
        qtbot.keyClick(control, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        assert second_day.day(TODAY).value("sleep_quality") == 4
