"""One calm column in the middle of a window that holds nothing else."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from diary.ui.style import Space

LETTERS = 74
"""About as wide as a line that is easy to read."""


class CentredColumn(QScrollArea):
    """Add to `column`. Scrolls when words are large, and never takes the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        inside = QWidget()
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
        self.setWidget(inside)
