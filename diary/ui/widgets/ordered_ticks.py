"""A list to choose from: what is ticked counts, in the order it has been moved to."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from diary.content.language import Language
from diary.ui.style import TOUCH
from diary.ui.widgets.buttons import TextButton

KEY = Qt.ItemDataRole.UserRole


class OrderedTicks(QListWidget):
    """Emits `changed` when a row was ticked or moved: with the buttons `up` and `down`, which a page lays out, or
    with Alt or Ctrl and an arrow."""

    changed = Signal()

    def __init__(self, language: Language, name: str) -> None:
        super().__init__()
        self._fits_rows = False
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.up = TextButton(language.t("Up"), "up")
        self.down = TextButton(language.t("Down"), "down")
        for button, step in ((self.up, -1), (self.down, 1)):
            button.setMinimumHeight(TOUCH)
            button.clicked.connect(lambda _checked=False, step=step: self._move(step))
        self.itemChanged.connect(lambda _item: self._tell())
        self.currentRowChanged.connect(lambda _row: self._enable())

    def show_choice(self, names: Mapping[str, str], shown: Sequence[str]) -> None:
        """Tick these keys and move them to the top, in their order; `names` are all there are."""
        order = [*(key for key in shown if key in names), *(key for key in names if key not in shown)]
        row = self.currentRow()
        current = str(self.item(row).data(KEY)) if row >= 0 else ""
        with QSignalBlocker(self):
            self.clear()
            for key in order:
                item = QListWidgetItem(names[key])
                item.setData(KEY, key)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
                self.addItem(item)
            self.setCurrentRow(order.index(current) if current in order else 0)
        self._enable()

    def fit_rows(self) -> None:
        """Give every row its lines, also later at another width: the page scrolls, not the list in it."""
        self._fits_rows = True
        self.doItemsLayout()
        self.setFixedHeight(self.contentsSize().height() + 2 * self.frameWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits_rows:
            self.fit_rows()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the ticked keys, from top to bottom."""
        return tuple(key for key, is_ticked in self.all_keys if is_ticked)

    @property
    def all_keys(self) -> tuple[tuple[str, bool], ...]:
        """Return every key from top to bottom, and whether it is ticked."""
        items = (self.item(row) for row in range(self.count()))
        return tuple((item.data(KEY), item.checkState() is Qt.CheckState.Checked) for item in items)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if held and step is not None:
            self._move(step)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        row = self.currentRow()
        if not 0 <= row + step < self.count():
            return
        with QSignalBlocker(self):
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)
        self._tell()

    def _tell(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        row = self.currentRow()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.count() - 1)
