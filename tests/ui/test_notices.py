"""What is told at the top of the window when the diary goes on after today."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from diary.domain.day import Day
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.pages import TODAY as TODAY_PAGE
from diary.ui.program import Program
from diary.ui.today.page import TodayPage
from diary.ui.widgets.labels import NoticeBar
from diary.ui.window import MainWindow
from tests.factory import TODAY, Clock, a_day, a_journal


def opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, days_ago: int
) -> tuple[Journal, MainWindow]:
    """Open a diary whose last day was logged when the clock was so many days further than it is now."""
    monkeypatch.setattr("diary.ui.program.load_the_rest", lambda: None)
    monkeypatch.setattr("diary.ui.program.PRELOAD_AFTER_MS", 0)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    clock = Clock()
    days: list[Day] = [a_day(stress=1)]
    journal = a_journal(tmp_path / "my.diary", clock, days)
    clock.forward(days=-days_ago)
    program = Program(journal, resources(), tmp_path / "settings.ini", "en")
    window = program.open("en")
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: program._external_changes is not None)
    return journal, window


def bars(window: MainWindow) -> list[NoticeBar]:
    return [bar for bar in window.findChildren(NoticeBar) if type(bar) is NoticeBar and bar.isVisible()]


def day_shown(window: MainWindow) -> date:
    page = window.page(TODAY_PAGE)
    assert isinstance(page, TodayPage)
    return page.day


def test_a_clock_that_is_behind_is_told_before_a_day_is_filled_in_years_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    journal, window = opened(tmp_path, monkeypatch, qtbot, days_ago=2000)
    (bar,) = bars(window)
    assert "set the clock" in bar.text.text()
    bar.retry.click()
    assert (day_shown(window), bars(window)) == (TODAY, [])
    window.close()
    journal.close()


@pytest.mark.parametrize("days_ago", [0, 1])
def test_a_day_of_somebody_who_travelled_is_no_reason_to_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, days_ago: int
) -> None:
    journal, window = opened(tmp_path, monkeypatch, qtbot, days_ago)
    assert bars(window) == []
    window.close()
    journal.close()
