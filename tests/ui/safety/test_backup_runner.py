"""The window keeps copies of the diary without anybody asking, and says calmly when it cannot."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from diary.content.language import Language, load_language
from diary.domain.refusal import Reason, Refusal
from diary.journal.backups import BackupOutcome, BackupService
from diary.journal.journal import Journal
from diary.paths import backup_folder, resources
from diary.storage.backups.backup_files import list_backups
from diary.ui.background import Background
from diary.ui.program import Program
from diary.ui.safety.upkeep import BackupRunner
from tests.factory import TODAY, Clock


class FullDisk(BackupService):
    """A disk that is full until somebody makes room."""

    full: bool = True

    def back_up_daily(self) -> BackupOutcome:
        """Refuse while it is full."""
        if self.full:
            raise Refusal(Reason.DISK_FULL, path=Path("my backups"))
        return BackupOutcome()


@pytest.fixture
def backups(tmp_path: Path, clock: Clock) -> BackupService:
    path = tmp_path / "test.diary"
    return BackupService(path, backup_folder(path), tmp_path / "copies.json", clock)


def test_a_refusal_is_said_once_and_can_be_tried_again(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    language_in_use = ["en"]

    def language() -> Language:
        return load_language(language_in_use[0], resources())

    window, disk = QMainWindow(), FullDisk(tmp_path, tmp_path, tmp_path, clock)
    qtbot.addWidget(window)
    window.show()
    copying = BackupRunner(window, lambda: disk, Background(), language)
    with qtbot.waitSignal(copying.ended):
        copying.start()
    assert copying.notice is not None
    assert copying.notice.isVisible()
    assert "The disk is full" in copying.notice.text.text()
    language_in_use[0] = "nl"
    copying.show_again()
    assert "The disk is full" not in copying.notice.text.text()
    disk.full = False
    with qtbot.waitSignal(copying.ended):
        copying.notice.retry.click()
    assert not copying.notice.isVisible()


def test_a_refusal_after_the_window_went_is_said_nowhere(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    window, disk = QMainWindow(), FullDisk(tmp_path, tmp_path, tmp_path, clock)
    copying = BackupRunner(window, lambda: disk, Background(), lambda: load_language("en", resources()))
    copying.start()
    delete(window)
    with qtbot.waitSignal(copying.ended):
        pass
    assert copying.notice is None


@pytest.mark.parametrize("writes", [False, True])
def test_opening_the_window_keeps_a_copy_of_what_is_new(
    journal: Journal, tmp_path: Path, qtbot: QtBot, backups: BackupService, writes: bool
) -> None:
    if writes:
        journal.answer(TODAY, "stress", 4)
    program = Program(journal, resources(), tmp_path / "settings.ini", "en", lambda: backups)
    qtbot.addWidget(program.open())
    assert program._copying is not None
    with qtbot.waitSignal(program._copying.ended):
        pass
    assert program._copying.notice is None
    assert [copy.sound for copy in list_backups(backups.first)] == [True] * writes
    journal.answer(TODAY, "fatigue", 5)
    assert journal.day(TODAY).value("fatigue") == 5


def test_a_window_that_stays_open_over_days_and_is_closed_keeps_copies(
    journal: Journal, qtbot: QtBot, backups: BackupService, clock: Clock
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    copying = BackupRunner(window, lambda: backups, Background(), lambda: load_language("en", resources()))
    made = []
    for hours in (0, 1, 24):
        clock.forward(hours=hours)
        journal.answer(TODAY, "stress", hours % 11)
        with qtbot.waitSignal(copying.ended):
            copying.start()
        made.append(len(list_backups(backups.first)))
    assert made == [1, 1, 2]
    copying.finish()
    assert len(list_backups(backups.first)) == 2
    clock.forward(minutes=5)
    journal.answer(TODAY, "stress", 7)
    copying.finish()
    assert len(list_backups(backups.first)) == 3
