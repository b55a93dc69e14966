"""Another copy of the diary is chosen or found beside it, looked at first, and brought in with one button."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFileDialog, QInputDialog
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.paths import resources
from diary.storage.key import Key
from diary.ui.pages import Context
from diary.ui.program import Program
from diary.ui.safety.merge import MergeDialog, MergingPage
from diary.ui.widgets.labels import NoticeBar, Text
from tests.factory import FEW, TODAY, Clock, a_day, a_journal

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    journal = a_journal(tmp_path / "my.diary", Clock(), [a_day(stress=1, fatigue=2)])
    journal.set_form(FEW)
    yield journal
    journal.close()


@pytest.fixture
def page(context: Context, journal: Journal, qtbot: QtBot) -> MergingPage:
    page = MergingPage(context, journal)
    qtbot.addWidget(page)
    page.show()
    return page


def a_copy(journal: Journal, name: str, **answers: float) -> Path:
    path = journal.path.with_name(name)
    shutil.copy(journal.path, path)
    clock = Clock()
    clock.forward(minutes=5)
    copy = a_journal(path, clock)
    for item, value in answers.items():
        copy.answer(TODAY, item, value)
    copy.close()
    return path


def choose(page: MergingPage, path: Path) -> None:
    page.choose.click()
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)
    if page.looking is not None:
        page.looking.wait()


def opened(page: MergingPage, qtbot: QtBot) -> MergeDialog:
    qtbot.waitUntil(lambda: bool(page.findChildren(MergeDialog)), timeout=3000)
    return page.findChildren(MergeDialog)[-1]


def words(dialog: MergeDialog) -> list[str]:
    return [text.text() for text in dialog.findChildren(Text)]


def test_it_says_which_of_two_answers_comes_from_the_other_copy(
    page: MergingPage, journal: Journal, qtbot: QtBot
) -> None:
    path = a_copy(journal, "other.diary", stress=4)
    journal.answer(TODAY, "stress", 6)
    choose(page, path)
    said = words(opened(page, qtbot))
    assert "4, from the other copy" in said
    assert "6 is kept" in said


def test_a_chosen_copy_is_shown_and_only_then_brought_in(
    page: MergingPage, journal: Journal, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    journal.answer(TODAY, "stress", 6)
    choose(page, a_copy(journal, "other.diary", stress=4, concentration=8))
    dialog = opened(page, qtbot)
    assert "other.diary is another copy of this diary. 2 entries differ." in dialog.sentence.text()
    assert "Sunday 22 November 2026 · Stress" in words(dialog)
    assert "1 → 4" not in words(dialog)
    assert journal.day(TODAY).value("concentration") is None
    dialog.bring.click()
    assert (journal.day(TODAY).value("stress"), journal.day(TODAY).value("concentration")) == (4, 8)
    assert dialog.sentence.text().startswith("Done")
    assert not dialog.bring.isVisible()
    assert (journal.path.parent / "my backups").is_dir()


def test_a_file_with_nothing_new_and_another_diary_offer_nothing(
    page: MergingPage, journal: Journal, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(page, a_copy(journal, "other.diary"))
    dialog = opened(page, qtbot)
    assert "nothing in other.diary" in dialog.sentence.text()
    assert not dialog.bring.isVisible()
    dialog.close()
    dialog.deleteLater()
    qtbot.waitUntil(lambda: not page.findChildren(MergeDialog))
    a_journal(tmp_path / "own.diary", days=[a_day(stress=9)]).close()
    choose(page, tmp_path / "own.diary")
    dialog = opened(page, qtbot)
    assert "another diary" in dialog.sentence.text()
    assert not dialog.bring.isVisible()


def test_what_is_no_diary_is_refused_in_a_sentence(
    page: MergingPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "letter.diary").write_text("Dear doctor")
    choose(page, tmp_path / "letter.diary")
    qtbot.waitUntil(lambda: bool(page.notice.text()))
    assert "letter.diary" in page.notice.text()


def test_a_copy_with_a_passphrase_of_its_own_asks_for_it(
    page: MergingPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    other = a_journal(tmp_path / "other.diary", Clock(), key=Key.new("vier lange dagen"))
    other.close()
    asked: list[str] = []

    def answer(*question: object) -> tuple[str, bool]:
        asked.append(str(question[2]))
        return "vier lange dagen", True

    monkeypatch.setattr(QInputDialog, "getText", answer)
    choose(page, tmp_path / "other.diary")
    opened(page, qtbot)
    assert asked == ["The passphrase of the other copy"]


def a_program(journal: Journal, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, language: str = "en") -> Program:
    monkeypatch.setattr("diary.ui.program.load_the_rest", lambda: None)
    monkeypatch.setattr("diary.ui.program.PRELOAD_AFTER_MS", 0)
    program = Program(journal, resources(), journal.path.with_name("settings.ini"), language)
    window = program.open(language)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: program._external_changes is not None)
    assert program._external_changes is not None
    program._external_changes.around.wait()
    qtbot.wait(50)
    return program


def said(program: Program) -> list[NoticeBar]:
    assert program.window is not None
    return [bar for bar in program.window.findChildren(NoticeBar) if bar.isVisible()]


def test_a_conflicted_copy_is_offered_when_the_diary_is_opened(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    a_copy(journal, "my (conflicted copy 2026-11-22 210400).diary", concentration=8)
    program = a_program(journal, monkeypatch, qtbot)
    (bar,) = said(program)
    assert "my (conflicted copy 2026-11-22 210400).diary" in bar.text.text()
    bar.retry.click()
    assert program.window is not None
    (dialog,) = program.window.findChildren(MergeDialog)
    dialog.bring.click()
    dialog.close()
    assert journal.day(TODAY).value("concentration") == 8
    assert said(program) == []
    program.window.close()


def test_a_folder_others_write_in_is_reported_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "Dropbox").mkdir()
    journal = a_journal(tmp_path / "Dropbox" / "my.diary", Clock(), [a_day(stress=1)])
    program = a_program(journal, monkeypatch, qtbot, "nl")
    (bar,) = said(program)
    assert "Dropbox" in bar.text.text()
    bar.retry.click()
    assert said(program) == []
    assert program.window is not None
    program.window.close()
    again = a_program(journal, monkeypatch, qtbot, "nl")
    assert said(again) == []
    assert again.window is not None
    again.window.close()
    journal.close()
