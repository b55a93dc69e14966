"""A second start raises the first window, or is refused in a sentence; after a kill a diary opens without."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from diary.app import open_window, run
from diary.cli.world import WindowRequest, World
from diary.content.theme import load_themes
from diary.paths import resources, settings_file
from diary.storage.lock import WriterLock
from diary.ui import program, single_instance
from diary.ui.start.controller import StartController
from diary.ui.widgets.labels import Text
from diary.ui.widgets.question_dialog import FittedDialog
from tests.factory import NOW, TODAY, ZONE
from tests.processes import running, said

ROOT = Path(__file__).parents[2]
FIRST = """
import sys
from datetime import date
from pathlib import Path
from diary.app import build_world
from diary.ui.program import Program
world = build_world().at(date(2026, 11, 22))
path = Path(sys.argv[1])
with world.journal(path) as journal:
    opened = Program(journal, world.resources, path.with_suffix(".ini"), "en")
    window = opened.open()
    window.raise_ = lambda: print("raised", flush=True)
    window.open_page = lambda address: print(address, flush=True)
    journal.answer(journal.today, "stress", 4)
    print("open", flush=True)
    opened.qt.exec()
"""


@contextmanager
def patience() -> Iterator[None]:
    """On a busy machine the first window listens late."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(single_instance, "LISTENS_WITHIN_MS", 50_000)
        patched.setattr(single_instance, "PATIENCE_MS", 30_000)
        yield


def _comes_forward(first: Popen[str], world: World, path: Path, *page: str) -> None:
    with patience():
        assert run([*(["open", str(path), "--page", *page] if page else [str(path)])], world) == 0
    assert [said(first) for _ in ("raised", *page)] == ["raised", *page]


@pytest.mark.skipif(os.name != "posix", reason="signals of other systems differ")
def test_a_second_start_raises_the_first_window_until_that_is_gone(
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))
    (tmp_path / "diaries").mkdir()
    (tmp_path / "runtime").mkdir()
    path = tmp_path / "diaries" / "my.diary"
    world = World(lambda: NOW, ZONE, resources(), "en", open_window)
    assert run(["demo", str(path), "--days", "3"], world) == 0
    told: list[str] = []
    opened: list[float | None] = []

    def look(start: StartController, _language: str | None, _page: str | None) -> int:
        opened.append(start.session.open().day(TODAY).value("stress"))
        start.session.close()
        return 0

    monkeypatch.setattr(program, "tell", lambda said, *_: told.extend(said))
    monkeypatch.setattr(StartController, "run", look)
    with running([sys.executable, "-c", FIRST, str(path)], cwd=ROOT) as first:
        assert said(first) == "open"
        os.link(path, tmp_path / "the same file.diary")
        _comes_forward(first, world, path)
        _comes_forward(first, world, tmp_path / "the same file.diary")
        _comes_forward(first, world, path, f"today/{TODAY}")
        assert (told, opened) == ([], [])
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))  # a first window that cannot be reached
        assert run([str(path)], world) == 1
        assert ["open in another window" in sentence for sentence in told] == [True, False]
        assert "in use by another window" in capsys.readouterr().err
        assert run(["show", str(path)], world) == 0
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert world.open_window(world, WindowRequest(path, demo=False, language="en", page=None)) == 0
    assert (opened, len(told)) == ([4], 2)
    assert [file.name for file in path.parent.iterdir()] == ["my.diary"]


def test_who_starts_it_while_the_first_does_not_answer_is_asked_in_the_chosen_language_and_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text("[General]\nlanguage=nl\ntheme=dark\n", encoding="utf-8")
    world = World(lambda: NOW, ZONE, resources(), "en", open_window)
    path = tmp_path / "my.diary"
    assert run(["demo", str(path), "--days", "3"], world) == 0
    monkeypatch.setattr("diary.app._raised_first", lambda *_words: False)
    monkeypatch.setattr(StartController, "run", lambda *_words: 0)
    holding = WriterLock(path)
    holding.__enter__()
    asked: list[str] = []

    def answer(dialog: FittedDialog) -> int:
        qtbot.addWidget(dialog)
        asked.extend(label.text() for label in dialog.findChildren(Text))
        again, close = dialog.findChildren(QAbstractButton)
        assert (again.text(), close.text()) == ("Probeer opnieuw", "Sluiten")
        colour = dialog.palette().color(QPalette.ColorRole.Window).name()
        assert colour == load_themes(resources())["dark"].paper.lower()
        if len(asked) == 4:
            holding.__exit__(None, None, None)
        (again if len(asked) <= 4 else close).click()
        return dialog.result()

    monkeypatch.setattr(FittedDialog, "exec", answer)
    assert world.open_window(world, WindowRequest(path)) == 0
    assert len(asked) == 4
    assert asked[0].startswith("Je dagboek staat open in een ander venster")
