"""Where a diary can only be read the window says so, offers a copy elsewhere, and no field to fill in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

import diary.ui.program as program_module
from diary.app import open_window
from diary.cli.world import WindowRequest, World
from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.journal import session
from diary.journal.journal import Journal
from diary.paths import resources
from diary.storage.store import Store
from diary.ui.notices import ReadOnlyNotice
from diary.ui.program import Program
from diary.ui.settings.page import SettingsPage
from diary.ui.start.controller import StartController
from diary.ui.today.page import TodayPage
from diary.ui.window import MainWindow
from tests.factory import NOW, TODAY, ZONE, Clock, a_day, a_journal
from tests.storage.newer_schema import make_newer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "my.diary"
    days = [a_day(ago, stress=4, areas={"front_knee_l": 3}, notes={"note": "written before"}) for ago in range(40)]
    a_journal(path, days=days).close()
    return path


class Opened:
    """The window on a diary that is opened for reading."""

    def __init__(self, path: Path, qtbot: QtBot) -> None:
        store = Store(path, read_only=True, may_be_newer=True)
        self.journal = Journal(store, load_catalogue(resources()), load_atlas(resources()), Clock(), ZONE)
        self.program = Program(self.journal, resources(), path.with_suffix(".ini"), "en")
        self.window: MainWindow = self.program.open("en")
        qtbot.addWidget(self.window)

    def close(self) -> None:
        self.window.close()
        self.journal.close()

    @property
    def said(self) -> str:
        assert self.program._notice is not None
        return self.program._notice.bar.text.text()


@pytest.fixture
def opened(path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setattr(program_module, "load_the_rest", lambda: None)
    opened = Opened(path, qtbot)
    yield opened
    opened.close()


def test_every_page_opens_and_nothing_is_written(opened: Opened, path: Path, qtbot: QtBot) -> None:
    before = path.read_bytes()
    for key in opened.window.sidebar.pages:
        opened.window.open_page(key)
        qtbot.wait(30)
    opened.window.open_day(TODAY)
    assert "can only be read" in opened.said
    assert path.read_bytes() == before


def test_today_shows_what_was_written_and_takes_nothing(opened: Opened) -> None:
    today = opened.window.page("today")
    assert isinstance(today, TodayPage)
    assert today.sheet.fields
    assert not any(field.control.isEnabled() for field in today.sheet.fields.values())
    assert not today.header.hard.isEnabled()
    assert today.header.before.isEnabled()
    assert today.sheet.body is not None
    assert not today.sheet.body.isEnabled()
    assert not any(card.is_folded for card in today.sheet.cards)
    today.go_by(-1)
    assert not any(card.is_folded for card in today.sheet.cards)


def test_settings_of_the_diary_are_shut_and_those_of_the_window_open(opened: Opened, qtbot: QtBot) -> None:
    opened.window.open_page("settings")
    page = opened.window.findChild(SettingsPage)
    assert page is not None
    assert not page.questions.isEnabled()
    assert page.display.isEnabled()
    assert any(button.isEnabled() for button in page.display.findChildren(QAbstractButton))


def test_a_copy_is_saved_in_another_folder(opened: Opened, tmp_path: Path) -> None:
    notice = opened.program._notice
    assert isinstance(notice, ReadOnlyNotice)
    target = tmp_path / "elsewhere.diary"
    notice.save(target)
    assert "elsewhere.diary" in opened.said
    a_journal(target).close()
    notice.save(target)
    assert "is there already" in opened.said


def test_it_is_said_in_the_other_language_too(opened: Opened) -> None:
    opened.program._prefer("language", "nl")
    assert "alleen lezen" in opened.said


def test_a_newer_diary_is_opened_for_reading_and_a_place_nobody_may_write_in_too(
    path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    reasons: list[object] = []

    def look(start: StartController, *_: object) -> int:
        reasons.append(start.session.open().reading_only)
        start.session.close()
        return 0

    monkeypatch.setattr(StartController, "run", look)
    world = World(lambda: NOW, ZONE, resources(), "en", open_window)
    request = WindowRequest(path, demo=False, language="en", page=None)
    assert open_window(world, request) == 0
    with monkeypatch.context() as patched:
        patched.setattr(session, "can_write", lambda _path: False)
        assert open_window(world, request) == 0
    before = make_newer(path)
    assert open_window(world, request) == 0
    assert [reason and str(reason) for reason in reasons] == [None, "file_read_only", "file_newer"]
    assert path.read_bytes() == before
