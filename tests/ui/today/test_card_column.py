"""Cards below the fold come after the first paint: nothing jumps, and no key is lost meanwhile."""

from itertools import pairwise
from unittest.mock import Mock

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.domain.form import Form
from diary.domain.item import Preset
from diary.journal.journal import Journal
from diary.screens.usual import Usual
from diary.ui.body.map import AreaButton
from diary.ui.pages import Context
from diary.ui.style import Space
from diary.ui.today.card_column import CardColumn
from diary.ui.today.page import TodayPage
from diary.ui.widgets.activity_rows import ActivityRows
from diary.ui.widgets.fold_head import FoldLine
from tests.factory import TODAY
from tests.ui.today.opened import card


@pytest.fixture
def page(context: Context, journal: Journal, qtbot: QtBot) -> TodayPage:
    """A full form, shown and not painted yet."""
    journal.set_form(replace(Form(), preset=Preset.FULL))
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    page.resize(1180, 820)
    page.show()
    return page


def _whole(column: CardColumn) -> int:
    return len(column.built) + len(column._waiting)


def test_the_first_paint_waits_for_the_cards_in_sight_only(page: TodayPage, qtbot: QtBot) -> None:
    column = page.sheet.column
    assert 1 <= len(column.built) < _whole(column)
    filled = sum(each.height() for each in column.built)
    assert filled >= 0.7 * page.sheet.height()
    first = column.built[0]
    place = first.geometry()
    qtbot.waitUntil(lambda: not column._waiting)
    assert len(column.built) == _whole(column) == 8
    assert column.built[0] is first
    assert first.geometry() == place
    assert page.sheet.sheets.verticalScrollBar().value() == 0


def test_the_buttons_of_the_body_come_after_the_first_paint(page: TodayPage, qtbot: QtBot) -> None:
    body = page.sheet.body
    assert body is not None
    assert body.findChildren(AreaButton) == []
    QApplication.processEvents()
    assert page.sheet.column.is_painted
    qtbot.waitUntil(lambda: len(body.findChildren(AreaButton)) == len(body.map.shapes.shapes))
    first = body.map.areas[next(iter(body.map.shapes.shapes))]
    assert first.isVisible()
    assert first.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert first.geometry().contains(body.map.position_of(first.key))


