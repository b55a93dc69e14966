"""What a picture shows as a table: for who reads numbers more easily, or hears them."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from diary.content.language import Language
from diary.screens.figure import Figure

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole
"""The role of the value a row is sorted by."""


class FigureRows(QAbstractTableModel):
    """One row for each row of a figure's table, in its order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = Figure("", "", "")

    def show_figure(self, figure: Figure) -> None:
        """Show the table of this figure."""
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
    """The table of a figure. With `sortable`, a click on a header orders the rows by their values."""

    def __init__(self, language: Language, parent: QWidget | None = None, *, sortable: bool = False) -> None:
        super().__init__(parent)
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
        """Show the table of this figure."""
        self.rows.show_figure(figure)
