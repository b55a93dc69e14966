"""What the five steps of the map stand for: a blot with its dots, and words beside each."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from diary.content.theme import Ramp
from diary.ui.style import Space
from diary.ui.widgets.body_steps import STRENGTH_OF_STEP
from diary.ui.widgets.body_swatch import paint_swatch
from diary.ui.widgets.labels import QuietText
from diary.ui.widgets.layouts import WrapLayout

BLOT = (34, 20)


class StepBlot(QWidget):
    """One step of the ramp."""

    def __init__(self, ramp: Ramp, strength: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ramp = ramp
        self._strength = strength
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(*BLOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_swatch(painter, QRect(0, 0, *BLOT), self._ramp, self._strength)
        painter.end()


class Legend(QWidget):
    """Says what is shown, and what each step means."""

    def __init__(self, ramp: Ramp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QuietText()
        self.words = tuple(QuietText() for _ in STRENGTH_OF_STEP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(self.title)
        steps = QWidget()
        row = WrapLayout(steps, Space.LARGE)
        for strength, words in zip(STRENGTH_OF_STEP, self.words, strict=True):
            words.setWordWrap(False)
            step = QWidget()
            line = QHBoxLayout(step)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(Space.SMALL)
            line.addWidget(StepBlot(ramp, strength))
            line.addWidget(words)
            row.addWidget(step)
        column.addWidget(steps)

    def show_words(self, title: str, words: Sequence[str]) -> None:
        """Show what the steps stand for."""
        self.title.setText(title)
        for label, text in zip(self.words, words, strict=True):
            label.setText(text)
        self.setAccessibleName(f"{title}: {', '.join(words)}")