def test_a_click_on_the_body_before_its_buttons_gives_it_the_keyboard(page: TodayPage, qtbot: QtBot) -> None:
    body = page.sheet.body
    assert body is not None
    key = next(iter(body.map.shapes.shapes))
    qtbot.mouseClick(body.map, Qt.MouseButton.LeftButton, pos=body.map.position_of(key))
    assert body.map.focused_area() == key
    qtbot.keyClick(body.map.areas[key], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is body.pain_free


def test_whoever_asks_for_the_cards_gets_them_at_once(page: TodayPage) -> None:
    assert page.sheet.cards[-1].key in {"note", "night"}
    assert not page.sheet.column._waiting
    assert "good_thing" in page.sheet.fields


def test_a_key_pressed_while_cards_are_built_is_an_answer(page: TodayPage, journal: Journal, qtbot: QtBot) -> None:
    page.setFocus()
    stored = []
    for digit in "37":
        qtbot.keyClicks(QApplication.focusWidget(), digit)
        page.sheet.column._build_next()
        stored.append(journal.day(TODAY).value("function"))
    assert stored == [3, 7]
    assert QApplication.focusWidget() is page.sheet.fields["function"].control


def _folded_but(key: str, context: Context, journal: Journal, qtbot: QtBot) -> TodayPage:
    """A low page with all cards folded but the one with this question; not painted yet."""
    own = journal.catalogue.item(key).card
    folded = frozenset(each.key for each in journal.catalogue.cards) - {own}
    journal.set_form(Form(preset=Preset.FULL, folded=folded))
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    page.resize(900, 200)
    page.show()
    page.setFocus()
    return page


def test_the_keyboard_goes_to_a_question_out_of_sight_after_the_first_paint(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    page = _folded_but("note", context, journal, qtbot)
    assert page.focusWidget() is page
    assert len(page.sheet.column.built) < _whole(page.sheet.column)
    qtbot.waitUntil(lambda: QApplication.focusWidget() not in (None, page))
    assert QApplication.focusWidget() is page.sheet.first_control()


def test_a_digit_before_the_first_paint_goes_to_the_question_out_of_sight(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    page = _folded_but("pain_in_the_way", context, journal, qtbot)
    assert page.focusWidget() is page
    qtbot.keyClicks(page, "4")
    assert journal.day(TODAY).value("pain_in_the_way") == 4


def test_what_is_usual_is_read_when_a_question_wants_it(
    context: Context, journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Mock(return_value=Usual(("Walking",)))
    monkeypatch.setattr("diary.ui.today.page._usual", usual)
    page = _folded_but("note", context, journal, qtbot)
    qtbot.waitUntil(lambda: not page.sheet.column._waiting)
    assert usual.call_count == 0
    (activities,) = (each for each in page.sheet.cards if each.asks("activities"))
    activities.set_folded(False)
    assert usual.call_count == 1


def test_tab_finds_the_next_question_before_it_was_built(page: TodayPage, qtbot: QtBot) -> None:
    page.setFocus()
    last = list(page.sheet.column.built[-1].fields.values())[-1].control
    built = len(page.sheet.column.built)
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert not page.sheet.column._waiting
    following = page.sheet.cards[built]
    body = page.sheet.body
    assert following.isAncestorOf(focus) or (body is not None and body.isAncestorOf(focus))


def test_a_card_that_comes_later_is_as_the_day_and_the_form_say(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.set_form(replace(Form(), folded=frozenset({"note"})))
    journal.set_note(TODAY, "good_thing", "soup")
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    page.show()
    assert "note" not in {each.key for each in page.sheet.column.built}
    note = card(page, "note")
    assert note.is_folded
    assert note.line.line == "soup"


def test_a_run_of_yes_and_no_stands_close(page: TodayPage) -> None:
    fields = page.sheet.fields
    kinds = [fields[key] for key in ("worried_damage", "skipped_fear")]
    QApplication.processEvents()
    gaps = {below.y() - above.y() - above.height() for above, below in pairwise(kinds)}
    assert gaps == {Space.SMALL}


def _reopened(context: Context, journal: Journal, qtbot: QtBot, height: int) -> TodayPage:
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    page.resize(700, height)
    page.show()
    page.setFocus()
    qtbot.waitUntil(lambda: not page.sheet.column._waiting)
    return page


def test_a_day_of_which_the_body_is_left_begins_there_and_a_digit_changes_no_answer(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.set_form(Form(preset=Preset.ESSENTIALS))
    answers = {"function": 6.0, "sleep_quality": 2.0, "stress": 5.0, "fatigue": 9.0}
    journal.answer_all(TODAY, answers)
    page = _reopened(context, journal, qtbot, 400)
    body, focus = page.sheet.body, QApplication.focusWidget()
    assert body is not None
    assert focus is not None
    assert body.isAncestorOf(focus)
    assert not focus.visibleRegion().isEmpty()
    qtbot.keyClick(focus, Qt.Key.Key_7)
    page.flush()
    assert {key: journal.day(TODAY).value(key) for key in answers} == answers
    body.marks.step(next(iter(body.map.areas)))
    assert body.unanswered == []


def test_a_finished_day_is_shown_from_its_top(context: Context, journal: Journal, qtbot: QtBot) -> None:
    journal.set_form(Form(preset=Preset.ESSENTIALS))
    journal.answer_all(TODAY, {"function": 6.0, "sleep_quality": 2.0, "stress": 5.0, "fatigue": 9.0})
    journal.replace_areas(TODAY, {})
    page = _reopened(context, journal, qtbot, 300)
    assert page.editor.state.closing
    page.setFocus()
    assert page.sheet.sheets.verticalScrollBar().value() == 0
    focus = QApplication.focusWidget()
    assert isinstance(focus, FoldLine)
    assert focus.visibleRegion().boundingRect() == focus.rect(), "the keyboard begins in sight too"


def test_the_question_that_the_keyboard_begins_at_is_in_sight(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.set_form(Form(preset=Preset.ESSENTIALS))
    journal.answer_all(TODAY, {"function": 6.0, "sleep_quality": 2.0, "stress": 5.0})
    page = _reopened(context, journal, qtbot, 300)
    focus = page.sheet.fields["fatigue"].control
    assert QApplication.focusWidget() is focus
    assert focus.visibleRegion().boundingRect() == focus.rect()


def test_the_keyboard_begins_at_the_button_that_adds_a_row_and_tab_goes_on_from_there(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.set_form(Form(preset=Preset.SHORT))
    journal.answer_all(TODAY, {"function": 6.0})
    page = _reopened(context, journal, qtbot, 700)
    rows = page.sheet.fields["activities"].control
    assert isinstance(rows, ActivityRows)
    assert QApplication.focusWidget() is rows.add
    qtbot.keyClick(rows.add, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is rows.nothing
