"""A Settings page with a real diary behind it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.ui.pages import Context, Display
from diary.ui.settings.page import SettingsPage

DISPLAY = Display({"en": "English", "nl": "Nederlands"}, ("light", "dim"), "system")


@pytest.fixture
def page(context: Context, journal: Journal, qtbot: QtBot) -> Iterator[SettingsPage]:
    page = SettingsPage(context, journal, DISPLAY)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    with qtbot.waitActive(page):
        page.show()
    yield page
    page.close()
