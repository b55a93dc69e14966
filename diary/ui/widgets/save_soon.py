"""When to hand over what is being typed: at the first pause, and within a second if there is none."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

SAVE_AFTER_MS = 600
LATEST_MS = 850
"""Somebody who types on and on loses nothing older than a second either; a save takes a few of the rest."""


class SaveSoon(QTimer):
    """Fires once after the last `touch`, but never later than `LATEST_MS` after the first one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._since = QElapsedTimer()
        self.setSingleShot(True)

    def touch(self) -> None:
        """Something was typed."""
        if not self.isActive():
            self._since.start()
        self.start(max(0, min(SAVE_AFTER_MS, LATEST_MS - self._since.elapsed())))
