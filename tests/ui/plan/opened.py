"""A page Plan that is open, for the tests of what it does."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary.screens.plan.tools import TOOLS
from diary.ui.plan.asking import AskForm
from diary.ui.plan.page import PlanPage

ALL = tuple(tool.key for tool in TOOLS)
Open = Callable[..., PlanPage]


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None, name
    button.click()
    QApplication.processEvents()


def form(page: PlanPage) -> AskForm:
    assert page.form is not None
    return page.form


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def typed(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(focused(), text)
