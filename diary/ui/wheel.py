"""The wheel scrolls the page: no field under the pointer changes by it, unless it has the focus."""

import sys
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class LeavesWheel:
    """Leaves the wheel to the page as long as it has no focus; stands before the class of Qt among the bases."""

    def __init__(self, *args: Any) -> None:  # noqa: ANN401 - what the class of Qt takes
        super().__init__(*args)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # type: ignore[attr-defined]

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():  # type: ignore[attr-defined]
            super().wheelEvent(event)  # type: ignore[misc]
        else:
            event.ignore()


class ChoiceBox(LeavesWheel, QComboBox):
    """A list to choose from, each line with what stands behind it. One of some `letters` is as wide as these at
    least, and not as wide as its longest line; `key` is its object name."""

    def __init__(
        self, name: str, options: Iterable[tuple[object, str]] = (), *, letters: int | None = None, key: str = ""
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        if sys.platform == "linux":  # where Qt takes what is chosen for the name of a list
            self.setAccessibleDescription(name)
        self.setObjectName(key)
        for value, words in options:
            self.addItem(words, value)
        if letters is not None:
            self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self.setMinimumContentsLength(letters)
