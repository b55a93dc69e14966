"""An own item of any kind behaves like a built-in one: in the form, the calendar, charts, CSV, on paper, aloud."""

import csv
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from diary.app import run
from diary.cli.world import World
from diary.content.library import load_library
from diary.content.theme import load_themes
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.calendar import build_calendar
from diary.screens.chart_stack import chart_kind_choices
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from tests.factory import NOW, TODAY, ZONE

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
    assert ("mine", "Garden") in build_calendar([journal.day(TODAY)], library, TODAY.replace(day=1), TODAY).choices
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
