"""The dialogs about other copies and earlier versions can be heard, hit and read at twice the size."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from diary.content.library import load_library
from diary.content.theme import load_themes
from diary.paths import resources
from diary.ui.safety.merge import BothDialog, MergeDialog
from diary.ui.style import apply_look
from diary.ui.today.versions_dialog import VersionsDialog
from tests.factory import TODAY, Clock, a_day, a_journal
from tests.ui.accessible import clipped, too_small, unnamed
from tests.ui.fitting import ROOMS, faults_at


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_dialog_can_be_heard_hit_and_read_at_twice_the_size(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, language: str
) -> None:
    apply_look(qapp, load_themes(resources())["dim"], 2.0)
    clock = Clock()
    journal = a_journal(tmp_path / "my.diary", clock, [a_day(stress=1, notes={"note": "before"}, areas={})])
    shutil.copy(journal.path, tmp_path / "other.diary")
    other = a_journal(tmp_path / "other.diary", clock)
    for each, value in ((journal, 6), (other, 4)):
        clock.forward(minutes=1)
        each.answer(TODAY, "stress", value)
        each.set_note(TODAY, "note", f"a rather long note, the one of {each.path.name}, " * 3)
    other.set_areas(TODAY, {"front_knee_l": 4})
    other.close()
    library = load_library(resources(), language)
    offer = journal.history.look_at(tmp_path / "other.diary")
    dialogs: list[QDialog] = [
        MergeDialog(offer, library, journal.history.accept),
        BothDialog(offer.merging.both, library, journal.history.restore_version),
        VersionsDialog(TODAY, library, journal),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.wait(40)
        assert (unnamed(dialog), too_small(dialog), clipped(dialog)) == ([], [], [])
        assert [fault for size in ROOMS[1::2] for fault in faults_at(dialog, size)] == []
    journal.close()
