"""Where it hurt, on screen: spans, modes, areas by mouse and arrows, small maps, changes and lines."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from diary.domain.day import Day
from diary.journal.journal import Journal
from diary.screens.area_maps import MapWidth
from diary.screens.span_wish import Stretch
from diary.ui.context import Context
from diary.ui.spread.page import SpreadPage
from tests.factory import a_day, a_journal

NECK, KNEE, HAND = "back_nape_l", "front_knee_l", "front_hand_r"


def days(count: int = 120) -> Iterator[Day]:
    """A knee that hurts half of the days at first and nearly always in the last four weeks."""
    chance = np.random.default_rng(2)
    for back in range(count - 1, -1, -1):
        areas = {"front_hand_r": 8} if back % 9 == 0 else {}
        if chance.random() < (0.95 if back < 28 else 0.3):
            areas["front_knee_l"] = int(chance.integers(2, 6))
        yield a_day(back, areas=areas, tender=["front_knee_l"] if back % 5 == 0 else [])


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Journal]:
    journal = a_journal(tmp_path / "spread.diary", days=days())
    yield journal
    journal.close()


def opened(context: Context, journal: Journal, qtbot: QtBot) -> SpreadPage:
    page = SpreadPage(context, journal)
    qtbot.addWidget(page)
    page.resize(900, 700)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(context: Context, diary: Journal, qtbot: QtBot) -> SpreadPage:
    return opened(context, diary, qtbot)


def press(page: SpreadPage, qtbot: QtBot, stretch: Stretch) -> None:
    qtbot.mouseClick(page.spans.stretches.buttons[stretch], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.is_waiting)


def test_it_opens_with_three_months_by_week(page: SpreadPage) -> None:
    assert page.state is not None
    assert len(page.state.period) == 92
    assert page.spans.stretches.value is Stretch.THREE_MONTHS
    assert page.state.width is MapWidth.WEEK
    assert len(page.small.maps.maps) == len(page.state.parts) >= 13
    assert not page.empty.isVisible()
    assert "92 of 92" in page.whole.caption.text()
