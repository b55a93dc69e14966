"""One of several parts is shown."""

from PySide6.QtWidgets import QStackedLayout, QWidget


class Stack(QWidget):
    """Shows one of its parts in the room of the largest. Qt's own is said to be a layered pane by a screen reader,
    each time the keyboard comes into it."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = QStackedLayout(self)
        self.setCurrentIndex = self._parts.setCurrentIndex
        self.currentIndex = self._parts.currentIndex
        self.addWidget, self.removeWidget = self._parts.addWidget, self._parts.removeWidget
        self.currentWidget, self.setCurrentWidget = self._parts.currentWidget, self._parts.setCurrentWidget
