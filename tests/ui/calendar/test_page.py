"""The Calendar page with a real diary: to any day by keyboard and mouse, holidays, undo, and what is read."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary.content.library import Library
from diary.content.theme import load_themes
from diary.domain.day import Day, DayKind, Moment, MomentKind
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.therapist_mark import MARKS
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.calendar.page import CalendarPage
from diary.ui.pages import Context, PageSpec, RestoresPlace
from diary.ui.style import apply_look
from diary.ui.today import area as today
from diary.ui.window import MainWindow
from tests.factory import TODAY, Clock, a_day
from tests.journal.test_give_back import REMARK
from tests.ui.accessible import is_drawn_whole

LEFT = Qt.MouseButton.LeftButton
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def filled(journal: Journal) -> Journal:
    journal.import_days(
        [
            a_day(0, function=6, moments=[Moment(MomentKind.FLARE, 900)]),
            a_day(5, kind=DayKind.HARD),
            a_day(400, function=2),
        ]
    )
    return journal


@pytest.fixture
def page(context: Context, filled: Journal, qtbot: QtBot) -> Iterator[CalendarPage]:
    page = CalendarPage(context, filled)
    leave = filled.subscribe(page.on_changed)
    qtbot.addWidget(page)
    page.resize(1060, 820)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.setFocus()
    yield page
    leave()


def _press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, modifier)


def _place(page: CalendarPage, day: date) -> QPoint:
    button = page.sheet.grid.button_of(day)
    assert button is not None
    return button.geometry().center()


def _language_in_use(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_it_opens_on_today_with_the_keyboard_there(page: CalendarPage) -> None:
    assert page._choice.period == Period(TODAY, TODAY)
    assert QApplication.focusWidget() is page.sheet.grid.button_of(TODAY)
    assert page.bar.title.text() == "November 2026"


def test_what_a_therapist_wrote_at_a_day_stands_beside_it(page: CalendarPage, filled: Journal) -> None:
    day = TODAY - timedelta(days=5)
    record = filled.add_record(MARKS, {**REMARK, "from": day.isoformat(), "by": "Fysio Bos"})
    assert not page.sheet.chosen.marks.isVisible()
    page.go_to(day)
    assert page.sheet.chosen.marks.text() == "first long walk (written by Fysio Bos)"
    assert page.sheet.chosen.marks.isVisible()
    filled.remove_record(record)
    assert not page.sheet.chosen.marks.isVisible()


def test_keys_lead_to_other_days_and_the_focus_follows(page: CalendarPage, qtbot: QtBot) -> None:
    for key, modifier, expected in (
        (Qt.Key.Key_Left, NONE, date(2026, 11, 21)),
        (Qt.Key.Key_Right, NONE, date(2026, 11, 23)),
        (Qt.Key.Key_Up, NONE, date(2026, 11, 15)),
        (Qt.Key.Key_Down, NONE, date(2026, 11, 29)),
        (Qt.Key.Key_PageUp, NONE, date(2026, 10, 22)),
        (Qt.Key.Key_PageDown, NONE, date(2026, 12, 22)),
        (Qt.Key.Key_PageUp, CONTROL, date(2025, 11, 22)),
        (Qt.Key.Key_Home, NONE, date(2026, 11, 1)),
        (Qt.Key.Key_End, NONE, date(2026, 11, 30)),
    ):
        page.bar.today.click()
        there = page.sheet.grid.button_of(TODAY)
        assert there is not None
        there.setFocus()
        _press(qtbot, key, modifier)
        assert page._choice.period == Period(expected, expected), key
        assert QApplication.focusWidget() is page.sheet.grid.button_of(expected), key


def test_only_days_that_changed_are_drawn_again_and_nothing_old_stays(page: CalendarPage, qtbot: QtBot) -> None:
    keys = Qt.Key
    for key, modifier in (
        (keys.Key_Left, NONE),
        (keys.Key_Up, NONE),
        (keys.Key_Right, SHIFT),
        (keys.Key_Down, SHIFT),
        (keys.Key_Left, NONE),
        (keys.Key_PageUp, NONE),
        (keys.Key_Tab, NONE),
    ):
        _press(qtbot, key, modifier)
        assert is_drawn_whole(page), (key, modifier)
    for back in (20, 3):
        qtbot.mouseMove(page.sheet.grid, _place(page, page._choice.period.first - timedelta(days=back)))
        assert is_drawn_whole(page), back


def test_walking_out_of_the_month_shows_the_next_one(page: CalendarPage, qtbot: QtBot) -> None:
    _press(qtbot, Qt.Key.Key_Home)
    _press(qtbot, Qt.Key.Key_Left)
    assert page.bar.title.text() == "October 2026"
    assert QApplication.focusWidget() is page.sheet.grid.button_of(date(2026, 10, 31))


def test_enter_opens_the_day_and_a_day_to_come_stays_closed(page: CalendarPage, qtbot: QtBot) -> None:
    heard: list[date] = []
    page.day_requested.connect(heard.append)
    _press(qtbot, Qt.Key.Key_Return)
    _press(qtbot, Qt.Key.Key_Right)
    _press(qtbot, Qt.Key.Key_Return)
    assert heard == [TODAY]
    assert page.sheet.chosen.open.isHidden()


def test_a_click_chooses_and_a_double_click_opens(page: CalendarPage, qtbot: QtBot) -> None:
    heard: list[date] = []
    page.day_requested.connect(heard.append)
    day = TODAY - timedelta(days=3)
    qtbot.mouseClick(page.sheet.grid, LEFT, pos=_place(page, day))
    assert (page._choice.period, heard) == (Period(day, day), [])
    qtbot.mouseDClick(page.sheet.grid, LEFT, pos=_place(page, day))
    assert heard == [day]


def test_a_click_on_a_day_of_the_next_month_does_not_move_what_is_below_the_mouse(
    page: CalendarPage, qtbot: QtBot
) -> None:
    heard: list[date] = []
    page.day_requested.connect(heard.append)
    day = date(2026, 10, 30)
    place = _place(page, day)
    qtbot.mouseClick(page.sheet.grid, LEFT, pos=place)
    qtbot.mouseDClick(page.sheet.grid, LEFT, pos=place)
    assert heard == [day]


def test_the_way_back_to_today_and_to_other_months_and_years_is_one_click(page: CalendarPage) -> None:
    page.bar.before.click()
    assert page.bar.title.text() == "October 2026"
    page.sheet.year.before.click()
    assert page.bar.title.text() == "October 2025"
    page.sheet.year.months.buttons[1].click()
    assert page.bar.title.text() == "February 2025"
    page.bar.today.click()
    assert page._choice.period == Period(TODAY, TODAY)


def test_the_year_strip_is_walked_by_keyboard(page: CalendarPage, qtbot: QtBot) -> None:
    page.sheet.year.months.buttons[10].setFocus()
    _press(qtbot, Qt.Key.Key_Left)
    assert page.bar.title.text() == "October 2026"
    assert QApplication.focusWidget() is page.sheet.year.months.buttons[9]
    _press(qtbot, Qt.Key.Key_PageUp)
    assert page.bar.title.text() == "October 2025"


def test_a_dragged_stretch_becomes_a_holiday_and_undo_takes_it_back(
    page: CalendarPage, filled: Journal, qtbot: QtBot
) -> None:
    first, last = TODAY - timedelta(days=6), TODAY - timedelta(days=3)
    qtbot.mousePress(page.sheet.grid, LEFT, pos=_place(page, first))
    qtbot.mouseMove(page.sheet.grid, pos=_place(page, first + timedelta(days=1)))
    qtbot.mouseMove(page.sheet.grid, pos=_place(page, last))
    qtbot.mouseRelease(page.sheet.grid, LEFT, pos=_place(page, last))
    qtbot.mouseMove(page.sheet.grid, pos=_place(page, TODAY))
    assert page._choice.period == Period(first, last)
    page.sheet.chosen.pause.click()
    kinds = {day.date: day.kind for day in filled.days(Period(first, last))}
    assert kinds[TODAY - timedelta(days=5)] is DayKind.HARD
    assert [day for day, kind in kinds.items() if kind is DayKind.HOLIDAY] == [
        first,
        TODAY - timedelta(days=4),
        last,
    ]
    assert not page.sheet.chosen.undo.isHidden()
    page.sheet.chosen.undo.click()
    assert [day.kind for day in filled.days(Period(first, last))] == [DayKind.HARD]
    assert page.sheet.chosen.undo.isHidden()


def test_a_stretch_chosen_with_shift_becomes_ordinary_again(
    page: CalendarPage, filled: Journal, qtbot: QtBot
) -> None:
    stretch = Period(TODAY - timedelta(days=3), TODAY - timedelta(days=1))
    filled.set_kinds(stretch, DayKind.HOLIDAY)
    _press(qtbot, Qt.Key.Key_Left)
    for _ in range(2):
        _press(qtbot, Qt.Key.Key_Left, SHIFT)
    assert page._choice.period == stretch
    page.sheet.chosen.resume.click()
    assert filled.days(stretch) == ()
    _press(qtbot, Qt.Key.Key_Escape)
    assert page._choice.period == Period(stretch.first, stretch.first)


def test_after_a_holiday_the_keyboard_is_on_the_day_that_says_so(page: CalendarPage, qtbot: QtBot) -> None:
    _press(qtbot, Qt.Key.Key_Left)
    page.sheet.chosen.pause.click()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert _language_in_use(focused) == "Saturday 21 November 2026: diary holiday"


def test_every_day_in_sight_has_a_name_for_a_screen_reader(page: CalendarPage) -> None:
    assert page.state is not None
    for day in page.state.days:
        button = page.sheet.grid.button_of(day.day)
        assert button is not None
        assert _language_in_use(button) == day.name
    today = page.sheet.grid.button_of(TODAY)
    assert today is not None
    assert _language_in_use(today) == (
        "Sunday 22 November 2026: today, partly filled in, what I could do 6, one harder time"
    )
    shown = [button for button in page.sheet.grid.buttons if not button.isHidden()]
    assert len(shown) == len(page.state.days)


def test_a_screen_reader_hears_which_days_are_part_of_a_stretch(page: CalendarPage, qtbot: QtBot) -> None:
    _press(qtbot, Qt.Key.Key_Left, SHIFT)
    described = [button.day for button in page.sheet.grid.buttons if button.accessibleDescription()]
    assert described == [TODAY - timedelta(days=1), TODAY]


def test_pressing_a_day_through_a_screen_reader_opens_it(page: CalendarPage) -> None:
    heard: list[date] = []
    page.day_requested.connect(heard.append)
    button = page.sheet.grid.button_of(TODAY - timedelta(days=2))
    assert button is not None
    button.click()
    assert heard == [TODAY - timedelta(days=2)]


def test_tab_comes_to_one_day_and_one_month_only(page: CalendarPage) -> None:
    for buttons in (page.sheet.grid.buttons, page.sheet.year.months.buttons):
        stops = [each for each in buttons if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert len(stops) == 1


def test_another_item_is_shown_and_remembered_in_another_language(
    page: CalendarPage, filled: Journal, dutch_context: Context, qtbot: QtBot
) -> None:
    page.bar.item.setCurrentIndex(page.bar.item.findData("stress"))
    page.bar.item.activated.emit(page.bar.item.currentIndex())
    page.sheet.legend.week_numbers.setChecked(True)
    page.go_to(date(2025, 10, 18))
    assert page.sheet.legend.tint_name.text() == "Stress"
    again = CalendarPage(dutch_context, filled)
    assert isinstance(again, RestoresPlace)
    qtbot.addWidget(again)
    again.recall(page.memory())
    again.show()
    assert again.bar.title.text() == "Oktober 2025"
    assert again._choice.period == Period(date(2025, 10, 18), date(2025, 10, 18))
    assert again.sheet.legend.week_numbers.isChecked()
    assert again.bar.item.currentData() == "stress"


def test_no_number_at_all_can_be_chosen(page: CalendarPage) -> None:
    page.bar.item.setCurrentIndex(page.bar.item.count() - 1)
    page.bar.item.activated.emit(page.bar.item.currentIndex())
    assert page.state is not None
    assert page.state.tint is None
    assert not page.sheet.legend.tint_name.isVisible()


def test_nothing_is_read_before_it_is_shown_and_then_one_year_once(
    context: Context, filled: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Period] = []
    read = filled.days

    def days(period: Period) -> tuple[Day, ...]:
        asked.append(period)
        return read(period)

    monkeypatch.setattr(filled, "days", days)
    page = CalendarPage(context, filled)
    qtbot.addWidget(page)
    assert asked == []
    page.show()
    for month in range(1, 13):
        page.show_month(date(2026, month, 1))
    longest = [period for period in asked if len(period) > 1]
    assert all(len(period) <= 366 + 12 for period in longest)
    assert len(longest) <= 3


def test_a_change_elsewhere_is_seen_at_once_or_when_the_page_is_next_shown(
    page: CalendarPage, filled: Journal
) -> None:
    yesterday = TODAY - timedelta(days=1)
    button = page.sheet.grid.button_of(yesterday)
    assert button is not None
    filled.answer(yesterday, "function", 8)
    assert "what I could do 8" in button.accessibleName()
    page.hide()
    filled.answer(yesterday, "function", 3)
    page.show()
    assert "what I could do 3" in button.accessibleName()


def test_after_midnight_today_is_another_day(page: CalendarPage, clock: Clock) -> None:
    page.hide()
    clock.forward(days=1)
    page.show()
    assert page.state is not None
    assert [day.day for day in page.state.days if day.is_today] == [TODAY + timedelta(days=1)]


def test_a_file_that_cannot_be_written_is_said_and_nothing_changes(
    page: CalendarPage, filled: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_facts: object) -> None:
        raise Refusal(Reason.FILE_READ_ONLY, path="my.diary")

    monkeypatch.setattr(filled, "set_kinds", refuse)
    page.go_to(TODAY - timedelta(days=1))
    page.sheet.chosen.pause.click()
    assert page.notice.isVisible()
    assert "my.diary" in page.notice.text.text()
    assert page.sheet.chosen.undo.isHidden()


def test_in_the_window_page_up_turns_the_month_and_undo_takes_a_holiday_back(
    context: Context, filled: Journal, qtbot: QtBot
) -> None:
    spec = PageSpec(
        "calendar", lambda language: language.t("Calendar"), lambda c, _: CalendarPage(c, filled), icon="calendar"
    )
    window = MainWindow(context, filled, [today.PAGE, spec])
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.open_page("calendar")
    page = window.page("calendar")
    assert isinstance(page, CalendarPage)
    window.changes.changed.connect(page.on_changed)
    page.day_requested.connect(window.open_day)
    _press(qtbot, Qt.Key.Key_PageUp)
    assert page._choice.period.first == date(2026, 10, 22)
    page.sheet.chosen.pause.click()
    assert len(filled.days(page._choice.period)) == 1
    _press(qtbot, Qt.Key.Key_Z, CONTROL)
    assert filled.days(page._choice.period) == ()
    _press(qtbot, Qt.Key.Key_Return)
    assert window.current == "today"


def _cut_off(page: CalendarPage) -> list[str]:
    """What does not fit where it is; on a busy machine layouts follow some events later."""
    inside, sheet = page.sheet.widget(), page.sheet
    assert inside is not None
    found = ["the sheet"] if inside.width() > sheet.viewport().width() else []
    for label in (
        page.bar.title,
        sheet.year.year,
        sheet.chosen.heading,
        sheet.chosen.remark,
        sheet.legend.tint_high,
    ):
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        is_wide = label.wordWrap() or label.width() >= label.sizeHint().width()
        if label.height() < needed or not is_wide:
            found.append(label.text())
    for whole, buttons in (
        (sheet.grid, sheet.grid.buttons[:28]),
        (sheet.year.months, sheet.year.months.buttons),
    ):
        for button in buttons:
            is_inside = whole.rect().contains(button.geometry())
            if min(button.width(), button.height()) < 24 or not is_inside:
                found.append(button.accessibleName())
    return found


@pytest.mark.parametrize(
    ("language", "size", "scale"),
    [
        ("english", (715, 600), 1.0),
        ("english", (1060, 820), 2.0),
        ("dutch", (1060, 820), 1.0),
        ("dutch", (715, 600), 2.0),
    ],
)
def test_nothing_is_cut_off_at_any_size_of_type(
    language: str,
    size: tuple[int, int],
    scale: float,
    filled: Journal,
    qtbot: QtBot,
    qapp: QApplication,
    request: pytest.FixtureRequest,
) -> None:
    """Any two of language, size of the page and size of type come together."""
    library: Library = request.getfixturevalue(language)
    theme = load_themes(resources())["dim"]
    apply_look(qapp, theme, scale)
    page = CalendarPage(Context(library, theme), filled)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.go_to(date(2026, 9, 9))
    qtbot.waitUntil(lambda: _cut_off(page) == [])
