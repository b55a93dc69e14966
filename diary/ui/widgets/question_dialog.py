"""A question with its consequences in plain sentences, and two answers: the careful one is where Enter goes."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from diary.ui.pages import Passing
from diary.ui.style import CARD, Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.labels import Heading, Text
from diary.ui.widgets.layouts import WrapLayout

WIDTH = 560


class QuestionDialog(QDialog, Passing):
    """`accepted` when the person wants it. `body` takes what belongs below the sentences."""

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
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
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
        column.addLayout(self.answers)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.fit()
        self.no.setFocus()

    def fit(self) -> None:
        """Be as high as what is in it."""
        layout = self.layout()
        assert layout is not None
        width = max(WIDTH, layout.minimumSize().width())
        self.resize(width, layout.heightForWidth(width))
