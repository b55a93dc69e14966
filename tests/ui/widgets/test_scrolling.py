"""What scrolls shows that the keyboard scrolls it, and nothing else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from diary.ui.widgets.layouts import fill, in_column
from diary.ui.widgets.scrolling import ScrolledColumn, ShowsFocus
from diary.ui.widgets.typed import TextField


def edge_of(page: ScrolledColumn) -> QImage:
    """Return the left edge of what is painted of the page, where a ring around the whole of it would stand."""
    return page.viewport().grab().toImage().copy(0, 0, 4, page.viewport().height())


@pytest.mark.parametrize("passes_on", [True, False])
def test_only_a_page_that_keys_scroll_has_a_ring_not_one_that_passes_the_keyboard_on(
    qtbot: QtBot, *, passes_on: bool
) -> None:
    page = ScrolledColumn()
    qtbot.addWidget(page)
    begin = QPushButton("Begin")
    page.column.addStretch(1)
    page.column.addWidget(begin)
    if passes_on:
        page.setFocusProxy(begin)
    else:
        page.let_scroll_by_keys("Words")
    page.resize(300, 300)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.clearFocus()
    without = edge_of(page)
    page.setFocus()
    assert page.hasFocus()
    assert (edge_of(page) == without) is passes_on


class TwoParts(ShowsFocus, QWidget):
    """A window with a button above what scrolls, in which a field and another button are far apart."""

    def __init__(self) -> None:
        super().__init__()
        self.above, self.first, self.last = QPushButton("Above"), QPushButton("First"), TextField("Last")
        self.page = ScrolledColumn()
        fill(self.page.column, self.first, 900, self.last)
        in_column(self.above, (self.page, 1), within=self)
        self.resize(300, 300)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_what_tab_goes_to_is_in_sight_whole_wherever_the_page_was_left(qtbot: QtBot, key: Qt.Key) -> None:
    window = TwoParts()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    bar = window.page.verticalScrollBar()
    forward = key == Qt.Key.Key_Tab
    wanted = window.first if forward else window.last
    bar.setValue(bar.maximum() if forward else bar.minimum())
    window.above.setFocus()
    qtbot.keyClick(window.above, key)
    assert QApplication.focusWidget() is wanted
    assert wanted.visibleRegion().boundingRect() == wanted.rect()
