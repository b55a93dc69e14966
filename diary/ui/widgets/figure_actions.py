"""The actions of every figure: show it as a table, copy it, and save it as SVG, PNG or CSV."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from diary.content.language import Language
from diary.content.theme import PAPER_THEME, Theme, load_themes
from diary.exchange.csv_text import ENCODING, CsvForm, figure_csv
from diary.paths import resources
from diary.screens.figure import Figure, figure_words
from diary.storage.whole_file import write_whole
from diary.ui.pages import Context
from diary.ui.style import Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.disclosure import opens
from diary.ui.widgets.layouts import boxed, in_column, in_lines
from diary.ui.widgets.saving import SavedLine, ask_save, form_chosen, table_kinds

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole
"""The item data role of the value a row is sorted by."""


class FigureRows(QAbstractTableModel):
    """Holds the rows of a figure's table, in its order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = Figure("", "", "")

    def show_figure(self, figure: Figure) -> None:
        self.beginResetModel()
        self._figure = figure
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._figure.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._figure.headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid():
            return None
        cell = self._figure.rows[index.row()][index.column()]
        if role == VALUE:
            return cell.words if cell.value is None else cell.value
        return cell.words if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's signature
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._figure.headers[section] if section < len(self._figure.headers) else None


class FigureTable(QTableView):
    """Shows the table of a figure. With `sortable`, a click on a header sorts the rows by value."""

    def __init__(self, language: Language, *, sortable: bool = False) -> None:
        super().__init__()
        self.setObjectName("figure_table")
        self.setAccessibleName(language.t("What the charts show, as a table"))
        self.rows = FigureRows(self)
        if sortable:
            ordered = QSortFilterProxyModel(self)
            ordered.setSourceModel(self.rows)
            ordered.setSortRole(VALUE)
            self.setModel(ordered)
            self.setSortingEnabled(True)
            self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        else:
            self.setModel(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)

    def show_figure(self, figure: Figure) -> None:
        self.rows.show_figure(figure)


COPY_PPI = 192.0


class SavedAs(StrEnum):
    """The kinds of file a picture can become."""

    SVG = "svg"
    PNG = "png"
    CSV = "csv"


class FigureActions(QWidget):
    """Shows two buttons, and a line for the result or the refusal.

    `figure` and `svg` are called on every action, so that it concerns what is on screen then; `svg` draws in the
    colours it is given: those of paper, whatever the theme. A page may lay out `show_table`, `take` and `said`
    elsewhere.
    """

    table_toggled = Signal(bool)

    def __init__(self, context: Context, figure: Callable[[], Figure], svg: Callable[[Theme], str]) -> None:
        super().__init__()
        t = context.language.t
        self._context = context
        self._figure = figure
        self._svg = svg
        self._paper = load_themes(resources())[PAPER_THEME]
        self.show_table = TextButton(t("Table"))
        opens(self.show_table)
        self.show_table.toggled.connect(self.table_toggled)
        self.take = TextButton(t("Copy or save"), "down", on_click=self.offer)
        self.menu = QMenu(self)
        self.menu.setAccessibleName(t("Copy or save"))
        self.menu.addAction(t("Copy picture and numbers")).triggered.connect(self.copy)
        for kind, words in (
            (SavedAs.PNG, t("Save picture as PNG…")),
            (SavedAs.SVG, t("Save drawing as SVG…")),
            (SavedAs.CSV, t("Save numbers as CSV…")),
        ):
            self.menu.addAction(words).triggered.connect(partial(self.ask_file, kind))
        self.said = SavedLine(context.language)
        in_column(boxed(in_lines(self.show_table, self.take)), self.said, within=self, spacing=Space.HAIR)

    def offer(self) -> None:
        """Open the menu below its button."""
        self.menu.popup(self.take.mapToGlobal(self.take.rect().bottomLeft()))

    def copy(self) -> None:
        """Copy PNG, SVG and the numbers to the clipboard: each program pastes the format it knows."""
        svg = self._svg(self._paper)
        taken = QMimeData()
        taken.setText(figure_words(self._context.language, self._figure()))
        taken.setImageData(QImage.fromData(self._png(svg, COPY_PPI)))
        taken.setData("image/svg+xml", svg.encode())
        QGuiApplication.clipboard().setMimeData(taken)
        self.said.done(self._context.language.t("Copied. Everything you copy can be read by other programs."))

    def ask_file(self, kind: SavedAs) -> QFileDialog:
        """Ask for a file name, then save."""
        t = self._context.language.t
        filters = {
            SavedAs.PNG: t("Picture (*.png)"),
            SavedAs.SVG: t("Drawing (*.svg)"),
            SavedAs.CSV: table_kinds(self._context.language),
        }
        name = f"{self._figure().stem}.{kind.value}"
        dialog = ask_save(
            self.window(),
            self._context.language,
            t("Save as"),
            filters[kind],
            name,
            lambda path: self.save(kind, path, form_chosen(dialog)),
            self._context.preferences,
        )
        return dialog

    def save(self, kind: SavedAs, path: Path, form: CsvForm = CsvForm.COMMA) -> None:
        """Write the file atomically, readable by its owner only; show a refusal."""
        with self._context.telling(self.said.refused):
            write_whole(path, self._content(kind, form))
            self.said.saved(path)

    def _png(self, svg: str, *ppi: float) -> bytes:
        from diary.report.pdf import draw_png  # with all that draws paper: seldom asked for

        return draw_png(svg, resources(), self._paper.card, *ppi)

    def _content(self, kind: SavedAs, form: CsvForm) -> bytes:
        match kind:
            case SavedAs.SVG:
                return self._svg(self._paper).encode()
            case SavedAs.PNG:
                return self._png(self._svg(self._paper))
            case SavedAs.CSV:
                return figure_csv(self._figure(), form).encode("utf-8" if form is CsvForm.COMMA else ENCODING)
