"""A quiet dialog with a heading, a sentence, a list that scrolls, and a way back."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.ui.style import CARD, TOUCH, Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Rule
from diary.ui.widgets.labels import QuietText, Text, Title
from diary.ui.widgets.layouts import WrapLayout
from diary.ui.widgets.scrolling import FittedColumn, Scrolling

WIDTH, HEIGHT = 640, 560
HEAD = 2
"""The heading and the sentence stand above the rows, and scroll with them."""


class ListDialog(QDialog):
    """Add rows to it with `add_row`; `buttons` is the line with the way back, which is quiet where something else
    is the step that matters."""

    def __init__(
        self,
        title: str,
        sentence: str,
        language: Language,
        parent: QWidget | None = None,
        *,
        quiet_close: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setBackgroundRole(CARD)
        self.setAutoFillBackground(True)
        self._rows = FittedColumn()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(Space.HUGE, Space.WIDE, Space.HUGE, Space.LARGE)
        self._column.setSpacing(Space.MEDIUM)
        self.sentence = Text(sentence)
        self._column.addWidget(Title(title))
        self._column.addWidget(self.sentence)
        self._column.addStretch(1)
        sheet = Scrolling(self._rows)
        sheet.setAccessibleName(title)
        close = language.t("Close")
        self.close_button: QAbstractButton = TextButton(close) if quiet_close else MainButton(close)
        self.close_button.setMinimumHeight(TOUCH)
        self.close_button.clicked.connect(self.accept)
        self._lay_out(sheet)
        self.resize(WIDTH, HEIGHT)
        self.close_button.setFocus()

    def add_row(self, heading: str, lines: Iterable[str], buttons: Iterable[QWidget] = ()) -> None:
        """A row at the end: a heading (may be empty), lines below it, and what can be done with it."""
        row = QVBoxLayout()
        row.setSpacing(Space.HAIR)
        if heading:
            row.addWidget(Text(heading, bold=True))
        for line in lines:
            row.addWidget(Text(line))
        below = QWidget()
        wrapped = WrapLayout(below)
        for button in buttons:
            wrapped.addWidget(button)
        if not wrapped.isEmpty():
            row.addWidget(below)
        self._column.insertLayout(self._column.count() - 1, row)
        self._column.insertWidget(self._column.count() - 1, Rule())

    def add_remark(self, text: str) -> None:
        """A quiet line at the end."""
        self._column.insertWidget(self._column.count() - 1, QuietText(text))

    def clear(self) -> None:
        """Take all rows away."""
        while self._column.count() > HEAD + 1:
            _take_away(self._column.takeAt(HEAD))

    def _lay_out(self, sheet: QWidget) -> None:
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Space.SMALL)
        self.buttons.setContentsMargins(Space.HUGE, Space.MEDIUM, Space.HUGE, Space.WIDE)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.close_button)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(sheet, 1)
        page.addWidget(Rule())
        page.addLayout(self.buttons)


def _take_away(item: object) -> None:
    from PySide6.QtWidgets import QLayoutItem

    assert isinstance(item, QLayoutItem)
    widget, layout = item.widget(), item.layout()
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    if layout is not None:
        while layout.count():
            _take_away(layout.takeAt(0))
