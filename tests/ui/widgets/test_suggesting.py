"""What was said before is offered, and taken only when a person takes it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from diary.ui.widgets.suggesting import SuggestingLine


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[SuggestingLine]:
    page = QWidget()
    column = QVBoxLayout(page)
    line = SuggestingLine("Activity")
    line.suggest(["Fietsen", "Wandelen", "Hond uitlaten"])
    column.addWidget(line)
    column.addWidget(QLineEdit())
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    line.setFocus()
    yield line
    line.popup.hide()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("typed", ["wan", "WAN", "w", "wandelen"])
def test_the_first_letters_and_one_key_are_enough(
    line: SuggestingLine, qtbot: QtBot, typed: str, key: Qt.Key
) -> None:
    taken = []
    line.taken.connect(lambda: taken.append(line.text()))
    qtbot.keyClicks(line, typed)
    assert line.text() == typed
    assert line.marked() == "Wandelen"
    qtbot.keyClick(line, key)
    assert line.text() == "Wandelen"
    assert taken == ["Wandelen"]
    assert line.hasFocus() is (key is not Qt.Key.Key_Tab)


def test_words_that_go_on_are_kept_as_they_are(line: SuggestingLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line, "wandeling")
    assert line.marked() is None
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "wandeling"


def test_escape_leaves_what_was_typed(line: SuggestingLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line, "wan")
    qtbot.keyClick(line.popup, Qt.Key.Key_Escape)
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "wan"


def test_letters_in_the_middle_are_offered_and_not_marked(line: SuggestingLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line, "uit")
    assert line.completer().completionCount() == 1
    assert line.marked() is None
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "uit"


def test_going_on_typing_and_taking_back_mark_anew(line: SuggestingLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line, "f")
    assert line.marked() == "Fietsen"
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClicks(line, "h")
    assert line.marked() == "Hond uitlaten"


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_keys_that_go_to_the_open_list_do_the_same(line: SuggestingLine, qtbot: QtBot, key: Qt.Key) -> None:
    popup = line.popup
    qtbot.keyClicks(line, "w")
    qtbot.keyClicks(popup, "an")
    assert line.text() == "wan"
    qtbot.keyClick(popup, key)
    assert line.text() == "Wandelen"
    assert not popup.isVisible()


def test_an_arrow_goes_to_another_suggestion(line: SuggestingLine, qtbot: QtBot) -> None:
    popup = line.popup
    qtbot.keyClicks(line, "en")
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    assert line.text() == "Fietsen"
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == "Wandelen"
