"""Typed answers: clock times, minutes, counts and notes. They are saved while the person types."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QMimeData, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

from diary.domain.limits import LONGEST_NOTE
from diary.domain.refusal import Refusal
from diary.domain.text import clean_text
from diary.ui.style import CONTROL, Space
from diary.ui.widgets.line import Line

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

SAVE_AFTER_MS = 600
LONGEST_PART = 2000
"""Length in letters of the parts a long paragraph is shown in: Qt lays a paragraph out anew with every letter."""
MOST_PASTED = 2 * LONGEST_NOTE
PART = "\n\ufeff"
"""Begins such a part: a line end that is not in the text, told by a letter without width that no text keeps."""
_PART = rf"[^\n]{{1,{LONGEST_PART}}}(?: |(?![^\n]))|[^\n]{{{LONGEST_PART}}}"
LONGEST_SAVE_DELAY_MS = 850
"""Longest delay in milliseconds before a save during continuous typing, which is then at most a second late."""


class SaveSoon(QTimer):
    """Fires once after the last `touch`, but never later than `LONGEST_SAVE_DELAY_MS` after the first one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._since = QElapsedTimer()
        self.setSingleShot(True)

    def touch(self) -> None:
        """Start or extend the delay after typing."""
        if not self.isActive():
            self._since.start()
        self.start(max(0, min(SAVE_AFTER_MS, LONGEST_SAVE_DELAY_MS - self._since.elapsed())))


class TypedField(Line):
    """Edits a number in everyday words; `parse` reads them, `write` words the number.

    Text that cannot be parsed stays as typed and is `refused` once the focus leaves.
    """

    answered = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        name: str,
        parse: Callable[[str], float],
        write: Callable[[float], str],
        *,
        step: float = 1,
        bounds: tuple[float, float] = (0, 1440),
        wraps: bool = False,
    ) -> None:
        """`step` is added by the arrow keys; `wraps` lets a clock time go past midnight."""
        super().__init__()
        self._parse = parse
        self._write = write
        self._step = step
        self._bounds = bounds
        self._wraps = wraps
        self._widest = "0000000"
        self.value: float | None = None
        self._shown = ""
        self._usual_hint = ""
        self._before_words = ""
        self._key_words = ""
        self._waiting = SaveSoon(self)
        self._waiting.timeout.connect(self._save_what_is_clear)
        self.textChanged.connect(lambda _text: self._waiting.touch())  # also text set by assistive technology
        self.editingFinished.connect(self.flush)
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def is_waiting(self) -> bool:
        """Whether typed text is not emitted yet."""
        return self._waiting.isActive()

    def show_value(self, value: float | None) -> None:
        """Show an answer without a signal; pending text stays."""
        if value == self.value:
            return
        self.value = value
        if not (self._waiting.isActive() and self.hasFocus()):
            self._show_text("" if value is None else self._write(value))

    def set_hint(self, text: str) -> None:
        self._usual_hint = text
        self.setPlaceholderText(text)

    def show_before(self, value: float | None, words: str = "") -> None:
        """Hint at the answer of the day before, in brackets as it is no answer; `words` is its accessible text."""
        self.setPlaceholderText(self._usual_hint if value is None else f"({self._write(value)})")
        self._before_words = words
        self._tell_keys()

    def name_keys(self, words: str) -> None:
        """Say on hovering which keys it takes besides what is typed."""
        self._key_words = words
        self._tell_keys()

    def _tell_keys(self) -> None:
        self.setToolTip("\n".join(filter(None, (self._before_words, self._key_words))))

    def reset(self) -> None:
        """Clear the field and pending text without a signal, before another day is shown."""
        self.value = None
        self._show_text("")

    def flush(self) -> None:
        """Take what is typed now: answer, or say why not. What is shown as it is stored is no new answer."""
        if not self.is_waiting and self.text() == self._shown:
            return
        self._waiting.stop()
        try:
            value = self.read()
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        text = "" if value is None else self._write(value)
        if text != self.text():
            self._show_text(text)
        self._answer(value)

    def settle(self) -> None:
        """Emit pending text, if there is any."""
        if self.is_waiting:
            self.flush()

    def _show_text(self, text: str) -> None:
        """Show a known text without starting the delay."""
        self.setText(text)
        self._shown = self.text()
        self._waiting.stop()

    def read(self) -> float | None:
        """Return the typed answer, pending or not; raises the Refusal of the parser."""
        text = self.text().strip()
        return self._parse(text) if text else None

    def _save_what_is_clear(self) -> None:
        try:
            self._answer(self.read())
        except Refusal:
            return

    def _answer(self, value: float | None) -> None:
        self.value = value
        self.answered.emit(value)

    def _move(self, step: float) -> None:
        low, high = self._bounds
        value = low if self.value is None else self.value + step
        value = value % (high + 1) if self._wraps else min(max(value, low), high)
        self._show_text(self._write(value))
        self._answer(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: self._step, Qt.Key.Key_Down: -self._step}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._move(step)

    def set_width(self, sample: str) -> None:
        """Make room for a text as long as `sample`."""
        self._widest = sample
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._widest) + 2 * Space.LARGE
        return QSize(width, super().sizeHint().height())


