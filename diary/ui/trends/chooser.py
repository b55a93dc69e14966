"""Any other item of the catalogue as a chart below the four: the person chooses which."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from diary.ui.context import Context
from diary.ui.style import Space


class ChartChooser(QWidget):
    """Emits the key of the chosen item, None for no fifth chart."""

    chart_chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = context.language.t
        self._none = t("none")
        self.items = QComboBox()
        self.items.setObjectName("added_chart")
        self.items.setAccessibleName(t("Add a chart"))
        label = QLabel(t("Add a chart:"))
        label.setBuddy(self.items)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.SMALL)
        row.addWidget(label)
        row.addWidget(self.items)
        row.addStretch(1)
        self.items.activated.connect(lambda index: self.chart_chosen.emit(self.items.itemData(index)))

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Offer these (key, name) pairs."""
        self.items.clear()
        self.items.addItem(self._none, None)
        for key, name in choices:
            self.items.addItem(name, key)
        self.items.setCurrentIndex(max(self.items.findData(chosen), 0))
