"""What a day costs, counted: an action is one click or one typed answer (Tab to the next question is none).

`pytest -s` prints the counts.
"""

import sys
from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.day import Activity, DayKind
from diary.journal.journal import Journal
from diary.screens.today import closing_line
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from diary.ui.widgets.keys import KeyRow
from tests.factory import NOW, TODAY, Clock, a_day
from tests.ui.today.opened import activity_rows, opened

MOST_TABS = 60
HARD_DAY, MORNING_CARD, SHORT_EVENING = 2, 5, 12
"""The most actions each may take."""


class Person:
    """Somebody who fills in the page; counts what that takes."""

    def __init__(self, page: TodayPage, qtbot: QtBot) -> None:
        self._page = page
        self._qtbot = qtbot
        self.actions = 0

    def has_used(self, most: int, what: str) -> bool:
        """Whether that was not more than allowed; the count is printed."""
        sys.stdout.write(f"\n{what}: {self.actions} actions, at most {most}\n")
        return self.actions <= most

    def click(self, widget: QWidget) -> None:
        self.actions += 1
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def choose(self, key: str, value: int) -> None:
        """Click a key of a question."""
        control = self._page.sheet.fields[key].control
        assert isinstance(control, KeyRow)
        self.click(control.keys[value - control._first])

    def write(self, key: str, text: str) -> None:
        """Type an answer in its field."""
        self.actions += 1
        control = self._page.sheet.fields[key].control
        control.setFocus()
        self._qtbot.keyClicks(control, text)
        self._qtbot.keyClick(control, Qt.Key.Key_Tab)

    def tab_to(self, widget: QWidget) -> None:
        for _ in range(MOST_TABS):
            if QApplication.focusWidget() is widget:
                return
            self._qtbot.keyClick(QApplication.focusWidget() or self._page, Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not come to {widget.accessibleName()}")

    def key_in(self, key: str, text: str) -> None:
        """Answer a question by keyboard alone."""
        self.actions += 1
        control = self._page.sheet.fields[key].control
        self.tab_to(control)
        self._qtbot.keyClicks(control, text)

    def press(self, button: QPushButton) -> None:
        """Press a button by keyboard alone."""
        self.actions += 1
        self.tab_to(button)
        self._qtbot.keyClick(button, Qt.Key.Key_Space)


def _values(journal: Journal) -> Mapping[str, float]:
    return {key: answer.value for key, answer in journal.day(TODAY).answers.items()}


MORNING = {"into_bed": "2310", "sleep_latency": "25", "awake_in_night": "30", "got_up": "7:05"}
NIGHT = {"into_bed": 1390, "sleep_latency": 25, "awake_in_night": 30, "got_up": 425, "sleep_quality": 4}
EVENING = {"function": 6, "people": 1, "stress": 3, "worried_damage": 0, "skipped_fear": 0, "fatigue": 5}


def _with_history(journal: Journal) -> None:
    walk = [Activity("Walking", 30, 3)]
    journal.import_days([a_day(ago, areas={"back_neck_l": 5}, activities=walk, breaks=3) for ago in range(1, 5)])


def test_a_hard_day_takes_two_clicks(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        person = Person(page, qtbot)
        person.click(page.header.hard)
        person.click(page.hard_day.keys.keys[3])
        assert person.has_used(HARD_DAY, "hard day by mouse")
        assert journal.day(TODAY).kind is DayKind.HARD
        assert _values(journal) == {"function": 3}


def test_a_hard_day_by_keyboard_alone_is_a_key_and_an_answer(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        person = Person(page, qtbot)
        page.header.setFocus()
        person.press(page.header.hard)
        person.actions += 1
        qtbot.keyClicks(QApplication.focusWidget(), "3")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert person.has_used(HARD_DAY, "hard day by keyboard")
        assert journal.day(TODAY).kind is DayKind.HARD
        assert _values(journal) == {"function": 3}


def test_the_morning_takes_five_inputs(context: Context, journal: Journal, clock: Clock, qtbot: QtBot) -> None:
    clock.now = NOW.replace(hour=8)
    with opened(context, journal, qtbot) as page:
        assert page.sheet.cards[0].key == "night"
        person = Person(page, qtbot)
        for key, text in MORNING.items():
            person.write(key, text)
        person.choose("sleep_quality", 4)
        assert person.has_used(MORNING_CARD, "morning card by mouse and keys")
        assert _values(journal) == NIGHT
        assert page.sheet.cards[0]._state.is_answered


def test_the_morning_takes_five_inputs_by_keyboard_alone(
    context: Context, journal: Journal, clock: Clock, qtbot: QtBot
) -> None:
    clock.now = NOW.replace(hour=8)
    with opened(context, journal, qtbot) as page:
        person = Person(page, qtbot)
        page.setFocus()
        assert QApplication.focusWidget() is page.sheet.fields["into_bed"].control
        for key, text in {**MORNING, "sleep_quality": "4"}.items():
            person.key_in(key, text)
        assert person.has_used(MORNING_CARD, "morning card by keyboard")
        assert _values(journal) == NIGHT


def test_the_short_evening_takes_at_most_twelve_actions(context: Context, journal: Journal, qtbot: QtBot) -> None:
    _with_history(journal)
    journal.answer_all(TODAY, NIGHT)
    with opened(context, journal, qtbot) as page:
        person = Person(page, qtbot)
        person.click(activity_rows(page).usual[0])
        for key, value in EVENING.items():
            person.choose(key, value)
        person.write("breaks", "4")
        assert page.sheet.body is not None
        person.click(page.sheet.body.as_before)
        person.choose("pain_average", 5)
        person.write("good_thing", "soup with a friend")
        page.flush()
        assert person.has_used(SHORT_EVENING, "short evening by mouse")
        assert _is_whole(page, journal)


def test_the_short_evening_by_keyboard_alone(context: Context, journal: Journal, qtbot: QtBot) -> None:
    _with_history(journal)
    journal.answer_all(TODAY, NIGHT)
    with opened(context, journal, qtbot) as page:
        person = Person(page, qtbot)
        page.setFocus()
        person.key_in("function", "6")
        person.press(activity_rows(page).usual[0])
        for key, text in {
            "breaks": "4", "people": "s", "stress": "3", "worried_damage": "n", "skipped_fear": "n",
        }.items():  # fmt: skip
            person.key_in(key, text)
        assert page.sheet.body is not None
        person.press(page.sheet.body.as_before)
        for key, text in {"fatigue": "5", "pain_average": "5", "good_thing": "soup with a friend"}.items():
            person.key_in(key, text)
        page.flush()
        assert person.has_used(SHORT_EVENING, "short evening by keyboard")
        assert _is_whole(page, journal)


def _is_whole(page: TodayPage, journal: Journal) -> bool:
    """Everything of the evening is in the file, and the page says that this is all."""
    day = journal.day(TODAY)
    assert {key: day.value(key) for key in EVENING} == EVENING
    assert (day.value("breaks"), day.value("pain_average")) == (4, 5)
    assert day.activities == (Activity("Walking", 30),)
    assert dict(day.areas) == {"back_neck_l": 5}
    assert day.notes == {"good_thing": "soup with a friend"}
    assert [card.key for card in page.sheet.cards if not card._state.is_answered] == ["moments", "note"]
    return page.sheet.closing.text() == closing_line(TODAY, TODAY, page._context.language)
