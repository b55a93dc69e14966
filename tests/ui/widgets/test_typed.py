"""What is typed is taken, refused or kept; nothing typed disappears."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from diary.content.library import Library
from diary.domain.entry import parse_answer
from diary.domain.limits import LONGEST_NOTE
from diary.domain.refusal import Reason, Refusal
from diary.ui.style import QUIET
from diary.ui.widgets.date_field import DateField
from diary.ui.widgets.typed import TextField, TypedField


@pytest.fixture
def clock(english: Library, qtbot: QtBot) -> TypedField:
    parse = partial(parse_answer, english.catalogue.item("into_bed"))
    field = TypedField("Into bed", parse, english.language.clock_minutes, step=15, bounds=(0, 1439), wraps=True)
    qtbot.addWidget(field)
    return field


@pytest.mark.parametrize(
    ("typed", "value", "shown"), [("2215", 1335, "22:15"), ("7", 420, "07:00"), ("10.15 pm", 1335, "22:15")]
)
def test_a_clock_is_understood_and_tidied(
    clock: TypedField, qtbot: QtBot, typed: str, value: int, shown: str
) -> None:
    qtbot.keyClicks(clock, typed)
    qtbot.keyClick(clock, Qt.Key.Key_Return)
    assert (clock.value, clock.text()) == (value, shown)


def test_what_is_not_a_time_stays_and_is_refused(clock: TypedField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(clock.refused) as refused:
        qtbot.keyClicks(clock, "25:99")
        qtbot.keyClick(clock, Qt.Key.Key_Return)
    assert isinstance(refused.args, list)
    assert isinstance(refused.args[0], Refusal)
    assert refused.args[0].reason is Reason.NOT_A_TIME
    assert clock.text() == "25:99"
    assert clock.value is None


def test_typing_is_saved_without_leaving_the_field(clock: TypedField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(clock.answered) as answered:
        qtbot.keyClicks(clock, "2215")
    assert answered.args == [1335]
    assert clock.text() == "2215"


def test_what_assistive_technology_puts_there_is_saved_too(clock: TypedField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(clock.answered) as answered:
        clock.setText("22:15")
    assert answered.args == [1335]


def test_what_is_shown_is_not_saved_again(clock: TypedField) -> None:
    clock.show_value(1335)
    assert not clock.is_waiting
    clock.reset()
    assert not clock.is_waiting


@pytest.mark.parametrize(
    ("start", "key", "shown"), [(1430, Qt.Key.Key_Up, "00:05"), (5, Qt.Key.Key_Down, "23:50")]
)
def test_arrows_move_a_clock_round_midnight(
    clock: TypedField, qtbot: QtBot, start: int, key: Qt.Key, shown: str
) -> None:
    clock.show_value(start)
    qtbot.keyClick(clock, key)
    assert clock.text() == shown


def test_an_emptied_field_takes_the_answer_back(clock: TypedField, qtbot: QtBot) -> None:
    clock.show_value(420)
    heard: list[float | None] = []
    clock.answered.connect(heard.append)
    clock.clear()
    clock.flush()
    assert heard == [None]


def test_a_stored_value_does_not_overwrite_what_is_typed(clock: TypedField, qtbot: QtBot) -> None:
    qtbot.keyClicks(clock, "abc")
    clock.flush()
    clock.show_value(None)
    assert clock.text() == "abc"


@pytest.fixture
def note(qtbot: QtBot) -> Iterator[TextField]:
    sheet = QWidget()
    qtbot.addWidget(sheet)
    field = TextField("Note")
    other = TypedField("Other", float, str)
    column = QVBoxLayout(sheet)
    column.addWidget(field)
    column.addWidget(other)
    with qtbot.waitExposed(sheet):
        sheet.show()
    yield field
    sheet.close()


def test_a_note_is_handed_over_when_the_focus_goes(note: TextField, qtbot: QtBot) -> None:
    note.setFocus()
    qtbot.keyClicks(note, "calm day")
    with qtbot.waitSignal(note.answered) as answered:
        qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert answered.args == ["calm day"]
    assert not note.hasFocus()


def test_markup_in_a_note_is_just_text(note: TextField) -> None:
    note.show_text("<b>bold</b> & <img src=x>")
    assert note.toPlainText() == "<b>bold</b> & <img src=x>"


def test_ten_megabytes_on_the_clipboard_do_not_hold_a_note_up(note: TextField, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("a line of words\n" * 700_000)
    note.setFocus()
    note.setPlainText("mine. ")
    note.moveCursor(QTextCursor.MoveOperation.End)
    note.paste()
    assert LONGEST_NOTE < len(note.written) <= 2 * LONGEST_NOTE + len("mine. "), (
        "longer than any note: that is said"
    )
    assert note.written.startswith("mine. a line")
    QApplication.clipboard().setText("short")
    note.paste()
    assert note.written.endswith("short")


def test_a_note_grows_with_its_text(note: TextField) -> None:
    before = note.height()
    note.show_text("line\n" * 12)
    assert note.height() > 2 * before


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier])
def test_digits_of_any_layout_count_in_times_and_dates(
    clock: TypedField, english: Library, qtbot: QtBot, held: Qt.KeyboardModifier
) -> None:
    date_field = DateField(english.language, "Day")
    qtbot.addWidget(date_field)
    date_field.show_day(date(2026, 11, 22))
    date_field.setSelectedSection(DateField.Section.DaySection)
    for field, digits in ((clock, "2215"), (date_field, "07")):
        for digit in digits:
            QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, held, digit))
    clock.flush()
    assert clock.value == 1335
    assert date_field.day == date(2026, 11, 7)


def test_the_calendar_that_the_arrow_opens_is_the_calm_one(dutch: Library, qtbot: QtBot) -> None:
    field = DateField(dutch.language, "Dag")
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    assert field.findChild(QCalendarWidget) is None
    arrow = QPoint(field.width() - 12, field.height() // 2)
    qtbot.mousePress(field, Qt.MouseButton.LeftButton, pos=arrow)
    month = field.findChild(QCalendarWidget)
    assert month is not None
    assert month.isVisible()
    assert month.verticalHeaderFormat() is QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
    assert month.headerTextFormat().foreground().color() == month.palette().color(QUIET)


def _milliseconds_a_letter(field: TextField, letters: int) -> float:
    field.show_text("words and more of them " * (letters // 23))
    field.moveCursor(QTextCursor.MoveOperation.End)
    times = []
    for _ in range(15):
        start = perf_counter()
        QTest.keyClicks(field, "x")
        QApplication.processEvents()
        times.append((perf_counter() - start) * 1000)
    return min(times)


def test_a_letter_costs_the_same_in_a_paragraph_of_any_length(qtbot: QtBot) -> None:
    page = QScrollArea()
    qtbot.addWidget(page)
    field = TextField("Note")
    page.setWidget(field)
    page.setWidgetResizable(True)
    page.resize(620, 500)
    page.show()
    short, long = (_milliseconds_a_letter(field, letters) for letters in (2_000, 90_000))
    assert long < 8 * max(short, 1)


@given(st.lists(st.sampled_from(["word ", "x" * 2500, "\n", " ", "é", "🌷"]), max_size=400).map("".join))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parts_of_a_long_paragraph_are_no_part_of_the_text(qapp: QApplication, text: str) -> None:
    for show in (TextField.show_text, TextField.insertPlainText):
        field = TextField("Note")
        show(field, text)
        assert field.written == text
        field.undo()
        field.redo()
        assert field.written == text
