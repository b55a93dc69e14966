"""Long answers stand below each other where there is no room, and are answered as any other."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from diary.ui.widgets.keys import WrappingKeys

ANSWERS = ["not at all", "just a little bit", "rather a lot of it", "very much indeed"]


@pytest.fixture
def keys(qtbot: QtBot) -> WrappingKeys:
    keys = WrappingKeys("Wool", ANSWERS, "not answered")
    qtbot.addWidget(keys)
    return keys


@pytest.mark.parametrize("width", [180, 320, 2000])
def test_no_key_is_outside_and_none_covers_another(keys: WrappingKeys, width: int) -> None:
    keys.resize(width, keys.heightForWidth(width))
    keys.show()
    for index, key in enumerate(keys.keys):
        assert keys.rect().contains(key.geometry())
        assert not any(key.geometry().intersects(other.geometry()) for other in keys.keys[:index])


def test_one_line_where_there_is_room(keys: WrappingKeys) -> None:
    assert keys.heightForWidth(keys.sizeHint().width()) == keys.sizeHint().height()
    assert keys.heightForWidth(keys.minimumSizeHint().width()) > 3 * keys.sizeHint().height()


def test_the_keyboard_walks_on_to_the_next_line(keys: WrappingKeys, qtbot: QtBot) -> None:
    keys.resize(180, keys.heightForWidth(180))
    for _step in ANSWERS:
        qtbot.keyClick(keys, Qt.Key.Key_Right)
    assert keys.value == 3


def test_a_column_gives_them_the_height_they_need(qtbot: QtBot) -> None:
    sheet = QWidget()
    qtbot.addWidget(sheet)
    column = QVBoxLayout(sheet)
    keys = WrappingKeys("Wool", ANSWERS, "not answered")
    column.addWidget(keys)
    column.addStretch(1)
    sheet.resize(220, 600)
    sheet.show()
    assert keys.height() == keys.heightForWidth(keys.width())
    assert keys.rect().contains(keys.keys[-1].geometry())
