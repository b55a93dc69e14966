"""Every control that can have the focus says what it is, in both languages."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.day import Activity, Moment, MomentKind
from diary.journal.journal import Journal
from diary.ui.context import Context
from diary.ui.widgets.labels import Text
from diary.ui.window import MainWindow
from tests.factory import a_day


@pytest.fixture(params=["english", "dutch"])
def window(
    request: pytest.FixtureRequest,
    context: Context,
    dutch_context: Context,
    journal: Journal,
    qtbot: QtBot,
) -> Iterator[MainWindow]:
    journal.take_in([a_day(activities=[Activity("Walking", 30)], moments=[Moment(MomentKind.FLARE)])])
    window = MainWindow(context if request.param == "english" else dutch_context, journal)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()


def _focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisibleTo(window)
        and widget.objectName() != "qt_scrollarea_viewport"
        and not isinstance(widget, QScrollArea)
    ]


def test_everything_focusable_has_a_name(window: MainWindow) -> None:
    found = _focusable(window)
    unnamed = []
    for widget in found:
        spoken = QAccessible.queryAccessibleInterface(widget)
        assert spoken is not None
        if not spoken.text(QAccessible.Text.Name).strip():
            unnamed.append(widget)
    assert len(found) > 90
    assert unnamed == []


def test_all_text_is_plain(window: MainWindow) -> None:
    texts = window.findChildren(Text)
    assert texts
    assert {text.textFormat() for text in texts} == {Qt.TextFormat.PlainText}


def test_a_scroll_area_never_takes_the_focus(window: MainWindow) -> None:
    assert [
        area for area in window.findChildren(QScrollArea) if area.focusPolicy() & Qt.FocusPolicy.TabFocus
    ] == []


def _cut(window: MainWindow) -> list[str]:
    texts = [text for text in window.findChildren(Text) if text.isVisibleTo(window) and text.text()]
    wrapped = [text for text in texts if text.wordWrap()]
    return [text.text() for text in wrapped if text.heightForWidth(text.width()) > text.height() + 1]


@pytest.mark.parametrize("size", [(800, 600), (1180, 820), (1600, 1000)])
def test_no_word_is_cut_off(window: MainWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    window.resize(*size)
    qtbot.waitUntil(lambda: _cut(window) == [])
