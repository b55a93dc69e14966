"""What a field shows and stores again is what was stored; looking is not writing."""

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.content.language import EXACT
from diary.content.library import Library
from diary.domain.day import Activity, Moment, MomentKind
from diary.domain.entry import parse_answer, parse_number
from diary.domain.text import clean_line, clean_text
from diary.ui.widgets.activity_rows import ActivityRows
from diary.ui.widgets.moment_dialog import MomentDialog
from diary.ui.widgets.moment_rows import MomentRows
from diary.ui.widgets.typed import TextField, TypedField
from tests.domain.test_text import ODD


@pytest.fixture
def note(qtbot: QtBot) -> TextField:
    field = TextField("Note")
    qtbot.addWidget(field)
    return field


SHOWING = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@SHOWING
@given(ODD)
def test_a_note_comes_back_as_it_was_stored(note: TextField, text: str) -> None:
    field = note
    heard: list[str] = []
    field.reset()
    field.answered.connect(heard.append)
    field.show_text(clean_text(text))
    assert field.written == clean_text(text)
    field.flush()
    assert not heard


@pytest.mark.parametrize(
    "text", ["line one\r\nline two", "a\fb", "a\0b", "\ufffd", "it\x92s", "cafe\u0301", "a\u00a0b"]
)
def test_a_note_an_older_program_let_in_is_not_written_by_looking(qtbot: QtBot, text: str) -> None:
    field = TextField("Note")
    qtbot.addWidget(field)
    heard: list[str] = []
    field.answered.connect(heard.append)
    field.show_text(text)
    field.flush()
    assert not heard
    field.show_text(clean_text(text))
    field.insertPlainText("x")
    field.flush()
    assert heard == [f"x{clean_text(text)}"]


def test_a_space_at_the_end_stays_while_the_note_is_typed(qtbot: QtBot) -> None:
    field = TextField("Note")
    qtbot.addWidget(field)
    field.answered.connect(field.show_text)
    qtbot.keyClicks(field, "slept ")
    field.flush()
    qtbot.keyClicks(field, "badly")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    field.flush()
    assert field.toPlainText() == "slept badly\n"


@SHOWING
@given(st.one_of(st.integers(0, 100_000), st.decimals(0, 1000, places=2).map(float), st.floats(0, 1e5)))
@pytest.mark.parametrize("code", ["english", "dutch"])
def test_a_number_that_is_looked_at_is_not_answered_again(
    qapp: QApplication, request: pytest.FixtureRequest, code: str, value: float
) -> None:
    library: Library = request.getfixturevalue(code)
    field = TypedField("Amount", parse_number, lambda number: library.language.number(number, EXACT))
    heard: list[float | None] = []
    field.answered.connect(heard.append)
    field.show_value(value)
    field.flush()
    assert (field.value, heard) == (value, [])


@given(st.integers(0, 1439))
@SHOWING
def test_a_clock_comes_back_as_it_was_stored(qapp: QApplication, english: Library, minutes: int) -> None:
    parse = partial(parse_answer, english.catalogue.item("into_bed"))
    field = TypedField("Into bed", parse, english.language.clock_minutes, bounds=(0, 1439), wraps=True)
    field.show_value(minutes)
    assert field.read() == minutes


def test_leaving_an_empty_field_answers_nothing(english: Library, qtbot: QtBot) -> None:
    field = TypedField("Steps", parse_number, str)
    qtbot.addWidget(field)
    heard: list[float | None] = []
    field.answered.connect(heard.append)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not heard


@pytest.fixture
def rows(qtbot: QtBot, english: Library) -> tuple[MomentRows, ActivityRows]:
    both = (
        MomentRows("Moments", english.words.moments, english.language),
        ActivityRows("Activities", (), english.language),
    )
    for each in both:
        qtbot.addWidget(each)
    return both


@SHOWING
@given(ODD)
def test_rows_hand_back_what_they_show(rows: tuple[MomentRows, ActivityRows], text: str) -> None:
    heard: list[object] = []
    moments, activities = rows
    moments.reset()
    activities.reset()
    moments.answered.connect(heard.append)
    moments.show_entries((Moment(MomentKind.MEDICINE, 61, 2.125, text),))
    moments.flush()
    activities.answered.connect(heard.append)
    activities.show_entries((Activity(f"a {text}", 20, 3),))
    activities.flush()
    assert not heard
    assert moments.rows[0].entry == Moment(MomentKind.MEDICINE, 61, 2.125, clean_line(text))
    assert activities.rows[0].entry == Activity(clean_line(f"a {text}"), 20, 3)


@pytest.mark.parametrize("text", ["it\x92s\r\nodd\0", "  two  spaces ", "cafe\u0301 \ufffd"])
def test_a_moment_that_is_pasted_is_stored_as_it_is_shown(english: Library, qtbot: QtBot, text: str) -> None:
    rows = MomentRows("Moments", english.words.moments, english.language)
    qtbot.addWidget(rows)
    dialog = MomentDialog(english.words.moments, {}, {}, 61, english.language, rows)
    heard: list[tuple[Moment, ...]] = []
    stored: list[Moment] = []
    rows.answered.connect(heard.append)
    dialog.stored.connect(stored.append)
    dialog.kind.choose(0)
    dialog.text.insert(text)
    dialog.store()
    assert stored[0].text == clean_line(stored[0].text)
    rows.show_entries((stored[0],))
    rows.flush()
    assert not heard
