"""Trends of a young diary: values, what comes when, something to read; the charts are one click away."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from diary.paths import resources
from diary.report.marks import INKS, dot_of
from diary.ui.program import Program
from diary.ui.trends.first_days import SHAPES
from diary.ui.trends.page import TrendsPage
from diary.ui.trends.series_item import SYMBOLS
from diary.ui.widgets.labels import QuietText
from diary.ui.window import MainWindow
from tests.factory import a_day, a_journal


def _window(tmp_path: Path, qtbot: QtBot, count: int) -> tuple[MainWindow, TrendsPage]:
    days = [a_day(back, areas={"back_neck_l": 5}, function=4, stress=back % 7, fatigue=5) for back in range(count)]
    journal = a_journal(tmp_path / "my.diary", days=days)
    window = Program(journal, resources(), tmp_path / "settings.ini", "en").open()
    qtbot.addWidget(window)
    window.resize(1366, 698)
    window.open_page("trends/lines")
    page = window.findChild(TrendsPage)
    assert page is not None
    return window, page


def test_three_days_are_met_with_rows_that_lead_on(tmp_path: Path, qtbot: QtBot) -> None:
    window, page = _window(tmp_path, qtbot, 5)
    assert page.first_days is not None
    assert page.view is None
    assert [link.accessibleName() for link in page.first_days.links] == [
        "The answers of each day: You can look now",
        "Where it hurt in a week: You can look now",
        "Stress over a week: You can look now",
    ]
    left = next(each for each in page.first_days.findChildren(QuietText) if each.text().endswith("days more"))
    assert left.x() + left.contentsMargins().left() == page.first_days.links[0].x(), "one column, one edge"
    page.first_days.links[1].click()
    assert window.findChild(TrendsPage).isHidden()  # type: ignore[union-attr]


def test_reading_goes_on_in_understand(tmp_path: Path, qtbot: QtBot) -> None:
    window, page = _window(tmp_path, qtbot, 2)
    assert page.first_days is not None
    page.first_days.read.click()
    assert window.current == "understand"


def test_the_charts_are_one_click_away_and_it_is_there_again_afterwards(tmp_path: Path, qtbot: QtBot) -> None:
    window, page = _window(tmp_path, qtbot, 2)
    assert page.first_days is not None
    page.first_days.charts.click()
    assert page.view is not None
    window.open_page("today")
    window.open_page("trends/lines")
    assert page.first_days is not None
    assert page.view is None
    window.open_page("trends/lines/stress")
    assert page.view is not None


def test_after_two_weeks_there_are_charts(tmp_path: Path, qtbot: QtBot) -> None:
    _, page = _window(tmp_path, qtbot, 20)
    assert page.first_days is None
    assert page.view is not None


def test_each_role_has_the_dot_it_has_in_the_charts() -> None:
    dots = {role: dot_of(role) for role in (*INKS, "quiet")}
    assert dots["stress"] == "square"
    assert set(SHAPES) | {"circle"} == set(SYMBOLS) >= set(dots.values())
