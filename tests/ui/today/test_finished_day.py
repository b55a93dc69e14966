"""What stands under a finished day comes below all else when it is closed, and goes when it is open again."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.item import Preset
from diary.domain.tip_choice import TipMark
from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.style import Space
from diary.ui.today.page import TodayPage
from diary.ui.widgets.labels import Text
from tests.factory import TODAY, a_day
from tests.ui.today.opened import opened
from tests.ui.today.test_essentials import ANSWERS


def left_edge(words: QWidget) -> int:
    """Return where the room for words begins in their card."""
    return words.x() + words.contentsMargins().left()


@pytest.fixture
def page(context: Context, journal: Journal, qtbot: QtBot) -> Iterator[TodayPage]:
    journal.import_days([a_day(back, areas={"back_neck_l": 5}, stress=8) for back in range(1, 28)])
    journal.set_form(replace(journal.form(), preset=Preset.ESSENTIALS))
    journal.answer_all(TODAY, ANSWERS)
    with opened(context, journal, qtbot) as shown:
        yield shown


def test_the_tip_comes_last_is_remembered_as_shown_and_leads_on(
    page: TodayPage, journal: Journal, qtbot: QtBot
) -> None:
    assert page.finished.isHidden()
    page.editor.replace_areas({})
    qtbot.waitUntil(lambda: not page.finished.isHidden())
    assert page.finished.y() > max(card.geometry().bottom() for card in page.sheet.cards)
    state = page.finished.state
    assert state is not None
    assert state.tip is not None
    assert [(each.tip, each.mark) for each in journal.tips.marks()] == [(state.tip.key, TipMark.SHOWN)]
    words = [*page.finished.findChildren(Text), *page.finished.links]
    assert {left_edge(each) for each in words} == {Space.WIDE}, "as the words of every card"
    with qtbot.waitSignal(page.page_requested) as asked:
        page.finished.links[0].click()
    assert asked.args == [state.steps[0].address]


def test_it_goes_when_an_answer_is_taken_back_and_on_another_day(page: TodayPage, qtbot: QtBot) -> None:
    page.editor.replace_areas({})
    qtbot.waitUntil(lambda: not page.finished.isHidden())
    page.undo()
    assert page.finished.isHidden()
    page.editor.replace_areas({})
    qtbot.waitUntil(lambda: not page.finished.isHidden())
    page.go_by(-1)
    assert page.finished.isHidden()
    QApplication.processEvents()
    assert page.finished.isHidden()
