"""Where everything is, and deleting all of it in two clear steps."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from diary.content.language import load_language
from diary.exchange.csv_text import CsvForm
from diary.journal.backups import BackupService
from diary.journal.journal import Journal
from diary.paths import resources
from diary.storage.backups import erase
from diary.storage.backups.duplicate import is_gone
from diary.ui.article_dialog import ArticleDialog
from diary.ui.program import Program
from diary.ui.safety.my_data import ErasedDialog, MyDataPage
from diary.ui.sections import SectionedPage
from diary.ui.style import Space
from diary.ui.widgets.saving import SavedLine
from tests.factory import FEW, TODAY, Clock
from tests.ui.fitting import settle


@pytest.fixture
def backups(tmp_path: Path, clock: Clock) -> BackupService:
    return BackupService(tmp_path / "test.diary", tmp_path / "backups", tmp_path / "config" / "copies.json", clock)


@pytest.fixture
def program(journal: Journal, backups: BackupService, tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    journal.set_form(FEW)
    journal.answer(TODAY, "stress", 3)
    backups.back_up_now(in_use=True)
    settings = tmp_path / "config" / "settings.ini"
    settings.parent.mkdir()
    settings.write_text("[General]\ntheme=light\n", encoding="utf-8")
    program = Program(journal, resources(), settings, "en", lambda: backups)
    window = program.open()
    qtbot.addWidget(window)
    yield program
    window.hide()


def _page(program: Program, qtbot: QtBot) -> MyDataPage:
    assert program.window is not None
    program.window.open_page("settings/my_data")
    settings = program.window.page("settings")
    assert isinstance(settings, SectionedPage)
    page = settings.section("my_data")
    assert isinstance(page, MyDataPage)
    qtbot.waitUntil(lambda: page.found is not None)
    return page


def test_every_place_is_named_and_those_that_are_there_can_be_opened(
    program: Program, backups: BackupService, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page = _page(program, qtbot)
    rows = page.places.rows
    assert list(rows) == ["diary", "copies", "second", "settings", "passing", "exports"]
    assert "“test.diary”" in rows["diary"].where.text()
    assert "1 backup" in rows["copies"].where.text()
    assert {key for key, row in rows.items() if not row.open.isHidden()} == {"diary", "copies", "settings"}
    asked: list[str] = []
    opens = [True, False]

    def desktop(url: QUrl) -> bool:
        asked.append(url.toLocalFile())
        return opens.pop(0)

    monkeypatch.setenv("PATH", "")  # no xdg-open
    monkeypatch.setattr(QDesktopServices, "openUrl", desktop)
    rows["diary"].open.click()
    assert page.places.notice.isHidden()
    rows["copies"].open.click()
    assert asked == [str(backups.path.parent), str(backups.first)]
    assert str(backups.first) in page.places.notice.text()


def test_the_privacy_article_is_one_click_away(program: Program, qtbot: QtBot) -> None:
    _page(program, qtbot).places.privacy.click()
    assert program.window is not None
    dialog = program.window.findChild(ArticleDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Your diary stays with you"
    dialog.close_button.click()


def test_no_day_is_read_to_say_how_many_would_go(
    program: Program, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """Reading those of a hundred years would hold the window up for two seconds."""
    page = _page(program, qtbot)
    monkeypatch.setattr(Journal, "days", lambda *_asked: pytest.fail("read"))
    dialog = page.ask()
    assert dialog is not None
    assert any("1 day" in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_it_takes_two_steps_and_a_word(
    program: Program, backups: BackupService, tmp_path: Path, qtbot: QtBot
) -> None:
    page = _page(program, qtbot)
    dialog = page.ask()
    assert dialog is not None
    dialog.yes.click()
    assert dialog.is_second_step
    settle()
    assert dialog.sheet.height() - dialog.field.geometry().bottom() > Space.HAIR, "its ring is cut off"
    assert not dialog.yes.isEnabled()
    qtbot.keyClicks(dialog.field, "delet")
    assert not dialog.yes.isEnabled()
    dialog.no.click()
    assert backups.path.exists()
    dialog = page.ask()
    assert dialog is not None
    dialog.yes.click()
    qtbot.keyClicks(dialog.field, " Delete ")
    dialog.yes.click()
    told = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ErasedDialog))
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []
    assert program.safety is not None
    assert program.safety.is_erased
    program.safety.erased.disconnect()  # it would end the event loop of all tests
    with qtbot.waitSignal(program.safety.erased):
        told.close_button.click()
    assert backups.back_up_changes().made is None


def test_what_was_filled_in_can_be_saved_before(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    page = _page(program, qtbot)
    said = SavedLine(load_language("en", resources()))
    qtbot.addWidget(said)
    page.save_table(tmp_path / "all.csv", said)
    assert "Saved" in said.words
    assert "2026-11-22" in (tmp_path / "all.csv").read_text(encoding="utf-8-sig")
    page.save_table(tmp_path / "all;.csv", said, CsvForm.SEMICOLON)
    assert (tmp_path / "all;.csv").read_text(encoding="utf-8-sig").startswith("day;zone")
    page.save_table(tmp_path / "nowhere" / "all.csv", said)
    assert "no folder" in said.words
    assert not said.open.isVisibleTo(said)


def test_what_cannot_be_deleted_is_reported_and_the_diary_is_still_there(
    program: Program, backups: BackupService, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    real = is_gone
    monkeypatch.setattr(erase, "is_gone", lambda path: path.suffix != ".sha256" and real(path))
    assert program.safety is not None
    program.safety.erased.disconnect()
    program.safety.erase()
    told = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ErasedDialog))
    assert told.windowTitle() == "Symptom Diary"
    assert not program.safety.is_erased
    assert backups.path.exists()
    told.close_button.click()
