"""Labels in the four type sizes. All of them show plain text only: what a person typed is never markup."""

import re
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from diary.content.language import Language
from diary.ui.style import CARD, NOTICE, QUIET, RADIUS, Space, Type, pen_and_fill, type_font
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.layouts import in_row
from diary.ui.widgets.painted import Painted

MANY_LINES = 10_000


class OneLine(QWidget):
    """Says the `short` words where there is no room for all, else elides them with "…"; its size never depends on
    them."""

    def __init__(
        self,
        size: Type = Type.BODY,
        role: QPalette.ColorRole = QPalette.ColorRole.WindowText,
        *,
        bold: bool = False,
        right: bool = False,
    ) -> None:
        super().__init__()
        self._text = self._short = ""
        self._role = role
        self.set_right(right)
        self.setFont(type_font(size, bold=bold))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_right(self, right: bool) -> None:
        """Align the words at the right or the left."""
        self._side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.update()

    def text(self) -> str:
        """Return the whole text, without the ellipsis."""
        return self._text

    def shown(self) -> str:
        """Return the words there is room for, without the ellipsis."""
        return self._text if not self._short or self._needed() <= self.width() else self._short

    def setText(self, text: str, short: str = "") -> None:
        """Change the text, and what of it is said where it is too long."""
        if (text, short) != (self._text, self._short):
            self._text, self._short = text, short
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
        words = self.fontMetrics().elidedText(self.shown(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self._side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()


class WholeLine(OneLine):
    """Is as wide as its words where there is room, so that something can stand behind them."""

    def __init__(self, size: Type, role: QPalette.ColorRole, *, bold: bool = False) -> None:
        super().__init__(size, role, bold=bold)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str, short: str = "") -> None:
        if text != self._text:
            self.updateGeometry()
        super().setText(text, short)

    def sizeHint(self) -> QSize:
        return QSize(self._needed() + 2, self.fontMetrics().height())  # letters end in parts of a pixel

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())


LONGEST_WORD: Final = 36
"""Letters of a word that is never broken: Dutch has words of 33."""
_LONG_WORD: Final = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_MAY_END: Final = "\u200b"
"""Is invisible."""


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say what has appeared in a widget, while the keyboard stays where it is."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # takes 3 % of the start

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class Text(QLabel):
    """Plain, wrapping text in one of the type sizes and one of the palette's roles."""

    def __init__(
        self,
        text: str = "",
        size: Type = Type.BODY,
        role: QPalette.ColorRole = QPalette.ColorRole.WindowText,
        *,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(type_font(size, bold=bold))
        self.setForegroundRole(role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show the text. A line may end inside a word that is long, such as an address or a path: a label is never
        narrower than its longest word, and a window never than its labels."""
        super().setText(_LONG_WORD.sub(rf"\g<0>{_MAY_END}", text))

    def text(self) -> str:
        return super().text().replace(_MAY_END, "")

    def say(self, text: str) -> None:
        """Show the sentence, or nothing when it is empty."""
        self.tell(text)
        self.setVisible(bool(text))

    def tell(self, text: str) -> None:
        """Show a sentence that a screen reader says as well, where others see it appear."""
        around, is_new = self.parentWidget(), text not in {"", self.text()}
        self.setText(text)
        if is_new and around is not None and around.isVisible():
            announce(self, text)


def bulleted(text: str) -> QHBoxLayout:
    """Lay out a text behind a bullet."""
    dot = Text("•")
    dot.setWordWrap(False)
    return in_row((dot, 0, Qt.AlignmentFlag.AlignTop), (Text(text), 1), spacing=Space.SMALL)


class Title(Text):
    """The name of a page."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, Type.TITLE, bold=True)


class Heading(Text):
    """The name of a card."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, Type.HEADING, bold=True)


class QuietText(Text):
    """A remark in small, faint type."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, Type.SMALL, QUIET, parent=parent)


class LongText(QuietText):
    """A remark with something behind it, in one line where there is room: of itself it would be about square."""

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())


class SteadyText(Text):
    """Takes the height of the longest of `possible` sentences whatever it says, also nothing: what stands below
    it stays where it is."""

    def __init__(
        self,
        possible: Iterable[str],
        size: Type = Type.BODY,
        role: QPalette.ColorRole = QPalette.ColorRole.WindowText,
        *,
        bold: bool = False,
    ) -> None:
        super().__init__("", size, role, bold=bold)
        self._possible = tuple(possible)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def say(self, text: str) -> None:
        """Show the sentence, or keep its place when it is empty."""
        self.tell(text)

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, width, MANY_LINES)
        wrapped = int(Qt.TextFlag.TextWordWrap)
        texts = (*self._possible, self.text())
        return max(self.fontMetrics().boundingRect(room, wrapped, text or " ").height() for text in texts)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have its place laid out anew where another width takes other lines, and not with the next words."""
        super().resizeEvent(event)
        if event.size().height() != self.heightForWidth(event.size().width()):
            self.updateGeometry()


class NoticeText(Text):
    """Shows a refusal; hidden while it is empty."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, Type.SMALL, NOTICE, parent=parent)
        self.setVisible(bool(text))


class NoticeBar(Painted, QWidget):
    """Shows a notice with a button; hidden while it is empty. The button emits `retried`; its text is "try again"
    unless another `step` is given."""

    retried = Signal()

    def __init__(self, language: Language, step: str = "", edge: QPalette.ColorRole = NOTICE) -> None:
        super().__init__()
        self._edge = edge
        self.text = Text()
        self.retry = TextButton(step) if step else TextButton(language.t("Try again"), "repeat")
        self.retry.clicked.connect(self.retried)
        in_row(
            (self.text, 1),
            self.retry,
            within=self,
            margins=(Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL),
            spacing=Space.LARGE,
        )
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the sentence, or nothing when it is empty."""
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        self.text.tell(sentence)

    def _draw(self, painter: QPainter) -> None:
        pen_and_fill(painter, QPen(self.palette().color(self._edge), 1), self.palette().color(CARD))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
