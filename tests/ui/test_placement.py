"""The window fits the screen there is, and stands where it was left."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.pages import Context
from diary.ui.placement import (
    LEAST,
    USUAL,
    bring_forward,
    fitted,
    keep_placed,
    resize_in_room,
    room_on,
    screen_key,
    show_instead_of,
    show_placed,
)
from diary.ui.preferences import Preferences, WindowPlace
from diary.ui.program import Program
from diary.ui.start.window import StartWindow
from diary.ui.today import area as today
from diary.ui.widgets.question_dialog import QuestionDialog
from diary.ui.window import MainWindow
from tests.ui.fitting import faults_at

SCREENS = [(1024, 600), (1366, 768), (960, 540), (1920, 1080)]


def _preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "settings.ini", ("en",), ("light",), "en")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(
    "wanted", [QRect(0, 0, 1180, 820), QRect(-900, 5000, 300, 300), QRect(900, 500, 640, 420)]
)
def test_a_window_lies_inside_the_screen(screen: tuple[int, int], wanted: QRect) -> None:
    room = QRect(0, 36, screen[0], screen[1] - 36)
    assert room.contains(fitted(wanted, room))


def test_the_least_window_fits_a_small_screen_with_a_bar_and_a_title() -> None:
    assert (LEAST.width(), LEAST.height()) <= (1024, 600 - 40 - 36)
    assert LEAST.height() <= 540 - 40 - 36


@pytest.mark.parametrize("kind", ["start", "diary"])
def test_a_window_opens_inside_the_screen_there_is(
    kind: str, context: Context, journal: Journal, tmp_path: Path, qtbot: QtBot
) -> None:
    window: QWidget = (
        StartWindow(context.language, lambda: True)
        if kind == "start"
        else MainWindow(context, journal, [today.PAGE])
    )
    qtbot.addWidget(window)
    show_placed(window, _preferences(tmp_path))
    screen = QApplication.primaryScreen().availableGeometry()
    assert screen.contains(window.geometry())
    assert window.minimumHeight() <= screen.height()


def test_the_first_start_fills_a_screen_that_the_usual_size_does_not_fit(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = room_on(QApplication.primaryScreen()).size()
    small = QSize(room.width() - 100, room.height() - 100)
    for usual, wanted in ((small, small), (QSize(small.width(), room.height() + 60), room)):
        monkeypatch.setattr("diary.ui.placement.USUAL", usual)
        window = QWidget()
        qtbot.addWidget(window)
        show_placed(window, _preferences(tmp_path))
        assert window.size() == wanted
        window.close()


@pytest.mark.parametrize("platform", ["wayland", "xcb"])
def test_where_nobody_tells_of_panels_the_desktop_decides_what_all_room_is(
    platform: str, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = QApplication.primaryScreen().availableGeometry()
    monkeypatch.setattr("diary.ui.placement.QGuiApplication.platformName", lambda: platform)
    room = room_on(QApplication.primaryScreen())
    assert free.height() - room.height() == (72 if platform == "wayland" else 36)
    for usual, is_large in ((room.size() - QSize(9, 9), False), (room.size() + QSize(9, 9), True)):
        monkeypatch.setattr("diary.ui.placement.USUAL", usual)
        window = QWidget()
        qtbot.addWidget(window)
        show_placed(window, _preferences(tmp_path))
        assert window.isMaximized() is (is_large and platform == "wayland")
        window.close()


def test_place_and_size_are_kept_for_each_screen(tmp_path: Path, qtbot: QtBot) -> None:
    first = QWidget()
    qtbot.addWidget(first)
    show_placed(first, _preferences(tmp_path))
    first.setGeometry(40, 60, 700, 500)
    keep_placed(first, _preferences(tmp_path))
    second = QWidget()
    qtbot.addWidget(second)
    show_placed(second, _preferences(tmp_path))
    assert second.geometry() == QRect(40, 60, 700, 500)
    assert not second.isMaximized()
    assert _preferences(tmp_path).window_place("another screen") is None


def test_a_maximised_window_opens_maximised_and_goes_back_to_its_size(tmp_path: Path, qtbot: QtBot) -> None:
    screen = QApplication.primaryScreen()
    _preferences(tmp_path).keep_window_place(screen_key(screen), WindowPlace(20, 50, 700, 480, is_maximised=True))
    window = QWidget()
    qtbot.addWidget(window)
    show_placed(window, _preferences(tmp_path))
    assert window.isMaximized()
    keep_placed(window, _preferences(tmp_path))
    kept = _preferences(tmp_path).window_place(screen_key(screen))
    assert kept is not None
    assert kept.is_maximised


class _MaximisedOnWayland(QWidget):
    """Is told of the larger size before it hears that it is maximised."""

    def isMaximized(self) -> bool:
        return True

    def normalGeometry(self) -> QRect:
        return self.screen().availableGeometry()


def test_the_size_before_it_was_maximised_is_not_lost_on_wayland(tmp_path: Path, qtbot: QtBot) -> None:
    window = _MaximisedOnWayland()
    qtbot.addWidget(window)
    kept, key = _preferences(tmp_path), screen_key(window.screen())
    keep_placed(window, kept)
    assert kept.window_place(key) == WindowPlace(0, 0, USUAL.width(), USUAL.height(), is_maximised=True)
    kept.keep_window_place(key, WindowPlace(20, 50, 700, 480))
    keep_placed(window, kept)
    assert kept.window_place(key) == WindowPlace(20, 50, 700, 480, is_maximised=True)


def test_a_place_outside_the_screen_is_brought_back(tmp_path: Path, qtbot: QtBot) -> None:
    screen = QApplication.primaryScreen()
    _preferences(tmp_path).keep_window_place(screen_key(screen), WindowPlace(4000, -3000, 9000, 9000))
    window = QWidget()
    qtbot.addWidget(window)
    show_placed(window, _preferences(tmp_path))
    assert room_on(screen).contains(window.geometry())


@pytest.mark.parametrize("value", ["", "1 2 3", "a b c d e", "1 2 3 4 7", "9" * 400])
def test_a_place_that_cannot_be_read_is_none(tmp_path: Path, value: str) -> None:
    (tmp_path / "settings.ini").write_text(f"[window]\nmain={value}\n", encoding="utf-8")
    assert _preferences(tmp_path).window_place("main") is None


def test_a_window_that_takes_the_place_of_a_maximised_one_is_maximised(qtbot: QtBot) -> None:
    other, window = QWidget(), QWidget()
    for each in (other, window):
        qtbot.addWidget(each)
    other.showMaximized()
    show_instead_of(window, other)
    assert window.isMaximized()


def test_the_program_opens_where_it_was_closed(journal: Journal, tmp_path: Path) -> None:
    settings = tmp_path / "settings.ini"
    place = QRect(30, 70, 690, 470)
    for turn in (0, 1):
        program = Program(journal, resources(), settings, "en")
        window = program.open()
        if turn:
            assert window.geometry() == place
        window.setGeometry(place)
        window.close()
        program.wait()
        window.deleteLater()


def test_a_dialog_opens_no_larger_than_the_screen(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    resize_in_room(dialog, QSize(9000, 9000))
    dialog.show()
    assert dialog.size() == room_on(dialog.screen()).size()


def test_a_question_with_more_sentences_than_the_screen_is_high_scrolls_above_its_answers(qtbot: QtBot) -> None:
    question = QuestionDialog("Really?", ["A sentence."] * 200, "Yes", "No")
    qtbot.addWidget(question)
    question.show()
    assert question.height() == room_on(question.screen()).height()
    assert faults_at(question, (600, 330)) == []


@pytest.mark.parametrize("is_maximised", [True, False])
def test_a_window_that_is_called_comes_as_large_as_it_was(is_maximised: bool, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    if is_maximised:
        window.showMaximized()
    for hidden in (False, True):
        if hidden:
            window.showMinimized()
        bring_forward(window)
        assert (window.isMaximized(), window.isMinimized()) == (is_maximised, False)
