"""Notices at the top of the window, below each other: about the file, not about a page."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from diary.ui.widgets.layouts import in_column


class NoticeColumn(QWidget):
    """Stacks notices, as high as the visible ones. `fitted` is emitted when the height changed."""

    fitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = in_column(within=self, spacing=0)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Set the height for wrapped words: the window's layout would give the height of unwrapped ones."""
        needed = self.column.totalHeightForWidth(self.width()) if self.column.hasHeightForWidth() else 0
        if needed != self.height() or needed != self.maximumHeight():
            self.setFixedHeight(needed)
            self.fitted.emit()


def show_notice(window: QMainWindow, notice: QWidget) -> None:
    """Add a notice at the bottom."""
    column = window.menuWidget()
    if not isinstance(column, NoticeColumn):
        column = NoticeColumn()
        window.setMenuWidget(column)
        column.show()
        fit = getattr(window, "fit_sidebar", None)
        if fit is not None:
            column.fitted.connect(fit)
    column.column.addWidget(notice)
