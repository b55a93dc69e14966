"""Tests that the wheel scrolls the page and changes a field only when that has the focus."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QScrollArea,
    QSlider,
    QSpinBox,
    QTabBar,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from diary.content.library import Library
from diary.ui.widgets.date_field import DateField


def _choice() -> QComboBox:
    box = QComboBox()
    box.addItems(["one", "two", "three"])
    box.setCurrentIndex(1)
    return box


def _number() -> QSpinBox:
    box = QSpinBox()
    box.setValue(5)
    return box


def _tabs() -> QTabBar:
    bar = QTabBar()
    for name in ("one", "two", "three"):
        bar.addTab(name)
    bar.setCurrentIndex(1)
    return bar


FIELDS: dict[str, Callable[[], QWidget]] = {
    "choice": _choice,
    "number": _number,
    "decimals": QDoubleSpinBox,
    "date": lambda: QDateEdit(QDate(2026, 3, 15)),
    "time": lambda: QTimeEdit(QTime(4, 0)),
    "slider": lambda: QSlider(Qt.Orientation.Horizontal),
    "tabs": _tabs,
}


def _held(field: QWidget) -> object:
    if isinstance(field, QComboBox | QTabBar):
        return field.currentIndex()
    if isinstance(field, QDateEdit | QTimeEdit):
        return field.dateTime()
    assert isinstance(field, QSpinBox | QDoubleSpinBox | QSlider)
    return field.value()


def _turn(over: QWidget, notches: int = -1) -> None:
    """As the system sends it: what a field does not take goes on to the page around it."""
    window = over.window().windowHandle()
    place = QPointF(over.mapTo(over.window(), over.rect().center()))
    QTest.wheelEvent(window, place, QPoint(0, 120 * notches))


def _page(field: QWidget, qtbot: QtBot) -> QScrollArea:
    page = QScrollArea()
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.addWidget(field)
    column.addSpacing(2000)
    page.setWidget(inside)
    page.setWidgetResizable(True)
    page.resize(300, 200)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    page.setFocus()
    return page


@pytest.mark.parametrize("kind", FIELDS)
def test_the_wheel_scrolls_the_page_over_a_field_without_the_focus(kind: str, qtbot: QtBot) -> None:
    field = FIELDS[kind]()
    page = _page(field, qtbot)
    before = _held(field)
    _turn(field)
    assert _held(field) == before
    assert not field.hasFocus()
    assert page.verticalScrollBar().value() > 0


@pytest.mark.parametrize("kind", ["choice", "number", "date", "time"])
def test_the_wheel_turns_the_field_that_has_the_focus(kind: str, qtbot: QtBot) -> None:
    field = FIELDS[kind]()
    page = _page(field, qtbot)
    field.setFocus()
    before = _held(field)
    _turn(field)
    assert _held(field) != before
    assert page.verticalScrollBar().value() == 0


def test_the_wheel_leaves_the_programs_own_date_field(english: Library, qtbot: QtBot) -> None:
    field = DateField(english.language, "a day")
    page = _page(field, qtbot)
    before = field.day
    _turn(field)
    assert field.day == before
    assert page.verticalScrollBar().value() > 0
