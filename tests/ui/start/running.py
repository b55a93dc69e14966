"""Helpers for tests of the start: unlock, find pages, read the words on screen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from diary.storage.key import Key
from diary.ui.safety.passphrase import PassphraseSection
from diary.ui.sections import SectionedPage
from diary.ui.start.controller import StartController
from diary.ui.start.pages import UnlockPage
from diary.ui.today.page import TodayPage
from diary.ui.widgets.fold_head import FoldLine
from tests.factory import FEW, a_day, a_journal

PASSPHRASE, OTHER = "vier losse woorden", "een heel andere zin"
MARKER = "a marker word"
Made = Callable[..., StartController]


def written(path: Path, key: Key | None) -> Path:
    journal = a_journal(path, days=[a_day(0, stress=3, notes={"note": MARKER})], key=key)
    journal.set_form(FEW)
    journal.close()
    return path


def unlock_page(start: StartController) -> UnlockPage:
    assert start.start_pages.window is not None
    page: UnlockPage = start.start_pages.window.findChildren(UnlockPage)[-1]
    return page


def section_of(start: StartController) -> PassphraseSection:
    assert start.program is not None
    assert start.program.window is not None
    page = start.program.window.page("settings")
    assert isinstance(page, SectionedPage)
    section = page.section("passphrase")
    assert isinstance(section, PassphraseSection)
    return section


def today_of(start: StartController) -> TodayPage:
    assert start.program is not None
    assert start.program.window is not None
    page = start.program.window.page("today")
    assert isinstance(page, TodayPage)
    return page


def unlock(start: StartController, qtbot: QtBot, passphrase: str = PASSPHRASE) -> None:
    page = unlock_page(start)
    page.field.line.setText(passphrase)
    page.open.click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=10_000)
    qtbot.waitUntil(lambda: "note" in today_of(start).sheet.fields, timeout=10_000)


def words_on_screen() -> str:
    found = []
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
        elif isinstance(widget, FoldLine):
            found.append(widget.line)
    return "\n".join(found)
