"""The head of something that folds: long titles wrap, nothing is cut, keys fold and unfold."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent, QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary.ui.style import TOUCH
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.disclosure import opens
from diary.ui.widgets.fold_head import FoldHead, FoldLine, whole_facts

LONG = "Too little movement, or too much at once"


def head(title: str, words: str, qtbot: QtBot) -> FoldHead:
    made = FoldHead(title, words, is_open=False)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("width", [180, 260, 700])
def test_a_long_title_gets_the_lines_it_needs(qtbot: QtBot, width: int) -> None:
    made = head(LONG, "worth a look", qtbot)
    laid_out = made._laid_out(width)
    assert made.heightForWidth(width) >= max(TOUCH, laid_out.boundingRect().height())
    assert laid_out.boundingRect().width() <= width
    assert made.heightForWidth(700) <= made.heightForWidth(180)
    made.resize(width, made.heightForWidth(width))
    assert not made.grab().isNull()


def test_a_screen_reader_hears_a_button_and_whether_it_is_open_and_can_press_it(qtbot: QtBot) -> None:
    made = head("Sleep", "quiet", qtbot)
    made.setParent(around := QWidget())
    qtbot.addWidget(around)
    heard = QAccessible.queryAccessibleInterface(made)
    assert heard is not None
    assert heard.role() is QAccessible.Role.Button
    assert heard.text(QAccessible.Text.Name) == "Sleep: quiet"
    for is_open in (False, True, False):
        state = heard.state()
        assert (state.expandable, state.expanded, state.collapsed) == (True, is_open, not is_open)
        assert not state.checked
        heard.doAction("Press")  # type: ignore[attr-defined]


def test_a_button_of_words_that_opens_something_is_heard_by_its_words(qtbot: QtBot) -> None:
    made = TextButton("Choose rows")
    qtbot.addWidget(made)
    opens(made)
    heard = QAccessible.queryAccessibleInterface(made)
    assert heard is not None
    assert heard.text(QAccessible.Text.Name) == "Choose rows"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_fold_and_unfold(qtbot: QtBot, key: Qt.Key) -> None:
    made = head("Sleep", "quiet", qtbot)
    made.show()
    qtbot.keyClick(made, key)
    assert made.isChecked()
    qtbot.keyClick(made, key)
    assert not made.isChecked()


def test_it_says_its_title_and_its_state_and_shows_where_the_mouse_is(qtbot: QtBot) -> None:
    made = head("Sleep", "quiet", qtbot)
    assert made.accessibleName() == "Sleep: quiet"
    assert head("Sleep", "", qtbot).accessibleName() == "Sleep"
    made.resize(200, 44)
    before = made.grab().toImage()
    QApplication.sendEvent(made, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    made.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert made.grab().toImage() != before
    QApplication.sendEvent(made, QEvent(QEvent.Type.FontChange))


def test_facts_that_do_not_fit_are_left_out_whole(qtbot: QtBot) -> None:
    metrics, facts = QFontMetrics(QFont()), ("Stress 1", "Worry: no", "Left out for fear: yes")
    whole = " · ".join(facts)
    assert whole_facts(whole, metrics, metrics.horizontalAdvance(whole)) == whole
    assert whole_facts(whole, metrics, metrics.horizontalAdvance(whole) - 1) == "Stress 1 · Worry: no · …"
    assert whole_facts(whole, metrics, metrics.horizontalAdvance("Stress 1 · …")) == "Stress 1 · …"
    assert whole_facts("one long fact", metrics, 10) == "one long fact"


def test_the_answers_of_a_folded_card_are_heard_once(qtbot: QtBot) -> None:
    line = FoldLine("Night", "open", "fold")
    qtbot.addWidget(line)
    line.show_line("6 h 40 min · quality 3")
    heard = QAccessible.queryAccessibleInterface(line)
    assert heard is not None
    name = heard.text(QAccessible.Text.Name)
    assert heard.text(QAccessible.Text.Description) == name == "Night: 6 h 40 min · quality 3. open"
    line.show_line("6 h 40 min", is_open=True)
    assert heard.text(QAccessible.Text.Name) == "Night: 6 h 40 min. fold"
    assert heard.role() is QAccessible.Role.Button
