"""How much time is in view: one click from two weeks to everything, and a step earlier or later."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from diary.ui.context import Context
from diary.ui.trends.window import TimeWindow
from diary.ui.widgets.buttons import QuietButton, TextButton

EVERYTHING = 0
NEAR = 0.02
"""Ranges that differ less than this share are the same to the eye."""


class RangeBar(QObject):
    """The buttons, for the page to lay out: how many days to show (EVERYTHING = all), and which way to step."""

    range_requested = Signal(int)
    step_requested = Signal(int)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        t = context.language.t
        self.buttons: dict[int, TextButton] = {}
        names = {14: t("2 weeks"), 31: t("Month"), 92: t("3 months"), 365: t("Year"), EVERYTHING: t("All")}
        self._group = QButtonGroup(self)
        self.earlier = QuietButton("", "left", t("Earlier"))
        self.later = QuietButton("", "right", t("Later"))
        for days, name in names.items():
            button = TextButton(name)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, days=days: self.range_requested.emit(days))
            self._group.addButton(button)
            self.buttons[days] = button
        self.earlier.clicked.connect(lambda: self.step_requested.emit(-1))
        self.later.clicked.connect(lambda: self.step_requested.emit(1))

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """All buttons in their order."""
        return (self.earlier, *self.buttons.values(), self.later)

    def show_window(self, window: TimeWindow) -> None:
        """Check the button that matches what is in view; none, when it was dragged to another length."""
        days = window.length
        found = next((length for length in self.buttons if length and abs(length - days) <= NEAR * days), None)
        if window.is_whole and found is None:
            found = EVERYTHING
        self._group.setExclusive(False)
        for length, button in self.buttons.items():
            button.setChecked(length == found)
        self._group.setExclusive(True)
        self.earlier.setEnabled(window.low > window.first)
        self.later.setEnabled(window.high < window.last)
