"""The calendar of a field for a date lies over cards of its own colour, with an edge that tells them apart."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.content.language import load_language
from diary.content.theme import load_themes
from diary.paths import resources
from diary.ui.style import apply_look
from diary.ui.widgets.date_field import DateField

THEMES = load_themes(Path(resources()))


@pytest.mark.parametrize("name", ["light", "dim"])
def test_the_calendar_has_an_edge_on_every_side(name: str, qapp: QApplication, qtbot: QtBot) -> None:
    apply_look(qapp, THEMES[name])
    field = DateField(load_language("nl", resources()), "Tot en met")
    qtbot.addWidget(field)
    field.show_day(date(2026, 12, 7))
    field.show()
    qtbot.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(field.width() - 12, field.height() // 2))
    month = field.calendarWidget()
    assert month.isVisible()
    assert month.selectedDate().toPython() == date(2026, 12, 7)
    picture = month.grab().toImage()
    right, bottom = picture.width() - 1, picture.height() - 1
    sides = [(0, bottom // 2), (right, bottom // 2), (right // 2, 0), (right // 2, bottom)]
    assert {picture.pixelColor(*side).name().upper() for side in sides} == {THEMES[name].border}
    month.window().hide()
