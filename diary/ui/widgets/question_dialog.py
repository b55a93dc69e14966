"""Defines the dialogs others are made of: `SheetDialog`, `ListDialog`, and `QuestionDialog`, which asks for
confirmation with the consequences in plain sentences; Enter is the safe answer."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLayout, QWidget

from diary.content.language import Language
from diary.ui.pages import ClosesOnLock
from diary.ui.placement import resize_in_room
from diary.ui.style import CARD, Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Rule
from diary.ui.widgets.labels import Heading, QuietText, Text, Title
from diary.ui.widgets.layouts import STRETCH, empty, fill, in_column, in_lines, in_row
from diary.ui.widgets.scrolling import FittedColumn, Scrolling, ShowsFocus

SHEET_SIZE = QSize(640, 600)
HEAD = 2
"""The title and the sentence above the rows of a list, which scroll with them."""


def is_wanted(window: QWidget, asked: str, do: str, stay: str) -> bool:
    """Ask in a small box before a window closes; Enter is `stay`."""
    from PySide6.QtWidgets import QMessageBox  # with all its enumerations, which the start does without

    question = QMessageBox(window)
    question.setWindowTitle(window.windowTitle())  # else it is called as the command is
    question.setText(asked)
    kept = question.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    question.addButton(do, QMessageBox.ButtonRole.DestructiveRole)
    question.setDefaultButton(kept)
    question.exec()
    return question.clickedButton() is not kept


class CardDialog(ShowsFocus, QDialog):
    """A dialog on the ground of a card, deleted when it is closed."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setBackgroundRole(CARD)
        self.setAutoFillBackground(True)


class SheetDialog(CardDialog):
    """Scrolls a column of words in `sheet` above `buttons`, the line with the close button, which is quiet where
    another button is the default action. Add to `column`, which ends with a stretch."""

    def __init__(
        self, title: str, language: Language, parent: QWidget | None = None, *, quiet_close: bool = False
    ) -> None:
        super().__init__(title, parent)
        content = FittedColumn()
        self.column = in_column(
            within=content, margins=(Space.HUGE, Space.WIDE, Space.HUGE, Space.LARGE), spacing=Space.MEDIUM
        )
        self.sheet = Scrolling(content)
        self.sheet.setAccessibleName(title)
        close = language.t("Close")
        self.close_button: QAbstractButton = TextButton(close) if quiet_close else MainButton(close)
        self.close_button.clicked.connect(self.accept)
        below = (Space.HUGE, Space.MEDIUM, Space.HUGE, Space.WIDE)
        self.buttons = in_row(STRETCH, self.close_button, margins=below, spacing=Space.SMALL)
        in_column((self.sheet, 1), Rule(), self.buttons, within=self, spacing=0)
        resize_in_room(self, SHEET_SIZE)
        self.close_button.setFocus()

    def let_scroll_by_keys(self) -> None:
        """Let Tab go to the sheet, for a long text without a control in it."""
        self.sheet.let_scroll_by_keys(self.windowTitle())


class ListDialog(SheetDialog):
    """Shows rows below a sentence, added with `add_row`."""

    def __init__(
        self,
        title: str,
        sentence: str,
        language: Language,
        parent: QWidget | None = None,
        *,
        quiet_close: bool = False,
    ) -> None:
        super().__init__(title, language, parent, quiet_close=quiet_close)
        self.sentence = Text(sentence)
        fill(self.column, Title(title), self.sentence, STRETCH)

    def add_row(self, heading: str, lines: Iterable[str], buttons: Iterable[QWidget] = ()) -> None:
        """Add a row: a heading (may be empty), lines below it, and its buttons."""
        row = in_column(spacing=Space.HAIR)
        if heading:
            row.addWidget(Text(heading, bold=True))
        for line in lines:
            row.addWidget(Text(line))
        below = QWidget()
        wrapped = in_lines(*buttons, within=below)
        if not wrapped.isEmpty():
            row.addWidget(below)
        self.column.insertLayout(self.column.count() - 1, row)
        self.column.insertWidget(self.column.count() - 1, Rule())

    def add_remark(self, text: str) -> None:
        """Add a quiet line."""
        self.column.insertWidget(self.column.count() - 1, QuietText(text))

    def clear(self) -> None:
        empty(self.column, keep=HEAD)
        self.column.addStretch(1)


WIDTH = 560


class FittedDialog(CardDialog):
    """A `sheet` of words and controls above a line of buttons, as high as both need; what there is no room for on
    the screen scrolls above the buttons."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.sheet = FittedColumn()
        self._area = Scrolling(self.sheet)
        self.body = in_column(spacing=Space.MEDIUM)

    def lay_out(self, *above: QWidget, answers: QLayout) -> None:
        """Put widgets and `body` into the sheet, and the line of buttons below it."""
        margins = (Space.WIDE, Space.WIDE, Space.WIDE, Space.HAIR)  # below for the ring of the last control
        in_column(*above, self.body, STRETCH, within=self.sheet, margins=margins, spacing=Space.LARGE)
        self._below = in_column(answers, margins=(Space.WIDE, Space.MEDIUM, Space.WIDE, Space.WIDE))
        in_column((self._area, 1), self._below, within=self, spacing=0)

    def fit(self) -> None:
        """Fit the height to the contents, as far as the screen goes."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        width = max(WIDTH, self.sheet.minimumSizeHint().width() + bar, self._below.minimumSize().width())
        height = self.sheet.heightForWidth(width - bar) + self._below.heightForWidth(width)
        resize_in_room(self, QSize(width, height))


class QuestionDialog(FittedDialog, ClosesOnLock):
    """Emits `accepted` when the person confirms. Add widgets below the sentences to `body`."""

    def __init__(self, title: str, lines: Iterable[str], yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.yes = TextButton(yes, on_click=self.accept)
        self.no = MainButton(no, on_click=self.reject)
        self.answers = in_lines(self.no, self.yes, spacing=Space.MEDIUM)
        self.yes.setMinimumHeight(self.no.sizeHint().height())
        self.lay_out(Heading(title), *(Text(line) for line in lines), answers=self.answers)
        self.fit()
        self.no.setFocus()
