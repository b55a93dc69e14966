"""Whatever is typed: either the right value is in the file, or it stays on screen with a sentence beside it."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.form import Form
from diary.domain.limits import LONGEST_NOTE
from diary.domain.refusal import Reason
from diary.domain.text import clean_line
from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.typed import TextField, TypedField
from tests.factory import TODAY, ZONE, Clock, a_journal
from tests.ui.today.opened import activity_rows, opened

ASKED = "into_bed got_up sleep_latency breaks stress fatigue activities note"


@pytest.fixture
def journal(journal: Journal) -> Journal:
    """Of a form with few questions, because a page with all of them takes three times as long to build."""
    journal.set_form(Form(None, frozenset(ASKED.split())))
    return journal


def _typed(page: TodayPage, key: str) -> TypedField:
    control = page.sheet.fields[key].control
    assert isinstance(control, TypedField)
    return control


def _commit(widget: QWidget, text: str) -> None:
    """What an input method types: accents, emoji, dictation."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def test_a_typed_answer_is_understood_or_stays_with_a_sentence(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    cases = [
        ("into_bed", "24:30", None),
        ("into_bed", "25:00", None),
        ("into_bed", "half past ten", None),
        ("into_bed", "-3", None),
        ("into_bed", "10.15 pm", 1335),
        ("into_bed", "😴", None),
        ("into_bed", "  2215  ", 1335),
        ("sleep_latency", "1h30", 90),
        ("sleep_latency", "9999", None),
        ("sleep_latency", "-5", None),
        ("sleep_latency", "1,5 uur", 90),
        ("sleep_latency", "1u30", 90),
        ("sleep_latency", "90\t", 90),
        ("breaks", "3,5", None),
        ("breaks", "a few", None),
    ]
    with opened(context, journal, qtbot) as page:
        for key, text, value in cases:
            field, notice = _typed(page, key), page.sheet.fields[key].notice
            field.setFocus()
            field.clear()
            page.flush()
            assert (journal.day(TODAY).value(key), notice.isVisible()) == (None, False), text
            _commit(field, text)
            page.flush()
            assert journal.day(TODAY).value(key) == value, text
            if value is None:
                assert field.text() == text
                assert notice.isVisible(), text
                assert notice.text()
            else:
                assert not notice.isVisible(), text


def test_a_night_of_nearly_a_day_is_stored_or_refused_but_never_lost(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        for to_bed, up in (("8 am", "7 am"), ("7:00", "6:59")):
            for key, text in (("into_bed", to_bed), ("got_up", up)):
                _typed(page, key).setFocus()
                _typed(page, key).clear()
                _commit(_typed(page, key), text)
                page.flush()
            stored = journal.day(TODAY).value("got_up") is not None
            assert stored or (page.sheet.fields["got_up"].notice.text() and _typed(page, "got_up").text())
            assert journal.day(TODAY).value("into_bed") is not None


def test_there_is_no_eleven_on_a_scale_to_ten(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        control = page.sheet.fields["stress"].control
        assert isinstance(control, KeyRow)
        control.setFocus()
        qtbot.keyClicks(control, "11")
        assert journal.day(TODAY).value("stress") == 1
        qtbot.keyClicks(control, "x?")
        assert journal.day(TODAY).value("stress") == 1


def test_a_note_is_kept_letter_by_letter(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        note = page.sheet.fields["note"].control
        assert isinstance(note, TextField)
        note.setFocus()
        for text in (
            "😀👩‍👧 — “soep” & <b>thee</b>",
            "één café\n\n\ttwee",
            "x" * LONGEST_NOTE,
            "\u200fשלום!",
        ):
            QApplication.clipboard().setText(text)
            note.selectAll()
            note.paste()
            page.flush()
            assert journal.day(TODAY).notes["note"] == text
            assert note.toPlainText() == text


def test_a_note_that_is_too_long_stays_on_screen_with_a_sentence(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        note = page.sheet.fields["note"].control
        assert isinstance(note, TextField)
        note.setFocus()
        _commit(note, "x" * (LONGEST_NOTE + 1))
        page.flush()
        assert page.sheet.fields["note"].notice.isVisible(), Reason.TEXT_TOO_LONG
        page.sheet.fields["stress"].control.setFocus()
        qtbot.keyClicks(page.sheet.fields["stress"].control, "3")
        assert len(note.toPlainText()) == LONGEST_NOTE + 1
        note.setFocus()
        qtbot.keyClick(note, Qt.Key.Key_Backspace)
        page.flush()
        assert len(journal.day(TODAY).notes["note"]) == LONGEST_NOTE


def test_an_activity_with_impossible_minutes_keeps_its_name(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        rows = activity_rows(page)
        rows.add.click()
        row = rows.rows[0]
        _commit(row.kind, "Zwemmen 🏊")
        row.minutes.setFocus()
        _commit(row.minutes, "9999")
        page.flush()
        journal.answer(TODAY, "stress", 3)
        assert (row.kind.text(), row.minutes.text()) == ("Zwemmen 🏊", "9999")
        assert rows.rows == [row]


def test_a_line_end_that_was_pasted_along_does_no_harm(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        for key, pasted, value in (
            ("into_bed", "22:15\r\n", 1335),
            ("got_up", "7.05\n am", 425),
            ("breaks", "\n3", 3),
        ):
            field = _typed(page, key)
            field.setFocus()
            QApplication.clipboard().setText(pasted)
            field.paste()
            page.flush()
            assert journal.day(TODAY).value(key) == value


def test_any_words_can_name_an_activity(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        rows = activity_rows(page)
        words = ["Zwemmen\nin zee 🏊", "\u202eשחייה", "x" * 150, "<b>Piano</b> & {day}"]
        for number, pasted in enumerate(words):
            rows.add.click()
            row = rows.rows[-1]
            QApplication.clipboard().setText(pasted)
            row.kind.paste()
            _commit(row.minutes, "30")
            page.flush()
            done = journal.day(TODAY).activities[number]
            assert done.kind == clean_line(row.kind.text()) == clean_line(pasted)
            assert done.minutes == 30


def test_a_clock_that_was_set_back_says_so_and_keeps_the_answer(
    context: Context, journal: Journal, clock: Clock, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        clock.forward(days=-3)
        control = page.sheet.fields["stress"].control
        assert isinstance(control, KeyRow)
        control.setFocus()
        qtbot.keyClicks(control, "7")
        assert page.sheet.fields["stress"].notice.isVisible()
        assert control.value == 7
        clock.forward(days=3)
        qtbot.keyClicks(page.sheet.fields["fatigue"].control, "4")
        assert (journal.day(TODAY).value("stress"), journal.day(TODAY).value("fatigue")) == (7, 4)
        assert not page.sheet.fields["stress"].notice.isVisible()


def test_an_hour_that_was_lived_twice_and_another_zone_change_no_stored_time(
    context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    changing = Clock(datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo(ZONE)))
    journal = a_journal(tmp_path / "changing.diary", changing)
    journal.answer(date(2026, 10, 24), "into_bed", 1410)
    with opened(context, journal, qtbot, date(2026, 10, 24)) as page:
        _commit(_typed(page, "got_up"), "2:30")
        page.flush()
        changing.now = datetime(2026, 10, 25, 9, 0, tzinfo=ZoneInfo("America/New_York"))
        _commit(_typed(page, "sleep_latency"), "15")
        page.flush()
    day = journal.day(date(2026, 10, 24))
    journal.close()
    assert {key: answer.value for key, answer in day.answers.items()} == {
        "into_bed": 1410, "got_up": 150, "sleep_latency": 15,
    }  # fmt: skip
    assert day.zone == ZONE
