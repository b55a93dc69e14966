"""Somebody who never saw the page: Tab, what is said aloud at each stop, and an answer to that. Nothing else."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.day import Activity
from diary.journal.journal import Journal
from diary.screens.today import closing_line
from diary.ui.pages import Context
from tests.factory import TODAY
from tests.ui.today.opened import opened

MOST_TABS = 90
KEYS = {
    "How much could you do": "6",
    "How often did you take a break": "3",
    "Did you spend time with other people": "s",
    "How much stress": "4",
    "I worried that": "n",
    "I left something undone": "y",
    ": nothing marked": "5",
    "How tired were you": "5",
    "When did you go to bed": "10.15 pm",
    "How long did it take you to fall asleep": "20",
    "How long were you awake": "1:30",
    "When did you get out of bed": "715",
    "How did you sleep": "4",
    "How much pain did you have": "5",
    "Is there anything else": "rain",
    "What was good": "soup",
    "Activity": "wal",
    "Minutes": "40",
    "Effort": "3",
}
"""What is typed where the name holds this; a flag takes y and n, a choice its first letter."""
PRESSED = "Add an activity"


def _said(widget: QWidget) -> str:
    return str(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name))


def _stop(done: set[str], qtbot: QtBot) -> None:
    """Answer at one stop of the Tab key, once."""
    focus = QApplication.focusWidget()
    assert focus is not None
    name = _said(focus)
    assert name, type(focus)
    for words, typed in KEYS.items():
        if words in name and words not in done:
            done.add(words)
            qtbot.keyClicks(focus, typed)
            return
    if name == PRESSED and name not in done:
        done.add(name)
        qtbot.keyClick(focus, Qt.Key.Key_Space)
        _stop(done, qtbot)


def test_a_full_evening_is_logged_by_tab_and_what_is_said_at_each_stop(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        page.setFocus()
        done: set[str] = set()
        for _ in range(MOST_TABS):
            _stop(done, qtbot)
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            if "What was good" in done:
                break
        page.flush()
        day = journal.day(TODAY)
        assert {key: answer.value for key, answer in day.answers.items()} == {
            "function": 6, "breaks": 3, "people": 1, "stress": 4, "worried_damage": 0, "skipped_fear": 1,
            "body_map": 1, "fatigue": 5, "into_bed": 1335, "sleep_latency": 20, "awake_in_night": 90,
            "got_up": 435, "sleep_quality": 4, "pain_average": 5,
        }  # fmt: skip
        assert day.activities == (Activity("Walking", 40, 3),)
        assert list(day.areas.values()) == [5]
        assert day.notes == {"note": "rain", "good_thing": "soup"}
        assert page.sheet.closing.text() == closing_line(TODAY, TODAY, context.language)
