"""Deleting everything, in two clear steps: what goes and what stays, and then a word that has to be typed."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from diary.content.language import Language
from diary.screens.my_data import ErasingState
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import NoticeText, Text
from diary.ui.widgets.question_dialog import QuestionDialog


class EraseDialog(QuestionDialog):
    """`accepted` once the word was typed and the second step confirmed; `export_wished` before that."""

    export_wished = Signal()

    def __init__(self, state: ErasingState, language: Language, parent: QWidget | None = None) -> None:
        t = language.t
        super().__init__(t("Delete everything?"), (), t("Go on…"), t("Keep everything"), parent)
        self._language = language
        self._word = state.word
        self.export = TextButton(t("Save what I filled in as a table first…"))
        self.export.setMinimumHeight(TOUCH)
        self.said = NoticeText()
        self.question = Text(t("This cannot be undone. Type {word} to delete everything.", word=state.word))
        self.field = QLineEdit()
        self.field.setAccessibleName(self.question.text())
        self.field.setMinimumHeight(TOUCH)
        self._add_list(t("This is deleted:"), state.goes)
        self._add_list(t("This stays, because the program cannot reach it:"), state.stays)
        for widget in (self.export, self.said, self.question, self.field):
            self.body.addWidget(widget)
        for widget in (self.question, self.field):
            widget.hide()
        self.yes.clicked.disconnect()
        self.yes.clicked.connect(self._go_on)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_enter)
        self.export.clicked.connect(self.export_wished)
        self.fit()

    @property
    def is_second_step(self) -> bool:
        """Whether the word is asked for."""
        return not self.field.isHidden()

    def say(self, sentence: str) -> None:
        """Say how saving the table went."""
        self.said.say(sentence)

    def _add_list(self, title: str, lines: Iterable[str]) -> None:
        self.body.addWidget(Text(title, bold=True))
        for line in lines:
            row = QHBoxLayout()
            row.setSpacing(Space.SMALL)
            dot = Text("•")
            dot.setWordWrap(False)
            row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(line), 1)
            self.body.addLayout(row)

    def _go_on(self) -> None:
        if self.is_second_step:
            self.accept()
            return
        self.export.hide()
        self.say("")
        self.question.show()
        self.field.show()
        self.yes.setText(self._language.t("Delete everything"))
        self.yes.setEnabled(False)
        self.fit()
        self.field.setFocus()

    def _on_typed(self, text: str) -> None:
        self.yes.setEnabled(text.strip().casefold() == self._word.casefold())

    def _on_enter(self) -> None:
        if self.yes.isEnabled():
            self.yes.setFocus()
