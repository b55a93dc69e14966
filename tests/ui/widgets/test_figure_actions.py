"""A picture as table, on the clipboard and as a file: the same numbers everywhere, whole or not at all."""

import csv
import io
import stat
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from diary.content.theme import PAPER_THEME, Theme
from diary.screens.figure import Cell, Figure, PlainTable
from diary.ui.pages import Context
from diary.ui.widgets.figure_actions import FigureActions, FigureTable, SavedAs

FIGURE = Figure(
    stem="symptom-diary-2026-11-22",
    title="Stress",
    summary="Stress: typically 4.",
    headers=("When", "=Stress"),
    rows=((Cell("Sunday", 20779.0), Cell("10", 10.0)), (Cell("Saturday", 20778.0), Cell("9", 9.0))),
    plain=PlainTable(("first_day", "=stress"), (("2026-11-21", 9.0), ("2026-11-22", 10.0))),
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50"/>'


@pytest.fixture
def actions(dutch_context: Context, qtbot: QtBot) -> FigureActions:
    """On a dim screen, which the files know nothing of."""

    def draw(theme: Theme) -> str:
        assert theme.name == PAPER_THEME
        return SVG

    made = FigureActions(dutch_context, lambda: FIGURE, draw)
    qtbot.addWidget(made)
    return made


def test_numbers_are_saved_as_a_spreadsheet_takes_them_and_no_text_becomes_a_formula(
    actions: FigureActions, tmp_path: Path
) -> None:
    path = tmp_path / "numbers.csv"
    actions.save(SavedAs.CSV, path)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    assert rows == [["first_day", "'=stress"], ["2026-11-21", "9"], ["2026-11-22", "10"]]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "numbers.csv" in actions.said.words
    assert str(tmp_path) not in actions.said.words


def test_a_picture_is_saved_at_300_dots_per_inch(actions: FigureActions, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    actions.save(SavedAs.PNG, path)
    picture = QImage(str(path))
    assert (picture.width(), picture.height()) == (417, 208)
    assert round(picture.dotsPerMeterX() * 0.0254) == 300


def test_a_drawing_is_saved_as_it_is(actions: FigureActions, tmp_path: Path) -> None:
    path = tmp_path / "drawing.svg"
    actions.save(SavedAs.SVG, path)
    assert ElementTree.fromstring(path.read_text(encoding="utf-8")).attrib["width"] == "100"


@pytest.mark.parametrize("kind", list(SavedAs))
def test_what_cannot_be_saved_is_said_in_one_sentence(
    actions: FigureActions, tmp_path: Path, kind: SavedAs
) -> None:
    actions.save(kind, tmp_path / "nowhere" / "file")
    assert actions.said.words.endswith(".")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_holds_the_picture_the_drawing_and_the_numbers(actions: FigureActions) -> None:
    actions.copy()
    taken = QGuiApplication.clipboard().mimeData()
    assert "Stress: typically 4." in taken.text()
    assert "Saturday\t9" in taken.text()
    assert taken.hasImage()
    assert taken.data("image/svg+xml").data() == SVG.encode()
    QGuiApplication.clipboard().clear()  # else Qt's offscreen platform crashes at the exit


@pytest.mark.parametrize("kind", list(SavedAs))
def test_a_file_is_offered_under_a_name_that_says_when_and_not_what(actions: FigureActions, kind: SavedAs) -> None:
    dialog = actions.ask_file(kind)
    assert isinstance(dialog, QFileDialog)
    assert dialog.selectedFiles()[0].endswith(f"symptom-diary-2026-11-22.{kind}")
    dialog.reject()


def test_the_menu_opens_by_its_button_and_the_table_by_its_own(actions: FigureActions, qtbot: QtBot) -> None:
    actions.show()
    with qtbot.waitSignal(actions.table_toggled):
        qtbot.keyClick(actions.show_table, Qt.Key.Key_Return)
    qtbot.keyClick(actions.take, Qt.Key.Key_Return)
    assert actions.menu.isVisible()
    assert len(actions.menu.actions()) == 4
    actions.menu.close()


def test_a_sortable_table_goes_by_values_and_not_by_letters(
    context: Context, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    table = FigureTable(context.language, sortable=True)
    qtbot.addWidget(table)
    table.show_figure(FIGURE)
    model = table.model()
    assert [model.index(row, 1).data() for row in (0, 1)] == ["10", "9"], "at first the figure's own order"
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [model.index(row, 1).data() for row in (0, 1)] == ["9", "10"]
    qtmodeltester.check(table.rows)
