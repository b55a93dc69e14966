"""Another version is installed while the window is open: it is offered, and what fails meanwhile says so."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from diary.storage.key import Key
from diary.ui.program import Program
from diary.ui.unhandled_errors import ERROR_BOX
from tests.factory import TODAY, a_journal
from tests.ui.start.running import MARKER, Made, today_of, unlock, words_on_screen, written

OFFER = "Another version of this program was installed just now."


@pytest.fixture
def program_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "program"
    file.write_bytes(b"old")
    monkeypatch.setattr("diary.ui.start.controller.program_file", lambda: file)
    return file


def come_to(program: Program) -> None:
    assert program.window is not None
    QApplication.sendEvent(program.window, QEvent(QEvent.Type.WindowActivate))


def install(file: Path) -> None:
    """As installers do: the old file goes, and a new one comes in its place."""
    draft = file.with_name("draft")
    draft.write_bytes(b"newer")
    draft.replace(file)


@pytest.mark.parametrize("is_encrypted", [False, True])
def test_another_version_is_offered_once_and_begins_on_the_same_page(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot, program_file: Path, *, is_encrypted: bool
) -> None:
    path = written(tmp_path / "my.diary", key if is_encrypted else None)
    start = made(path)
    start.enter()
    if is_encrypted:
        unlock(start, qtbot)
    program = start.program
    assert program is not None
    come_to(program)
    assert OFFER not in words_on_screen()
    install(program_file)
    program_file.rename(tmp_path / "away")
    come_to(program)
    assert OFFER not in words_on_screen(), "half installed is not there to start yet"
    (tmp_path / "away").rename(program_file)
    today_of(start).sheet.fields["note"].control.setPlainText(MARKER * 2)  # type: ignore[attr-defined]
    come_to(program)
    come_to(program)
    assert words_on_screen().count(OFFER) == 1
    program._prefer("language", "nl")
    assert "Er is net een andere versie" in words_on_screen()
    assert program._upgrade is not None
    program._upgrade.bar.retry.click()
    assert start.again_at == "today"
    assert start.program is None
    read = a_journal(path, key=key if is_encrypted else None)
    assert read.day(TODAY).notes["note"] == MARKER * 2
    read.close()


def test_what_fails_after_another_version_came_offers_to_start_it_and_opens_no_box(
    made: Made, tmp_path: Path, qtbot: QtBot, program_file: Path
) -> None:
    path = written(tmp_path / "my.diary", None)
    start = made(path)
    start.enter()
    install(program_file)
    errors = start.unhandled_errors()
    today_of(start).sheet.fields["note"].control.setPlainText(MARKER * 2)  # type: ignore[attr-defined]
    for _ in range(2):
        errors.hook(ImportError, ImportError("no such part"), None)
    qtbot.waitUntil(lambda: OFFER in words_on_screen())
    QApplication.processEvents()
    assert words_on_screen().count(OFFER) == 1
    assert not any(each.objectName() == ERROR_BOX for each in QApplication.topLevelWidgets())
    start.start_again()
    read = a_journal(path)
    assert read.day(TODAY).notes["note"] == MARKER * 2
    read.close()


def test_a_locked_window_that_another_version_came_under_begins_anew_by_itself(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot, program_file: Path
) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start.enter(page="trends")
    window = start.start_pages.window
    assert window is not None
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert start.again_at is None
    install(program_file)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert start.again_at == "trends"


def test_what_is_half_typed_holds_the_new_start_back_and_its_button_tries_that_again(
    made: Made, tmp_path: Path, program_file: Path
) -> None:
    start = made(written(tmp_path / "my.diary", None))
    start.enter()
    program = start.program
    assert program is not None
    dialog = QDialog(program.window)
    dialog.show()
    start.start_again()
    assert "Not started again yet. Something is still open" in words_on_screen()
    dialog.close()
    assert start._notice is not None
    start._notice.retry.click()
    assert start.again_at == "today"
