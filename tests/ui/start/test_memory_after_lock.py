"""The program as it is really put together keeps nothing of a diary that was locked."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from diary.app import open_window
from diary.cli.world import WindowRequest, World
from diary.paths import resources
from diary.storage.key import Key
from diary.ui.start.controller import StartController
from tests.factory import NOW, ZONE
from tests.ui.start.running import unlock, written


def test_the_whole_program_forgets_a_diary_that_was_locked(
    tmp_path: Path, key: Key, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("diary.ui.program._load_the_rest", lambda: None)
    path = written(tmp_path / "my.diary", key)
    traces: list[weakref.ref[object]] = []

    def nothing_is_left() -> bool:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        return [trace() for trace in traces] == [None, None]

    def look(start: StartController, _language: str | None, _page: str | None) -> int:
        start.enter()
        unlock(start, qtbot)
        assert start.program is not None
        assert start.program.window is not None
        start.program.window.open_page("settings/my_data")
        traces.extend((weakref.ref(start.program), weakref.ref(start.program._journal)))
        start.lock()
        qtbot.waitUntil(nothing_is_left, timeout=10_000)
        assert start.start_pages.window is not None
        start.start_pages.window.close()
        start.start_pages.window.deleteLater()
        return 0

    monkeypatch.setattr(StartController, "run", look)
    world = World(lambda: NOW, ZONE, resources(), "en", open_window)
    assert open_window(world, WindowRequest(path, demo=False, language="en", page=None)) == 0
    assert len(traces) == 2
