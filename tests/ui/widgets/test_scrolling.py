"""What scrolls shows that the keyboard scrolls it, and nothing else."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from diary.ui.widgets.scrolling import ScrolledColumn


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
