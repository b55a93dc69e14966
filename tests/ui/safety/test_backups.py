"""The page of copies: what there is, making one, a second place, and putting one back in the whole window."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from diary.journal.backups import BackupService
from diary.journal.journal import Journal
from diary.paths import resources
from diary.storage.backups.backup import make_backup
from diary.storage.backups.backup_files import list_backups
from diary.storage.backups.passphrase import change_backup_keys
from diary.storage.header import is_encrypted
from diary.storage.key import Key
from diary.ui.background import Background
from diary.ui.pages import Context
from diary.ui.program import Program
from diary.ui.safety.backups import BackupsPage, RestoreDialog, WaitDialog
from diary.ui.sections import SectionedPage
from diary.ui.today.page import TodayPage
from diary.ui.widgets.labels import Text
from tests.factory import NOW, TODAY, Clock, a_day, a_journal
from tests.journal.test_people import a_share

pytestmark = pytest.mark.usefixtures("quick_keys")

DAY = timedelta(days=1)


@pytest.fixture
def backups(tmp_path: Path, clock: Clock) -> BackupService:
    return BackupService(tmp_path / "test.diary", tmp_path / "backups", tmp_path / "copies.json", clock)


@pytest.fixture
def page(context: Context, backups: BackupService, journal: Journal, qtbot: QtBot) -> Iterator[BackupsPage]:
    journal.answer(TODAY, "stress", 3)
    page = BackupsPage(context, backups, Background())
    qtbot.addWidget(page)
    page.resize(1000, 900)
    yield page
    page.close()


def _shown(page: BackupsPage, qtbot: QtBot) -> BackupsPage:
    page.show()
    qtbot.waitUntil(lambda: page.found is not None and not page.is_working)
    return page


def _settled(page: BackupsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.is_working)


def test_without_a_copy_it_says_so_and_makes_one(page: BackupsPage, backups: BackupService, qtbot: QtBot) -> None:
    _shown(page, qtbot)
    assert "There is no backup yet" in page.summary.newest.text()
    assert page.list.rows == []
    assert page.list.more.isHidden()
    assert page.summary.folder.isHidden()
    page.summary.make.click()
    _settled(page, qtbot)
    assert "1 day" in page.summary.newest.text()
    assert "it is whole" in page.summary.said.text()
    assert page.summary.undo.isHidden()
    assert len(list_backups(backups.first)) == len(page.list.rows) == 1


@pytest.mark.parametrize("place", ["elsewhere", ""])
def test_who_brings_a_diary_begins_where_its_file_is_chosen(page: BackupsPage, place: str, qtbot: QtBot) -> None:
    page.resize(900, 500)
    if place:
        page.show_place(place)
    with qtbot.waitActive(page):
        page.show()
    page.setFocus()
    begin = page.list.elsewhere if place else page.summary.make
    qtbot.waitUntil(begin.hasFocus)
    qtbot.waitUntil(lambda: begin.visibleRegion().boundingRect().size() == begin.size())


def test_many_copies_are_shown_in_part_and_bad_ones_cannot_be_put_back(
    page: BackupsPage, backups: BackupService, qtbot: QtBot
) -> None:
    for ago in range(9, -1, -1):
        made = make_backup(backups.path, backups.first, NOW - ago * DAY, in_use=True).path
        if ago % 3 == 1:  # every third one goes bad
            made.write_bytes(made.read_bytes()[:-4096])
    _shown(page, qtbot)
    assert len(page.list.rows) == 7
    page.list.more.click()
    assert len(page.list.rows) == 10
    assert [row.put_back.isHidden() for row in page.list.rows] == [ago % 3 == 1 for ago in range(10)]
    assert "cannot be read" in page.list.rows[1].what.text()
    assert "22 November" in page.list.rows[0].put_back.accessibleName()


def test_a_second_place_is_chosen_missed_and_given_up(
    page: BackupsPage, backups: BackupService, qtbot: QtBot, tmp_path: Path
) -> None:
    backups.back_up_now(in_use=True)
    _shown(page, qtbot)
    assert page.second.forget.isHidden()
    page.choose(str(tmp_path))
    _settled(page, qtbot)
    assert "already" in page.second.notice.text()
    stick = tmp_path / "stick"
    stick.mkdir()
    page.choose(str(stick))
    _settled(page, qtbot)
    assert "1 backup was put there" in page.second.said.text()
    assert "same disk" in page.second.remarks.text()
    assert page.list.rows[0].where.text() == "in both places"
    shutil.rmtree(stick)
    page.make()
    _settled(page, qtbot)
    assert "not there now" in page.second.where.text()
    assert "Plug in" in page.second.notice.text()
    assert page.summary.notice.isHidden()
    page.second.forget.click()
    _settled(page, qtbot)
    assert "No second place" in page.second.where.text()


def test_looking_can_be_stopped(page: BackupsPage, backups: BackupService, qtbot: QtBot) -> None:
    for ago in range(6):
        make_backup(backups.path, backups.first, NOW - ago * DAY, in_use=True)
    page.look()
    page.summary.working.stop.click()
    _settled(page, qtbot)
    assert len(page.list.rows) < 6
    assert "Not all backups" in page.list.stopped.text()


def test_the_folder_is_opened_or_the_refusal_is_shown(
    page: BackupsPage, backups: BackupService, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.back_up_now(in_use=True)
    _shown(page, qtbot)
    asked: list[str] = []

    def desktop(url: QUrl) -> bool:
        asked.append(url.toLocalFile())
        return False

    monkeypatch.setenv("PATH", "")  # no xdg-open
    monkeypatch.setattr(QDesktopServices, "openUrl", desktop)
    page.summary.folder.click()
    assert asked == [str(backups.first)]
    assert str(backups.first) in page.summary.notice.text()


class Window:
    """The whole program on a diary, with its page of copies."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program = program
        self._qtbot = qtbot
        assert program.window is not None
        self.window = program.window

    @property
    def copies(self) -> BackupsPage:
        self.window.open_page("settings/copies")
        settings = self.window.page("settings")
        assert isinstance(settings, SectionedPage)
        page = settings.section("copies")
        assert isinstance(page, BackupsPage)
        self._qtbot.waitUntil(lambda: page.found is not None and not page.is_working)
        return page

    @property
    def today(self) -> TodayPage:
        page = self.window.page("today")
        assert isinstance(page, TodayPage)
        return page

    def put_back(self, row: int) -> None:
        copies = self.copies
        dialog = copies.ask(copies.list.rows[row].row.copy)
        self._waits_for(dialog.yes.click)

    def undo(self) -> None:
        self._waits_for(self.copies.summary.undo.click)

    def _waits_for(self, click: object) -> None:
        before: QWidget = self.copies
        assert callable(click)
        click()
        self._qtbot.waitUntil(lambda: self._page_now() is not before)

    def _page_now(self) -> QWidget:
        settings = self.window.page("settings")
        assert isinstance(settings, SectionedPage)
        return settings.section("copies")


