"""What stands on one line stands in its middle, however high it is."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from diary.ui.widgets.layouts import in_lines


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
