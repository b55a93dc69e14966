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


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize("begin", [date(2026, 11, 30), date(2026, 2, 28), date(2027, 1, 5)])
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3-12-2026", date(2026, 12, 3)),
        ("3/2/2025", date(2025, 2, 3)),
        ("1.1.2025", date(2025, 1, 1)),
        ("03122026", date(2026, 12, 3)),
        ("31-12-2026", date(2026, 12, 31)),
        ("31122026", date(2026, 12, 31)),
        ("29 2 2028", date(2028, 2, 29)),
    ],
)
def test_the_day_that_is_typed_is_shown(code: str, begin: date, typed: str, day: date, qtbot: QtBot) -> None:
    field = _shown(code, begin, qtbot)
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.day == day


def test_a_day_without_its_year_is_of_the_year_that_stands_there(qtbot: QtBot) -> None:
    field = _shown("nl", date(2026, 11, 30), qtbot)
    qtbot.keyClicks(field, "31-10")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.day == date(2026, 10, 31)


@pytest.mark.parametrize(("section", "typed", "day"), [(0, "12", 12), (2, "2012", 30)])
def test_the_digits_of_one_part_change_that_part_only(section: int, typed: str, day: int, qtbot: QtBot) -> None:
    field = _shown("nl", date(2026, 11, 30), qtbot)
    field.setSelectedSection(field.sectionAt(section))
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.day.day, field.day.month) == (day, 11)


def _shown(code: str, begin: date, qtbot: QtBot) -> DateField:
    field = DateField(load_language(code, resources()), "Tot en met")
    qtbot.addWidget(field)
    field.show()
    field.show_day(begin)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.setSelectedSection(field.sectionAt(0))
    return field
