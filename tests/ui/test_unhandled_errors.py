"""An error nobody expected: the window stays, what was typed is stored, and nothing of the diary is quoted."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from types import SimpleNamespace, TracebackType

import pytest
from PySide6.QtCore import QCoreApplication, QMessageLogContext, QTimer, QtMsgType
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

import diary.ui.program as program_module
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.paths import resources
from diary.storage.store import Store
from diary.ui.pages import Context
from diary.ui.program import Program
from diary.ui.today.page import TodayPage
from diary.ui.unhandled_errors import UnhandledErrors
from diary.ui.window import MainWindow
from tests.factory import TODAY


def _broken(secret: str) -> None:
    raise ValueError(secret)


def test_an_unhandled_error_is_shown_once_and_never_quotes_the_diary(
    context: Context, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    unhandled_errors = UnhandledErrors(lambda: window, lambda: context.language)
    for _ in range(3):
        try:
            _broken("my sister came by")
        except ValueError:
            unhandled_errors.hook(*_caught())
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    QCoreApplication.processEvents()
    (box,) = window.findChildren(QMessageBox)
    said = capsys.readouterr().err
    assert "sister" not in said + box.text() + box.informativeText()
    assert "ValueError in test_unhandled_errors.py" in said
    assert "saved" in box.text()
    box.close()


def gone(*_words: object) -> int:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize("terminal", [None, SimpleNamespace(write=gone, flush=gone)])
def test_without_a_terminal_the_person_is_told_all_the_same(
    terminal: object, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)
    unhandled_errors = UnhandledErrors(lambda: None, lambda: context.language)
    unhandled_errors.log_qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), "words")
    with qtbot.waitSignal(unhandled_errors.happened):
        unhandled_errors.hook(ValueError, ValueError(), None)
    for box in QApplication.topLevelWidgets():
        box.close()


@pytest.mark.skipif(os.name != "posix", reason="file numbers of other systems differ")
def test_with_a_closed_terminal_it_starts_whatever_qt_has_to_say() -> None:
    start = f"{sys.executable} -c 'from diary.ui.program import start_qt; start_qt(\"no screen\")' 2>&-"
    chatty = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.debug=true"}
    assert subprocess.run(["sh", "-c", start], env=chatty, check=False).returncode == 0


def _caught() -> tuple[type[BaseException], BaseException, TracebackType | None]:
    kind, error, trace = sys.exc_info()
    assert kind is not None
    assert error is not None
    return kind, error, trace


class Opened:
    """The real program, run until a test closes it, with something broken in it."""

    def __init__(self, journal: Journal, folder: Path, qtbot: QtBot) -> None:
        self.journal = journal
        self.program = Program(journal, resources(), folder / "settings.ini", "en")
        self.said = ""
        self._qtbot = qtbot

    def run(self, break_it: Callable[["Opened"], None]) -> None:
        """Open the window, type a note, break something, hear what is said, and close."""
        QTimer.singleShot(100, lambda: self._break(break_it))
        self.program.run("en")

    @property
    def today(self) -> TodayPage:
        assert self.program.window is not None
        page = self.program.window.page("today")
        assert isinstance(page, TodayPage)
        return page

    def _break(self, break_it: Callable[["Opened"], None]) -> None:
        note = self.today.sheet.fields["note"].control
        note.setFocus()
        self._qtbot.keyClicks(note, "typed before it broke")
        QTimer.singleShot(0, lambda: break_it(self))
        self._wait(60)

    def _wait(self, more: int) -> None:
        assert self.program.window is not None
        boxes = self.program.window.findChildren(QMessageBox)
        if boxes or not more:
            self.said = boxes[0].text() if boxes else ""
            for box in boxes:
                box.close()
            self.program.window.close()
        else:
            QTimer.singleShot(50, lambda: self._wait(more - 1))


@pytest.fixture
def opened(journal: Journal, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Opened:
    monkeypatch.setattr(program_module, "load_the_rest", lambda: None)
    return Opened(journal, tmp_path, qtbot)


def _in_a_slot(opened: Opened) -> None:
    raise ValueError("typed before it broke")


def _in_a_thread(opened: Opened) -> None:
    Thread(target=_broken, args=("typed before it broke",)).start()


def _out_of_memory(opened: Opened) -> None:
    raise MemoryError("typed before it broke")


class _Unpaintable(QWidget):
    is_broken = True

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_broken:
            self.is_broken = False
            raise ValueError("typed before it broke")
        super().paintEvent(event)


def _in_painting(opened: Opened) -> None:
    picture = _Unpaintable(opened.program.window)
    picture.resize(40, 40)
    picture.show()


@pytest.mark.parametrize("break_it", [_in_a_slot, _in_a_thread, _out_of_memory, _in_painting])
def test_whatever_breaks_the_window_stays_and_what_was_typed_is_stored(
    opened: Opened,
    break_it: Callable[[Opened], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    opened.run(break_it)
    assert "is saved" in opened.said
    assert opened.journal.day(TODAY).notes == {"note": "typed before it broke"}
    said = capsys.readouterr().err
    assert "Error in" in said
    assert "typed" not in said


def test_what_could_not_be_stored_is_not_said_to_be(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Refusal(Reason.DISK_FULL, path=opened.journal.path)

    def break_it(opened: Opened) -> None:
        monkeypatch.setattr(Store, "change", refuse)
        monkeypatch.setattr(MainWindow, "_leaves_unsaved", lambda _window: True)
        raise ValueError

    opened.run(break_it)
    assert "not saved yet" in opened.said
    assert capsys.readouterr().err


def test_messages_of_qt_are_logged_without_their_words(
    context: Context, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    stored: list[bool] = []

    def store() -> bool:
        stored.append(True)
        return True

    unhandled_errors = UnhandledErrors(lambda: None, lambda: context.language, store)
    place = QMessageLogContext()
    unhandled_errors.log_qt_message(QtMsgType.QtWarningMsg, place, "my sister came by")
    assert not stored
    unhandled_errors.log_qt_message(QtMsgType.QtFatalMsg, place, "my sister came by")
    assert stored
    said = capsys.readouterr().err
    assert "QtWarningMsg" in said
    assert "sister" not in said


def test_refusals_that_a_window_knows_what_to_do_with_are_handed_to_it(context: Context, qtbot: QtBot) -> None:
    errors = UnhandledErrors(lambda: None, lambda: context.language, reasons=(Reason.FILE_REPLACED,))
    heard: list[Refusal] = []
    errors.refused.connect(heard.append)
    for reason in (Reason.FILE_REPLACED, Reason.FILE_UNREADABLE):
        error = Refusal(reason, path=Path("a.diary"))
        errors.hook(Refusal, error, None)
    assert [each.reason for each in heard] == [Reason.FILE_REPLACED]
