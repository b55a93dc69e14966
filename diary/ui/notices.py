"""Sentences at the top of the window, below each other: about the file, not about a page."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget


class NoticeColumn(QWidget):
    """Holds notices, and is as high as those are that can be seen. `fitted` tells that the height is another."""

    fitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A window gives what is above its pages the height it would have if no words were wrapped."""
        needed = self.column.totalHeightForWidth(self.width()) if self.column.hasHeightForWidth() else 0
        if needed != self.height() or needed != self.maximumHeight():
            self.setFixedHeight(needed)
            self.fitted.emit()


def show_notice(window: QMainWindow, notice: QWidget) -> None:
    """Put a notice below those that are there."""
    column = window.menuWidget()
    if not isinstance(column, NoticeColumn):
        column = NoticeColumn()
        window.setMenuWidget(column)
        column.show()
        fit = getattr(window, "fit_sidebar", None)
        if fit is not None:
            column.fitted.connect(fit)
    column.column.addWidget(notice)
