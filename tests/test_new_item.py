"""One block of TOML is a new item everywhere: form, charts, show, CSV and paper. No code is touched."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from diary.app import run
from diary.cli.world import World
from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.library import load_library
from diary.content.theme import load_themes
from diary.journal.journal import Journal
from diary.screens.chart_stack import chart_kind_choices
from diary.storage.diary_file import create_file
from diary.storage.store import Store
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from tests.factory import NOW, TODAY, ZONE, Clock

BLOCK = """
[[item]]
key = "test_laughed"
card = "rest"
kind = "count"
range = [0, 50]
presets = ["short", "full"]
code = "diary:test_laughed"
name = "Laughing"
question = "How often did you laugh out loud?"
"""
DUTCH = '\ntest_laughed = { name = "Gelachen", question = "Hoe vaak heb je hardop gelachen?" }\n'


@pytest.fixture(scope="module")
def place(resources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the resources with one more block in the catalogue, and one line more in Dutch."""
    copy = tmp_path_factory.mktemp("resources") / "resources"
    shutil.copytree(resources, copy)
    with (copy / "content" / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write(BLOCK)
    with (copy / "content" / "nl" / "items.toml").open("a", encoding="utf-8") as file:
        file.write(DUTCH)
    return copy


@pytest.fixture
def world(place: Path) -> World:
    return World(lambda: NOW, ZONE, place, "nl", lambda _world, _request: 0)


@pytest.fixture
def logged(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "my.diary"
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        assert run(["log", str(path), day, "test_laughed=7", "--new"], world) == 0
    capsys.readouterr()
    return path


def test_it_is_logged_and_shown_by_its_name(
    logged: Path, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", str(logged)], world) == 0
    assert "Gelachen: 7" in capsys.readouterr().out
    assert run(["show", str(logged), "--json"], world) == 0
    assert json.loads(capsys.readouterr().out)[0]["answers"]["test_laughed"]["value"] == 7


def test_it_is_a_column_of_the_table(logged: Path, world: World, tmp_path: Path) -> None:
    assert run(["export", str(logged), "-o", str(tmp_path / "days.csv")], world) == 0
    with (tmp_path / "days.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["test_laughed"] for row in csv.DictReader(file)] == ["7", "7", "7"]


def test_it_can_be_charted(place: Path) -> None:
    library = load_library(place, "nl")
    assert ("item.test_laughed", "Gelachen") in [
        (chart_kind.key, chart_kind.name) for chart_kind in chart_kind_choices(library)
    ]


def test_it_is_on_the_printed_page(logged: Path, world: World, tmp_path: Path) -> None:
    assert run(["report", str(logged), "-o", str(tmp_path / "page.html")], world) == 0
    assert "Gelachen" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_it_is_in_the_form(place: Path, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "form.diary"
    create_file(path)
    with Store(path) as store:
        journal = Journal(store, load_catalogue(place), load_atlas(place), Clock(), ZONE)
        page = TodayPage(Context(load_library(place, "nl"), load_themes(place)["light"]), journal)
        qtbot.addWidget(page)
        field = page.sheet.fields["test_laughed"].control
        assert field.accessibleName() == "Hoe vaak heb je hardop gelachen?"
        qtbot.keyClicks(field, "3")
        qtbot.keyClick(field, Qt.Key.Key_Tab)
        page.flush()
        assert journal.day(TODAY).value("test_laughed") == 3
