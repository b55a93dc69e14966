"""A line to type in, as every page and dialog uses it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit


class Line(QLineEdit):
    """Says its name when Tab comes to it, also when it is empty: selecting all of nothing, as Qt does then, moves
    the cursor before the focus, and Orca (43) says nothing of it. `name` is its accessible name, `key` its object
    name; `hint` stands in it while it is empty."""

    def __init__(self, text: str = "", *, name: str = "", key: str = "", hint: str = "") -> None:
        super().__init__(text, placeholderText=hint)
        self.setAccessibleName(name)
        self.setObjectName(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.text():
            event = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.OtherFocusReason)
        super().focusInEvent(event)
