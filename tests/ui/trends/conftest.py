"""Opens the Trends page as the main window would."""

from collections.abc import Iterable, Sequence

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.domain.day import Day
from diary.ui.pages import Context
from diary.ui.trends.page import TrendsPage
from tests.ui.trends.opened import Open, ReadyReader


@pytest.fixture
def open_page(context: Context, qtbot: QtBot) -> Open:
    """Opens the page on some days, as the main window would; with the usual charts unless some are chosen.

    Charts take most of the time that the page takes: a test of something else chooses few.
    """

    def open_it(
        days: Iterable[Day],
        size: tuple[int, int] = (1180, 820),
        context: Context = context,
        chosen: Sequence[str] | None = None,
    ) -> TrendsPage:
        reader = ReadyReader(context, days)
        reader.choose(chosen)
        page = TrendsPage(context, reader)
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        QApplication.processEvents()
        return page

    return open_it
