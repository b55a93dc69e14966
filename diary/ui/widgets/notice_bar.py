"""One calm sentence about what could not be done, with a way to try again."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from diary.content.language import Language
from diary.ui.style import CARD, NOTICE, RADIUS, Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import Text


class NoticeBar(QWidget):
    """Hidden until there is something to say. `retried` is emitted by its button, which says "try again" unless
    another `step` is named."""

    retried = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None, step: str = "") -> None:
        super().__init__(parent)
        self.text = Text()
        self.retry = TextButton(step) if step else TextButton(language.t("Try again"), "repeat")
        self.retry.clicked.connect(self.retried)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL)
        row.setSpacing(Space.LARGE)
        row.addWidget(self.text, 1)
        row.addWidget(self.retry)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the sentence, or nothing when it is empty."""
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(NOTICE), 1))
        painter.setBrush(self.palette().color(CARD))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()
