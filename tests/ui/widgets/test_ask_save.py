"""The dialog that asks for a file name: in the person's language, in their documents."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from diary.ui.program import speak
from diary.ui.widgets.question_dialog import ask_save


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def _asked(window: QWidget) -> QFileDialog:
    return ask_save(window, "Save", "Table (*.csv)", "diary.csv", lambda _path: None)


@pytest.mark.parametrize(("code", "cancel"), [("nl", "Annuleren"), ("en", "Cancel")])
def test_qt_s_own_words_are_in_the_language_of_the_program(
    code: str, cancel: str, qapp: QApplication, window: QWidget
) -> None:
    speak(qapp, code)
    dialog = _asked(window)
    box = dialog.findChild(QDialogButtonBox)
    speak(qapp, "en")
    assert box is not None
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == cancel
    dialog.reject()


@pytest.mark.parametrize("is_there", [True, False])
def test_a_file_is_saved_in_the_documents_or_else_at_home(
    is_there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: QWidget
) -> None:
    place = tmp_path / "Documents"
    if is_there:
        place.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(place))
    dialog = _asked(window)
    assert Path(dialog.directory().absolutePath()) == (place if is_there else tmp_path)
    dialog.reject()