@pytest.fixture
def window(journal: Journal, backups: BackupService, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    program = Program(journal, resources(), tmp_path / "settings.ini", "en", lambda: backups)
    opened = program.open()
    qtbot.addWidget(opened)
    yield Window(program, qtbot)
    opened.close()


def test_a_copy_is_put_back_shown_on_every_page_and_undone(
    window: Window, journal: Journal, backups: BackupService, clock: Clock
) -> None:
    journal.answer(TODAY, "stress", 3)
    backups.back_up_now(in_use=True)
    clock.forward(minutes=10)
    journal.answer(TODAY, "stress", 9)
    journal.set_note(TODAY, "note", "only in the newer one")
    window.put_back(0)
    assert journal.day(TODAY).value("stress") == 3
    assert journal.day(TODAY).notes == {}
    assert "is as it was on Sunday 22 November" in window.copies.summary.said.text()
    assert len(list_backups(backups.first)) == 2
    journal.answer(TODAY, "fatigue", 5)
    window.undo()
    assert journal.day(TODAY).value("stress") == 9
    assert journal.day(TODAY).value("fatigue") is None
    assert "undone" in window.copies.summary.said.text()
    assert window.today.isEnabled()
    journal.answer(TODAY, "stress", 1)
    assert journal.day(TODAY).value("stress") == 1


def test_what_cannot_be_put_back_leaves_the_diary_as_it_is(
    window: Window, journal: Journal, backups: BackupService, qtbot: QtBot
) -> None:
    journal.answer(TODAY, "stress", 3)
    made = backups.back_up_now(in_use=True).made
    assert made is not None
    page = window.copies
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    page.ask(page.list.rows[0].row.copy).yes.click()
    qtbot.waitUntil(lambda: not page.summary.notice.isHidden())
    assert "cannot be read in full" in page.summary.notice.text()
    assert journal.day(TODAY).value("stress") == 3
    journal.answer(TODAY, "stress", 4)
    assert journal.day(TODAY).value("stress") == 4


def test_while_a_copy_is_read_it_can_still_be_left(
    window: Window, journal: Journal, backups: BackupService, qtbot: QtBot
) -> None:
    journal.answer(TODAY, "stress", 3)
    backups.back_up_now(in_use=True)
    journal.answer(TODAY, "stress", 9)
    page = window.copies
    page.ask(page.list.rows[0].row.copy).yes.click()
    waiting = window.window.findChild(WaitDialog)
    assert waiting is not None
    waiting.reject()
    window.program._background.wait(10)
    qtbot.waitUntil(lambda: not list(backups.path.parent.glob(".*.copy")))
    assert window.copies is page
    assert journal.day(TODAY).value("stress") == 9


def test_a_copy_with_another_passphrase_is_put_back_with_it(
    window: Window, journal: Journal, backups: BackupService, qtbot: QtBot
) -> None:
    journal.answer(TODAY, "stress", 3)
    made = backups.back_up_now(in_use=True).made
    assert made is not None
    change_backup_keys(backups.first, "test", None, Key.new("another passphrase"))
    journal.answer(TODAY, "stress", 9)
    page = window.copies
    assert "another passphrase" in page.list.rows[0].what.text()
    dialog = page.ask(page.list.rows[0].row.copy)
    assert not dialog.yes.isEnabled()
    dialog.passphrase.setText("a wrong passphrase")
    dialog.yes.click()
    qtbot.waitUntil(lambda: not page.summary.notice.isHidden())
    assert journal.day(TODAY).value("stress") == 9
    dialog = page.ask(page.list.rows[0].row.copy)
    dialog.passphrase.setText("another passphrase")
    dialog.yes.click()
    qtbot.waitUntil(lambda: backups.key is not None)
    assert journal.day(TODAY).value("stress") == 3
    journal.answer(TODAY, "stress", 4)
    assert is_encrypted(backups.path)
    window.copies.summary.undo.click()
    qtbot.waitUntil(lambda: journal.day(TODAY).value("stress") == 9)
    assert is_encrypted(backups.path), "what is put back is never less protected than what was there"


def test_the_diary_of_another_computer_takes_the_place_of_a_new_one_and_that_is_undone(
    window: Window, journal: Journal, tmp_path: Path, qtbot: QtBot
) -> None:
    """Who moves has a file on a stick, and a diary here that is empty or nearly so."""
    stick = tmp_path / "stick"
    stick.mkdir()
    before = Clock(NOW - timedelta(hours=1))
    a_journal(stick / "my.diary", before, [a_day(ago, stress=8) for ago in range(3)]).close()
    journal.answer(TODAY, "stress", 3)
    page = window.copies
    page.look_at(stick / "my.diary")
    qtbot.waitUntil(lambda: window.window.findChild(RestoreDialog) is not None)
    dialog = window.window.findChild(RestoreDialog)
    assert dialog is not None
    said = " ".join(label.text() for label in dialog.findChildren(Text))
    assert "another diary" in said
    assert "becomes what it was" not in said
    assert dialog.yes.text() == "Go on with this diary"
    window._waits_for(dialog.yes.click)
    assert window.copies.summary.said.text().startswith("This is now the other diary, as it was on")
    assert [journal.day(TODAY - timedelta(ago)).value("stress") for ago in range(3)] == [8, 8, 8]
    window.undo()
    assert [journal.day(TODAY - timedelta(ago)).value("stress") for ago in range(3)] == [3, None, None]


def test_what_is_no_diary_to_write_in_never_takes_its_place(
    page: BackupsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    share, letter = tmp_path / "share.diary", tmp_path / "letter.diary"
    letter.write_text("Dear Anna,")
    a_share(share, [a_day(0, stress=4)], "Anna")
    _shown(page, qtbot)
    for path, said in ((share, "made to be looked at"), (letter, "is not a diary")):
        page.look_at(path)
        _settled(page, qtbot)
        assert said in page.summary.notice.text()
        assert page.window().findChild(RestoreDialog) is None
