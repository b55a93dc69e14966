"""What was saved, and why it was not, is said where it is seen."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from diary.content.library import Library
from diary.ui.widgets.layouts import in_column
from diary.ui.widgets.saving import SavedLine
from diary.ui.widgets.scrolling import Scrolling, area_around


@pytest.mark.parametrize("is_refused", [False, True])
def test_a_line_below_what_is_in_sight_is_rolled_to_when_it_speaks(
    english: Library, qtbot: QtBot, is_refused: bool
) -> None:
    high, sheet = QLabel("the days"), QWidget()
    high.setMinimumHeight(1500)
    line = SavedLine(english.language)
    in_column(high, line, within=sheet)
    area = Scrolling(sheet)
    qtbot.addWidget(area)
    area.resize(500, 300)
    with qtbot.waitExposed(area):
        area.show()
    assert area_around(line) is area
    if is_refused:
        line.refused("The disk is full.")
    else:
        line.saved(Path("a.pdf"))
    qtbot.waitUntil(lambda: _is_in_sight(line, area))


@pytest.mark.parametrize(
    ("name", "is_offered"),
    [
        ("page.pdf", True),
        ("days.CSV", True),
        ("mine.diary-marks", False),
        ("share.diary", False),
        ("map.toml", False),
    ],
)
def test_only_what_a_person_can_look_at_is_offered_to_open(
    english: Library, qtbot: QtBot, name: str, is_offered: bool
) -> None:
    line = SavedLine(english.language)
    qtbot.addWidget(line)
    line.saved(Path(name))
    assert line.open.isHidden() is not is_offered
    assert not line.show_folder.isHidden()


def _is_in_sight(line: QWidget, area: QScrollArea) -> bool:
    return area.viewport().rect().contains(line.geometry().translated(0, -area.verticalScrollBar().value()))
