"""Tests that the wheel scrolls the page and changes a field only when that has the focus."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

import diary
from diary.content.language import Language
from diary.content.library import Library
from diary.ui.share.preview import BesidePreview
from diary.ui.wheel import ChoiceBox
from diary.ui.widgets.date_field import DateField
from tests.ui.fitting import settle
from tests.ui.test_windows_fit import OPENED, addresses, open_program, part


def _choice(_language: Language) -> ChoiceBox:
    box = ChoiceBox("Hours")
    box.addItems(["one", "two", "three"])
    box.setCurrentIndex(1)
    return box


def _date(language: Language) -> DateField:
    field = DateField(language, "a day")
    field.show_day(date(2026, 3, 15))
    return field


FIELDS: dict[str, Callable[[Language], ChoiceBox | DateField]] = {"choice": _choice, "date": _date}


def _held(field: ChoiceBox | DateField) -> object:
    return field.currentIndex() if isinstance(field, ChoiceBox) else field.day


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
def test_the_wheel_scrolls_the_page_over_a_field_without_the_focus(
    kind: str, english: Library, qtbot: QtBot
) -> None:
    field = FIELDS[kind](english.language)
    page = _page(field, qtbot)
    before = _held(field)
    _turn(field)
    assert _held(field) == before
    assert not field.hasFocus()
    assert page.verticalScrollBar().value() > 0


@pytest.mark.parametrize("kind", FIELDS)
def test_the_wheel_turns_the_field_that_has_the_focus(kind: str, english: Library, qtbot: QtBot) -> None:
    field = FIELDS[kind](english.language)
    page = _page(field, qtbot)
    field.setFocus()
    before = _held(field)
    _turn(field)
    assert _held(field) != before
    assert page.verticalScrollBar().value() == 0


OF_A_FIELD = QAbstractButton | QAbstractItemView | QComboBox | QDateEdit | QLineEdit | QPlainTextEdit


def _all_held(window: QWidget) -> dict[QWidget, object]:
    """What is chosen, typed or turned in every field; the keys of a preview follow what it scrolls to."""
    held: dict[QWidget, object] = {}
    follow = [key for preview in window.findChildren(BesidePreview) for key in preview.numbers]
    for each in window.findChildren(QWidget):
        if each in follow:
            continue
        match each:
            case QComboBox() | QDateEdit():
                held[each] = each.property("currentIndex"), each.property("date")
            case QAbstractButton():
                held[each] = each.isChecked()
            case QAbstractItemView():
                held[each] = each.currentIndex().row()
            case QLineEdit():
                held[each] = each.text()
    return held


def _as_held(before: dict[QWidget, object], parent: QWidget, where: object) -> dict[QWidget, object]:
    """Return what is held now; what was there before must hold the same."""
    after = _all_held(parent)
    assert {each: after.get(each, old) for each, old in before.items()} == before, where
    return after


def test_no_field_of_any_page_changes_under_the_wheel(tmp_path: Path, qtbot: QtBot) -> None:
    program = open_program(tmp_path, "en", is_filled=True)
    window = program.open()
    qtbot.addWidget(window)
    assert QTest.qWaitForWindowActive(window)
    turned = 0
    for address in addresses(window):
        window.open_page(address)
        settle()
        if address in OPENED:
            OPENED[address](part(window, address))
            settle()
        window.setFocus()
        fields = [each for each in window.findChildren(QWidget) if isinstance(each, OF_A_FIELD)]
        before, here = _all_held(window), _all_held(part(window, address))
        for field in fields:
            if not isValid(field) or field.visibleRegion().isEmpty():
                continue
            QTest.wheelEvent(window.windowHandle(), QPointF(_middle(field, window)), QPoint(0, -240))
            here = _as_held(here, part(window, address), (address, field))
            turned += 1
        _as_held(before, window, (address, "on another page"))
    assert turned > 200
    window.close()
    program.wait()


def _middle(field: QWidget, window: QWidget) -> QPoint:
    """The middle of what can be seen of it."""
    return field.mapTo(window, field.visibleRegion().boundingRect().center())


def test_every_field_the_wheel_would_change_leaves_it_to_the_page() -> None:
    ours = {"wheel.py": "QComboBox", "date_field.py": "QDateEdit"}
    turned = re.compile(
        r"\bQ(?:(?:Font)?ComboBox|(?:Double)?SpinBox|DateEdit|(?:Date)?TimeEdit|Slider|Dial|TabBar)\b"
    )
    for path in (Path(diary.__file__).parent / "ui").rglob("*.py"):
        unquoted = re.sub(r'"[^"]*"', "", path.read_text(encoding="utf-8"))
        assert set(turned.findall(unquoted)) <= {ours.get(path.name)}, path


def test_a_list_is_heard_with_its_question_where_qt_takes_what_is_chosen_for_its_name(qtbot: QtBot) -> None:
    box = ChoiceBox("Hours", [(1, "one")])
    qtbot.addWidget(box)
    heard = QAccessible.queryAccessibleInterface(box)
    assert heard is not None
    texts = heard.text(QAccessible.Text.Name), heard.text(QAccessible.Text.Description)
    assert "Hours" in texts
