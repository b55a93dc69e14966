"""What stands on one line stands in its middle, however high it is; columns stand as close as they are told."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from diary.ui.widgets.layouts import in_columns, in_lines


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
