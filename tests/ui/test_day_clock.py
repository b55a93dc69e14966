"""Today is a value that changes: what is derived from it follows the clock, answers go to the day that shows."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.form import Form
from diary.domain.period import diary_day
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.areas import pages
from diary.ui.day_clock import LONGEST_WAIT_MS, UNSEEN_SECONDS, DayClock
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.typed import TextField, TypedField
from diary.ui.window import MainWindow
from tests.factory import ZONE, Clock, a_day

FRIDAY, SUNDAY = date(2026, 10, 23), date(2026, 10, 25)
LEFT = Qt.MouseButton.LeftButton
WHOLE = pytest.mark.parametrize("window", [Form()], indirect=True, ids=["all questions"])
"""Where it matters what stands below the pointer."""
SOME = Form(None, frozenset({"stress", "function", "into_bed", "note"}))


def _at(day: int, hour: int, minute: int = 0, zone: str = ZONE) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=ZoneInfo(zone))


@pytest.fixture
def window(
    request: pytest.FixtureRequest, context: Context, journal: Journal, clock: Clock, qtbot: QtBot
) -> Iterator[MainWindow]:
    clock.now = _at(23, 22, 50)
    journal.set_form(getattr(request, "param", SOME))
    journal.import_days([a_day(FRIDAY - timedelta(days=ago), stress=4, into_bed=1380) for ago in range(1, 9)])
    window = MainWindow(context, journal, pages([], resources()))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    QTest.qWait(150)  # the cards below the fold
    yield window
    window.close()


def _today(window: MainWindow) -> TodayPage:
    page = window.page("today")
    assert isinstance(page, TodayPage)
    return page


def _row(window: MainWindow, key: str) -> KeyRow:
    control = _today(window).sheet.fields[key].control
    assert isinstance(control, KeyRow)
    return control


def _click(window: MainWindow, target: QWidget) -> None:
    """As a hand does it: through the native window, which has it before any widget."""
    at = target.mapTo(window, target.rect().center())
    QTest.mouseClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)


def _seen(clock: Clock) -> None:
    """Let the time pass in which somebody sees that the page moved on."""
    clock.forward(seconds=UNSEEN_SECONDS)


def _in_sight(window: MainWindow, key: str) -> KeyRow:
    row = _row(window, key)
    QTest.qWait(50)  # a busy computer may have built the last cards only for the row, and lays them out now
    _today(window).sheet.sheets.ensureWidgetVisible(row)
    QTest.qWait(50)
    return row


@WHOLE
def test_a_click_after_the_computer_slept_shows_the_day_it_is_and_the_next_one_lands_there(
    window: MainWindow, journal: Journal, clock: Clock, qtbot: QtBot
) -> None:
    row = _in_sight(window, "stress")
    clock.now = _at(25, 9, 10)
    _click(window, row.keys[5])
    page = _today(window)
    assert journal.day(SUNDAY).is_empty, "nobody had seen that it was another day"
    assert _row(window, "stress").value is None
    qtbot.waitUntil(lambda: "another day" in QToolTip.text())
    _click(window, row.keys[5])
    assert journal.day(SUNDAY).is_empty, "a double click is one click"
    _seen(clock)
    _click(window, row.keys[5])
    assert page.day == SUNDAY
    assert page.header.date.text() == "Sunday 25 October 2026"
    assert page.header.when.text() == "Today"
    assert not page.header.after.isEnabled()
    assert journal.day(SUNDAY).value("stress") == 5
    assert journal.day(FRIDAY).is_empty
    assert _row(window, "stress").value == 5


@WHOLE
def test_what_was_answered_the_day_before_does_not_take_that_click_back(
    window: MainWindow, journal: Journal, clock: Clock
) -> None:
    row = _in_sight(window, "stress")
    journal.answer(FRIDAY, "stress", 5)
    clock.now = _at(25, 9, 10)
    _click(window, row.keys[5])
    _seen(clock)
    _click(window, row.keys[5])
    assert journal.day(FRIDAY).value("stress") == 5
    assert journal.day(SUNDAY).value("stress") == 5


@WHOLE
def test_the_second_tap_after_the_computer_slept_lands_there(
    window: MainWindow, journal: Journal, clock: Clock
) -> None:
    row = _in_sight(window, "stress")
    at = row.keys[5].mapTo(window, row.keys[5].rect().center())
    clock.now = _at(25, 9, 10)
    native, screen = window.windowHandle(), QTest.createTouchDevice()
    for _ in range(2):
        assert journal.day(SUNDAY).is_empty
        QTest.touchEvent(native, screen).press(0, at, native).commit()
        QTest.touchEvent(native, screen).release(0, at, native).commit()
        _seen(clock)
        QTest.qWait(50)  # as `_in_sight` waits
    assert journal.day(SUNDAY).value("stress") == 5
    assert journal.day(FRIDAY).is_empty


@WHOLE
def test_a_tap_never_lands_on_what_came_in_the_place_of_what_was_meant(
    window: MainWindow, journal: Journal, clock: Clock
) -> None:
    """In the morning the night stands first: what was there in the evening is elsewhere."""
    native, screen = window.windowHandle(), QTest.createTouchDevice()
    row = _row(window, "function")
    at = row.keys[5].mapTo(window, row.keys[5].rect().center())
    clock.now = _at(25, 9, 10)
    QTest.touchEvent(native, screen).press(0, at, native).commit()
    QTest.touchEvent(native, screen).release(0, at, native).commit()
    assert set(journal.day(SUNDAY).answers) <= {"function"}
    assert journal.day(FRIDAY).is_empty


@pytest.mark.parametrize("key", [Qt.Key.Key_6, Qt.Key.Key_R, Qt.Key.Key_Space])
def test_a_key_on_a_button_of_the_evening_only_shows_the_new_day(
    window: MainWindow, journal: Journal, clock: Clock, key: Qt.Key
) -> None:
    """It was meant for nothing of the new day; the keyboard is at its first open question then."""
    page = _today(window)
    page.header.hard.setFocus()
    clock.now = _at(25, 9, 10)
    held = Qt.KeyboardModifier.ControlModifier if key == Qt.Key.Key_R else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window.windowHandle(), key, held)
    page.flush()
    assert page.day == SUNDAY
    assert journal.day(FRIDAY).is_empty
    assert journal.day(SUNDAY).is_empty
    assert not page.hard_day.isVisible()
    assert QApplication.focusWidget() is page.sheet.first_control()
    _seen(clock)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_8)
    page.flush()
    assert not journal.day(SUNDAY).is_empty


def test_the_question_that_has_the_keyboard_keeps_it_and_is_in_sight(window: MainWindow, clock: Clock) -> None:
    page = _today(window)
    row = _in_sight(window, "stress")
    row.setFocus()
    clock.now = _at(25, 9, 10)
    window.day_clock.look()
    QApplication.processEvents()
    assert QApplication.focusWidget() is row
    assert not row.visibleRegion().isEmpty()
    assert page.day == SUNDAY


@pytest.mark.parametrize("what", ["as yesterday", "no pain"])
def test_what_a_button_took_from_the_evening_is_not_put_in_the_morning(
    window: MainWindow, journal: Journal, clock: Clock, what: str
) -> None:
    page = _today(window)
    clock.now = _at(25, 9, 10)
    card = next(card for card in page.sheet.column.built if card.asks("stress"))
    if what == "as yesterday":
        card._copy()
    else:
        page.editor.replace_areas({"back_neck_l": 4})
    assert page.day == SUNDAY
    assert journal.day(FRIDAY).is_empty
    assert journal.day(SUNDAY).is_empty


def test_the_second_click_that_comes_from_assistive_technology_lands_there_too(
    window: MainWindow, journal: Journal, clock: Clock
) -> None:
    row = _row(window, "stress")
    clock.now = _at(25, 9, 10)
    row.keys[5].click()
    assert journal.day(SUNDAY).is_empty
    assert row.value is None
    row.keys[5].click()
    assert journal.day(SUNDAY).value("stress") == 5
    assert journal.day(FRIDAY).is_empty
    assert _today(window).day == SUNDAY


@pytest.mark.parametrize("how", ["key", "timer"])
def test_a_digit_lands_on_no_day_that_nobody_has_seen_yet(
    window: MainWindow, journal: Journal, clock: Clock, how: str
) -> None:
    """Neither the one that finds the new day, nor what is typed in the moment after that."""
    row = _row(window, "stress")
    row.setFocus()
    clock.now = _at(25, 9, 10)
    if how == "timer":
        window.day_clock._timer.timeout.emit()
    for digit in (Qt.Key.Key_1, Qt.Key.Key_0):
        QTest.keyClick(window.windowHandle(), digit)
    _today(window).flush()
    assert _today(window).day == SUNDAY
    assert journal.day(FRIDAY).is_empty
    assert journal.day(SUNDAY).is_empty
    _seen(clock)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_7)
    _today(window).flush()
    assert journal.day(FRIDAY).is_empty
    assert {key: a.value for key, a in journal.day(SUNDAY).answers.items()} == {"stress": 7}


def test_letters_go_on_in_their_field(window: MainWindow, journal: Journal, clock: Clock) -> None:
    """They are seen there before they are stored: a part of a time would be another time."""
    night = _today(window).sheet.fields["into_bed"].control
    night.setFocus()
    clock.now = _at(25, 9, 10)
    for digit in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_0):
        QTest.keyClick(window.windowHandle(), digit)
    _today(window).flush()
    assert journal.day(FRIDAY).is_empty
    assert journal.day(SUNDAY).value("into_bed") == 23 * 60 + 10


@WHOLE
def test_a_click_never_lands_on_what_came_in_the_place_of_what_was_meant(
    window: MainWindow, journal: Journal, clock: Clock
) -> None:
    """The morning has another order than the evening; each question is clicked, wherever it stands."""
    keys = [key for key, field in _today(window).sheet.fields.items() if isinstance(field.control, KeyRow)]
    landed: set[str] = set()
    for shift, key in enumerate(keys):
        evening = _at(23, 22, 50) + timedelta(days=2 * shift)
        clock.now = evening
        window.day_clock.look()
        QApplication.processEvents()
        row = _in_sight(window, key)
        at = row.keys[-1].mapTo(window, row.keys[-1].rect().center())
        clock.now = evening + timedelta(hours=11)
        _click(window, row.keys[-1])
        assert journal.day(clock.now.date()).is_empty
        _seen(clock)
        QTest.mouseClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        answers = journal.day(clock.now.date()).answers
        assert set(answers) <= {key}, key
        landed |= set(answers)
        assert journal.day(evening.date()).is_empty
    assert len(landed) >= len(keys) - 1  # one went to the top, out of reach of the pointer


@pytest.mark.parametrize("how", ["activation", "program", "timer", "page", "boundary"])
def test_the_day_is_another_one_whatever_tells_first(
    window: MainWindow, clock: Clock, how: str, journal: Journal
) -> None:
    clock.now = _at(25, 9, 10)
    match how:
        case "activation":
            QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
        case "program":
            application = QGuiApplication.instance()
            assert isinstance(application, QGuiApplication)
            application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
        case "timer":
            window.day_clock._timer.timeout.emit()
        case "page":
            window.open_page("calendar")
        case "boundary":
            clock.now = _at(24, 4)
            window.day_clock._timer.timeout.emit()
    assert _today(window).day == diary_day(clock.now)
    assert _today(window).header.when.text() == "Today"


def test_the_clock_is_looked_at_when_the_day_ends_and_every_minute(journal: Journal, clock: Clock) -> None:
    clock.now = _at(24, 3, 59) + timedelta(seconds=40)
    day_clock = DayClock(journal)
    assert 19_000 < day_clock._timer.interval() <= 20_000
    clock.now = _at(24, 9)
    day_clock._timer.timeout.emit()
    assert 59_000 < day_clock._timer.interval() <= LONGEST_WAIT_MS
    day_clock.stop()


def test_who_typed_a_moment_ago_is_not_moved_and_told_which_day_it_is(
    window: MainWindow, journal: Journal, clock: Clock
) -> None:
    clock.now = _at(24, 3, 55)
    _row(window, "stress").keys[3].click()
    clock.now = _at(24, 4, 1)
    window.day_clock.look()
    page = _today(window)
    assert page.day == FRIDAY
    assert page.day_bar.isVisible()
    assert page.day_bar.text.text() == "This is Friday 23 October."
    assert page.header.when.text() == "Yesterday"
    assert page.header.after.isEnabled()
    assert "yesterday" in page.sheet.fields["stress"].question.text().lower()
    _row(window, "function").keys[6].click()
    assert journal.day(FRIDAY).value("function") == 6
    page.day_bar.retry.click()
    assert page.day == date(2026, 10, 24)
    assert not page.day_bar.isVisible()


def test_what_is_half_typed_stays_on_its_day_with_its_words(
    window: MainWindow, journal: Journal, clock: Clock
) -> None:
    page = _today(window)
    night = page.sheet.fields["into_bed"].control
    assert isinstance(night, TypedField)
    night.setFocus()
    night.setText("half past")
    night.flush()
    clock.now = _at(25, 9, 10)
    window.day_clock.look()
    assert page.day == FRIDAY
    assert page.header.when.text() == "2 days ago"
    assert page.day_bar.isVisible()
    kept = page.sheet.fields["into_bed"].control
    assert isinstance(kept, TypedField)
    assert kept.text() == "half past"
    kept.setText("23:10")
    kept.flush()
    assert journal.day(FRIDAY).value("into_bed") == 1390


def test_a_note_that_waits_to_be_saved_is_saved_on_the_day_it_was_typed(
    window: MainWindow, journal: Journal, clock: Clock
) -> None:
    page = _today(window)
    note = page.sheet.fields["note"].control
    assert isinstance(note, TextField)
    note.setFocus()
    note.insertPlainText("late thoughts")
    clock.now = _at(24, 4, 0)
    window.day_clock.look()
    assert page.day == FRIDAY
    assert journal.day(FRIDAY).notes == {"note": "late thoughts"}
    going_on = page.sheet.fields["note"].control
    assert isinstance(going_on, TextField)
    assert going_on.hasFocus()
    going_on.insertPlainText(" go on")
    going_on.flush()
    assert journal.day(FRIDAY).notes == {"note": "late thoughts go on"}
    clock.now = _at(24, 9, 0)
    window.open_page("calendar")
    window.open_page("today")
    assert page.day == date(2026, 10, 24)
    assert not page.day_bar.isVisible()


def test_a_day_that_was_chosen_stays_and_is_called_by_its_new_name(window: MainWindow, clock: Clock) -> None:
    page = _today(window)
    page.go_by(-1)
    assert page.header.when.text() == "Yesterday"
    clock.now = _at(25, 9, 10)
    window.day_clock.look()
    assert page.day == FRIDAY - timedelta(days=1)
    assert page.header.when.text() == "3 days ago"
    assert not page.day_bar.isVisible()
    assert "yesterday" not in page.sheet.fields["stress"].question.text().lower()


def test_every_page_is_derived_from_the_day_it_is(window: MainWindow, clock: Clock, qtbot: QtBot) -> None:
    for key in ("calendar", "trends", "share"):
        window.open_page(key)
        QApplication.processEvents()
    heard: list[date] = []
    window.day_clock.day_changed.connect(heard.append)
    clock.now = _at(25, 9, 10)
    window.open_page("calendar")
    calendar = window.page("calendar")
    assert heard == [SUNDAY]
    today = [each.day for each in calendar.state.days if each.is_today]  # type: ignore[attr-defined]
    assert today == [SUNDAY]
    assert calendar._choice.period.first == SUNDAY  # type: ignore[attr-defined]
    window.open_page("share")
    summary = window.page("share").section("one-page")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not summary.is_waiting)
    assert summary.state.made == SUNDAY
    window.open_page("trends/lines/stress")
    lines = window.page("trends").findChild(QWidget, "trends_page")
    lines._show_charts()  # type: ignore[union-attr]
    assert lines.view.days_in_view[1] == (SUNDAY - date(1970, 1, 1)).days + 0.5  # type: ignore[union-attr]
    clock.now = _at(26, 9)
    window.day_clock.look()
    assert lines.view.days_in_view[1] == (SUNDAY - date(1970, 1, 1)).days + 1.5  # type: ignore[union-attr]


WEEK = [
    (_at(19, 9), date(2026, 10, 19)),
    (_at(20, 3, 59), date(2026, 10, 19)),
    (_at(20, 4, 0), date(2026, 10, 20)),
    (_at(22, 8), date(2026, 10, 22)),  # it slept for two days
    (_at(22, 4, 30, "America/New_York"), date(2026, 10, 22)),  # a flight west
    (_at(22, 2, 0, "America/Los_Angeles"), date(2026, 10, 21)),  # and on: the day before is not over there
    (_at(23, 9), date(2026, 10, 23)),
    (datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo(ZONE)), date(2026, 10, 24)),
    (datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo(ZONE)), date(2026, 10, 24)),  # the clock went back
    (_at(25, 4), date(2026, 10, 25)),
    (datetime(2020, 1, 1, 12, tzinfo=ZoneInfo(ZONE)), date(2020, 1, 1)),  # a clock that was set back
    (_at(26, 9), date(2026, 10, 26)),
    (datetime(2027, 3, 28, 1, 59, tzinfo=ZoneInfo(ZONE)), date(2027, 3, 27)),
    (datetime(2027, 3, 28, 3, 0, tzinfo=ZoneInfo(ZONE)), date(2027, 3, 27)),  # the clock went forward
    (datetime(2027, 3, 28, 4, 0, tzinfo=ZoneInfo(ZONE)), date(2027, 3, 28)),
]


def test_a_week_with_sleep_both_clock_changes_a_flight_west_and_a_clock_set_back(
    window: MainWindow, journal: Journal, clock: Clock
) -> None:
    told: list[date] = []
    window.day_clock.day_changed.connect(told.append)
    expected: list[date] = []
    last = FRIDAY
    for now, day in WEEK:
        clock.now = now
        window.day_clock.look()
        if day != last:
            expected.append(day)
        last = day
        page = _today(window)
        assert (now, page.day, page.header.when.text()) == (now, day, "Today")
        assert not page.day_bar.isVisible() or day < journal.last_day
        assert not page.header.after.isEnabled()
    assert told == expected


def _day_ahead(journal: Journal, clock: Clock) -> date:
    now = clock.now
    ahead = date(2027, 10, 23)
    clock.now = now.replace(year=2028)
    journal.answer(ahead, "stress", 9)
    clock.now = now
    return ahead


def test_a_day_that_has_not_come_is_opened_from_the_calendar_and_moved(
    window: MainWindow, journal: Journal, clock: Clock
) -> None:
    ahead = _day_ahead(journal, clock)
    window.open_page("calendar")
    calendar = window.page("calendar")
    calendar.go_to(ahead)  # type: ignore[attr-defined]
    calendar.open_day(ahead)  # type: ignore[attr-defined]
    page = _today(window)
    assert (window.current, page.day) == ("today", ahead)
    assert page.header.when.text() == "in 365 days"
    assert page.day_bar.text.text().startswith("Saturday 23 October 2027 has not come yet.")
    page.day_bar.move_here.click()
    assert page.day == FRIDAY
    assert journal.day(FRIDAY).value("stress") == 9
    assert not page.day_bar.isVisible()
    page.undo()
    assert journal.day(ahead).value("stress") == 9
    assert journal.day(FRIDAY).is_empty


def test_a_day_that_has_not_come_is_taken_away(window: MainWindow, journal: Journal, clock: Clock) -> None:
    ahead = _day_ahead(journal, clock)
    window.open_day(ahead)
    page = _today(window)
    page.day_bar.remove.click()
    assert page.day == FRIDAY
    assert journal.day(ahead).is_empty
    page.go_to(ahead)
    assert page.day == FRIDAY


def test_a_clock_set_back_calls_no_day_lost(window: MainWindow, journal: Journal, clock: Clock) -> None:
    journal.answer(FRIDAY, "stress", 3)
    clock.now = datetime(2020, 1, 1, 12, tzinfo=ZoneInfo(ZONE))
    window.day_clock.look()
    page = _today(window)
    assert page.day == date(2020, 1, 1)
    page.go_to(FRIDAY)
    assert page.day == FRIDAY
    for key in ("calendar", "trends", "share"):
        window.open_page(key)
        QApplication.processEvents()
    clock.now = _at(24, 9)
    window.day_clock.look()
    window.open_today()
    assert page.day_bar.text.text() == "This is Friday 23 October."
    assert page.day_bar.move_here.isHidden()
    assert page.header.when.text() == "Yesterday"
