"""Texts take the room they need: in one line where there is room, and the same place whatever they say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from diary.content.language import load_language
from diary.paths import resources
from diary.ui.widgets import labels
from diary.ui.widgets.labels import LONGEST_WORD, LongText, NoticeBar, NoticeText, SteadyText, Text
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


def test_what_appears_is_said_once_and_nothing_behind_what_is_shown(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(labels, "announce", lambda _widget, words: heard.append(words))
    window, hidden = QWidget(), QWidget()
    qtbot.addWidget(window)
    notice, steady, bar = NoticeText(), SteadyText([REMARK]), NoticeBar(load_language("nl", resources()))
    behind = NoticeText()
    in_column(behind, within=hidden)
    in_column(notice, steady, bar, hidden, within=window)
    hidden.hide()
    window.show()
    for text in (notice, steady, bar, behind):
        text.say(REMARK)
        text.say(REMARK)
    assert heard == [REMARK] * 3
    notice.say("")
    notice.say(REMARK)
    assert heard == [REMARK] * 4


@pytest.mark.parametrize("word", ["W" * 200, "https://example.org/" + "a-folder/" * 20])
def test_a_word_that_is_very_long_makes_no_window_wider(qtbot: QtBot, word: str) -> None:
    text = Text(f"see {word} there")
    qtbot.addWidget(text)
    assert text.text() == f"see {word} there"
    assert text.minimumSizeHint().width() <= text.fontMetrics().horizontalAdvance("W" * LONGEST_WORD) + 4


def test_a_word_as_long_as_dutch_has_them_is_never_broken(qtbot: QtBot) -> None:
    word = "arbeidsongeschiktheidsverzekering"
    text = Text(word)
    qtbot.addWidget(text)
    assert text.minimumSizeHint().width() >= text.fontMetrics().horizontalAdvance(word)
