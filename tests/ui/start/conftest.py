"""A start controller, and keys that cost no time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.journal.journal import Journal
from diary.journal.session import DiarySession
from diary.paths import resources
from diary.storage.key import Key
from diary.storage.store import Store
from diary.ui.pages import LockControl
from diary.ui.program import Program
from diary.ui.start.controller import StartController
from diary.ui.start.window import StartOptions
from tests.factory import NOW, ZONE, Clock, a_day, a_journal
from tests.ui.start.running import PASSPHRASE, Made


@pytest.fixture(scope="module", autouse=True)
def _little_to_look_through() -> None:
    """What earlier tests left stays: each lock collects garbage, which looks through all of it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _quick_keys(quick_keys: None) -> None:
    pass


@pytest.fixture
def key(quick_keys: None) -> Key:
    return Key.new(PASSPHRASE)


@pytest.fixture
def made(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    """Makes the start controller of a diary; everything is closed afterwards."""
    monkeypatch.setattr("diary.ui.program.load_the_rest", lambda: None)
    monkeypatch.setattr("diary.ui.window.MainWindow._leaves_unsaved", lambda _window: True)
    controllers: list[StartController] = []
    settings = tmp_path / "settings.ini"

    def open_journal(store: Store) -> Journal:
        return Journal(store, load_catalogue(resources()), load_atlas(resources()), Clock(), ZONE)

    def make_program(journal: Journal, lock_control: LockControl | None) -> Program:
        is_sample = lock_control is None
        return Program(journal, resources(), settings, "en", lock_control=lock_control, is_sample=is_sample)

    @contextmanager
    def open_sample(_language: str) -> Iterator[Journal]:
        journal = a_journal(tmp_path / "sample.diary", days=[a_day(stress=1)])
        yield journal
        journal.close()

    def make(path: Path, *, may_create: bool = False) -> StartController:
        session = DiarySession(path, tmp_path / "copies", open_journal, lambda: NOW)
        start_options = StartOptions(resources(), settings, "en", make_program, open_sample, may_create=may_create)
        controllers.append(StartController(session, start_options))
        return controllers[-1]

    yield make
    for start in controllers:
        if start._task is not None:
            start._task.wait()
        if start.program is not None:
            start._drop()
        if start.start_pages.window is not None:
            start.start_pages.window.close()
            start.start_pages.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
