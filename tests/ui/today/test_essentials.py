"""The essentials: five taps, nothing to scroll on a small laptop, and the rest behind one line. `pytest -s` prints
the counts and the seconds."""

import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.day import BODY_MAP, AnswerSource
from diary.domain.form import Form, PainRhythm
from diary.domain.item import Kind, Preset
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.settings import actions_needed
from diary.screens.today import MORE, CardShortcut, closing_line
from diary.ui.pages import Context
from diary.ui.program import Program
from diary.ui.today.form_card import FormCard
from diary.ui.today.page import TodayPage
from diary.ui.widgets.activity_rows import ActivityRows
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.moment_dialog import MomentDialog
from tests.factory import TODAY
from tests.ui.today.opened import opened
from tests.ui.today.test_actions import Person, _with_history

THINK, POINT, PRESS, KEY = 1.35, 1.1, 0.2, 0.28
"""Seconds to decide, to point, to click and to press a key, of the keystroke-level model (Card, Moran and Newell,
Communications of the ACM 1980)."""
MOST_SECONDS = 20
ANSWERS = {"function": 6, "sleep_quality": 4, "stress": 3, "fatigue": 5}
LAPTOP = (1366, 698)


@pytest.fixture
def new(journal: Journal) -> Journal:
    """A diary of a few days that asks the essentials."""
    _with_history(journal)
    journal.set_form(replace(journal.form(), preset=Preset.ESSENTIALS))
    return journal


@pytest.fixture
def page(new: Journal, tmp_path: Path, qtbot: QtBot) -> TodayPage:
    """Today in a window as large as a small laptop leaves it."""
    window = Program(new, resources(), tmp_path / "settings.ini", "nl").open()
    qtbot.addWidget(window)
    window.resize(*LAPTOP)
    found = window.findChild(TodayPage)
    assert found is not None
    qtbot.waitUntil(lambda: found.width() > LAPTOP[0] / 2 and not found.sheet.column._waiting)
    return found


def _card(page: TodayPage, key: str) -> FormCard:
    return next(card for card in page.sheet.cards if card.key == key)


def _in_sight(page: TodayPage, widget: QWidget) -> bool:
    sheets = page.sheet.sheets.viewport()
    return sheets.rect().contains(QRect(widget.mapTo(sheets, QPoint()), widget.size()))


def test_five_taps_by_mouse_without_scrolling(page: TodayPage, new: Journal, qtbot: QtBot) -> None:
    assert page.sheet.sheets.verticalScrollBar().maximum() == 0
    assert all(_in_sight(page, card) for card in page.sheet.cards)
    person, began = Person(page, qtbot), time.perf_counter()
    for key, value in ANSWERS.items():
        person.choose(key, value)
        assert page.sheet.closing.text() == ""
    assert page.sheet.column.left.text() == "Nog 1 van de 5"
    assert page.sheet.body is not None
    person.click(page.sheet.body.as_before)
    seconds = time.perf_counter() - began + person.actions * (THINK + POINT + PRESS)
    assert _is_closed(page, new)
    assert person.actions == 5 == actions_needed(new.form(), new.catalogue)
    assert _told("mouse", person.actions, seconds) < MOST_SECONDS


def test_five_answers_by_keyboard_alone(page: TodayPage, new: Journal, qtbot: QtBot) -> None:
    began = time.perf_counter()
    page.setFocus()
    keys = 0
    for value in ANSWERS.values():
        focus = QApplication.focusWidget()
        assert isinstance(focus, KeyRow)
        qtbot.keyClicks(focus, str(value))
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        keys += 2
    assert page.sheet.body is not None
    assert QApplication.focusWidget() is page.sheet.body.as_before
    qtbot.keyClick(page.sheet.body.as_before, Qt.Key.Key_Space)
    seconds = time.perf_counter() - began + 5 * THINK + (keys + 1) * KEY
    assert _is_closed(page, new)
    assert _told("keyboard", keys + 1, seconds) < MOST_SECONDS


def _told(how: str, actions: int, seconds: float) -> float:
    sys.stdout.write(f"\nessentials by {how}: {actions} actions, {seconds:.1f} s\n")
    return seconds


def _is_closed(page: TodayPage, journal: Journal) -> bool:
    """All five are in the file, and the page says that this is all."""
    day = journal.day(TODAY)
    assert {key: day.value(key) for key in ANSWERS} == ANSWERS
    assert day.areas == {"back_neck_l": 5}
    assert day.answers[BODY_MAP].source is AnswerSource.COPIED
    return page.sheet.closing.text() == closing_line(TODAY, TODAY, page._context.language)


@pytest.mark.parametrize("preset", Preset)
def test_settings_tells_the_number_of_actions_that_a_day_really_takes(
    context: Context, journal: Journal, qtbot: QtBot, preset: Preset
) -> None:
    """Each question is answered on the real page, in the way that is quickest, until the day is closed."""
    _with_history(journal)
    journal.set_form(Form(preset, pain=PainRhythm.DAILY))
    with opened(context, journal, qtbot) as page:
        person = Person(page, qtbot)
        for field in list(page.sheet.fields.values()):
            _answer(person, page, field.key, field.kind)
        assert page.sheet.body is not None
        person.click(page.sheet.body.as_before)
        page.flush()
        assert page.sheet.closing.text()
        assert person.actions == actions_needed(journal.form(), journal.catalogue)


