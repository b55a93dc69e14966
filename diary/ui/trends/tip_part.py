"""Today's tip on the card of its factor, with what a person may say of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.content.tip import Tip
from diary.domain.tip_mark import TipMark
from diary.ui.context import Context
from diary.ui.style import Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Rule
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import WrapLayout


class TipPart(QWidget):
    """Paints a tip. "Not for me" folds it into one line, where it can be taken back at once."""

    marked = Signal(str, str)
    """The key of the tip, and the TipMark."""
    unmarked = Signal(str, str)

    def __init__(self, tip: Tip, context: Context, *, is_helpful: bool) -> None:
        super().__init__()
        t = context.language.t
        self._tip = tip
        self.helpful = TextButton(t("Helpful"))
        self.helpful.setCheckable(True)
        self.helpful.setChecked(is_helpful)
        self.not_for_me = TextButton(t("Not for me"))
        self.take_back = TextButton(t("Take back"), "undo")
        for button in (self.helpful, self.not_for_me, self.take_back):
            button.setAccessibleName(f"{button.text()}: {tip.title}")
        self._words = self._tip_words(context)
        self._gone = self._gone_words(t("This tip will not come again. Tips you have seen are kept in one list."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.HAIR, 0, Space.HAIR)
        column.setSpacing(Space.SMALL)
        for widget in (Rule(), self._words, self._gone):
            column.addWidget(widget)
        column.addWidget(Rule())
        self.helpful.toggled.connect(self._on_helpful)
        self.not_for_me.clicked.connect(lambda: self._on_unwanted(True))
        self.take_back.clicked.connect(lambda: self._on_unwanted(False))

    def _tip_words(self, context: Context) -> QWidget:
        tip = self._tip
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(Text(tip.title, bold=True))
        column.addWidget(Text(tip.fact))
        column.addWidget(Text(tip.option))
        column.addWidget(QuietText(context.language.t("Source: {source}", source=tip.source)))
        buttons = QWidget()
        row = WrapLayout(buttons, Space.SMALL)
        row.addWidget(self.helpful)
        row.addWidget(self.not_for_me)
        column.addWidget(buttons)
        return words

    def _gone_words(self, sentence: str) -> QWidget:
        gone = QWidget()
        column = QVBoxLayout(gone)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(QuietText(sentence))
        column.addWidget(self.take_back)
        gone.hide()
        return gone

    def _on_helpful(self, checked: bool) -> None:
        (self.marked if checked else self.unmarked).emit(self._tip.key, TipMark.HELPFUL.value)

    def _on_unwanted(self, unwanted: bool) -> None:
        self._words.setVisible(not unwanted)
        self._gone.setVisible(unwanted)
        if unwanted:
            self.helpful.blockSignals(True)
            self.helpful.setChecked(False)
            self.helpful.blockSignals(False)
        (self.take_back if unwanted else self.not_for_me).setFocus()
        (self.marked if unwanted else self.unmarked).emit(self._tip.key, TipMark.NOT_FOR_ME.value)
