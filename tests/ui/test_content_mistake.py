"""A mistake in a content file is one sentence that names it, at the command line and in the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from content import content_mistakes
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from diary.app import open_window, run
from diary.cli.world import World
from diary.ui.widgets.labels import Text
from tests.factory import NOW, ZONE

DAY = ["2026-11-21", "stress=3"]
MISTAKES = [
    ("content/catalogue.toml", 'card = "night"', 'card = "nacht"', "content/catalogue.toml"),
    ("content/catalogue.toml", "[[item]]", "[item]]", "content/catalogue.toml"),
    ("content/en/tips.toml", "reasons = [", 'reasons = ["full_moon", ', "en/tips.toml"),
    ("content/en/words.toml", "[factors.sleep]", "[factors.sleep]\n[factors.sleep]", "en/words.toml"),
    ("content/nl/items.toml", "stress = {", "stess = {", "nl/items.toml"),
    ("content/nl/words.toml", "activities = [", "activities = [3, ", "nl/words.toml"),
    ("content/nl/regions.toml", "neck =", "nek =", "nl/regions.toml"),
    ("content/nl/language.toml", 'locale = "nl_NL"', 'locale = "en_GB"', "nl/language.toml"),
    ("content/nl/language.toml", 'locale = "nl_NL"', 'locale = "nl-NL"', "nl/language.toml"),
    ("bodymap/regions.toml", 'view = "front"', 'view = "top"', "bodymap/regions.toml"),
    ("theme/tokens.toml", 'paper = "#FAF8F5"', 'paper = "white"', "theme/tokens.toml"),
]


@pytest.fixture
def broken(request: pytest.FixtureRequest, copied: Path) -> World:
    """A world whose resources have one mistake."""
    file, old, new, _ = request.param
    text = (copied / file).read_text(encoding="utf-8")
    assert old in text
    (copied / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return World(lambda: NOW, ZONE, copied, "nl", open_window)


@pytest.fixture
def boxes(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """What every dialog says that opens; each is closed at once."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    said: list[str] = []

    def close() -> None:
        for box in QApplication.topLevelWidgets():
            if isinstance(box, QDialog) and box.isVisible():
                said.extend(text.text() for text in box.findChildren(Text))
                box.accept()

    timer = QTimer()
    timer.timeout.connect(close)
    timer.start(20)
    yield said
    timer.stop()


@pytest.mark.parametrize(("broken", "name"), [(mistake, mistake[3]) for mistake in MISTAKES], indirect=["broken"])
def test_it_is_named_once_by_a_command_by_the_check_and_in_the_window(
    broken: World,
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    boxes: list[str],
    qtbot: QtBot,
) -> None:
    (only,) = content_mistakes(broken.resources)
    assert only.startswith(f"{name} cannot be used: ")
    path = tmp_path / "x.diary"
    run(["log", str(path), *DAY, "--new"], broken)
    capsys.readouterr()
    assert run(["report", str(path), "-o", str(tmp_path / "x.html")], broken) == 1
    told = capsys.readouterr().err.strip()
    assert told.startswith(f"{name} is niet te gebruiken: ")
    assert len(told.splitlines()) == 1
    assert run([str(path)], broken) == 1
    assert boxes == [told]


@pytest.mark.parametrize("broken", [MISTAKES[2]], indirect=True)
def test_it_is_shown_instead_of_another_refusal(
    broken: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", str(tmp_path / "none.diary")], broken) == 1
    assert capsys.readouterr().err.startswith("en/tips.toml is niet te gebruiken")
