"""The lines of a list on its page, each with what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from diary.content.language import Language
from diary.screens.register import RecordLine, RegisterState
from diary.ui.style import QUIET
from diary.ui.widgets.buttons import QuietButton
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import STRETCH, WrapLayout, fill, in_column

EDIT, END, BACK, UP, DOWN, REMOVE = "edit", "end", "back", "up", "down", "remove"
"""What can be asked of a line."""
LETTERS = 72
"""A row is at least as wide as this many letters for its buttons to stand beside the words."""


class RecordRow(QWidget):
    """One line: its name, what it says, and its buttons. Emits `asked` with one of the words above.

    Alt+Up and Alt+Down move it while the keyboard is in it.
    """

    asked = Signal(str)

    def __init__(self, line: RecordLine, state: RegisterState, language: Language) -> None:
        super().__init__()
        self.setAccessibleName(f"{line.name}: {line.words}" if line.words else line.name)
        self.line = line
        self.name = Text(line.name, bold=line.record.ended_on is None)
        self.words = QuietText(line.words)
        self.words.setVisible(bool(line.words))
        self.buttons: dict[str, QuietButton] = {}
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lay_out()
        self._add_buttons(line, state, language.t)

    def _lay_out(self) -> None:
        words = in_column(STRETCH, self.name, self.words, STRETCH, spacing=0)
        self._buttons = WrapLayout(spacing=0)
        self._side = QWidget()
        self._side.setLayout(self._buttons)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        fill(self._row, (words, 1), self._side)

    def _add_buttons(self, line: RecordLine, state: RegisterState, t: Callable[[str], str]) -> None:
        self._add(EDIT, t("Change"))
        if line.record.ended_on is not None:
            self._add(BACK, t("Back in the list"))
        else:
            if state.can_end:
                self._add(END, state.end)
            self._add(UP, t("Up"), "up").setEnabled(line.record != state.lines[0].record)
            self._add(DOWN, t("Down"), "down").setEnabled(line.record != state.lines[-1].record)
            for key, what in ((Qt.Key.Key_Up, UP), (Qt.Key.Key_Down, DOWN)):
                shortcut = QShortcut(QKeySequence(Qt.Modifier.ALT | key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(self.buttons[what].click)
        self._add(REMOVE, t("Remove"), "close")

    def _add(self, what: str, words: str, icon: str = "") -> QuietButton:
        name = f"{words}: {self.line.name}"
        button = QuietButton(
            "" if icon else words,
            icon,
            name,
            role=QUIET,
            on_click=lambda: self.asked.emit(what),
            key=f"{what}:{self.line.record.id}",
        )
        self.buttons[what] = button
        self._buttons.addWidget(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = event.size().width() >= LETTERS * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        room = sum(button.sizeHint().width() for button in self.buttons.values())
        self._side.setMinimumWidth(room if is_wide else 0)
