"""One look: what is chosen, what has the keyboard, where controls begin, and in the window the font of paper."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFocusFrame, QLineEdit, QStyle, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.style import ACCENT, ACCENT_SOFT, INK, CalmStyle, Space
from diary.ui.today.page import TodayPage
from diary.ui.widgets.buttons import MainButton, TextButton, quiet_button
from diary.ui.widgets.keys import ChoiceKeys, Choices, KeyRow, ScaleKeys, WrappingKeys
from diary.ui.widgets.layouts import STRETCH, in_column, in_row
from diary.ui.widgets.scrolling import Scrolling


def a_scale() -> KeyRow:
    return ScaleKeys("Stress", 0, 10, "not answered", "{value} of {high}")


def a_choice() -> ChoiceKeys:
    return ChoiceKeys("Time with others?", ["none", "some", "a lot"], "not answered")


Chosen = tuple[QWidget, QWidget]
"""What is shown, and the part of it that is chosen."""


def chosen_key(row: KeyRow) -> Chosen:
    row.show_value(1)
    return row, row.keys[1]


def chosen_button() -> Chosen:
    choices = Choices("theme", "Colours", [("light", "Light"), ("dark", "Dark")])
    choices.show_value("dark")
    return choices, choices.buttons["dark"]


def chosen_toggle() -> Chosen:
    button = TextButton("A hard day")
    button.setCheckable(True)
    button.setChecked(True)
    return button, button


CHOSEN: list[Callable[[], Chosen]] = [
    lambda: chosen_key(a_scale()),
    lambda: chosen_key(a_choice()),
    chosen_button,
    chosen_toggle,
]


@pytest.mark.parametrize("build", CHOSEN)
def test_what_is_chosen_has_one_tint_and_one_edge(build: Callable[[], Chosen], qtbot: QtBot) -> None:
    whole, control = build()
    qtbot.addWidget(whole)
    whole.resize(500, 60)
    whole.show()
    palette, picture = control.palette(), control.grab().toImage()
    middle = picture.height() // 2
    assert picture.pixelColor(0, middle) == palette.color(ACCENT)
    assert picture.pixelColor(5, middle) == palette.color(ACCENT_SOFT)
    assert picture.pixelColor(picture.width() - 1, middle) == palette.color(ACCENT)


@pytest.mark.parametrize("build", [a_scale, lambda: TextButton("Save"), QLineEdit, lambda: MainButton("Save")])
def test_the_keyboard_is_shown_by_a_ring_of_ink_around_a_control(
    build: Callable[[], QWidget], qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    control = build()
    column.addWidget(control)
    with qtbot.waitExposed(window):
        window.show()
    rest = _inside(window, control)
    control.setFocus()
    QTest.qWait(20)
    ring = window.findChild(QFocusFrame)
    assert ring is not None
    assert ring.isVisible()
    assert ring.geometry().contains(control.geometry())
    x, y = ring.geometry().left(), ring.geometry().center().y()
    assert window.grab().toImage().pixelColor(x, y) == window.palette().color(INK)
    if not isinstance(control, QLineEdit):  # that gets a cursor
        assert _inside(window, control) == rest


@pytest.mark.parametrize("build", [a_choice, lambda: WrappingKeys("Who", ["Alone", "Together"], "not answered")])
def test_the_ring_is_as_wide_as_the_choices_and_not_as_the_room_they_have(
    build: Callable[[], ChoiceKeys], qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    control = build()
    column.addWidget(control)
    window.resize(900, 80)
    with qtbot.waitExposed(window):
        window.show()
    control.setFocus()
    QTest.qWait(20)
    ring = window.findChild(QFocusFrame)
    assert ring is not None
    picture, ink, middle = window.grab().toImage(), window.palette().color(INK), control.geometry().top() + 4
    edge = control.x() + control.keys[-1].geometry().right()
    columns = [x for x in range(picture.width()) if picture.pixelColor(x, middle) == ink]
    assert columns[-1] - edge == control.x() - columns[0]
    assert edge < control.geometry().right()


def _inside(window: QWidget, control: QWidget) -> QImage:
    return window.grab(control.geometry().adjusted(1, 1, -1, -1)).toImage()


def test_keys_begin_with_a_capital_wherever_their_words_come_from(qtbot: QtBot) -> None:
    assert [key.text() for key in a_choice().keys] == ["None", "Some", "A lot"]


def test_the_window_is_written_in_the_font_of_the_paper(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "Inter"


WIDTHS = [(1366, 698), (1280, 720), (1920, 1010)]


@pytest.fixture
def page(dutch_context: Context, journal: Journal, qtbot: QtBot) -> TodayPage:
    shown = TodayPage(dutch_context, journal)
    qtbot.addWidget(shown)
    return shown


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_the_figure_has_most_of_its_panel_and_its_tools_one_line(page: TodayPage, width: int, height: int) -> None:
    page.resize(width - 105, height)
    page.show()
    QTest.qWait(50)
    body = page.sheet.body
    assert body is not None
    box = body.map.view().mapRect(body.map.shapes.size)
    assert box.height() > body.height() / 2
    assert box.bottom() <= body.map.height()
    assert body.whole.y() == body.layers.y()


@pytest.mark.parametrize("in_dutch", [True, False])
def test_the_head_is_one_line_in_a_small_window(
    context: Context, dutch_context: Context, journal: Journal, qtbot: QtBot, *, in_dutch: bool
) -> None:
    page = TodayPage(dutch_context if in_dutch else context, journal)
    qtbot.addWidget(page)
    page.resize(1024 - 105, 560)
    page.show()
    QTest.qWait(100)
    assert abs(page.header.hard.geometry().center().y() - page.header.undo.geometry().center().y()) < 6


def test_controls_of_a_card_begin_at_one_edge(page: TodayPage) -> None:
    page.resize(1261, 698)
    page.show()
    QTest.qWait(100)
    for card in page.sheet.cards:
        lefts = {field.control.mapTo(card, QPoint()).x() for field in card.fields.values()}
        heads = {part.mapTo(card, QPoint()).x() for part in card.questions}
        firsts = {left for left in lefts if left < card.width() / 3}
        assert firsts <= heads


def test_the_ring_outlives_whatever_had_the_keyboard(qtbot: QtBot) -> None:
    for way in range(60):
        window = QWidget()
        column = QVBoxLayout(window)
        lines = [QLineEdit(), QLineEdit()]
        for line in lines:
            column.addWidget(line)
        window.show()
        lines[0].setFocus()
        if way % 2:
            QApplication.processEvents()
        if way % 3 == 0:
            lines[0].deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            lines[1].setFocus()
        if way % 5:
            window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        del window, lines, line, column
        QApplication.processEvents()


def test_the_ring_keeps_off_words_without_an_edge(qtbot: QtBot) -> None:
    window, style, margin = QWidget(), CalmStyle(), QStyle.PixelMetric.PM_FocusFrameHMargin
    qtbot.addWidget(window)
    buttons = quiet_button("undo"), TextButton("Undo")
    in_row(*buttons, within=window)
    ring, margins = QFocusFrame(window), []
    for button in buttons:
        ring.setWidget(button)
        margins.append(style.pixelMetric(margin, None, ring))
    assert margins[0] == margins[1] + Space.HAIR


@pytest.mark.parametrize(("edge", "off"), [(0, 0), (1, 1), (20, 4)])
def test_the_ring_of_a_control_at_the_edge_of_what_scrolls_is_whole(edge: int, off: int, qtbot: QtBot) -> None:
    content, button = QWidget(), TextButton("Undo")
    in_column(in_row(button, STRETCH), STRETCH, within=content, margins=edge)
    window = Scrolling(content)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    button.setFocus()
    QTest.qWait(20)
    ring = window.findChild(QFocusFrame)
    assert ring is not None
    assert ring.geometry().left() == edge - off
    assert ring.geometry().top() == edge - off
    assert ring.geometry().right() - button.geometry().right() == off
