"""Opens the Trends page as the main window would."""

from collections.abc import Iterable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.domain.day import Day
from diary.ui.pages import Context
from diary.ui.trends.page import TrendsPage
from tests.ui.trends.opened import Open, ReadyReader


@pytest.fixture
def open_page(context: Context, qtbot: QtBot) -> Open:
    """Opens the page on some days, as the main window would."""

    def open_it(
        days: Iterable[Day], size: tuple[int, int] = (1180, 820), context: Context = context
    ) -> TrendsPage:
        page = TrendsPage(context, ReadyReader(context, days))
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        QApplication.processEvents()
        return page

    return open_it
