"""One block of TOML is a new list everywhere: command, page, table, paper and merging. No code is touched."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from diary.app import run
from diary.cli.world import World
from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.library import load_library
from diary.content.theme import load_themes
from diary.domain.three_way import Merged, Verdict
from diary.journal.journal import Journal
from diary.screens.differences import build_differences
from diary.storage.diary_file import create_file
from diary.storage.store import Store
from diary.ui.areas import pages
from diary.ui.pages import Context
from diary.ui.registers import area
from diary.ui.registers.page import RegisterPage
from tests.factory import NOW, ZONE, Clock

BLOCK = """
[[register]]
key = "walk"
title = "where"
ends = "last_time"
page = "share"
on_paper = true
name = "Walks"

[[register.field]]
key = "where"
kind = "text"
required = true
name = "Where to"

[[register.field]]
key = "far"
kind = "number"
range = [0, 40]
name = "How far"
line = "{value} km"

[[register.field]]
key = "nice"
kind = "scale"
range = [0, 5]
name = "How nice"

[[register.field]]
key = "alone"
kind = "flag"
name = "Alone"

[[register.field]]
key = "season"
kind = "choice"
options = { warm = "summer", cold = "winter" }
name = "Best in"

[[register.field]]
key = "last_time"
kind = "date"
name = "Last time"
"""
DUTCH = """
[walk]
name = "Wandelingen"
[walk.fields]
where = { name = "Waarheen" }
far = { name = "Hoe ver", line = "{value} km" }
nice = { name = "Hoe fijn" }
alone = { name = "Alleen" }
season = { name = "Het best in", options = { warm = "de zomer", cold = "de winter" } }
last_time = { name = "Laatste keer" }
"""
LINE = "Het bos: 2,5 km · Hoe fijn: 4 van 5 · Alleen: nee · Het best in: de zomer"
FIELDS = ("where=Het bos", "far=2,5", "nice=4", "alone=nee", "season=warm")


@pytest.fixture(scope="module")
def place(resources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the resources in which one more list is declared, with its Dutch words."""
    copy = tmp_path_factory.mktemp("resources") / "resources"
    shutil.copytree(resources, copy)
    for name, text in (("registers.toml", BLOCK), ("nl/registers.toml", DUTCH)):
        with (copy / "content" / name).open("a", encoding="utf-8") as file:
            file.write(text)
    return copy


@pytest.fixture
def world(place: Path) -> World:
    return World(lambda: NOW, ZONE, place, "nl", lambda _world, _request: 0)


@pytest.fixture
def written(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "my.diary"
    assert run(["log", str(path), "2026-11-22", "stress=4", "--new"], world) == 0
    assert run(["record", str(path), "walk", *FIELDS], world) == 0
    assert run(["record", str(path), "walk", "where=Het strand", "last_time=1-8-2020"], world) == 0
    capsys.readouterr()
    return path


def test_it_is_listed_in_words_and_for_programs(
    written: Path, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["list", str(written), "walk"], world) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"1. {LINE}",
        "Eerder:",
        "2. Het strand: Laatste keer: 1 augustus 2020",
    ]
    assert run(["list", str(written), "walk", "--json"], world) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first.pop("id") != second["id"], first.pop("number"), second["number"]) == (True, 1, 2)
    assert first == {
        "where": "Het bos",
        "far": 2.5,
        "nice": 4,
        "alone": False,
        "season": "warm",
        "last_time": None,
    }
    assert run(["list", str(written), "walk", "--csv"], world) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0].values()) == ["Het bos", "2.5", "4", "no", "warm", ""]
    assert rows[1]["last_time"] == "2020-08-01"


def test_a_wrong_value_is_refused_by_the_name_of_its_field(
    written: Path, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["record", str(written), "walk", "where=x", "far=41"], world) != 0
    assert "‘Hoe ver’ bij ‘Wandelingen’ is een getal van 0 tot 40" in capsys.readouterr().err


def test_it_has_a_page_with_a_form(place: Path, tmp_path: Path, qtbot: QtBot) -> None:
    assert area.sections(place, "share")[-1].key == "walk"
    assert "walk" not in [page.key for page in pages((), place)]
    create_file(tmp_path / "form.diary")
    with Store(tmp_path / "form.diary") as store:
        journal = Journal(store, load_catalogue(place), load_atlas(place), Clock(), ZONE)
        library = load_library(place, "nl")
        page = RegisterPage(Context(library, load_themes(place)["light"]), journal, library.register("walk"))
        qtbot.addWidget(page)
        page.show()
        page.add.click()
        assert page.form is not None
        page.form.show_texts({"where": "Het bos", "far": "2,5", "nice": "4", "alone": "no", "season": "warm"})
        assert [*page.form.controls] == ["where", "far", "nice", "alone", "season"]
        first = page.form.controls["where"]
        assert isinstance(first, QLineEdit)
        assert first.accessibleName() == "Waarheen"
        page.form.save.click()
        (row,) = page.rows.values()
        assert f"{row.name.text()}: {row.words.text()}" == LINE


def test_it_is_printed_when_it_is_asked_for(written: Path, world: World, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert run(["report", str(written), "-o", str(out)], world) == 0
    assert "Wandelingen" not in out.read_text(encoding="utf-8")
    assert run(["report", str(written), "--list", "walk", "-o", str(out)], world) == 0
    page = out.read_text(encoding="utf-8")
    assert "<h2>Wandelingen</h2>" in page
    assert "2,5 km" in page
    assert "Het strand" not in page


def test_merging_and_earlier_versions_tell_it_by_its_words(place: Path) -> None:
    data = json.dumps({"where": "Het bos", "far": 2.5, "season": "warm"})
    value = ("walk", data, 0, "2026-11-01", 0)
    told = build_differences([Merged(("record", 7), value, None, value, Verdict.OURS)], load_library(place, "nl"))
    assert told[0].name == "Wandelingen"
    assert told[0].ours == "Het bos · 2,5 km · Het best in: de zomer · Laatste keer: 1 november 2026"
