"""Lists to choose from when something is brought along, also long ones in which a person searches."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter

from diary.exchange.places import all_places
from diary.ui.style import Space
from diary.ui.wheel import ChoiceBox
from diary.ui.widgets.line import Line

PLACE = "body_map."
"""What stands before the key of a place of the body behind a line."""
FOUND_BY = Qt.ItemDataRole.UserRole + 1
FIELD_LETTERS = 8


class Menu(ChoiceBox):
    """A list to choose from; `picked` emits what stands behind the line that was chosen by the person."""

    picked = Signal(object)

    def __init__(self, name: str, options: Iterable[tuple[object, str]], value: object) -> None:
        super().__init__(name, options, letters=FIELD_LETTERS)
        self.setCurrentIndex(max(0, self.findData(value)))
        self.activated.connect(lambda _index: self.picked.emit(self.currentData()))


class _Finder(QCompleter):
    """Finds lines by words that are not shown, and writes what is shown."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data())


class _SearchLine(Line):
    """The words of a list that can be typed in: a click marks them and shows the whole list, as that of a list
    without typing does."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        completer = self.completer()
        if event.button() == Qt.MouseButton.LeftButton and completer is not None:
            self.selectAll()
            completer.setCompletionPrefix("")
            completer.complete()


class SearchMenu(Menu):
    """A list in which typing finds every line that contains the typed letters. What stands for a place of the body
    is found by all its words."""

    def __init__(self, name: str, options: Iterable[tuple[object, str]], value: object) -> None:
        super().__init__(name, options, value)
        line = _SearchLine()
        self.setLineEdit(line)
        self.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
        for row in range(self.count()):
            place = all_places().get(str(self.itemData(row)).removeprefix(PLACE))
            self.setItemData(row, f"{self.itemText(row)} {place.found_by if place else ''}", FOUND_BY)
        completer = _Finder(self.model(), self)
        completer.setCompletionRole(FOUND_BY)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        line.setAccessibleName(name)
        line.setTextMargins(-Space.SMALL, 0, 0, 0)  # in line with the menus that cannot be typed in
        line.editingFinished.connect(self._settle)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark what is written, so that typing replaces it."""
        super().focusInEvent(event)
        line = self.lineEdit()
        if line is not None:
            line.selectAll()

    def _settle(self) -> None:
        """Show the chosen line again where something else was typed."""
        place = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        if place >= 0 and place != self.currentIndex():
            self.setCurrentIndex(place)
            self.picked.emit(self.currentData())
        self.setEditText(self.itemText(self.currentIndex()))
