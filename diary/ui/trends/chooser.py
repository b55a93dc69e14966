"""Which charts are stacked, and in which order: ticked is shown, and the order of the list is that of the page."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from diary.screens.panes import Group, Pane
from diary.ui.context import Context
from diary.ui.pages import Passing
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.labels import Heading, QuietText
from diary.ui.widgets.layouts import WrapLayout

KEY = Qt.ItemDataRole.UserRole
LEAST_LINES, LETTERS = 5, 26
"""The least size of the list, in lines and letters of text."""
LINES, WISHED_LETTERS = 13, 54
"""The size of the dialog where there is room."""
ROOM_SHARE = 0.9


class ChartChooser(QDialog, Passing):
    """Emits `chosen` with the keys at every change, None for the usual charts: the page behind follows at once."""

    chosen = Signal(object)

    def __init__(self, context: Context, choices: Sequence[Pane], shown: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        t = context.language.t
        self._context = context
        self._choices = choices
        self.setWindowTitle(t("Choose charts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.panes = QListWidget()
        self.panes.setAccessibleName(t("Charts: tick what you want to see"))
        self.panes.setTabKeyNavigation(False)
        self.panes.setWordWrap(True)
        self.panes.setResizeMode(QListView.ResizeMode.Adjust)
        self.panes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panes.installEventFilter(self)
        self.up = TextButton(t("Up"), "up")
        self.down = TextButton(t("Down"), "down")
        self.usual = TextButton(t("The usual charts"), "repeat")
        self.close_button = MainButton(t("Done"))
        self.show_choice(shown)
        self._lay_out()
        self.panes.itemChanged.connect(lambda _item: self._tell())
        self.panes.currentRowChanged.connect(lambda _row: self._enable())
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.usual.clicked.connect(lambda: self.chosen.emit(None))
        self.close_button.clicked.connect(self.accept)

    def show_choice(self, shown: Sequence[str]) -> None:
        """Tick these; they stand on top, in their order."""
        names = {pane.key: pane for pane in self._choices}
        order = [*(key for key in shown if key in names), *(key for key in names if key not in shown)]
        current = self._current_key()
        self.panes.blockSignals(True)
        self.panes.clear()
        for key in order:
            item = QListWidgetItem(self._words(names[key]))
            item.setData(KEY, key)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
            self.panes.addItem(item)
        self.panes.setCurrentRow(order.index(current) if current in order else 0)
        self.panes.blockSignals(False)
        self._enable()

    @property
    def keys(self) -> tuple[str, ...]:
        """What is ticked, from top to bottom."""
        items = (self.panes.item(row) for row in range(self.panes.count()))
        return tuple(item.data(KEY) for item in items if item.checkState() is Qt.CheckState.Checked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt or Ctrl and an arrow move a row; a filter, because the list takes arrows itself."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if held and step is not None:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _words(self, pane: Pane) -> str:
        t = self._context.language.t
        match pane.group:
            case Group.MEASURE:
                return t("{name} (computed)", name=pane.name)
            case _:
                return pane.name

    def _current_key(self) -> str:
        row = self.panes.currentRow()
        return str(self.panes.item(row).data(KEY)) if row >= 0 else ""

    def _move(self, step: int) -> None:
        row = self.panes.currentRow()
        if not 0 <= row + step < self.panes.count():
            return
        self.panes.blockSignals(True)
        item = self.panes.takeItem(row)
        self.panes.insertItem(row + step, item)
        self.panes.setCurrentRow(row + step)
        self.panes.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        self._enable()
        self.chosen.emit(self.keys)

    def _enable(self) -> None:
        row = self.panes.currentRow()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.panes.count() - 1)

    def _lay_out(self) -> None:
        t = self._context.language.t
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(Heading(t("Choose charts")))
        column.addWidget(
            QuietText(t("Tick what you want to see. Space ticks, Ctrl with an arrow moves a chart up or down."))
        )
        metrics = self.panes.fontMetrics()
        self.panes.setMinimumSize(LETTERS * metrics.averageCharWidth(), LEAST_LINES * metrics.height())
        column.addWidget(self.panes, 1)
        row = WrapLayout(spacing=Space.SMALL)
        for button in (self.up, self.down, self.usual):
            button.setMinimumHeight(TOUCH)
            row.addWidget(button)
        row.addWidget(self.close_button)
        column.addLayout(row)
        wished = QSize(WISHED_LETTERS * metrics.averageCharWidth(), 2 * LINES * metrics.height())
        self.resize(wished.boundedTo(self.screen().availableGeometry().size() * ROOM_SHARE))
