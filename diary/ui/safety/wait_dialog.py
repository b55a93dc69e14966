"""The modal dialog while a backup is restored."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.ui.style import CARD, TOUCH, Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import Text

STOPPABLE_AFTER_MS = 1000


class WaitDialog(QDialog):
    """Shows a button to stop after a second; Escape stops too. The file is replaced only at the end."""

    def __init__(self, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        t = language.t
        self._is_stopped = False
        self.setWindowTitle(t("Copies"))
        self.setModal(True)
        self.setBackgroundRole(CARD)
        self.setAutoFillBackground(True)
        self.stop = TextButton(t("Stop"))
        self.stop.setMinimumHeight(TOUCH)
        self.stop.hide()
        self.stop.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.LARGE)
        column.addWidget(Text(t("Your diary is kept as it is now, and the copy is read…")))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stop)
        column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.stop.show)
        self._timer.start(STOPPABLE_AFTER_MS)

    def end(self) -> bool:
        """End the wait; return whether the person did not stop it."""
        self._timer.stop()
        self.hide()
        self.deleteLater()
        return not self._is_stopped

    def reject(self) -> None:
        """Stop, and leave the diary as it is."""
        self._is_stopped = True
        self.hide()
