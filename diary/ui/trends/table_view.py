"""What the plots draw as a table: for who reads numbers more easily, or hears them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from diary.screens.buckets import Buckets
from diary.screens.charts import SeriesState
from diary.screens.reading import value_words, when_words
from diary.ui.context import Context

Index = QModelIndex | QPersistentModelIndex


class TrendsTableModel(QAbstractTableModel):
    """One row for every point of time in view, the latest first; one column for every series."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = context.language
        self._columns: Sequence[tuple[SeriesState, Buckets]] = ()

    def show_columns(self, columns: Sequence[tuple[SeriesState, Buckets]]) -> None:
        """Show these series; all have the same buckets."""
        self.beginResetModel()
        self._columns = columns
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self._columns[0][1]) if self._columns else 0

    def columnCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self._columns) + 1 if self._columns else 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self.rowCount() - 1 - index.row()
        if index.column() == 0:
            return when_words(self._language, self._columns[0][1], row, short=True)
        series, buckets = self._columns[index.column() - 1]
        return value_words(self._language, series, buckets, row) if buckets.count[row] else "–"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's signature
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._language.t("When") if section == 0 else self._columns[section - 1][0].name


class TrendsTable(QTableView):
    """The table of what is in view."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trends_table")
        self.setAccessibleName(context.language.t("What the charts show, as a table"))
        self.rows = TrendsTableModel(context, self)
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
