"""The dialog that asks for a file name: in the person's language, in their documents."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QTreeView, QWidget
from pytestqt.qtbot import QtBot

import diary
from diary.content.language import load_language
from diary.exchange.csv_text import CsvForm
from diary.paths import resources
from diary.ui.preferences import Preferences
from diary.ui.program import speak
from diary.ui.widgets import saving
from diary.ui.widgets.saving import SavedLine, ask_open, ask_save, form_chosen, table_kinds

ROOT = Path(__file__).resolve().parents[3]
ENGLISH, DUTCH = (load_language(code, resources()) for code in ("en", "nl"))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def _asked(window: QWidget) -> QFileDialog:
    return ask_save(window, ENGLISH, "Save", "Table (*.csv)", "diary.csv", lambda _path: None)


@pytest.mark.parametrize(("code", "name"), [("nl", "Naam"), ("en", "Name")])
def test_qt_s_own_words_are_in_the_language_of_the_program(
    code: str, name: str, qapp: QApplication, window: QWidget
) -> None:
    speak(qapp, code)
    dialog = _asked(window)
    files = dialog.findChild(QTreeView)
    assert files is not None
    said = files.model().headerData(0, Qt.Orientation.Horizontal)
    speak(qapp, "en")
    assert said == name
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


def test_every_word_of_the_dialog_is_in_the_language_of_the_program(window: QWidget) -> None:
    dialog = ask_save(window, DUTCH, "Opslaan", table_kinds(DUTCH), "dagboek.csv", lambda _path: None)
    words = [dialog.labelText(label) for label in QFileDialog.DialogLabel]
    assert words == ["Map", "Bestandsnaam", "Soort bestand", "Opslaan", "Annuleren"]
    dialog.reject()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("Dagboeken (*.diary)", ["Map", "Bestandsnaam", "Soort bestand", "Openen", "Annuleren"]),
        (None, ["Map", "Bestandsnaam", "Soort bestand", "Kiezen", "Annuleren"]),
    ],
)
def test_what_is_opened_is_looked_for_in_the_documents_and_in_the_language_of_the_program(
    kind: str | None, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: QWidget
) -> None:
    """A file and a folder; never in the folder the program was started from."""
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path))
    chosen: list[Path] = []
    dialog = ask_open(window, DUTCH, "Kies", chosen.append, kind)
    assert [dialog.labelText(label) for label in QFileDialog.DialogLabel] == words
    assert Path(dialog.directory().absolutePath()) == tmp_path
    dialog.fileSelected.emit(str(tmp_path / "a"))
    assert chosen == [tmp_path / "a"]
    dialog.reject()


def test_what_is_plugged_in_and_the_usual_places_are_one_click_away(
    window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda kind: str(tmp_path / kind.name))
    monkeypatch.setattr(saving, "STICKS", (str(tmp_path / "media"), str(tmp_path / "elsewhere")))
    places = ("DocumentsLocation", "DownloadLocation", "media/anna/STICK")
    for place in places:
        (tmp_path / place).mkdir(parents=True)
    dialog = _asked(window)
    assert [Path(url.toLocalFile()) for url in dialog.sidebarUrls()] == [
        tmp_path,
        *(tmp_path / place for place in places),
    ]
    dialog.reject()


TRACES = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from diary.content.language import load_language
from diary.paths import resources
from diary.ui.program import application
from diary.ui.widgets.saving import ask_save
qt = application()
window, english = QWidget(), load_language("en", resources())
dialog = ask_save(window, english, "Save", "Table (*.csv)", "diary.csv", lambda _path: None)
assert qt.testAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
dialog.accept()
qt.processEvents()
del dialog, window
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of Linux: other systems have their own dialogs")
def test_a_dialog_leaves_no_list_of_files_or_folders(tmp_path: Path) -> None:
    places = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    environment = {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", TRACES], env=environment, cwd=ROOT, check=True)
    left = [file.name for file in tmp_path.rglob("*") if file.is_file()]
    assert [name for name in left if "recent" in name or "Qt" in name] == []


def test_no_file_is_asked_for_in_another_way() -> None:
    asked = re.compile(r"QFileDialog\((?!\))|\.get(?:OpenFileName|ExistingDirectory|SaveFileName)")
    for path in (Path(diary.__file__).parent / "ui").rglob("*.py"):
        if path.name != "saving.py":
            assert not asked.findall(path.read_text(encoding="utf-8")), path


def test_the_next_file_of_a_kind_is_offered_in_the_folder_of_the_last_one(window: QWidget, tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "settings.ini", ("en",), ("light",), "en")
    folder = tmp_path / "for the doctor"
    folder.mkdir()
    taken: list[Path] = []
    for name in ("a.csv", "b.csv", "c.pdf"):
        dialog = ask_save(window, ENGLISH, "Save", f"Any (*.{name[-3:]})", name, taken.append, kept)
        assert (Path(dialog.directory().absolutePath()) == folder) == (name == "b.csv")
        if name == "a.csv":
            dialog.fileSelected.emit(str(folder / name))
        dialog.reject()
    assert taken == [folder / "a.csv"]
    folder.rmdir()
    assert kept.save_folder("csv") is None


def test_the_form_of_a_table_is_the_kind_that_was_chosen(window: QWidget) -> None:
    dialog = ask_save(window, DUTCH, "Opslaan", table_kinds(DUTCH), "a.csv", lambda _path: None)
    assert form_chosen(dialog) is CsvForm.COMMA
    dialog.selectNameFilter(dialog.nameFilters()[1])
    assert form_chosen(dialog) is CsvForm.SEMICOLON
    dialog.reject()


def test_a_saved_file_is_opened_by_the_program_for_it(
    window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opener, told = tmp_path / "xdg-open", tmp_path / "told"
    script = f'echo "$1" > "{told}.part"; mv "{told}.part" "{told}"'
    opener.write_text(f"#!/bin/sh\n{script}\n")
    opener.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    line = SavedLine(DUTCH, window)
    line.saved(tmp_path / "dagboek.pdf")
    line.open.click()
    qtbot.waitUntil(told.is_file)
    assert told.read_text().split() == [(tmp_path / "dagboek.pdf").as_uri()]
    opener.unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    line.open.click()
    assert any(str(tmp_path) in label.text() for label in line.findChildren(QLabel))
