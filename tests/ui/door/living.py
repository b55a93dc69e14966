"""What tests at the door do: come in, find pages, read what is on screen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from diary.storage.key import Key
from diary.ui.door.door import Door
from diary.ui.passphrase.section import PassphraseSection
from diary.ui.sections import SectionedPage
from diary.ui.today.page import TodayPage
from diary.ui.unlock.page import UnlockPage
from tests.factory import a_day, a_journal

PASSPHRASE, OTHER = "vier losse woorden", "een heel andere zin"
MARKER = "a marker word"
Made = Callable[..., Door]


def written(path: Path, key: Key | None) -> Path:
    a_journal(path, days=[a_day(0, stress=3, notes={"note": MARKER})], key=key).close()
    return path


def unlock_page(door: Door) -> UnlockPage:
    assert door.porch.window is not None
    page: UnlockPage = door.porch.window.findChildren(UnlockPage)[-1]
    return page


def section_of(door: Door) -> PassphraseSection:
    assert door.program is not None
    assert door.program.window is not None
    page = door.program.window.page("settings")
    assert isinstance(page, SectionedPage)
    section = page.section("passphrase")
    assert isinstance(section, PassphraseSection)
    return section


def today_of(door: Door) -> TodayPage:
    assert door.program is not None
    assert door.program.window is not None
    page = door.program.window.page("today")
    assert isinstance(page, TodayPage)
    return page


def come_in(door: Door, qtbot: QtBot, passphrase: str = PASSPHRASE) -> None:
    page = unlock_page(door)
    page.field.line.setText(passphrase)
    page.open.click()
    qtbot.waitUntil(lambda: door.program is not None, timeout=10_000)
    qtbot.waitUntil(lambda: "note" in today_of(door).sheet.fields, timeout=10_000)


def words_on_screen() -> str:
    found = []
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
    return "\n".join(found)
