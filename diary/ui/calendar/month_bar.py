"""Above the month: its name, the way to other months and back to today, and which number the days show."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from diary.content.language import Language
from diary.screens.calendar import CalendarState
from diary.ui.style import QUIET, Space, Type, type_font
from diary.ui.widgets.buttons import QuietButton, TextButton
from diary.ui.widgets.labels import QuietText, Title
from diary.ui.widgets.layouts import WrapLayout

LETTERS = 14
"""Room for an item's name; a longer one is cut short in the closed box and whole in the open one."""


class MonthBar(QWidget):
    """Emits how many months to go, the wish to see today, and the chosen item (None = no number)."""

    months_requested = Signal(int)
    today_requested = Signal()
    item_chosen = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = language.t
        self._language = language
        self._choices: tuple[tuple[str, str], ...] = ()
        self._longest = ""
        self.before = QuietButton(icon_name="left", name=t("The month before"), role=QUIET)
        self.after = QuietButton(icon_name="right", name=t("The month after"), role=QUIET)
        self.title = Title()
        self.title.setWordWrap(False)
        self.today = TextButton(t("Go to today"))
        self.item = QComboBox()
        self.item.setObjectName("calendar_item")
        self.item.setAccessibleName(t("The number shown in each day"))
        self.item.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.item.setMinimumContentsLength(LETTERS)
        self.item.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._label = QuietText(t("Show in each day"))
        self._label.setWordWrap(False)
        self._label.setBuddy(self.item)
        wrap = WrapLayout(self, Space.LARGE, push_last=True)
        self._name = _in_a_row(self.before, self.after, self.title)
        wrap.addWidget(self._name)
        wrap.addWidget(self.today)
        wrap.addWidget(_in_a_row(self._label, self.item))
        self.before.clicked.connect(lambda: self.months_requested.emit(-1))
        self.after.clicked.connect(lambda: self.months_requested.emit(1))
        self.today.clicked.connect(self.today_requested)
        self.item.activated.connect(lambda index: self.item_chosen.emit(self.item.itemData(index)))

    def show_state(self, state: CalendarState) -> None:
        """Show the month's name and the items one number answers; the list comes from the catalogue."""
        self.title.setText(state.title)
        self._longest = max((month.title for month in state.months), key=len)
        if state.choices != self._choices:
            self._choices = state.choices
            self.item.clear()
            for key, name in state.choices:
                self.item.addItem(name, key)
            self.item.addItem(self._language.t("none"), None)
        chosen = None if state.tint is None else state.tint.item
        self.item.setCurrentIndex(self.item.findData(chosen) if chosen else self.item.count() - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A smaller name, and no label beside the box, where that keeps everything in one line."""
        super().resizeEvent(event)
        is_roomy = self._needed(Type.TITLE, self._label) <= self.width()
        is_one_line = is_roomy or self._needed(Type.HEADING) <= self.width()
        self._label.setVisible(is_roomy or not is_one_line)
        self.title.setFont(type_font(Type.TITLE if is_roomy else Type.HEADING, bold=True))

    def _needed(self, size: Type, *extra: QWidget) -> int:
        """The width of one line with the longest name of a month, so that no month changes the layout."""
        name = QFontMetrics(type_font(size, bold=True)).horizontalAdvance(self._longest)
        others = (self.before, self.after, self.today, self.item, *extra)
        return name + sum(widget.sizeHint().width() + Space.LARGE for widget in others)


def _in_a_row(*widgets: QWidget) -> QWidget:
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.SMALL)
    for widget in widgets:
        row.addWidget(widget)
    return group
