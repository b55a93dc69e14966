"""Everybody can read and reach all of Settings: named controls, large targets, no word cut off at any size."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.form import Form
from diary.domain.item import Item, Kind, OwnItem
from diary.journal.journal import Journal
from diary.ui.pages import Context, Display
from diary.ui.settings.page import SettingsPage
from diary.ui.style import TOUCH, apply_look
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import Text

DISPLAY = Display({"en": "English", "nl": "Nederlands"}, ("light", "dim", "dark", "contrast"), "system")
LONG = "Stijfheid in handen en voeten, vlak na het opstaan gemeten"


@pytest.fixture(params=["english", "dutch"])
def full_page(
    request: pytest.FixtureRequest, context: Context, dutch_context: Context, journal: Journal, qtbot: QtBot
) -> Iterator[SettingsPage]:
    """Everything open at once: an own choice, own items, and the fields of a new one."""
    journal.set_form(Form(preset=None, chosen=frozenset({"stress"})))
    journal.save_own_item(OwnItem(Item("tea", Kind.SCALE, "own", 0, 10, own=True), {"nl": LONG}))
    journal.save_own_item(OwnItem(Item("wool", Kind.FLAG, "own", 0, 1, own=True, archived=True), {"en": "Wool"}))
    page = SettingsPage(context if request.param == "english" else dutch_context, journal, DISPLAY)
    qtbot.addWidget(page)
    page.own.add.click()
    page.own.form.kind.buttons[Kind.CHOICE].click()
    page.own.form.save.click()
    page.resize(740, 600)
    with qtbot.waitActive(page):
        page.show()
    yield page
    page.close()


def _focusable(page: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisibleTo(page)
        and widget.objectName() != "qt_scrollarea_viewport"
        and not isinstance(widget, QScrollArea)
    ]


def test_every_control_has_a_name_and_can_be_hit_and_reached_with_tab(
    full_page: SettingsPage, qtbot: QtBot
) -> None:
    """Tab goes through everything but the other buttons of a row."""
    found = _focusable(full_page)
    assert len(found) > 50
    for widget in found:
        language_in_use = QAccessible.queryAccessibleInterface(widget)
        assert language_in_use is not None
        assert language_in_use.text(QAccessible.Text.Name).strip(), widget
    targets = [one for one in found if isinstance(one, QAbstractButton | QComboBox | QLineEdit)]
    assert [(one, one.height()) for one in targets if one.height() < TOUCH] == []
    first = full_page.questions.forms.buttons["own"]
    first.setFocus()
    seen: list[QWidget] = []
    while (focus := QApplication.focusWidget()) is not None and focus not in seen:
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    rows = full_page.findChildren(Choices)
    in_rows = {button for row in rows for button in row.buttons.values()}
    assert [one.objectName() for one in _focusable(full_page) if one not in seen and one not in in_rows] == []
    assert all(in_rows.intersection(row.buttons.values()).intersection(seen) for row in rows)
    assert focus is first


def _cut(page: SettingsPage) -> list[str]:
    texts = [text for text in page.findChildren(Text) if text.isVisibleTo(page) and text.text()]
    return [text.text() for text in texts if text.heightForWidth(text.width()) > text.height() + 1]


def _too_wide(page: SettingsPage) -> list[str]:
    inside = page.area.widget()
    assert inside is not None
    return [] if inside.width() <= page.area.viewport().width() else [f"{inside.minimumSizeHint().width()}"]


def test_no_word_is_cut_off(full_page: SettingsPage, qtbot: QtBot) -> None:
    for width in (740, 1100):
        full_page.resize(width, 600)
        qtbot.waitUntil(lambda: _cut(full_page) == [])
        assert _too_wide(full_page) == []


def test_nothing_is_wider_than_the_smallest_window_with_the_largest_words(
    dutch_context: Context, journal: Journal, qtbot: QtBot, qapp: QApplication
) -> None:
    apply_look(qapp, dutch_context.theme, 2)
    journal.set_form(Form(preset=None))
    page = SettingsPage(dutch_context, journal, DISPLAY)
    qtbot.addWidget(page)
    page.own.add.click()
    page.own.form.kind.buttons[Kind.CHOICE].click()
    page.resize(730, 600)
    page.show()
    qtbot.waitUntil(lambda: _cut(page) == [])
    assert _too_wide(page) == []
