"""One calm column in the middle of a window that holds nothing else."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from diary.ui.style import Space
from diary.ui.widgets.scrolling import Scrolling

LETTERS = 74
"""About as wide as a line that is easy to read."""


class CentredColumn(Scrolling):
    """Add to `column`. Scrolls when words are large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        inside = QWidget()
        super().__init__(inside, parent)
        content = QWidget()
        content.setMaximumWidth(LETTERS * self.fontMetrics().averageCharWidth())
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.LARGE)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(content, 20)
        row.addStretch(1)
        page = QVBoxLayout(inside)
        page.setContentsMargins(Space.HUGE, Space.HUGE, Space.HUGE, Space.HUGE)
        page.addStretch(2)
        page.addLayout(row)
        page.addStretch(3)
