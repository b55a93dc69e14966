"""An own item of any kind behaves like a built-in one: in the form, the calendar, charts, CSV, on paper, aloud."""

import csv
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from diary.app import run
from diary.cli.world import World
from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.library import load_library
from diary.content.theme import load_themes
from diary.domain.item import Catalogue, Item, Kind, OwnItem
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.calendar import build_calendar
from diary.screens.chart_stack import chart_kind_choices
from diary.storage.store import Store
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from tests.factory import NOW, TODAY, ZONE, a_journal

KINDS = {
    Kind.SCALE: (Item("mine", Kind.SCALE, "own", 0, 10, own=True), "7", 7, "7"),
    Kind.MINUTES: (Item("mine", Kind.MINUTES, "own", 0, 1440, own=True), "1:30", 90, "1\u00a0h\u00a030"),
    Kind.COUNT: (Item("mine", Kind.COUNT, "own", 0, 50, own=True), "3", 3, "3"),
    Kind.FLAG: (Item("mine", Kind.FLAG, "own", 0, 1, own=True), "y", 1, "yes"),
    Kind.CHOICE: (Item("mine", Kind.CHOICE, "own", 0, 2, options=("in", "out", "both"), own=True), "o", 1, "out"),
}
"""The item, what is typed, what is stored, and how it reads."""


@pytest.mark.parametrize("kind", KINDS)
def test_an_own_item_is_everywhere(
    journal: Journal, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str], kind: Kind
) -> None:
    item, typed, value, words = KINDS[kind]
    journal.save_own_item(OwnItem(item, {"en": "Garden", "nl": "Tuin"}))
    library = load_library(resources(), "en", journal.own_items)
    page = TodayPage(Context(library, load_themes(resources())["light"]), journal)
    qtbot.addWidget(page)
    control = page.sheet.fields["mine"].control
    assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name).startswith("Garden")
    qtbot.keyClicks(control, typed)
    page.flush()
    assert journal.day(TODAY).value("mine") == value
    assert ("mine", "Garden") in build_calendar(
        [journal.day(TODAY)], library, journal.form(), TODAY.replace(day=1), TODAY
    ).choices
    assert ("item.mine", "Garden") in [
        (chart_kind.key, chart_kind.name) for chart_kind in chart_kind_choices(library)
    ]
    assert journal.table(Period(TODAY, TODAY)).values["mine"].tolist() == [value]
    path = journal.path
    journal.close()
    world = World(lambda: NOW, ZONE, resources(), "en", lambda _world, _request: 0)
    assert run(["show", str(path)], world) == 0
    assert f"Garden: {words}" in capsys.readouterr().out
    assert run(["export", str(path), "-o", str(tmp_path / "days.csv")], world) == 0
    with (tmp_path / "days.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["mine"] == ("out" if kind is Kind.CHOICE else str(value))
    assert run(["report", str(path), "-o", str(tmp_path / "page.html")], world) == 0
    assert "Garden" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_an_own_item_whose_key_is_built_in_by_now_stays_what_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A newer program may bring an item of that name with another scale: 4 of 5 must not become 4 of 10."""
    built_in = load_catalogue(resources())
    before = Catalogue(built_in.cards, tuple(item for item in built_in.items if item.key != "mood"))
    a_journal(tmp_path / "my.diary").close()
    journal = Journal(Store(tmp_path / "my.diary"), before, load_atlas(resources()), lambda: NOW, ZONE)
    own = Item("mood", Kind.SCALE, "own", 1, 5, own=True)
    journal.save_own_item(OwnItem(own, {"en": "How I felt"}))
    journal.answer(TODAY, "mood", 4)
    journal.close()
    world = World(lambda: NOW, ZONE, resources(), "en", lambda _world, _request: 0)
    with world.journal(tmp_path / "my.diary") as journal:
        assert [item for item in journal.catalogue.items if item.key == "mood"] == [own]
    assert run(["show", str(tmp_path / "my.diary")], world) == 0
    assert capsys.readouterr().out.count("4") == 1
    assert run(["show", str(tmp_path / "my.diary")], world) == 0
    assert "How I felt: 4" in capsys.readouterr().out
    assert run(["log", str(tmp_path / "my.diary"), TODAY.isoformat(), "mood=8"], world) == 1
    assert "1 to 5" in capsys.readouterr().err
