"""The pages of the window, by the names the command line knows."""

from pathlib import Path

import pytest

from diary.app import open_window, run
from diary.cli.world import World
from diary.paths import resources
from diary.ui.areas import check_page, pages
from tests.factory import NOW, ZONE


def test_an_unknown_page_is_refused_with_the_names_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = World(lambda: NOW, ZONE, resources(), "en", open_window)
    assert run([str(tmp_path / "my.diary"), "--page", "trend"], world) == 1
    said = capsys.readouterr().err
    assert said.startswith("There is no page “trend”. Choose from: today, ")
    assert said.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_every_page_and_a_place_in_it_is_known() -> None:
    for spec in pages((), resources()):
        check_page(spec.key, resources())
        check_page(f"{spec.key}/2026-11-22/sleep", resources())