def _answer(person: Person, page: TodayPage, key: str, kind: Kind) -> None:
    control = page.sheet.fields[key].control
    match kind:
        case Kind.TEXT | Kind.MOMENTS | Kind.NAPS:
            return
        case Kind.ACTIVITIES:
            assert isinstance(control, ActivityRows)
            person.click(control.usual[0])
        case Kind.CLOCK:
            person.write(key, {"into_bed": "22:00", "tried_to_sleep": "22:30", "woke_up": "6:30"}.get(key, "7:00"))
        case Kind.MINUTES | Kind.COUNT:
            person.write(key, "4")
        case _:
            assert isinstance(control, KeyRow)
            person.choose(key, control._first)


def test_more_unfolds_the_rest_in_place_and_folds_it_away_again(page: TodayPage, qtbot: QtBot) -> None:
    keys = [card.key for card in page.sheet.cards]
    assert keys == ["essentials", MORE]
    line, before = _card(page, MORE).line, _card(page, MORE).geometry()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert [card.key for card in page.sheet.cards][:2] == keys
    assert {"night", "rest", "note"} <= {card.key for card in page.sheet.cards}
    assert "function" not in _card(page, "doing").fields
    assert _card(page, MORE).geometry() == before
    person = Person(page, qtbot)
    person.choose("people", 1)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert [card.key for card in page.sheet.cards] == [*keys, "rest"]


def test_tab_goes_from_more_to_the_questions_it_unfolded(page: TodayPage, qtbot: QtBot) -> None:
    line = _card(page, MORE).line
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    first = page.sheet.cards[2].fields["activities"].control
    assert focus is not None
    assert first.isAncestorOf(focus)


def test_what_is_behind_more_is_not_needed_to_close_the_day(page: TodayPage, new: Journal) -> None:
    page.editor.take(MORE, CardShortcut.ASK_MORE)
    new.answer_all(TODAY, ANSWERS)
    new.replace_areas(TODAY, {})
    page.on_changed(Period(TODAY, TODAY))
    assert page.sheet.closing.text()


def test_nothing_moves_when_the_last_answer_lands(page: TodayPage, qtbot: QtBot) -> None:
    person = Person(page, qtbot)
    for key, value in ANSWERS.items():
        person.choose(key, value)
    shown = [*page.sheet.cards, page.sheet, page.header.hard]
    before = [(widget, widget.geometry()) for widget in shown]
    assert page.sheet.body is not None
    person.click(page.sheet.body.as_before)
    qtbot.wait(50)
    assert page.sheet.closing.text()
    assert [(widget, widget.geometry()) for widget, _ in before] == before


def test_escape_folds_the_finished_day_in_place_and_unfolds_it_again(
    page: TodayPage, new: Journal, qtbot: QtBot
) -> None:
    control, card = page.sheet.fields["function"].control, _card(page, "essentials")
    control.setFocus()
    qtbot.keyClick(control, Qt.Key.Key_Escape)
    assert not card.is_folded, "what is still asked stays"
    for key, value in ANSWERS.items():
        new.answer(TODAY, key, value)
    new.set_areas(TODAY, {"back_neck_l": 5})
    page.on_changed(Period(TODAY, TODAY))
    qtbot.keyClick(control, Qt.Key.Key_Escape)
    assert card.is_folded
    assert QApplication.focusWidget() is card.line
    assert "6" in card.line.line
    assert new.form().folded == frozenset(), "tomorrow it is open again"
    qtbot.keyClick(card.line, Qt.Key.Key_Escape)
    assert not card.is_folded
    assert QApplication.focusWidget() is control


def test_what_was_answered_yesterday_stands_at_the_right_of_each_question(page: TodayPage, new: Journal) -> None:
    yesterday = TODAY - timedelta(days=1)
    new.answer(yesterday, "stress", 7)
    new.answer(yesterday, "fatigue", None)
    page.on_changed(Period(yesterday, yesterday))
    asked = {key: page.sheet.fields[key].question for key in ("stress", "fatigue")}
    assert [each.aside for each in asked.values()] == ["gisteren 7", ""]
    assert asked["stress"].contentsMargins().right() > 0 == asked["fatigue"].contentsMargins().right()
    new.answer(TODAY, "stress", 3)
    page.on_changed(Period(TODAY, TODAY))
    assert asked["stress"].aside, "it moves nothing when it is answered"


def test_the_good_thing_is_asked_once_the_day_is_closed_and_stands_in_the_top(
    page: TodayPage, new: Journal, qtbot: QtBot
) -> None:
    assert "good_thing" not in page.sheet.fields
    new.answer_all(TODAY, ANSWERS)
    new.replace_areas(TODAY, {})
    page.on_changed(Period(TODAY, TODAY))
    Person(page, qtbot).write("good_thing", "koffie in de zon")
    assert page.sheet.good.text() == "Fijn vandaag: koffie in de zon"
    assert page.sheet.cards[-1].key == "note"


def test_a_moment_is_asked_by_its_key_though_its_question_is_folded_away(page: TodayPage, qtbot: QtBot) -> None:
    assert "moments" not in page.sheet.fields
    for _ in range(2):
        with qtbot.waitActive(page.window()):
            page.window().activateWindow()
        qtbot.keyClick(page.window(), Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        (dialog,) = page.findChildren(MomentDialog)
        dialog.cancel.click()
        qtbot.waitUntil(lambda: page.findChildren(MomentDialog) == [])


def test_an_answer_is_heard_again_with_its_question_and_the_ends_of_the_scale(page: TodayPage) -> None:
    row = page.sheet.fields["function"].control
    assert isinstance(row, KeyRow)
    row.choose(7)
    heard = QAccessible.queryAccessibleInterface(row)
    assert heard is not None
    assert heard.text(QAccessible.Text.Name).endswith(": 7 van 10")
    assert heard.relations(QAccessible.RelationFlag.Label) == []
    assert "0: niets. 10: alles wat ik wilde." in heard.text(QAccessible.Text.Description)
