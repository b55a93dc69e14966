"""The window looks as the computer and the hour ask, also when they change while it is open."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from diary.content.theme import load_themes
from diary.paths import resources
from diary.ui import preferences as preferences_module
from diary.ui.background import Task
from diary.ui.preferences import SYSTEM, LookWatch, Preferences
from diary.ui.program import Program, speak
from diary.ui.window import MainWindow
from tests.factory import Clock, a_journal

THEMES = load_themes(resources())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


@pytest.fixture
def window(clock: Clock, settings: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    journal = a_journal(tmp_path / "my.diary", clock)
    program = Program(journal, resources(), settings, "en")
    window = program.open()
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.findChild(LookWatch) is not None, timeout=10_000)
    yield window
    program.wait()
    window.close()
    journal.close()


def look(window: MainWindow) -> str:
    """Let the window look, and return the name of the theme it shows then."""
    watch = window.findChild(LookWatch)
    assert watch is not None
    watch.look()
    paper = QApplication.palette().color(QPalette.ColorRole.Window).name().lower()
    return next(name for name, theme in THEMES.items() if theme.paper.lower() == paper)


def kept(settings: Path) -> Preferences:
    return Preferences(settings, ("en",), tuple(THEMES), "en")


def test_in_the_evening_it_turns_dim_and_in_the_morning_light_again(
    window: MainWindow, clock: Clock, settings: Path
) -> None:
    window.prefer("dims_at_night", True)
    seen = []
    for hour in (20, 21, 23, 5, 6):
        clock.now = clock.now.replace(hour=hour)
        seen.append(look(window))
    assert seen == ["light", "dim", "dim", "dim", "light"]
    assert kept(settings).chosen_theme == SYSTEM


def test_it_follows_the_colours_of_the_computer_until_one_is_chosen(
    window: MainWindow, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for theme in ("dark", "contrast", "light"):
        monkeypatch.setattr(preferences_module, "system_theme", lambda _hints, theme=theme: theme)
        seen.append(look(window))
    assert seen == ["dark", "contrast", "light"]
    window.prefer("theme", "dim")
    monkeypatch.setattr(preferences_module, "system_theme", lambda _hints: "dark")
    assert look(window) == "dim"
    window.prefer("theme", SYSTEM)
    assert look(window) == "dark"
    assert kept(settings).chosen_theme == SYSTEM


def test_where_somebody_types_it_waits(window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(preferences_module, "system_theme", lambda _hints: "dark")
    field = QLineEdit(window)
    field.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    assert look(window) == "light"
    field.clearFocus()
    assert look(window) == "dark"


def test_larger_words_of_the_computer_are_followed(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    before = QApplication.font().pixelSize()
    for module in ("diary.ui.style", "diary.ui.preferences"):
        monkeypatch.setattr(f"{module}.system_pixels", lambda: 26)
    look(window)
    assert QApplication.font().pixelSize() == 2 * before == 30


def test_the_dialogs_of_qt_speak_dutch_where_its_own_dutch_does_not(qapp: QApplication) -> None:
    try:
        speak(qapp, "nl")
        said = [
            QCoreApplication.translate(*words)
            for words in (
                ("QFileDialog", "&Look in:"),
                ("QPlatformTheme", "Cancel"),
                ("QPrintSettingsOutput", "Off"),
            )
        ]
        assert said == ["&Zoeken in:", "Annuleren", "Uit"]
        assert QCoreApplication.translate("QFileDialog", "of no dialog") == "of no dialog"
        speak(qapp, "en")
        assert QCoreApplication.translate("QFileDialog", "&Look in:") == "&Look in:"
    finally:
        speak(qapp, "en")


def test_words_that_the_computer_wants_larger_stay_so(window: MainWindow, settings: Path) -> None:
    before = QApplication.font().pixelSize()
    watch = window.findChild(LookWatch)
    assert watch is not None
    watch.words_scaled.emit(140)
    assert QApplication.font().pixelSize() == 1.4 * before == 21
    assert kept(settings).text_scale == 1.4
    window.prefer("text_size", 150)
    assert kept(settings).text_scale == pytest.approx(2.1)


def test_what_a_page_still_writes_is_waited_for(settings: Path, tmp_path: Path, qtbot: QtBot) -> None:
    journal = a_journal(tmp_path / "my.diary")
    program = Program(journal, resources(), settings, "en")
    window = program.open()
    qtbot.addWidget(window)
    written: list[str] = []

    def write() -> None:
        time.sleep(0.2)
        written.append("all of it")

    Task(write, print, print, window.page("today")).start()
    program.wait()
    assert written == ["all of it"]
    window.close()
    journal.close()
