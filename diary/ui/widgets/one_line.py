"""One line of words that change often: following a pointer must not lay out the whole window anew."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.ui.style import Type, type_font


class OneLine(QWidget):
    """Takes what width it gets and ends in "…" where the words need more; its size never depends on them."""

    def __init__(
        self,
        size: Type = Type.BODY,
        role: QPalette.ColorRole = QPalette.ColorRole.WindowText,
        *,
        bold: bool = False,
        right: bool = False,
    ) -> None:
        super().__init__()
        self._text = ""
        self._role = role
        self._side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.setFont(type_font(size, bold=bold))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The words, also those there is no room for."""
        return self._text

    def setText(self, text: str) -> None:
        """Show other words."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.setToolTip(text if self._needed() > self.width() else "")
            self.update()

    def _needed(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._text)

    def sizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self._role))
        words = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self._side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
