"""Cards below each other in a column no wider than a line can be read, which scrolls when there are many."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from diary.ui.style import Space

LETTERS = 100
"""A line of text is never wider than about this many letters: longer ones are hard to read."""


class ReadingColumn(QScrollArea):
    """Takes no focus itself: Tab goes from card to card."""

    def __init__(self, cards: Iterable[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = _Column()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, Space.LARGE, Space.WIDE)
        inside.setSpacing(Space.LARGE)
        for card in cards:
            inside.addWidget(card)
        inside.addStretch(1)
        column.setMaximumWidth(LETTERS * self.fontMetrics().averageCharWidth() + 2 * Space.WIDE)
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(column, 1)
        row.addStretch(0)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(sheet)
        sheet.setAutoFillBackground(False)


class _Column(QWidget):
    """Exactly as high as its words need at its width."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)
