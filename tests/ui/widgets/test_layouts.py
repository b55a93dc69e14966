"""What stands on one line stands in its middle, however high it is; columns stand as close as they are told."""

import gc
import subprocess
import sys
from itertools import pairwise

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from diary.ui.widgets.buttons import TextButton, quiet_button
from diary.ui.widgets.layouts import focusable, in_columns, in_lines


def test_widgets_of_a_line_have_one_middle_and_the_next_line_begins_below_the_highest(qtbot: QtBot) -> None:
    whole, heights = QWidget(), (20, 60, 34, 30)
    parts = [QWidget() for _ in heights]
    in_lines(*parts, within=whole, spacing=8)
    for part, height in zip(parts, heights, strict=True):
        part.setFixedSize(100, height)
    qtbot.addWidget(whole)
    whole.resize(330, 200)
    whole.show()
    first, second = parts[:3], parts[3]
    assert {part.geometry().top() * 2 + part.height() for part in first} == {60}
    assert [part.x() for part in parts] == [0, 108, 216, 0]
    assert second.y() == 60 + 8


def test_words_of_a_quiet_button_begin_at_the_edge_of_their_column_with_the_usual_distance_beside(
    qtbot: QtBot,
) -> None:
    framed, first, second, below = TextButton("Framed"), quiet_button("first"), quiet_button("second"), QWidget()
    whole = QWidget()
    qtbot.addWidget(whole)
    below.setFixedSize(300, 10)
    layout = in_lines(first, second, framed, below, within=whole, spacing=8)
    whole.resize(320, 200)
    whole.show()
    assert (first.x(), below.x()) == (0, 0)
    assert second.x() == first.width() + 3 * 8
    assert framed.x() == second.x() + second.width() + 2 * 8
    ink = first.grab().toImage()
    ground = ink.pixelColor(0, 0)
    drawn = [x for x in range(ink.width()) for y in range(ink.height()) if ink.pixelColor(x, y) != ground]
    assert min(drawn) <= 2
    assert layout.line_width == framed.x() + framed.width() + 8 + below.width()


def test_packed_columns_wait_for_no_neighbour_and_keep_their_order_where_one_fits(qtbot: QtBot) -> None:
    parts, heights = [QWidget() for _ in range(4)], (100, 20, 30, 40)
    for part, height in zip(parts, heights, strict=True):
        part.setFixedHeight(height)
    whole = in_columns(*parts, least_width=200, spacing=10, is_packed=True)
    qtbot.addWidget(whole)
    whole.resize(410, 400)
    whole.show()
    assert [(part.x(), part.y()) for part in parts] == [(0, 0), (210, 0), (0, 110), (210, 30)]
    whole.resize(300, 400)
    assert [part.y() for part in parts] == [0, 110, 140, 180]


def test_columns_end_where_their_row_does_to_the_pixel(qtbot: QtBot) -> None:
    parts = [QWidget() for _ in range(3)]
    whole = in_columns(*parts, most=3, least_width=100, spacing=16)
    qtbot.addWidget(whole)
    whole.resize(1201, 100)
    whole.show()
    assert parts[-1].geometry().right() == whole.rect().right()
    assert {after.x() - before.geometry().right() - 1 for before, after in pairwise(parts)} == {16}


def test_tab_follows_layouts_in_layouts_and_leaves_no_item_of_qt_behind(qtbot: QtBot) -> None:
    names = ("one", "two", "three", "four")
    one, two, three, four = (QPushButton(name) for name in names)
    stack = QStackedWidget()
    stack.addWidget(one)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    line = QHBoxLayout()
    column.addWidget(four)
    column.insertLayout(0, line)
    column.insertWidget(0, stack)
    for button in (two, three):
        line.addWidget(button)
    gc.collect()
    before = sum(isinstance(each, QWidgetItem) for each in Shiboken.getAllValidWrappers())
    assert list(focusable(window)) == [one, two, three, four]
    gc.collect()
    assert sum(isinstance(each, QWidgetItem) for each in Shiboken.getAllValidWrappers()) == before


MADE = """
from diary.ui.qt_import import import_qt
import_qt()
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from diary.ui.widgets.layouts import follow, in_column
qt, page = QApplication([]), QWidget()
in_column(QPlainTextEdit(), QLineEdit(), QPushButton(), within=page)
follow([page])
print(page.nextInFocusChain().__class__.__name__, [each.__name__ for each in QWidget.__subclasses__()])
"""


def test_a_tab_order_makes_no_class_of_qt_that_nobody_uses() -> None:
    """Qt for Python makes all when it has to name a part of a text that it does not know."""
    done = subprocess.run([sys.executable, "-c", MADE], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("QPlainTextEdit ")
    assert "QCalendarWidget" not in done.stdout
