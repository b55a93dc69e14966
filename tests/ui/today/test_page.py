"""A day filled in on the page is in the file: by keyboard, by mouse, whatever goes wrong on the way."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.day import Activity, AnswerSource, Moment, MomentKind
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.storage.store import Store
from diary.ui.pages import Context
from diary.ui.today.fields import Field
from diary.ui.today.form_card import FormCard
from diary.ui.today.page import TodayPage
from diary.ui.widgets.activity_rows import ActivityRows
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.moment_rows import MomentRows
from diary.ui.widgets.typed import TextField, TypedField
from diary.ui.window import Changes
from tests.factory import TODAY, a_day

YESTERDAY = TODAY - timedelta(days=1)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(context: Context, journal: Journal, qtbot: QtBot) -> Iterator[TodayPage]:
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    changes = Changes(journal.subscribe, page)
    changes.changed.connect(page.on_changed)
    page.resize(1180, 820)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    changes.stop()


def _field(page: TodayPage, key: str) -> Field:
    return page.sheet.fields[key]


def _typed(page: TodayPage, key: str) -> TypedField:
    control = _field(page, key).control
    assert isinstance(control, TypedField)
    return control


def _row(page: TodayPage, key: str) -> KeyRow:
    control = _field(page, key).control
    assert isinstance(control, KeyRow)
    return control


def _type(qtbot: QtBot, field: TypedField, text: str) -> None:
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _tab_to(qtbot: QtBot, control: QWidget) -> None:
    """Press Tab until the control has the keyboard, never backwards."""
    for _ in range(40):
        if _focused() is control:
            return
        qtbot.keyClick(_focused(), Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not come to {control.accessibleName()}")


def _card(page: TodayPage, key: str) -> FormCard:
    return next(card for card in page.sheet.cards if card.key == key)


def test_a_whole_evening_by_keyboard_alone_is_stored(page: TodayPage, journal: Journal, qtbot: QtBot) -> None:
    page.setFocus()
    evening = {
        "function": "6",
        "breaks": "3",
        "people": "s",
        "stress": "10",
        "worried_damage": "n",
        "skipped_fear": "y",
        "fatigue": "5",
        "into_bed": "2310",
        "sleep_latency": "25",
        "awake_in_night": "30",
        "got_up": "7:05",
        "sleep_quality": "4",
        "pain_average": "3",
    }
    for key, keys in evening.items():
        _tab_to(qtbot, _field(page, key).control)
        qtbot.keyClicks(_focused(), keys)
    qtbot.keyClick(_focused(), Qt.Key.Key_Tab)
    day = journal.day(TODAY)
    assert {key: answer.value for key, answer in day.answers.items()} == {
        "into_bed": 1390,
        "sleep_latency": 25,
        "awake_in_night": 30,
        "got_up": 425,
        "sleep_quality": 4,
        "function": 6,
        "breaks": 3,
        "people": 1,
        "stress": 10,
        "worried_damage": 0,
        "skipped_fear": 1,
        "fatigue": 5,
        "pain_average": 3,
    }


def test_tab_reaches_the_body_the_pain_and_the_notes(page: TodayPage, qtbot: QtBot) -> None:
    page.setFocus()
    first, seen = _focused(), []
    for _ in range(80):
        qtbot.keyClick(_focused(), Qt.Key.Key_Tab)
        if _focused() is first:
            break
        seen.append(_focused())
    body = page.sheet.body
    assert body is not None
    assert set(body.map.areas.values()) & set(seen)
    assert {_field(page, key).control for key in ("pain_average", "note", "good_thing")} <= set(seen)


def test_tab_reaches_the_bar_above_the_cards(page: TodayPage, qtbot: QtBot) -> None:
    page.setFocus()
    seen = set()
    for _ in range(80):
        qtbot.keyClick(_focused(), Qt.Key.Key_Tab)
        seen.add(_focused())
    assert {page.header.before, page.header.date, page.header.hard} <= seen


def test_tab_goes_on_from_whatever_area_the_arrows_went_to(page: TodayPage, qtbot: QtBot) -> None:
    body = page.sheet.body
    assert body is not None
    for area in body.map.areas.values():
        area.setFocus()
        qtbot.keyClick(area, Qt.Key.Key_Tab)
        assert _focused() is body.pain_free


def test_what_is_stored_is_shown(context: Context, journal: Journal, qtbot: QtBot) -> None:
    walk = Activity("Walking", 30, 3)
    flare = Moment(MomentKind.FLARE, 600, None, "after the stairs")
    journal.import_days(
        [
            a_day(
                stress=0,
                into_bed=1380,
                areas={"front_knee_r": 5},
                activities=[walk],
                moments=[flare],
                notes={"note": "rain"},
            )
        ]
    )
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    assert _row(page, "stress").value == 0
    assert _row(page, "function").value is None
    assert _typed(page, "into_bed").text() == "23:00"
    activities, moments = _field(page, "activities").control, _field(page, "moments").control
    note = _field(page, "note").control
    assert isinstance(activities, ActivityRows)
    assert isinstance(moments, MomentRows)
    assert isinstance(note, TextField)
    assert [row.entry for row in activities.rows] == [walk]
    assert [row.entry for row in moments.rows] == [flare]
    assert note.toPlainText() == "rain"
    assert page.sheet.body is not None
    assert page.sheet.body.map.strength("front_knee_r") == 5


def test_an_answer_typed_days_later_says_so(context: Context, journal: Journal, qtbot: QtBot) -> None:
    journal.import_days([a_day(9, typed_after_days=6, stress=3, fatigue=4)])
    page = TodayPage(context, journal, day=TODAY - timedelta(days=9))
    qtbot.addWidget(page)
    page.resize(1180, 820)
    page.show()
    told = [key for key, field in page.sheet.fields.items() if "later" in field.control.accessibleDescription()]
    assert told == ["stress", "fatigue"]
    assert _field(page, "stress").question.aside == "filled in later"


def test_an_activity_is_stored_once_it_has_a_name_and_minutes(
    page: TodayPage, journal: Journal, qtbot: QtBot
) -> None:
    rows = _field(page, "activities").control
    assert isinstance(rows, ActivityRows)
    rows.add.click()
    row = rows.rows[0]
    qtbot.keyClicks(row.kind, "Walking")
    qtbot.keyClick(row.kind, Qt.Key.Key_Return)
    assert journal.day(TODAY).activities == ()
    _type(qtbot, row.minutes, "1:30")
    assert journal.day(TODAY).activities == (Activity("Walking", 90),)
    _type(qtbot, row.effort, "4")
    assert journal.day(TODAY).activities == (Activity("Walking", 90, 4),)
    row.remove.click()
    assert journal.day(TODAY).activities == ()


def test_an_impossible_effort_is_refused_beside_the_activities(page: TodayPage, qtbot: QtBot) -> None:
    rows = _field(page, "activities").control
    assert isinstance(rows, ActivityRows)
    rows.add.click()
    _type(qtbot, rows.rows[0].effort, "14")
    assert "0" in _field(page, "activities").notice.text()
    assert rows.rows[0].effort.text() == "14"


def test_a_note_is_stored_as_it_was_typed(page: TodayPage, journal: Journal, qtbot: QtBot) -> None:
    note = _field(page, "good_thing").control
    assert isinstance(note, TextField)
    qtbot.keyClicks(note, "<i>soup</i> & tea")
    page.flush()
    assert journal.day(TODAY).notes == {"good_thing": "<i>soup</i> & tea"}


def test_painting_the_body_is_stored(page: TodayPage, journal: Journal, qtbot: QtBot) -> None:
    assert page.sheet.body is not None
    body = page.sheet.body.map
    qtbot.mouseClick(body, LEFT, pos=body.position_of("back_neck_l"))
    assert journal.day(TODAY).areas == {"back_neck_l": 5}
    assert page.sheet.body.status.text() == "1 area marked."


def test_no_pain_is_an_answer_and_can_be_taken_back(page: TodayPage, journal: Journal) -> None:
    assert page.sheet.body is not None
    page.sheet.body.pain_free.click()
    assert journal.day(TODAY).is_mapped
    assert journal.day(TODAY).areas == {}
    page.sheet.body.pain_free.click()
    assert not journal.day(TODAY).is_mapped


def test_yesterday_s_map_is_copied_on_one_click_and_known_as_copied(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.import_days([a_day(1, areas={"front_knee_r": 5, "back_neck_l": 2})])
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    assert page.sheet.body is not None
    page.sheet.body.as_before.click()
    day = journal.day(TODAY)
    assert day.areas == {"front_knee_r": 5, "back_neck_l": 2}
    assert day.answers["body_map"].source is AnswerSource.COPIED


def test_an_impossible_night_is_refused_in_words_and_the_rest_is_saved(
    page: TodayPage, journal: Journal, qtbot: QtBot
) -> None:
    _type(qtbot, _typed(page, "into_bed"), "23:00")
    _type(qtbot, _typed(page, "got_up"), "17:30")
    assert journal.day(TODAY).value("into_bed") == 1380
    assert journal.day(TODAY).value("got_up") is None
    assert _typed(page, "got_up").text() == "17:30"
    assert "night" in _field(page, "got_up").notice.text().lower()
    assert not _field(page, "got_up").notice.isHidden()
    _row(page, "stress").choose(3)
    assert journal.day(TODAY).value("stress") == 3
    assert _typed(page, "got_up").text() == "17:30"


def test_correcting_one_clock_stores_the_refused_one_with_it(
    page: TodayPage, journal: Journal, qtbot: QtBot
) -> None:
    _type(qtbot, _typed(page, "into_bed"), "11:00")
    _type(qtbot, _typed(page, "got_up"), "07:00")
    assert journal.day(TODAY).value("got_up") is None
    _type(qtbot, _typed(page, "into_bed"), "23:00")
    assert journal.day(TODAY).value("into_bed") == 1380
    assert journal.day(TODAY).value("got_up") == 420
    assert _field(page, "got_up").notice.isHidden()


def test_what_is_not_a_time_stays_beside_its_sentence(page: TodayPage, journal: Journal, qtbot: QtBot) -> None:
    _type(qtbot, _typed(page, "into_bed"), "25:99")
    assert "25:99" in _field(page, "into_bed").notice.text()
    _row(page, "stress").choose(3)
    assert _typed(page, "into_bed").text() == "25:99"
    _type(qtbot, _typed(page, "into_bed"), "23:00")
    assert _field(page, "into_bed").notice.isHidden()


def test_the_night_is_read_out_as_soon_as_it_is_known(page: TodayPage, qtbot: QtBot) -> None:
    for key, text in (("into_bed", "23"), ("got_up", "7"), ("sleep_latency", "20"), ("awake_in_night", "60")):
        _type(qtbot, _typed(page, key), text)
    assert _card(page, "night").remark.text() == "6\u00a0h\u00a040 asleep · 83 % of the time in bed"


def test_undo_takes_back_the_last_change_and_shows_it(page: TodayPage, journal: Journal) -> None:
    _row(page, "stress").choose(3)
    _row(page, "stress").choose(7)
    page.undo()
    assert journal.day(TODAY).value("stress") == 3
    assert _row(page, "stress").value == 3
    page.undo()
    assert _row(page, "stress").value is None


def test_after_the_last_undo_the_next_key_notes_no_hard_day(
    page: TodayPage, journal: Journal, qtbot: QtBot
) -> None:
    _row(page, "stress").choose(3)
    page.activateWindow()
    page.header.undo.setFocus()
    qtbot.keyClick(page.header.undo, Qt.Key.Key_Space)
    assert page.header.undo.isHidden()
    assert QApplication.focusWidget() is page.header.date


def test_undo_goes_to_the_day_it_changed(page: TodayPage) -> None:
    page.go_to(YESTERDAY)
    _row(page, "stress").choose(3)
    page.go_to(TODAY)
    page.undo()
    assert page.day == YESTERDAY
    assert _row(page, "stress").value is None


def test_a_day_that_nobody_touched_says_nothing_of_another(page: TodayPage) -> None:
    _row(page, "stress").choose(3)
    shown = page.header.saved.text()
    assert shown
    page.go_to(YESTERDAY)
    assert page.header.saved.isHidden()
    assert page.header.undo.isHidden()
    _row(page, "stress").choose(5)
    assert page.header.saved.isVisible()
    assert page.header.undo.isVisible()
    page.header.undo.click()
    assert page.day == YESTERDAY
    assert page.header.undo.isHidden()
    page.go_to(TODAY)
    assert page.header.saved.text() == shown
    assert page.header.undo.isVisible()


def test_undo_says_when_it_took_back_nothing_of_a_day(page: TodayPage, journal: Journal) -> None:
    journal.add_record("medicine", {"name": "paracetamol"})
    page.show_state(page.editor.read())
    page.undo()
    assert not journal.records("medicine")
    assert QToolTip.text() == "Taken back in a list, not in a day: Medicines"
    journal.add_record("goal", {"text": "cook"})
    journal.registers.remove(journal.records("goal")[0])
    page.show_state(page.editor.read())
    page.undo()
    assert len(journal.records("goal")) == 1
    assert QToolTip.text().startswith("Taken back in a list, not in a day: ")
    assert not QToolTip.text().endswith(": ")
    QToolTip.hideText()


def test_another_day_starts_clean_and_keeps_what_was_typed_on_this_one(
    page: TodayPage, journal: Journal, qtbot: QtBot
) -> None:
    note = _field(page, "note").control
    assert isinstance(note, TextField)
    qtbot.keyClicks(note, "today")
    qtbot.keyClicks(_typed(page, "into_bed"), "25:99")
    page.header.before.click()
    assert page.day == YESTERDAY
    assert note.toPlainText() == ""
    assert _typed(page, "into_bed").text() == ""
    assert _field(page, "into_bed").notice.isHidden()
    assert journal.day(TODAY).notes == {"note": "today"}
    assert journal.day(YESTERDAY).is_empty


def test_the_keyboard_begins_at_the_first_open_question_of_another_day(page: TodayPage) -> None:
    _field(page, "note").control.setFocus()
    page.go_by(-1)
    assert _focused() is page.sheet.first_control()
    assert page.sheet.sheets.verticalScrollBar().value() == 0


def test_the_future_is_not_gone_to(page: TodayPage) -> None:
    assert not page.header.after.isEnabled()
    page.go_by(1)
    assert page.day == TODAY


def test_any_past_day_can_be_chosen_and_no_later_one(page: TodayPage, qtbot: QtBot) -> None:
    page.header.choose_day()
    popup = page.header.popup
    assert popup is not None
    assert popup.calendar.maximumDate().toPython() == TODAY
    with qtbot.waitSignal(page.day_shown) as shown:
        popup.calendar.activated.emit(popup.calendar.selectedDate().addDays(-40))
    assert shown.args == [TODAY - timedelta(days=40)]


def test_a_change_made_elsewhere_is_shown(page: TodayPage, journal: Journal) -> None:
    journal.answer(TODAY, "fatigue", 6)
    assert _row(page, "fatigue").value == 6


def test_a_hidden_page_reads_nothing_until_it_is_shown(page: TodayPage, journal: Journal) -> None:
    page.hide()
    before = page.editor.state
    journal.answer(TODAY, "fatigue", 6)
    assert page.editor.state is before
    page.show()
    assert _row(page, "fatigue").value == 6


def test_what_the_disk_refuses_stays_on_screen_and_is_stored_later(
    page: TodayPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_facts: object, **_more: object) -> None:
        raise Refusal(Reason.DISK_FULL, path="my.diary")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "change", full)
        _row(page, "stress").choose(3)
        assert page.sheet.body is not None
        page.sheet.body.marks.step("front_knee_r")
        page.sheet.body.marks.step("back_neck_l")
        assert not page.notice.isHidden()
        assert "full" in page.notice.text.text()
        page.go_by(-1)
        assert page.day == TODAY
        assert _row(page, "stress").value == 3
        assert page.sheet.body.map.strength("front_knee_r") == 5
    page.notice.retry.click()
    assert page.notice.isHidden()
    assert journal.day(TODAY).value("stress") == 3
    assert journal.day(TODAY).areas == {"front_knee_r": 5, "back_neck_l": 5}


def test_the_body_stands_beside_the_cards_only_where_there_is_room(page: TodayPage, qtbot: QtBot) -> None:
    body = page.sheet.body
    assert body is not None
    assert not page.sheet.sheets.isAncestorOf(body)
    page.resize(760, 700)
    qtbot.waitUntil(lambda: page.sheet.sheets.isAncestorOf(body))
    page.resize(1180, 820)
    qtbot.waitUntil(lambda: not page.sheet.sheets.isAncestorOf(body))
