"""The page asks what the person's form asks: pain in its rhythm, in the order of the hour, folded when done."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.day import AnswerSource
from diary.domain.form import Form, PainRhythm
from diary.journal.journal import Journal
from diary.screens.today import CardShortcut
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.labels import Text
from diary.ui.widgets.typed import TypedField
from tests.factory import NOW, TODAY, Clock
from tests.ui.today.opened import card, opened

SATURDAY = TODAY - timedelta(days=1)
STRESS = {"stress": 3, "worried_damage": 0, "skipped_fear": 0}
NIGHT = {"into_bed": 1390, "sleep_latency": 25, "awake_in_night": 30, "got_up": 425, "sleep_quality": 4}


def test_a_person_s_own_choice_is_all_that_is_asked(context: Context, journal: Journal, qtbot: QtBot) -> None:
    journal.set_form(Form(None, frozenset({"stress", "note"})))
    with opened(context, journal, qtbot) as page:
        assert set(page.sheet.fields) == {"stress", "note"}
        assert page.sheet.body is None


def test_a_form_changed_elsewhere_is_asked_when_the_page_is_seen_again(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.set_form(Form(None, frozenset({"stress"})))
    with opened(context, journal, qtbot) as page:
        page.hide()
        journal.set_form(Form())
        page.show()
        assert {"function", "into_bed"} <= set(page.sheet.fields)
        assert page.sheet.body is not None
        page.sheet.body.pain_free.click()
        assert journal.day(TODAY).is_mapped


def test_the_pain_number_can_be_given_on_a_day_it_is_not_asked(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot, SATURDAY) as page:
        assert "pain_average" not in page.sheet.fields
        assert card(page, "pain").aside.text() == "The pain number is not asked on this day."
        card(page, "pain").offer.click()
        control = page.sheet.fields["pain_average"].control
        assert isinstance(control, KeyRow)
        control.keys[4].click()
        assert journal.day(SATURDAY).value("pain_average") == 4


def _stop_asking(page: TodayPage) -> None:
    card(page, "pain").offer.click()
    asking = card(page, "pain").asking
    assert asking is not None
    asking.yes.click()


def test_the_pain_number_is_turned_off_after_one_question_and_that_is_answered_warmly(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        assert "pain_average" in page.sheet.fields
        _stop_asking(page)
        assert journal.form().pain is PainRhythm.OFF
        assert "pain_average" not in page.sheet.fields
        assert "good choice" in card(page, "pain").aside.text()
        assert card(page, "pain").offer.isHidden()
        page.go_to(SATURDAY)
        assert "pain" not in {each.key for each in page.sheet.cards}


def test_one_click_alone_takes_no_question_away(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        card(page, "pain").offer.click()
        asking = card(page, "pain").asking
        assert asking is not None
        assert any("Settings" in each.text() for each in asking.findChildren(Text))
        asking.no.click()
        assert journal.form().pain is PainRhythm.THREE_A_WEEK
        assert "pain_average" in page.sheet.fields


def test_undo_takes_back_that_a_question_is_not_asked_and_leaves_the_answers(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        control = page.sheet.fields["pain_average"].control
        assert isinstance(control, KeyRow)
        control.keys[6].click()
        _stop_asking(page)
        assert card(page, "pain").aside.isVisibleTo(page)
        page.header.undo.click()
        assert journal.form().pain is PainRhythm.THREE_A_WEEK
        assert journal.day(TODAY).value("pain_average") == 6
        assert "pain_average" in page.sheet.fields
        page.header.undo.click()
        assert journal.day(TODAY).value("pain_average") is None


def test_undo_takes_back_that_a_limb_is_not_drawn(context: Context, journal: Journal, qtbot: QtBot) -> None:
    foot = next(limb for limb in context.library.limbs if limb.key == "foot_l")
    with opened(context, journal, qtbot) as page:
        body = page.sheet.body
        assert body is not None
        body.pain_free.click()
        body.marks.limbs.take_away(foot)
        page.undo()
        assert journal.form().hidden_areas == frozenset()
        assert body.marks.left_out == frozenset()
        assert journal.day(TODAY).is_mapped


def test_undo_takes_back_the_newest_also_after_a_question_went(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        _stop_asking(page)
        assert page.header.undo.isVisibleTo(page)
        stress = page.sheet.fields["stress"].control
        assert isinstance(stress, KeyRow)
        stress.keys[3].click()
        page.undo()
        assert journal.day(TODAY).value("stress") is None
        assert journal.form().pain is PainRhythm.OFF


@pytest.mark.parametrize(
    ("hour", "first"), [(7, "night"), (11, "night"), (14, "night"), (17, "doing"), (23, "doing")]
)
def test_the_hour_decides_which_card_comes_first(
    context: Context, journal: Journal, clock: Clock, qtbot: QtBot, hour: int, first: str
) -> None:
    clock.now = NOW.replace(hour=hour)
    with opened(context, journal, qtbot) as page:
        keys = [each.key for each in page.sheet.cards]
        assert keys[0] == first
        assert keys[-3:] == ["pain", "moments", "note"]
        below = [each.y() for each in page.sheet.cards if each.isVisible()]
        assert below == sorted(below)


def test_the_order_waits_while_a_person_is_at_it(
    context: Context, journal: Journal, clock: Clock, qtbot: QtBot
) -> None:
    clock.now = NOW.replace(hour=16, minute=59)
    with opened(context, journal, qtbot) as page:
        clock.forward(minutes=2)
        journal.answer(TODAY, "stress", 3)
        assert page.sheet.cards[0].key == "night"
        page.hide()
        page.show()
        assert page.sheet.cards[0].key == "doing"


def test_an_answered_card_is_one_line_that_opens(context: Context, journal: Journal, qtbot: QtBot) -> None:
    journal.answer_all(TODAY, NIGHT | STRESS)
    with opened(context, journal, qtbot) as page:
        night = card(page, "night")
        assert night.is_folded
        assert "23:10 – 07:05 · 7\u00a0h asleep" in night.line.line
        assert card(page, "stress").line.line.startswith("Stress 3 · ")
        assert not card(page, "doing").is_folded
        qtbot.mouseClick(night.line, Qt.MouseButton.LeftButton)
        assert not night.is_folded
        assert page.sheet.fields["into_bed"].control.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_line_opens_by_keyboard_and_the_keyboard_goes_in(
    context: Context, journal: Journal, qtbot: QtBot, key: Qt.Key
) -> None:
    journal.answer_all(TODAY, STRESS)
    with opened(context, journal, qtbot) as page:
        card(page, "stress").line.setFocus()
        qtbot.keyClick(card(page, "stress").line, key)
        assert QApplication.focusWidget() is page.sheet.fields["stress"].control


def test_the_card_one_is_in_stays_open_and_tab_out_of_it_folds_it(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        stress = card(page, "stress")
        for key, typed in (("stress", "3"), ("worried_damage", "n"), ("skipped_fear", "n")):
            control = page.sheet.fields[key].control
            control.setFocus()
            qtbot.keyClicks(control, typed)
            assert not stress.is_folded
        qtbot.keyClick(control, Qt.Key.Key_Tab)
        assert stress.is_folded
        focus = QApplication.focusWidget()
        assert focus is not None
        assert not stress.isAncestorOf(focus)


def test_a_card_folded_by_hand_stays_folded_until_it_is_opened(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        card(page, "rest").fold.click()
        assert card(page, "rest").line.line == "not filled in"
    assert journal.form().folded == {"rest"}
    with opened(context, journal, qtbot) as page:
        assert card(page, "rest").is_folded
        card(page, "rest").line.click()
    assert journal.form().folded == frozenset()


def test_a_card_is_folded_and_opened_by_keyboard(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        breaks = page.sheet.fields["breaks"].control
        breaks.setFocus()
        qtbot.keyClick(breaks, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert card(page, "rest").is_folded
        assert journal.form().folded == {"rest"}
        line = card(page, "rest").line
        assert QApplication.focusWidget() is line
        qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert not card(page, "rest").is_folded
        assert QApplication.focusWidget() is breaks


def test_yesterday_is_shown_faintly_and_is_no_answer(context: Context, journal: Journal, qtbot: QtBot) -> None:
    journal.answer_all(SATURDAY, NIGHT | {"stress": 6, "pain_average": 5})
    with opened(context, journal, qtbot) as page:
        into_bed = page.sheet.fields["into_bed"].control
        assert isinstance(into_bed, TypedField)
        assert (into_bed.text(), into_bed.placeholderText()) == ("", "(23:10)")
        assert into_bed.toolTip() == "The day before: 23:10\nKeys: ↑, ↓"
        assert page.sheet.fields["stress"].control.toolTip() == "The day before: 6\nKeys: 0–10"
        assert page.sheet.fields["pain_average"].control.toolTip() == "Keys: 0–10"
        assert journal.day(TODAY).is_empty


def test_as_yesterday_fills_what_is_empty_as_one_change(context: Context, journal: Journal, qtbot: QtBot) -> None:
    journal.answer_all(SATURDAY, NIGHT | {"stress": 6})
    journal.answer(TODAY, "sleep_quality", 2)
    with opened(context, journal, qtbot) as page:
        night = card(page, "night")
        night.as_before.click()
        day = journal.day(TODAY)
        assert {key: day.value(key) for key in NIGHT} == NIGHT | {"sleep_quality": 2}
        assert day.answers["got_up"].source is AnswerSource.COPIED
        assert day.answers["sleep_quality"].source is AnswerSource.TYPED
        assert day.value("stress") is None
        assert night.as_before.isHidden()
        assert not card(page, "pain").as_before.isVisible()
        page.undo()
        assert {key for key in NIGHT if journal.day(TODAY).value(key) is not None} == {"sleep_quality"}
        assert night.as_before.isVisible()


def test_nothing_moves_while_the_night_is_answered(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        controls = {key: field.control for key, field in page.sheet.fields.items()}
        qtbot.wait(50)
        before = {key: control.mapTo(page, QPoint()) for key, control in controls.items()}
        for key, value in NIGHT.items():
            page.editor.answer(key, value)
            qtbot.wait(1)
            assert {key: control.mapTo(page, QPoint()) for key, control in controls.items()} == before
        assert "asleep" in card(page, "night").remark.text()
        assert page.header.saved.isVisible()


def test_the_heads_buttons_stay_where_they_are_when_something_is_saved(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        hard = page.header.hard.mapTo(page, QPoint())
        height = page.header.height()
        for value in (3, 4):
            page.editor.answer("stress", value)
            qtbot.wait(1)
            assert (page.header.hard.mapTo(page, QPoint()), page.header.height()) == (hard, height)
        assert page.header.versions.isVisible()


def test_choosing_the_last_phase_folds_the_pain_number_away_at_once_and_it_unfolds(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        assert "pain_average" in page.sheet.fields
        journal.add_record("phase", {"phase": "life"})
        assert "pain_average" not in page.sheet.fields
        assert page.editor.state.cards[0].key == "doing"
        page.editor.take("pain", CardShortcut.ASK_ANYWAY)
        assert "pain_average" in page.editor.state.asked


def test_behind_the_last_answer_tab_goes_on_to_what_stands_there(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.set_form(Form(None, frozenset({"function", "body_map"})))
    journal.set_areas(TODAY, {"front_knee_l": 5})
    with opened(context, journal, qtbot) as page:
        body = page.sheet.body
        assert body is not None
        reached: list[QWidget | None] = [body.pain_free]
        body.pain_free.setFocus()
        for _ in range(3):
            qtbot.keyClick(reached[-1], Qt.Key.Key_Tab)
            reached.append(QApplication.focusWidget())
        assert reached == [body.pain_free, body.mirror, body.clear, body.layers]


@pytest.mark.parametrize("width", [560, 600, 640])
def test_the_map_is_whole_in_a_narrow_window_and_in_sight_when_tab_comes_to_it(
    context: Context, journal: Journal, width: int, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        for _ in range(2):  # the first time the body leaves the side, where it needs more
            page.resize(width, 760)
            QApplication.processEvents()
        assert page.width() == width
        sideways = page.sheet.sheets.horizontalScrollBar()
        qtbot.waitUntil(lambda: sideways.maximum() == 0)
        body, view = page.sheet.body, page.sheet.sheets.viewport()
        assert body is not None
        page.setFocus()
        for _ in range(80):
            focus = QApplication.focusWidget()
            if focus is None or body.map.isAncestorOf(focus):
                break
            qtbot.keyClick(focus, Qt.Key.Key_Tab)
        assert focus is not None
        assert body.map.isAncestorOf(focus)
        assert view.rect().contains(body.map.rect().translated(body.map.mapTo(view, body.map.rect().topLeft())))
