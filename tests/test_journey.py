"""One day, end to end: a typed evening becomes a point in the charts, a reason beside them, and a printed page."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from diary.domain.item import RiskFactor
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.program import Program
from diary.ui.sections import SectionedPage
from diary.ui.share.page import SharePage
from diary.ui.today.page import TodayPage
from diary.ui.trends.page import TrendsPage
from diary.ui.window import MainWindow
from tests.factory import TODAY, a_day

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(journal: Journal, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The real window, in Dutch, on a diary with six short nights in it."""
    journal.import_days(
        a_day(ago, into_bed=30, got_up=6 * 60, sleep_latency=15, awake_in_night=30, stress=3)
        for ago in range(1, 7)
    )
    program = Program(journal, resources(), tmp_path / "settings.ini", "nl")
    window = program.open()
    qtbot.addWidget(window)
    yield window
    window.close()


def _type(qtbot: QtBot, page: TodayPage, item: str, text: str) -> None:
    control = page.sheet.fields[item].control
    control.setFocus()
    qtbot.keyClicks(control, text)
    qtbot.keyClick(control, Qt.Key.Key_Tab)


def test_a_typed_day_is_seen_in_the_charts_in_a_tip_and_on_paper(
    window: MainWindow, journal: Journal, tmp_path: Path, qtbot: QtBot
) -> None:
    _log_an_evening(window, qtbot)
    day = journal.day(TODAY)
    assert (day.value("into_bed"), day.value("got_up"), day.value("function"), day.value("stress")) == (
        10,
        370,
        7,
        4,
    )
    assert day.areas

    window.open_page("trends")
    sectioned = window.page("trends")
    assert isinstance(sectioned, SectionedPage)
    trends = sectioned.section("lines")
    assert isinstance(trends, TrendsPage)
    qtbot.waitUntil(lambda: trends.first_days is not None)
    assert trends.first_days is not None
    trends.first_days.charts.click()
    qtbot.waitUntil(lambda: trends.view is not None)
    _see_it_in_the_charts(trends)
    _see_the_tip(trends)

    window.open_page("share")
    shared = window.page("share")
    assert isinstance(shared, SectionedPage)
    share = shared.section("one-page")
    assert isinstance(share, SharePage)
    text = _make_the_pdf(share, tmp_path / "page.pdf", qtbot)
    assert "7 van de" in text
    assert "Slaap" in text


def _log_an_evening(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("today")
    assert isinstance(page, TodayPage)
    for item, text in (
        ("into_bed", "0010"), ("sleep_latency", "20"), ("awake_in_night", "0:30"), ("got_up", "6.10"),
        ("function", "7"), ("stress", "4"),
    ):  # fmt: skip
        _type(qtbot, page, item, text)
    assert page.sheet.body is not None
    picture = page.sheet.body.map
    qtbot.mouseClick(picture, LEFT, pos=picture.areas["front_knee_l"].geometry().center())
    page.flush()


def _see_it_in_the_charts(trends: TrendsPage) -> None:
    view = trends.view
    assert view is not None
    view.show_table.click()
    rows = view.table.rows
    newest = [str(rows.index(0, column).data()) for column in range(rows.columnCount())]
    assert any(cell.replace("\u00a0", " ").startswith("5 ") and "10" in cell for cell in newest), newest
    assert "22" in newest[0]
    view.show_table.click()


def _see_the_tip(trends: TrendsPage) -> None:
    assert trends.view is not None
    card = next(card for card in trends.view.factors.cards if card.objectName() == f"factor_{RiskFactor.SLEEP}")
    assert card.body is not None
    assert re.search(r"\b7\b", card.body.reason.text())
    card.body.show_days.click()
    assert len(trends.view.stack._marks) == 7


def _make_the_pdf(share: SharePage, path: Path, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: share.state is not None and not share.is_waiting)
    qtbot.mouseClick(share.save, LEFT)
    dialog = share.window().findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(path.exists)
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
