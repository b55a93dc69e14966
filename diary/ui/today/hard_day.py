"""A hard day in two clicks: one question with big keys, or none; everything else may stay open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from diary.domain.day import Ago
from diary.ui.context import Context
from diary.ui.style import Space
from diary.ui.today.day_editor import FUNCTION
from diary.ui.widgets.buttons import QuietButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.keys import ScaleKeys
from diary.ui.widgets.labels import Text
from diary.ui.widgets.layouts import WrapLayout


class HardDayCard(Card):
    """Hidden until it is asked for. `answered` carries how much could be done, or None when that is left open."""

    answered = Signal(object)

    def __init__(self, context: Context) -> None:
        t = context.language.t
        super().__init__(t("A hard day"))
        self._words = context.library.words
        self.question = Text("")
        self.keys = ScaleKeys("", 0, 10, t("not answered"), t("{value} of {high}"))
        self.only_this = TextButton(t("Only note that it was a hard day"))
        self.not_now = QuietButton(t("Not now"))
        self.body.setSpacing(Space.MEDIUM)
        self.body.addWidget(Text(t("One answer is enough, or none. The rest can wait, or stay open.")))
        self.body.addWidget(self.question)
        self.body.addWidget(self.keys)
        buttons = WrapLayout()
        buttons.addWidget(self.only_this)
        buttons.addWidget(self.not_now)
        self.body.addLayout(buttons)
        for key, value in zip(self.keys.keys, range(11), strict=True):
            key.clicked.connect(lambda _checked=False, value=value: self._on_answered(value))
        self.keys.answered.connect(self._on_typed)
        self.only_this.clicked.connect(lambda: self._on_answered(None))
        self.not_now.clicked.connect(self.hide)
        self._is_typed = False
        self.hide()

    def ask(self, value: float | None, when: Ago = Ago.TODAY) -> None:
        """Show the question as it is worded for such a day, with the answer the day has already."""
        self._is_typed = False
        self.question.setText(self._words.item_on(FUNCTION, when).question)
        self.keys.ask(self.question.text())
        self.keys.show_value(value)
        self.show()
        self.keys.setFocus()

    def settle(self) -> None:
        """Hand over what was typed without Enter: another day or page follows."""
        if self._is_typed and not self.isHidden():
            self._on_answered(self.keys.value)

    def _on_typed(self, value: float | None) -> None:
        self._is_typed = value is not None

    def _on_answered(self, value: int | None) -> None:
        self.hide()
        self.answered.emit(None if value is None else float(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.keys.hasFocus():
            self._on_answered(self.keys.value)
        else:
            super().keyPressEvent(event)
