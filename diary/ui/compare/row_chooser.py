"""Which rows a comparison has: everything one number can say, each as a tick."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.ui.style import Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import QuietText
from diary.ui.widgets.layouts import ColumnsLayout

LEAST_TICK = 230


class RowChooser(QWidget):
    """Emits `chosen` with the keys of all ticked rows. The ticks are made when they are first wanted."""

    chosen = Signal(object)

    def __init__(
        self, language: Language, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._choices = choices
        self._keys: frozenset[str] = frozenset()
        self.ticks: dict[str, QCheckBox] = {}
        self.open = TextButton(language.t("Choose rows"))
        self.open.setCheckable(True)
        self.open.toggled.connect(self._on_open)
        self._ticks = QWidget()
        self._ticks.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self.open)
        column.addWidget(self._ticks)

    def show_chosen(self, keys: Collection[str]) -> None:
        """Tick these rows without telling anyone."""
        self._keys = frozenset(keys)
        for key, tick in self.ticks.items():
            tick.blockSignals(True)
            tick.setChecked(key in self._keys)
            tick.blockSignals(False)

    def _on_open(self, is_open: bool) -> None:
        if is_open and not self.ticks:
            self._make_ticks()
        self._ticks.setVisible(is_open)

    def _make_ticks(self) -> None:
        column = QVBoxLayout(self._ticks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(QuietText(self._language.t("With fewer rows the lines get shorter.")))
        places = QWidget()
        rows = ColumnsLayout(3, LEAST_TICK, places)
        for key, name in self._choices:
            tick = QCheckBox(name)
            tick.setObjectName(f"compare_row:{key}")
            tick.setChecked(key in self._keys)
            tick.toggled.connect(self._on_ticked)
            self.ticks[key] = tick
            rows.addWidget(tick)
        column.addWidget(places)

    def _on_ticked(self) -> None:
        self._keys = frozenset(key for key, tick in self.ticks.items() if tick.isChecked())
        self.chosen.emit(tuple(key for key, _ in self._choices if key in self._keys))
