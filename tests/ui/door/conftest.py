"""A door of a diary, and keys that cost no time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.journal.journal import Journal
from diary.journal.vault import Vault
from diary.paths import resources
from diary.storage.key import Key
from diary.storage.store import Store
from diary.ui.door.door import Door
from diary.ui.door.porch import House
from diary.ui.keeper import Keeper
from diary.ui.program import Program
from tests.factory import NOW, ZONE, Clock, a_day, a_journal
from tests.ui.door.living import PASSPHRASE, Made


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diary.storage.key.ROUNDS", 2_000)


@pytest.fixture
def key(_quick_keys: None) -> Key:
    return Key.new(PASSPHRASE)


@pytest.fixture
def made(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    """Makes the door of a diary; everything is closed afterwards."""
    monkeypatch.setattr("diary.ui.program._load_the_rest", lambda: None)
    monkeypatch.setattr("diary.ui.window.MainWindow._leaves_unsaved", lambda _window: True)
    doors: list[Door] = []
    settings = tmp_path / "settings.ini"

    def open_journal(store: Store) -> Journal:
        return Journal(store, load_catalogue(resources()), load_atlas(resources()), Clock(), ZONE)

    def make_program(journal: Journal, keeper: Keeper | None) -> Program:
        return Program(journal, resources(), settings, "en", keeper=keeper)

    @contextmanager
    def open_sample(_language: str) -> Iterator[Journal]:
        journal = a_journal(tmp_path / "sample.diary", days=[a_day(stress=1)])
        yield journal
        journal.close()

    def make(path: Path, *, may_create: bool = False) -> Door:
        vault = Vault(path, tmp_path / "copies", open_journal, lambda: NOW)
        house = House(resources(), settings, "en", make_program, open_sample, may_create=may_create)
        doors.append(Door(vault, house))
        return doors[-1]

    yield make
    for door in doors:
        if door._task is not None:
            door._task.wait()
        if door.program is not None:
            door._drop()
        if door.porch.window is not None:
            door.porch.window.close()
            door.porch.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
