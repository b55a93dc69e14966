"""The page Plan, with a diary."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.pages import Context
from diary.ui.plan.page import PlanPage
from tests.ui.plan.opened import ALL, Open


@pytest.fixture
def open_page(context: Context, journal: Journal, qtbot: QtBot) -> Open:
    def open_it(context: Context = context) -> PlanPage:
        page = PlanPage(context, journal, resources())
        journal.subscribe(page.on_changed)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        page.activateWindow()
        QApplication.processEvents()
        page.read_rest()
        return page

    return open_it


@pytest.fixture
def page(open_page: Open, journal: Journal) -> PlanPage:
    journal.choices.choose("plan", ALL)
    return open_page()
