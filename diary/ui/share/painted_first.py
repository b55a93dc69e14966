"""A page that is on screen before it does what takes long."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QPaintEvent
from PySide6.QtWidgets import QWidget


class PaintedFirst(QWidget):
    """Calls `_complete` when it has been painted after `complete_later`, unless it is left before. A timer alone
    may run before the first paint."""

    def __init__(self) -> None:
        super().__init__()
        self._is_due = False
        self._painted = QTimer(self, singleShot=True)
        self._painted.timeout.connect(self._on_painted)

    @property
    def is_waiting(self) -> bool:
        """Whether something is due."""
        return self._is_due

    def complete_later(self) -> None:
        self._is_due = True
        self.update()

    def complete(self) -> None:
        self._is_due = False
        self._complete()

    def _on_painted(self) -> None:
        if self._is_due:
            self.complete()

    def _complete(self) -> None:
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_due:
            self._painted.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._is_due = False
