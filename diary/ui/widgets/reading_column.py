"""Cards below each other in a column no wider than a line can be read, which scrolls when there are many."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from diary.ui.style import Space
from diary.ui.widgets.scrolling import FittedColumn, Scrolling

LETTERS = 100
"""A line of text is never wider than about this many letters: longer ones are hard to read."""


class ReadingColumn(Scrolling):
    """Tab goes from card to card."""

    def __init__(self, cards: Iterable[QWidget], parent: QWidget | None = None) -> None:
        sheet = QWidget()
        super().__init__(sheet, parent)
        column = FittedColumn()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, Space.LARGE, Space.WIDE)
        inside.setSpacing(Space.LARGE)
        for card in cards:
            inside.addWidget(card)
        inside.addStretch(1)
        column.setMaximumWidth(LETTERS * self.fontMetrics().averageCharWidth() + 2 * Space.WIDE)
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(column, 1)
        row.addStretch(0)
