"""The sentences above the charts, and the column that follows them."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from diary.domain.item import RiskFactor
from diary.screens.look_back import Sentence
from diary.ui.pages import Context
from diary.ui.trends.factor_cards import SideTab
from diary.ui.trends.sentences import SentenceRow
from tests.factory import a_day
from tests.ui.trends.opened import Open, body_of, full_day, stack_of, view_of

DAYS = [full_day(ago) for ago in range(60)]
TWO = ["spread", "sleep"]


def row_of(page: object, kind: str) -> SentenceRow:
    rows = view_of(page).sentences.rows  # type: ignore[arg-type]
    return next(row for row in rows if row.sentence is not None and row.sentence.kind == kind)


def test_a_sentence_marks_its_days_in_its_chart_and_shows_its_factor(open_page: Open) -> None:
    page = open_page(DAYS, chosen=TWO)
    row = row_of(page, "usual")
    assert row.sentence is not None
    row.click()
    sleep = next(plot for plot in stack_of(page).plots if plot.chart.key == "sleep")
    others = [plot for plot in stack_of(page).plots if plot is not sleep]
    assert sleep.value_band.isVisible()
    assert not any(plot.value_band.isVisible() for plot in others)
    strong, _bars = sleep.series_items[0]._strong
    assert set(strong.getData()[0]) <= set(row.sentence.days)
    assert len(strong.getData()[0]) > 0
    first = view_of(page).factors.cards[0]
    assert first.card.factor is RiskFactor.SLEEP
    assert first.head.isChecked()
    row.click()
    assert not sleep.value_band.isVisible()
    assert len(strong.getData()[0]) == 0


def test_one_sentence_or_one_factor_at_a_time_has_its_days_marked(open_page: Open) -> None:
    page = open_page(DAYS, chosen=TWO)
    view = view_of(page)
    usual, places = row_of(page, "usual"), row_of(page, "places")
    usual.click()
    places.click()
    assert (usual.isChecked(), places.isChecked()) == (False, True)
    body_of(view.factors.cards[0]).show_days.click()
    assert not places.isChecked()
    assert all(plot.mark_item.isVisible() for plot in view.stack.plots)
    usual.click()
    assert not any(card.shows_days for card in view.factors.cards)
    assert not any(plot.mark_item.isVisible() for plot in view.stack.plots)


def test_a_screen_reader_hears_the_sentence_and_then_how_it_was_counted(open_page: Open) -> None:
    page = open_page(DAYS, chosen=TWO)
    row = row_of(page, "usual")
    assert row.sentence is not None
    assert row.accessibleName() == row.sentence.words
    assert row.accessibleDescription()
    height = row.heightForWidth(600)
    view_of(page).sentences.sure.click()
    assert row.accessibleName() == f"{row.sentence.words} {row.sentence.sure}"
    assert row.heightForWidth(600) > height


def test_the_keyboard_marks_a_sentence(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(DAYS, chosen=TWO)
    row = row_of(page, "places")
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert row.isChecked()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert not row.isChecked()


def test_the_sentences_follow_the_days_in_view_once_they_rest_and_move_no_chart(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page([*DAYS, a_day(400, stress=3)])
    view = view_of(page)
    window = view.stack.window_in_view
    words = [row.sentence.words for row in view.sentences.rows if row.sentence is not None]
    top = view.stack.mapTo(page, view.stack.rect().topLeft()).y()
    window.show(window.first, window.first + 60)
    assert view.sentences.rows[0].sentence is not None, "not while it moves"
    qtbot.waitUntil(lambda: view.sentences.rows[0].sentence is None)
    assert view.stack.mapTo(page, view.stack.rect().topLeft()).y() == top
    window.show(window.last - 90, window.last)
    qtbot.waitUntil(lambda: view.sentences.rows[0].sentence is not None)
    assert [row.sentence.words for row in view.sentences.rows if row.sentence is not None] == words


def test_what_is_marked_stays_marked_while_its_sentence_is_there(open_page: Open) -> None:
    page = open_page(DAYS, chosen=TWO)
    row_of(page, "places").click()
    page.show_state(page._reader.state())
    assert row_of(page, "places").isChecked()


def test_a_chart_that_is_looked_at_brings_its_factor(open_page: Open) -> None:
    page = open_page(DAYS, chosen=["stress"])
    stress = next(plot for plot in stack_of(page).plots if plot.chart.key == "stress")
    stress.looked_at.emit()
    first, *others = view_of(page).factors.cards
    assert first.card.factor is RiskFactor.STRESS
    assert first.head.isChecked()
    assert not any(card.head.isChecked() for card in others)


def test_in_a_small_window_the_column_folds_to_a_tab(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(DAYS, chosen=TWO)
    view = view_of(page)
    page.resize(1300, 700)
    qtbot.waitUntil(lambda: not view.tab.isVisible() and view.factors.isVisible())
    page.resize(900, 540)
    qtbot.waitUntil(lambda: view.tab.isVisible() and not view.factors.isVisible())
    qtbot.keyClick(view.tab, Qt.Key.Key_Return)
    qtbot.waitUntil(view.factors.isVisible)
    assert view.stack.isVisible()
    page.resize(560, 540)
    qtbot.waitUntil(lambda: not view.stack.isVisible())
    view.tab.click()
    qtbot.waitUntil(view.stack.isVisible)


def test_the_words_of_the_tab_are_whole_in_a_low_window(qtbot: QtBot) -> None:
    tab = SideTab("What all of your notes show")
    qtbot.addWidget(tab)
    needed = tab.fontMetrics().horizontalAdvance(tab._words)
    for room in (needed + 1, needed - 1, round(needed * 0.9)):
        assert QFontMetrics(tab._fitted(room)).horizontalAdvance(tab._words) <= room
    assert tab._fitted(needed) == tab.font()


def test_strong_days_are_those_of_the_sentence_only(open_page: Open) -> None:
    page = open_page(DAYS, chosen=TWO)
    row = row_of(page, "places")
    row.click()
    assert row.sentence is not None
    spread = next(plot for plot in stack_of(page).plots if plot.chart.key == "spread")
    _dots, bars = spread.series_items[0]._strong
    assert np.isin(bars.opts["x"], row.sentence.days).all()


def test_the_strong_part_is_bold_behind_letters_that_are_two_for_qt(context: Context, qtbot: QtBot) -> None:
    row = SentenceRow(context)
    qtbot.addWidget(row)
    words = "On most days: 🙂🍵 2 to 3 out of 10."
    told = Sentence("usual.mine", words, ("2 to 3",), "Counted: 🙂.", np.array([]))
    row.show_sentence(told, tells_sure=True)
    said, sure = row._parts(600)
    encoded = words.encode("utf-16-le")
    bold = [look for look in said.formats() if look.format.fontWeight() == QFont.Weight.DemiBold]
    assert [encoded[2 * look.start : 2 * (look.start + look.length)].decode("utf-16-le") for look in bold] == [
        "2 to 3"
    ]
    assert sum(look.length for look in said.formats()) == len(encoded) / 2
    assert sure.formats()[0].length == len("Counted: 🙂.") + 1