class TextField(QPlainTextEdit):
    """Edits free text of any length; grows with it. Tab moves to the next question."""

    answered = Signal(str)

    def __init__(self, name: str, lines: int = 2) -> None:
        super().__init__()
        self._lines = lines
        self._stored = ""
        self._letters = 0
        self._waiting = SaveSoon(self)
        self._waiting.timeout.connect(self.flush)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setViewportMargins(Space.SMALL, Space.HAIR, Space.SMALL, Space.HAIR)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_typed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def show_text(self, text: str) -> None:
        """Show a stored text without telling anyone; what was typed since stays."""
        if clean_text(text) == self._stored:
            return
        self._stored = clean_text(text)
        if not (self._waiting.isActive() and self.hasFocus()):
            self.setPlainText(text)
            self._waiting.stop()

    def reset(self) -> None:
        """Clear the text without a signal, before another day is shown."""
        self._stored = ""
        self.clear()
        self._waiting.stop()

    @property
    def written(self) -> str:
        """What is in the field, as a diary keeps it. Qt's own plain text makes other spaces of some."""
        return clean_text(self.document().toRawText().replace("\u2029\ufeff", ""))

    def toPlainText(self) -> str:
        return self.written

    def setPlainText(self, text: str) -> None:
        if len(text) > LONGEST_PART:
            text = re.sub(_PART, lambda part: part[0] + _end_of(part), text)
        super().setPlainText(text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste what can be kept, and of more only what shows that it is too long: to lay out ten megabytes takes
        ten seconds."""
        words = source.text()
        if len(words) > MOST_PASTED:
            source = QMimeData()
            source.setText(words[:MOST_PASTED])
        super().insertFromMimeData(source)

    def _on_typed(self) -> None:
        self._waiting.touch()
        document, before = self.document(), self._letters
        self._letters = document.characterCount()
        block = self.textCursor().block()
        if self._letters > before + LONGEST_PART:
            block = max(
                map(document.findBlockByNumber, range(document.blockCount())), key=lambda each: each.length()
            )
        if block.length() > 2 * LONGEST_PART:
            self._letters = before  # another of them may be too long
            self._part(block)

    def _part(self, block: "QTextBlock") -> None:
        """Show a paragraph in parts; undo takes that back together with what made it long."""
        from PySide6.QtGui import QTextCursor  # with its enumerations, which the start does without

        cursor = QTextCursor(block)
        parts = list(re.finditer(_PART, block.text()))
        cursor.joinPreviousEditBlock()
        for part in reversed(parts[:-1]):
            cursor.setPosition(block.position() + len(part.string[: part.end()].encode("utf-16-le")) // 2)
            cursor.insertText(PART)
        cursor.endEditBlock()

    def flush(self) -> None:
        """Emit the text, if it changed."""
        self._waiting.stop()
        text = self.written
        if text != self._stored:
            self._stored = text
            self.answered.emit(text)

    def _grow(self) -> None:
        metrics = QFontMetrics(self.font())
        lines = max(self._lines, int(self.document().size().height()))
        height = lines * metrics.lineSpacing() + 2 * int(self.document().documentMargin()) + 2 * Space.SMALL
        self.setFixedHeight(max(height, CONTROL))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()


def _end_of(part: re.Match[str]) -> str:
    """Return what follows a part: nothing at the end of its paragraph."""
    goes_on = part.end() < len(part.string) and part.string[part.end()] != "\n"
    return PART if goes_on else ""
