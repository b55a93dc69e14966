"""What goes together: one question of one's own first, and the look at all pairs behind it."""

from datetime import date
from typing import Any

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.ui.links.page import LinksPage
from diary.ui.links.question import QuestionPage
from diary.ui.pages import Context
from diary.ui.style import Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.layouts import boxed, in_column, in_lines
from diary.ui.widgets.stack import Stack


class TogetherPage(QWidget):
    """Shows the one question asked before looking, or the look at all pairs of what goes together."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__()
        self.question = QuestionPage(context, journal)
        self.pairs = LinksPage(context, journal)
        self.back = TextButton(context.language.t("Back to my question"), on_click=self.show_question)
        head = in_lines(self.back)
        head.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.WIDE, 0)
        self._stack = Stack()
        self._stack.addWidget(self.question)
        self._stack.addWidget(boxed(in_column(boxed(head), (self.pairs, 1), spacing=0)))
        self.question.pairs_wanted.connect(self.show_pairs)
        in_column(self._stack, within=self)

    def show_pairs(self) -> None:
        """Show the look at all pairs."""
        self._stack.setCurrentIndex(1)
        self.back.setFocus()

    def show_question(self) -> None:
        """Show the question."""
        self._stack.setCurrentIndex(0)
        self.question.all_pairs.setFocus()

    def on_changed(self, period: Period) -> None:
        """Read again: something in the diary changed."""
        self.question.on_changed(period)

    def on_day(self, today: date) -> None:
        """Read again what is counted from today."""
        self.question.on_day(today)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        (self.back if self._stack.currentIndex() else self.question).setFocus()

    def memory(self) -> tuple[int, Any, Any]:
        """Return what is shown, to restore it in another language or theme."""
        return self._stack.currentIndex(), self.pairs.memory(), self.question.memory()

    def recall(self, memory: tuple[int, Any, Any]) -> None:
        """Show what was remembered."""
        self._stack.setCurrentIndex(memory[0])
        self.pairs.recall(memory[1])
        self.question.recall(memory[2])
