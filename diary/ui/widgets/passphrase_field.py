"""Where a passphrase is typed: hidden, unless the person wants to see it. No history is kept, no copy offered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import Text

_HINTS = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PassphraseField(QWidget):
    """A label, the field, and a button that shows or hides what is typed. Return emits `entered`."""

    entered = Signal()

    def __init__(self, name: str, key: str, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.line = QLineEdit()
        self.line.setObjectName(key)
        self.line.setAccessibleName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(_HINTS)
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.setMinimumHeight(TOUCH)
        self.line.returnPressed.connect(self.entered)
        self.look = TextButton("")
        self.look.setCheckable(True)
        self.look.setMinimumHeight(TOUCH)
        self.look.toggled.connect(self._on_look)
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.addWidget(self.line, 1)
        row.addWidget(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HAIR)
        column.addWidget(Text(name))
        column.addLayout(row)
        self.setFocusProxy(self.line)
        self._on_look(False)

    @property
    def text(self) -> str:
        """What is typed now."""
        return self.line.text()

    def take(self) -> str:
        """What was typed; the field is empty and hidden afterwards."""
        text = self.line.text()
        self.clear()
        return text

    def clear(self) -> None:
        """Forget what was typed."""
        self.line.clear()
        self.look.setChecked(False)

    def _on_look(self, is_shown: bool) -> None:
        t = self._language.t
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        self.look.setText(t("Hide") if is_shown else t("Show"))
        name = t("Hide what is typed") if is_shown else t("Show what is typed")
        self.look.setAccessibleName(f"{name}: {self.line.accessibleName()}")
