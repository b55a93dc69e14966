"""The section that shows every value of a share as a table, a row a day, the latest day first."""

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from diary.content.library import Library
from diary.content.words import value_words
from diary.domain.day import Day
from diary.domain.item import Item
from diary.journal.journal import Journal
from diary.screens.card_lines import card_line, is_answered
from diary.ui.pages import Context
from diary.ui.widgets.fresh_page import FreshPage
from diary.ui.widgets.layouts import PAGE, in_column

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class DaysModel(QAbstractTableModel):
    """The values of some days in words; items nobody answered have no column."""

    def __init__(self, days: tuple[Day, ...], library: Library) -> None:
        super().__init__()
        self.days = tuple(reversed(days))
        self._library = library
        self._items: list[Item] = [
            item for item in library.catalogue.items if any(is_answered(item, day) for day in days)
        ]

    def rowCount(self, _parent: _Index = _NOWHERE) -> int:
        return len(self.days)

    def columnCount(self, _parent: _Index = _NOWHERE) -> int:
        return len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        item = self._items[index.column()]
        day = self.days[index.row()]
        if not item.is_numeric:
            return card_line((item,), day, self._library)
        value = day.value(item.key)
        return "" if value is None else value_words(self._library.language, self._library.words, item, value)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if way is Qt.Orientation.Vertical:
            return self._library.language.day(self.days[section].date)
        return self._library.words.items[self._items[section].key].name


class DaysPage(FreshPage):
    """Shows the days of a share as a table."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__(context)
        self._journal = journal
        self.table = QTableView()
        self.table.setAccessibleName(context.language.t("Table"))
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setResizeContentsPrecision(0)  # rows in sight: a long diary has too many
        in_column(self.notice, (self.table, 1), within=self, margins=PAGE)

    def _refresh(self) -> None:
        span = self._journal.span()
        model = DaysModel(self._journal.days(span) if span else (), self._context.library)
        model.setParent(self.table)
        self.table.setModel(model)
        self.table.resizeColumnsToContents()

    def show_day(self, day: date) -> None:
        """Show this day, if it is there."""
        model = self.table.model()
        if isinstance(model, DaysModel):
            rows = [row for row, found in enumerate(model.days) if found.date == day]
            for row in rows:
                self.table.selectRow(row)
