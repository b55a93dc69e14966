"""A button that stays down."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from diary.ui.style import ACCENT_INK
from diary.ui.widgets.buttons import TextButton


class ToggleButton(TextButton):
    """A button that stays down until it is pressed again; its words stay readable on the accent."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "", parent)
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)

    def _on_toggled(self, checked: bool) -> None:
        palette = QPalette()
        if checked:
            palette.setColor(QPalette.ColorRole.ButtonText, QApplication.palette().color(ACCENT_INK))
        self.setPalette(palette)
