"""A line edit that suggests earlier texts: Tab or Enter accepts the marked one, Escape does not."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter

from diary.ui.widgets.line import Line

TAKING = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SuggestingLine(Line):
    """Offers every suggestion that contains the typed letters and marks the first that begins with them, so that
    "wan" and Tab is "Wandelen"; the typed text stays in the line until then. `taken` is emitted on acceptance."""

    taken = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated[str].connect(lambda _text: self.taken.emit())  # type: ignore[index]
        self.setCompleter(completer)

    def suggest(self, suggestions: Sequence[str]) -> None:
        """Offer these from now on, the most usual first."""
        self._model.setStringList(list(suggestions))

    @property
    def popup(self) -> QAbstractItemView:
        popup = self.completer().popup()
        assert popup is not None
        return popup

    def marked(self) -> str | None:
        """Return the suggestion that Tab would accept now."""
        index = self.popup.currentIndex() if self.popup.isVisible() else QModelIndex()
        return str(index.data()) if index.isValid() else None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in TAKING:
            self._take()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        self._mark()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._mark()

    def _take(self) -> None:
        marked = self.marked()
        if marked is not None:
            self.popup.hide()
            self.setText(marked)
            self.taken.emit()

    def _mark(self) -> None:
        """Mark it without a signal to the line edit, which would at once replace the typed text."""
        popup = self.popup
        if not popup.isVisible() or popup.currentIndex().isValid():
            return
        found = self.completer().completionModel()
        typed = self.text().casefold()
        rows = (found.index(row, 0) for row in range(found.rowCount()))
        first = next((index for index in rows if str(index.data()).casefold().startswith(typed)), None)
        if first is not None:
            with QSignalBlocker(popup.selectionModel()):
                popup.setCurrentIndex(first)
            popup.viewport().update()
