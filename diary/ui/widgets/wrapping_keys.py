"""Named choices in as many lines as they need: a person's own answers can be long."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.ui.style import Space
from diary.ui.widgets.keys import ChoiceKeys


class WrappingKeys(ChoiceKeys):
    """Keys as wide as their words; what does not fit in a line stands in the next one."""

    def __init__(self, name: str, choices: Sequence[str], unanswered: str, parent: QWidget | None = None) -> None:
        super().__init__(name, choices, unanswered, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._key_widths()), self._key_height())

    def sizeHint(self) -> QSize:
        return super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._places(width)[-1].bottom() + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        for key, place in zip(self.keys, self._places(self.width()), strict=True):
            key.setGeometry(place)

    def _places(self, room: int) -> list[QRect]:
        places = []
        left = top = 0
        height = self._key_height()
        for width in self._key_widths():
            if left and left + width > room:
                left, top = 0, top + height + Space.HAIR
            places.append(QRect(left, top, width, height))
            left += width + Space.HAIR
        return places
