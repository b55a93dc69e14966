"""Words with a button beside them, or below them where there is little room."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QLayout, QWidget

from diary.ui.style import Space

LETTERS = 64
"""A row is at least as wide as this many letters for the button to stand beside the words."""


class Beside(QWidget):
    """Lays out `words` and `button` anew whenever its width changes."""

    def __init__(self, words: QLayout, button: QAbstractButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.LARGE)
        self._row.addLayout(words, 1)
        self._row.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = event.size().width() >= LETTERS * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
            self._row.setSpacing(Space.LARGE if is_wide else Space.SMALL)
