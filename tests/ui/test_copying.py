"""The window keeps a copy of the diary without anybody asking, and says calmly when it cannot."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from diary.content.language import Language, load_language
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.paths import backup_folder, resources
from diary.storage.backup import back_up_if_due
from diary.storage.copies import list_backups
from diary.ui.copying import Copying
from diary.ui.program import Program
from tests.factory import NOW, TODAY


class Disk:
    """A disk that is full until somebody makes room."""

    full = True

    def copy(self) -> None:
        """Refuse while it is full."""
        if self.full:
            raise Refusal(Reason.DISK_FULL, path=Path("my backups"))


def test_a_refusal_is_said_once_and_can_be_tried_again(qtbot: QtBot) -> None:
    spoken = ["en"]

    def language() -> Language:
        return load_language(spoken[0], resources())

    window, disk = QMainWindow(), Disk()
    qtbot.addWidget(window)
    window.show()
    copying = Copying(window, disk.copy, language)
    with qtbot.waitSignal(copying.ended):
        copying.start()
    assert copying.notice is not None
    assert copying.notice.isVisible()
    assert "The disk is full" in copying.notice.text.text()
    spoken[0] = "nl"
    copying.show_again()
    assert "The disk is full" not in copying.notice.text.text()
    disk.full = False
    with qtbot.waitSignal(copying.ended):
        copying.notice.retry.click()
    assert not copying.notice.isVisible()


@pytest.mark.parametrize("writes", [False, True])
def test_opening_the_window_keeps_a_copy_of_what_is_new(
    journal: Journal, tmp_path: Path, qtbot: QtBot, writes: bool
) -> None:
    path = tmp_path / "test.diary"
    if writes:
        journal.answer(TODAY, "stress", 4)
    program = Program(
        journal,
        resources(),
        tmp_path / "settings.ini",
        "en",
        lambda: back_up_if_due(path, backup_folder(path), NOW),
    )
    qtbot.addWidget(program.open())
    assert program._copying is not None
    with qtbot.waitSignal(program._copying.ended):
        pass
    program._copying.wait()
    assert program._copying.notice is None
    assert [copy.sound for copy in list_backups(backup_folder(path))] == [True] * writes
    journal.answer(TODAY, "fatigue", 5)
    assert journal.day(TODAY).value("fatigue") == 5
