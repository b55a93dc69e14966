"""What happens to the file outside the window is told in it, and what is typed stays."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.pages import TODAY as TODAY_PAGE
from diary.ui.program import Program
from diary.ui.safety.external_changes import ExternalChanges, FileWatch
from diary.ui.safety.merge import BothDialog
from diary.ui.today.page import TodayPage
from diary.ui.window import MainWindow
from tests.factory import FEW, TODAY, Clock, a_day, a_journal


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Program]:
    monkeypatch.setattr("diary.ui.program.load_the_rest", lambda: None)
    monkeypatch.setattr("diary.ui.program.PRELOAD_AFTER_MS", 0)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    journal = a_journal(tmp_path / "my.diary", Clock(), [a_day(stress=1, notes={"note": "before"})])
    journal.set_form(FEW)
    program = Program(journal, resources(), tmp_path / "settings.ini", "en")
    window = program.open("en")
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: program._external_changes is not None)
    yield program
    window.close()
    journal.close()


def parts(program: Program) -> tuple[MainWindow, Journal, ExternalChanges]:
    assert program.window is not None
    assert program._external_changes is not None
    return program.window, program._journal, program._external_changes


def another(journal: Journal) -> Journal:
    return Journal(journal._core.store.again(), journal._core.built_in, journal.atlas, Clock(), "UTC")


def today_of(window: MainWindow) -> TodayPage:
    page = window.page(TODAY_PAGE)
    assert isinstance(page, TodayPage)
    return page


def stress_of(window: MainWindow) -> object:
    return getattr(today_of(window).sheet.fields["stress"].control, "value")  # noqa: B009


def shows(window: MainWindow, stress: float) -> bool:
    return stress_of(window) == stress


def note_field(window: MainWindow) -> QPlainTextEdit | QLineEdit:
    control = today_of(window).sheet.fields["note"].control
    found = control if isinstance(control, QPlainTextEdit | QLineEdit) else control.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit | QLineEdit)
    return found


def test_what_was_written_elsewhere_is_shown_without_being_asked(program: Program, qtbot: QtBot) -> None:
    window, journal, _external_changes = parts(program)
    other = another(journal)
    other.answer(TODAY, "stress", 7)
    other.close()
    qtbot.waitUntil(lambda: stress_of(window) == 7, timeout=3000)
    assert window.findChildren(BothDialog) == []


def test_the_file_is_followed_when_another_one_takes_its_place(program: Program, qtbot: QtBot) -> None:
    window, journal, _external_changes = parts(program)
    for value in (5, 8):
        copy = journal.path.with_name("copy")
        shutil.copy(journal.path, copy)
        other = a_journal(copy)
        other.answer(TODAY, "stress", value)
        other.close()
        copy.replace(journal.path)
        qtbot.waitUntil(partial(shows, window, value), timeout=3000)


def test_what_is_being_typed_is_kept_and_both_are_reported(program: Program, qtbot: QtBot) -> None:
    window, journal, elsewhere = parts(program)
    field = note_field(window)
    field.setFocus()
    field.setPlainText("typed here") if isinstance(field, QPlainTextEdit) else field.setText("typed here")
    other = another(journal)
    other.set_note(TODAY, "note", "typed there")
    other.close()
    elsewhere.watch.look()
    assert journal.day(TODAY).notes["note"] == "typed here"
    (dialog,) = window.findChildren(BothDialog)
    assert dialog.isVisible()
    dialog.choices[0].click()
    assert journal.day(TODAY).notes["note"] == "typed there"
    dialog.choices[0].click()
    assert journal.day(TODAY).notes["note"] == "typed here"
    dialog.close()


def test_a_file_that_is_gone_is_reported_at_once_and_what_is_typed_is_saved_when_it_is_back(
    program: Program, qtbot: QtBot
) -> None:
    window, journal, elsewhere = parts(program)
    away = journal.path.rename(journal.path.with_name("away"))
    qtbot.waitUntil(lambda: elsewhere.notice is not None and elsewhere.notice.isVisible(), timeout=3000)
    assert elsewhere.notice is not None
    assert "is not there any more" in elsewhere.notice.text.text()
    today_of(window).saver.save_answer("stress", 6)
    assert not journal.path.exists()
    assert journal.day(TODAY).value("stress") == 1
    away.rename(journal.path)
    qtbot.waitUntil(lambda: journal.day(TODAY).value("stress") == 6, timeout=3000)
    assert not elsewhere.notice.isVisible()


def test_nothing_looks_while_nothing_happens(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    qtbot.wait(900)
    monkeypatch.setattr(FileWatch, "look", lambda _watch: looked.append(1))
    qtbot.wait(1500)
    assert looked == []


def test_when_the_file_is_gone_the_diary_can_go_on_in_another_place(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    window, journal, elsewhere = parts(program)
    away = journal.path.rename(journal.path.with_name("away.diary"))
    elsewhere.watch.look()
    today_of(window).saver.save_answer("stress", 6)
    assert elsewhere.another_place is not None
    assert elsewhere.another_place.isVisible()
    elsewhere.continue_in(away)
    assert elsewhere.another_place.isVisible(), "no file is written over"
    (tmp_path / "stick").mkdir()
    elsewhere.continue_in(tmp_path / "stick" / "my.diary")
    assert not elsewhere.another_place.isVisible()
    assert journal.path == tmp_path / "stick" / "my.diary"
    (again,) = (a_journal(journal.path),)
    assert (again.day(TODAY).value("stress"), again.day(TODAY).notes) == (6, {"note": "before"})
    again.close()
    assert not (tmp_path / "my.diary").exists()
    old = a_journal(away)
    assert len(old.history.merge(journal.history.snapshot()).taken) == 1
    assert old.day(TODAY).value("stress") == 6
    old.close()
