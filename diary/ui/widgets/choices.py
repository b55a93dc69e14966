"""One of a few, as buttons in a row that wraps: arrow keys walk, the chosen one is marked."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.layouts import WrapLayout


class Choices(QWidget):
    """Emits `chosen` with the value of the button that was pressed, also when it was chosen already.

    `key` names the buttons for those who look for one; `name` is what the row is called aloud. `button` makes one
    of its words.
    """

    chosen = Signal(object)

    def __init__(
        self,
        key: str,
        name: str,
        choices: Iterable[tuple[object, str]],
        parent: QWidget | None = None,
        *,
        button: Callable[[str], QAbstractButton] = TextButton,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[object, QAbstractButton] = {}
        row = WrapLayout(self, Space.SMALL)
        for value, text in choices:
            made = button(text)
            made.setObjectName(f"{key}:{value}")
            made.setAccessibleName(f"{name}: {text}")
            made.setCheckable(True)
            made.setMinimumHeight(TOUCH)
            made.clicked.connect(lambda _checked=False, value=value: self.chosen.emit(value))
            self._group.addButton(made)
            self.buttons[value] = made
            row.addWidget(made)

    def show_value(self, value: object) -> None:
        """Mark the button with this value without telling anyone."""
        if value in self.buttons:
            self.buttons[value].setChecked(True)

    @property
    def value(self) -> object:
        """The value of the marked button, or None."""
        return next((value for value, button in self.buttons.items() if button.isChecked()), None)
