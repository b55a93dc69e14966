"""The program on a diary, with the page that brings notes from elsewhere."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.journal.backups import BackupService
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.intake.menus import Menu
from diary.ui.intake.page import IntakePage
from diary.ui.program import Program
from diary.ui.sections import SectionedPage
from diary.ui.widgets.keys import Choices
from diary.ui.window import MainWindow
from tests.factory import Clock, a_journal

TABLE = "when,tense,coffee\n2026-11-20,4,2\n2026-11-20,6,1\n2026-11-21,1,0\n"


class Opened:
    """The program on a diary, with the page in it."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        assert program.window is not None
        self.window: MainWindow = program.window
        self.journal: Journal = self.window.journal
        self._qtbot = qtbot
        self.window.open_page("settings/intake")

    @property
    def page(self) -> IntakePage:
        """The page as it is now: a new own item builds every page anew."""
        settings = self.window.page("settings")
        assert isinstance(settings, SectionedPage)
        page = settings.section("intake")
        assert isinstance(page, IntakePage)
        return page

    def bring(self, source: Path) -> IntakePage:
        self.page.bring(source)
        return self.wait()

    def wait(self) -> IntakePage:
        def is_read() -> bool:
            return self.page.reading is None or not self.page.reading.is_going

        self._qtbot.waitUntil(is_read, timeout=20_000)
        QApplication.processEvents()
        return self.page

    def take(self) -> None:
        """Take over what is shown; pages are then built anew when there are new own items."""
        page, known = self.page, len(self.journal.own_items)
        page.take.click()

        def is_taken() -> bool:
            has_new = len(self.journal.own_items) > known
            return self.page.result.isVisible() and (self.page is not page or not has_new)

        self._qtbot.waitUntil(is_taken, timeout=20_000)

    def choices(self, question: str) -> Choices:
        control = self.page.questions.controls[question]
        assert isinstance(control, Choices)
        return control

    def drop(self, source: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(source))])
        how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.window, QDragEnterEvent(QPoint(300, 300), *how))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(300, 300), *how))


Open = Callable[..., Opened]


@pytest.fixture
def open_program(tmp_path: Path, qtbot: QtBot) -> Iterator[Open]:
    windows = []

    def open_it(journal: Journal | None = None, *, is_sample: bool = False, language: str = "en") -> Opened:
        journal = journal or a_journal(tmp_path / "mine.diary")
        copies = BackupService(journal.path, tmp_path / "backups", tmp_path / "copies.json", Clock())
        settings = tmp_path / "settings.ini"
        program = Program(journal, resources(), settings, language, lambda: copies, is_sample=is_sample)
        program.open()
        opened = Opened(program, qtbot)
        windows.append((program, opened.window))
        return opened

    yield open_it
    for program, window in windows:
        window.close()
        program.wait()
        window.hide()  # also one that asks first
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def pick(menu: Menu, value: object) -> None:
    """Choose as a person does."""
    menu.setCurrentIndex(menu.findData(value))
    menu.activated.emit(menu.currentIndex())
