"""Texts take the room they need: in one line where there is room, and the same place whatever they say."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from diary.ui.widgets.labels import LongText, SteadyText
from diary.ui.widgets.layouts import STRETCH, in_column, in_row
from tests.ui.fitting import settle

REMARK = "Op deze dag wordt het pijncijfer niet gevraagd."


def test_a_remark_with_a_button_behind_it_is_one_line_where_there_is_room(qtbot: QtBot) -> None:
    window, remark, button = QWidget(), LongText(REMARK), QPushButton("toch toevoegen")
    qtbot.addWidget(window)
    in_row(remark, button, STRETCH, within=window)
    for width, lines in ((900, 1), (300, 2)):
        window.resize(width, 100)
        window.show()
        settle()
        room = remark.contentsRect()
        wrapped = remark.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), REMARK)
        assert (wrapped.height() <= remark.fontMetrics().height()) is (lines == 1)


def test_a_steady_text_keeps_its_place_when_it_says_nothing(qtbot: QtBot) -> None:
    window, text, below = QWidget(), SteadyText([REMARK]), QPushButton("x")
    qtbot.addWidget(window)
    in_column(text, below, STRETCH, within=window)
    window.resize(600, 200)
    window.show()
    settle()
    at = below.pos()
    for said in (REMARK, ""):
        text.say(said)
        settle()
        assert text.isVisible()
        assert below.pos() == at
