"""The dialog that asks for confirmation, with the consequences in plain sentences; Enter is the safe answer."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.ui.pages import ClosesOnLock
from diary.ui.placement import room_on
from diary.ui.style import CARD, TOUCH, Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Rule
from diary.ui.widgets.labels import Heading, QuietText, Text, Title
from diary.ui.widgets.layouts import WrapLayout
from diary.ui.widgets.scrolling import FittedColumn, Scrolling

LIST_WIDTH, HEIGHT = 640, 560
HEAD = 2
"""A dialog with rows below a heading and a sentence, which scroll with them."""


class ListDialog(QDialog):
    """Shows rows, added with `add_row`; `buttons` is the line with the close button, which is quiet where another
    button is the default action."""

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
        self.resize(LIST_WIDTH, HEIGHT)
        self.close_button.setFocus()

    def add_row(self, heading: str, lines: Iterable[str], buttons: Iterable[QWidget] = ()) -> None:
        """Add a row: a heading (may be empty), lines below it, and its buttons."""
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
        """Add a quiet line."""
        self._column.insertWidget(self._column.count() - 1, QuietText(text))

    def clear(self) -> None:
        """Remove all rows."""
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


WIDTH = 560


class QuestionDialog(QDialog, ClosesOnLock):
    """Emits `accepted` when the person confirms. Add widgets below the sentences to `body`; what there is no room
    for on the screen scrolls above the answers."""

    def __init__(self, title: str, lines: Iterable[str], yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setBackgroundRole(CARD)
        self.setAutoFillBackground(True)
        self.yes = TextButton(yes)
        self.no = MainButton(no)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.MEDIUM)
        self._sheet = FittedColumn()
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, 0)
        column.setSpacing(Space.LARGE)
        column.addWidget(Heading(title))
        for line in lines:
            column.addWidget(Text(line))
        column.addLayout(self.body)
        column.addStretch(1)
        self.answers = WrapLayout(spacing=Space.MEDIUM)
        self.answers.addWidget(self.no)
        self.answers.addWidget(self.yes)
        self.yes.setMinimumHeight(self.no.sizeHint().height())
        self._below = QVBoxLayout()
        self._below.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE)
        self._below.addLayout(self.answers)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        self._area = Scrolling(self._sheet)
        page.addWidget(self._area, 1)
        page.addLayout(self._below)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.fit()
        self.no.setFocus()

    def fit(self) -> None:
        """Fit the height to the contents, as far as the screen goes."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        width = max(WIDTH, self._sheet.minimumSizeHint().width() + bar, self._below.minimumSize().width())
        height = self._sheet.heightForWidth(width - bar) + self._below.heightForWidth(width)
        self.resize(QSize(width, height).boundedTo(room_on(self.screen()).size()))
