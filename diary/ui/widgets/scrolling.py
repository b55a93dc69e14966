"""What is higher than its place scrolls up and down, never sideways, on the ground it lies on."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class Scrolling(QScrollArea):
    """Lets its content scroll. Takes no focus itself: Tab passes by and reaches what is in it."""

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        if content is not None:
            self.setWidget(content)
            content.setAutoFillBackground(False)


class FittedColumn(QWidget):
    """Exactly as high as its wrapped words need at the width there is, without room left over."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class ScrolledColumn(Scrolling):
    """A column of words and cards; add to `column`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        content = FittedColumn()
        super().__init__(content, parent)
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
