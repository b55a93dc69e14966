"""Where it hurt, on screen: spans, modes, areas by mouse and arrows, small maps, changes and lines."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.domain.day import Day
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.screens.area_maps import MapWidth, Mode
from diary.screens.period_request import PeriodKind
from diary.ui.pages import Context
from diary.ui.spread.cards import LinePicture
from diary.ui.spread.page import SpreadPage
from diary.ui.widgets.figure_actions import SavedAs
from diary.ui.widgets.labels import Text
from tests.factory import TODAY, a_day, a_journal

KNEE, HAND = "front_knee_l", "front_hand_r"


def days(count: int = 120) -> Iterator[Day]:
    """A knee that hurts half of the days at first and nearly always in the last four weeks."""
    chance = np.random.default_rng(2)
    for back in range(count - 1, -1, -1):
        areas = {HAND: 8} if back % 9 == 0 else {}
        if chance.random() < (0.95 if back < 28 else 0.3):
            areas[KNEE] = int(chance.integers(2, 6))
        yield a_day(back, areas=areas, tender=[KNEE] if back % 5 == 0 else [])


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


def press(page: SpreadPage, qtbot: QtBot, stretch: PeriodKind) -> None:
    qtbot.mouseClick(page.spans.stretches.buttons[stretch], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.is_waiting)


def test_it_opens_with_three_months_by_week(page: SpreadPage) -> None:
    assert page.state is not None
    assert len(page.state.period) == 92
    assert page.spans.stretches.value is PeriodKind.THREE_MONTHS
    assert page.state.width is MapWidth.WEEK
    assert len(page.small.maps.maps) == len(page.state.parts) >= 13
    assert not page.empty.isVisible()
    assert "92 of 92" in page.whole.caption.text()


def test_the_first_picture_shows_the_whole_body(context: Context, diary: Journal, qtbot: QtBot) -> None:
    for width in (600, 900, 1300):
        page = SpreadPage(context, diary)
        qtbot.addWidget(page)
        page.resize(width, 700)
        page.show()
        assert page.whole.map.geometry().bottom() <= page.whole.picture.height()
        assert page.changes.map.geometry().bottom() <= page.changes.picture.height()


def test_a_few_days_have_no_line_over_seven_days_and_it_says_so(
    context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    journal = a_journal(tmp_path / "short.diary", days=days(3))
    page = opened(context, journal, qtbot)
    words = [text.text() for line in page.lines.lines for text in line.findChildren(Text)]
    assert words.count("Too few body maps in these days for this line.") == 2
    journal.close()


def strengths(page: SpreadPage) -> list[int]:
    return [page.whole.map.strength(key) for key in (KNEE, HAND)]


def test_a_mode_shows_another_map_with_another_legend(page: SpreadPage, qtbot: QtBot) -> None:
    often, title = strengths(page), page.whole.legend.title.text()
    qtbot.mouseClick(page.whole.modes.buttons[Mode.STRONG], Qt.MouseButton.LeftButton)
    assert strengths(page) != often
    assert page.whole.legend.title.text() != title
    qtbot.mouseClick(page.whole.modes.buttons[Mode.TOUCH], Qt.MouseButton.LeftButton)
    assert strengths(page)[0] > 0
    assert strengths(page)[1] == 0


def test_the_mouse_names_an_area_and_its_numbers(page: SpreadPage, qtbot: QtBot) -> None:
    body = page.whole.map
    QTest.mouseMove(body, body.position_of(KNEE))
    qtbot.waitUntil(lambda: page.whole.told.text() != "")
    assert "of 92 days" in page.whole.told.text()
    assert page.whole.named.text() in body.accessibleName()
    assert body.area_at(QPointF(body.position_of(KNEE))) == KNEE


def test_arrow_keys_walk_from_area_to_area(page: SpreadPage, qtbot: QtBot) -> None:
    page.whole.map.tell(KNEE)
    knee = page.whole.named.text()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down):
        qtbot.keyClick(page.whole.map, key)
    assert page.whole.named.text() not in {"", knee}
    assert "92 days" in page.whole.told.text()
    qtbot.keyClick(page.changes.map, Qt.Key.Key_Down)
    assert page.changes.named.text()


def test_the_table_of_areas_is_sorted_by_numbers(page: SpreadPage, qtbot: QtBot) -> None:
    page.whole.figure_actions.show_table.click()
    assert page.whole.table.isVisible()
    assert not page.whole.picture.isVisible()
    page.whole.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    model = page.whole.table.model()
    shown = [int(model.index(row, 2).data()) for row in range(3)]
    assert shown == sorted(shown, reverse=True)
    assert shown[0] > 9


def test_small_maps_by_month_and_another_stretch(page: SpreadPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.small.widths.buttons[MapWidth.MONTH], Qt.MouseButton.LeftButton)
    assert len(page.small.maps.maps) == 4
    press(page, qtbot, PeriodKind.ALL)
    assert page.state is not None
    assert len(page.state.period) == 120
    assert "Too few" in page.changes.words.text()
    assert not page.changes.picture.isVisible()
    press(page, qtbot, PeriodKind.OWN)
    page.spans.first.setDate(page.spans.last.date().addDays(-2))
    qtbot.waitUntil(lambda: not page.is_waiting)
    assert len(page.state.period) == 3


def test_everything_is_remembered_for_another_language(
    page: SpreadPage, dutch_context: Context, diary: Journal, qtbot: QtBot
) -> None:
    press(page, qtbot, PeriodKind.FOUR_WEEKS)
    page.whole.mode_chosen.emit(Mode.STRONG)
    page.lines.figure_actions.show_table.click()
    again = SpreadPage(dutch_context, diary)
    qtbot.addWidget(again)
    again.recall(page.memory())
    again.show()
    assert again.state is not None
    assert (len(again.state.period), again.state.mode) == (28, Mode.STRONG)
    assert again.lines.table.isVisibleTo(again)


def test_every_card_can_be_saved(page: SpreadPage, tmp_path: Path) -> None:
    for number, card in enumerate(page.cards):
        for kind in (SavedAs.CSV, SavedAs.SVG):
            path = tmp_path / f"{number}.{kind}"
            card.figure_actions.save(kind, path)
            assert path.stat().st_size > 20


@pytest.mark.parametrize("count", [0, 1])
def test_without_maps_there_is_a_friendly_sentence(
    context: Context, tmp_path: Path, qtbot: QtBot, count: int
) -> None:
    journal = a_journal(tmp_path / "none.diary", days=[a_day(0, stress=3)][:count])
    page = opened(context, journal, qtbot)
    assert page.empty.isVisible()
    assert not any(card.isVisible() for card in page.cards)
    journal.close()


def test_hidden_limbs_are_not_drawn(context: Context, diary: Journal, qtbot: QtBot) -> None:
    diary.set_form(replace(diary.form(), hidden_areas=frozenset({"front_foot_r", "back_foot_r"})))
    page = opened(context, diary, qtbot)
    assert "front_foot_r" not in page.whole.map.shapes.shapes
    assert "front_foot_r" not in page.changes.map.shapes.shapes


def test_a_change_in_the_diary_is_drawn(page: SpreadPage, diary: Journal, qtbot: QtBot) -> None:
    diary.set_areas(TODAY, {"front_foot_r": 9})
    page.on_changed(Period(TODAY, TODAY))
    qtbot.waitUntil(lambda: not page.is_waiting)
    assert page.whole.map.strength("front_foot_r") > 0


def test_one_day_is_read_in_all_lines_by_pointer_and_by_keys(page: SpreadPage, qtbot: QtBot) -> None:
    pictures = page.findChildren(LinePicture)
    assert len(pictures) > 1
    last = page.lines._pictures[0][0]
    qtbot.keyClick(last, Qt.Key.Key_Left)
    said = [words.text() for _picture, words in page.lines._pictures]
    assert all(str(TODAY.year) in words for words in said)
    assert said[0] in last.accessibleDescription()
    qtbot.keyClick(last, Qt.Key.Key_Left)
    assert [words.text() for _picture, words in page.lines._pictures] != said
    assert not last.grab().isNull()
    page.lines.point_at(None)
    assert not any(words.text() for _picture, words in page.lines._pictures)


def test_percent_has_no_decimals(page: SpreadPage) -> None:
    for picture, _words in page.lines._pictures:
        for day in picture._buckets.middle[::5]:
            assert not re.search(r"[.,]\d+\s*%", picture.point_at(float(day)))


@pytest.mark.parametrize(("height", "is_whole"), [(640, True), (900, True), (420, False)])
def test_the_whole_body_is_in_sight_unless_it_became_too_small(
    page: SpreadPage, height: int, *, is_whole: bool
) -> None:
    page.resize(1260, height)
    QApplication.processEvents()
    body = page.whole.map
    assert (body.mapTo(page, body.rect().bottomLeft()).y() < page.height()) is is_whole
    page.resize(1260, 900)
    QApplication.processEvents()
    assert body.height() == body.sizeHint().height()
