"""Sentences at the top of the window, below each other: about the file, not about a page."""

from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget


class NoticeColumn(QWidget):
    """Holds notices; it takes no room while all of them are hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)


def show_notice(window: QMainWindow, notice: QWidget) -> None:
    """Put a notice below those that are there."""
    column = window.menuWidget()
    if not isinstance(column, NoticeColumn):
        column = NoticeColumn()
        window.setMenuWidget(column)
        column.show()
    column.column.addWidget(notice)
